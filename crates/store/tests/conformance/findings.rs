//! Findings on both engines: what does not fit holds a return up until it is mended or explained.

use phaen_app::returns::{ExplainFinding, SentBack, Standing, UnitFinding, Verification};
use phaen_app::rounds::ExplainOfRound;
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::{Role, Rule as Forbidden};
use phaen_domain::finding::{Finding, Rule, Severity};
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::submission::FieldKey;
use phaen_store::Engine;

use crate::on_both_engines;
use crate::returns::{analyst, fill_in, head, key, officer, open, rule, submit, type_in, version, who};
use crate::use_cases::with_led;

on_both_engines!(
    a_finding_holds_a_return_up_until_it_is_mended_or_explained,
    a_comment_holds_a_return_up_until_it_is_settled_or_explained,
    a_round_is_compiled_and_frozen_when_all_that_was_found_is_explained,
);

const UNIT: &str = "กนย.";

/// The policy group compiles, once it has explained what the checks find in the plan.
pub(crate) fn compile(app: &App, who: &Actor, plan: &PlanCode, round: &RoundCode) {
    for it in app.agency_findings(who, plan, round).unwrap().of_plan.iter().filter(|it| it.holds()) {
        app.explain_of_round(who, &of_round((plan, round), None, &it.finding, "ตามเล่มแผนที่ประกาศ")).unwrap();
    }
    app.compile_round(who, plan, round).unwrap();
}

fn of_round((plan, round): (&PlanCode, &RoundCode), unit: Option<&str>, it: &Finding, text: &str) -> ExplainOfRound {
    ExplainOfRound {
        plan: plan.clone(),
        round: round.clone(),
        unit: unit.map(|unit| UnitCode::new(unit).unwrap()),
        rule: it.rule,
        field: it.field.clone(),
        facts: it.facts.clone(),
        text: text.to_owned(),
    }
}

fn field(name: &str) -> FieldKey {
    name.parse().unwrap()
}

