//! What a workbook may say of the rounds that are lived here: once a round was opened or frozen, its state follows from decisions, and what it
//! rests on differs only while it takes results.

use std::collections::HashMap;

use jiff::civil::Date;
use phaen_domain::budget::{BudgetLine, BudgetPeriod};
use phaen_domain::id::RoundCode;
use phaen_domain::observation::{Observation, Period};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::round::{Round, RoundDecision, RoundState, takes_results};
use phaen_domain::workbook::schema::sheet;
use phaen_domain::workbook::{CellProblem, ProblemRule, Problems, Records, said};

use super::merging;
use crate::App;
use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::Reading;

/// What was decided here on rounds.
type Decided = HashMap<RoundCode, Vec<RoundDecision>>;

/// What a workbook may not say of the rounds of a stored plan, nor store in them.
pub(super) fn problems(
    app: &App,
    tx: &mut dyn Reading,
    stored: &PlanView,
    wanted: &AgencyPlan,
    records: &Records,
) -> Result<Problems, AppError> {
    let mut problems = Problems::default();
    let mut decided = Decided::new();
    for decision in tx.decisions_of_plan(&stored.plan.plan.code)? {
        decided.entry(decision.round.clone()).or_default().push(decision);
    }
    settled_rounds(&decided, &stored.plan, wanted, records, &mut problems);
    let known: HashMap<_, _> = stored.plan.observations.iter().map(|it| (it.about(), it)).collect();
    for round in closed(&decided, &stored.plan, app.today()) {
        let rule = if round.state == RoundState::Frozen { ProblemRule::FrozenRound } else { ProblemRule::RoundNotOpen };
        for observation in observations_at(wanted, round) {
            if known.get(&observation.about()).copied() != Some(observation) {
                problems.add(merging::observation_problem(records, observation, "value", rule.clone()));
            }
        }
        if money_at(&stored.plan, round) != money_at(wanted, round) {
            let value = round.code.to_string();
            problems.add(CellProblem { sheet: "budget", row: 0, column: Some("period"), value, rule });
        }
    }
    Ok(problems)
}

/// Rounds that were opened or frozen here and take no results now.
fn closed<'a>(decided: &Decided, stored: &'a AgencyPlan, today: Date) -> Vec<&'a Round> {
    let is_closed = |round: &&Round| {
        let decisions = decided.get(&round.code);
        let lived = round.revision > 0 || decisions.is_some();
        lived && takes_results(round, decisions.map_or(&[], Vec::as_slice), today).is_err()
    };
    stored.rounds.iter().filter(is_closed).collect()
}

/// A round that is frozen stays frozen with its day of completion until it is reopened; one that was opened here goes on by decisions, never
/// by a workbook.
fn settled_rounds(decided: &Decided, stored: &AgencyPlan, wanted: &AgencyPlan, records: &Records, problems: &mut Problems) {
    for round in &stored.rounds {
        let Some(given) = wanted.rounds.iter().find(|given| given.code == round.code) else { continue };
        let is_frozen = round.state == RoundState::Frozen;
        if given.state != round.state && (is_frozen || decided.contains_key(&round.code)) {
            let rule = if is_frozen { ProblemRule::FrozenRound } else { ProblemRule::RoundUnderWay(round.state) };
            problems.add(round_problem(records, round, "state", rule));
        }
        if is_frozen && given.completed_on.is_some() && given.completed_on != round.completed_on {
            problems.add(round_problem(records, round, "completed_on", ProblemRule::FrozenRound));
        }
    }
}

fn round_problem(records: &Records, round: &Round, column: &'static str, rule: ProblemRule) -> CellProblem {
    let code = Some(round.code.as_str());
    let record = records.of("rounds").iter().find(|record| record.values.first().and_then(Option::as_deref) == code);
    let row = record.map_or(0, |record| record.row);
    // What the workbook says there, in its own words.
    let place = sheet("rounds").and_then(|rounds| rounds.place(column).zip(Some(rounds)));
    let value = place.zip(record).and_then(|((place, rounds), record)| {
        let text = record.values.get(place)?.as_deref()?;
        rounds.columns.get(place).map(|column| said(column.kind, text))
    });
    CellProblem { sheet: "rounds", row, column: Some(column), value: value.unwrap_or_default(), rule }
}

/// Observations that a round rests on: its own, and those of months that it covers.
fn observations_at<'a>(plan: &'a AgencyPlan, round: &'a Round) -> impl Iterator<Item = &'a Observation> {
    plan.observations.iter().filter(|observation| match &observation.period {
        Period::Round(code) => *code == round.code,
        Period::Month(month) => *month <= round.months,
    })
}

/// Budget lines that a round rests on: those reported at it, and what was disbursed in months that it covers.
fn money_at<'a>(plan: &'a AgencyPlan, round: &Round) -> Vec<&'a BudgetLine> {
    let at_round = BudgetPeriod::Round(round.code.clone());
    let rests = |line: &&BudgetLine| line.period == at_round || line.month().is_some_and(|month| month <= round.months);
    let mut lines: Vec<_> = plan.budget.iter().filter(rests).collect();
    let identity = |line: &BudgetLine| (line.owner.clone(), line.kind, line.source.clone(), line.class, line.period.clone());
    lines.sort_by_cached_key(|line| identity(line));
    lines
}
