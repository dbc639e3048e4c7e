//! Returns on both engines, end to end: a round is opened, a unit fills in its return, the head endorses, the policy group verifies, the
//! executives endorse, the round is frozen, and reopened by order.

use std::sync::Arc;

use jiff::civil::date;
use phaen_app::editing::EnterObservation;
use phaen_app::returns::{SaveField, SentBack, Verification};
use phaen_app::rounds::{Extend, Order, Resolution};
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::{ActingKind, Action, Denial, Office, Role, Rule};
use phaen_domain::id::PositionCode;
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::indicator::Shape;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::position::{Delegation, Position};
use phaen_domain::round::RoundState;
use phaen_domain::submission::{Field, FieldKey, ItemKey, ItemKind, SubmissionKey, SubmissionState};
use phaen_domain::workbook::ProblemRule;
use phaen_store::Engine;

use crate::findings::compile;
use crate::on_both_engines;
use crate::plans::{journaled, store};
use crate::samples::{behind, decimal, folder, indicator_code, plan_code, round_code};
use crate::use_cases::{LED, app_on, begins, import, set, with_led};

on_both_engines!(
    a_return_goes_from_draft_to_frozen_and_back_by_order,
    what_a_unit_types_lets_the_plan_that_was_read_stand,
    two_people_in_one_field_are_told_and_in_two_fields_never_meet,
    a_return_is_seen_by_its_unit_and_by_those_who_oversee,
    a_holiday_redates_what_is_not_submitted,
    more_time_is_given_with_a_reason_and_a_later_day,
    a_committee_resolves_and_its_chair_confirms,
    whoever_worked_on_a_return_does_not_endorse_it_also_when_another_wrote_over_it,
    whoever_compiled_a_round_or_recorded_the_resolution_does_not_endorse_it,
    a_stand_in_decides_by_order_and_the_journal_says_so,
    many_returns_are_verified_in_few_statements,
    what_is_reported_by_month_is_not_asked_again_at_a_round,
    a_return_brings_no_unit_beside_what_is_reported_for_the_agency,
    what_a_return_reports_is_not_entered_beside_it,
);

const ROUND: &str = "R9";

pub(crate) fn plan() -> PlanCode {
    plan_code(LED)
}

pub(crate) fn round() -> RoundCode {
    round_code(ROUND)
}

pub(crate) fn unit(code: &str) -> UnitCode {
    UnitCode::new(code).unwrap()
}

pub(crate) fn key(code: &str) -> SubmissionKey {
    SubmissionKey { plan: plan(), round: round(), unit: unit(code) }
}

/// Somebody named after the role, for a unit where the role is a unit's.
pub(crate) fn who(role: Role, of: Option<&str>) -> Actor {
    let login = phaen_domain::words::Words::key(role);
    Actor {
        account: format!("id-{login}"),
        login: login.to_owned(),
        name: login.to_owned(),
        offices: vec![Office::own(role, of.map(unit))],
        enrolling: false,
    }
}

pub(crate) fn officer(of: &str) -> Actor {
    who(Role::ReportingOfficer, Some(of))
}

pub(crate) fn head(of: &str) -> Actor {
    who(Role::UnitHead, Some(of))
}

pub(crate) fn analyst() -> Actor {
    who(Role::Analyst, None)
}

pub(crate) fn open(app: &App) {
    let opened = app.open_round(&analyst(), &plan(), &round()).unwrap();
    assert!(opened.returns > 0);
}

pub(crate) fn version(app: &App, code: &str) -> u32 {
    app.unit_return(&analyst(), &key(code)).unwrap().submission.version
}

fn state(app: &App, code: &str) -> SubmissionState {
    app.unit_return(&analyst(), &key(code)).unwrap().submission.state
}

pub(crate) fn type_in(app: &App, code: &str, field: FieldKey, text: &str, seen_version: u32) -> Result<u32, AppError> {
    let command = SaveField { key: key(code), field, text: text.to_owned(), seen_version };
    app.save_field(&officer(code), &command).map(|saved| saved.version)
}

