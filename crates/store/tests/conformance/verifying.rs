//! What verifying takes and refuses, on both engines: proposals, money, rounds that went on, and orders that ran out.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use phaen_app::editing::EnterObservation;
use phaen_app::ports::reading;
use phaen_app::returns::{Outcome, SaveField, SentBack, TypedField, Verification};
use phaen_app::rounds::{Extend, Order};
use phaen_app::{App, AppError};
use phaen_domain::access::Role;
use phaen_domain::id::ProjectCode;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::round::RoundState;
use phaen_domain::submission::{Chosen, FieldKey, ItemKey, SubmissionKey, SubmissionState};
use phaen_domain::workbook::ProblemRule;
use phaen_store::{Engine, SqlStore};

use crate::clock::Hands;
use crate::findings::compile;
use crate::on_both_engines;
use crate::plans::store;
use crate::returns::{analyst, fill_in, key, officer, open, plan, round, submit, unit, verify, version, who};
use crate::samples::{decimal, folder, indicator_code, round_code};
use crate::use_cases::{LED, app_by, app_on, begins, import, set, with_led};

on_both_engines!(
    a_proposal_is_decided_by_nobody_who_says_nothing,
    a_proposed_figure_ends_with_its_round,
    a_frozen_round_with_a_chosen_figure_is_read_from_its_snapshot,
    fields_that_a_return_does_not_have_are_not_stored,
    money_that_was_cleared_counts_no_more,
    what_a_verified_return_brought_counts_no_more_once_it_is_sent_back,
    months_of_an_earlier_return_stand_again_when_a_later_one_is_sent_back,
    what_is_verified_stays_once_the_round_went_on,
    what_comes_after_the_freeze_waits_for_the_next_report,
    nothing_is_stored_once_an_order_that_reopened_a_round_is_over,
);

const UNIT: &str = "กนย.";

fn field(name: &str) -> FieldKey {
    name.parse().unwrap()
}

fn item(name: &str) -> ItemKey {
    name.parse().unwrap()
}

pub(crate) fn put(app: &App, code: &str, name: &str, text: &str) {
    put_at(app, &key(code), name, text);
}

pub(crate) fn put_at(app: &App, of: &SubmissionKey, name: &str, text: &str) {
    let who = officer(of.unit.as_str());
    let seen_version = app.unit_return(&who, of).unwrap().fields.0.get(&field(name)).map_or(0, |entry| entry.version);
    app.save_field(&who, &SaveField { key: of.clone(), field: field(name), text: text.to_owned(), seen_version }).unwrap();
}

/// The policy division's return, with another figure proposed for its first indicator, submitted.
fn with_proposal(app: &App) {
    fill_in(app, UNIT, "2");
    put(app, UNIT, "indicator:K01:proposed_value", "3");
    put(app, UNIT, "indicator:K01:proposed_reason", "นับรวมร่างที่รอลงนาม");
    put(app, UNIT, "indicator:K01:proposed_source", "หนังสือ ยธ 9");
    submit(app, UNIT);
}

fn choose(app: &App, of: &str, chosen: Chosen) -> Result<usize, AppError> {
    let units = vec![(unit(UNIT), version(app, UNIT))];
    let chosen = BTreeMap::from([((unit(UNIT), item(of)), chosen)]);
    let command = Verification { plan: plan(), round: round(), units, chosen };
    app.verify_returns(&analyst(), &command).map(|done| done.figures)
}

fn counted(app: &App, code: &str, at: &str) -> Option<Reported> {
    let view = app.plan(&analyst(), LED, None).unwrap();
    let subject = Subject::Indicator(indicator_code(code));
    let found = view.plan.observations.iter().find(|it| it.subject == subject && it.period == Period::Round(round_code(at)));
    found.map(|it| it.reported.clone())
}

fn value(text: &str) -> Reported {
    Reported::Value(decimal(text))
}

