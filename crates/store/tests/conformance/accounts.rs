//! Accounts, tokens, sessions and failed sign-ins; jobs and uploads.

use std::collections::BTreeSet;
use std::thread;

use jiff::{SignedDuration, Timestamp};
use phaen_app::AppError;
use phaen_app::books::BookRequest;
use phaen_app::exchange::Upload;
use phaen_app::ports::{Account, HalfSignedIn, Job, JobState, Reading, Session, Technical, Token, reading, technical};
use phaen_domain::access::Role;
use phaen_store::{Engine, SqlStore};

use crate::plans::{journaled, store};
use crate::samples::{NASTY, round_code};
use crate::{on_both_engines, verified};

on_both_engines!(
    an_account_is_stored_once_and_changed_by_who_saw_it,
    accounts_are_listed_by_login,
    a_token_opens_until_it_is_revoked,
    a_session_lasts_until_it_expires_or_is_ended,
    the_sessions_of_an_account_are_listed_and_all_but_one_are_ended,
    failed_sign_ins_are_counted_and_forgotten,
    a_job_is_taken_once_and_its_file_kept,
    jobs_left_running_wait_again_after_a_restart,
    no_job_is_taken_twice_by_two_nodes,
    an_upload_is_kept_until_the_next_one,
    technical_rows_leave_the_journal_alone,
);

fn at(seconds: i64) -> Timestamp {
    // Beginning with a whole second, so that texts of different width are met.
    Timestamp::from_second(1_700_000_000).unwrap() + SignedDuration::from_millis(seconds * 1_000 + seconds % 2 * 500)
}

fn account(login: &str, version: u32) -> Account {
    Account {
        id: format!("id-{login}"),
        login: login.to_owned(),
        name: format!("ผู้ใช้ {NASTY}"),
        role: Role::Analyst,
        unit: None,
        email: Some(format!("{login}@example.go.th")),
        second_factor: None,
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".to_owned(),
        closed: false,
        version,
    }
}

fn with_accounts(engine: Engine) -> (phaen_store::testing::Fresh, SqlStore) {
    let (fresh, store) = store(engine);
    for login in ["bee", "ant"] {
        assert!(journaled(&store, |tx| tx.save_account(&account(login, 1))));
    }
    (fresh, store)
}

fn keep<T>(store: &SqlStore, work: impl FnMut(&mut dyn Technical) -> Result<T, AppError>) -> T {
    technical(store, work).unwrap()
}

fn see<T>(store: &SqlStore, work: impl FnMut(&mut dyn Reading) -> Result<T, AppError>) -> T {
    reading(store, work).unwrap()
}

fn an_account_is_stored_once_and_changed_by_who_saw_it(engine: Engine) {
    let (_fresh, store) = with_accounts(engine);
    let save = |it: &Account| journaled(&store, |tx| tx.save_account(it));
    let by_login = |login: &str| see(&store, |tx| tx.account_by_login(login));
    assert_eq!(by_login("ant"), Some(account("ant", 1)));
    assert_eq!((by_login("Ant"), by_login("")), (None, None));
    assert!(!save(&account("ant", 1)), "the id is taken");
    assert!(!save(&Account { id: "id-other".to_owned(), ..account("ant", 1) }), "the login is taken");
    let changed = Account { role: Role::Administrator, closed: true, name: "ใหม่".to_owned(), ..account("ant", 2) };
    assert!(!save(&Account { version: 3, ..changed.clone() }), "version 2 is not there yet");
    assert!(save(&changed));
    assert!(!save(&changed), "someone else was quicker");
    assert_eq!(by_login("ant"), Some(changed));
}

fn accounts_are_listed_by_login(engine: Engine) {
    let (_fresh, store) = with_accounts(engine);
    for login in ["a-nt", "a.z", "ant2", "b"] {
        journaled(&store, |tx| tx.save_account(&account(login, 1)));
    }
    let logins: Vec<String> = see(&store, |tx| tx.accounts()).into_iter().map(|it| it.login).collect();
    assert_eq!(logins, ["a-nt", "a.z", "ant", "ant2", "b", "bee"]);
}

