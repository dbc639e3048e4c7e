//! Scores and totals once more, straight from the printed rules (`scoring.md`), for the load data only: nothing of `domain::scoring` is used,
//! so that both would have to be wrong in the same way to agree.

use std::collections::BTreeMap;

use phaen_domain::id::UnitCode;
use phaen_domain::indicator::{Aggregation, Indicator, PercentRule};
use phaen_domain::number::Exact;
use phaen_domain::observation::Reported;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::shown;

/// What a unit reported for an indicator: the figure, in percent where it is a ratio with its parts beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) value: Exact,
    pub(crate) parts: Option<(Exact, Exact)>,
}

impl Figure {
    /// A figure; none where something else was answered.
    pub(crate) fn of(reported: &Reported) -> Option<Self> {
        match reported {
            Reported::Value(value) => Some(Self { value: value.exact(), parts: None }),
            Reported::Ratio(above, below) => {
                let parts = (above.exact(), below.exact());
                let value = (&parts.0 * &Exact::hundred()).divided_by(&parts.1)?;
                Some(Self { value, parts: Some(parts) })
            }
            _ => None,
        }
    }
}

/// Verified figures by unit and indicator.
pub(crate) type Figures = BTreeMap<(String, String), Figure>;

/// Figures as they are shown, by name.
pub(crate) type Shown = BTreeMap<String, String>;

/// The agency's figures: of each indicator, of each node and of the plan.
pub(crate) fn agency(plan: &AgencyPlan, figures: &Figures) -> Shown {
    count(plan, |indicator| {
        let of = |unit: &UnitCode| figures.get(&(unit.to_string(), indicator.code.to_string()));
        let reported: Option<Vec<_>> = indicator.owners.iter().map(|owner| of(&owner.unit)).collect();
        // A figure that units make together waits for the last of them only where none has any.
        let reported = reported.unwrap_or_else(|| indicator.owners.iter().filter_map(|owner| of(&owner.unit)).collect());
        together(indicator, figures, &reported).map(|actual| (actual, target(plan, indicator, None)))
    })
}

/// A unit's own figures.
pub(crate) fn unit(plan: &AgencyPlan, figures: &Figures, unit: &UnitCode) -> Shown {
    count(plan, |indicator| {
        let own = figures.get(&(unit.to_string(), indicator.code.to_string()))?;
        Some((own.value.clone(), target(plan, indicator, Some(unit))))
    })
}

fn count(plan: &AgencyPlan, actual: impl Fn(&Indicator) -> Option<(Exact, Exact)>) -> Shown {
    let mut shown = Shown::new();
    let mut sums: BTreeMap<String, (Exact, Exact)> = BTreeMap::new();
    for indicator in &plan.indicators {
        let mut score = Exact::zero();
        if let Some((actual, target)) = actual(indicator) {
            let percent = percent(indicator.measure.percent_rule, &actual, &target);
            score = placed(&percent);
            shown.insert(format!("indicator:{}/percent", indicator.code), shown::percent(&percent));
            shown.insert(format!("indicator:{}/score", indicator.code), shown::score(&score));
        }
        let mut node = plan.nodes.iter().find(|node| node.code == indicator.node);
        let mut places = vec!["plan".to_owned()];
        while let Some(it) = node {
            places.push(format!("node:{}", it.code));
            node = it.parent.as_ref().and_then(|above| plan.nodes.iter().find(|node| node.code == *above));
        }
        for place in places {
            let (a, b) = sums.entry(place).or_insert_with(|| (Exact::zero(), Exact::zero()));
            (*a, *b) = (&*a + &score, &*b + &Exact::from(5));
        }
    }
    for (place, (a, b)) in &sums {
        let percent = (a * &Exact::hundred()).divided_by(b).unwrap().round_half_up(2).exact();
        shown.insert(format!("{place}/score"), shown::score(a));
        shown.insert(format!("{place}/full"), shown::score(b));
        shown.insert(format!("{place}/percent"), shown::percent(&percent));
    }
    shown
}

/// What units make together.
fn together(indicator: &Indicator, figures: &Figures, reported: &[&Figure]) -> Option<Exact> {
    let sum = |of: &dyn Fn(&Figure) -> Exact| reported.iter().fold(Exact::zero(), |sum, figure| &sum + &of(figure));
    let all = sum(&|figure| figure.value.clone());
    match indicator.measure.aggregation {
        Aggregation::Sum => (!reported.is_empty()).then_some(all),
        Aggregation::Average => all.divided_by(&Exact::from(i64::try_from(reported.len()).unwrap())),
        Aggregation::Worst | Aggregation::Minimum => reported.iter().map(|figure| figure.value.clone()).min(),
        Aggregation::Maximum => reported.iter().map(|figure| figure.value.clone()).max(),
        Aggregation::RatioOfSums => {
            let part = |figure: &Figure| figure.parts.clone().unwrap();
            (&sum(&|figure| part(figure).0) * &Exact::hundred()).divided_by(&sum(&|figure| part(figure).1))
        }
        Aggregation::Weighted => {
            let (mut above, mut below) = (Exact::zero(), Exact::zero());
            for owner in &indicator.owners {
                let Some(figure) = figures.get(&(owner.unit.to_string(), indicator.code.to_string())) else { continue };
                let weight = owner.weight.unwrap().exact();
                (above, below) = (&above + &(&weight * &figure.value), &below + &weight);
            }
            above.divided_by(&below)
        }
        Aggregation::Central => unreachable!("the load data have no such figure"),
    }
}

fn target(plan: &AgencyPlan, indicator: &Indicator, unit: Option<&UnitCode>) -> Exact {
    let found = plan.targets.iter().find(|target| target.indicator == indicator.code && target.unit.as_ref() == unit);
    found.unwrap().value.unwrap().exact()
}

fn percent(rule: PercentRule, actual: &Exact, target: &Exact) -> Exact {
    let hundred = Exact::hundred();
    let found = match rule {
        PercentRule::LowerBounded => (&(&hundred - actual) * &hundred).divided_by(&(&hundred - target)),
        PercentRule::LowerDifference => (&(target - actual) * &hundred).divided_by(target).map(|more| &hundred + &more),
        _ => (actual * &hundred).divided_by(target),
    };
    found.unwrap()
}

/// Five bands from 60 to 100, in proportion between them; below 60 one, of nothing nothing.
fn placed(percent: &Exact) -> Exact {
    let (lowest, step) = (Exact::from(60), Exact::from(10));
    let score = match () {
        () if percent.is_zero() || percent.is_negative() => Exact::zero(),
        () if *percent < lowest => Exact::from(1),
        () if *percent >= Exact::hundred() => Exact::from(5),
        () => &Exact::from(1) + &(percent - &lowest).divided_by(&step).unwrap(),
    };
    score.round_half_up(2).exact()
}