/// Answers every item: indicators with a figure, everything else with no data.
pub(crate) fn fill_in(app: &App, code: &str, figure: &str) {
    for item in app.unit_return(&officer(code), &key(code)).unwrap().form.items {
        let field = |field| FieldKey { item: item.key(), field };
        let answer = if matches!(item.kind, ItemKind::Indicator(_)) { "figure" } else { "no_data" };
        type_in(app, code, field(Field::Answer), answer, 0).unwrap();
        if answer == "figure" {
            let parts: &[(Field, &str)] = match item.kind {
                ItemKind::Indicator(Shape::Ratio) => &[(Field::Numerator, figure), (Field::Denominator, "4")],
                _ => &[(Field::Value, figure)],
            };
            for (part, text) in parts {
                type_in(app, code, field(*part), text, 0).unwrap();
            }
            type_in(app, code, field(Field::Source), "รายงานของหน่วยงาน", 0).unwrap();
        }
    }
}

pub(crate) fn submit(app: &App, code: &str) {
    app.propose_return(&officer(code), &key(code), version(app, code)).unwrap();
    app.endorse_return(&head(code), &key(code), version(app, code)).unwrap();
    app.submit_return(&officer(code), &key(code), version(app, code)).unwrap();
}

pub(crate) fn verify(app: &App, who: &Actor, codes: &[&str]) -> Result<usize, AppError> {
    let units = codes.iter().map(|code| (unit(code), version(app, code))).collect();
    let command = Verification { plan: plan(), round: round(), units, chosen: [].into() };
    app.verify_returns(who, &command).map(|verified| verified.figures)
}

pub(crate) fn rule(refused: Result<impl std::fmt::Debug, AppError>) -> Rule {
    match refused {
        Err(AppError::Denied(Denial { rule, .. })) => rule,
        other => panic!("{other:?}"),
    }
}

fn round_state(app: &App) -> RoundState {
    app.plan(&analyst(), LED, None).unwrap().find_round(ROUND).unwrap().state
}

/// What counts for the first indicator of the policy division.
fn counted(app: &App) -> Option<Reported> {
    let view = app.plan(&analyst(), LED, None).unwrap();
    let subject = Subject::Indicator(indicator_code("K01"));
    let found = view.plan.observations.iter().find(|it| it.subject == subject && it.period == Period::Round(round()));
    found.map(|it| it.reported.clone())
}

fn a_return_goes_from_draft_to_frozen_and_back_by_order(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    let policy = "กนย.";
    let refused = app.propose_return(&officer(policy), &key(policy), version(&app, policy));
    assert!(matches!(refused, Err(AppError::ReturnIncomplete(missing)) if !missing.is_empty()));
    fill_in(&app, policy, "2");
    assert_eq!(rule(app.endorse_return(&officer(policy), &key(policy), version(&app, policy))), Rule::Role);
    submit(&app, policy);
    assert_eq!(counted(&app), None, "what is submitted does not count before it is verified");
    assert_eq!(rule(verify(&app, &head(policy), &[policy])), Rule::Role);

    let comment = (Some(FieldKey::of(Subject::Indicator(indicator_code("K01")), Field::Value)), "ขอหลักฐาน".to_owned());
    let back = SentBack { key: key(policy), seen_version: version(&app, policy), comments: vec![comment] };
    app.send_back_return(&analyst(), &back).unwrap();
    let returned = app.unit_return(&officer(policy), &key(policy)).unwrap();
    assert_eq!((returned.submission.state, returned.comments.len()), (SubmissionState::Returned, 1));
    assert!(returned.submission.return_due_on.is_some());
    let first = returned.submission.first_submitted_at;
    let field = FieldKey::of(Subject::Indicator(indicator_code("K01")), Field::Value);
    let seen = returned.fields.0[&field].version;
    type_in(&app, policy, field, "๓", seen).unwrap();
    // The same measure stands in the plan a second time: two values of it would have to be explained.
    let twin = FieldKey::of(Subject::Indicator(indicator_code("K05")), Field::Value);
    let seen = returned.fields.0[&twin].version;
    type_in(&app, policy, twin, "3", seen).unwrap();
    app.settle_comment(&officer(policy), &key(policy), &returned.comments[0].id).unwrap();
    submit(&app, policy);
    let again = app.unit_return(&officer(policy), &key(policy)).unwrap();
    assert_eq!((again.submission.first_submitted_at, again.versions.len()), (first, 2), "both versions stay readable");

    assert!(verify(&app, &analyst(), &[policy]).unwrap() > 0);
    assert!(matches!(counted(&app), Some(Reported::Value(value)) if value.to_string() == "3"));
    let history = app.journal(&analyst(), Some(("indicator", "K01")), None).unwrap();
    let told = |field: &str| {
        let change = history[0].detail.iter().find(|it| it.field == field).unwrap();
        (change.before.clone(), change.after.clone().unwrap())
    };
    assert_eq!(history[0].action, "result_verified", "the figure's own history tells where it comes from");
    assert_eq!((told("value").1, told("period").1, told("plan").1), ("3".to_owned(), ROUND.to_owned(), LED.to_owned()));
    frozen_and_back_by_order(&app);
}

