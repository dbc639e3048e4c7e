//! What stands above the form: round or month, unit, target, and what was reported last time.

use phaen_domain::observation::Period;

use super::Desk;
use crate::explain::reports::{period, unit, value};
use crate::explain::target_value;

impl Desk<'_> {
    /// Round or month, unit, target, and what was reported last time.
    pub(super) fn about(&self) -> Vec<(&'static str, String)> {
        let t = self.view.t;
        let view = &self.chosen.view;
        let mut about = self.period_words();
        about.push((t.report_unit(), unit(t, view, self.unit.as_ref())));
        let scored = view.round(&self.when.round.code).ok();
        let target = scored.as_ref().and_then(|scored| {
            let score = scored.scorecard.indicator(&self.indicator.code)?;
            scored.plan.targets.get(score.target?).map(|target| (target_value(target), target.printed.clone()))
        });
        if let Some((value, printed)) = target {
            let words = value.map(|value| t.digits(&value).into_owned()).into_iter().chain(printed);
            about.push((t.term_target(), words.collect::<Vec<_>>().join(" · ")));
        }
        let subject = self.subject();
        let month_of = |period: &Period| match period {
            Period::Round(code) => view.find_round(code.as_str()).map(|round| round.months),
            Period::Month(month) => Some(*month),
        };
        let here = month_of(&self.when.period);
        let earlier = view.observations_of(&subject).filter(|(o, _)| o.unit == self.unit && month_of(&o.period) < here);
        let last = earlier.max_by_key(|(observation, _)| month_of(&observation.period));
        about.extend(last.map(|(observation, _)| {
            let words = format!("{} ({})", value(t, &observation.reported).0, period(t, view, &observation.period));
            (t.report_form_last(), words)
        }));
        about
    }
}
