//! Which indicators a list shows: by words, status and node. What is asked for stands in the address and nowhere else.

use phaen_domain::plan::PlanNode;
use phaen_domain::thai::fold::fold_for_search;
use phaen_domain::words::Words;
use serde::Deserialize;

use crate::components::{Choice, Field, Kind};
use crate::explain::wording::{name, numbered, word};
use crate::signed::Chosen;
use crate::text::Text;

/// What was asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Filter {
    /// Words of the name, code or number.
    #[serde(default)]
    pub(super) q: String,
    /// Key of a status.
    #[serde(default)]
    pub(super) status: String,
    /// Code of a node.
    #[serde(default)]
    pub(super) node: String,
    /// From which place on, from 1.
    #[serde(default)]
    pub(super) from: String,
}

impl Filter {
    /// Whether anything is left out.
    pub(super) fn is_set(&self) -> bool {
        [&self.q, &self.status, &self.node].iter().any(|text| !text.trim().is_empty())
    }

    /// The places of the indicators that fit, in the order of the plan.
    pub(super) fn places(&self, chosen: &Chosen) -> Vec<usize> {
        let plan = &chosen.view.plan;
        let words = fold_for_search(self.q.trim());
        let nodes = self.nodes(&plan.nodes);
        let scores = chosen.round.as_ref().map(|(_, scored)| &scored.scorecard.indicators);
        let fits = |place: &usize| {
            let Some(indicator) = plan.indicators.get(*place) else { return false };
            let status = scores.and_then(|scores| scores.get(*place)).map(|score| score.status.key());
            let texts = [Some(&indicator.name_th), indicator.name_en.as_ref(), indicator.number.as_ref()];
            let found = texts.into_iter().flatten().any(|text| fold_for_search(text).contains(&words))
                || fold_for_search(indicator.code.as_str()).contains(&words);
            found
                && (self.status.is_empty() || status == Some(self.status.as_str()))
                && nodes.as_ref().is_none_or(|nodes| nodes.contains(&indicator.node.as_str()))
        };
        (0..plan.indicators.len()).filter(fits).collect()
    }

    /// The node asked for with all below it. Parents stand before children.
    fn nodes<'a>(&'a self, nodes: &'a [PlanNode]) -> Option<Vec<&'a str>> {
        if self.node.is_empty() {
            return None;
        }
        let mut wanted = vec![self.node.as_str()];
        for node in nodes {
            if node.parent.as_ref().is_some_and(|parent| wanted.contains(&parent.as_str())) {
                wanted.push(node.code.as_str());
            }
        }
        Some(wanted)
    }

    /// The fields of the form.
    pub(super) fn fields(&self, t: Text, chosen: &Chosen) -> Vec<Field> {
        use phaen_domain::scoring::Status;
        let statuses = Status::TABLE.iter().map(|row| Choice::new(row.1, word(t, row.0)));
        let nodes = chosen.view.plan.nodes.iter().map(|node| {
            let label = numbered(t, node.number.as_ref(), name(t, &node.name_th, node.name_en.as_ref()));
            let indent = "· ".repeat(usize::from(node.depth.saturating_sub(1)));
            Choice::new(node.code.as_str(), format!("{indent}{label}"))
        });
        vec![
            Field::new("q", t.indicators_search()).value(&self.q).optional(),
            Field::new("status", t.parts_status()).kind(Kind::Choose(statuses.collect())).value(&self.status).optional(),
            Field::new("node", t.indicators_node()).kind(Kind::Choose(nodes.collect())).value(&self.node).optional(),
        ]
    }

    /// The path of this list, from a place on where one is given; without plan, edition and round.
    pub(super) fn path(&self, from: Option<usize>) -> String {
        let from = from.map(|from| from.to_string()).unwrap_or_default();
        let parameters = [("q", &self.q), ("status", &self.status), ("node", &self.node), ("from", &from)];
        let parameters = parameters.iter().filter(|(_, value)| !value.is_empty());
        let query = parameters.map(|(key, value)| format!("{key}={}", crate::cookies::encode(value))).collect::<Vec<_>>();
        if query.is_empty() { "/indicators".to_owned() } else { format!("/indicators?{}", query.join("&")) }
    }
}
