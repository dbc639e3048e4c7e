//! For when a result is entered: a round that is open, or a month that such a round looks at.

use phaen_app::AppError;
use phaen_domain::id::RoundCode;
use phaen_domain::observation::Period;
use phaen_domain::round::{Round, open_round_of};

use super::{Desk, Which};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::reports::round_name;
use crate::indicators::months::{accumulated, month_name};
use crate::overview::choosing::window;
use crate::signed::Chosen;

/// The period of a result, and the round whose page and target go with it.
pub(super) struct When<'a> {
    pub(super) period: Period,
    pub(super) round: &'a Round,
}

impl<'a> When<'a> {
    /// What the address names, if results of it may be entered.
    pub(super) fn of(chosen: &'a Chosen, which: &Which) -> Result<Self, WebError> {
        let rounds = &chosen.view.plan.rounds;
        if let Some(month) = which.for_month {
            if !(1..=12).contains(&month) {
                return Err(WebError::NotFound);
            }
            let round = open_round_of(rounds, month).map_err(AppError::RoundNotOpen)?;
            return Ok(Self { period: Period::Month(month), round });
        }
        let round = chosen.view.find_round(&which.for_round).ok_or(WebError::NotFound)?;
        if !round.is_open() {
            return Err(AppError::RoundNotOpen(round.state).into());
        }
        Ok(Self { period: Period::Round(round.code.clone()), round })
    }

    /// Whether it is a month.
    pub(super) const fn is_month(&self) -> bool {
        matches!(self.period, Period::Month(_))
    }

    /// How the address names it.
    pub(super) fn parameter(&self) -> String {
        match &self.period {
            Period::Round(code) => format!("for_round={}", encode(code.as_str())),
            Period::Month(month) => format!("for_month={month}"),
        }
    }

    /// The round whose steps of the sheet hold; those of no round for a month.
    pub(super) fn steps(&self) -> Option<&RoundCode> {
        match &self.period {
            Period::Round(code) => Some(code),
            Period::Month(_) => None,
        }
    }
}

impl Desk<'_> {
    /// The period in words; for a month also the rounds that look at it, and what becomes of the months there.
    pub(super) fn period_words(&self) -> Vec<(&'static str, String)> {
        let t = self.view.t;
        let plan = &self.chosen.view.plan;
        let Period::Month(month) = self.when.period else {
            return vec![(t.rounds_round(), format!("{} ({})", round_name(t, self.when.round), window(t, self.when.round)))];
        };
        let rounds = plan.rounds.iter().filter(|round| month <= round.months).map(|round| round_name(t, round));
        vec![
            (t.months_month(), month_name(t, plan.plan.fiscal_year, month)),
            (t.months_counts_in(), rounds.collect::<Vec<_>>().join(", ")),
            (t.sheet_over_time(), accumulated(t, self.indicator.measure.accumulation).to_owned()),
        ]
    }
}
