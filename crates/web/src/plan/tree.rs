//! The tree of an edition as nested lists: the agency's own level names, totals, and what stands under each node.

use std::collections::HashMap;

use phaen_domain::figure::{self, FigureId};
use phaen_domain::id::NodeCode;
use phaen_domain::plan::PlanNode;

use crate::components::{Figure, Status};
use crate::cookies::encode;
use crate::explain::figures::Figures;
use crate::explain::wording::{name, numbered, weighing};
use crate::signed::Chosen;
use crate::text::Text;

/// An indicator in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Name with number.
    pub(super) name: String,
    /// Its page.
    pub(super) href: String,
    /// Its weight, in words; none in a plan without weights.
    pub(super) weight: Option<String>,
    /// Score.
    pub(super) score: Figure,
    /// Status.
    pub(super) status: Status,
}

/// A node with everything below it, one line of the flattened tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Branch {
    /// 1 is the top.
    pub(super) depth: usize,
    /// How many lists end after this branch.
    pub(super) closes: usize,
    /// Whether a list of lower branches begins after it.
    pub(super) opens: bool,
    /// The level's own name.
    pub(super) level: String,
    /// Name with number.
    pub(super) name: String,
    /// Its weight, in words; none in a plan without weights.
    pub(super) weight: Option<String>,
    /// A, B and C; none for a node that does not count.
    pub(super) totals: Option<[Figure; 3]>,
    /// How many indicators and projects stand directly under it, in words.
    pub(super) counts: String,
    /// Its indicators.
    pub(super) leaves: Vec<Leaf>,
    /// The list of its projects, where it has any.
    pub(super) projects: Option<String>,
}

/// The tree, top to bottom.
pub(super) fn tree(t: Text, chosen: &Chosen) -> Vec<Branch> {
    let nodes = &chosen.view.plan.nodes;
    let mut below: HashMap<Option<&NodeCode>, Vec<&PlanNode>> = HashMap::new();
    for node in nodes {
        below.entry(node.parent.as_ref()).or_default().push(node);
    }
    let mut branches = Vec::new();
    let mut waiting: Vec<(&PlanNode, usize)> = below.get(&None).into_iter().flatten().rev().map(|node| (*node, 1)).collect();
    while let Some((node, depth)) = waiting.pop() {
        let children = below.remove(&Some(&node.code)).unwrap_or_default();
        branches.push(branch(t, chosen, node, depth, !children.is_empty()));
        waiting.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
    }
    close(&mut branches);
    branches
}

/// How many lists end after each branch.
fn close(branches: &mut [Branch]) {
    let after = branches.iter().skip(1).map(|branch| branch.depth).chain(std::iter::once(1)).collect::<Vec<_>>();
    for (branch, next) in branches.iter_mut().zip(after) {
        branch.closes = branch.depth.saturating_sub(next);
    }
}

fn branch(t: Text, chosen: &Chosen, node: &PlanNode, depth: usize, opens: bool) -> Branch {
    let plan = &chosen.view.plan;
    let level = plan.levels.iter().find(|level| level.depth == node.depth);
    let indicators = (0..plan.indicators.len()).filter(|place| plan.indicators.get(*place).is_some_and(|i| i.node == node.code));
    let leaves = indicators.filter_map(|place| leaf(t, chosen, place)).collect::<Vec<_>>();
    let projects = plan.projects.iter().filter(|project| project.node == node.code).count();
    Branch {
        depth,
        closes: 0,
        opens,
        level: level.map_or_else(String::new, |level| name(t, &level.name_th, level.name_en.as_ref()).into_owned()),
        name: numbered(t, node.number.as_ref(), name(t, &node.name_th, node.name_en.as_ref())),
        weight: weighing(t, plan, node.weight),
        totals: totals(t, chosen, node),
        counts: counts(t, leaves.len(), projects),
        leaves,
        projects: (projects > 0).then(|| chosen.link(&format!("/projects?node={}", encode(node.code.as_str())))),
    }
}

/// Indicators and projects in words; what there is none of is not counted up.
fn counts(t: Text, indicators: usize, projects: usize) -> String {
    let indicators = (indicators > 0).then(|| t.plan_count_indicators(t.count(indicators)));
    let projects = (projects > 0).then(|| t.plan_count_projects(t.count(projects)));
    [indicators, projects].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn totals(t: Text, chosen: &Chosen, node: &PlanNode) -> Option<[Figure; 3]> {
    let (_, scored) = chosen.round.as_ref()?;
    let total = scored.scorecard.node(&node.code).filter(|_| node.counted)?;
    let id = |what: &str| FigureId::node(&node.code, what);
    let named = figure::of_total(total, id);
    let figures = Figures { t, chosen };
    Some(["score", "full", "percent"].map(|what| figures.pick(&named, &id(what))))
}

fn leaf(t: Text, chosen: &Chosen, place: usize) -> Option<Leaf> {
    let indicator = chosen.view.plan.indicators.get(place)?;
    let score = chosen.round.as_ref().and_then(|(_, scored)| scored.scorecard.indicators.get(place));
    let named = score.map(|score| figure::of_indicator(score, None)).unwrap_or_default();
    Some(Leaf {
        name: numbered(t, indicator.number.as_ref(), name(t, &indicator.name_th, indicator.name_en.as_ref())),
        href: chosen.link(&format!("/indicators/{}", encode(indicator.code.as_str()))),
        weight: weighing(t, &chosen.view.plan, indicator.weight),
        score: Figures { t, chosen }.pick(&named, &FigureId::indicator(&indicator.code, "score")),
        status: score.map_or(Status::NotScored, |score| score.status.into()),
    })
}
