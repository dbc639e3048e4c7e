//! Notices, work and calendars on both engines: what waits for whom, told once whatever the clock does and however many nodes tell it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use phaen_app::accounts::{AccountChange, NewAccount};
use phaen_app::ports::{Clock, Ids, Notice};
use phaen_app::returns::{SentBack, Verification};
use phaen_app::rounds::{Extend, Order};
use phaen_app::work::TaskKind;
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::{Office, Role};
use phaen_domain::id::UnitCode;
use phaen_domain::notice::{Ladder, NoticeKind, Reader, Rung};
use phaen_domain::words::Words;
use phaen_store::testing::Fresh;
use phaen_store::{Engine, SqlStore};

use crate::findings::compile;
use crate::on_both_engines;
use crate::returns::{fill_in, key, version};
use crate::samples::{plan_code, round_code};
use crate::use_cases::{LED, NoFiles, with_led};
use crate::verifying::settle;

on_both_engines!(
    a_reminder_is_told_once_on_any_number_of_nodes_and_over_a_clock_that_jumps,
    the_ladder_climbs_from_the_officer_to_the_director_general_and_is_the_agencys_to_set,
    each_step_of_a_return_is_told_to_those_for_whom_it_waits_and_is_their_work,
    a_round_is_told_and_waits_for_those_who_decide_on_it,
    a_notice_is_read_by_its_owner_alone,
    what_is_told_is_told_in_few_statements,
    what_somebody_typed_waits_for_another_head_and_the_number_beside_the_menu_says_so,
    what_was_told_long_ago_of_a_frozen_round_is_forgotten_and_not_told_again,
    a_calendar_shows_what_its_owner_may_see_until_it_is_taken_back,
);

pub(crate) const UNIT: &str = "กนย.";
/// A Thai morning more than a month before the round's due date, 5 July 2023.
pub(crate) const JUNE: &str = "2023-06-01T02:00:00Z";

/// A clock that stands where it is put.
pub(crate) struct Set(pub(crate) AtomicI64);

impl Clock for Set {
    fn now(&self) -> Timestamp {
        // Each look is a little later than the last.
        Timestamp::from_microsecond(self.0.fetch_add(1, Ordering::SeqCst)).unwrap()
    }
}

struct Counted(AtomicI64);

impl Ids for Counted {
    fn id(&self) -> String {
        format!("n-{:08}", self.0.fetch_add(1, Ordering::SeqCst))
    }