fn a_proposal_is_decided_by_nobody_who_says_nothing(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    with_proposal(&app);
    fill_in(&app, "พบ.", "2");
    submit(&app, "พบ.");
    let row = |code: &str| {
        let board = app.board(&analyst(), &plan(), &round()).unwrap();
        board.rows.into_iter().find(|row| row.submission.key.unit == unit(code)).unwrap()
    };
    assert_eq!((row(UNIT).proposals, row("พบ.").proposals), (1, 0));
    let Err(AppError::Fields(told)) = verify(&app, &analyst(), &["พบ.", UNIT]) else { panic!("nobody looked at it") };
    assert!(told[0].th.contains("กองนโยบายและแผน") && told[0].th.contains("indicator:K01"), "{told:?}");
    assert_eq!(row("พบ.").submission.state, SubmissionState::Submitted, "nothing was stored");
    assert!(matches!(choose(&app, "indicator:K02", Chosen::Proposed), Err(AppError::Fields(_))), "the other is still open");
    assert!(choose(&app, "indicator:K01", Chosen::Rule).unwrap() > 0);
    assert_eq!(counted(&app, "K01", "R9"), Some(value("2")));
    let code = format!("{LED}/R9/{UNIT}");
    let told = app.journal(&analyst(), Some(("return", &code)), None).unwrap();
    let told: Vec<_> = told[0].detail.iter().map(|it| (it.field.as_str(), it.after.as_deref())).collect();
    assert_eq!(told, [("indicator:K01", Some("rule"))], "that the rule's figure was chosen is told as well");
}

fn a_proposed_figure_ends_with_its_round(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    with_proposal(&app);
    choose(&app, "indicator:K01", Chosen::Proposed).unwrap();
    assert_eq!(counted(&app, "K01", "R9"), Some(value("3")));
    let later = next_year_end(&app);
    let before = || {
        let view = app.unit_return(&officer(UNIT), &later).unwrap();
        let found = view.form.items.iter().find(|it| it.key() == item("indicator:K01")).unwrap();
        view.before(found).cloned()
    };
    assert_eq!(before(), Some(("R9".to_owned(), value("2"))), "the rule's figure goes on");
    // Sent back, something else is typed meanwhile: nothing of it is verified.
    let comment = (None, "ขอแก้ไข".to_owned());
    let back = SentBack { key: key(UNIT), seen_version: version(&app, UNIT), comments: vec![comment] };
    app.send_back_return(&analyst(), &back).unwrap();
    put(&app, UNIT, "indicator:K01:proposed_value", "7");
    assert_eq!(before(), None, "what was sent back counts nowhere");
}

/// The twelve months, opened for the test: the demonstration's are frozen, so an order opens them again.
pub(crate) fn next_year_end(app: &App) -> SubmissionKey {
    let order = Order {
        reason: "ทดสอบ".to_owned(), document_no: Some("1/2566".to_owned()), expires_on: Some(date(2030, 1, 1))
    };
    app.reopen_round(&who(Role::DirectorGeneral, None), &plan(), &round_code("R12"), &order).unwrap();
    app.open_round(&analyst(), &plan(), &round_code("R12")).unwrap();
    SubmissionKey { round: round_code("R12"), ..key(UNIT) }
}

pub(crate) fn freeze(app: &App) {
    compile(app, &analyst(), &plan(), &round());
    app.endorse_round(&who(Role::Executive, None), &plan(), &round()).unwrap();
    app.freeze_round(&who(Role::HeadOfPolicy, None), &plan(), &round()).unwrap();
}

