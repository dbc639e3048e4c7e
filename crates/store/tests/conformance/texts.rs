//! Texts of the book: each carries a version, and whoever saw an older one is told and overwrites nothing.

use phaen_app::AppError;
use phaen_app::editing::WriteNarrative;
use phaen_domain::plan::{AgencyPlan, Narrative};
use phaen_store::{Engine, SqlStore};

use crate::plans::{journaled, load, save, store};
use crate::samples::{demonstration, folder, workbook};
use crate::use_cases::{analyst, app_on, import};
use crate::{on_both_engines, verified};

on_both_engines!(
    a_text_is_written_changed_and_removed_by_who_saw_it,
    a_text_written_anew_never_bears_a_version_that_was_seen_before,
    a_text_that_an_import_changed_has_a_new_version,
    a_stale_text_is_refused_with_what_is_stored,
);

fn narrative(order: u32, text: &str) -> Narrative {
    Narrative {
        section: "part1.mission".to_owned(), order, text: text.to_owned(), source: Some("เล่มแผน".to_owned())
    }
}

/// A plan for whose book nobody has written a text yet.
fn without_texts() -> AgencyPlan {
    AgencyPlan { narratives: Vec::new(), ..demonstration("led-2566") }
}

fn texts(store: &SqlStore, plan: &AgencyPlan) -> Vec<(Narrative, u32)> {
    let found = load(store, plan).unwrap();
    assert_eq!(found.plan.narratives.len(), found.narrative_versions.len());
    found.plan.narratives.into_iter().zip(found.narrative_versions).collect()
}

fn a_text_is_written_changed_and_removed_by_who_saw_it(engine: Engine) {
    let (_fresh, store) = store(engine);
    let plan = without_texts();
    save(&store, &plan);
    let write = |it: &Narrative, seen| journaled(&store, |tx| tx.save_narrative(&plan.plan.code, 1, it, seen));
    assert!(!write(&narrative(2, "สอง"), 1), "it is not there yet");
    assert!(write(&narrative(2, "สอง"), 0));
    assert!(write(&narrative(1, "หนึ่ง"), 0));
    let [(second, seen), (first, of_first)] = &texts(&store, &plan)[..] else { panic!("two texts") };
    assert_eq!((second, first), (&narrative(2, "สอง"), &narrative(1, "หนึ่ง")));
    assert!(!write(&narrative(2, "สาม"), 0), "it is there already");
    assert!(!write(&narrative(2, "สาม"), seen + 1), "that version is not there yet");
    assert!(write(&narrative(2, "สอง แก้ไข"), *seen));
    assert!(!write(&narrative(2, "สาม"), *seen), "someone else was quicker");
    assert!(!write(&narrative(2, ""), *seen), "nor is it taken out");
    assert_eq!(texts(&store, &plan), [(narrative(2, "สอง แก้ไข"), seen + 1), (narrative(1, "หนึ่ง"), *of_first)]);
    assert!(write(&narrative(2, ""), seen + 1));
    assert!(write(&narrative(7, ""), 0), "nothing in place of nothing");
    assert_eq!(texts(&store, &plan), [(narrative(1, "หนึ่ง"), *of_first)]);
}

fn a_text_written_anew_never_bears_a_version_that_was_seen_before(engine: Engine) {
    let (_fresh, store) = store(engine);
    let plan = without_texts();
    save(&store, &plan);
    let write = |text: &str, seen| journaled(&store, |tx| tx.save_narrative(&plan.plan.code, 1, &narrative(1, text), seen));
    let mut seen = Vec::new();
    for text in ["ก", "ข", "", "ค", "ง", "", "จ"] {
        let version = texts(&store, &plan).first().map_or(0, |(_, version)| *version);
        assert!(write(text, version));
        seen.extend(texts(&store, &plan).first().map(|(_, version)| *version));
    }
    assert!(seen.is_sorted_by(|a, b| a < b), "{seen:?}");
}

