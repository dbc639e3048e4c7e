//! What units reported about problems at a round.

use phaen_app::plan_view::RoundView;
use phaen_domain::observation::Subject;
use phaen_domain::submission::UnitProblem;
use phaen_domain::submission::problem::in_order;
use serde::Serialize;
use utoipa::ToSchema;

use super::wire::Word;

/// What a unit reported about problems in its verified return.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct ProblemAnswer {
    /// Code of the unit.
    unit: String,
    /// What it is about: `indicator:K01`, `project:P01`, or `whole` for all the unit's work.
    item: String,
    /// Which kind of problem; none where the unit chose none.
    category: Option<Word>,
    /// Problems and obstacles.
    problem: Option<String>,
    /// What was done or is proposed about them.
    remedy: Option<String>,
    /// What comes next.
    next_plan: Option<String>,
}

impl ProblemAnswer {
    fn of(it: &UnitProblem) -> Self {
        Self {
            unit: it.unit.to_string(),
            item: it.item.to_string(),
            category: it.category.map(Word::of),
            problem: it.problem.clone(),
            remedy: it.remedy.clone(),
            next_plan: it.next_plan.clone(),
        }
    }
}

/// What was reported about problems at a round, of one subject or of all, by kind and in printed order.
pub(super) fn problems(round: &RoundView, of: Option<&Subject>) -> Vec<ProblemAnswer> {
    let told = in_order(&round.plan, round.problems.as_deref().unwrap_or_default());
    told.into_iter().filter(|it| of.is_none_or(|subject| it.is_about(subject))).map(ProblemAnswer::of).collect()
}
