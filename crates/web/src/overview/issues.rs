//! Success by issue: the totals of the plan's uppermost nodes, as bars and as a table.

use phaen_domain::figure::{self, FigureId};
use phaen_domain::plan::{AgencyPlan, PlanNode};

use crate::chart::{Axis, Bar, Chart, Heading, Paint};
use crate::components::Figure;
use crate::explain::figures::Figures;
use crate::explain::wording::{name, numbered};
use crate::signed::Chosen;
use crate::text::Text;

/// One issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Name with number.
    pub name: String,
    /// A, B and C.
    pub figures: [Figure; 3],
    /// Achieved of all, in words.
    pub achieved: String,
}

/// The nodes that stand for the plan's issues: the uppermost that count; where that is only one, those below it.
#[must_use]
pub fn issues_of(nodes: &[PlanNode]) -> Vec<&PlanNode> {
    let below = |parent: Option<&PlanNode>| {
        let parent = parent.map(|node| &node.code);
        nodes.iter().filter(|node| node.counted && node.parent.as_ref() == parent).collect::<Vec<_>>()
    };
    let top = below(None);
    match top.as_slice() {
        [only] => match below(Some(only)) {
            children if children.is_empty() => top,
            children => children,
        },
        _ => top,
    }
}

/// What the agency calls the level on which its issues stand; the usual word where the plan names no levels.
#[must_use]
pub fn level_of(t: Text, plan: &AgencyPlan) -> String {
    let depth = issues_of(&plan.nodes).first().map_or(1, |node| node.depth);
    let level = plan.levels.iter().find(|level| level.depth == depth);
    level.map_or_else(|| t.overview_issue().to_owned(), |level| name(t, &level.name_th, level.name_en.as_ref()).into_owned())
}

/// The issues of the page's round, with their chart.
#[must_use]
pub fn issues(t: Text, chosen: &Chosen) -> (Vec<Issue>, Option<Chart>) {
    let Some((_, scored)) = chosen.round.as_ref() else { return (Vec::new(), None) };
    let figures = Figures { t, chosen };
    let mut rows = Vec::new();
    let mut bars = Vec::new();
    for node in issues_of(&scored.plan.nodes) {
        let Some(total) = scored.scorecard.node(&node.code) else { continue };
        let id = |what: &str| FigureId::node(&node.code, what);
        let named = figure::of_total(total, id);
        let label = numbered(t, node.number.as_ref(), name(t, &node.name_th, node.name_en.as_ref()));
        let shown = ["score", "full", "percent"].map(|what| figures.pick(&named, &id(what)));
        bars.push(Bar {
            label: label.clone(),
            value: total.percent.as_ref().map(phaen_domain::number::Exact::hundredths),
            shown: shown[2].shown.clone(),
            paint: Paint::First,
        });
        let counts = &total.counts;
        let achieved = t.overview_of(t.count(counts.achieved), t.count(counts.all()));
        rows.push(Issue { name: label, figures: shown, achieved });
    }
    let level = level_of(t, &scored.plan);
    let heading = Heading::new("by-issue", t.overview_by_issue(&level), t.overview_by_issue_said(t.count(rows.len()), &level));
    let chart = (!bars.is_empty()).then(|| Chart::bars(&heading, &hundred(t), &bars));
    (rows, chart)
}

/// An axis from nothing to a hundred.
#[must_use]
pub fn hundred(t: Text) -> Axis {
    Axis::new(
        10_000,
        [0, 25, 50, 75, 100].into_iter().map(|mark| (mark * 100, t.digits(&mark.to_string()).into_owned())).collect(),
    )
}