fn a_token_opens_until_it_is_revoked(engine: Engine) {
    let (_fresh, store) = with_accounts(engine);
    let token = |id: &str, second: i64| Token {
        id: id.to_owned(),
        account: "id-ant".to_owned(),
        name: NASTY.to_owned(),
        secret_hash: format!("hash-{id}"),
        created_at: at(second),
        revoked_at: None,
    };
    for (id, second) in [("c", 4), ("a", 5), ("b", 6)] {
        journaled(&store, |tx| tx.save_token(&token(id, second)));
    }
    let opens = |hash: &str| see(&store, |tx| tx.token(hash)).map(|account| account.login);
    assert_eq!((opens("hash-a"), opens("hash-x")), (Some("ant".to_owned()), None));
    let revoked = Token { revoked_at: Some(at(60)), ..token("a", 5) };
    journaled(&store, |tx| tx.save_token(&revoked));
    assert_eq!(opens("hash-a"), None);
    assert_eq!(see(&store, |tx| tx.tokens("id-ant")), [token("b", 6), revoked, token("c", 4)]);
    assert_eq!(see(&store, |tx| tx.tokens("id-bee")), []);
    let of_bee = Token { account: "id-bee".to_owned(), ..token("d", 7) };
    journaled(&store, |tx| tx.save_token(&of_bee));
    journaled(&store, |tx| tx.sign_out_account("id-ant", at(70)));
    assert_eq!((opens("hash-b"), opens("hash-d")), (None, Some("bee".to_owned())), "who is signed out everywhere has no token");
    let ends: Vec<_> = see(&store, |tx| tx.tokens("id-ant")).into_iter().map(|it| it.revoked_at).collect();
    assert_eq!(ends, [Some(at(70)), Some(at(60)), Some(at(70))], "what was revoked before keeps its time");
}

fn session(number: i64, login: &str) -> Session {
    Session {
        secret_hash: format!("secret-{number}"),
        account: format!("id-{login}"),
        csrf: format!("csrf-{number}"),
        created_at: at(0),
        seen_at: at(0),
        expires_at: at(number),
        browser: (number % 2 == 0).then(|| NASTY.to_owned()),
        network: (number % 3 == 0).then(|| "203.0.113.*".to_owned()),
    }
}

fn a_session_lasts_until_it_expires_or_is_ended(engine: Engine) {
    let (_fresh, store) = with_accounts(engine);
    for it in [session(10, "ant"), session(11, "ant"), session(12, "bee"), session(13, "ant")] {
        keep(&store, |tx| tx.save_session(&it));
    }
    let alive = |now: Timestamp| -> Vec<i64> {
        let is_alive = |number: &i64| {
            let found = see(&store, |tx| tx.session(&format!("secret-{number}"), now));
            found.is_some_and(|(found, account)| {
                assert_eq!(found, session(*number, if *number == 12 { "bee" } else { "ant" }));
                found.account == account.id
            })
        };
        (10..=14).filter(is_alive).collect()
    };
    let before = store.db().statements();
    assert_eq!(alive(at(0)), [10, 11, 12, 13]);
    assert_eq!(store.db().statements() - before, 5, "one statement for each look");
    let with_head = |now| see(&store, |tx| tx.session_and_head("secret-10", now));
    let (found, account, head, unread) = with_head(at(0)).unwrap();
    assert_eq!(unread, 0);
    assert_eq!((found, account.login.as_str(), head), (session(10, "ant"), "ant", see(&store, |tx| tx.journal_head())));
    assert_eq!(with_head(at(10)), None);
    assert_eq!(alive(at(10)), [11, 12, 13], "at its end it has ended");
    assert_eq!(alive(at(11)), [12, 13], "also when the end is no whole second");
    keep(&store, |tx| tx.end_sessions("id-ant", Some("secret-13"), at(10)));
    assert_eq!(alive(at(0)), [11, 12], "10 had expired and is removed");
    keep(&store, |tx| tx.end_sessions("id-bee", Some("secret-11"), at(0)));
    assert_eq!(alive(at(0)), [11, 12], "nobody ends another's session");
    keep(&store, |tx| tx.end_sessions("id-ant", None, at(0)));
    assert_eq!(alive(at(0)), [12]);
    let nobody = Session { account: "id-nobody".to_owned(), ..session(14, "ant") };
    assert!(technical(&store, |tx| tx.save_session(&nobody)).is_err());
}

