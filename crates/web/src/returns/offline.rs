//! A return taken out as a workbook and brought back: the file, what it would change, the choice between two texts, and the confirmation.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::returns::{ConfirmSheet, ReturnView, SheetPreview, Stands, key_of};
use phaen_domain::submission::offline::place;
use phaen_domain::submission::{AnswerKind, Field, FieldKey, ItemKey, ProblemCategory, SubmissionKey};
use phaen_domain::words::Words;
use phaen_domain::workbook::shortened;

use super::form::word;
use super::page_return::noticed;
use super::path;
use crate::components::{FormStart, Notice, Tone};
use crate::cookies::encode;
use crate::display::Lang;
use crate::download::{XLSX, attachment};
use crate::errors::WebError;
use crate::exchange::LARGEST;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::upload::{Unread, file_of};
use crate::view::View;
use crate::when;

type Address = Path<(String, String, String)>;
type FileAddress = Path<(String, String, String, String)>;

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

fn sheet_path(key: &SubmissionKey, id: &str) -> String {
    format!("{}/sheet/{}", path(key), encode(id))
}

/// GET …/sheet.xlsx
pub(super) async fn take_out(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit)): Address,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let (_, bytes) = blocking(move || site.app.return_sheet(&actor, &key)).await?;
    let name = view.t.returns_sheet_name(plan, round, unit);
    Ok(attachment(XLSX, &format!("{name}.xlsx"), bytes))
}

/// POST …/sheet: keeps the file and leads to what it would change.
pub(super) async fn bring_back(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit)): Address,
    form: Multipart,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let t = view.t;
    let (app, who, own) = (site.app.clone(), actor.clone(), key.clone());
    let kept = match file_of(form).await {
        Ok((name, bytes)) => blocking(move || Ok::<_, WebError>(app.keep_return_sheet(&who, &own, &name, &bytes))).await?,
        Err(Unread::Missing) => return refused(&site, &view, &actor, key, t.exchange_no_file().to_owned()).await,
        Err(Unread::TooLarge) => {
            let words = t.exchange_too_large(t.size_megabytes(t.count(LARGEST / (1024 * 1024))));
            return refused(&site, &view, &actor, key, words).await;
        }
        Err(Unread::Broken) => return Err(WebError::BadRequest),
    };
    match kept {
        Ok(id) => Ok(flash::redirect(&sheet_path(&key, &id))),
        Err(AppError::File(refusal)) => {
            let words = if t.display().lang == Lang::Thai { refusal.th } else { refusal.en };
            refused(&site, &view, &actor, key, t.advice(&words)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refused(
    site: &Site,
    view: &View,
    actor: &phaen_app::Actor,
    key: SubmissionKey,
    words: String,
) -> Result<Response, WebError> {
    let (app, who) = (site.app.clone(), actor.clone());
    let found = blocking(move || app.unit_return(&who, &key)).await?;
    Ok(noticed(site, view, actor, &found, Notice::new(Tone::Refusal, words), StatusCode::UNPROCESSABLE_ENTITY))
}

/// GET …/sheet/{id}
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit, id)): FileAddress,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let preview = blocking(move || site.app.preview_return_sheet(&actor, &key, &id)).await?;
    Ok(page(&view, &preview, &BTreeMap::new(), None))
}

/// GET …/sheet/{id}/marked
pub(super) async fn marked(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit, id)): FileAddress,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let bytes = blocking(move || site.app.marked_return_sheet(&actor, &key, &id)).await?;
    let name = view.t.returns_sheet_marked_name(plan, round, unit);
    Ok(attachment(XLSX, &format!("{name}.xlsx"), bytes))
}

/// POST …/sheet/{id}/confirm
pub(super) async fn confirm(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit, id)): FileAddress,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let t = view.t;
    let seen = typed.iter().find(|(name, _)| name == "seen").ok_or(WebError::BadRequest)?.1.clone();
    let chosen: BTreeMap<FieldKey, Stands> = typed.iter().filter_map(|(name, value)| choice(name, value)).collect();
    let command = ConfirmSheet { key: key.clone(), upload: id.clone(), seen, chosen: chosen.clone() };
    let (app, who) = (site.app.clone(), actor.clone());
    match blocking(move || Ok::<_, WebError>(app.confirm_return_sheet(&who, &command))).await? {
        Ok(count) => Ok(flash::redirect_with(&path(&key), Tone::Success, &t.returns_sheet_stored(t.count(count)))),
        Err(AppError::PreviewOutOfDate) => {
            Ok(flash::redirect_with(&sheet_path(&key, &id), Tone::Warning, t.returns_sheet_out_of_date()))
        }
        // Pressed twice: what was confirmed is kept no longer.
        Err(AppError::NotFound { kind: "upload", .. }) => {
            Ok(flash::redirect_with(&path(&key), Tone::Information, t.returns_sheet_confirmed_before()))
        }
        Err(AppError::Fields(_)) => {
            let preview = blocking(move || site.app.preview_return_sheet(&actor, &key, &id)).await?;
            Ok(page(&view, &preview, &chosen, Some(t.returns_sheet_undecided().to_owned())))
        }
        Err(error) => Err(error.into()),
    }
}

fn choice(name: &str, value: &str) -> Option<(FieldKey, Stands)> {
    let key = name.strip_prefix("choose:")?.parse().ok()?;
    match value {
        "file" => Some((key, Stands::File)),
        "stored" => Some((key, Stands::Stored)),
        _ => None,
    }
}

fn page(view: &View, preview: &SheetPreview, chosen: &BTreeMap<FieldKey, Stands>, refusal: Option<String>) -> Response {
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
    let unit = preview.view.plan.unit(&key.unit).map_or_else(|| key.unit.to_string(), |unit| unit.name_th.clone());
    let mut page = Page::new(view, t.returns_sheet_title()).in_room(Room::Returns).status(status);
    page = page.crumb(t.digits(&unit), Some(&path(key))).crumb(t.returns_sheet_title(), None);
    page = page.lead(format!("{} · {}", t.digits(&unit), t.digits(&preview.view.round.name_th)));
    if let Some(says) = says {
        page = page.notice(says);
    }
    page.render(&body)
}

fn row(t: Text, view: &ReturnView, it: &phaen_domain::submission::offline::Difference, chosen: Option<Stands>) -> Row {
    let [about, field] = about(t, view, &it.key);
    Row {
        about,
        field,
        cell: format!("{}{}", phaen_domain::workbook::column_letters(place::ANSWER), it.row),
        base: shown(t, it.key.field, &it.base),
        stored: shown(t, it.key.field, &it.stored),
        by: it.by.clone().filter(|_| it.conflict).unwrap_or_default(),
        text: shown(t, it.key.field, &it.text),
        choose: it.conflict.then(|| format!("choose:{}", it.key)),
        chosen,
    }
}

/// The item's name and the field's.
fn about(t: Text, view: &ReturnView, key: &FieldKey) -> [String; 2] {
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
fn shown(t: Text, field: Field, text: &str) -> String {
    let words = match field {
        Field::Answer => AnswerKind::from_key(text).map(|kind| word(t, kind)),
        Field::ProblemCategory => ProblemCategory::from_key(text).map(|kind| word(t, kind)),
        _ => None,
    };
    t.digits(&words.unwrap_or_else(|| text.to_owned())).into_owned()
}
