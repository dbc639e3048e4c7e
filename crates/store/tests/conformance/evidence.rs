//! Evidence on both engines: what is added reads back, other uses of a file are found, what is removed stays in the history.

use phaen_app::returns::{AddEvidence, NewSupport, key_of};
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::{Office, Role};
use phaen_domain::evidence::{Evidence, FileHash, Media, Support, Unfit};
use phaen_domain::id::UnitCode;
use phaen_domain::observation::Subject;
use phaen_domain::submission::{FieldKey, ItemKey, SubmissionKey};
use phaen_store::{Engine, Registered, Sql, registered, testing};

use crate::on_both_engines;
use crate::samples::{indicator_code, plan_code, round_code};
use crate::use_cases::{LED, with_led};

on_both_engines!(
    a_file_serves_many_figures_and_tells_where_else_it_is_used,
    evidence_is_added_by_the_unit_alone_and_only_while_the_return_can_be_edited,
    evidence_that_is_removed_stays_in_the_history,
    what_is_attached_after_the_return_was_handed_over_takes_that_back,
    what_stands_behind_a_figure_is_found_in_one_statement_over_all_units,
    a_file_that_was_kept_under_a_name_that_runs_goes_out_under_another,
);

const UNIT: &str = "กนย.";
const PDF: &[u8] = b"%PDF-1.7 ";

fn key() -> SubmissionKey {
    key_of(LED, "R9", UNIT).unwrap()
}

fn officer(unit: &str) -> Actor {
    let office = Office::own(Role::ReportingOfficer, Some(UnitCode::new(unit).unwrap()));
    Actor { offices: vec![office], ..Actor::in_role("id-officer", "officer", "officer", Role::Viewer) }
}

fn analyst() -> Actor {
    Actor::in_role("id-analyst", "analyst", "analyst", Role::Analyst)
}

fn opened(app: &App) {
    app.open_round(&analyst(), &plan_code(LED), &round_code("R9")).unwrap();
}

fn item(text: &str) -> ItemKey {
    text.parse().unwrap()
}

fn add(app: &App, who: &Actor, about: &str, support: NewSupport) -> Result<Evidence, AppError> {
    app.add_evidence(who, &AddEvidence { key: key(), item: item(about), step: 0, name: "หลักฐาน.pdf".to_owned(), support })
}

fn file(app: &App, about: &str) -> Result<Evidence, AppError> {
    add(app, &officer(UNIT), about, NewSupport::File(app.drafted(PDF).unwrap()))
}

fn a_file_serves_many_figures_and_tells_where_else_it_is_used(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    opened(&app);
    let first = file(&app, "indicator:K01").unwrap();
    let second = file(&app, "indicator:K02").unwrap();
    let link = add(&app, &officer(UNIT), "indicator:K02", NewSupport::Link("https://www.led.go.th/r9".to_owned())).unwrap();
    let known = first.file().unwrap();
    assert_eq!((known.media, known.size, &known.hash), (Media::Pdf, 9, &FileHash::of(PDF)));
    let view = app.unit_return(&analyst(), &key()).unwrap();
    assert_eq!(view.evidence, [first.clone(), second.clone(), link.clone()]);
    assert_eq!(view.elsewhere(&first).collect::<Vec<_>>(), [&second]);
    assert_eq!(view.elsewhere(&link).count(), 0);
    assert_eq!(view.evidence_of(&item("indicator:K02")).count(), 2);
    assert_eq!(link.support, Support::Link("https://www.led.go.th/r9".to_owned()));
    assert!(matches!(file(&app, "indicator:K01"), Err(AppError::EvidenceKnown(known)) if known.id == first.id));
    assert_eq!(std::io::read_to_string(app.evidence_file(&analyst(), &second.id).unwrap().1).unwrap().as_bytes(), PDF);
}

fn evidence_is_added_by_the_unit_alone_and_only_while_the_return_can_be_edited(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    opened(&app);
    let pdf = || NewSupport::File(app.drafted(PDF).unwrap());
    for who in [officer("พบ."), analyst()] {
        assert!(matches!(add(&app, &who, "indicator:K01", pdf()), Err(AppError::Denied(_))), "{}", who.login);
    }
    assert!(matches!(file(&app, "indicator:K99"), Err(AppError::NotFound { .. })));
    let page = NewSupport::File(app.drafted(b"<html>").unwrap());
    assert!(matches!(add(&app, &officer(UNIT), "indicator:K01", page), Err(AppError::Evidence(Unfit::Markup))));
    assert!(app.unit_return(&analyst(), &key()).unwrap().evidence.is_empty());
}

fn evidence_that_is_removed_stays_in_the_history(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    opened(&app);
    let added = file(&app, "indicator:K01").unwrap();
    assert!(matches!(app.remove_evidence(&analyst(), &key(), &added.id), Err(AppError::Denied(_))));
    app.remove_evidence(&officer(UNIT), &key(), &added.id).unwrap();
    assert!(matches!(app.remove_evidence(&officer(UNIT), &key(), &added.id), Err(AppError::NotFound { .. })));
    let view = app.unit_return(&analyst(), &key()).unwrap();
    assert_eq!(view.evidence_of(&item("indicator:K01")).count(), 0);
    assert!(matches!(view.evidence.as_slice(), [it] if it.removed.as_ref().is_some_and(|(by, _)| by == "officer")));
    file(&app, "indicator:K01").unwrap();
    assert_eq!(app.unit_return(&analyst(), &key()).unwrap().evidence_of(&item("indicator:K01")).count(), 1);
}