    fn secret(&self) -> String {
        format!("{:064x}", self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// The demonstration agency with an account for each office, and a clock.
pub(crate) struct Scene {
    _fresh: Fresh,
    pub(crate) store: SqlStore,
    clock: Arc<Set>,
    ids: Arc<Counted>,
    pub(crate) app: App,
}

pub(crate) const PEOPLE: [(Role, Option<&str>); 7] = [
    (Role::ReportingOfficer, Some(UNIT)),
    (Role::UnitHead, Some(UNIT)),
    (Role::Analyst, None),
    (Role::HeadOfPolicy, None),
    (Role::Executive, None),
    (Role::DirectorGeneral, None),
    (Role::Administrator, None),
];

impl Scene {
    pub(crate) fn on(engine: Engine) -> Self {
        let (fresh, store, _) = with_led(engine);
        let clock = Arc::new(Set(AtomicI64::new(0)));
        let ids = Arc::new(Counted(AtomicI64::new(0)));
        let app = App::new(Arc::new(store.clone()), clock.clone(), ids.clone(), Arc::new(NoFiles));
        let scene = Self { _fresh: fresh, store, clock, ids, app };
        scene.at(JUNE);
        let administrator = Actor::in_role("setup", "setup", "setup", Role::Administrator);
        for (role, unit) in PEOPLE {
            let login = role.key().to_owned();
            let email = Some(format!("{login}@example.go.th"));
            let unit = unit.map(|code| UnitCode::new(code).unwrap());
            let password = "ความลับ ที่ยาวพอ 2566".to_owned();
            let new = NewAccount { login, name: role.th().to_owned(), role, unit, email, password };
            scene.app.create_account(&administrator, &new).unwrap();
        }
        scene
    }

    pub(crate) fn at(&self, instant: &str) {
        self.clock.0.store(instant.parse::<Timestamp>().unwrap().as_microsecond(), Ordering::SeqCst);
    }

    /// Another node on the same store, which remembers nothing.
    pub(crate) fn node(&self) -> App {
        App::new(Arc::new(self.store.clone()), self.clock.clone(), self.ids.clone(), Arc::new(NoFiles))
    }

    /// The account of a role as it signs in.
    pub(crate) fn who(&self, role: Role) -> Actor {
        let administrator = Actor::in_role("setup", "setup", "setup", Role::Administrator);
        let account = self.app.accounts(&administrator).unwrap().into_iter().find(|it| it.role == role).unwrap();
        let offices = vec![Office::own(role, account.unit)];
        Actor { account: account.id, login: account.login, name: account.name, offices, enrolling: false }
    }

    pub(crate) fn open(&self) {
        self.app.open_round(&self.who(Role::Analyst), &plan_code(LED), &round_code("R9")).unwrap();
    }

    pub(crate) fn told(&self, role: Role) -> Vec<(NoticeKind, String)> {
        let mut told: Vec<_> = self.notices(role).into_iter().map(|it| (it.kind, it.facts)).collect();
        told.sort();
        told
    }

    fn notices(&self, role: Role) -> Vec<Notice> {
        self.app.notices(&self.who(role)).unwrap()
    }

    fn kinds(&self, role: Role) -> Vec<NoticeKind> {
        self.told(role).into_iter().map(|(kind, _)| kind).collect()
    }

    fn work(&self, role: Role) -> Vec<TaskKind> {
        self.app.work(&self.who(role)).unwrap().into_iter().map(|task| task.kind).collect()
    }

    fn extend(&self, due_on: &str) {
        let (key, seen_version) = (key(UNIT), version(&self.app, UNIT));
        let more = Extend { key, seen_version, due_on: due_on.parse().unwrap(), reason: "น้ำท่วม".to_owned() };
        self.app.extend_due(&self.who(Role::HeadOfPolicy), &more).unwrap();
    }
}

fn reminders(told: Vec<(NoticeKind, String)>) -> Vec<String> {
    told.into_iter().map(|(_, facts)| facts).filter(|facts| facts.contains('|')).collect()
}

fn a_reminder_is_told_once_on_any_number_of_nodes_and_over_a_clock_that_jumps(engine: Engine) {
    let scene = Scene::on(engine);
    scene.open();
    let officer = || reminders(scene.told(Role::ReportingOfficer));
    let tell = |at: &str| {
        scene.at(at);
        scene.app.run_errands().unwrap();
        scene.node().run_errands().unwrap();
    };
    tell(JUNE);
    assert_eq!(officer(), Vec::<String>::new());
    tell("2023-06-19T16:59:59Z");
    assert_eq!(officer(), Vec::<String>::new(), "one second before midnight in Thailand");
    tell("2023-06-19T17:00:00Z");
    assert_eq!(officer(), ["2023-07-05|-15"]);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| scene.node().run_errands().unwrap());
        }
    });
    assert_eq!(officer(), ["2023-07-05|-15"], "four nodes at once tell it once");
    tell("2023-07-05T02:00:00Z");
    assert_eq!(officer(), ["2023-07-05|-15", "2023-07-05|0"], "what was jumped over says no more than what has come");
    tell("2023-06-25T02:00:00Z");
    assert_eq!(officer(), ["2023-07-05|-15", "2023-07-05|0"], "a clock that goes back tells nothing again");
    tell("2023-07-04T02:00:00Z");
    assert_eq!(officer(), ["2023-07-05|-1", "2023-07-05|-15", "2023-07-05|0"], "nor does it lose what it had jumped over");
    scene.extend("2023-08-10");
    tell("2023-07-26T02:00:00Z");
    assert!(officer().contains(&"2023-08-10|-15".to_owned()), "another due date has reminders of its own");
    assert!(scene.kinds(Role::ReportingOfficer).contains(&NoticeKind::Extended));
    assert!(!scene.kinds(Role::ReportingOfficer).contains(&NoticeKind::Overdue));
}