fn the_sessions_of_an_account_are_listed_and_all_but_one_are_ended(engine: Engine) {
    let (_fresh, store) = with_accounts(engine);
    let later = |number: i64| Session { created_at: at(number - 10), seen_at: at(number - 10), ..session(number, "ant") };
    for it in [later(20), later(22), later(21), session(23, "bee")] {
        keep(&store, |tx| tx.save_session(&it));
    }
    let listed = |account: &str, now: Timestamp| see(&store, |tx| tx.sessions(account, now));
    assert_eq!(listed("id-ant", at(0)), [later(22), later(21), later(20)], "newest first");
    assert_eq!(listed("id-ant", at(20)), [later(22), later(21)], "what has expired is not listed");
    assert_eq!((listed("id-bee", at(0)), listed("id-nobody", at(0))), (vec![session(23, "bee")], vec![]));
    keep(&store, |tx| tx.see_session("secret-21", at(15)));
    let seen = Session { seen_at: at(15), ..later(21) };
    assert_eq!(listed("id-ant", at(0))[1], seen);
    let found = see(&store, |tx| tx.session("secret-21", at(0))).map(|(session, _)| session);
    assert_eq!(found, Some(seen.clone()));
    keep(&store, |tx| tx.end_other_sessions("id-ant", "secret-23", at(0)));
    assert_eq!(
        (listed("id-ant", at(0)), listed("id-bee", at(0)).len()),
        (vec![], 1),
        "none of one's own is kept by another's secret"
    );
    for it in [later(20), later(22), later(21)] {
        keep(&store, |tx| tx.save_session(&it));
    }
    keep(&store, |tx| tx.end_other_sessions("id-ant", "secret-21", at(0)));
    assert_eq!((listed("id-ant", at(0)), listed("id-bee", at(0)).len()), (vec![later(21)], 1));
}

fn failed_sign_ins_are_counted_and_forgotten(engine: Engine) {
    let (_fresh, store) = with_accounts(engine);
    let note =
        |key: &str, second| keep(&store, |tx| tx.note_failed_sign_in(key, at(second), [at(second - 100), at(second + 100)]));
    let failures = |key: &str, since| see(&store, |tx| tx.failed_sign_ins(key, [at(since), at(1_000)]));
    let count = |key: &str, since| failures(key, since).count;
    for second in [1, 2, 2, 3] {
        note("login:ant", second);
    }
    note("address:10.0.0.1", 3);
    assert_eq!((count("login:ant", 0), count("login:ant", 2), count("login:ant", 3), count("login:ant", 4)), (4, 3, 1, 0));
    assert_eq!((count("address:10.0.0.1", 0), count("login:bee", 0)), (1, 0));
    assert_eq!((failures("login:ant", 0).last, failures("login:bee", 0).last), (Some(at(3)), None));
    let all = see(&store, |tx| tx.all_failed_sign_ins([at(2), at(1_000)]));
    let all: Vec<(&str, u32)> = all.iter().map(|(key, it)| (key.as_str(), it.count)).collect();
    assert_eq!(all, [("address:10.0.0.1", 1), ("login:ant", 3)]);
    note("login:bee", 102);
    assert_eq!(count("login:ant", 0), 3, "what is older than the window is forgotten");
    keep(&store, |tx| tx.forget_failed_sign_ins("login:ant"));
    assert_eq!((count("login:ant", 0), count("login:bee", 0)), (0, 1));
}

fn job(number: i64) -> Job {
    Job {
        id: format!("job-{number:02}"),
        account: "id-ant".to_owned(),
        request: BookRequest { plan: "LED-2566".to_owned(), edition: 1, round: round_code("R12"), revision: None },
        state: JobState::Waiting,
        progress: 0,
        created_at: at(100 - number),
        file_name: None,
        failure: None,
    }
}

fn a_job_is_taken_once_and_its_file_kept(engine: Engine) {
    let (_fresh, store) = with_accounts(engine);
    let take = || keep(&store, |tx| tx.take_job(false));
    assert_eq!(take(), None);
    for number in [1, 2, 3] {
        keep(&store, |tx| tx.save_job(&job(number), None));
    }
    let running = Job { state: JobState::Running, ..job(3) };
    assert_eq!(take(), Some(running.clone()), "the oldest comes first");
    assert_eq!(see(&store, |tx| tx.job("job-03")), Some(running.clone()));
    let half = Job { progress: 50, ..running.clone() };
    keep(&store, |tx| tx.save_job(&half, None));
    let done = Job { state: JobState::Done, progress: 100, file_name: Some("เล่ม.pdf".to_owned()), ..running };
    keep(&store, |tx| tx.save_job(&done, Some(&[0, 255, 0, 1])));
    let mut failed = take().unwrap();
    (failed.state, failed.failure) = (JobState::Failed, Some(NASTY.to_owned()));
    keep(&store, |tx| tx.save_job(&failed, None));
    assert_eq!(see(&store, |tx| tx.jobs("id-ant")), [job(1), failed, done]);
    assert_eq!(see(&store, |tx| tx.jobs("id-bee")), []);
    assert_eq!(see(&store, |tx| tx.job("job-99")), None);
    assert_eq!(see(&store, |tx| tx.job_file("job-03")), Some(vec![0, 255, 0, 1]));
    assert_eq!(see(&store, |tx| tx.job_file("job-02")), None);
}