fn a_finding_holds_a_return_up_until_it_is_mended_or_explained(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    fill_in(&app, UNIT, "2");
    let view = || app.unit_return(&officer(UNIT), &key(UNIT)).unwrap();
    let set = |name: &str, text: &str| {
        let seen = view().fields.0.get(&field(name)).map_or(0, |entry| entry.version);
        type_in(&app, UNIT, field(name), text, seen).unwrap();
    };
    let propose = || app.propose_return(&officer(UNIT), &key(UNIT), version(&app, UNIT));
    let held = || match propose() {
        Err(AppError::ReturnFindings(found)) => found.into_iter().map(|it| it.rule).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    set("indicator:K01:source", "");
    assert_eq!(held(), [Rule::EvidenceMissing]);
    set("indicator:K01:source", "หนังสือ ยธ 1/2566");
    set("indicator:K01:narrative", "แก้ไขกฎหมาย ๕ ฉบับ");
    assert_eq!(held(), [Rule::NarrativeContradicts]);

    let found = || -> Standing { view().findings().into_iter().find(|it| it.finding.severity == Severity::ToExplain).unwrap() };
    let finding = found().finding;
    let explain = |text: &str, facts: &str| ExplainFinding {
        key: key(UNIT),
        rule: finding.rule,
        field: finding.field.clone(),
        facts: facts.to_owned(),
        text: text.to_owned(),
    };
    let said = "นับเฉพาะฉบับที่ใช้บังคับแล้ว";
    assert!(matches!(app.explain_finding(&officer(UNIT), &explain(" ", &finding.facts)), Err(AppError::Fields(_))));
    assert_eq!(rule(app.explain_finding(&head(UNIT), &explain(said, &finding.facts))), Forbidden::Role);
    assert!(matches!(app.explain_finding(&officer(UNIT), &explain(said, "others")), Err(AppError::Stale { .. })));
    app.explain_finding(&officer(UNIT), &explain(said, &finding.facts)).unwrap();
    assert_eq!(found().explained.map(|it| it.text).as_deref(), Some(said));
    propose().unwrap();

    set("indicator:K01:narrative", "แก้ไขกฎหมาย ๖ ฉบับ");
    assert_eq!(held(), [Rule::NarrativeContradicts], "other figures need another explanation");
    let again = found().finding;
    app.explain_finding(&officer(UNIT), &explain(said, &again.facts)).unwrap();
    propose().unwrap();
    app.endorse_return(&head(UNIT), &key(UNIT), version(&app, UNIT)).unwrap();
    app.submit_return(&officer(UNIT), &key(UNIT), version(&app, UNIT)).unwrap();
    let journal = app.journal(&who(Role::Analyst, None), Some(("return", "LED-2566/R9/กนย.")), None).unwrap();
    assert_eq!(journal.iter().filter(|it| it.action == "return_finding_explained").count(), 2);
    overseen(&app, said);
    frozen_with_its_explanation(&app, said);
}

/// Those who oversee see all units' findings with what was explained; a unit sees its own.
fn overseen(app: &App, said: &str) {
    let found = |who: &Actor| app.agency_findings(who, &key(UNIT).plan, &key(UNIT).round).unwrap();
    let all = found(&who(Role::Analyst, None));
    assert!(!all.of_plan.is_empty() && all.of_units.iter().any(|it| it.standing.finding.severity == Severity::Notice));
    let explained = |it: &UnitFinding| it.standing.explained.as_ref().is_some_and(|it| it.text == said);
    assert_eq!(all.of_units.iter().filter(|it| explained(it)).count(), 1);
    assert_eq!(found(&officer(UNIT)).of_units, all.of_units);
    assert_eq!(found(&officer("พบ.")).of_units, []);
}

/// The explanation is in the frozen body, under its hash, and read again with the figures.
fn frozen_with_its_explanation(app: &App, said: &str) {
    let (plan, round) = (key(UNIT).plan, key(UNIT).round);
    let analyst = who(Role::Analyst, None);
    let units = vec![(key(UNIT).unit, version(app, UNIT))];
    app.verify_returns(&analyst, &Verification { plan: plan.clone(), round: round.clone(), units, chosen: [].into() }).unwrap();
    compile(app, &analyst, &plan, &round);
    app.endorse_round(&who(Role::Executive, None), &plan, &round).unwrap();
    app.freeze_round(&who(Role::HeadOfPolicy, None), &plan, &round).unwrap();
    let frozen = app.plan(&analyst, plan.as_str(), None).unwrap().round(&round).unwrap();
    let of_units = frozen.explained.iter().filter_map(|(unit, it)| Some((unit.as_ref()?.as_str(), it.text.as_str())));
    let told: Vec<_> = of_units.collect();
    assert_eq!(told, [(UNIT, said)]);
    assert!(frozen.snapshot.as_ref().unwrap().body.contains(said) && frozen.scorecard.round == round);
}

fn a_round_is_compiled_and_frozen_when_all_that_was_found_is_explained(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    let (plan, round) = (key(UNIT).plan, key(UNIT).round);
    let at = (&plan, &round);
    let held = || match app.compile_round(&analyst(), &plan, &round) {
        Err(AppError::RoundFindings(held)) => held,
        other => panic!("{other:?}"),
    };
    let first = held();
    assert!(first.iter().all(|(unit, it)| unit.is_none() && it.severity == Severity::ToExplain), "{first:?}");
    let asked = |it: &Finding, text: &str| of_round(at, None, it, text);
    let finding = &first[0].1;
    assert!(matches!(app.explain_of_round(&analyst(), &asked(finding, " ")), Err(AppError::Fields(_))));
    assert_eq!(rule(app.explain_of_round(&officer(UNIT), &asked(finding, "ตามเล่ม"))), Forbidden::Role);
    let other = ExplainOfRound { facts: "others".to_owned(), ..asked(finding, "ตามเล่ม") };
    assert!(matches!(app.explain_of_round(&analyst(), &other), Err(AppError::Stale { .. })));
    app.explain_of_round(&analyst(), &asked(finding, "ตามเล่มแผนที่ประกาศ")).unwrap();
    assert_eq!(held().len() + 1, first.len(), "each has its own explanation, also where one rule found several in one place");
    let journal = app.journal(&analyst(), Some(("plan", plan.as_str())), None).unwrap();
    assert_eq!(journal.iter().filter(|it| it.action == "plan_finding_explained").count(), 1);

    compile(&app, &analyst(), &plan, &round);
    app.endorse_round(&who(Role::Executive, None), &plan, &round).unwrap();
    app.freeze_round(&who(Role::HeadOfPolicy, None), &plan, &round).unwrap();
    let frozen = app.plan(&analyst(), plan.as_str(), None).unwrap().round(&round).unwrap();
    let texts: Vec<&str> = frozen.explained.iter().map(|(_, it)| it.text.as_str()).collect();
    assert_eq!(texts, vec!["ตามเล่มแผนที่ประกาศ"; first.len()], "what was explained of the plan is frozen with it");
    let again = app.explain_of_round(&analyst(), &asked(finding, "อย่างอื่น"));
    assert!(matches!(rule(again), Forbidden::State(_)), "nothing is explained in a round that is frozen");
}

fn a_comment_holds_a_return_up_until_it_is_settled_or_explained(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    fill_in(&app, UNIT, "2");
    submit(&app, UNIT);
    let comments = vec![(Some(field("indicator:K01:value")), "ขอหลักฐาน".to_owned()), (None, "ขอภาพรวม".to_owned())];
    let back = SentBack { key: key(UNIT), seen_version: version(&app, UNIT), comments };
    app.send_back_return(&analyst(), &back).unwrap();
    let view = || app.unit_return(&officer(UNIT), &key(UNIT)).unwrap();
    let propose = || app.propose_return(&officer(UNIT), &key(UNIT), version(&app, UNIT));
    let held = || match propose() {
        Err(AppError::ReturnFindings(found)) => found,
        other => panic!("{other:?}"),
    };
    let found = held();
    let places: Vec<_> = found.iter().map(|it| (it.rule, it.severity, it.field.item.to_string())).collect();
    let open = |item: &str| (Rule::CommentOpen, Severity::ToExplain, item.to_owned());
    assert_eq!(places, [open("indicator:K01"), open("whole")], "each leads to where it was said");
    assert!(found[0].th().contains("ขอหลักฐาน"), "{}", found[0].th());
    let round = app.agency_findings(&analyst(), &key(UNIT).plan, &key(UNIT).round).unwrap();
    assert_eq!(round.of_units.iter().filter(|it| it.standing.finding.rule == Rule::CommentOpen).count(), 2);

    let about = |whole: bool| view().comments.iter().find(|it| it.field.is_none() == whole).unwrap().id.clone();
    app.settle_comment(&officer(UNIT), &key(UNIT), &about(false)).unwrap();
    let left = held();
    assert_eq!(left.iter().map(|it| it.field.item.to_string()).collect::<Vec<_>>(), ["whole"]);
    let (rule, field, facts) = (left[0].rule, left[0].field.clone(), left[0].facts.clone());
    let said = ExplainFinding {
        key: key(UNIT), rule, field, facts, text: "อยู่ในรายงานประจำปี".to_owned()
    };
    app.explain_finding(&officer(UNIT), &said).unwrap();
    submit(&app, UNIT);
    // Whoever says the same again wants another answer.
    let comments = vec![(None, "ขอภาพรวม".to_owned())];
    app.send_back_return(&analyst(), &SentBack { key: key(UNIT), seen_version: version(&app, UNIT), comments }).unwrap();
    assert_eq!(held().len(), 1);
}
