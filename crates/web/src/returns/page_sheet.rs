//! What a sheet that came back would change: field by field, with the choice between two texts, and the cells that are not taken.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::returns::{ReturnView, SheetPreview, Stands};
use phaen_domain::submission::offline::{Difference, place};
use phaen_domain::submission::{AnswerKind, Field, FieldKey, ItemKey, ProblemCategory};
use phaen_domain::words::Words;
use phaen_domain::workbook::{column_letters, shortened};

use super::form::word;
use super::offline::sheet_path;
use super::{path, round_name, unit_name};
use crate::components::{FormStart, Notice, Tone};
use crate::display::Lang;
use crate::layout::{Page, Room};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// One field that the file changes.
struct Row {
    about: String,
    field: String,
    cell: String,
    base: String,
    stored: String,
    by: String,
    text: String,
    /// The choice's name, where the field was changed in both places.
    choose: Option<String>,
    chosen: Option<Stands>,
}

/// One wrong cell.
struct Wrong {
    cell: String,
    field: String,
    value: String,
    rule: String,
    remedy: String,
}

#[derive(Template)]
#[template(path = "returns/page_sheet.html")]
struct SheetPage {
    t: Text,
    file: (String, String),
    rows: Vec<Row>,
    wrong: Vec<Wrong>,
    start: FormStart,
    seen: String,
    marked: String,
    back: String,
}

/// The page of what a sheet would change.
pub(super) fn page(
    view: &View,
    preview: &SheetPreview,
    chosen: &BTreeMap<FieldKey, Stands>,
    refusal: Option<String>,
) -> Response {
    let t = view.t;
    let key = &preview.view.submission.key;
    let here = sheet_path(key, &preview.upload.id);
    let conflicts = preview.differences.iter().filter(|it| it.conflict).count();
    let thai = t.display().lang == Lang::Thai;
    let wrong = preview.wrong.iter().map(|it| {
        let [rule_th, rule_en, remedy_th, remedy_en] = it.rule.words();
        Wrong {
            cell: it.address(),
            field: it.field.as_ref().map(|key| about(t, &preview.view, key).join(" · ")).unwrap_or_default(),
            value: shortened(&it.value),
            rule: t.advice(if thai { rule_th } else { rule_en }),
            remedy: t.advice(if thai { remedy_th } else { remedy_en }),
        }
    });
    let body = SheetPage {
        t,
        file: (preview.upload.name.clone(), when::instant(t, preview.upload.created_at)),
        rows: preview.differences.iter().map(|it| row(t, &preview.view, it, chosen.get(&it.key).copied())).collect(),
        wrong: wrong.collect(),
        start: view.form(format!("{here}/confirm")),
        seen: preview.seen.clone(),
        marked: format!("{here}/marked"),
        back: path(key),
    };
    let says = match (refusal, body.wrong.len(), conflicts) {
        (Some(words), ..) => Some(Notice::new(Tone::Refusal, words)),
        (None, 0, 0) => None,
        (None, 0, count) => Some(Notice::new(Tone::Warning, t.returns_sheet_conflicts(t.count(count)))),
        (None, count, _) => Some(Notice::new(Tone::Refusal, t.returns_sheet_wrong(t.count(count)))),
    };
    let status =
        if says.as_ref().is_some_and(|it| it.tone == Tone::Refusal) { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let unit = unit_name(t, &preview.view);
    let mut page = Page::new(view, t.returns_sheet_title()).in_room(Room::Returns).status(status);
    page = page.crumb(unit.as_str(), Some(&path(key))).crumb(t.returns_sheet_title(), None);
    page = page.lead(format!("{unit} · {}", round_name(t, &preview.view)));
    if let Some(says) = says {
        page = page.notice(says);
    }
    page.render(&body)
}

fn row(t: Text, view: &ReturnView, it: &Difference, chosen: Option<Stands>) -> Row {
    let [about, field] = about(t, view, &it.key);
    let by = it.by.as_deref().filter(|_| it.conflict);
    Row {
        about,
        field,
        cell: format!("{}{}", column_letters(place::ANSWER), it.row),
        base: shown(t, it.key.field, &it.base),
        stored: shown(t, it.key.field, &it.stored),
        by: by.map(|by| crate::journal::who(t, &view.plan.stored.people, by)).unwrap_or_default(),
        text: shown(t, it.key.field, &it.text),
        choose: it.conflict.then(|| format!("choose:{}", it.key)),
        chosen,
    }
}

/// The item's name and the field's.
pub(super) fn about(t: Text, view: &ReturnView, key: &FieldKey) -> [String; 2] {
    let item = match &key.item {
        ItemKey::Whole => t.returns_whole().to_owned(),
        item => match view.form.item(item).map(|item| view.name_of(item)) {
            Some((Some(number), name)) => t.digits(&format!("{number} {name}")).into_owned(),
            Some((None, name)) => t.digits(&name).into_owned(),
            None => item.to_string(),
        },
    };
    [item, word(t, key.field)]
}

/// A text as it is read: a choice by its word.
pub(super) fn shown(t: Text, field: Field, text: &str) -> String {
    let words = match field {
        Field::Answer => AnswerKind::from_key(text).map(|kind| word(t, kind)),
        Field::ProblemCategory => ProblemCategory::from_key(text).map(|kind| word(t, kind)),
        _ => None,
    };
    t.digits(&words.unwrap_or_else(|| text.to_owned())).into_owned()
}
