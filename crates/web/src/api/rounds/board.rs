//! The board of a round: every unit's return with completeness, timeliness and approval as three facts, for whom it waits, and the rates.

use axum::extract::Path;
use axum::response::Response;
use phaen_app::rounds::{Board, BoardRow, Timeliness};
use phaen_domain::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::{At, RoundFacts, RoundPath, key};
use crate::api::call::Call;
use crate::api::document::Missing;
use crate::api::returns::ReturnFacts;
use crate::api::wire::{Name, Word};
use crate::board::rates::{counts, percent, rows_by_issue, rows_by_kind};

/// The board of a round.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct BoardAnswer {
    /// Code of the plan.
    plan: String,
    /// Facts of the round.
    round: RoundFacts,
    /// Its returns in the order of the plan's units.
    rows: Vec<BoardRowAnswer>,
    /// The rates of all returns.
    rate: RateAnswer,
    /// The rates by kind of unit.
    by_kind: Vec<KindRate>,
    /// The rates by issue of the plan: a return counts in every issue to which something of it belongs.
    by_issue: Vec<IssueRate>,
}

/// One unit's return on the board.
#[derive(Serialize, ToSchema)]
struct BoardRowAnswer {
    /// Where it is: approval, and for whom it waits.
    #[serde(rename = "return")]
    facts: ReturnFacts,
    /// What kind of unit, in the agency's words.
    kind: Option<String>,
    /// Items that are answered.
    answered: usize,
    /// Items there are.
    items: usize,
    /// `on_time`, `late`, `not_due` or `overdue`.
    timeliness: Word,
    /// Days late or over.
    days: Option<u32>,
    /// Days for which it has waited where it is, where that is known.
    waited_days: Option<u32>,
    /// Codes of the plan's nodes to which its items belong.
    nodes: Vec<String>,
    /// Whether the caller may read it.
    readable: bool,
    /// Whether the caller may verify it.
    verifiable: bool,
    /// Whether the caller may give it more time.
    extendable: bool,
}

/// Rates of reporting.
#[derive(Serialize, ToSchema)]
struct RateAnswer {
    /// How many returns.
    returns: usize,
    /// Of which all items are answered.
    complete: ShareAnswer,
    /// Of which were submitted.
    submitted: ShareAnswer,
    /// Of which were submitted in time.
    on_time: ShareAnswer,
    /// Of which are verified.
    verified: ShareAnswer,
}

/// A share of the returns.
#[derive(Serialize, ToSchema)]
pub(super) struct ShareAnswer {
    /// How many.
    count: usize,
    /// In percent, as it is shown.
    percent: String,
}

/// The rates of one kind of unit.
#[derive(Serialize, ToSchema)]
struct KindRate {
    /// What kind of unit, in the agency's words.
    kind: String,
    /// Its rates.
    rate: RateAnswer,
}

/// The rates of one issue.
#[derive(Serialize, ToSchema)]
struct IssueRate {
    /// Code of the node.
    node: String,
    /// Its name.
    name: Name,
    /// Its rates.
    rate: RateAnswer,
}

impl ShareAnswer {
    pub(super) fn of(count: usize, all: usize) -> Self {
        Self { count, percent: percent(count, all) }
    }
}

impl RateAnswer {
    fn of(rows: &[&BoardRow]) -> Self {
        let [complete, submitted, on_time, verified] = counts(rows).map(|count| ShareAnswer::of(count, rows.len()));
        Self { returns: rows.len(), complete, submitted, on_time, verified }
    }
}

fn timeliness(it: Timeliness) -> (Word, Option<u32>) {
    match it {
        Timeliness::OnTime => (Word::new("on_time", "ส่งตรงเวลา", "In time"), None),
        Timeliness::Late(days) => (Word::new("late", "ส่งล่าช้า", "Late"), Some(days)),
        Timeliness::NotDue => (Word::new("not_due", "ยังไม่ถึงกำหนด", "Not due yet"), None),
        Timeliness::Overdue(days) => (Word::new("overdue", "เลยกำหนด", "Overdue"), Some(days)),
    }
}

impl BoardRowAnswer {
    fn of(board: &Board, row: &BoardRow) -> Self {
        let (timeliness, days) = timeliness(row.timeliness);
        let kind = board.plan.unit(&row.submission.key.unit).map(|unit| unit.kind.clone());
        Self {
            facts: ReturnFacts::of(&board.plan, &board.round, &row.submission),
            kind,
            answered: row.answered,
            items: row.items,
            timeliness,
            days,
            waited_days: row.days,
            nodes: row.nodes.iter().map(ToString::to_string).collect(),
            readable: row.readable,
            verifiable: row.verifiable,
            extendable: row.extendable,
        }
    }
}

impl BoardAnswer {
    fn of(board: &Board) -> Self {
        let by_kind = rows_by_kind(board).into_iter();
        let by_issue = rows_by_issue(board).into_iter();
        Self {
            plan: board.plan.plan.plan.code.to_string(),
            round: RoundFacts::of(&board.round, None),
            rows: board.rows.iter().map(|row| BoardRowAnswer::of(board, row)).collect(),
            rate: RateAnswer::of(&board.rows.iter().collect::<Vec<_>>()),
            by_kind: by_kind.map(|(kind, rows)| KindRate { kind: kind.to_owned(), rate: RateAnswer::of(&rows) }).collect(),
            by_issue: by_issue
                .map(|(node, rows)| IssueRate {
                    node: node.code.to_string(),
                    name: Name::of(&node.name_th, node.name_en.as_ref()),
                    rate: RateAnswer::of(&rows),
                })
                .collect(),
        }
    }
}

/// The board of a round: every unit's return with completeness, timeliness and approval, for whom it waits, and the rates
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/board", tag = "rounds",
    extensions(("x-summary-th" = json!("กระดานติดตามการรายงานของรอบ: ความครบถ้วน ความตรงเวลา การเห็นชอบ รอใคร และอัตราการรายงาน"))),
    params(RoundPath),
    responses((status = 200, description = "The board", body = BoardAnswer), (status = 404, response = Missing))
)]
pub(in crate::api) async fn show(call: Call, Path(at): Path<At>) -> Response {
    // Being late follows from the day as well as from the journal.
    call.fresh(Action::ReadBoard, move |call| {
        let (plan, round) = key(&at)?;
        Ok(BoardAnswer::of(&call.app.board(&call.actor, &plan, &round)?))
    })
    .await
}
