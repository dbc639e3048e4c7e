//! Scoring: the scorecards of all units until 100,000 indicators are scored, against the same exact arithmetic without a working.

use std::hint::black_box;

use phaen_domain::id::RoundCode;
use phaen_domain::indicator::PercentRule;
use phaen_domain::number::Exact;
use phaen_domain::observation::{Reported, Subject};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::scoring::Scorecard;

use crate::generator;
use crate::measure::{TURNS, Turns, in_turns, timed};
use crate::table::{Aim, Line, Shown};

/// Indicators that are scored in one turn, or a few more to make the last scorecard whole.
const WANTED: usize = 100_000;

pub(crate) fn lines() -> Vec<Line> {
    let plan = generator::agency(&generator::ROUNDS);
    let scored = score_until(&plan, WANTED);
    let bare = Bare::of(&plan);
    let measured = in_turns(
        TURNS,
        &mut [timed(|| score_until(&plan, WANTED)), timed(|| bare.place_until(scored)), timed(|| score_agency(&plan, 100))],
    );
    let rate = |seconds: &Turns| seconds.each(|seconds| scored as f64 / seconds);
    vec![
        Line::ratio(
            "scoring 100,000 indicators on unit scorecards with their workings, one core; bare: the same exact arithmetic alone",
            (rate(&measured[0]), rate(&measured[1])),
            Shown::PerSecond,
            Shown::Percent,
            Aim::Told,
        ),
        Line::alone(
            "the agency's scorecard: 30 indicators from 110 units, 330 projects, one core",
            measured[2].each(|seconds| seconds / 100.0),
            Shown::Milliseconds,
            Aim::Told,
        ),
    ]
}

/// Scores unit after unit, round after round; how many indicators that were.
fn score_until(plan: &AgencyPlan, wanted: usize) -> usize {
    let rounds = generator::ROUNDS.map(|round| RoundCode::new(round).unwrap());
    let mut scored = 0;
    for (unit, round) in plan.units.iter().flat_map(|unit| rounds.iter().map(move |round| (unit, round))).cycle() {
        let card = Scorecard::of_unit(plan, round, Some(&unit.code)).unwrap();
        scored += card.indicators.iter().filter(|score| score.score().is_some()).count();
        black_box(card);
        if scored >= wanted {
            break;
        }
    }
    scored
}

fn score_agency(plan: &AgencyPlan, times: usize) {
    let round = RoundCode::new("R12").unwrap();
    for _ in 0..times {
        black_box(Scorecard::of(plan, &round).unwrap());
    }
}

/// Actual, target and rule of each observation.
struct Bare(Vec<(Exact, Exact, PercentRule)>);

impl Bare {
    fn of(plan: &AgencyPlan) -> Self {
        let figures = plan.observations.iter().filter_map(|observation| {
            let Subject::Indicator(code) = &observation.subject else { return None };
            let indicator = plan.indicators.iter().find(|indicator| indicator.code == *code)?;
            let target = plan.targets.iter().find(|target| target.indicator == *code && target.unit == observation.unit)?;
            let actual = match &observation.reported {
                Reported::Value(value) => value.exact(),
                Reported::Ratio(above, below) => (&above.exact() * &Exact::hundred()).divided_by(&below.exact())?,
                _ => return None,
            };
            Some((actual, target.value?.exact(), indicator.measure.percent_rule))
        });
        Self(figures.collect())
    }

    /// Percent of target, place between the bands, score rounded: so many times.
    fn place_until(&self, wanted: usize) {
        for (actual, target, rule) in self.0.iter().cycle().take(wanted) {
            black_box(score(actual, target, *rule));
        }
    }
}

fn score(actual: &Exact, target: &Exact, rule: PercentRule) -> String {
    let hundred = Exact::hundred();
    let percent = match rule {
        PercentRule::LowerBounded => (&(&hundred - actual) * &hundred).divided_by(&(&hundred - target)),
        PercentRule::LowerDifference => (&(target - actual) * &hundred).divided_by(target).map(|percent| &hundred + &percent),
        _ => (actual * &hundred).divided_by(target),
    };
    let percent = percent.unwrap();
    let (lowest, ten) = (Exact::from(60), Exact::from(10));
    if percent < lowest {
        return Exact::from(1).round_half_up(2).to_string();
    }
    let score =
        if percent >= hundred { Exact::from(5) } else { &Exact::from(1) + &(&percent - &lowest).divided_by(&ten).unwrap() };
    score.round_half_up(2).to_string()
}
