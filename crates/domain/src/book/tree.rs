//! The plan's tree as documents print it: order, names, how much stands beneath a node, and weights.

use std::collections::{HashMap, HashSet};

use crate::id::NodeCode;
use crate::number::Decimal;
use crate::plan::{AgencyPlan, PlanNode, TotalRule};
use crate::shown::{self, NO_FIGURE};

/// Nodes in printed order with their depth below the top: each after the one above it.
#[must_use]
pub fn tree(plan: &AgencyPlan) -> Vec<(usize, &PlanNode)> {
    let mut children: HashMap<Option<&NodeCode>, Vec<&PlanNode>> = HashMap::new();
    for node in &plan.nodes {
        children.entry(node.parent.as_ref()).or_default().push(node);
    }
    let mut waiting = children.remove(&None).unwrap_or_default();
    waiting.reverse();
    let mut waiting = waiting.into_iter().map(|node| (0, node)).collect::<Vec<_>>();
    let mut tree = Vec::with_capacity(plan.nodes.len());
    while let Some((depth, node)) = waiting.pop() {
        tree.push((depth, node));
        let below = children.remove(&Some(&node.code)).unwrap_or_default();
        waiting.extend(below.into_iter().rev().map(|node| (depth + 1, node)));
    }
    tree
}

/// A node's number and name.
#[must_use]
pub fn node_title(node: &PlanNode) -> String {
    match &node.number {
        Some(number) => format!("{number} {}", node.name_th),
        None => node.name_th.clone(),
    }
}

/// The node at a place of the tree and all nodes beneath it: those that follow it and stand deeper.
pub(super) fn branch<'a>(tree: &[(usize, &'a PlanNode)], place: usize) -> HashSet<&'a NodeCode> {
    let Some(((depth, node), after)) = tree.get(place..).and_then(<[_]>::split_first) else { return HashSet::new() };
    let beneath = after.iter().take_while(|(below, _)| below > depth).map(|(_, below)| &below.code);
    beneath.chain([&node.code]).collect()
}

/// Whether the plan's totals are weighted, so that weights belong beside its figures.
#[must_use]
pub fn is_weighted(plan: &AgencyPlan) -> bool {
    plan.plan.total_rule == TotalRule::WeightedAverage
}

/// A weight as it enters a total: 1 where none is given, and none where nothing counts.
#[must_use]
pub fn weight_shown(weight: Option<Decimal>, counts: bool) -> String {
    match weight {
        Some(weight) => shown::decimal(weight),
        None if counts => "1".to_owned(),
        None => NO_FIGURE.to_owned(),
    }
}