fn a_text_that_an_import_changed_has_a_new_version(engine: Engine) {
    let (_fresh, store) = store(engine);
    let mut plan = demonstration("led-2566");
    plan.narratives = vec![narrative(1, "หนึ่ง"), narrative(2, "สอง")];
    save(&store, &plan);
    let before = texts(&store, &plan);
    plan.narratives = vec![narrative(3, "สาม"), narrative(2, "สอง จากสมุดงาน"), narrative(1, "หนึ่ง")];
    save(&store, &plan);
    let after = texts(&store, &plan);
    let versions: Vec<u32> = after.iter().map(|(_, version)| *version).collect();
    assert_eq!(versions[1..], [before[1].1 + 1, before[0].1], "counted up where it changed, and nowhere else");
    // Who saw the text before the import is told so.
    let stale = journaled(&store, |tx| tx.save_narrative(&plan.plan.code, 1, &narrative(2, "ของฉัน"), before[1].1));
    assert!(!stale);
    plan.narratives.truncate(1);
    save(&store, &plan);
    plan.narratives.push(narrative(1, "หนึ่ง"));
    save(&store, &plan);
    let again = texts(&store, &plan);
    assert!(again[1].1 > before[0].1, "it was gone meanwhile");
}

fn a_stale_text_is_refused_with_what_is_stored(engine: Engine) {
    let (_fresh, store) = store(engine);
    let app = app_on(&store);
    assert!(import(&app, &folder("led-2566")).unwrap());
    let plan = "LED-2566".to_owned();
    let write = |text: &str, seen_version| {
        let command = WriteNarrative { plan: plan.clone(), edition: 1, narrative: narrative(1, text), seen_version };
        app.write_narrative(&analyst(), &command)
    };
    let stored = || {
        let view = app.plan(&analyst(), "LED-2566", None).unwrap();
        view.narrative("part1.mission", 1).map(|(narrative, version)| (narrative.text.clone(), version))
    };
    let stale = |refused: Result<(), AppError>| match refused {
        Err(AppError::Stale { stored, .. }) => stored,
        other => panic!("{other:?}"),
    };
    write("ฉบับแรก", 0).unwrap();
    let (text, seen) = stored().unwrap();
    assert_eq!(text, "ฉบับแรก");
    assert_eq!(stale(write("ของอีกคน", 0)), "ฉบับแรก\n(เล่มแผน)");
    write("ฉบับสอง", seen).unwrap();
    let entries = verified(store.db());
    assert_eq!(stale(write("ของอีกคน", seen)), "ฉบับสอง\n(เล่มแผน)");
    assert_eq!(stale(write("", seen)), "ฉบับสอง\n(เล่มแผน)");
    assert_eq!((stored(), verified(store.db())), (Some(("ฉบับสอง".to_owned(), seen + 1)), entries), "nothing was stored");
    // A workbook that says another text counts it up; who saw the earlier one is told.
    let mut records = workbook(&app.export(&analyst(), "LED-2566", None).unwrap());
    let sheet = records.sheets.iter_mut().find(|sheet| sheet.name == "narratives").unwrap();
    let cell = sheet.rows.iter_mut().flat_map(|row| &mut row.cells).find(|cell| cell.shown() == "ฉบับสอง").unwrap();
    *cell = phaen_domain::workbook::RawCell::Text("ฉบับจากสมุดงาน".to_owned());
    assert!(import(&app, &records).unwrap());
    assert_eq!(stale(write("ของอีกคน", seen + 1)), "ฉบับจากสมุดงาน\n(เล่มแผน)");
    write("", seen + 2).unwrap();
    assert_eq!((stored(), stale(write("ของอีกคน", seen + 2))), (None, String::new()));
    let latest = &app.journal(&analyst(), Some(("narrative", "part1.mission")), None).unwrap()[0];
    let text = latest.detail.iter().find(|change| change.field == "text").unwrap();
    assert_eq!((text.before.as_deref(), text.after.as_deref()), (Some("ฉบับจากสมุดงาน"), None));
}
