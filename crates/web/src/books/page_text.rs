//! One text of the book: written, changed, or removed by leaving it empty. Who saw an older version is shown both texts.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::editing::{WriteNarrative, narrative_text};
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
use crate::exchange::cells::header;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::{Chosen, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    /// The version that the person saw; 0 when there was none.
    seen_version: u32,
    #[serde(default)]
    text: String,
    #[serde(default)]
    source: String,
}

type Problems = Vec<(&'static str, String)>;

/// Two texts of one place of the book: what the reader sent, and what somebody saved meanwhile.
struct Stale {
    yours: String,
    theirs: String,
}

#[derive(Template)]
#[template(path = "books/page_text.html")]
struct TextPage {
    t: Text,
    form: ShownForm,
    version: u32,
    stale: Option<Stale>,
}

/// The place of a text in the book, which may still be empty.
struct Desk<'a> {
    view: &'a View,
    chosen: &'a Chosen,
    section: &'a str,
    order: u32,
    title: String,
    stored: Option<(&'a Narrative, u32)>,
}

/// GET /books/texts/{section}/{order}
pub(super) async fn show(view: View, chosen: Chosen, Path((section, order)): Path<(String, u32)>) -> Result<Response, WebError> {
    let desk = Desk::of(&view, &chosen, &section, order)?;
    let text = desk.stored.map(|(narrative, _)| narrative.text.clone()).unwrap_or_default();
    let source = desk.stored.and_then(|(narrative, _)| narrative.source.clone()).unwrap_or_default();
    let typed = Typed { seen_version: desk.version(), text, source };
    Ok(desk.page(&typed, &Problems::new(), StatusCode::OK, None))
}

/// POST /books/texts/{section}/{order}
pub(super) async fn save(
    State(site): State<Site>,
    view: View,
    chosen: Chosen,
    Path((section, order)): Path<(String, u32)>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let t = view.t;
    let desk = Desk::of(&view, &chosen, &section, order)?;
    let narrative = match narrative(t, &section, order, &typed) {
        Ok(narrative) => narrative,
        Err(problems) => return Ok(desk.page(&typed, &problems, StatusCode::UNPROCESSABLE_ENTITY, None)),
    };
    let (plan, edition) = (chosen.view.plan.plan.code.to_string(), chosen.view.edition().number);
    let yours = narrative_text(&narrative);
    let command = WriteNarrative { plan: plan.clone(), edition, narrative, seen_version: typed.seen_version };
    let (app, actor) = (site.app.clone(), chosen.actor.clone());
    match blocking(move || Ok::<_, WebError>(app.write_narrative(&actor, &command))).await? {
        Ok(()) => Ok(flash::redirect_with(&list(&chosen), Tone::Success, t.books_text_saved())),
        Err(AppError::Stale { stored, .. }) => {
            let (app, actor) = (site.app.clone(), chosen.actor.clone());
            let now = blocking(move || app.plan(&actor, &plan, Some(edition))).await?;
            let chosen = Chosen { view: now, ..chosen.clone() };
            let desk = Desk::of(&view, &chosen, &section, order)?;
            let words = |text: String| if text.is_empty() { t.books_text_taken_out().to_owned() } else { text };
            let stale = Stale { yours: words(yours), theirs: words(stored) };
            let typed = Typed { seen_version: desk.version(), ..typed };
            Ok(desk.page(&typed, &Problems::new(), StatusCode::CONFLICT, Some(stale)))
        }
        Err(AppError::Fields(fields)) => {
            let thai = t.display().lang == Lang::Thai;
            let problems = fields.into_iter().map(|field| (field.field, if thai { field.th } else { field.en })).collect();
            Ok(desk.page(&typed, &problems, StatusCode::UNPROCESSABLE_ENTITY, None))
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

impl<'a> Desk<'a> {
    /// A place that the book has, for somebody who may write its texts.
    fn of(view: &'a View, chosen: &'a Chosen, section: &'a str, order: u32) -> Result<Self, WebError> {
        need(&chosen.actor, Deed::WriteNarrative)?;
        let stored = chosen.view.narrative(section, order);
        let title = SECTIONS.iter().find(|(key, ..)| *key == section).map(|(_, th, en)| header(view.t, th, en).to_owned());
        let title = title.or_else(|| stored.map(|(narrative, _)| narrative.section.clone())).ok_or(WebError::NotFound)?;
        if order == 0 || order > 1_000 {
            return Err(WebError::NotFound);
        }
        Ok(Self { view, chosen, section, order, title, stored })
    }

    fn version(&self) -> u32 {
        self.stored.map_or(0, |(_, version)| version)
    }

    fn page(&self, typed: &Typed, problems: &Problems, status: StatusCode, stale: Option<Stale>) -> Response {
        let t = self.view.t;
        let most = t.digits(&LONGEST_LONG_TEXT.to_string()).into_owned();
        let mut fields = vec![
            Field::new("text", t.books_text())
                .kind(Kind::Lines)
                .hint(t.books_text_hint(most))
                .value(typed.text.clone())
                .optional(),
            Field::new("source", t.books_source()).value(typed.source.clone()).optional(),
        ];
        for field in &mut fields {
            field.errors.extend(problems.iter().filter(|(name, _)| *name == field.name).map(|(_, words)| words.clone()));
        }
        let start = self.view.form(address(self.chosen, self.section, self.order));
        let form = ShownForm::new(start, fields, t.books_save()).cancel(t.books_back(), list(self.chosen));
        let page = Page::new(self.view, self.title.clone()).in_room(Room::Books).status(status);
        let page = page.crumb(t.books_texts_title(), Some("/books/texts")).crumb(self.title.clone(), None);
        page.render(&TextPage { t, form, version: typed.seen_version, stale })
    }
}
