//! One unit: what it is, where it stands, its indicators and projects, and its own scorecard where it has one.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use phaen_domain::figure::{Actuals, FigureId, of_indicator, of_project};
use phaen_domain::id::UnitCode;
use phaen_domain::organisation::Unit;

use super::page_units::{name, validity};
use super::path;
use super::scorecard::UnitCard;
use crate::components::{Action, Status};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::wording;
use crate::layout::{Page, Room};
use crate::projects::Money;
use crate::projects::cell::{Cell, chip};
use crate::signed::Chosen;
use crate::site::blocking;
use crate::text::Text;
use crate::view::View;

/// An indicator or a project of the unit, with the agency's figures.
struct Row {
    number: String,
    name: String,
    href: String,
    role: &'static str,
    figures: Vec<Cell>,
    status: Option<Status>,
}

#[derive(Template)]
#[template(path = "units/page_unit.html")]
struct UnitPage {
    t: Text,
    abbreviation: String,
    kind: String,
    collective: bool,
    validity: String,
    parent: Option<(String, String)>,
    successor: Option<(String, String)>,
    predecessors: Vec<(String, String)>,
    below: Vec<(String, String)>,
    note: Option<String>,
    indicators: Vec<Row>,
    projects: Vec<Row>,
    card: Option<UnitCard>,
}

/// GET /units/{code}
pub(super) async fn show(view: View, chosen: Chosen, Path(code): Path<String>) -> Result<Response, WebError> {
    let t = view.t;
    let code = UnitCode::new(&code).map_err(|_| WebError::NotFound)?;
    let unit = chosen.view.unit(&code).ok_or(WebError::NotFound)?.clone();
    let card = match chosen.round.clone() {
        Some((round, round_view)) => {
            let (chosen, code) = (chosen.clone(), code.clone());
            blocking(move || UnitCard::of(t, &chosen, &round_view.plan, &round, &code)).await?
        }
        None => None,
    };
    let history = format!("/journal/unit/{}", encode(code.as_str()));
    let body = body(t, &chosen, &unit, card);
    let page = Page::new(&view, name(t, &unit)).in_room(Room::Units).crumb(body.abbreviation.clone(), None);
    Ok(page.action(Action::new(t.units_history(), history).icon("history")).render(&body))
}

fn body(t: Text, chosen: &Chosen, unit: &Unit, card: Option<UnitCard>) -> UnitPage {
    let plan = &chosen.view.plan;
    let linked = |unit: &Unit| (name(t, unit), chosen.link(&path(unit.code.as_str())));
    let known = |code: &UnitCode| plan.units.iter().find(|unit| unit.code == *code).map(linked);
    UnitPage {
        t,
        abbreviation: t.digits(&unit.abbreviation).into_owned(),
        kind: unit.kind.clone(),
        collective: unit.collective,
        validity: validity(t, unit),
        parent: unit.parent.as_ref().and_then(known),
        successor: unit.successor.as_ref().and_then(known),
        predecessors: plan.units.iter().filter(|u| u.successor.as_ref() == Some(&unit.code)).map(linked).collect(),
        below: plan.units.iter().filter(|u| u.parent.as_ref() == Some(&unit.code)).map(linked).collect(),
        note: unit.note.as_deref().map(|note| t.digits(note).into_owned()),
        indicators: indicators(t, chosen, &unit.code),
        projects: projects(t, chosen, &unit.code),
        card,
    }
}

fn indicators(t: Text, chosen: &Chosen, unit: &UnitCode) -> Vec<Row> {
    let Some((round, view)) = &chosen.round else { return Vec::new() };
    let actuals = Actuals::of(&view.plan, round);
    let scores = view.plan.indicators.iter().zip(&view.scorecard.indicators);
    let own = scores.filter_map(|(indicator, score)| {
        let owner = indicator.owners.iter().find(|owner| owner.unit == *unit)?;
        let figures = of_indicator(score, actuals.shown(score));
        let cell = |what| Cell::of(t, &figures, &FigureId::indicator(&indicator.code, what));
        Some(Row {
            number: t.digits(indicator.number.as_deref().unwrap_or("")).into_owned(),
            name: wording::name(t, &indicator.name_th, indicator.name_en.as_ref()).into_owned(),
            href: chosen.link(&format!("/indicators/{}", encode(indicator.code.as_str()))),
            role: if owner.primary { t.units_primary() } else { t.units_secondary() },
            figures: vec![cell("actual"), cell("percent"), cell("score")],
            status: chip(score.status),
        })
    });
    own.collect()
}

fn projects(t: Text, chosen: &Chosen, unit: &UnitCode) -> Vec<Row> {
    let Some((_, view)) = &chosen.round else { return Vec::new() };
    let scores = view.plan.projects.iter().zip(&view.scorecard.projects);
    let own = scores.filter(|(project, _)| project.owners.contains(unit)).map(|(project, score)| {
        let points = Cell::of(t, &of_project(score), &FigureId::project(&project.code, "points"));
        let money = Money::of(t, project, score);
        Row {
            number: t.digits(project.number.as_deref().unwrap_or("")).into_owned(),
            name: t.digits(&project.name_th).into_owned(),
            href: chosen.link(&format!("/projects/{}", encode(project.code.as_str()))),
            role: if project.owners.first() == Some(unit) { t.units_primary() } else { t.units_secondary() },
            figures: vec![points, money.budget, money.disbursed],
            status: chip(score.status),
        }
    });
    own.collect()
}
