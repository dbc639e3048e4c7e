//! Rates of reporting: of the round, by kind of unit, and by issue of the plan.

use std::collections::BTreeSet;

use phaen_app::rounds::{Board, BoardRow, Timeliness};
use phaen_domain::id::NodeCode;
use phaen_domain::number::{Decimal, Exact};
use phaen_domain::plan::PlanNode;
use phaen_domain::shown;
use phaen_domain::submission::Submission;

use super::rows::kind_of;
use crate::explain::wording::{name, numbered};
use crate::overview::issues::issues_of;
use crate::text::Text;

/// One share of the returns.
pub(super) struct Share {
    pub(super) label: &'static str,
    pub(super) count: String,
    pub(super) percent: String,
}

/// The rates of some returns.
pub(super) struct Rate {
    pub(super) name: String,
    pub(super) shares: [Share; 4],
}

/// The rates of the whole round.
pub(super) fn of_round(t: Text, board: &Board) -> Rate {
    rate(t, t.board_rate_all().to_owned(), &board.rows.iter().collect::<Vec<_>>())
}

/// The rates by kind of unit.
pub(super) fn by_kind(t: Text, board: &Board) -> Vec<Rate> {
    rows_by_kind(board).into_iter().map(|(kind, rows)| rate(t, kind.to_owned(), &rows)).collect()
}

/// The returns of each kind of unit.
pub(crate) fn rows_by_kind(board: &Board) -> Vec<(&str, Vec<&BoardRow>)> {
    let kinds: BTreeSet<&str> = board.rows.iter().map(|row| kind_of(board, &row.submission.key.unit)).collect();
    let rows = |kind| board.rows.iter().filter(|row| kind_of(board, &row.submission.key.unit) == kind).collect();
    kinds.into_iter().filter(|kind| !kind.is_empty()).map(|kind| (kind, rows(kind))).collect()
}

/// The rates by issue: a return counts in every issue to which something of it belongs.
pub(super) fn by_issue(t: Text, board: &Board) -> Vec<Rate> {
    let label = |issue: &PlanNode| numbered(t, issue.number.as_ref(), name(t, &issue.name_th, issue.name_en.as_ref()));
    rows_by_issue(board).into_iter().map(|(issue, rows)| rate(t, label(issue), &rows)).collect()
}

/// The returns of each issue that has some.
pub(crate) fn rows_by_issue(board: &Board) -> Vec<(&PlanNode, Vec<&BoardRow>)> {
    let issues = issues_of(&board.plan.plan.nodes).into_iter().map(|issue| {
        let below = |code: &NodeCode| is_below(board, code, &issue.code);
        (issue, board.rows.iter().filter(|row| row.nodes.iter().any(below)).collect::<Vec<_>>())
    });
    issues.filter(|(_, rows)| !rows.is_empty()).collect()
}

/// Whether a node is an issue or lies below it.
fn is_below(board: &Board, code: &NodeCode, issue: &NodeCode) -> bool {
    let above = |code: &NodeCode| board.plan.node(code).and_then(|node| node.parent.clone());
    // No chain is longer than there are nodes; a circle ends as well.
    let line = std::iter::successors(Some(code.clone()), above).take(board.plan.plan.nodes.len());
    line.into_iter().any(|code| code == *issue)
}

fn rate(t: Text, name: String, rows: &[&BoardRow]) -> Rate {
    let all = rows.len();
    let labels = [t.board_rate_complete(), t.board_rate_submitted(), t.board_rate_on_time(), t.board_rate_verified()];
    let counts = counts(rows);
    let share = |place: usize| {
        let count = counts[place];
        let percent = t.digits(&percent(count, all)).into_owned();
        Share { label: labels[place], count: t.board_count_of(t.count(count), t.count(all)), percent }
    };
    Rate { name, shares: [0, 1, 2, 3].map(share) }
}

/// How many of some returns are complete, submitted, in time, and verified.
pub(crate) fn counts(rows: &[&BoardRow]) -> [usize; 4] {
    let complete = rows.iter().filter(|row| row.answered == row.items).count();
    let [submitted, on_time, verified] = reached(rows.iter().map(|row| (&row.submission, row.timeliness)));
    [complete, submitted, on_time, verified]
}

/// How many of some returns were submitted, submitted in time, and are verified.
pub(super) fn reached<'a>(returns: impl Iterator<Item = (&'a Submission, Timeliness)>) -> [usize; 3] {
    returns.fold([0; 3], |[submitted, on_time, verified], (it, timeliness)| {
        [
            submitted + usize::from(it.first_submitted_at.is_some()),
            on_time + usize::from(timeliness == Timeliness::OnTime),
            verified + usize::from(it.verified_at.is_some()),
        ]
    })
}

/// A share as it is shown, in Arabic digits.
pub(crate) fn percent(count: usize, all: usize) -> String {
    let exact = |number: usize| Decimal::parse(&number.to_string()).ok().map(Decimal::exact);
    let share = || exact(count * 100)?.divided_by(&exact(all)?);
    share().as_ref().map_or_else(|| shown::NO_FIGURE.to_owned(), |share: &Exact| shown::percent(share))
}