fn a_frozen_round_with_a_chosen_figure_is_read_from_its_snapshot(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = app_on(&store);
    let mut raw = folder("led-2566");
    // Numerator and denominator give the figure by rule; what is proposed is a percentage.
    let _ = set(&mut raw, "indicators", begins("K01"), "shape", "ratio");
    drop_results(&mut raw, "K01");
    assert!(import(&app, &raw).unwrap());
    open(&app);
    fill_in(&app, UNIT, "2");
    put(&app, UNIT, "indicator:K01:proposed_value", "60");
    put(&app, UNIT, "indicator:K01:proposed_reason", "นับรวมร่างที่รอลงนาม");
    put(&app, UNIT, "indicator:K01:proposed_source", "หนังสือ ยธ 9");
    explain_of(&app, UNIT);
    submit(&app, UNIT);
    choose(&app, "indicator:K01", Chosen::Proposed).unwrap();
    freeze(&app);
    let view = app.plan(&analyst(), LED, None).unwrap();
    let frozen = view.round(&round()).unwrap();
    assert!(!Arc::ptr_eq(&frozen.plan, &view.plan), "what was frozen can be read again");
    let subject = Subject::Indicator(indicator_code("K01"));
    let found = frozen.plan.observations.iter().find(|it| it.subject == subject && it.period == Period::Round(round()));
    assert_eq!(found.map(|it| &it.reported), Some(&value("60")));
}

fn drop_results(raw: &mut phaen_domain::workbook::RawWorkbook, code: &str) {
    let rows = &mut raw.sheets.iter_mut().find(|sheet| sheet.name == "observations").unwrap().rows;
    rows.retain(|row| row.cells[1].shown() != code);
}

fn fields_that_a_return_does_not_have_are_not_stored(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    let typed = |name: &str| TypedField { field: field(name), text: "5".to_owned(), seen_version: 0 };
    // Nine months end in June: the twelfth month is September.
    let sent = [typed("project:P04:disbursed_12"), typed("project:P04:disbursed_09"), typed("whole:value")];
    let outcomes = app.save_fields(&officer("พบ."), &key("พบ."), &sent).unwrap();
    assert!(matches!(outcomes[..], [Outcome::Unknown, Outcome::Saved(_), Outcome::Unknown]), "{outcomes:?}");
    // "No budget" is what the plan says of the first project.
    let outcomes = app.save_fields(&officer("พบ."), &key("พบ."), &[typed("project:P01:disbursed_09")]).unwrap();
    assert_eq!(outcomes, [Outcome::Unknown]);
    let one = SaveField { key: key("พบ."), field: field("project:P04:disbursed_12"), text: "5".to_owned(), seen_version: 0 };
    assert!(matches!(app.save_field(&officer("พบ."), &one), Err(AppError::NotFound { kind: "field", .. })));
    assert_eq!(app.unit_return(&officer("พบ."), &key("พบ.")).unwrap().fields.0.len(), 1);
}

/// Money of the fourth project by month, in satang.
pub(crate) fn disbursed(store: &SqlStore) -> Vec<(u8, i64)> {
    let amounts = reading(store, |tx| tx.disbursements(&plan())).unwrap();
    let of = amounts.into_iter().filter(|it| it.project == ProjectCode::new("P04").unwrap());
    of.map(|it| (it.month, it.amount.unwrap().in_satang())).collect()
}

/// The percentage of the plan at the nine months, from what counts now.
fn total(app: &App) -> String {
    let view = app.plan(&analyst(), LED, None).unwrap();
    let card = view.round(&round()).unwrap();
    format!("{:?}", card.scorecard.plan)
}

