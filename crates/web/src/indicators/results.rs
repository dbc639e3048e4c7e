//! Results of one indicator by round, as a table and as a drawing.

use phaen_domain::access::Action;
use phaen_domain::figure::{self, Actuals, FigureId};
use phaen_domain::id::{RoundCode, UnitCode};
use phaen_domain::indicator::{Indicator, Target};
use phaen_domain::number::{Decimal, Exact};
use phaen_domain::observation::{Period, Subject};
use phaen_domain::scoring::Actual;
use phaen_domain::shown::{self, NO_FIGURE};

use super::months::is_monthly;
use crate::chart::{Amount, Axis, Chart, Group, Heading, Paint, Series};
use crate::components::{Figure, Status};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::figures::{Figures, at_round};
use crate::explain::reports::round_name;
use crate::explain::target_value;
use crate::returns::Enter;
use crate::signed::Chosen;
use crate::text::Text;

/// One round of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RoundResult {
    /// Name of the round.
    pub(super) name: String,
    /// The page at this round.
    pub(super) href: String,
    /// Whether it is the page's round.
    pub(super) current: bool,
    /// Target, actual, percent, score.
    pub(super) figures: [Figure; 4],
    /// Status.
    pub(super) status: Status,
    /// Where a result is entered, for those who may while the round is open: by hand, or in the return that reports it.
    pub(super) enter: Option<Enter>,
    /// Target and actual for the drawing.
    values: [Option<Exact>; 2],
}

/// Where the result of a round is entered or changed.
pub(super) fn report_link(chosen: &Chosen, indicator: &Indicator, round: &RoundCode, unit: Option<&UnitCode>) -> String {
    let unit = unit.map(|unit| format!("&for_unit={}", encode(unit.as_str()))).unwrap_or_default();
    chosen.link(&format!("{}/report?for_round={}{unit}", super::path(&indicator.code), encode(round.as_str())))
}

fn enter(t: Text, chosen: &Chosen, indicator: &Indicator, round: &RoundCode) -> Option<Enter> {
    let (subject, period) = (Subject::Indicator(indicator.code.clone()), Period::Round(round.clone()));
    Enter::of(t, chosen, (&subject, None), &period, report_link(chosen, indicator, round, None))
}

/// The indicator at every round.
pub(super) fn results(t: Text, chosen: &Chosen, indicator: &Indicator) -> Result<Vec<RoundResult>, WebError> {
    let figures = Figures { t, chosen };
    let path = super::path(&indicator.code);
    let may = chosen.actor.may(Action::EnterObservation) && indicator.actual_from.is_none() && !is_monthly(chosen, indicator);
    let mut results = Vec::new();
    for round in &chosen.view.plan.rounds {
        let scored = chosen.view.round(&round.code)?;
        let Some(score) = scored.scorecard.indicator(&indicator.code) else { continue };
        let target = score.target.and_then(|place| scored.plan.targets.get(place));
        let id = |what: &str| FigureId::indicator(&indicator.code, what);
        let mut named = figure::of_indicator(score, Actuals::of(&scored.plan, &round.code).shown(score));
        named.extend(target.and_then(target_value).map(|shown| figure::Figure { id: id("target"), shown }));
        let current = chosen.round.as_ref().is_some_and(|(code, _)| *code == round.code);
        let one = |what: &str| {
            if current { figures.pick(&named, &id(what)) } else { figures.elsewhere(&named, &id(what), &round.code) }
        };
        let actual = if let Actual::Known(actual) = &score.actual { Some(actual.clone()) } else { None };
        results.push(RoundResult {
            name: round_name(t, round),
            href: at_round(chosen, &path, &round.code),
            current,
            figures: ["target", "actual", "percent", "score"].map(one),
            status: score.status.into(),
            enter: (may && round.is_open()).then(|| enter(t, chosen, indicator, &round.code)).flatten(),
            values: [target.and_then(|target: &Target| target.value).map(Decimal::exact), actual],
        });
    }
    Ok(results)
}

/// Targets beside actuals, round by round. None while nothing was reported.
pub(super) fn drawing(t: Text, indicator: &Indicator, results: &[RoundResult]) -> Option<Chart> {
    if results.iter().all(|result| result.values[1].is_none()) {
        return None;
    }
    let highest = results.iter().flat_map(|result| &result.values).flatten().map(Exact::hundredths).max()?;
    let series = [
        Series { name: t.term_target().to_owned(), paint: Paint::Third },
        Series { name: t.term_actual().to_owned(), paint: Paint::First },
    ];
    let amount = |value: &Option<Exact>, figure: &Figure| Amount {
        value: value.as_ref().map(Exact::hundredths),
        shown: if value.is_some() { figure.shown.clone() } else { NO_FIGURE.to_owned() },
    };
    let groups = results.iter().map(|result| Group {
        label: result.name.clone(),
        amounts: result.values.iter().zip(&result.figures).map(|(value, figure)| amount(value, figure)).collect(),
    });
    let said = results.iter().map(|r| format!("{}: {} / {}", r.name, r.figures[0].shown, r.figures[1].shown));
    let title = t.indicators_by_round_of(indicator.measure.unit_of_measure.as_str());
    let heading = Heading::new("by-round", title, said.collect::<Vec<_>>().join(", "));
    Some(Chart::grouped(&heading, &axis(t, highest), &series, &groups.collect::<Vec<_>>()))
}

/// From nothing to a round figure not below the highest value: 1, 2 or 5 times a power of ten.
fn axis(t: Text, highest: i64) -> Axis {
    let mut end = 100_i64;
    let mut factors = [2, 5, 10].into_iter().cycle();
    let mut power = 100_i64;
    while end < highest {
        let factor = factors.next().unwrap_or(10);
        end = power.saturating_mul(factor);
        if factor == 10 {
            power = end;
        }
        if end == i64::MAX {
            break;
        }
    }
    let mark = |value: i64| {
        let words = Exact::from(value).divided_by(&Exact::hundred()).map(|value| shown::points(&value)).unwrap_or_default();
        (value, t.digits(&words).into_owned())
    };
    Axis::new(end, vec![mark(0), mark(end / 2), mark(end)])
}
