//! The order in which figures are computed: what a figure takes comes before it, and a circle is refused (`scoring.md` 4).
//!
//! The search keeps its own path instead of calling itself, so that a long chain of links cannot exhaust the stack.

use std::collections::HashMap;

use crate::id::{IndicatorCode, NodeCode};
use crate::indicator::ActualSource;
use crate::plan::AgencyPlan;

/// Figures that take each other as their actual; nobody when it is nodes that stand under each other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("figures take each other as their actual: {0:?}")]
pub struct Circle(pub Vec<IndicatorCode>);

/// A figure of a scorecard, by its place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Figure {
    Indicator(usize),
    Node(usize),
    Plan,
}

/// Who stands where, and who takes what.
pub(super) struct Tree<'a> {
    plan: &'a AgencyPlan,
    indicators: HashMap<&'a IndicatorCode, usize>,
    nodes: HashMap<&'a NodeCode, usize>,
    top: Vec<usize>,
    children: Vec<Vec<usize>>,
    indicators_of: Vec<Vec<usize>>,
}

impl<'a> Tree<'a> {
    pub(super) fn of(plan: &'a AgencyPlan) -> Self {
        let nodes: HashMap<&NodeCode, usize> = plan.nodes.iter().enumerate().map(|(place, node)| (&node.code, place)).collect();
        let mut tree = Self {
            plan,
            indicators: plan.indicators.iter().enumerate().map(|(place, indicator)| (&indicator.code, place)).collect(),
            top: Vec::new(),
            children: vec![Vec::new(); plan.nodes.len()],
            indicators_of: vec![Vec::new(); plan.nodes.len()],
            nodes,
        };
        for (place, node) in plan.nodes.iter().enumerate() {
            match &node.parent {
                None => tree.top.push(place),
                Some(parent) => tree
                    .nodes
                    .get(parent)
                    .and_then(|parent| tree.children.get_mut(*parent))
                    .into_iter()
                    .for_each(|c| c.push(place)),
            }
        }
        for (place, indicator) in plan.indicators.iter().enumerate() {
            let own = tree.nodes.get(&indicator.node).and_then(|node| tree.indicators_of.get_mut(*node));
            own.into_iter().for_each(|own| own.push(place));
        }
        tree
    }

    /// The place of an indicator.
    pub(super) fn indicator(&self, code: &IndicatorCode) -> Option<usize> {
        self.indicators.get(code).copied()
    }

    /// The place of a node.
    pub(super) fn node(&self, code: &NodeCode) -> Option<usize> {
        self.nodes.get(code).copied()
    }

    /// The node above.
    pub(super) fn above(&self, node: usize) -> Option<usize> {
        self.plan.nodes.get(node).and_then(|node| node.parent.as_ref()).and_then(|parent| self.node(parent))
    }

    /// The nodes whose totals make the plan's.
    pub(super) fn counted_top(&self) -> impl Iterator<Item = usize> + '_ {
        self.top.iter().copied().filter(|place| self.is_counted(*place))
    }

    /// The lower nodes whose totals go into a node's: those that count and, below what does not count in the plan, all of them.
    pub(super) fn counted_children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let all = !self.is_counted(node);
        self.children.get(node).into_iter().flatten().copied().filter(move |place| all || self.is_counted(*place))
    }

    /// The indicators whose scores go into a node's total.
    pub(super) fn counted_indicators(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let counted = |place: &usize| self.plan.indicators.get(*place).is_some_and(|indicator| indicator.counted);
        self.indicators_of.get(node).into_iter().flatten().copied().filter(counted)
    }

    fn is_counted(&self, node: usize) -> bool {
        self.plan.nodes.get(node).is_some_and(|node| node.counted)
    }

    /// All figures, each after those it takes.
    pub(super) fn order(&self) -> Result<Vec<Figure>, Circle> {
        let indicators = (0..self.plan.indicators.len()).map(Figure::Indicator);
        let nodes = (0..self.plan.nodes.len()).map(Figure::Node);
        let mut search = Search { tree: self, state: HashMap::new(), path: Vec::new(), order: Vec::new() };
        for figure in indicators.chain(nodes).chain([Figure::Plan]) {
            search.from(figure)?;
        }
        Ok(search.order)
    }

    fn takes(&self, figure: Figure) -> Vec<Figure> {
        match figure {
            Figure::Indicator(place) => {
                let source = self.plan.indicators.get(place).and_then(|indicator| indicator.actual_from.as_ref());
                source.and_then(|source| self.source(source)).into_iter().collect()
            }
            Figure::Node(place) => {
                let indicators = self.counted_indicators(place).map(Figure::Indicator);
                indicators.chain(self.counted_children(place).map(Figure::Node)).collect()
            }
            Figure::Plan => self.counted_top().map(Figure::Node).collect(),
        }
    }

    fn source(&self, source: &ActualSource) -> Option<Figure> {
        match source {
            ActualSource::Indicator(code) => self.indicator(code).map(Figure::Indicator),
            ActualSource::NodeTotal(code) => self.node(code).map(Figure::Node),
            ActualSource::PlanTotal => Some(Figure::Plan),
            ActualSource::ProjectsTotal => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    OnPath,
    Done,
}

struct Search<'a> {
    tree: &'a Tree<'a>,
    state: HashMap<Figure, State>,
    path: Vec<(Figure, std::vec::IntoIter<Figure>)>,
    order: Vec<Figure>,
}

impl Search<'_> {
    fn from(&mut self, start: Figure) -> Result<(), Circle> {
        self.enter(start)?;
        while let Some((figure, takes)) = self.path.last_mut() {
            let figure = *figure;
            match takes.next() {
                Some(taken) => self.enter(taken)?,
                None => {
                    self.state.insert(figure, State::Done);
                    self.order.push(figure);
                    self.path.pop();
                }
            }
        }
        Ok(())
    }

    fn enter(&mut self, figure: Figure) -> Result<(), Circle> {
        match self.state.get(&figure) {
            Some(State::Done) => Ok(()),
            Some(State::OnPath) => Err(self.circle(figure)),
            None => {
                self.state.insert(figure, State::OnPath);
                self.path.push((figure, self.tree.takes(figure).into_iter()));
                Ok(())
            }
        }
    }

    /// The part of the path that leads from a figure back to itself.
    fn circle(&self, figure: Figure) -> Circle {
        let members = self.path.iter().map(|(member, _)| *member).skip_while(|member| *member != figure);
        let indicators = members.filter_map(|member| match member {
            Figure::Indicator(place) => self.tree.plan.indicators.get(place).map(|indicator| indicator.code.clone()),
            Figure::Node(_) | Figure::Plan => None,
        });
        Circle(indicators.collect())
    }
}