fn what_a_verified_return_brought_counts_no_more_once_it_is_sent_back(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    open(&app);
    for code in [UNIT, "พบ."] {
        fill_in(&app, code, "2");
    }
    put(&app, "พบ.", "project:P04:disbursed_01", "1,250.50");
    explain_of(&app, "พบ.");
    submit(&app, "พบ.");
    verify(&app, &analyst(), &["พบ."]).unwrap();
    let before = total(&app);
    submit(&app, UNIT);
    verify(&app, &analyst(), &[UNIT]).unwrap();
    assert_ne!(total(&app), before);
    send_back(&app, UNIT).unwrap();
    assert_eq!((counted(&app, "K01", "R9"), total(&app)), (None, before), "totals are right at once");
    assert_eq!(disbursed(&store), [(1, 125_050)], "what others reported stays");
    let code = format!("{LED}/R9/{UNIT}");
    let told = app.journal(&analyst(), Some(("return", &code)), None).unwrap().remove(0);
    assert_eq!(told.action, "verified_return_sent_back");
    let figure = told.detail.iter().find(|it| it.field == "indicator:K01:value").unwrap();
    assert_eq!((figure.before.as_deref(), figure.after.as_deref()), (Some("2"), None));
    let own = app.journal(&analyst(), Some(("indicator", "K01")), None).unwrap().remove(0);
    assert_eq!(own.action, "result_taken_back", "the figure's own history tells it too");
    assert!(own.detail.iter().any(|it| it.field == "period" && it.after.as_deref() == Some("R9")));
    send_back(&app, "พบ.").unwrap();
    assert_eq!(disbursed(&store), []);
    // Verified again, all of it counts anew.
    settle(&app, UNIT);
    submit(&app, UNIT);
    verify(&app, &analyst(), &[UNIT]).unwrap();
    assert_eq!(counted(&app, "K01", "R9"), Some(value("2")));
    assert!(app.verify_journal(&analyst()).unwrap().is_ok());
}

fn months_of_an_earlier_return_stand_again_when_a_later_one_is_sent_back(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    open(&app);
    fill_in(&app, "พบ.", "2");
    put(&app, "พบ.", "project:P04:disbursed_01", "1000");
    explain_of(&app, "พบ.");
    submit(&app, "พบ.");
    verify(&app, &analyst(), &["พบ."]).unwrap();
    let later = SubmissionKey { unit: unit("พบ."), ..next_year_end(&app) };
    let typed = |name: &str, text: &str| TypedField { field: field(name), text: text.to_owned(), seen_version: 0 };
    let items: Vec<_> = app.unit_return(&officer("พบ."), &later).unwrap().form.items.iter().map(|it| it.key()).collect();
    let mut all: Vec<_> = items.iter().map(|key| typed(&format!("{key}:answer"), "no_data")).collect();
    all.extend([typed("project:P04:disbursed_01", "1500"), typed("project:P04:disbursed_12", "7")]);
    app.save_fields(&officer("พบ."), &later, &all).unwrap();
    explain_at(&app, &later);
    let version = || app.unit_return(&analyst(), &later).unwrap().submission.version;
    app.propose_return(&officer("พบ."), &later, version()).unwrap();
    app.endorse_return(&crate::returns::head("พบ."), &later, version()).unwrap();
    app.submit_return(&officer("พบ."), &later, version()).unwrap();
    let units = vec![(unit("พบ."), version())];
    let command = Verification { plan: plan(), round: later.round.clone(), units, chosen: [].into() };
    app.verify_returns(&analyst(), &command).unwrap();
    assert_eq!(disbursed(&store), [(1, 150_000), (12, 700)]);
    let comments = vec![(None, "ตรวจเงิน".to_owned())];
    app.send_back_return(&analyst(), &SentBack { key: later.clone(), seen_version: version(), comments }).unwrap();
    assert_eq!(disbursed(&store), [(1, 100_000)], "what the earlier return says stands again");
    let code = phaen_app::returns::object_code(&later);
    let told = app.journal(&analyst(), Some(("return", &code)), None).unwrap().remove(0);
    let money = told.detail.iter().find(|it| it.field == "project:P04:disbursed_01").unwrap();
    assert_eq!((money.before.as_deref(), money.after.as_deref()), (Some("1,500.00"), Some("1,000.00")));
}

