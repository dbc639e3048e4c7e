//! The use cases on both engines, end to end: a workbook comes in, is amended, targets are set, results entered, people sign in;
//! and the journal tells of all of it.

use phaen_app::accounts::NewAccount;
use phaen_app::editing::{EnterObservation, SetTarget};
use phaen_app::{App, AppError};
use phaen_domain::access::Role;
use phaen_domain::id::{ScaleCode, UnitCode};
use phaen_domain::indicator::Target;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::plan::EditionState;
use phaen_domain::round::RoundState;
use phaen_domain::workbook::{CellProblem, ProblemRule, RawCell, RawWorkbook, write};
use phaen_store::{Engine, SqlStore};

pub(crate) use crate::application::*;
use crate::samples::{decimal, folder, indicator_code, round_code, workbook};
use crate::{on_both_engines, verified};

on_both_engines!(
    the_same_workbook_twice_changes_nothing,
    an_export_comes_back_equal,
    a_workbook_over_an_announced_edition_makes_a_draft,
    a_workbook_may_not_touch_a_frozen_round,
    plans_of_a_year_go_their_own_ways_through_its_rounds,
    a_confirmation_is_refused_when_something_was_stored_since_the_preview,
    a_target_is_set_in_a_draft_only,
    a_result_is_entered_in_an_open_round_by_who_saw_the_last_one,
    a_result_is_held_against_the_plan_as_it_was_last_changed,
    text_that_cannot_be_shown_is_refused_at_its_field,
    a_stored_plan_keeps_its_fiscal_year,
    pages_and_entries_keep_their_budget_of_statements,
    people_sign_in_and_out,
);

fn about<'a>(code: &'a str) -> impl Fn(&[RawCell]) -> bool + 'a {
    move |cells| cells[1].shown() == code
}

fn problems(refused: Result<bool, AppError>) -> Vec<CellProblem> {
    match refused {
        Err(AppError::Workbook(problems)) => problems.listed().to_vec(),
        other => panic!("{other:?}"),
    }
}

fn editions(app: &App) -> Vec<(u32, EditionState)> {
    let view = app.plan(&analyst(), LED, None).unwrap();
    view.editions.iter().map(|edition| (edition.number, edition.state)).collect()
}

fn the_same_workbook_twice_changes_nothing(engine: Engine) {
    let (_fresh, store, app) = app(engine);
    for name in ["led-2566", "psdg-2565"] {
        let raw = folder(name);
        let preview = app.preview_import(&analyst(), &raw).unwrap();
        assert!(preview.is_new && !preview.changes_nothing());
        assert!(app.confirm_import(&analyst(), &raw, "hash", Some(preview.sequence)).unwrap());
        let entries = verified(store.db());
        assert!(app.preview_import(&analyst(), &raw).unwrap().changes_nothing());
        assert!(!import(&app, &raw).unwrap());
        assert_eq!(verified(store.db()), entries);
    }
    // The round that the workbook states as frozen is frozen as revision 1, once.
    let view = app.plan(&analyst(), LED, None).unwrap();
    let round = view.find_round("R12").unwrap();
    assert_eq!((round.state, round.revision), (RoundState::Frozen, 1));
    assert!(view.round(&round.code).unwrap().snapshot.is_some());
    assert!(view.stored.provenance.iter().all(|behind| behind.version == 1 && behind.import_hash.is_some()));
}

fn an_export_comes_back_equal(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    let export = app.export(&analyst(), LED, None).unwrap();
    assert!(!import(&app, &workbook(&export)).unwrap());
    let (_fresh, _store, other) = self::app(engine);
    assert!(import(&other, &workbook(&export)).unwrap());
    assert_eq!(other.export(&analyst(), LED, None).unwrap().canonical(), export.canonical());
}

