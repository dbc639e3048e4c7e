//! The portfolio: filters, projects with points and money, totals by node and overall, the agency's budget table.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{Scorecard, Term};
use phaen_domain::shown;

use super::budget::Budget;
use super::filter::{Filter, NOT_REPORTED};
use super::page_project::{named, round_name};
use super::rows::{Row, TotalRow, heads, node_name};
use crate::components::{Choice, Empty};
use crate::errors::WebError;
use crate::layout::{Page, Room};
use crate::overview::choosing::{Arrived, no_plan};
use crate::signed::Chosen;
use crate::text::Text;
use crate::view::View;

/// The parts of the filter form.
struct Choices {
    filter: Filter,
    nodes: Vec<Choice>,
    points: Vec<Choice>,
    units: Vec<Choice>,
    /// Plan, edition and round, carried along.
    hidden: Vec<(&'static str, String)>,
    clear: String,
}

#[derive(Template)]
#[template(path = "projects/page_projects.html")]
struct ProjectsPage {
    t: Text,
    choices: Choices,
    rows: Vec<Row>,
    found: String,
    heads: Vec<String>,
    by_node: Vec<TotalRow>,
    whole: TotalRow,
    formula: Option<String>,
    budget: Option<Budget>,
    empty: Option<Empty>,
}

/// GET /projects
pub(super) async fn show(view: View, arrived: Arrived, Query(filter): Query<Filter>) -> Result<Response, WebError> {
    let chosen = match arrived {
        Arrived::NoPlan(actor) => return Ok(no_plan(&view, &actor, Room::Projects)),
        Arrived::At(place) => place.chosen,
    };
    let t = view.t;
    let (round, round_view) = chosen.need_round()?;
    let (plan, card) = (&round_view.plan, &round_view.scorecard);
    let rows = rows(t, &chosen, plan, card, &filter);
    let heads = heads(&card.projects_total);
    let empty = rows.is_empty().then(|| nothing(t, &chosen, card));
    let page = ProjectsPage {
        t,
        found: t.projects_found(t.count(rows.len()), t.count(card.projects.len())),
        rows,
        by_node: by_node(t, plan, card, &heads),
        whole: TotalRow::of(t, t.projects_all().to_owned(), 0, None, &card.projects_total, &heads),
        formula: formula(t, card),
        budget: Budget::of(t, plan, round),
        choices: choices(t, &chosen, plan, &heads, filter),
        heads: heads.iter().map(|head| t.digits(head).into_owned()).collect(),
        empty,
    };
    let name = named(t, &plan.plan.name_th, plan.plan.name_en.as_deref());
    let lead = format!("{name} · {}", round_name(t, plan, round));
    Ok(Page::new(&view, t.projects_title()).in_room(Room::Projects).lead(lead).render(&page))
}

fn rows(t: Text, chosen: &Chosen, plan: &AgencyPlan, card: &Scorecard, filter: &Filter) -> Vec<Row> {
    let mut last = None;
    let mut rows = Vec::new();
    for (project, score) in plan.projects.iter().zip(&card.projects) {
        if !filter.lets_through(plan, project, score) {
            continue;
        }
        let mut row = Row::of(t, chosen, plan, project, score);
        if last != Some(&project.node) {
            row.heading = plan.nodes.iter().find(|node| node.code == project.node).map(|node| node_name(t, node));
            last = Some(&project.node);
        }
        rows.push(row);
    }
    rows
}

fn by_node(t: Text, plan: &AgencyPlan, card: &Scorecard, heads: &[String]) -> Vec<TotalRow> {
    let nodes = card.projects_total.by_node.iter();
    let rows = nodes.filter_map(|(code, total)| {
        let node = plan.nodes.iter().find(|node| node.code == *code)?;
        Some(TotalRow::of(t, node_name(t, node), node.depth, Some(code), total, heads))
    });
    rows.collect()
}

/// C as it was computed: 4,225 × 100 / 4,900.
fn formula(t: Text, card: &Scorecard) -> Option<String> {
    let line = card.projects_total.total.working.last(Term::TotalPercent)?;
    Some(t.digits(&format!("{} = {}", line.expr.text(), shown::percent(&line.value))).into_owned())
}

fn choices(t: Text, chosen: &Chosen, plan: &AgencyPlan, heads: &[String], filter: Filter) -> Choices {
    let points = heads.iter().map(|head| Choice::new(head.clone(), t.digits(head).into_owned()));
    let mut points = points.collect::<Vec<_>>();
    points.push(Choice::new(NOT_REPORTED, t.projects_not_reported()));
    let owning = plan.units.iter().filter(|unit| plan.projects.iter().any(|project| project.owners.contains(&unit.code)));
    let used =
        |code| chosen.round.as_ref().is_some_and(|(_, r)| r.scorecard.projects_total.by_node.iter().any(|(n, _)| n == code));
    let nodes = plan.nodes.iter().filter(|node| used(&node.code));
    let asked = &chosen.asked;
    let edition = asked.edition.map(|edition| edition.to_string());
    let hidden = [("plan", asked.plan.clone()), ("edition", edition), ("round", asked.round.clone())];
    Choices {
        nodes: nodes.map(|node| Choice::new(node.code.as_str(), node_name(t, node))).collect(),
        points,
        units: owning.map(|unit| Choice::new(unit.code.as_str(), t.digits(&unit.abbreviation).into_owned())).collect(),
        hidden: hidden.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect(),
        clear: chosen.link("/projects"),
        filter,
    }
}

fn nothing(t: Text, chosen: &Chosen, card: &Scorecard) -> Empty {
    if card.projects.is_empty() {
        return Empty { title: t.projects_none_title().to_owned(), words: t.projects_none_words().to_owned(), action: None };
    }
    let all = crate::components::Action::new(t.projects_clear(), chosen.link("/projects"));
    Empty { title: t.projects_no_match_title().to_owned(), words: t.projects_no_match_words().to_owned(), action: Some(all) }
}
