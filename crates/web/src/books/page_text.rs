//! One text of the book: written, changed, or removed by leaving it empty.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::AppError;
use phaen_domain::access::Action as Deed;
use phaen_domain::book::SECTIONS;
use phaen_domain::plan::Narrative;
use phaen_domain::workbook::RawCell;
use phaen_domain::workbook::cell::{self, LONGEST_LONG_TEXT};
use phaen_domain::workbook::schema::Kind as CellKind;
use serde::Deserialize;

use super::page_texts::{address, list};
use crate::components::{Field, Form as ShownForm, Kind, Tone};
use crate::display::Lang;
use crate::errors::WebError;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::{Chosen, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    /// The text that the person saw.
    #[serde(default)]
    seen: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    source: String,
}

type Problems = Vec<(&'static str, String)>;

#[derive(Template)]
#[template(path = "books/page_text.html")]
struct TextPage {
    t: Text,
    form: ShownForm,
    seen: String,
}

fn known<'a>(chosen: &'a Chosen, section: &str, order: u32) -> Result<(String, Option<&'a Narrative>), WebError> {
    let narratives = &chosen.view.plan.narratives;
    let stored = narratives.iter().find(|narrative| narrative.section == section && narrative.order == order);
    let title = SECTIONS.iter().find(|(key, _)| *key == section).map(|(_, title)| (*title).to_owned());
    let title = title.or_else(|| stored.map(|narrative| narrative.section.clone())).ok_or(WebError::NotFound)?;
    if order == 0 || order > 1_000 {
        return Err(WebError::NotFound);
    }
    Ok((title, stored))
}

/// GET /books/texts/{section}/{order}
pub(super) async fn show(view: View, chosen: Chosen, Path((section, order)): Path<(String, u32)>) -> Result<Response, WebError> {
    need(&chosen.actor, Deed::WriteNarrative)?;
    let (title, stored) = known(&chosen, &section, order)?;
    let text = stored.map(|narrative| narrative.text.clone()).unwrap_or_default();
    let source = stored.and_then(|narrative| narrative.source.clone()).unwrap_or_default();
    let typed = Typed { seen: text.clone(), text, source };
    Ok(page(&view, &chosen, (&section, order), &title, &typed, &Problems::new()))
}

/// POST /books/texts/{section}/{order}
pub(super) async fn save(
    State(site): State<Site>,
    view: View,
    chosen: Chosen,
    Path((section, order)): Path<(String, u32)>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    need(&chosen.actor, Deed::WriteNarrative)?;
    let t = view.t;
    let (title, stored) = known(&chosen, &section, order)?;
    let stored = stored.map(|narrative| narrative.text.clone()).unwrap_or_default();
    // Browsers send line breaks as two characters.
    if typed.seen.replace("\r\n", "\n") != stored.replace("\r\n", "\n") {
        return Err(WebError::Stale { yours: typed.text, theirs: stored });
    }
    let narrative = match narrative(t, &section, order, &typed) {
        Ok(narrative) => narrative,
        Err(problems) => return Ok(page(&view, &chosen, (&section, order), &title, &typed, &problems)),
    };
    let (app, actor) = (site.app.clone(), chosen.actor.clone());
    let (plan, edition) = (chosen.view.plan.plan.code.to_string(), chosen.view.edition().number);
    match blocking(move || Ok::<_, WebError>(app.write_narrative(&actor, &plan, edition, &narrative))).await? {
        Ok(()) => Ok(flash::redirect_with(&list(&chosen), Tone::Success, t.books_text_saved())),
        Err(AppError::Fields(fields)) => {
            let thai = t.display().lang == Lang::Thai;
            let problems = fields.into_iter().map(|field| (field.field, if thai { field.th } else { field.en })).collect();
            Ok(page(&view, &chosen, (&section, order), &title, &typed, &problems))
        }
        Err(error) => Err(error.into()),
    }
}

fn narrative(t: Text, section: &str, order: u32, typed: &Typed) -> Result<Narrative, Problems> {
    let mut problems = Problems::new();
    let mut read = |field: &'static str, kind, typed: &str| {
        cell::read(kind, &RawCell::Text(typed.to_owned())).unwrap_or_else(|rule| {
            problems.push((field, crate::projects::broken(t, rule)));
            None
        })
    };
    let text = read("text", CellKind::LongText, &typed.text).unwrap_or_default();
    let source = read("source", CellKind::Text, &typed.source);
    if problems.is_empty() { Ok(Narrative { section: section.to_owned(), order, text, source }) } else { Err(problems) }
}

fn page(view: &View, chosen: &Chosen, place: (&str, u32), title: &str, typed: &Typed, problems: &Problems) -> Response {
    let t = view.t;
    let most = t.digits(&LONGEST_LONG_TEXT.to_string()).into_owned();
    let mut fields = vec![
        Field::new("text", t.books_text()).kind(Kind::Lines).hint(t.books_text_hint(most)).value(typed.text.clone()).optional(),
        Field::new("source", t.books_source()).value(typed.source.clone()).optional(),
    ];
    for field in &mut fields {
        field.errors.extend(problems.iter().filter(|(name, _)| *name == field.name).map(|(_, words)| words.clone()));
    }
    let start = view.form(address(chosen, place.0, place.1));
    let form = ShownForm::new(start, fields, t.books_save()).cancel(t.books_back(), list(chosen));
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(view, title).in_room(Room::Books).crumb(t.books_texts_title(), Some("/books/texts")).status(status);
    page.crumb(title, None).render(&TextPage { t, form, seen: typed.seen.clone() })
}
