//! A unit's own scorecard: from its own reports, targets and projects. Its figures are not the agency's and bear no names of those.

use phaen_domain::figure::Actuals;
use phaen_domain::id::{RoundCode, UnitCode};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::{Scorecard, Unscorable};
use phaen_domain::shown;

use crate::components::Status;
use crate::errors::WebError;
use crate::explain::target_value;
use crate::explain::wording::name;
use crate::projects::cell::chip;
use crate::signed::Chosen;
use crate::text::Text;

/// One indicator on the unit's scorecard.
pub(super) struct Row {
    pub(super) number: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) target: String,
    pub(super) actual: String,
    pub(super) percent: String,
    pub(super) score: String,
    pub(super) status: Option<Status>,
}

/// The unit's scorecard with its total.
pub(super) struct UnitCard {
    pub(super) rows: Vec<Row>,
    pub(super) score: String,
    pub(super) full: String,
    pub(super) percent: String,
}

impl UnitCard {
    /// None for a unit without targets and reports of its own.
    pub(super) fn of(
        t: Text,
        chosen: &Chosen,
        plan: &AgencyPlan,
        round: &RoundCode,
        unit: &UnitCode,
    ) -> Result<Option<Self>, WebError> {
        let has_targets = plan.targets.iter().any(|target| target.unit.as_ref() == Some(unit));
        let reports = plan.observations.iter().any(|observation| observation.unit.as_ref() == Some(unit));
        if !has_targets && !reports {
            return Ok(None);
        }
        let card = Scorecard::of_unit(plan, round, Some(unit)).map_err(WebError::internal)?;
        let actuals = Actuals::of(plan, round);
        let scores = plan.indicators.iter().zip(&card.indicators);
        let rows = scores.filter(|(_, score)| score.unscorable != Some(Unscorable::NotOfUnit)).map(|(indicator, score)| {
            let dash = || shown::NO_FIGURE.to_owned();
            let target = score.target.and_then(|place| plan.targets.get(place));
            let target = target.and_then(|target| target.printed.clone().or_else(|| target_value(target)));
            let digits = |text: String| t.digits(&text).into_owned();
            Row {
                number: digits(indicator.number.clone().unwrap_or_default()),
                name: digits(name(t, &indicator.name_th, indicator.name_en.as_ref()).into_owned()),
                href: chosen.link(&format!("/indicators/{}", crate::cookies::encode(indicator.code.as_str()))),
                target: digits(target.unwrap_or_else(dash)),
                actual: digits(actuals.shown(score).unwrap_or_else(dash)),
                percent: digits(score.percent.as_ref().map_or_else(dash, shown::percent)),
                score: digits(score.score().map_or_else(dash, shown::score)),
                status: chip(score.status),
            }
        });
        let digits = |text: String| t.digits(&text).into_owned();
        let total = &card.plan;
        Ok(Some(Self {
            rows: rows.collect(),
            score: digits(shown::score(&total.score)),
            full: digits(shown::score(&total.full)),
            percent: digits(total.percent.as_ref().map_or_else(|| shown::NO_FIGURE.to_owned(), shown::percent)),
        }))
    }
}