fn frozen_and_back_by_order(app: &App) {
    compile(app, &analyst(), &plan(), &round());
    app.endorse_round(&who(Role::Executive, None), &plan(), &round()).unwrap();
    let policy_head = who(Role::HeadOfPolicy, None);
    assert_eq!(app.freeze_round(&policy_head, &plan(), &round()).unwrap(), 1);
    assert_eq!(round_state(app), RoundState::Frozen);
    assert!(matches!(rule(app.freeze_round(&policy_head, &plan(), &round())), Rule::State(_)));
    let dates = || app.round_page(&analyst(), &plan(), &round()).unwrap().dates;
    let (frozen, calendar) = (dates(), app.calendar(&analyst()).unwrap());
    let later = phaen_domain::calendar::DeadlineRules { compile_days: calendar.rules.compile_days + 9, ..calendar.rules };
    app.set_deadline_rules(&policy_head, &later, calendar.version).unwrap();
    assert_eq!(dates(), frozen, "a frozen round keeps the days of the rules with which it was frozen");

    let order =
        Order {
            reason: "แก้ไขผล".to_owned(), document_no: Some("ยธ 1/2566".to_owned()), expires_on: Some(date(2030, 1, 1))
        };
    let general = who(Role::DirectorGeneral, None);
    let bare = Order { reason: "แก้ไขผล".to_owned(), ..Order::default() };
    assert!(matches!(app.reopen_round(&general, &plan(), &round(), &bare), Err(AppError::Fields(_))));
    app.reopen_round(&general, &plan(), &round(), &order).unwrap();
    assert_eq!(round_state(app), RoundState::Open);
    assert_ne!(dates(), frozen, "once it is open again, the rules of now count");
    compile(app, &analyst(), &plan(), &round());
    app.endorse_round(&who(Role::Executive, None), &plan(), &round()).unwrap();
    assert_eq!(app.freeze_round(&policy_head, &plan(), &round()).unwrap(), 2);
}

fn two_people_in_one_field_are_told_and_in_two_fields_never_meet(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    let field = |field| FieldKey::of(Subject::Indicator(indicator_code("K01")), field);
    let typed = type_in(&app, "กนย.", field(Field::Narrative), "ดำเนินการแล้ว", 0).unwrap();
    type_in(&app, "กนย.", field(Field::Value), "๔", 0).unwrap();
    let refused = type_in(&app, "กนย.", field(Field::Narrative), "อีกคน", 0);
    assert!(matches!(refused, Err(AppError::Stale { stored, .. }) if stored == "ดำเนินการแล้ว"));
    assert_eq!(type_in(&app, "กนย.", field(Field::Narrative), "ดำเนินการแล้ว", 0).unwrap(), typed, "the same text is no change");
    assert!(matches!(type_in(&app, "กนย.", field(Field::Value), "สี่", 1), Err(AppError::FieldRefused { .. })));
    let other = FieldKey { item: ItemKey::Subject(Subject::Indicator(indicator_code("K99"))), field: Field::Value };
    assert!(matches!(type_in(&app, "กนย.", other, "1", 0), Err(AppError::NotFound { .. })));
}

fn what_a_unit_types_lets_the_plan_that_was_read_stand(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    let read = || app.plan(&analyst(), LED, None).unwrap();
    let before = read();
    let narrative = FieldKey::of(Subject::Indicator(indicator_code("K01")), Field::Narrative);
    type_in(&app, "กนย.", narrative, "ดำเนินการแล้ว", 0).unwrap();
    assert!(Arc::ptr_eq(&before, &read()), "no plan is read again for it");
    app.set_holiday(&who(Role::Administrator, None), date(2023, 7, 5), Some("วันหยุดพิเศษ")).unwrap();
    assert!(!Arc::ptr_eq(&before, &read()), "what may change a plan has it read again");
}

