//! What must hold between the rows of a workbook: codes that exist, trees without circles, weights that sum, targets that can be scored.
//!
//! Nothing is guessed and nothing is silently dropped: every breach is a problem at a cell.

use std::collections::{HashMap, HashSet};

use super::build::rows;
use super::build_results::observation;
use super::cell::{WHOLE_YEAR, month_of};
use super::names::Names;
use super::problem::{ProblemRule, Problems};
use super::records::Records;
use super::row::Row;
use crate::indicator::PercentRule;
use crate::number::{Decimal, Exact};
use crate::plan::{AgencyPlan, EditionState};
use crate::scoring::{BelowLowest, Scale, ScaleKind, Scorecard};

/// Where a column's codes must stand.
pub(super) const REFERENCES: &[(&str, &str, &str)] = &[
    ("units", "parent", "units"),
    ("units", "successor", "units"),
    ("nodes", "parent", "nodes"),
    ("scale_points", "scale", "scales"),
    ("indicators", "node", "nodes"),
    ("indicators", "scale", "scales"),
    ("owners", "indicator", "indicators"),
    ("owners", "unit", "units"),
    ("steps", "indicator", "indicators"),
    ("steps", "round", "rounds"),
    ("targets", "indicator", "indicators"),
    ("targets", "unit", "units"),
    ("targets", "round", "rounds"),
    ("targets", "scale", "scales"),
    ("projects", "node", "nodes"),
    ("projects", "scale", "scales"),
    ("projects", "owners", "units"),
    ("project_indicators", "project", "projects"),
    ("budget", "project", "projects"),
    ("cited_totals", "round", "rounds"),
    ("cited_totals", "node", "nodes"),
    ("observations", "unit", "units"),
];

/// Checks everything that two rows or more say together.
pub(super) fn check(records: &Records, plan: &AgencyPlan, problems: &mut Problems) {
    let names = Names::of(records, problems);
    references(records, &names, problems);
    edition(records, plan, problems);
    above_itself(records, "units", problems);
    above_itself(records, "nodes", problems);
    depths(records, plan, problems);
    rounds(records, plan, problems);
    scales(records, plan, problems);
    weights(records, "nodes", "parent", problems);
    weights(records, "indicators", "node", problems);
    indicators(records, plan, problems);
    super::check_targets::check(records, plan, problems);
    super::check_figures::check(records, plan, &names, problems);
    circles(records, plan, problems);
}

/// Checks observations against a plan that was checked before: this is asked for each result that is entered by hand.
pub(super) fn check_observations(records: &Records, plan: &AgencyPlan, problems: &mut Problems) {
    for row in rows(records, "observations") {
        // What cannot be told from the row is a problem; what can be is known to whoever entered it.
        let _ = observation(&row, problems);
    }
    let names = Names::of(records, problems);
    references(records, &names, problems);
    super::check_figures::check(records, plan, &names, problems);
}

pub(super) fn codes<'a>(records: &'a Records, sheet: &str) -> HashSet<&'a str> {
    records.of(sheet).iter().filter_map(|record| record.values.first()?.as_deref()).collect()
}

fn references(records: &Records, names: &Names<'_>, problems: &mut Problems) {
    for (sheet, column, referred) in REFERENCES {
        for row in rows(records, sheet) {
            let text = row.cell(column).unwrap_or_default();
            if text.split(';').any(|code| !code.is_empty() && !names.knows(referred, code)) {
                row.problem(problems, column, ProblemRule::Unknown(referred));
            }
        }
    }
}

fn edition(records: &Records, plan: &AgencyPlan, problems: &mut Problems) {
    let announced = matches!(plan.edition.state, EditionState::Announced | EditionState::Superseded);
    if announced && plan.edition.announced_on.is_none() {
        rows(records, "plan").iter().for_each(|row| row.problem(problems, "announced_on", ProblemRule::AnnouncementDay));
    }
    for row in rows(records, "units") {
        if row.date("valid_from").zip(row.date("valid_to")).is_some_and(|(from, to)| to < from) {
            row.problem(problems, "valid_to", ProblemRule::EndBeforeStart);
        }
    }
}

fn above_itself(records: &Records, sheet: &'static str, problems: &mut Problems) {
    let rows = rows(records, sheet);
    let parents: HashMap<&str, &str> = rows.iter().filter_map(|row| row.cell("code").zip(row.cell("parent"))).collect();
    for row in &rows {
        let Some(code) = row.cell("code") else { continue };
        let mut above = parents.get(code);
        let mut steps = 0;
        while let Some(parent) = above.filter(|_| steps <= parents.len()) {
            if *parent == code {
                row.problem(problems, "parent", ProblemRule::AboveItself);
                break;
            }
            above = parents.get(parent);
            steps += 1;
        }
    }
}

fn depths(records: &Records, plan: &AgencyPlan, problems: &mut Problems) {
    let named: HashSet<u8> = plan.levels.iter().map(|level| level.depth).collect();
    let depth: HashMap<&str, u8> = plan.nodes.iter().map(|node| (node.code.as_str(), node.depth)).collect();
    for row in rows(records, "nodes") {
        let Some(own) = row.small("depth") else { continue };
        let parent = row.cell("parent").and_then(|parent| depth.get(parent).copied());
        if !named.contains(&own) || parent.is_some_and(|parent| parent >= own) {
            row.problem(problems, "depth", ProblemRule::WrongDepth);
        }
    }
}

