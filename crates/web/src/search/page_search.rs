//! The page of results.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use phaen_app::search::{Found, Kind, MOST_RESULTS};
use phaen_domain::observation::Subject;
use phaen_domain::plan::AgencyPlan;
use serde::Deserialize;

use super::marking::{Piece, excerpt, marked};
use crate::components::Empty;
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::wording::name;
use crate::layout::Page;
use crate::overview::choosing::{Arrived, no_plan_on};
use crate::signed::Chosen;
use crate::text::Text;
use crate::view::View;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

struct Hit {
    number: String,
    name: Vec<Piece>,
    href: String,
    /// Where the words stand when not in the name.
    excerpt: Vec<Piece>,
}

struct Group {
    title: &'static str,
    count: String,
    results: Vec<Hit>,
}

#[derive(Template)]
#[template(path = "search/page_search.html")]
struct SearchPage {
    t: Text,
    summary: Option<String>,
    groups: Vec<Group>,
    empty: Option<Empty>,
}

/// GET /search
pub(super) async fn show(view: View, arrived: Arrived, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let t = view.t;
    let chosen = match arrived {
        Arrived::NoPlan(actor) => return Ok(no_plan_on(t, &actor, Page::new(&view, t.search_title()))),
        Arrived::At(place) => place.chosen,
    };
    let query: String = asked.q.chars().take(200).collect();
    let query = query.trim();
    let found = chosen.view.index().find(query);
    let order = [Kind::Indicator, Kind::Project, Kind::Unit, Kind::Node];
    let groups = order.into_iter().filter_map(|kind| group(t, &chosen, query, kind, &found)).collect::<Vec<_>>();
    let nothing = |title: &str, words: &str| Empty { title: title.to_owned(), words: words.to_owned(), action: None };
    let empty = match (query.is_empty(), found.is_empty()) {
        (true, _) => Some(nothing(t.search_ask_title(), t.search_ask_words())),
        (false, true) => Some(nothing(&t.search_none_title(query), t.search_none_words())),
        (false, false) => None,
    };
    let summary = (!found.is_empty()).then(|| {
        if found.len() >= MOST_RESULTS {
            t.search_most(t.count(found.len()), query)
        } else {
            t.search_found(t.count(found.len()), query)
        }
    });
    let body = SearchPage { t, summary, groups, empty };
    Ok(Page::new(&view, t.search_title()).crumb(t.search_title(), None).searched(query).render(&body))
}

fn group(t: Text, chosen: &Chosen, query: &str, kind: Kind, found: &[Found]) -> Option<Group> {
    let of_kind = found.iter().filter(|item| item.kind == kind).collect::<Vec<_>>();
    if of_kind.is_empty() {
        return None;
    }
    let title = match kind {
        Kind::Indicator => t.search_indicators(),
        Kind::Project => t.search_projects(),
        Kind::Unit => t.search_units(),
        Kind::Node => t.search_nodes(),
    };
    let results = of_kind.iter().map(|item| result(t, chosen, query, item)).collect();
    Some(Group { title, count: t.count(of_kind.len()), results })
}

fn result(t: Text, chosen: &Chosen, query: &str, item: &Found) -> Hit {
    let code = encode(&item.code);
    let href = match item.kind {
        Kind::Indicator => format!("/indicators/{code}"),
        Kind::Project => format!("/projects/{code}"),
        Kind::Unit => format!("/units/{code}"),
        Kind::Node => "/plan".to_owned(),
    };
    let name = marked(&name(t, &item.name_th, item.name_en.as_ref()), query);
    let missing = !name.iter().any(|piece| piece.found);
    let excerpt =
        if missing { texts(&chosen.view.plan, item).iter().find_map(|text| excerpt(&t.digits(text), query)) } else { None };
    Hit {
        number: item.number.as_deref().map_or_else(String::new, |number| t.digits(number).into_owned()),
        name,
        href: chosen.link(&href),
        excerpt: excerpt.unwrap_or_default(),
    }
}

/// The other texts of an item, in which its words may stand: its names in both languages first.
fn texts(plan: &AgencyPlan, item: &Found) -> Vec<String> {
    let names = std::iter::once(item.name_th.clone()).chain(item.name_en.clone());
    names.chain(further_texts(plan, item)).collect()
}

fn further_texts(plan: &AgencyPlan, item: &Found) -> Vec<String> {
    match item.kind {
        Kind::Indicator => {
            let definition = plan.indicators.iter().find(|i| i.code.as_str() == item.code).and_then(|i| i.definition.clone());
            let own = |subject: &Subject| matches!(subject, Subject::Indicator(code) if code.as_str() == item.code);
            let narratives = plan.observations.iter().filter(|o| own(&o.subject)).filter_map(|o| o.narrative.clone());
            definition.into_iter().chain(narratives).collect()
        }
        Kind::Project => {
            let project = plan.projects.iter().find(|project| project.code.as_str() == item.code);
            project.map_or_else(Vec::new, |project| project.indicators.iter().map(|i| i.text.clone()).collect())
        }
        Kind::Unit => {
            let unit = plan.units.iter().find(|unit| unit.code.as_str() == item.code);
            unit.map(|unit| unit.abbreviation.clone()).into_iter().collect()
        }
        Kind::Node => Vec::new(),
    }
}
