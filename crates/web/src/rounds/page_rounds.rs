//! GET /rounds: all rounds of the plan's fiscal year.

use askama::Template;
use axum::response::Response;

use super::lines::{RoundRow, round_lines, round_rows, trend};
use crate::chart::Chart;
use crate::components::{Empty, Meter, Status};
use crate::errors::WebError;
use crate::explain::wording::name;
use crate::layout::{Page, Room};
use crate::overview::choosing::{Arrived, Place, Ways, no_plan, tagged};
use crate::site::blocking;
use crate::text::Text;
use crate::view::View;

#[derive(Template)]
#[template(path = "rounds/page_rounds.html")]
struct RoundsPage {
    t: Text,
    ways: Ways,
    rows: Vec<RoundRow>,
    trend: Option<Chart>,
    empty: Empty,
}

impl RoundsPage {
    fn meter(&self, row: &RoundRow) -> Meter {
        let share = row.share();
        let label = self.t.rounds_complete_said(
            self.t.count(row.indicators.0 + row.projects.0),
            self.t.count(row.indicators.1 + row.projects.1),
        );
        Meter { hundredths: share, label, status: if share >= 10_000 { Status::Met } else { Status::Awaiting } }
    }
}

/// GET /rounds
pub(super) async fn show(view: View, arrived: Arrived) -> Result<Response, WebError> {
    match arrived {
        Arrived::NoPlan(actor) => Ok(no_plan(&view, &actor, Room::Rounds)),
        Arrived::At(place) => blocking(move || page(&view, &place)).await,
    }
}

fn page(view: &View, place: &Place) -> Result<Response, WebError> {
    let t = view.t;
    let chosen = &place.chosen;
    let lines = round_lines(t, chosen)?;
    let mut ways = place.ways(t, "/rounds");
    // All rounds are on this page.
    ways.rounds.clear();
    let body = RoundsPage {
        t,
        ways,
        rows: round_rows(t, chosen, &lines),
        trend: trend(t, &lines),
        empty: Empty { title: t.choose_no_rounds().to_owned(), words: t.rounds_none_next().to_owned(), action: None },
    };
    let plan = &chosen.view.plan.plan;
    let year = plan.fiscal_year.buddhist_year().to_string();
    let lead = name(t, &plan.name_th, plan.name_en.as_ref()).into_owned();
    let page = Page::new(view, t.rounds_title(t.digits(&year))).in_room(Room::Rounds).lead(lead);
    Ok(tagged(t, page, chosen).render(&body))
}
