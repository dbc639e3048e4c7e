//! What stands above the form: round, unit, target, and what was reported last time.

use phaen_domain::observation::Period;

use super::Desk;
use crate::explain::reports::{period, round_name, unit, value};
use crate::explain::target_value;
use crate::overview::choosing::window;

impl Desk<'_> {
    /// Round, unit, target, and what was reported last time.
    pub(super) fn about(&self) -> Vec<(&'static str, String)> {
        let t = self.view.t;
        let view = &self.chosen.view;
        let mut about = vec![
            (t.rounds_round(), format!("{} ({})", round_name(t, self.round), window(t, self.round))),
            (t.report_unit(), unit(t, view, self.unit.as_ref())),
        ];
        let scored = view.round(&self.round.code).ok();
        let target = scored.as_ref().and_then(|scored| {
            let score = scored.scorecard.indicator(&self.indicator.code)?;
            scored.plan.targets.get(score.target?).map(|target| (target_value(target), target.printed.clone()))
        });
        if let Some((value, printed)) = target {
            let words = value.map(|value| t.digits(&value).into_owned()).into_iter().chain(printed);
            about.push((t.term_target(), words.collect::<Vec<_>>().join(" · ")));
        }
        let subject = self.subject();
        let before = |period: &Period| match period {
            Period::Round(code) => view.find_round(code.as_str()).is_some_and(|round| round.months < self.round.months),
            Period::Month(_) => false,
        };
        let last = view.observations_of(&subject).filter(|(o, _)| o.unit == self.unit && before(&o.period)).last();
        about.extend(last.map(|(observation, _)| {
            let words = format!("{} ({})", value(t, &observation.reported).0, period(t, view, &observation.period));
            (t.report_form_last(), words)
        }));
        about
    }
}