fn a_workbook_over_an_announced_edition_makes_a_draft(engine: Engine) {
    use EditionState::{Announced, Draft};
    let (_fresh, store, app) = with_led(engine);
    let mut raw = folder("led-2566");
    set(&mut raw, "indicators", begins("K01"), "name_th", "ชื่อใหม่ของตัวชี้วัด");
    assert!(app.preview_import(&analyst(), &raw).unwrap().amends);
    assert!(import(&app, &raw).unwrap());
    assert_eq!(editions(&app), [(1, Announced), (2, Draft)]);
    let name = |edition| {
        let view = app.plan(&analyst(), LED, edition).unwrap();
        view.indicator(&indicator_code("K01")).unwrap().name_th.clone()
    };
    assert_ne!(name(None), "ชื่อใหม่ของตัวชี้วัด");
    assert_eq!(name(Some(2)), "ชื่อใหม่ของตัวชี้วัด");
    // The same file says edition 1 still, and has nothing new to say.
    assert!(!import(&app, &raw).unwrap());
    set(&mut raw, "indicators", begins("K01"), "name_th", "อีกชื่อหนึ่ง");
    assert!(matches!(problems(import(&app, &raw))[..], [CellProblem { rule: ProblemRule::OldEdition(2), .. }]));
    // The analyst goes on from what was exported.
    let draft = app.export(&analyst(), LED, Some(2)).unwrap();
    let mut raw = workbook(&draft);
    set(&mut raw, "indicators", begins("K01"), "name_th", "อีกชื่อหนึ่ง");
    assert!(import(&app, &raw).unwrap());
    assert_eq!((editions(&app), name(Some(2))), (vec![(1, Announced), (2, Draft)], "อีกชื่อหนึ่ง".to_owned()));
    let history = app.journal(&analyst(), Some(("indicator", "K01")), None).unwrap();
    assert_eq!(history.len(), 3, "two changes, and the import that brought it");
    verified(store.db());
}

fn a_workbook_may_not_touch_a_frozen_round(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    let entries = verified(store.db());
    let mut raw = folder("led-2566");
    let row = set(&mut raw, "observations", about("K01"), "value", "5");
    let found = problems(import(&app, &raw));
    let told: Vec<_> = found.iter().map(|it| (it.sheet, it.row, it.column, it.rule.clone())).collect();
    assert_eq!(told, [("observations", row, Some("value"), ProblemRule::FrozenRound)]);
    let mut raw = folder("led-2566");
    let row = set(&mut raw, "rounds", begins("R12"), "state", "open");
    let found = problems(import(&app, &raw));
    assert_eq!((found.len(), found[0].sheet, found[0].row), (1, "rounds", row));
    assert_eq!(verified(store.db()), entries);
    // An open round takes results from a workbook, and the announced edition stays as it is.
    let mut raw = folder("led-2566");
    set(&mut raw, "observations", about("K01"), "period", "R6");
    assert!(import(&app, &raw).unwrap());
    assert_eq!(editions(&app), [(1, EditionState::Announced)]);
    assert_eq!(app.plan(&analyst(), LED, None).unwrap().plan.observations.len(), 101);
}

/// Another plan of the demonstration agency for the same fiscal year.
fn second_plan(r12: &str) -> RawWorkbook {
    let mut raw = folder("psdg-2565");
    set(&mut raw, "plan", begins("PSDG-2565"), "fiscal_year", "2566");
    set(&mut raw, "rounds", begins("R6"), "state", "open");
    set(&mut raw, "rounds", begins("R12"), "state", r12);
    raw
}

fn plans_of_a_year_go_their_own_ways_through_its_rounds(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    let states = |code: &str| {
        let view = app.plan(&analyst(), code, None).unwrap();
        view.plan.rounds.iter().map(|it| (it.code.to_string(), it.state, it.revision)).collect::<Vec<_>>()
    };
    let before = states(LED);
    assert_eq!(before[2], ("R12".to_owned(), RoundState::Frozen, 1));
    assert!(import(&app, &second_plan("open")).unwrap());
    assert_eq!(states(LED), before, "what another plan does at a round of the year moves nothing here");
    let second = states("PSDG-2565");
    assert_eq!(second[1], ("R9".to_owned(), RoundState::Planned, 0), "a round of the year that its workbook leaves out");
    assert_eq!(second[2], ("R12".to_owned(), RoundState::Open, 0));
    assert!(import(&app, &second_plan("frozen")).unwrap());
    assert_eq!(states("PSDG-2565")[2], ("R12".to_owned(), RoundState::Frozen, 1));
    assert_eq!(states(LED), before);
}