fn the_ladder_climbs_from_the_officer_to_the_director_general_and_is_the_agencys_to_set(engine: Engine) {
    let scene = Scene::on(engine);
    scene.open();
    let day = |at: &str| {
        scene.at(at);
        scene.app.run_errands().unwrap();
        let told = |role| reminders(scene.told(role)).len();
        [Role::ReportingOfficer, Role::UnitHead, Role::Analyst, Role::DirectorGeneral].map(told)
    };
    assert_eq!(day("2023-07-06T02:00:00Z"), [1, 0, 0, 0]);
    assert_eq!(day("2023-07-08T02:00:00Z"), [1, 1, 0, 0]);
    assert_eq!(day("2023-07-12T02:00:00Z"), [1, 1, 1, 0], "one line for all units, not one for each");
    assert_eq!(day("2023-07-20T02:00:00Z"), [1, 1, 1, 1]);
    let set = |actor: &Actor, rungs: &[(i16, Reader)]| {
        let rungs = rungs.iter().map(|(days, reader)| Rung { days: *days, reader: *reader }).collect();
        scene.app.set_reminders(actor, &Ladder::new(rungs, 6).unwrap(), 0)
    };
    assert!(matches!(set(&scene.who(Role::Analyst), &[]), Err(AppError::Denied(_))));
    set(&scene.who(Role::HeadOfPolicy), &[(2, Reader::Head), (12, Reader::Head)]).unwrap();
    assert!(matches!(set(&scene.who(Role::HeadOfPolicy), &[]), Err(AppError::Stale { .. })));
    assert_eq!(day("2023-07-20T03:00:00Z"), [1, 2, 1, 1], "the head's rung of 12 days has come");
    let stored = scene.app.reminders(&scene.who(Role::Executive)).unwrap();
    assert_eq!((stored.version, stored.ladder.digest_hour), (1, 6));
}

