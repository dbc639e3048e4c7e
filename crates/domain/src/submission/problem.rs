//! What units say in verified returns about problems: part of the round, beside its figures.

use std::collections::BTreeSet;

use super::{Field, Fields, ItemKey, ProblemCategory};
use crate::id::UnitCode;
use crate::observation::Subject;
use crate::plan::AgencyPlan;
use crate::words::Words;

/// What a unit reported at a round about problems with one item of its return, or with all of its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitProblem {
    /// The unit that reports it.
    pub unit: UnitCode,
    /// What it is about.
    pub item: ItemKey,
    /// Which kind of problem; none where the unit chose none.
    pub category: Option<ProblemCategory>,
    /// Problems and obstacles.
    pub problem: Option<String>,
    /// What was done or is proposed about them.
    pub remedy: Option<String>,
    /// What comes next.
    pub next_plan: Option<String>,
}

impl UnitProblem {
    /// All that a unit's return says about problems.
    #[must_use]
    pub fn all_of(unit: &UnitCode, fields: &Fields) -> Vec<Self> {
        let items: BTreeSet<&ItemKey> = fields.0.keys().map(|key| &key.item).collect();
        items.into_iter().filter_map(|item| Self::of(unit, item, fields)).collect()
    }

    fn of(unit: &UnitCode, item: &ItemKey, fields: &Fields) -> Option<Self> {
        let text = |field| fields.text(item, field).map(str::to_owned);
        let it = Self {
            unit: unit.clone(),
            item: item.clone(),
            category: fields.text(item, Field::ProblemCategory).and_then(ProblemCategory::from_key),
            problem: text(Field::Problem),
            remedy: text(Field::Remedy),
            next_plan: text(Field::NextPlan),
        };
        (it.is_problem() || it.next_plan.is_some()).then_some(it)
    }

    /// Whether it tells of a problem, rather than only of what comes next.
    #[must_use]
    pub const fn is_problem(&self) -> bool {
        self.category.is_some() || self.problem.is_some() || self.remedy.is_some()
    }

    /// Whether it is about this.
    #[must_use]
    pub fn is_about(&self, subject: &Subject) -> bool {
        matches!(&self.item, ItemKey::Subject(own) if own == subject)
    }

    /// Where it stands in a list of the plan's order: indicators, projects, then work as a whole, each by unit. None for what the plan
    /// does not have.
    fn place(&self, plan: &AgencyPlan) -> Option<(usize, usize, usize)> {
        let unit = plan.units.iter().position(|unit| unit.code == self.unit).unwrap_or(usize::MAX);
        let (sort, item) = match &self.item {
            ItemKey::Subject(Subject::Indicator(code)) => (0, plan.indicators.iter().position(|it| it.code == *code)?),
            ItemKey::Subject(Subject::Project(code) | Subject::ProjectIndicator(code, _)) => {
                (1, plan.projects.iter().position(|it| it.code == *code)?)
            }
            ItemKey::Whole => (2, 0),
        };
        Some((sort, item, unit))
    }
}

/// Those that the plan has, by kind in the order in which kinds are listed, those without a kind last, and within a kind in the plan's order.
#[must_use]
pub fn in_order<'a>(plan: &AgencyPlan, problems: &'a [UnitProblem]) -> Vec<&'a UnitProblem> {
    let kind = |it: &UnitProblem| {
        let place = ProblemCategory::TABLE.iter().position(|row| Some(row.0) == it.category);
        place.unwrap_or(ProblemCategory::TABLE.len())
    };
    let mut placed: Vec<_> = problems.iter().filter_map(|it| Some(((kind(it), it.place(plan)?), it))).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, it)| it).collect()
}
