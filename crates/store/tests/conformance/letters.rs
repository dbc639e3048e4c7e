//! The outbox on both engines: one digest a day, each letter handed over by one node, tried again later and later, given up with its reason.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use phaen_app::ports::{Letter, LetterState, Mail, Undelivered, reading, technical};
use phaen_app::{App, AppError};
use phaen_domain::access::Role;
use phaen_store::Engine;

use crate::notices::{JUNE, Scene};
use crate::on_both_engines;

on_both_engines!(
    one_digest_a_day_carries_what_is_new_and_nothing_else,
    a_day_has_one_digest_whatever_the_clock_and_the_nodes_do,
    without_a_mail_server_no_letter_is_made,
    a_letter_is_tried_later_and_later_and_given_up_with_its_reason,
    a_server_that_is_away_is_asked_once_in_a_run_and_a_wrong_address_keeps_nobody_waiting,
    letters_that_failed_are_put_in_line_again_however_many_and_forgotten_in_the_end,
    a_letter_that_a_node_died_over_is_taken_again_and_one_that_a_wrong_clock_put_off_as_well,
    no_letter_is_handed_over_by_two_nodes,
);

/// A mail server that notes what it takes, and refuses when told to.
#[derive(Default)]
struct Noted {
    taken: Mutex<Vec<Letter>>,
    refusal: Mutex<Option<Undelivered>>,
}

impl Mail for Noted {
    fn deliver(&self, letter: &Letter) -> Result<(), Undelivered> {
        if let Some(refusal) = self.refusal.lock().unwrap().clone() {
            return Err(refusal);
        }
        self.taken.lock().unwrap().push(letter.clone());
        Ok(())
    }
}

impl Noted {
    fn refuse(&self, reason: &str, for_good: bool) {
        *self.refusal.lock().unwrap() = Some(Undelivered { reason: reason.to_owned(), for_good });
    }

    fn accept(&self) {
        *self.refusal.lock().unwrap() = None;
    }

    fn addresses(&self) -> Vec<String> {
        let mut all: Vec<_> = self.taken.lock().unwrap().iter().map(|it| it.address.clone()).collect();
        all.sort();
        all
    }
}

fn posted(scene: &Scene) -> (Arc<Noted>, App) {
    let mail = Arc::new(Noted::default());
    (mail.clone(), scene.node().with_mail(mail).with_site(Some("https://plan.example.go.th/".to_owned())))
}

const OFFICER: &str = "reporting_officer@example.go.th";
const HEAD: &str = "unit_head@example.go.th";

fn one_digest_a_day_carries_what_is_new_and_nothing_else(engine: Engine) {
    let scene = Scene::on(engine);
    let (mail, app) = posted(&scene);
    app.run_errands().unwrap();
    scene.open();
    app.run_errands().unwrap();
    assert_eq!(mail.addresses(), Vec::<String>::new(), "today's hour is over: it goes out tomorrow");
    scene.at("2023-06-01T23:59:00Z");
    app.run_errands().unwrap();
    assert_eq!(mail.addresses(), Vec::<String>::new(), "six in the morning is too early");
    scene.at("2023-06-02T00:00:01Z");
    app.run_errands().unwrap();
    assert_eq!(mail.addresses(), [OFFICER, HEAD]);
    let letter = mail.taken.lock().unwrap()[0].clone();
    assert_eq!(letter.subject, "แผน: มีเรื่องใหม่ 1 เรื่อง (2 มิถุนายน 2566)");
    for said in ["เปิดรอบการรายงานแล้ว (1 เรื่อง)", "- กองนโยบายและแผน · รอบ 9 เดือน", "https://plan.example.go.th/work"]
    {
        assert!(letter.body.contains(said), "{said} in {}", letter.body);
    }
    scene.at("2023-06-03T00:00:01Z");
    app.run_errands().unwrap();
    assert_eq!(mail.addresses().len(), 2, "nothing new, no letter");
    scene.at("2023-06-19T17:30:00Z");
    app.run_errands().unwrap();
    app.read_all_notices(&scene.who(Role::ReportingOfficer)).unwrap();
    scene.at("2023-06-20T00:30:00Z");
    app.run_errands().unwrap();
    assert_eq!(mail.addresses().len(), 2, "what was read in the site is not mailed");
    scene.at("2023-07-05T00:30:00Z");
    app.run_errands().unwrap();
    let last = mail.taken.lock().unwrap().last().cloned().unwrap();
    assert_eq!(last.address, OFFICER);
    assert!(last.body.contains("กำหนด 5 กรกฎาคม 2566"), "{}", last.body);
}