fn each_step_of_a_return_is_told_to_those_for_whom_it_waits_and_is_their_work(engine: Engine) {
    use NoticeKind as N;
    let scene = Scene::on(engine);
    let (officer, head, analyst) = (scene.who(Role::ReportingOfficer), scene.who(Role::UnitHead), scene.who(Role::Analyst));
    assert_eq!(scene.work(Role::ReportingOfficer), []);
    scene.open();
    let app = &scene.app;
    let tell = || app.run_errands().unwrap();
    tell();
    assert_eq!(scene.kinds(Role::ReportingOfficer), [N::RoundOpened]);
    assert_eq!((scene.work(Role::ReportingOfficer), scene.work(Role::UnitHead)), (vec![TaskKind::FillIn], vec![]));
    fill_in(app, UNIT, "2");
    app.propose_return(&officer, &key(UNIT), version(app, UNIT)).unwrap();
    tell();
    assert_eq!(scene.kinds(Role::UnitHead), [N::Proposed, N::RoundOpened]);
    assert_eq!((scene.work(Role::ReportingOfficer), scene.work(Role::UnitHead)), (vec![], vec![TaskKind::Endorse]));
    let back =
        |text: &str| SentBack { key: key(UNIT), seen_version: version(app, UNIT), comments: vec![(None, text.to_owned())] };
    app.hand_back_return(&head, &back("ขอแก้คำ")).unwrap();
    tell();
    assert_eq!(scene.kinds(Role::ReportingOfficer), [N::HandedBack, N::RoundOpened]);
    assert_eq!(scene.work(Role::ReportingOfficer), [TaskKind::FillIn]);
    settle(app, UNIT);
    app.propose_return(&officer, &key(UNIT), version(app, UNIT)).unwrap();
    app.endorse_return(&head, &key(UNIT), version(app, UNIT)).unwrap();
    tell();
    assert_eq!(scene.kinds(Role::ReportingOfficer), [N::HandedBack, N::Endorsed, N::RoundOpened]);
    assert_eq!(scene.work(Role::ReportingOfficer), [TaskKind::Submit]);
    app.submit_return(&officer, &key(UNIT), version(app, UNIT)).unwrap();
    tell();
    assert_eq!(scene.kinds(Role::Analyst), [N::Submitted]);
    assert_eq!(scene.work(Role::Analyst), [TaskKind::Verify]);
    app.send_back_return(&analyst, &back("ขอหลักฐานเพิ่ม")).unwrap();
    tell();
    assert!(scene.kinds(Role::ReportingOfficer).contains(&N::SentBack));
    let work = app.work(&officer).unwrap();
    assert_eq!(work.iter().map(|task| task.kind).collect::<Vec<_>>(), [TaskKind::Mend]);
    assert_eq!(work[0].due_on, Some("2023-06-06".parse().unwrap()), "three working days over a weekend");
    assert!(work[0].comments.iter().any(|comment| comment.text == "ขอหลักฐานเพิ่ม"));
    settle(app, UNIT);
    app.propose_return(&officer, &key(UNIT), version(app, UNIT)).unwrap();
    app.endorse_return(&head, &key(UNIT), version(app, UNIT)).unwrap();
    app.submit_return(&officer, &key(UNIT), version(app, UNIT)).unwrap();
    tell();
    assert_eq!(scene.kinds(Role::Analyst), [N::Submitted, N::Submitted], "it was submitted a second time");
    let units = vec![(UnitCode::new(UNIT).unwrap(), version(app, UNIT))];
    let command = Verification { plan: plan_code(LED), round: round_code("R9"), units, chosen: [].into() };
    app.verify_returns(&analyst, &command).unwrap();
    tell();
    assert!(scene.kinds(Role::ReportingOfficer).contains(&N::Verified));
    assert_eq!((scene.work(Role::ReportingOfficer), scene.work(Role::Analyst)), (vec![], vec![]));
    let head_now = app.journal_head(&officer).unwrap();
    assert_eq!(app.work_count(&officer, head_now).unwrap(), 0);
}

fn a_round_is_told_and_waits_for_those_who_decide_on_it(engine: Engine) {
    let scene = Scene::on(engine);
    scene.open();
    let (app, plan, round) = (&scene.app, plan_code(LED), round_code("R9"));
    let (policy, executive) = (scene.who(Role::HeadOfPolicy), scene.who(Role::Executive));
    compile(app, &policy, &plan, &round);
    app.run_errands().unwrap();
    assert_eq!(
        (scene.kinds(Role::Executive), scene.work(Role::Executive)),
        (vec![NoticeKind::RoundCompiled], vec![TaskKind::EndorseRound])
    );
    assert_eq!(scene.work(Role::ReportingOfficer), [], "a compiled round takes no returns");
    app.refuse_round(&executive, &plan, &round, "ขอให้ทบทวน").unwrap();
    app.run_errands().unwrap();
    assert!(scene.kinds(Role::HeadOfPolicy).contains(&NoticeKind::RoundRefused));
    compile(app, &policy, &plan, &round);
    app.endorse_round(&executive, &plan, &round).unwrap();
    app.run_errands().unwrap();
    assert!(scene.kinds(Role::HeadOfPolicy).contains(&NoticeKind::RoundEndorsed));
    assert_eq!(scene.work(Role::HeadOfPolicy), [TaskKind::Freeze]);
    app.freeze_round(&policy, &plan, &round).unwrap();
    app.run_errands().unwrap();
    assert!(scene.kinds(Role::ReportingOfficer).contains(&NoticeKind::RoundFrozen));
    let order = Order {
        reason: "แก้ผล".to_owned(),
        document_no: Some("ยธ 1".to_owned()),
        expires_on: Some("2023-12-01".parse().unwrap()),
    };
    app.reopen_round(&scene.who(Role::DirectorGeneral), &plan, &round, &order).unwrap();
    app.run_errands().unwrap();
    assert!(scene.kinds(Role::UnitHead).contains(&NoticeKind::RoundReopened));
    scene.at("2023-07-06T02:00:00Z");
    assert_eq!(scene.work(Role::DirectorGeneral), [TaskKind::Overdue]);
}

