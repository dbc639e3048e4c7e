//! What a plan already holds beside the returns of a round: found once for all of them.

use std::collections::HashMap;

use super::seen::value;
use crate::id::UnitCode;
use crate::number::Exact;
use crate::observation::{Observation, Period, Reported, Subject};
use crate::plan::AgencyPlan;
use crate::round::Round;

/// What was reported at the round before, with that round's code, by subject and unit.
pub type Earlier = HashMap<(Subject, Option<UnitCode>), (String, Reported)>;

/// The figures of a round by what they measure, smallest first.
#[derive(Debug, Default)]
pub struct Siblings(HashMap<Subject, Vec<(Exact, Option<UnitCode>)>>);

impl Siblings {
    /// The figures that a plan holds for a round.
    #[must_use]
    pub fn of(plan: &AgencyPlan, round: &Round) -> Self {
        let mut figures: HashMap<Subject, Vec<(Exact, Option<UnitCode>)>> = HashMap::new();
        for it in of_round(plan, round) {
            if let Some(figure) = value(&it.reported) {
                figures.entry(it.subject.clone()).or_default().push((figure, it.unit.clone()));
            }
        }
        figures.values_mut().for_each(|figures| figures.sort());
        Self(figures)
    }

    /// The middle of what at least three other units reported.
    pub(super) fn middle(&self, subject: &Subject, own: &UnitCode) -> Option<&Exact> {
        let figures = self.0.get(subject)?;
        let others = || figures.iter().filter(|(_, unit)| unit.as_ref() != Some(own)).map(|(figure, _)| figure);
        let count = others().count();
        if count >= 3 { others().nth(count / 2) } else { None }
    }
}

/// The newest report of each subject and unit at a round of fewer months, as it goes on: told of each round, what counted there and what had been
/// reported before it.
///
/// # Errors
/// What `goes_on` answers.
pub fn earlier<E>(
    plan: &AgencyPlan,
    round: &Round,
    mut goes_on: impl FnMut(&Round, &Observation, Option<&Reported>) -> Result<Reported, E>,
) -> Result<Earlier, E> {
    let mut rounds: Vec<&Round> = plan.rounds.iter().filter(|it| it.months < round.months).collect();
    rounds.sort_by_key(|it| it.months);
    let mut found = Earlier::new();
    for it in rounds {
        for observation in of_round(plan, it) {
            let key = (observation.subject.clone(), observation.unit.clone());
            let reported = goes_on(it, observation, found.get(&key).map(|(_, reported)| reported))?;
            found.insert(key, (it.code.to_string(), reported));
        }
    }
    Ok(found)
}

fn of_round<'a>(plan: &'a AgencyPlan, round: &'a Round) -> impl Iterator<Item = &'a Observation> {
    plan.observations.iter().filter(|it| matches!(&it.period, Period::Round(code) if *code == round.code))
}