fn money_that_was_cleared_counts_no_more(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    open(&app);
    fill_in(&app, "พบ.", "2");
    put(&app, "พบ.", "project:P04:disbursed_01", "1,250.50");
    put(&app, "พบ.", "project:P04:disbursed_02", "300");
    explain_of(&app, "พบ.");
    submit(&app, "พบ.");
    verify(&app, &analyst(), &["พบ."]).unwrap();
    let stored = || disbursed(&store);
    assert_eq!(stored(), [(1, 125_050), (2, 30_000)]);
    let back = SentBack {
        key: key("พบ."), seen_version: version(&app, "พบ."), comments: vec![(None, "ตรวจเงิน".to_owned())]
    };
    app.send_back_return(&analyst(), &back).unwrap();
    put(&app, "พบ.", "project:P04:disbursed_01", "");
    explain_of(&app, "พบ.");
    submit(&app, "พบ.");
    verify(&app, &analyst(), &["พบ."]).unwrap();
    assert_eq!(stored(), [(2, 30_000)]);
}

pub(crate) fn settle(app: &App, code: &str) {
    for comment in app.unit_return(&officer(code), &key(code)).unwrap().comments.iter().filter(|it| it.resolved.is_none()) {
        app.settle_comment(&officer(code), &key(code), &comment.id).unwrap();
    }
}

pub(crate) fn explain_of(app: &App, code: &str) {
    explain_at(app, &key(code));
}

fn explain_at(app: &App, of: &SubmissionKey) {
    let who = officer(of.unit.as_str());
    let view = app.unit_return(&who, of).unwrap();
    for found in view.holding() {
        let command = phaen_app::returns::ExplainFinding {
            key: of.clone(),
            rule: found.rule,
            field: found.field.clone(),
            facts: found.facts.clone(),
            text: "ตรวจสอบแล้ว".to_owned(),
        };
        app.explain_finding(&who, &command).unwrap();
    }
}

pub(crate) fn send_back(app: &App, code: &str) -> Result<(), AppError> {
    let comments = vec![(None, "ขอแก้ไข".to_owned())];
    app.send_back_return(&analyst(), &SentBack { key: key(code), seen_version: version(app, code), comments })
}

fn what_is_verified_stays_once_the_round_went_on(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    for code in [UNIT, "พบ."] {
        fill_in(&app, code, "2");
        submit(&app, code);
    }
    verify(&app, &analyst(), &[UNIT]).unwrap();
    compile(&app, &analyst(), &plan(), &round());
    assert!(matches!(send_back(&app, UNIT), Err(AppError::RoundNotOpen(RoundState::Compiled))));
    send_back(&app, "พบ.").unwrap();
    assert_eq!(app.unit_return(&analyst(), &key("พบ.")).unwrap().submission.state, SubmissionState::Returned);
}

fn what_comes_after_the_freeze_waits_for_the_next_report(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    fill_in(&app, UNIT, "2");
    submit(&app, UNIT);
    verify(&app, &analyst(), &[UNIT]).unwrap();
    fill_in(&app, "พบ.", "2");
    freeze(&app);
    submit(&app, "พบ.");
    let late = app.unit_return(&analyst(), &key("พบ.")).unwrap();
    assert_eq!(late.submission.state, SubmissionState::Submitted, "late is a mark, never a wall");
    let refused = verify(&app, &analyst(), &["พบ."]);
    assert!(matches!(refused, Err(AppError::RoundPast { state: RoundState::Frozen, next: None })), "{refused:?}");
    let later = next_year_end(&app);
    let Err(AppError::RoundPast { next: Some(next), .. }) = verify(&app, &analyst(), &["พบ."]) else { panic!("it is past") };
    assert_eq!(next.code, round_code("R12"));
    let of_unit = SubmissionKey { unit: unit("พบ."), ..later };
    let offered = |of: &SubmissionKey| {
        let view = app.unit_return_with_late(&analyst(), of).unwrap();
        view.form.items.iter().filter(|item| view.late_of(item).any(|it| it.round.code == round())).count()
    };
    assert!(offered(&of_unit) > 0);
    assert_eq!(offered(&SubmissionKey { unit: unit(UNIT), ..of_unit }), 0, "it came in time");
}

