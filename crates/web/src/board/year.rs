//! GET /board/year: rates of reporting over the rounds of the plan's year, by round and by unit.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use phaen_app::App;
use phaen_app::rounds::YearOfReturns;
use phaen_domain::submission::Submission;

use super::rates::{percent, reached};
use crate::components::{Action, Empty};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::reports::round_name;
use crate::explain::wording::name;
use crate::layout::{Page, Room};
use crate::overview::choosing::{Arrived, Place, no_plan};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// One share of what was due.
struct Share {
    label: &'static str,
    percent: String,
    count: String,
}

/// The shares of a round, or of a unit.
struct Row {
    name: String,
    href: Option<String>,
    shares: [Share; 3],
}

#[derive(Template)]
#[template(path = "board/page_year.html")]
struct YearPage {
    t: Text,
    tables: Vec<(&'static str, &'static str, Vec<Row>)>,
    empty: Option<Empty>,
}

/// GET /board/year
pub(super) async fn show(State(site): State<Site>, view: View, arrived: Arrived) -> Result<Response, WebError> {
    match arrived {
        Arrived::NoPlan(actor) => Ok(no_plan(&view, &actor, Room::Board)),
        Arrived::At(place) => blocking(move || page(&view, &site.app, &place)).await,
    }
}

fn page(view: &View, app: &App, place: &Place) -> Result<Response, WebError> {
    let (t, chosen) = (view.t, &place.chosen);
    let plan = &chosen.view.plan.plan;
    let year = app.year_of_returns(&chosen.actor, &plan.code)?;
    let number = plan.fiscal_year.buddhist_year().to_string();
    let board = format!("/board?plan={}", encode(plan.code.as_str()));
    let some = !year.returns.is_empty();
    let tables = [
        (t.board_year_rounds(), t.board_year_round(), by_round(t, &year)),
        (t.board_year_units(), t.board_unit(), by_unit(t, &year)),
    ];
    let body = YearPage {
        t,
        tables: tables.into_iter().filter(|_| some).collect(),
        empty: (!some).then(|| Empty {
            title: t.board_year_none().to_owned(),
            words: t.board_none_words().to_owned(),
            action: None,
        }),
    };
    let page = Page::new(view, t.board_year_title())
        .in_room(Room::Board)
        .crumb(t.board_year_title(), None)
        .lead(t.board_year_lead(t.digits(&number)))
        .action(Action::new(t.board_title(), board));
    Ok(page.render(&body))
}

/// The rounds that were opened, in the order of the year, each with its board.
fn by_round(t: Text, year: &YearOfReturns) -> Vec<Row> {
    let plan = &year.plan.plan;
    let rounds = plan.rounds.iter().map(|round| {
        let href = format!("/board?plan={}&round={}", encode(plan.plan.code.as_str()), encode(round.code.as_str()));
        row(t, year, round_name(t, round), Some(href), |it| it.key.round == round.code)
    });
    rounds.flatten().collect()
}

/// The units that had something to report, in the order of the plan.
fn by_unit(t: Text, year: &YearOfReturns) -> Vec<Row> {
    let units = year.plan.plan.units.iter();
    let units = units.map(|unit| {
        let name = name(t, &unit.name_th, unit.name_en.as_ref());
        row(t, year, name.into_owned(), None, |it| it.key.unit == unit.code)
    });
    units.flatten().collect()
}

/// How many of some returns were submitted, submitted in time, and verified, and of how many; none where nothing was due.
pub(crate) fn counts_of(year: &YearOfReturns, is: impl Fn(&Submission) -> bool) -> Option<([usize; 3], usize)> {
    let due: Vec<_> = year.returns.iter().filter(|(it, _)| is(it)).collect();
    (!due.is_empty()).then(|| (reached(due.iter().map(|(it, timeliness)| (it, *timeliness))), due.len()))
}

fn row(t: Text, year: &YearOfReturns, name: String, href: Option<String>, is: impl Fn(&Submission) -> bool) -> Option<Row> {
    let ([submitted, on_time, verified], due) = counts_of(year, is)?;
    let counts = [(t.board_rate_submitted(), submitted), (t.board_rate_on_time(), on_time), (t.board_rate_verified(), verified)];
    let share = |(label, count): (&'static str, usize)| Share {
        label,
        percent: t.digits(&percent(count, due)).into_owned(),
        count: t.board_count_of(t.count(count), t.count(due)),
    };
    Some(Row { name, href, shares: counts.map(share) })
}