fn a_day_has_one_digest_whatever_the_clock_and_the_nodes_do(engine: Engine) {
    let scene = Scene::on(engine);
    let (mail, _) = posted(&scene);
    scene.open();
    scene.app.run_errands().unwrap();
    scene.at("2023-06-02T01:00:00Z");
    let nodes: Vec<App> = (0..4).map(|_| scene.node().with_mail(mail.clone())).collect();
    std::thread::scope(|scope| {
        for node in &nodes {
            scope.spawn(|| node.run_errands().unwrap());
        }
    });
    assert_eq!(mail.addresses(), [OFFICER, HEAD], "four nodes post one digest for each person");
    for at in [JUNE, "2023-06-02T01:30:00Z", "2023-06-01T01:00:00Z", "2023-06-02T09:00:00Z"] {
        scene.at(at);
        scene.node().with_mail(mail.clone()).run_errands().unwrap();
    }
    assert_eq!(mail.addresses().len(), 2, "a clock that jumps about posts none again");
}

fn without_a_mail_server_no_letter_is_made(engine: Engine) {
    let scene = Scene::on(engine);
    scene.open();
    scene.app.run_errands().unwrap();
    scene.at("2023-06-02T01:00:00Z");
    scene.app.run_errands().unwrap();
    let outbox = scene.app.outbox(&scene.who(Role::Administrator)).unwrap();
    assert_eq!((outbox.is_set, outbox.letters.len()), (false, 0));
    assert!(outbox.ran.at.is_some() && outbox.ran.failure.is_none());
    assert!(matches!(scene.app.outbox(&scene.who(Role::Analyst)), Err(AppError::Denied(_))));
    scene.at("2023-06-20T01:00:00Z");
    let (mail, app) = posted(&scene);
    app.run_errands().unwrap();
    let bodies: Vec<_> = mail.taken.lock().unwrap().iter().map(|it| it.body.clone()).collect();
    assert!(bodies.iter().all(|body| !body.contains("เปิดรอบการรายงานแล้ว")), "what is older than a week is not mailed late");
}

fn letter_of(scene: &Scene, address: &str) -> Letter {
    let letters = reading(&scene.store, |tx| tx.letters(100)).unwrap();
    letters.into_iter().find(|it| it.address == address).unwrap()
}

fn a_letter_is_tried_later_and_later_and_given_up_with_its_reason(engine: Engine) {
    let scene = Scene::on(engine);
    let (mail, app) = posted(&scene);
    scene.open();
    scene.app.run_errands().unwrap();
    mail.refuse("421 มีผู้ใช้มากเกินไป", false);
    scene.at("2023-06-02T01:00:00Z");
    // Two letters are in line, and a run ends with the first that is not taken.
    let run = || (0..2).for_each(|_| app.run_errands().unwrap());
    run();
    let officers = || letter_of(&scene, OFFICER);
    let first = officers();
    assert_eq!((first.state, first.attempts, first.failure.as_deref()), (LetterState::Waiting, 1, Some("421 มีผู้ใช้มากเกินไป")));
    run();
    assert_eq!(officers().attempts, 1, "not before its time");
    let mut waits = Vec::new();
    while officers().state == LetterState::Waiting {
        let before = officers();
        scene.at(&before.next_at.to_string());
        run();
        waits.push(officers().next_at.duration_since(before.next_at).as_mins());
    }
    assert!(waits.len() == 9 && waits[..8].is_sorted() && waits[7] == 1440, "{waits:?}");
    assert_eq!((officers().state, officers().attempts), (LetterState::Failed, 10));
    let administrator = scene.who(Role::Administrator);
    assert!(matches!(app.retry_letter(&scene.who(Role::Analyst), &first.id), Err(AppError::Denied(_))));
    assert!(matches!(app.retry_letter(&administrator, "nothing"), Err(AppError::NotFound { .. })));
    mail.refuse("550 ไม่มีผู้รับ", true);
    app.retry_letter(&administrator, &first.id).unwrap();
    run();
    assert_eq!(
        (officers().state, officers().attempts),
        (LetterState::Failed, 1),
        "what would be answered alike is not tried again"
    );
    assert_eq!(app.outbox(&administrator).unwrap().letters[0].failure.as_deref(), Some("550 ไม่มีผู้รับ"));
    mail.accept();
    app.retry_letter(&administrator, &first.id).unwrap();
    run();
    assert_eq!((officers().state, officers().failure), (LetterState::Sent, None));
    assert!(
        matches!(app.retry_letter(&administrator, &first.id), Err(AppError::NotFound { .. })),
        "what was sent is not sent again"
    );
}

fn waiting(id: &str, next_at: &str) -> Letter {
    let next_at: Timestamp = next_at.parse().unwrap();
    Letter {
        id: id.to_owned(),
        address: format!("{id}@example.go.th"),
        subject: "เรื่อง".to_owned(),
        body: "ข้อความ".to_owned(),
        state: LetterState::Waiting,
        attempts: 0,
        next_at,
        failure: None,
        created_at: JUNE.parse().unwrap(),
    }
}