fn a_return_is_seen_by_its_unit_and_by_those_who_oversee(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    let read = |actor: &Actor| app.unit_return(actor, &key("กนย."));
    assert!(read(&officer("กนย.")).is_ok() && read(&who(Role::Auditor, None)).is_ok());
    assert_eq!(rule(read(&officer("พบ."))), Rule::Unit);
    assert_eq!(rule(read(&who(Role::Viewer, None))), Rule::Role);
    let command =
        SaveField {
            key: key("กนย."), field: "indicator:K01:value".parse().unwrap(), text: "1".to_owned(), seen_version: 0
        };
    assert_eq!(rule(app.save_field(&officer("พบ."), &command)), Rule::Unit);
    assert_eq!(rule(app.save_field(&who(Role::Auditor, None), &command)), Rule::Role);
}

fn a_holiday_redates_what_is_not_submitted(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    // The nine months end on 30 June 2566: five days later is Wednesday, 5 July.
    let due = || app.unit_return(&analyst(), &key("กนย.")).unwrap().submission.due_on;
    assert_eq!(due(), date(2023, 7, 5));
    let administrator = who(Role::Administrator, None);
    let mut rules = app.calendar(&administrator).unwrap().rules;
    rules.counting = phaen_domain::calendar::Counting::Rolled;
    assert_eq!(app.set_deadline_rules(&administrator, &rules, 0).unwrap().0, 0);
    assert!(app.set_holiday(&administrator, date(2023, 7, 5), Some("วันหยุดพิเศษ")).unwrap().0 > 0);
    assert_eq!(due(), date(2023, 7, 6));
    assert_eq!(rule(app.set_holiday(&analyst(), date(2023, 7, 6), Some("x"))), Rule::Role);
}

fn more_time_is_given_with_a_reason_and_a_later_day(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    let extend = |due_on, reason: &str| {
        let command =
            Extend { key: key("กนย."), seen_version: version(&app, "กนย."), due_on, reason: reason.to_owned() };
        app.extend_due(&who(Role::HeadOfPolicy, None), &command)
    };
    assert!(matches!(extend(date(2023, 7, 10), " "), Err(AppError::Fields(_))));
    assert!(matches!(extend(date(2023, 7, 1), "น้ำท่วม"), Err(AppError::Fields(_))));
    extend(date(2023, 7, 10), "น้ำท่วม").unwrap();
    assert_eq!(app.unit_return(&analyst(), &key("กนย.")).unwrap().submission.due(), date(2023, 7, 10));
    fill_in(&app, "กนย.", "2");
    submit(&app, "กนย.");
    assert!(matches!(extend(date(2023, 8, 10), "น้ำท่วม"), Err(AppError::Fields(_))), "what came stays as late as it came");
}

fn a_committee_resolves_and_its_chair_confirms(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    compile(&app, &analyst(), &plan(), &round());
    let (secretary, chair) = (who(Role::CommitteeSecretary, None), who(Role::CommitteeChair, None));
    assert!(matches!(app.confirm_resolution(&chair, &plan(), &round()), Err(AppError::NotFound { .. })));
    let resolution = Resolution { document_no: "1/2566".to_owned(), text: "เห็นชอบ".to_owned() };
    app.record_resolution(&secretary, &plan(), &round(), &resolution).unwrap();
    assert_eq!(round_state(&app), RoundState::Compiled);
    app.confirm_resolution(&chair, &plan(), &round()).unwrap();
    assert_eq!(round_state(&app), RoundState::Endorsed);
}

fn whoever_compiled_a_round_or_recorded_the_resolution_does_not_endorse_it(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    let offices =
        [Role::Analyst, Role::Executive, Role::CommitteeSecretary, Role::CommitteeChair].map(|role| Office::own(role, None));
    let one = Actor { offices: offices.to_vec(), ..analyst() };
    compile(&app, &one, &plan(), &round());
    assert_eq!(rule(app.endorse_round(&one, &plan(), &round())), Rule::OwnPreparation);
    assert!(!app.round_page(&one, &plan(), &round()).unwrap().may(&one, Action::EndorseRound), "and is not offered it");
    let resolution = Resolution { document_no: "1/2566".to_owned(), text: "เห็นชอบ".to_owned() };
    app.record_resolution(&who(Role::CommitteeSecretary, None), &plan(), &round(), &resolution).unwrap();
    assert_eq!(rule(app.confirm_resolution(&one, &plan(), &round())), Rule::OwnPreparation);
    let other = Actor { login: "secretary-and-chair".to_owned(), ..one.clone() };
    app.record_resolution(&other, &plan(), &round(), &resolution).unwrap();
    assert_eq!(rule(app.confirm_resolution(&other, &plan(), &round())), Rule::OwnPreparation);
    app.endorse_round(&who(Role::Executive, None), &plan(), &round()).unwrap();
}