fn a_notice_is_read_by_its_owner_alone(engine: Engine) {
    let scene = Scene::on(engine);
    scene.open();
    scene.app.run_errands().unwrap();
    let (officer, head) = (scene.who(Role::ReportingOfficer), scene.who(Role::UnitHead));
    let id = scene.notices(Role::ReportingOfficer)[0].id.clone();
    assert!(matches!(scene.app.read_notice(&head, &id), Err(AppError::NotFound { .. })));
    let secret = scene.app.sign_in(&officer.login, "ความลับ ที่ยาวพอ 2566", "10.0.0.1").unwrap().secret;
    let unread = || scene.app.visit(&secret).unwrap().unwrap().unread;
    assert_eq!(unread(), 1);
    scene.app.read_notice(&officer, &id).unwrap();
    assert_eq!(unread(), 0);
    scene.extend("2023-07-30");
    scene.app.run_errands().unwrap();
    assert_eq!(unread(), 1);
    scene.app.read_all_notices(&officer).unwrap();
    assert_eq!((unread(), scene.notices(Role::UnitHead).iter().filter(|it| it.read_at.is_none()).count()), (0, 2));
    let journal = scene.app.journal_head(&officer).unwrap();
    scene.app.read_all_notices(&officer).unwrap();
    assert_eq!(scene.app.journal_head(&officer).unwrap(), journal, "reading is nobody's business");
}

fn what_is_told_is_told_in_few_statements(engine: Engine) {
    let scene = Scene::on(engine);
    scene.open();
    let asked = |work: &dyn Fn()| {
        let before = scene.store.db().statements();
        work();
        scene.store.db().statements() - before
    };
    scene.app.run_errands().unwrap();
    assert_eq!(asked(&|| scene.app.run_errands().unwrap()), 1, "where nothing is new, one question");
    scene.at("2023-07-20T02:00:00Z");
    let statements = asked(&|| scene.app.run_errands().unwrap());
    assert!(statements <= 60, "{statements} for all units of the agency");
    let officer = scene.who(Role::ReportingOfficer);
    let head = scene.app.journal_head(&officer).unwrap();
    scene.app.work_count(&officer, head).unwrap();
    assert_eq!(asked(&|| assert_eq!(scene.app.work_count(&officer, head).unwrap(), 1)), 0, "kept as long as nothing is stored");
}

