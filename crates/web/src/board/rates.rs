//! Rates of reporting: of the round, by kind of unit, and by issue of the plan.

use std::collections::BTreeSet;

use phaen_app::rounds::{Board, BoardRow, Timeliness};
use phaen_domain::id::NodeCode;
use phaen_domain::number::{Decimal, Exact};
use phaen_domain::shown;

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
    let kinds: BTreeSet<&str> = board.rows.iter().map(|row| kind_of(board, &row.submission.key.unit)).collect();
    let rates = kinds.into_iter().filter(|kind| !kind.is_empty()).map(|kind| {
        let rows = board.rows.iter().filter(|row| kind_of(board, &row.submission.key.unit) == kind);
        rate(t, kind.to_owned(), &rows.collect::<Vec<_>>())
    });
    rates.collect()
}

/// The rates by issue: a return counts in every issue to which something of it belongs.
pub(super) fn by_issue(t: Text, board: &Board) -> Vec<Rate> {
    let nodes = &board.plan.plan.nodes;
    let rates = issues_of(nodes).into_iter().filter_map(|issue| {
        let below = |code: &NodeCode| is_below(board, code, &issue.code);
        let rows = board.rows.iter().filter(|row| row.nodes.iter().any(below)).collect::<Vec<_>>();
        let label = numbered(t, issue.number.as_ref(), name(t, &issue.name_th, issue.name_en.as_ref()));
        (!rows.is_empty()).then(|| rate(t, label, &rows))
    });
    rates.collect()
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
    let share = |label, is: &dyn Fn(&BoardRow) -> bool| {
        let count = rows.iter().filter(|row| is(row)).count();
        Share { label, count: t.board_count_of(t.count(count), t.count(all)), percent: percent(t, count, all) }
    };
    let shares = [
        share(t.board_rate_complete(), &|row| row.answered == row.items),
        share(t.board_rate_submitted(), &|row| row.submission.first_submitted_at.is_some()),
        share(t.board_rate_on_time(), &|row| row.timeliness == Timeliness::OnTime),
        share(t.board_rate_verified(), &|row| row.submission.verified_at.is_some()),
    ];
    Rate { name, shares }
}

fn percent(t: Text, count: usize, all: usize) -> String {
    let exact = |number: usize| Decimal::parse(&number.to_string()).ok().map(Decimal::exact);
    let share = || exact(count * 100)?.divided_by(&exact(all)?);
    share().as_ref().map_or_else(|| shown::NO_FIGURE.to_owned(), |share: &Exact| t.digits(&shown::percent(share)).into_owned())
}
