//! One round as it stands: dates, decisions, revisions, how many returns are where, and what the caller may do now.

use axum::extract::Path;
use axum::response::Response;
use phaen_app::Actor;
use phaen_app::ports::Snapshot;
use phaen_app::rounds::RoundPage;
use phaen_domain::access::Action;
use phaen_domain::calendar::{DeadlineRules, RoundDates};
use phaen_domain::round::{RoundDecision, RoundState};
use serde::Serialize;
use utoipa::ToSchema;

use super::{At, RoundFacts, RoundPath, read};
use crate::api::call::Call;
use crate::api::document::Missing;
use crate::api::problems::{ProblemAnswer, problems};
use crate::api::wire::Word;

/// A round as it stands.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct RoundAnswer {
    /// Code of the plan.
    #[schema(example = "LED-2566")]
    plan: String,
    /// Facts of the round.
    round: RoundFacts,
    /// Its deadlines.
    dates: DatesAnswer,
    /// The rules by which they are counted.
    rules: RulesAnswer,
    /// How many returns are in each state; states without any are absent.
    returns: Vec<ReturnCount>,
    /// How many returns are not verified yet.
    unverified: usize,
    /// What was decided, oldest first.
    decisions: Vec<DecisionAnswer>,
    /// The resolution that waits for the chair.
    resolution: Option<DecisionAnswer>,
    /// The order by which the round is open again.
    reopened_by: Option<DecisionAnswer>,
    /// Frozen revisions, first one first.
    revisions: Vec<RevisionFacts>,
    /// What units reported about problems in verified returns, or as it was frozen; none where the round has no returns.
    problems: Option<Vec<ProblemAnswer>>,
    /// Steps that the caller may take in this state.
    may: Vec<Word>,
}

/// Deadlines of a round.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct DatesAnswer {
    /// The day by which units report.
    #[schema(format = Date, example = "2023-10-05")]
    report: String,
    /// The day by which the policy group compiles.
    #[schema(format = Date, example = "2023-11-19")]
    compile: String,
    /// The day by which the executives endorse.
    #[schema(format = Date, example = "2023-11-24")]
    endorse: String,
}

/// The agency's rules of deadlines.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct RulesAnswer {
    /// `calendar`, `rolled` or `working`.
    counting: Word,
    /// `unit_due` or `round_end`.
    anchor: Word,
    /// Days for units to report.
    report_days: u16,
    /// Days for compiling.
    compile_days: u16,
    /// Days for endorsing.
    endorse_days: u16,
    /// Days for a return that was sent back.
    return_days: u16,
}

/// How many returns are in a state.
#[derive(Serialize, ToSchema)]
struct ReturnCount {
    /// The state.
    state: Word,
    /// How many.
    count: usize,
}

/// A decision on a round.
#[derive(Serialize, ToSchema)]
struct DecisionAnswer {
    /// What was decided.
    kind: Word,
    /// Login of who decided.
    by: String,
    /// In which office.
    office: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The revision it is about.
    revision: u32,
    /// Why, or the instruction or resolution.
    reason: Option<String>,
    /// Number of the memo or resolution.
    document_no: Option<String>,
    /// When it ends.
    #[schema(format = Date)]
    expires_on: Option<String>,
}

/// What a frozen revision is.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct RevisionFacts {
    /// 1, 2, 3 …
    revision: u32,
    /// Number of the edition that it was frozen with.
    edition: u32,
    /// SHA-256 of its records.
    hash: String,
    /// When it was frozen.
    #[schema(format = DateTime)]
    frozen_at: String,
    /// Login of who froze it.
    frozen_by: String,
}

/// The steps of a round's way.
const STEPS: [Action; 7] = [
    Action::OpenRound,
    Action::CompileRound,
    Action::EndorseRound,
    Action::RecordResolution,
    Action::ConfirmResolution,
    Action::FreezeRound,
    Action::ReopenRound,
];

impl DatesAnswer {
    pub(in crate::api) fn of(dates: &RoundDates) -> Self {
        let RoundDates { report, compile, endorse } = dates;
        Self { report: report.to_string(), compile: compile.to_string(), endorse: endorse.to_string() }
    }
}

impl RulesAnswer {
    pub(in crate::api) fn of(rules: &DeadlineRules) -> Self {
        Self {
            counting: Word::of(rules.counting),
            anchor: Word::of(rules.anchor),
            report_days: rules.report_days,
            compile_days: rules.compile_days,
            endorse_days: rules.endorse_days,
            return_days: rules.return_days,
        }
    }
}

impl DecisionAnswer {
    fn of(it: &RoundDecision) -> Self {
        Self {
            kind: Word::of(it.kind),
            by: it.by.clone(),
            office: it.office.clone(),
            at: it.at.to_string(),
            revision: it.revision,
            reason: it.reason.clone(),
            document_no: it.document_no.clone(),
            expires_on: it.expires_on.map(|day| day.to_string()),
        }
    }
}

impl RevisionFacts {
    pub(super) fn of(it: &Snapshot) -> Self {
        Self {
            revision: it.revision,
            edition: it.edition,
            hash: it.hash.clone(),
            frozen_at: it.frozen_at.to_string(),
            frozen_by: it.frozen_by.clone(),
        }
    }
}

impl RoundAnswer {
    pub(super) fn of(page: &RoundPage, actor: &Actor) -> Self {
        let frozen = page.revisions.last().filter(|_| page.round.state == RoundState::Frozen);
        let returns = page.returns.iter().map(|(state, count)| ReturnCount { state: Word::of(*state), count: *count });
        let scored = page.plan.round(&page.round.code).ok();
        let may = STEPS.into_iter().filter(|step| page.may(actor, *step)).map(Word::of);
        Self {
            plan: page.plan.plan.plan.code.to_string(),
            round: RoundFacts::of(&page.round, frozen),
            dates: DatesAnswer::of(&page.dates),
            rules: RulesAnswer::of(&page.rules),
            returns: returns.collect(),
            unverified: page.unverified(),
            decisions: page.decisions.iter().map(DecisionAnswer::of).collect(),
            resolution: page.resolution().map(DecisionAnswer::of),
            reopened_by: page.reopened_by().map(DecisionAnswer::of),
            revisions: page.revisions.iter().map(RevisionFacts::of).collect(),
            problems: scored.filter(|it| it.problems.is_some()).map(|it| problems(&it, None)),
            may: may.collect(),
        }
    }
}

/// One round: state, deadlines, decisions, revisions, and what the caller may do
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}", tag = "rounds",
    extensions(("x-summary-th" = json!("รอบการรายงานหนึ่งรอบ: สถานะ กำหนดเวลา การตัดสินใจ ฉบับตรึง และสิ่งที่ผู้เรียกใช้ทำได้"))),
    params(RoundPath),
    responses((status = 200, description = "The round", body = RoundAnswer), (status = 404, response = Missing))
)]
pub(in crate::api) async fn show(call: Call, Path(at): Path<At>) -> Response {
    call.read(Action::ReadPlan, move |call| Ok(RoundAnswer::of(&read(call, &at)?, &call.actor))).await
}