fn whoever_worked_on_a_return_does_not_endorse_it_also_when_another_wrote_over_it(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    let offices = vec![Office::own(Role::ReportingOfficer, Some(unit("กนย."))), Office::own(Role::UnitHead, Some(unit("กนย.")))];
    let both = Actor { login: "both".to_owned(), offices, ..officer("กนย.") };
    fill_in(&app, "กนย.", "1");
    let narrative = FieldKey::of(Subject::Indicator(indicator_code("K01")), Field::Narrative);
    let typed = SaveField { key: key("กนย."), field: narrative.clone(), text: "ร่าง".to_owned(), seen_version: 0 };
    app.save_field(&both, &typed).unwrap();
    type_in(&app, "กนย.", narrative, "ดำเนินการแล้ว", 1).unwrap();
    let stands = app.unit_return(&officer("กนย."), &key("กนย.")).unwrap().fields;
    assert!(stands.0.values().all(|entry| entry.by != "both"), "nothing that stands is theirs");
    app.propose_return(&officer("กนย."), &key("กนย."), version(&app, "กนย.")).unwrap();
    assert_eq!(rule(app.endorse_return(&both, &key("กนย."), version(&app, "กนย."))), Rule::OwnPreparation);
    app.endorse_return(&head("กนย."), &key("กนย."), version(&app, "กนย.")).unwrap();
}

fn a_stand_in_decides_by_order_and_the_journal_says_so(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    let administrator = who(Role::Administrator, None);
    let new = phaen_app::accounts::NewAccount {
        login: "deputy".to_owned(),
        name: "รองผู้อำนวยการ".to_owned(),
        role: Role::Viewer,
        unit: None,
        email: None,
        password: "ความลับ ที่ยาวพอ 2566".to_owned(),
    };
    app.create_account(&administrator, &new).unwrap();
    let account = app.accounts(&administrator).unwrap().into_iter().find(|it| it.login == "deputy").unwrap().id;
    let code = PositionCode::new("HEAD").unwrap();
    let position = Position {
        code: code.clone(),
        name_th: "ผู้อำนวยการกองนโยบายและแผน".to_owned(),
        name_en: None,
        role: Role::UnitHead,
        unit: Some(unit("กนย.")),
        closed: false,
        version: 0,
    };
    app.save_position(&administrator, &phaen_app::offices::SavePosition { position }).unwrap();
    let order = Delegation {
        id: String::new(),
        position: code,
        account,
        kind: ActingKind::ActingFor,
        order_no: "123/2566".to_owned(),
        from: date(2023, 11, 1),
        to: date(2023, 11, 30),
        acts: Vec::new(),
        reason: "ผู้อำนวยการไปราชการ".to_owned(),
        recorded_by: String::new(),
        revoked_at: None,
    };
    assert_eq!(rule(app.delegate(&analyst(), &order)), Rule::Role);
    app.delegate(&administrator, &order).unwrap();
    let deputy = app.sign_in("deputy", "ความลับ ที่ยาวพอ 2566", "test").unwrap().actor;
    open(&app);
    fill_in(&app, "กนย.", "1");
    app.propose_return(&officer("กนย."), &key("กนย."), version(&app, "กนย.")).unwrap();
    app.endorse_return(&deputy, &key("กนย."), version(&app, "กนย.")).unwrap();
    let entries = crate::verified(store.db());
    let _ = entries;
    let entry = app.journal(&administrator, Some(("return", "LED-2566/R9/กนย.")), None).unwrap().into_iter().next().unwrap();
    assert_eq!(entry.action, "return_endorsed");
    assert_eq!(entry.acting_for.as_deref(), Some("รักษาราชการแทน ผู้อำนวยการกองนโยบายและแผน ตามคำสั่งที่ 123/2566"));
}