fn jobs_left_running_wait_again_after_a_restart(engine: Engine) {
    let (_fresh, store) = with_accounts(engine);
    for number in [1, 2] {
        keep(&store, |tx| tx.save_job(&job(number), None));
    }
    let take = |restarted| keep(&store, |tx| tx.take_job(restarted)).map(|job| job.id);
    assert_eq!(take(false).as_deref(), Some("job-02"));
    assert_eq!(take(true).as_deref(), Some("job-02"), "it was left running");
    assert_eq!(take(false).as_deref(), Some("job-01"));
    assert_eq!(take(false), None);
}

fn no_job_is_taken_twice_by_two_nodes(engine: Engine) {
    let (fresh, store) = with_accounts(engine);
    let other = SqlStore::from(fresh.open());
    for number in 1..=20 {
        keep(&store, |tx| tx.save_job(&job(number), None));
    }
    let take_all = |store: &SqlStore| {
        let next = || keep(store, |tx| tx.take_job(false)).map(|job| job.id);
        std::iter::from_fn(next).collect::<Vec<_>>()
    };
    let taken: Vec<String> = thread::scope(|scope| {
        let workers = [&store, &other, &store, &other].map(|node| scope.spawn(move || take_all(node)));
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let different: BTreeSet<&String> = taken.iter().collect();
    assert_eq!((taken.len(), different.len()), (20, 20));
}

fn an_upload_is_kept_until_the_next_one(engine: Engine) {
    let (_fresh, store) = with_accounts(engine);
    let upload = |id: &str, login: &str| Upload {
        id: id.to_owned(),
        account: format!("id-{login}"),
        name: NASTY.to_owned(),
        bytes: vec![b'P', b'K', 0, 255],
        created_at: at(3),
    };
    for it in [upload("1", "ant"), upload("2", "bee"), upload("3", "ant")] {
        keep(&store, |tx| tx.save_upload(&it));
    }
    let kept = |id: &str| see(&store, |tx| tx.upload(id));
    assert_eq!(kept("1"), None);
    assert_eq!((kept("2"), kept("3")), (Some(upload("2", "bee")), Some(upload("3", "ant"))));
}

fn technical_rows_leave_the_journal_alone(engine: Engine) {
    let (_fresh, store) = with_accounts(engine);
    let before = see(&store, |tx| tx.journal_head());
    keep(&store, |tx| tx.save_session(&session(9, "ant")));
    keep(&store, |tx| tx.save_job(&job(1), Some(&[1])));
    keep(&store, |tx| tx.note_failed_sign_in("login:ant", at(1), [at(0), at(2)]));
    assert_eq!((see(&store, |tx| tx.journal_head()), see(&store, |tx| tx.sequence())), (before, before.seq));
    assert_eq!(verified(store.db()), 2);
}

/// A row in each of the tables tested here.
pub(crate) fn fill(store: &SqlStore) {
    assert!(journaled(store, |tx| tx.save_account(&account("ant", 1))));
    let token = Token {
        id: "token".to_owned(),
        account: "id-ant".to_owned(),
        name: NASTY.to_owned(),
        secret_hash: "hash".to_owned(),
        created_at: at(1),
        revoked_at: None,
    };
    journaled(store, |tx| tx.save_token(&token));
    let upload = Upload {
        id: "upload".to_owned(),
        account: "id-ant".to_owned(),
        name: NASTY.to_owned(),
        bytes: vec![0; 100_000],
        created_at: at(2),
    };
    let half = HalfSignedIn { secret_hash: "half".to_owned(), account: "id-ant".to_owned(), expires_at: at(9) };
    keep(store, |tx| {
        tx.save_session(&session(9, "ant"))?;
        tx.note_failed_sign_in("login:ant", at(3), [at(0), at(4)])?;
        tx.save_job(&job(1), Some(&[0, 255]))?;
        tx.save_half_signed_in(&half, at(0))?;
        tx.save_upload(&upload)
    });
}
