//! What units reported about problems at the round of a page, as the page of what it is about shows it.

use phaen_domain::observation::Subject;
use phaen_domain::submission::problem::in_order;
use phaen_domain::submission::{Field, UnitProblem};

use super::reports::unit;
use super::wording::word;
use crate::signed::Chosen;
use crate::text::Text;

/// What one unit reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of the unit.
    pub unit: String,
    /// Which kind of problem, where the unit chose one.
    pub kind: Option<String>,
    /// Problem, remedy and next plan with their names, those that are given.
    pub texts: Vec<(String, String)>,
}

/// What units reported about problems with a subject at the page's round.
#[must_use]
pub fn of_subject(t: Text, chosen: &Chosen, subject: &Subject) -> Vec<Problem> {
    let Some((_, round)) = &chosen.round else { return Vec::new() };
    let told = in_order(&round.plan, round.problems.as_deref().unwrap_or_default());
    told.into_iter().filter(|it| it.is_about(subject)).map(|it| problem(t, chosen, it)).collect()
}

fn problem(t: Text, chosen: &Chosen, it: &UnitProblem) -> Problem {
    let texts = [(Field::Problem, &it.problem), (Field::Remedy, &it.remedy), (Field::NextPlan, &it.next_plan)];
    Problem {
        unit: unit(t, &chosen.view, Some(&it.unit)),
        kind: it.category.map(|kind| word(t, kind)),
        texts: texts.into_iter().filter_map(|(field, text)| Some((word(t, field), text.clone()?))).collect(),
    }
}
