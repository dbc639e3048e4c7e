//! Which projects are listed: by words, by place in the tree, by points, by unit. A filter never changes a total.

use phaen_domain::plan::AgencyPlan;
use phaen_domain::project::Project;
use phaen_domain::scoring::ProjectScore;
use phaen_domain::shown;
use phaen_domain::thai::fold::fold_for_search;
use serde::Deserialize;

/// The filter as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Filter {
    /// Words that stand in the project's name, number or indicators.
    #[serde(default)]
    pub(super) q: String,
    /// A node at any height above the project.
    #[serde(default)]
    pub(super) node: String,
    /// Points as they are shown, or `none` for projects without a report.
    #[serde(default)]
    pub(super) status: String,
    /// A responsible unit.
    #[serde(default)]
    pub(super) unit: String,
}

/// Value of the filter for projects that were not reported.
pub(super) const NOT_REPORTED: &str = "none";

impl Filter {
    /// Whether anything is asked for.
    pub(super) fn is_set(&self) -> bool {
        [&self.q, &self.node, &self.status, &self.unit].iter().any(|text| !text.trim().is_empty())
    }

    /// Whether a project is listed.
    pub(super) fn lets_through(&self, plan: &AgencyPlan, project: &Project, score: &ProjectScore) -> bool {
        let text = |project: &Project| {
            let indicators = project.indicators.iter().map(|indicator| indicator.text.as_str()).collect::<Vec<_>>().join(" ");
            fold_for_search(&format!("{} {} {indicators}", project.number.as_deref().unwrap_or(""), project.name_th))
        };
        let words = fold_for_search(&self.q);
        let fits_words = words.is_empty() || {
            let text = text(project);
            words.split_whitespace().all(|word| text.contains(word))
        };
        let points = score.points.as_ref().map_or_else(|| NOT_REPORTED.to_owned(), shown::points);
        fits_words
            && (self.status.is_empty() || self.status == points)
            && (self.unit.is_empty() || project.owners.iter().any(|owner| owner.as_str() == self.unit))
            && (self.node.is_empty() || stands_under(plan, project, &self.node))
    }
}

fn stands_under(plan: &AgencyPlan, project: &Project, wanted: &str) -> bool {
    let mut at = Some(&project.node);
    // No tree is higher than it has nodes.
    for _ in 0..=plan.nodes.len() {
        let Some(code) = at else { return false };
        if code.as_str() == wanted {
            return true;
        }
        at = plan.nodes.iter().find(|node| node.code == *code).and_then(|node| node.parent.as_ref());
    }
    false
}