fn a_confirmation_is_refused_when_something_was_stored_since_the_preview(engine: Engine) {
    let (_fresh, _store, app) = app(engine);
    let seen = app.preview_import(&analyst(), &folder("led-2566")).unwrap().sequence;
    assert!(import(&app, &folder("psdg-2565")).unwrap());
    let late = app.confirm_import(&analyst(), &folder("led-2566"), "hash", Some(seen));
    assert!(matches!(late, Err(AppError::PreviewOutOfDate)));
    let denied = app.preview_import(&actor(Role::Viewer), &folder("led-2566"));
    assert!(matches!(denied, Err(AppError::Denied(_))));
}

fn a_target_is_set_in_a_draft_only(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    let view = app.plan(&analyst(), LED, None).unwrap();
    let target = Target { value: Some(decimal("6")), ..view.targets_of(&indicator_code("K01")).next().unwrap().0.clone() };
    let set = |edition, seen_version, target: &Target| {
        let reason = "ปรับตามมติคณะกรรมการ".to_owned();
        app.set_target(&analyst(), &SetTarget { plan: LED.to_owned(), edition, target: target.clone(), seen_version, reason })
    };
    assert!(matches!(set(1, 1, &target), Err(AppError::EditionNotDraft(EditionState::Announced))));
    assert_eq!(app.amend_plan(&analyst(), LED, "ทบทวนกลางปี").unwrap(), 2);
    set(2, 1, &target).unwrap();
    let other = Target { value: Some(decimal("7")), ..target.clone() };
    let stale = set(2, 1, &other).unwrap_err();
    assert!(matches!(&stale, AppError::Stale { stored, .. } if stored.contains('6')), "{stale:?}");
    set(2, 2, &other).unwrap();
    let value = |edition| app.plan(&analyst(), LED, Some(edition)).unwrap().targets_of(&target.indicator).next().unwrap().0.value;
    assert_eq!((value(1), value(2)), (view.targets_of(&target.indicator).next().unwrap().0.value, Some(decimal("7"))));
    let of_round = Target { round: Some(round_code("R6")), scale: Some(ScaleCode::new("LED-BAND5").unwrap()), ..other.clone() };
    set(2, 0, &of_round).unwrap();
    let kept = || {
        let view = app.plan(&analyst(), LED, Some(2)).unwrap();
        view.targets_of(&target.indicator).find(|(it, _)| it.round.is_some()).map(|(it, version)| (it.clone(), version))
    };
    assert_eq!(kept(), Some((of_round.clone(), 1)), "a round's own scale is stored with its target");
    let without = Target { scale: None, ..of_round.clone() };
    set(2, 1, &without).unwrap();
    assert_eq!(kept(), Some((without, 2)));
    assert!(
        matches!(set(2, 2, &Target { round: None, ..of_round }), Err(AppError::Workbook(_))),
        "and never with that of the year"
    );
    assert!(matches!(set(2, 3, &Target { value: None, printed: None, ..other }), Err(AppError::Workbook(_))));
    verified(store.db());
}

fn result(round: &str, value: &str) -> Observation {
    Observation {
        subject: Subject::Indicator(indicator_code("K01")),
        unit: None,
        period: Period::Round(round_code(round)),
        reported: Reported::Value(decimal(value)),
        narrative: Some("ดำเนินการแล้วตามแผน".to_owned()),
        source: Some("หนังสือรายงานผล".to_owned()),
        evidence: Some("รายงาน.pdf".to_owned()),
    }
}