fn a_server_that_is_away_is_asked_once_in_a_run_and_a_wrong_address_keeps_nobody_waiting(engine: Engine) {
    let scene = Scene::on(engine);
    let (mail, app) = posted(&scene);
    let letters: Vec<Letter> = (0..5).map(|number| waiting(&format!("letter{number}"), JUNE)).collect();
    technical(&scene.store, |tx| letters.iter().try_for_each(|letter| tx.save_letter(letter))).unwrap();
    let tried = || -> u32 { reading(&scene.store, |tx| tx.letters(100)).unwrap().iter().map(|it| it.attempts).sum() };
    scene.at("2023-06-01T03:00:00Z");
    mail.refuse("ติดต่อเครื่องไม่ได้", false);
    app.run_errands().unwrap();
    assert_eq!(tried(), 1, "the others would wait as long for nothing");
    mail.refuse("550 ไม่มีผู้รับ", true);
    app.run_errands().unwrap();
    assert_eq!(tried(), 5, "that is the letter's own fault");
}

fn a_letter_that_a_node_died_over_is_taken_again_and_one_that_a_wrong_clock_put_off_as_well(engine: Engine) {
    let scene = Scene::on(engine);
    let (mail, app) = posted(&scene);
    let dead = Letter { state: LetterState::Sending, attempts: 1, ..waiting("dead", "2023-06-01T02:10:00Z") };
    let far = waiting("far", "2031-01-01T00:00:00Z");
    let soon = waiting("soon", "2023-06-01T20:00:00Z");
    technical(&scene.store, |tx| [&dead, &far, &soon].into_iter().try_for_each(|letter| tx.save_letter(letter))).unwrap();
    scene.at("2023-06-01T02:05:00Z");
    app.run_errands().unwrap();
    assert_eq!(mail.addresses(), ["far@example.go.th"], "no wait is as long as that");
    scene.at("2023-06-01T02:10:01Z");
    app.run_errands().unwrap();
    assert_eq!(mail.addresses(), ["dead@example.go.th", "far@example.go.th"]);
    assert_eq!(letter_of(&scene, "dead@example.go.th").attempts, 2);
    assert_eq!(letter_of(&scene, "soon@example.go.th").state, LetterState::Waiting);
}

fn letters_that_failed_are_put_in_line_again_however_many_and_forgotten_in_the_end(engine: Engine) {
    let scene = Scene::on(engine);
    let administrator = scene.who(Role::Administrator);
    let failed = |number: i64| Letter {
        state: LetterState::Failed,
        attempts: 10,
        created_at: JUNE.parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_mins(number),
        ..waiting(&format!("letter{number:03}"), JUNE)
    };
    technical(&scene.store, |tx| (0..120).try_for_each(|number| tx.save_letter(&failed(number)))).unwrap();
    scene.app.retry_letter(&administrator, "letter000").unwrap();
    let counts = || reading(&scene.store, |tx| tx.letter_counts()).unwrap();
    assert_eq!(counts(), [(LetterState::Failed, 119), (LetterState::Waiting, 1)], "the oldest, which no page shows");
    let denied = scene.app.retry_failed_letters(&scene.who(Role::Analyst));
    assert!(matches!(denied, Err(AppError::Denied(_))));
    assert_eq!(scene.app.retry_failed_letters(&administrator).unwrap(), 119);
    assert_eq!(counts(), [(LetterState::Waiting, 120)]);
    technical(&scene.store, |tx| [7, 8].into_iter().try_for_each(|number| tx.save_letter(&failed(number)))).unwrap();
    technical(&scene.store, |tx| tx.forget_letters(failed(8).created_at)).unwrap();
    assert_eq!(counts(), [(LetterState::Failed, 1), (LetterState::Waiting, 118)], "what waits is not forgotten");
}

fn no_letter_is_handed_over_by_two_nodes(engine: Engine) {
    let scene = Scene::on(engine);
    let (mail, _) = posted(&scene);
    let letters: Vec<Letter> = (0..12).map(|number| waiting(&format!("letter{number:02}"), JUNE)).collect();
    technical(&scene.store, |tx| letters.iter().try_for_each(|letter| tx.save_letter(letter))).unwrap();
    scene.at("2023-06-01T03:00:00Z");
    let nodes: Vec<App> = (0..4).map(|_| scene.node().with_mail(mail.clone())).collect();
    std::thread::scope(|scope| {
        for node in &nodes {
            scope.spawn(|| node.run_errands().unwrap());
        }
    });
    let expected: Vec<String> = letters.iter().map(|it| it.address.clone()).collect();
    assert_eq!(mail.addresses(), expected);
    let counts = reading(&scene.store, |tx| tx.letter_counts()).unwrap();
    assert_eq!(counts, [(LetterState::Sent, 12)]);
}
