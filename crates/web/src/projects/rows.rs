//! Rows of the portfolio and of its totals.

use phaen_domain::figure::{FigureId, of_points, of_project, of_projects};
use phaen_domain::id::NodeCode;
use phaen_domain::plan::{AgencyPlan, PlanNode};
use phaen_domain::project::{Funding, Project};
use phaen_domain::scoring::{ProjectScore, ProjectsTotal};
use phaen_domain::shown;
use phaen_domain::words::Words;

use super::cell::{Cell, chip};
use crate::components::Status;
use crate::display::Lang;
use crate::signed::Chosen;
use crate::text::Text;

/// One project.
pub(super) struct Row {
    /// A heading that stands before it, when its node is another than the one before.
    pub(super) heading: Option<String>,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) owners: String,
    pub(super) points: Cell,
    pub(super) status: Option<Status>,
    pub(super) budget: Cell,
    pub(super) disbursed: Cell,
    pub(super) percent: Cell,
}

impl Row {
    pub(super) fn of(t: Text, chosen: &Chosen, plan: &AgencyPlan, project: &Project, score: &ProjectScore) -> Self {
        let money = Money::of(t, project, score);
        Self {
            heading: None,
            number: t.digits(project.number.as_deref().unwrap_or("")).into_owned(),
            name: t.digits(&project.name_th).into_owned(),
            href: chosen.link(&path(project.code.as_str())),
            owners: t.digits(&owners(plan, project)).into_owned(),
            points: Cell::of(t, &of_project(score), &FigureId::project(&project.code, "points")),
            status: chip(score.status),
            budget: money.budget,
            disbursed: money.disbursed,
            percent: money.percent,
        }
    }
}

/// Budget, disbursement and percentage of a project in cells.
pub(crate) struct Money {
    pub(crate) budget: Cell,
    pub(crate) disbursed: Cell,
    pub(crate) percent: Cell,
}

impl Money {
    /// Nothing used, nothing given and nothing disbursed are told apart.
    pub(crate) fn of(t: Text, project: &Project, score: &ProjectScore) -> Self {
        let figures = of_project(score);
        let cell = |what| Cell::of(t, &figures, &FigureId::project(&project.code, what));
        let instead = match project.funding {
            Funding::NoBudget => word(t, Funding::NoBudget),
            Funding::Amount | Funding::NotGiven => word(t, Funding::NotGiven),
        };
        let disbursed = cell("disbursed");
        let disbursed = if project.funding == Funding::NoBudget { disbursed } else { disbursed.or(word(t, Funding::NotGiven)) };
        Self { budget: cell("budget").or(instead), disbursed, percent: cell("disbursed_percent") }
    }
}

/// The official word in the reader's language.
pub(crate) fn word<W: Words>(t: Text, member: W) -> &'static str {
    if t.display().lang == Lang::Thai { member.th() } else { member.en() }
}

/// The address of a project's page.
pub(super) fn path(code: &str) -> String {
    format!("/projects/{}", crate::cookies::encode(code))
}

/// Abbreviations of the responsible units.
pub(super) fn owners(plan: &AgencyPlan, project: &Project) -> String {
    let unit = |code: &phaen_domain::id::UnitCode| {
        plan.units.iter().find(|unit| unit.code == *code).map_or_else(|| code.to_string(), |unit| unit.abbreviation.clone())
    };
    project.owners.iter().map(unit).collect::<Vec<_>>().join(" / ")
}

/// Name of a node in the reader's language.
pub(super) fn node_name(t: Text, node: &PlanNode) -> String {
    let name = match (&node.name_en, t.display().lang) {
        (Some(name), Lang::English) => name,
        _ => &node.name_th,
    };
    let number = node.number.as_deref().map(|number| format!("{number} ")).unwrap_or_default();
    t.digits(&format!("{number}{name}")).into_owned()
}

/// Totals of projects together: of one node, or of all.
pub(super) struct TotalRow {
    pub(super) name: String,
    /// How far the node stands below the top.
    pub(super) depth: u8,
    pub(super) count: Cell,
    /// How many stand at each of the points.
    pub(super) at_points: Vec<Cell>,
    pub(super) achieved: Cell,
    pub(super) not_achieved: String,
    pub(super) achieved_share: Cell,
    pub(super) score: Cell,
    pub(super) full: Cell,
    pub(super) percent: Cell,
    pub(super) budget: Cell,
    pub(super) disbursed: Cell,
    pub(super) disbursed_percent: Cell,
}

impl TotalRow {
    pub(super) fn of(t: Text, name: String, depth: u8, node: Option<&NodeCode>, total: &ProjectsTotal, heads: &[String]) -> Self {
        let figures = of_projects(total, node);
        let cell = |what: &str| Cell::of(t, &figures, &FigureId::projects(node, what));
        let counts = of_points(total, node);
        let at = |head: &String| Cell::of(t, &counts, &FigureId::projects(node, &format!("count_at_{}", head.replace(',', ""))));
        Self {
            name,
            depth,
            count: cell("count"),
            at_points: heads.iter().map(at).collect(),
            achieved: cell("achieved"),
            not_achieved: t.count(total.total.counts.not_achieved()),
            achieved_share: cell("achieved_share"),
            score: cell("points"),
            full: cell("full"),
            percent: cell("percent"),
            budget: cell("budget"),
            disbursed: cell("disbursed"),
            disbursed_percent: cell("disbursed_percent"),
        }
    }
}

/// The points that stand at the head of the totals, as shown in Arabic digits.
pub(super) fn heads(total: &ProjectsTotal) -> Vec<String> {
    total.at_points.iter().map(|(points, _)| shown::points(points)).collect()
}