fn what_is_attached_after_the_return_was_handed_over_takes_that_back(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    opened(&app);
    for it in app.unit_return(&analyst(), &key()).unwrap().form.items {
        let field = FieldKey { item: it.key(), field: phaen_domain::submission::Field::Answer };
        let answer = phaen_app::returns::SaveField { key: key(), field, text: "no_data".to_owned(), seen_version: 0 };
        app.save_field(&officer(UNIT), &answer).unwrap();
    }
    let version = |app: &App| app.unit_return(&analyst(), &key()).unwrap().submission.version;
    app.propose_return(&officer(UNIT), &key(), version(&app)).unwrap();
    let seen = version(&app);
    file(&app, "indicator:K01").unwrap();
    let after = app.unit_return(&analyst(), &key()).unwrap().submission;
    assert_eq!((after.proposed_at, after.version), (None, seen + 1));
}

fn what_stands_behind_a_figure_is_found_in_one_statement_over_all_units(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    opened(&app);
    let first = file(&app, "indicator:K01").unwrap();
    let link = add(&app, &officer(UNIT), "indicator:K01", NewSupport::Link("https://www.led.go.th/r9".to_owned())).unwrap();
    let removed = add(&app, &officer(UNIT), "indicator:K01", NewSupport::File(app.drafted(b"%PDF-1.7 wrong").unwrap())).unwrap();
    file(&app, "indicator:K02").unwrap();
    app.remove_evidence(&officer(UNIT), &key(), &removed.id).unwrap();
    let subject = Subject::Indicator(indicator_code("K01"));
    let view = app.plan(&analyst(), LED, None).unwrap();
    let behind = |who: &Actor| -> Vec<(String, bool)> {
        let found = app.evidence_behind(who, &view, &subject).unwrap();
        found.into_iter().map(|it| (it.evidence.id, it.readable)).collect()
    };
    let (first, link) = (first.id, link.id);
    assert_eq!(behind(&officer(UNIT)), [(first.clone(), true), (link.clone(), true)]);
    assert_eq!(behind(&officer("พบ.")), [(first, false), (link, false)]);
    let before = store.db().statements();
    let _ = behind(&analyst());
    assert_eq!(store.db().statements() - before, 1);
}

fn a_file_that_was_kept_under_a_name_that_runs_goes_out_under_another(engine: Engine) {
    let (_fresh, store, app) = with_led(engine);
    opened(&app);
    let kept = file(&app, "indicator:K01").unwrap();
    assert_eq!(kept.name, "หลักฐาน.pdf");
    testing::run(store.db(), "UPDATE evidence SET name = 'หลักฐาน.hta'").unwrap();
    let (evidence, file) = app.evidence_file(&officer(UNIT), &kept.id).unwrap();
    let bytes = std::io::read_to_string(file).unwrap();
    assert_eq!((evidence.name.as_str(), bytes.as_bytes()), ("หลักฐาน.hta.pdf", PDF));
}

/// Evidence of many units, as after some years.
const MANY: &str = "INSERT INTO evidence_file (hash, media, size, first_by, first_at)
        SELECT md5(CAST(n AS TEXT)) || md5(CAST(n AS TEXT)), 'pdf', 9, 'officer', '2023' FROM generate_series(1, 20000) n;
    INSERT INTO evidence (id, plan_code, round_code, unit_code, item, step, file_hash, name, added_by, added_at)
        SELECT CAST(n AS TEXT), 'LED-2566', 'R9', 'U' || CAST(n % 200 AS TEXT), 'indicator:K01', 0,
               md5(CAST(n AS TEXT)) || md5(CAST(n AS TEXT)), 'ก.pdf', 'officer', '2023' FROM generate_series(1, 20000) n;
    ANALYZE evidence; ANALYZE evidence_file";

#[test]
fn postgresql_finds_the_evidence_of_a_return_without_reading_everybody_s() {
    let (_fresh, store, _app) = with_led(Engine::Postgres);
    testing::run(store.db(), MANY).unwrap();
    let text = registered().find_map(|it| match it {
        Registered::Sql(sql) if sql.text_for(Engine::Postgres).contains("own.file_hash") => Some(sql.text_for(Engine::Postgres)),
        _ => None,
    });
    let text = text.unwrap().replace("$1", "'LED-2566'").replace("$2", "'R9'").replace("$3", "'U7'");
    let explain = Sql::new("evidence", Box::leak(format!("EXPLAIN {text}").into_boxed_str()));
    let plan = store.db().read(|tx| tx.list(&explain, &[], |row| row.string("QUERY PLAN"))).unwrap().join("\n");
    assert!(plan.contains("evidence_by_return") && !plan.contains("Seq Scan on evidence e"), "{plan}");
}
