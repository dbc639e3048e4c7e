//! Which observations a round looks at: the round's own, or those of all periods since 1 October.

use std::collections::HashMap;

use crate::id::{RoundCode, UnitCode};
use crate::indicator::{Accumulation, Indicator};
use crate::observation::{Observation, Period, Subject};
use crate::plan::AgencyPlan;

/// The observations of a plan, by subject, within the window of one round.
pub(super) struct Windows<'a> {
    round: &'a RoundCode,
    by_subject: HashMap<&'a Subject, Vec<(u8, &'a Observation)>>,
}

impl<'a> Windows<'a> {
    /// All observations of periods that end no later than the round does, earliest first.
    pub(super) fn of(plan: &'a AgencyPlan, round: &'a RoundCode) -> Self {
        let months: HashMap<&str, u8> = plan.rounds.iter().map(|r| (r.code.as_str(), r.months)).collect();
        let last = months.get(round.as_str()).copied().unwrap_or(0);
        let mut by_subject: HashMap<&Subject, Vec<(u8, &Observation)>> = HashMap::new();
        for observation in &plan.observations {
            let month = match &observation.period {
                Period::Month(month) => Some(*month),
                Period::Round(code) => months.get(code.as_str()).copied(),
            };
            if let Some(month) = month.filter(|month| *month <= last) {
                by_subject.entry(&observation.subject).or_default().push((month, observation));
            }
        }
        for window in by_subject.values_mut() {
            window.sort_by_key(|(month, _)| *month);
        }
        Self { round, by_subject }
    }

    /// What counts for an indicator, of one unit or of all.
    pub(super) fn of_indicator(&self, indicator: &Indicator, unit: Option<&UnitCode>) -> Vec<&'a Observation> {
        let subject = Subject::Indicator(indicator.code.clone());
        let cumulative = indicator.measure.accumulation == Accumulation::Cumulative;
        let counts = |observation: &Observation| match &observation.period {
            Period::Round(code) => !cumulative || code == self.round,
            Period::Month(_) => true,
        };
        self.all(&subject).filter(|o| counts(o) && (unit.is_none() || o.unit.as_ref() == unit)).collect()
    }

    /// What was reported at the round itself.
    pub(super) fn at_round(&self, subject: &Subject) -> impl Iterator<Item = &'a Observation> + '_ {
        self.all(subject).filter(|o| matches!(&o.period, Period::Round(round) if round == self.round))
    }

    fn all(&self, subject: &Subject) -> impl Iterator<Item = &'a Observation> + '_ {
        self.by_subject.get(subject).into_iter().flatten().map(|(_, observation)| *observation)
    }
}