fn rounds(records: &Records, plan: &AgencyPlan, problems: &mut Problems) {
    for row in rows(records, "rounds") {
        if row.date("completed_on").is_some_and(|day| day < plan.plan.fiscal_year.first_day()) {
            row.problem(problems, "completed_on", ProblemRule::CompletedBeforeRound);
        }
        if row.cell("months").is_some() && row.small("months").is_none_or(|months| !(1..=12).contains(&months)) {
            row.problem(problems, "months", ProblemRule::Months);
        }
        // Such a code could not be told from a month or from the whole year wherever a period stands.
        if row.cell("code").is_some_and(|code| code == WHOLE_YEAR || month_of(code).is_some()) {
            row.problem(problems, "code", ProblemRule::ReservedCode);
        }
    }
}

fn scales(records: &Records, plan: &AgencyPlan, problems: &mut Problems) {
    for row in rows(records, "scale_points") {
        let scale = plan.scales.iter().find(|scale| Some(scale.code.as_str()) == row.cell("scale"));
        if scale.is_some_and(|scale| scale.kind == ScaleKind::Bands) && row.number("from").is_none() {
            row.problem(problems, "from", ProblemRule::ScaleFromMissing);
        }
    }
    for row in rows(records, "scales") {
        let scale = plan.scales.iter().find(|scale| Some(scale.code.as_str()) == row.cell("code"));
        if scale.is_some_and(|scale| !in_order(scale)) {
            row.problem(problems, "code", ProblemRule::ScalePoints);
        }
    }
}

/// Points rise together in score and edge, from 0 up to the full score.
fn in_order(scale: &Scale) -> bool {
    let scores = scale.points.iter().map(|point| point.score.exact()).collect::<Vec<_>>();
    let edges = scale.points.iter().filter_map(|point| point.from.map(Decimal::exact)).collect::<Vec<_>>();
    let rising = |values: &[Exact]| values.is_sorted_by(|a, b| a < b);
    let last = scores.last().cloned();
    let edges_fit = scale.kind != ScaleKind::Bands || (rising(&edges) && edges.first().is_some_and(|e| !e.is_negative()));
    let full = scale.full_score.exact();
    rising(&scores) && edges_fit && !full.is_zero() && last == Some(full) && scores.first().is_some_and(|s| !s.is_negative())
}

/// Weights of siblings: all or none, and together 100 (capability 12).
fn weights(records: &Records, sheet: &'static str, parent: &'static str, problems: &mut Problems) {
    let mut siblings: HashMap<&str, Vec<Row<'_>>> = HashMap::new();
    let rows = rows(records, sheet);
    for row in rows.iter().filter(|row| row.yes("counted", true)) {
        siblings.entry(row.cell(parent).unwrap_or_default()).or_default().push(*row);
    }
    for siblings in siblings.values() {
        let weights = siblings.iter().filter_map(|row| row.number("weight")).collect::<Vec<_>>();
        let Some(first) = siblings.first().filter(|_| !weights.is_empty()) else { continue };
        let sum: Exact = weights.iter().map(|weight| weight.exact()).sum();
        if weights.len() != siblings.len() {
            let without = siblings.iter().find(|row| row.number("weight").is_none()).unwrap_or(first);
            without.problem(problems, "weight", ProblemRule::WeightsIncomplete);
        } else if sum != Exact::hundred() || weights.iter().any(|weight| weight.is_negative()) {
            first.problem(problems, "weight", ProblemRule::WeightsSum(sum.plain()));
        }
    }
}

fn indicators(records: &Records, plan: &AgencyPlan, problems: &mut Problems) {
    let scales: HashMap<&str, &Scale> = plan.scales.iter().map(|scale| (scale.code.as_str(), scale)).collect();
    for row in rows(records, "indicators") {
        let scale = row.cell("scale").and_then(|code| scales.get(code).copied());
        let anchors = scale.is_some_and(|scale| scale.kind == ScaleKind::Anchors);
        let points = scale.is_some_and(|scale| scale.kind == ScaleKind::Points);
        let rule = row.choice::<PercentRule>("percent_rule");
        if scale.is_some() && !points && rule.is_some() && (rule == Some(PercentRule::Anchors)) != anchors {
            row.problem(problems, "percent_rule", ProblemRule::RuleAndScale);
        }
    }
}

/// Figures that take each other as their actual, found by scoring the last round.
fn circles(records: &Records, plan: &AgencyPlan, problems: &mut Problems) {
    let linked = plan.indicators.iter().any(|indicator| indicator.actual_from.is_some());
    let Some(round) = plan.rounds.last().filter(|_| linked && problems.is_empty()) else { return };
    let Err(circle) = Scorecard::of(plan, &round.code) else { return };
    let codes = circle.0.iter().map(ToString::to_string).collect::<Vec<_>>();
    for row in rows(records, "indicators") {
        if row.cell("code") == codes.first().map(String::as_str) {
            row.problem(problems, "actual_from", ProblemRule::Circle(codes.join(" → ")));
        }
    }
}

/// Whether falling anchors meet a scale that goes down in proportion.
pub(super) fn is_falling_linear(scale: &Scale, anchors: &[Decimal]) -> bool {
    scale.below_lowest == BelowLowest::Linear && anchors.first().map(|a| a.exact()) > anchors.last().map(|a| a.exact())
}
