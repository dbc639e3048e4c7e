//! The load data as units report them: every unit answers for every indicator, and nothing of the round is stored yet.
//!
//! Rests on the generator, so the same seed gives the same plan and the same results everywhere.

use phaen_domain::indicator::{Aggregation, Owner};
use phaen_domain::number::Decimal;
use phaen_domain::observation::{Observation, Subject};
use phaen_domain::plan::AgencyPlan;

use crate::generator::{self, UNITS, agency_with};

/// The round that is reported.
pub(crate) const ROUND: &str = "R12";

/// The agency with so many of its units, each an owner of all thirty indicators.
pub(crate) fn agency(units: u64) -> AgencyPlan {
    assert!((1..=UNITS).contains(&units));
    let mut plan = agency_with(&[], 0);
    plan.units.truncate(usize::try_from(units).unwrap());
    let reporting: Vec<_> = plan.units.iter().map(|unit| unit.code.clone()).collect();
    plan.targets.retain(|target| target.unit.as_ref().is_none_or(|unit| reporting.contains(unit)));
    for indicator in &mut plan.indicators {
        let weighted = indicator.measure.aggregation == Aggregation::Weighted;
        let owner = |(unit, number): (_, i64)| Owner {
            unit,
            primary: number == 1,
            weight: weighted.then(|| Decimal::whole(1 + number % 5)),
        };
        indicator.owners = reporting.iter().cloned().zip(1..).map(owner).collect();
        if indicator.measure.aggregation == Aggregation::Sum {
            let agency = plan.targets.iter_mut().find(|target| target.indicator == indicator.code && target.unit.is_none());
            agency.unwrap().value = Some(Decimal::whole(i64::try_from(units * 85).unwrap()));
        }
    }
    plan
}

/// What these units report at the round, unit by unit in the order of the form.
pub(crate) fn results(units: u64) -> Vec<Vec<Observation>> {
    let all = generator::agency_with(&[ROUND], 0).observations;
    let of_indicators: Vec<Observation> = all.into_iter().filter(|it| matches!(it.subject, Subject::Indicator(_))).collect();
    let of = |unit: &phaen_domain::organisation::Unit| {
        of_indicators.iter().filter(|it| it.unit.as_ref() == Some(&unit.code)).cloned().collect()
    };
    agency(units).units.iter().map(of).collect()
}