fn enter(app: &App, observation: Observation, seen_version: u32) -> Result<(), AppError> {
    let reason = "รายงานตามรอบ".to_owned();
    app.enter_observation(&analyst(), &EnterObservation { plan: LED.to_owned(), observation, seen_version, reason })
}

fn a_result_is_entered_in_an_open_round_by_who_saw_the_last_one(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    enter(&app, result("R6", "2"), 0).unwrap();
    let stale = enter(&app, result("R6", "3"), 0).unwrap_err();
    assert!(matches!(&stale, AppError::Stale { stored, by } if stored == "2" && by.as_deref() == Some("analyst")), "{stale:?}");
    enter(&app, result("R6", "3"), 1).unwrap();
    assert!(matches!(enter(&app, result("R12", "3"), 1), Err(AppError::RoundNotOpen(RoundState::Frozen))));
    assert!(matches!(enter(&app, Observation { source: None, ..result("R9", "3") }, 0), Err(AppError::Fields(_))));
    let view = app.plan(&analyst(), LED, None).unwrap();
    let entered = result("R6", "3");
    let (observation, behind) = view.observations_of(&entered.subject).last().unwrap();
    let behind = behind.unwrap();
    assert_eq!((observation, behind.version, &behind.import_hash), (&entered, 2, &None));
    // What the page shows is computed from it at once, on every node.
    let other = app_on(&store).plan(&analyst(), LED, None).unwrap();
    assert_eq!(other.plan, view.plan);
    let latest = &app.journal(&analyst(), Some(("indicator", "K01")), None).unwrap()[0];
    let value = latest.detail.iter().find(|change| change.field == "value").unwrap();
    assert_eq!((value.before.as_deref(), value.after.as_deref()), (Some("2"), Some("3")));
    assert!(app.verify_journal(&analyst()).unwrap().is_ok());
}

fn a_result_is_held_against_the_plan_as_it_was_last_changed(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    enter(&app, result("R6", "2"), 0).unwrap();
    let of_new_unit = || Observation { unit: Some(UnitCode::new("นว.").unwrap()), ..result("R6", "2") };
    assert!(matches!(enter(&app, of_new_unit(), 0), Err(AppError::Workbook(_))));
    // The unit comes in through another node, so this one can know of it from the journal only.
    let mut raw = folder("led-2566");
    let units = raw.sheets.iter_mut().find(|sheet| sheet.name == "units").unwrap();
    let mut row = units.rows.last().unwrap().clone();
    row.number += 1;
    row.cells[0] = RawCell::Text("นว.".to_owned());
    units.rows.push(row);
    assert!(import(&app_on(&store), &raw).unwrap());
    enter(&app, of_new_unit(), 0).unwrap();
    enter(&app, of_new_unit(), 1).unwrap();
    // Another node froze the round, after results that this one had not seen either.
    let other = app_on(&store);
    enter(&other, result("R9", "2"), 0).unwrap();
    set(&mut raw, "rounds", begins("R6"), "state", "frozen");
    assert!(import(&other, &raw).unwrap());
    assert!(matches!(enter(&app, of_new_unit(), 2), Err(AppError::RoundNotOpen(RoundState::Frozen))));
    enter(&app, result("R9", "3"), 1).unwrap();
}

fn text_that_cannot_be_shown_is_refused_at_its_field(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    let unreadable = Observation { narrative: Some("ก\0ข".to_owned()), ..result("R9", "5") };
    match enter(&app, unreadable, 0) {
        Err(AppError::Fields(fields)) => assert_eq!(fields[0].field, "narrative"),
        other => panic!("{other:?}"),
    }
}

fn a_stored_plan_keeps_its_fiscal_year(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    let mut raw = folder("led-2566");
    set(&mut raw, "plan", begins("LED-2566"), "fiscal_year", "2567");
    let refused = problems(import(&app, &raw));
    assert!(matches!(refused[0].rule, ProblemRule::OtherFiscalYear(_)), "{refused:?}");
}

