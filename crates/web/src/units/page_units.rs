//! The list of units in Thai dictionary order.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use phaen_domain::organisation::Unit;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::thai::fold::fold_for_search;
use phaen_domain::thai::sort::Collator;
use serde::Deserialize;

use super::path;
use crate::components::{Action, Empty};
use crate::display::Lang;
use crate::errors::WebError;
use crate::layout::{Page, Room};
use crate::overview::choosing::{Arrived, no_plan};
use crate::signed::Chosen;
use crate::text::Text;
use crate::view::View;
use crate::when;

/// The filter as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
}

struct Row {
    abbreviation: String,
    name: String,
    href: String,
    kind: String,
    collective: bool,
    validity: String,
    successor: Option<(String, String)>,
    indicators: String,
    projects: String,
}

#[derive(Template)]
#[template(path = "units/page_units.html")]
struct UnitsPage {
    t: Text,
    filter: Filter,
    kinds: Vec<String>,
    hidden: Vec<(&'static str, String)>,
    found: String,
    rows: Vec<Row>,
    empty: Option<Empty>,
}

/// GET /units
pub(super) async fn show(view: View, arrived: Arrived, Query(filter): Query<Filter>) -> Result<Response, WebError> {
    let chosen = match arrived {
        Arrived::NoPlan(actor) => return Ok(no_plan(&view, &actor, Room::Units)),
        Arrived::At(place) => place.chosen,
    };
    let t = view.t;
    let plan = &chosen.view.plan;
    let collator = Collator::new().map_err(WebError::internal)?;
    let mut units = plan.units.iter().filter(|unit| fits(unit, &filter)).collect::<Vec<_>>();
    units.sort_by(|a, b| collator.compare(&a.name_th, &b.name_th));
    let mut kinds = plan.units.iter().map(|unit| unit.kind.clone()).filter(|kind| !kind.is_empty()).collect::<Vec<_>>();
    kinds.sort_by(|a, b| collator.compare(a, b));
    kinds.dedup();
    let rows = units.into_iter().map(|unit| row(t, &chosen, plan, unit)).collect::<Vec<_>>();
    let empty = rows.is_empty().then(|| Empty {
        title: t.units_none_title().to_owned(),
        words: t.units_none_words().to_owned(),
        action: Some(Action::new(t.units_clear(), chosen.link("/units"))),
    });
    let asked = &chosen.asked;
    let hidden =
        [("plan", asked.plan.clone()), ("edition", asked.edition.map(|e| e.to_string())), ("round", asked.round.clone())];
    let page = UnitsPage {
        t,
        filter,
        kinds,
        hidden: hidden.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect(),
        found: t.units_found(t.count(rows.len()), t.count(plan.units.len())),
        rows,
        empty,
    };
    Ok(Page::new(&view, t.units_title()).in_room(Room::Units).lead(t.units_lead()).render(&page))
}

fn fits(unit: &Unit, filter: &Filter) -> bool {
    let text = format!("{} {} {}", unit.abbreviation, unit.name_th, unit.name_en.as_deref().unwrap_or(""));
    let text = fold_for_search(&text);
    let words = fold_for_search(&filter.q);
    words.split_whitespace().all(|word| text.contains(word)) && (filter.kind.is_empty() || filter.kind == unit.kind)
}

fn row(t: Text, chosen: &Chosen, plan: &AgencyPlan, unit: &Unit) -> Row {
    let successor = unit.successor.as_ref().map(|code| {
        let next = plan.units.iter().find(|unit| unit.code == *code);
        let name = next.map_or_else(|| code.to_string(), |unit| name(t, unit));
        (name, chosen.link(&path(code.as_str())))
    });
    let owns = plan.indicators.iter().filter(|indicator| indicator.owners.iter().any(|owner| owner.unit == unit.code));
    let carries_out = plan.projects.iter().filter(|project| project.owners.contains(&unit.code));
    Row {
        abbreviation: t.digits(&unit.abbreviation).into_owned(),
        name: name(t, unit),
        href: chosen.link(&path(unit.code.as_str())),
        kind: unit.kind.clone(),
        collective: unit.collective,
        validity: validity(t, unit),
        successor,
        indicators: t.count(owns.count()),
        projects: t.count(carries_out.count()),
    }
}

/// The name in the reader's language, where there is one.
pub(super) fn name(t: Text, unit: &Unit) -> String {
    let english = unit.name_en.as_deref().filter(|_| t.display().lang == Lang::English);
    t.digits(english.unwrap_or(&unit.name_th)).into_owned()
}

/// From when until when the unit exists, in words.
pub(super) fn validity(t: Text, unit: &Unit) -> String {
    match (unit.valid_from, unit.valid_to) {
        (None, None) => t.units_validity_open().to_owned(),
        (Some(from), None) => t.units_validity_from(when::day(t, from)),
        (None, Some(to)) => t.units_validity_to(when::day(t, to)),
        (Some(from), Some(to)) => t.units_validity_both(when::day(t, from), when::day(t, to)),
    }
}
