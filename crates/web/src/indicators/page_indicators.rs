//! GET /indicators: the list.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;

use super::filter::Filter;
use super::rows::{IndicatorRow, indicator_rows};
use crate::components::{Action, Empty, Field, Pager};
use crate::errors::WebError;
use crate::explain::reports::round_name;
use crate::layout::{Page, Room};
use crate::overview::choosing::{Arrived, Place, Ways, no_plan, notices, round_of, tagged};
use crate::site::blocking;
use crate::text::Text;
use crate::view::View;

/// Indicators on one page.
const PAGE: usize = 60;

#[derive(Template)]
#[template(path = "indicators/page_indicators.html")]
struct IndicatorsPage {
    t: Text,
    ways: Ways,
    fields: Vec<Field>,
    kept: Vec<(&'static str, String)>,
    clear: Option<String>,
    found: String,
    rows: Vec<IndicatorRow>,
    pager: Option<Pager>,
    empty: Empty,
}

/// GET /indicators
pub(super) async fn show(view: View, Query(filter): Query<Filter>, arrived: Arrived) -> Result<Response, WebError> {
    match arrived {
        Arrived::NoPlan(actor) => Ok(no_plan(&view, &actor, Room::Indicators)),
        Arrived::At(place) => blocking(move || Ok::<_, WebError>(page(&view, &filter, &place))).await,
    }
}

fn page(view: &View, filter: &Filter, place: &Place) -> Response {
    let t = view.t;
    let chosen = &place.chosen;
    let places = filter.places(chosen);
    let first = filter.from.parse::<usize>().unwrap_or(1).clamp(1, places.len().max(1));
    let last = (first + PAGE - 1).min(places.len());
    let pager = (places.len() > PAGE).then(|| Pager {
        first,
        last,
        total: places.len(),
        previous: (first > 1).then(|| chosen.link(&filter.path(Some(first.saturating_sub(PAGE).max(1))))),
        next: (last < places.len()).then(|| chosen.link(&filter.path(Some(last + 1)))),
    });
    let asked = &chosen.asked;
    let kept = [
        ("plan", asked.plan.clone()),
        ("edition", asked.edition.map(|edition| edition.to_string())),
        ("round", asked.round.clone()),
    ];
    let all = chosen.link("/indicators");
    let body = IndicatorsPage {
        t,
        ways: place.ways(t, &filter.path(None)),
        fields: filter.fields(t, chosen),
        kept: kept.into_iter().filter_map(|(key, value)| value.map(|value| (key, value))).collect(),
        clear: filter.is_set().then(|| all.clone()),
        found: t.indicators_found(t.count(places.len()), t.count(chosen.view.plan.indicators.len())),
        rows: indicator_rows(t, chosen, places.iter().copied().skip(first - 1).take(PAGE)),
        pager,
        empty: Empty {
            title: t.indicators_none().to_owned(),
            words: t.indicators_none_next().to_owned(),
            action: Some(Action::new(t.indicators_clear(), all)),
        },
    };
    let lead = round_of(chosen).map(|round| t.indicators_lead(round_name(t, round)));
    let page = Page::new(view, t.menu_indicators()).in_room(Room::Indicators);
    let page = lead.into_iter().fold(tagged(t, page, chosen), Page::lead);
    notices(t, chosen).into_iter().fold(page, Page::notice).render(&body)
}
