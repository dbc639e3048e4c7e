//! GET /: the overview.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use phaen_domain::figure::{self, FigureId};

use super::cards::cards;
use super::choosing::{Arrived, Place, Ways, no_plan, notices, round_of, tagged, window};
use super::issues::{Issue, issues, level_of};
use crate::chart::Chart;
use crate::components::{Action, Empty, Figure, StatCard};
use crate::errors::WebError;
use crate::explain::figures::Figures;
use crate::explain::reports::round_name;
use crate::explain::wording::name;
use crate::indicators::{IndicatorRow, indicator_rows};
use crate::layout::{Finished, Page, Room};
use crate::rounds::{RoundRow, round_lines, round_rows, trend};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// Most indicators on the overview; the rest stand in their own room.
const MOST_ROWS: usize = 40;

#[derive(Template)]
#[template(path = "overview/page_overview.html")]
struct OverviewPage {
    t: Text,
    ways: Ways,
    cards: Vec<StatCard>,
    issues: Vec<Issue>,
    totals: Vec<Figure>,
    level: String,
    by_issue: Option<Chart>,
    trend: Option<Chart>,
    rounds: Vec<RoundRow>,
    rows: Vec<IndicatorRow>,
    more: Option<(String, String)>,
    empty: Option<Empty>,
}

/// GET /
pub(super) async fn show(State(site): State<Site>, view: View, arrived: Arrived) -> Result<Response, WebError> {
    let place = match arrived {
        Arrived::NoPlan(actor) => return Ok(no_plan(&view, &actor, Room::Overview)),
        Arrived::At(place) => place,
    };
    if let Some(finished) = site.kept.find(&view, &place.chosen) {
        return Ok(finished.answer(&view));
    }
    // Scoring the other rounds takes time, though no statement.
    blocking(move || site.kept.make(&view, &place.chosen, || page(&view, &place)).map(|page| page.answer(&view))).await
}

fn page(view: &View, place: &Place) -> Result<Finished, WebError> {
    let t = view.t;
    let chosen = &place.chosen;
    let plan = &chosen.view.plan;
    let lines = round_lines(t, chosen)?;
    let (issues, by_issue) = issues(t, chosen);
    let total = plan.indicators.len();
    let body = OverviewPage {
        t,
        ways: place.ways(t, "/"),
        cards: cards(t, chosen, &lines),
        issues,
        totals: totals(t, place),
        level: level_of(t, plan),
        by_issue,
        trend: trend(t, &lines),
        rounds: round_rows(t, chosen, &lines),
        rows: indicator_rows(t, chosen, 0..total.min(MOST_ROWS)),
        more: (total > MOST_ROWS).then(|| (t.overview_all_indicators(t.count(total)), chosen.link("/indicators"))),
        empty: (total == 0).then(|| Empty {
            title: t.overview_no_indicators().to_owned(),
            words: t.overview_no_indicators_next().to_owned(),
            action: Some(Action::new(t.choose_go_import(), Room::Exchange.path())),
        }),
    };
    let year = plan.plan.fiscal_year.buddhist_year().to_string();
    let own = name(t, &plan.plan.name_th, plan.plan.name_en.as_ref()).into_owned();
    let lead = match round_of(chosen) {
        Some(round) => t.overview_lead(own, round_name(t, round), window(t, round)),
        None => own,
    };
    let page = Page::new(view, t.overview_title(t.digits(&year))).in_room(Room::Overview).lead(lead);
    let page = page.action(Action::new(t.overview_export(), chosen.link("/exchange/scorecard")).icon("download"));
    let page = page.action(Action::new(t.menu_books(), chosen.link("/books")).icon("book").primary());
    let page = notices(t, chosen).into_iter().fold(tagged(t, page, chosen), Page::notice);
    page.finish(&body)
}

/// A, B and C of the plan, the last line of the table of issues.
fn totals(t: Text, place: &Place) -> Vec<Figure> {
    let Some((_, scored)) = place.chosen.round.as_ref() else { return Vec::new() };
    let named = figure::of_plan(&scored.scorecard);
    let figures = Figures { t, chosen: &place.chosen };
    ["score", "full", "percent"].iter().map(|what| figures.pick(&named, &FigureId::plan(what))).collect()
}
