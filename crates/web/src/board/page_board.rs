//! GET /board: all returns of a round.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use phaen_app::App;
use phaen_app::rounds::{Board, BoardRow, Timeliness, Waiting};
use phaen_domain::access::Action as Deed;
use serde::Deserialize;

use super::rates::{self, Rate};
use super::rows::{Row, kind_of, row, waits};
use crate::components::{Action, Empty, FormStart, Tab};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::reports::round_name;
use crate::layout::{Page, Room};
use crate::overview::choosing::{Arrived, Place, no_plan, round_tabs, round_tag};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// The filter as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    waits: String,
    #[serde(default)]
    late: String,
}

const WAITING: [(&str, Waiting); 4] =
    [("officer", Waiting::Officer), ("head", Waiting::Head), ("policy", Waiting::Policy), ("nobody", Waiting::Nobody)];

#[derive(Template)]
#[template(path = "board/page_board.html")]
struct BoardPage {
    t: Text,
    plan: String,
    round: String,
    tabs: Vec<Tab>,
    rate: Option<Rate>,
    more: Vec<(&'static str, Vec<Rate>)>,
    filter: Filter,
    kinds: Vec<String>,
    waiting: Vec<(&'static str, &'static str)>,
    found: String,
    rows: Vec<Row>,
    verify: Option<FormStart>,
    empty: Option<Empty>,
}

/// GET /board
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    arrived: Arrived,
    Query(filter): Query<Filter>,
) -> Result<Response, WebError> {
    match arrived {
        Arrived::NoPlan(actor) => Ok(no_plan(&view, &actor, Room::Board)),
        Arrived::At(place) => blocking(move || page(&view, &site.app, &place, filter)).await,
    }
}

/// The round that is asked for, else the last one that is open, else the usual one.
pub(super) fn at(place: &Place) -> Place {
    let mut place = place.clone();
    let open = || place.chosen.view.plan.rounds.iter().rfind(|round| round.is_open()).map(|round| round.code.clone());
    if place.chosen.asked.round.is_none()
        && let Some(code) = open()
        && let Ok(scored) = place.chosen.view.round(&code)
    {
        place.chosen.asked.round = Some(code.to_string());
        place.chosen.round = Some((code, scored));
    }
    place
}

fn page(view: &View, app: &App, place: &Place, filter: Filter) -> Result<Response, WebError> {
    let t = view.t;
    let place = at(place);
    let chosen = &place.chosen;
    let Some((code, _)) = &chosen.round else { return Err(WebError::NotFound) };
    let plan = &chosen.view.plan.plan;
    let board = app.board(&chosen.actor, &plan.code, code)?;
    let year = plan.fiscal_year.buddhist_year().to_string();
    let round = board.round.clone();
    let body = body(view, &place, &board, filter);
    let page = Page::new(view, t.board_title())
        .in_room(Room::Board)
        .lead(t.board_lead(round_name(t, &round), t.digits(&year)))
        .tag(round_tag(t, &round))
        .action(Action::new(t.board_round_page(), crate::rounds::place(&plan.code, code)).icon("calendar"));
    let over_year = format!("/board/year?plan={}", encode(plan.code.as_str()));
    let page = page.action(Action::new(t.board_year_title(), over_year));
    let findings = format!("/board/findings?plan={}&round={}", encode(plan.code.as_str()), encode(code.as_str()));
    let may = chosen.actor.may(Deed::ReadReturn);
    let page = if may { page.action(Action::new(t.findings_title(), findings).icon("warning")) } else { page };
    Ok(page.render(&body))
}

fn body(view: &View, place: &Place, board: &Board, filter: Filter) -> BoardPage {
    let (t, chosen) = (view.t, &place.chosen);
    let wanted = WAITING.iter().find(|(key, _)| *key == filter.waits).map(|(_, waiting)| *waiting);
    let fits = |it: &&BoardRow| {
        let kind = filter.kind.is_empty() || kind_of(board, &it.submission.key.unit) == filter.kind;
        let late = filter.late.is_empty() || matches!(it.timeliness, Timeliness::Late(_) | Timeliness::Overdue(_));
        kind && late && wanted.is_none_or(|wanted| wanted == it.waiting)
    };
    let rows = board.rows.iter().filter(fits).map(|it| row(t, board, it));
    let rows = rows.collect::<Vec<_>>();
    let mut kinds: Vec<String> = board.rows.iter().map(|it| kind_of(board, &it.submission.key.unit).to_owned()).collect();
    kinds.sort();
    kinds.dedup();
    let empty = board.rows.is_empty().then(|| Empty {
        title: t.board_none_title().to_owned(),
        words: t.board_none_words().to_owned(),
        action: chosen.actor.may(Deed::OpenRound).then(|| {
            Action::new(t.board_round_page(), crate::rounds::place(&board.plan.plan.plan.code, &board.round.code)).primary()
        }),
    });
    let some = !board.rows.is_empty();
    BoardPage {
        t,
        plan: board.plan.plan.plan.code.to_string(),
        round: board.round.code.to_string(),
        tabs: round_tabs(t, chosen, "/board"),
        rate: some.then(|| rates::of_round(t, board)),
        more: [(t.board_rate_kind(), rates::by_kind(t, board)), (t.board_rate_issue(), rates::by_issue(t, board))]
            .into_iter()
            .filter(|(_, rates)| !rates.is_empty())
            .collect(),
        kinds: kinds.into_iter().filter(|kind| !kind.is_empty()).collect(),
        waiting: WAITING.iter().map(|(key, waiting)| (*key, waits(t, *waiting))).collect(),
        found: t.board_found(t.count(rows.len()), t.count(board.rows.len())),
        verify: rows.iter().any(|row| row.tick.is_some()).then(|| view.form("/board/verify")),
        rows,
        filter,
        empty,
    }
}