/// The demonstration agency with its nine months frozen and reopened until 31 August 2566.
fn reopened(store: &SqlStore) -> (Arc<Hands>, App) {
    let hands = Arc::new(Hands::default());
    hands.set("2023-07-03T03:00:00Z");
    let app = app_by(store, hands.clone());
    assert!(import(&app, &folder("led-2566")).unwrap());
    open(&app);
    fill_in(&app, UNIT, "2");
    submit(&app, UNIT);
    fill_in(&app, "พบ.", "2");
    submit(&app, "พบ.");
    verify(&app, &analyst(), &[UNIT]).unwrap();
    freeze(&app);
    let expires_on = Some(date(2023, 8, 31));
    let order = Order { reason: "แก้ไขผล".to_owned(), document_no: Some("ยธ 1/2566".to_owned()), expires_on };
    app.reopen_round(&who(Role::DirectorGeneral, None), &plan(), &round(), &order).unwrap();
    (hands, app)
}

fn is_over<T: std::fmt::Debug>(refused: Result<T, AppError>) {
    assert!(matches!(refused, Err(AppError::ReopeningOver(day)) if day == date(2023, 8, 31)), "{refused:?}");
}

fn nothing_is_stored_once_an_order_that_reopened_a_round_is_over(engine: Engine) {
    let (_fresh, store) = store(engine);
    let (hands, app) = reopened(&store);
    let enter = |seen_version| {
        let observation = Observation {
            subject: Subject::Indicator(indicator_code("K01")),
            unit: None,
            period: Period::Round(round()),
            reported: value("4"),
            narrative: None,
            source: Some("ทะเบียน".to_owned()),
            evidence: Some("ทะเบียน.pdf".to_owned()),
        };
        let command = EnterObservation { plan: LED.to_owned(), observation, seen_version, reason: "แก้ไข".to_owned() };
        app.enter_observation(&analyst(), &command)
    };
    let may = || {
        let board = app.board(&analyst(), &plan(), &round()).unwrap();
        let rows = board.rows.iter().any(|row| row.verifiable);
        assert_eq!(
            rows,
            app.unit_return(&analyst(), &key("พบ.")).unwrap().takes_results,
            "the board and the return say the same"
        );
        rows
    };
    // The last moment of the last day in Thailand.
    hands.set("2023-08-31T16:59:59Z");
    send_back(&app, UNIT).unwrap();
    put(&app, UNIT, "indicator:K01:value", "4");
    settle(&app, UNIT);
    explain_of(&app, UNIT);
    submit(&app, UNIT);
    verify(&app, &analyst(), &[UNIT]).unwrap();
    assert!(may());
    hands.set("2023-08-31T17:00:00Z");
    is_over(enter(2));
    is_over(verify(&app, &analyst(), &["พบ."]));
    is_over(app.open_round(&analyst(), &plan(), &round()));
    let mut raw = folder("led-2566");
    set(&mut raw, "rounds", begins("R9"), "state", "open");
    set(&mut raw, "observations", |cells| cells[1].shown() == "K02", "period", "R9");
    let Err(AppError::Workbook(problems)) = import(&app, &raw) else { panic!("a workbook stored a result after the last day") };
    assert!(problems.listed().iter().all(|it| it.rule == ProblemRule::RoundNotOpen), "{problems:?}");
    let more =
        Extend { key: key("กพร."), seen_version: 1, due_on: date(2023, 12, 1), reason: "น้ำท่วม".to_owned() };
    is_over(app.extend_due(&who(Role::HeadOfPolicy, None), &more));
    assert!(!may(), "the board offers what can be done");
    freeze(&app);
    assert_eq!(counted(&app, "K01", "R9"), Some(value("4")), "what was stored in time goes on");
}
