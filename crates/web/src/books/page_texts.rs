//! The texts of the book by section: what is written, and what is not given yet.

use askama::Template;
use axum::response::Response;
use phaen_domain::access::Action as Deed;
use phaen_domain::book::SECTIONS;
use phaen_domain::plan::Narrative;

use crate::components::Tag;
use crate::components::Tone;
use crate::cookies::encode;
use crate::errors::WebError;
use crate::exchange::cells::header;
use crate::explain::wording::name;
use crate::layout::{Page, Room};
use crate::overview::choosing::{Arrived, no_plan};
use crate::projects::word;
use crate::signed::Chosen;
use crate::text::Text;
use crate::view::View;

struct Written {
    text: String,
    source: Option<String>,
    edit: Option<String>,
}

struct Section {
    title: String,
    texts: Vec<Written>,
    add: Option<String>,
}

#[derive(Template)]
#[template(path = "books/page_texts.html")]
struct TextsPage {
    t: Text,
    sections: Vec<Section>,
}

/// GET /books/texts
pub(super) async fn show(view: View, arrived: Arrived) -> Result<Response, WebError> {
    let chosen = match arrived {
        Arrived::NoPlan(actor) => return Ok(no_plan(&view, &actor, Room::Books)),
        Arrived::At(place) => place.chosen,
    };
    let t = view.t;
    let may_write = chosen.actor.may(Deed::WriteNarrative);
    let narratives = &chosen.view.plan.narratives;
    let known = |section: &str| SECTIONS.iter().any(|(key, ..)| *key == section);
    let mut sections =
        SECTIONS.iter().map(|(key, th, en)| section(t, &chosen, key, header(t, th, en), may_write)).collect::<Vec<_>>();
    let mut others =
        narratives.iter().filter(|narrative| !known(&narrative.section)).map(|n| n.section.as_str()).collect::<Vec<_>>();
    others.dedup();
    sections.extend(others.into_iter().map(|key| section(t, &chosen, key, t.books_other_section(), may_write)));
    let edition = chosen.view.edition();
    let plan = &chosen.view.plan.plan;
    let plan = name(t, &plan.name_th, plan.name_en.as_ref());
    let lead = format!("{plan} · {}", t.exchange_edition(t.digits(&edition.number.to_string())));
    let page = Page::new(&view, t.books_texts_title()).in_room(Room::Books).crumb(t.books_texts_title(), None);
    let page = page.tag(Tag::new(Tone::Information, word(t, edition.state))).lead(lead);
    Ok(page.render(&TextsPage { t, sections }))
}

fn section(t: Text, chosen: &Chosen, key: &str, title: &str, may_write: bool) -> Section {
    let mut own = chosen.view.plan.narratives.iter().filter(|narrative| narrative.section == key).collect::<Vec<_>>();
    own.sort_by_key(|narrative| narrative.order);
    let next = own.last().map_or(1, |narrative| narrative.order + 1);
    let edit = |order: u32| may_write.then(|| address(chosen, key, order));
    let written = |narrative: &&Narrative| Written {
        text: t.digits(&narrative.text).into_owned(),
        source: narrative.source.as_deref().map(|source| t.digits(source).into_owned()),
        edit: edit(narrative.order),
    };
    Section { title: title.to_owned(), texts: own.iter().map(written).collect(), add: edit(next) }
}

/// The page that edits one text of the plan and edition at hand.
pub(super) fn address(chosen: &Chosen, key: &str, order: u32) -> String {
    let plan = encode(chosen.view.plan.plan.code.as_str());
    format!("/books/texts/{}/{order}?plan={plan}&edition={}", encode(key), chosen.view.edition().number)
}

/// The list of the plan and edition at hand.
pub(super) fn list(chosen: &Chosen) -> String {
    let plan = encode(chosen.view.plan.plan.code.as_str());
    format!("/books/texts?plan={plan}&edition={}", chosen.view.edition().number)
}