fn a_calendar_shows_what_its_owner_may_see_until_it_is_taken_back(engine: Engine) {
    let scene = Scene::on(engine);
    scene.open();
    let (app, officer, executive) = (&scene.app, scene.who(Role::ReportingOfficer), scene.who(Role::Executive));
    let shown = |secret: &str| app.calendar_at(secret).unwrap().map(|bytes| String::from_utf8(bytes).unwrap());
    let secret = app.make_feed(&officer, None).unwrap();
    let calendar = shown(&secret).unwrap();
    assert_eq!(calendar.lines().count(), 2, "{calendar}");
    assert!(calendar.contains("2023-07-05 ส่งแบบรายงาน รอบ 9 เดือน · กองนโยบายและแผน"), "{calendar}");
    scene.extend("2023-07-30");
    assert!(shown(&secret).unwrap().contains("2023-07-30"), "more time moves the day");
    let executives = shown(&app.make_feed(&executive, None).unwrap()).unwrap();
    assert!(executives.contains("เห็นชอบผล รอบ 9 เดือน") && !executives.contains("ส่งแบบรายงาน"), "{executives}");
    let unit = UnitCode::new(UNIT).unwrap();
    let of_unit = shown(&app.make_feed(&executive, Some(&unit)).unwrap()).unwrap();
    assert!(of_unit.contains("กองนโยบายและแผน") && of_unit.lines().count() == 2, "{of_unit}");
    let other = UnitCode::new("พบ.").unwrap();
    assert!(matches!(app.make_feed(&officer, Some(&other)), Err(AppError::Denied(_))));
    let nowhere = UnitCode::new("ไม่มี").unwrap();
    assert!(matches!(app.make_feed(&officer, Some(&nowhere)), Err(AppError::NotFound { .. })));
    let again = app.make_feed(&officer, None).unwrap();
    assert_eq!((shown(&secret), shown("guessed")), (None, None), "a new address ends the old one");
    assert!(shown(&again).is_some());
    app.revoke_feed(&officer, None).unwrap();
    assert_eq!((shown(&again), app.feeds(&officer).unwrap().len()), (None, 0));
    assert!(matches!(app.revoke_feed(&officer, None), Err(AppError::NotFound { .. })));
    let last = app.make_feed(&officer, None).unwrap();
    let closed = AccountChange { role: Role::Viewer, unit: None, email: None, closed: true, seen_version: 1 };
    app.change_account(&scene.who(Role::Administrator), &officer.login, &closed).unwrap();
    assert_eq!(shown(&last), None, "a closed account shows nothing");
    let told = app.journal(&scene.who(Role::Analyst), Some(("account", &officer.login)), None).unwrap();
    assert_eq!(told.iter().filter(|entry| entry.action == "feed_made").count(), 3);
    assert!(told.iter().all(|entry| !format!("{entry:?}").contains(&again)), "no secret in the journal");
}

fn what_somebody_typed_waits_for_another_head_and_the_number_beside_the_menu_says_so(engine: Engine) {
    let scene = Scene::on(engine);
    scene.open();
    let (app, officer) = (&scene.app, scene.who(Role::ReportingOfficer));
    fill_in(app, UNIT, "2");
    app.propose_return(&officer, &key(UNIT), version(app, UNIT)).unwrap();
    let also_head = Office::own(Role::UnitHead, Some(UnitCode::new(UNIT).unwrap()));
    let both = Actor { offices: [officer.offices.clone(), vec![also_head]].concat(), ..officer };
    for (who, waits) in [(both, 0), (scene.who(Role::UnitHead), 1)] {
        let head = app.journal_head(&who).unwrap();
        assert_eq!((app.work(&who).unwrap().len(), app.work_count(&who, head).unwrap()), (waits, waits), "{}", who.login);
    }
}

fn what_was_told_long_ago_of_a_frozen_round_is_forgotten_and_not_told_again(engine: Engine) {
    let scene = Scene::on(engine);
    scene.open();
    scene.app.run_errands().unwrap();
    let opened = || scene.kinds(Role::ReportingOfficer).contains(&NoticeKind::RoundOpened);
    scene.at("2024-07-10T02:00:00Z");
    scene.node().run_errands().unwrap();
    assert!(opened(), "more than 400 days ago, and the round is open");
    let (plan, round) = (plan_code(LED), round_code("R9"));
    compile(&scene.app, &scene.who(Role::HeadOfPolicy), &plan, &round);
    scene.app.endorse_round(&scene.who(Role::Executive), &plan, &round).unwrap();
    scene.app.freeze_round(&scene.who(Role::HeadOfPolicy), &plan, &round).unwrap();
    scene.at("2024-07-11T02:00:00Z");
    scene.app.run_errands().unwrap();
    let left = scene.told(Role::ReportingOfficer);
    assert!(!opened() && left.iter().any(|(kind, _)| *kind == NoticeKind::RoundFrozen), "{left:?}");
    scene.node().run_errands().unwrap();
    assert_eq!(scene.told(Role::ReportingOfficer), left, "a node that remembers nothing tells none of it again");
}