fn pages_and_entries_keep_their_budget_of_statements(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    let cost = |work: &dyn Fn()| {
        let before = store.db().statements();
        work();
        store.db().statements() - before
    };
    let look = || drop(app.plan(&analyst(), LED, None).unwrap());
    look();
    assert_eq!(cost(&look), 1, "a page that finds nothing new asks for the head only");
    // The first one of a process reads which units have returns, too.
    assert_eq!(cost(&|| enter(&app, result("R6", "2"), 0).unwrap()), 9, "a first result asks once more for its kind of period");
    // Head, whether what came since touches a plan, listings, the plan, money reported by month, names of people, what dates follow from, and
    // the snapshots of frozen rounds.
    assert_eq!(cost(&look), 28);
    // Head, what is stored, the result, the head again and the entry.
    assert_eq!(cost(&|| enter(&app, result("R6", "3"), 1).unwrap()), 5);
    assert_eq!(cost(&|| enter(&app, result("R6", "4"), 2).unwrap()), 5, "results alone do not make the plan be read again");
    assert!(cost(&|| drop(app.export(&analyst(), LED, None).unwrap())) <= 28);
}

fn people_sign_in_and_out(engine: Engine) {
    let (_fresh, store, app) = app(engine);
    let new = NewAccount {
        login: "Somsri.k".to_owned(),
        name: "นักวิเคราะห์".to_owned(),
        role: Role::Analyst,
        unit: None,
        email: None,
        password: "ความลับ ที่ยาวพอ 2566".to_owned(),
    };
    let administrator = actor(Role::Administrator);
    app.create_account(&administrator, &new).unwrap();
    assert!(matches!(app.create_account(&administrator, &new), Err(AppError::Fields(_))));
    let signed_in = app.sign_in("somsri.k ", &new.password, "10.0.0.1").unwrap();
    let actor = app.visit(&signed_in.secret).unwrap().unwrap().actor;
    assert_eq!((actor.login.as_str(), actor.role()), ("somsri.k", Role::Analyst));
    let token = app.make_token(&actor, "รายงานประจำเดือน").unwrap();
    assert_eq!(app.token_actor(&token).unwrap(), Some(actor.clone()));
    app.revoke_token(&actor, &app.tokens(&actor).unwrap()[0].id).unwrap();
    assert_eq!(app.token_actor(&token).unwrap(), None);
    app.sign_out(&actor, &signed_in.secret).unwrap();
    assert_eq!(app.visit(&signed_in.secret).unwrap(), None);
    for _ in 0..4 {
        assert!(matches!(app.sign_in("somsri.k", "wrong", "10.0.0.1"), Err(AppError::SignInFailed)));
    }
    assert!(matches!(app.sign_in("\0'; --", "wrong", "10.0.0.2"), Err(AppError::SignInFailed)));
    assert!(matches!(app.sign_in(&"ก".repeat(100_000), "wrong", "10.0.0.2"), Err(AppError::SignInFailed)));
    app.sign_in("somsri.k", &new.password, "10.0.0.1").unwrap();
    for _ in 0..5 {
        assert!(matches!(app.sign_in("somsri.k", "wrong", "10.0.0.1"), Err(AppError::SignInFailed)));
    }
    let locked = app.sign_in("somsri.k", &new.password, "10.0.0.1");
    assert!(matches!(locked, Err(AppError::TooManySignIns { .. })));
    assert_eq!(verified(store.db()), 4, "the account, a token made and revoked, the lock");
}

/// What a whole database holds, told through the use cases: used to prove a copy.
pub(crate) fn told(store: &SqlStore) -> (String, usize, usize) {
    let app = app_on(store);
    let view = app.plan(&analyst(), LED, None).unwrap();
    let accounts = app.accounts(&actor(Role::Administrator)).unwrap().len();
    (write(&view.plan).canonical(), view.stored.provenance.len(), accounts)
}