fn many_returns_are_verified_in_few_statements(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    for code in ["กนย.", "พบ."] {
        fill_in(&app, code, "1");
        submit(&app, code);
    }
    assert_eq!(rule(verify(&app, &officer("กนย."), &["กนย.", "พบ."])), Rule::Role);
    assert!(verify(&app, &analyst(), &["กนย.", "พบ."]).unwrap() > 2);
    assert_eq!((state(&app, "กนย."), state(&app, "พบ.")), (SubmissionState::Verified, SubmissionState::Verified));
}

fn what_is_reported_by_month_is_not_asked_again_at_a_round(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    open(&app);
    let asked = || {
        let form = app.unit_return(&officer("กนย."), &key("กนย.")).unwrap().form;
        form.items.iter().any(|item| item.subject == Subject::Indicator(indicator_code("K01")))
    };
    assert!(asked());
    let of_month = result("K01", None, Period::Month(3));
    assert!(journaled(&store, |tx| tx.save_observation(&plan(), &of_month, &behind(1))));
    assert!(!asked());
}

fn a_return_brings_no_unit_beside_what_is_reported_for_the_agency(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = app_on(&store);
    let mut raw = folder("led-2566");
    let _ = set(&mut raw, "indicators", begins("K01"), "aggregation", "sum");
    assert!(import(&app, &raw).unwrap());
    enter(&app, result("K01", None, Period::Round(round())), 0).unwrap();
    open(&app);
    fill_in(&app, "กนย.", "1");
    submit(&app, "กนย.");
    let Err(AppError::Workbook(problems)) = verify(&app, &analyst(), &["กนย."]) else { panic!("it counts nowhere") };
    assert_eq!(problems.listed().iter().map(|it| &it.rule).collect::<Vec<_>>(), [&ProblemRule::MixedReporters]);
    assert_eq!(state(&app, "กนย."), SubmissionState::Submitted, "nothing was stored");
}

fn enter(app: &App, observation: Observation, seen_version: u32) -> Result<(), AppError> {
    let reason = "จากเล่ม".to_owned();
    app.enter_observation(&analyst(), &EnterObservation { plan: LED.to_owned(), observation, seen_version, reason })
}

fn what_a_return_reports_is_not_entered_beside_it(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = app_on(&store);
    let mut raw = folder("led-2566");
    // While the year is not closed, a month is entered at the first round that takes it.
    set(&mut raw, "rounds", begins("R12"), "state", "planned");
    assert!(import(&app, &raw).unwrap());
    let at = |code: &str, round: &str| result(code, None, Period::Round(round_code(round)));
    enter(&app, at("K01", "R9"), 0).unwrap();
    open(&app);
    fill_in(&app, "กนย.", "2");
    submit(&app, "กนย.");
    let of_return = |refused: Result<(), AppError>| match refused {
        Err(AppError::StandsInReturn { unit, round, .. }) => (unit.code.to_string(), round.code.to_string()),
        other => panic!("{other:?}"),
    };
    let own = || ("กนย.".to_owned(), ROUND.to_owned());
    let entries = crate::verified(store.db());
    assert_eq!(of_return(enter(&app, at("K01", "R9"), 1)), own(), "it is submitted");
    assert_eq!(crate::verified(store.db()), entries);
    verify(&app, &analyst(), &["กนย."]).unwrap();
    assert_eq!(of_return(enter(&app, at("K01", "R9"), 2)), own(), "it is verified");
    assert_eq!(of_return(enter(&app_on(&store), at("K02", "R9"), 1)), own(), "another node knows it too");
    assert_eq!(of_return(enter(&app, result("K03", None, Period::Month(8)), 0)), own(), "a month is no way round it");
    assert!(matches!(counted(&app), Some(Reported::Value(value)) if value.to_string() == "2"));
    enter(&app, at("K01", "R6"), 0).unwrap();
}

fn result(code: &str, unit: Option<UnitCode>, period: Period) -> Observation {
    Observation {
        subject: Subject::Indicator(indicator_code(code)),
        unit,
        period,
        reported: Reported::Value(decimal("1")),
        narrative: None,
        source: Some("เล่มรายงาน".to_owned()),
        evidence: None,
    }
}
