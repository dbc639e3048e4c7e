//! What waits for the caller, most pressing first.

use axum::response::Response;
use jiff::civil::Date;
use phaen_app::work::{Task, TaskKind};
use phaen_domain::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::returns::{CommentAnswer, ReturnFacts};
use super::wire::{Name, Word};

/// What waits for the caller.
#[derive(Serialize, ToSchema)]
pub(super) struct WorkAnswer {
    /// The day for which it is true.
    #[schema(format = Date)]
    today: String,
    /// Most pressing first.
    tasks: Vec<TaskAnswer>,
}

/// One thing that waits.
#[derive(Serialize, ToSchema)]
struct TaskAnswer {
    /// What is to be done: `mend`, `fill_in`, `submit`, `endorse`, `verify`, `compile`, `endorse_round`, `resolve`, `confirm`, `freeze` or
    /// `overdue`.
    kind: Word,
    /// Code of the plan.
    #[schema(example = "LED-2566")]
    plan: String,
    /// Code of the round.
    #[schema(example = "R12")]
    round: String,
    /// Name of the round.
    round_name: Name,
    /// The return, when it is about one.
    #[serde(rename = "return")]
    facts: Option<ReturnFacts>,
    /// By when.
    #[schema(format = Date)]
    due_on: Option<String>,
    /// Days left, below 0 when it is over.
    days_left: Option<i32>,
    /// What has to be mended.
    comments: Vec<CommentAnswer>,
    /// How many returns it is about, when it is about several.
    count: usize,
}

impl TaskAnswer {
    fn of(task: &Task, today: Date) -> Self {
        Self {
            kind: kind(task.kind),
            plan: task.plan.plan.plan.code.to_string(),
            round: task.round.code.to_string(),
            round_name: Name::of(&task.round.name_th, task.round.name_en.as_ref()),
            facts: task.submission.as_ref().map(|it| ReturnFacts::of(&task.plan, &task.round, it)),
            due_on: task.due_on.map(|day| day.to_string()),
            days_left: task.days_left(today),
            comments: task.comments.iter().map(CommentAnswer::of).collect(),
            count: task.count,
        }
    }
}

/// What is to be done, in the words of the page.
fn kind(kind: TaskKind) -> Word {
    let key = match kind {
        TaskKind::Mend => "mend",
        TaskKind::FillIn => "fill_in",
        TaskKind::Submit => "submit",
        TaskKind::Endorse => "endorse",
        TaskKind::Verify => "verify",
        TaskKind::Compile => "compile",
        TaskKind::EndorseRound => "endorse_round",
        TaskKind::Resolve => "resolve",
        TaskKind::Confirm => "confirm",
        TaskKind::Freeze => "freeze",
        TaskKind::Overdue => "overdue",
    };
    Word::said(key, |t| crate::work::what(t, kind))
}

/// What waits for the caller in the offices held today, most pressing first
#[utoipa::path(
    get, path = "/api/v1/work", tag = "me",
    extensions(("x-summary-th" = json!("งานที่รอผู้เรียกใช้ เรียงตามความเร่งด่วน"))),
    responses((status = 200, description = "The work", body = WorkAnswer))
)]
pub(super) async fn show(call: Call) -> Response {
    call.read(Action::ReadPlan, |call| {
        let (tasks, today) = (call.app.work(&call.actor)?, call.app.today());
        Ok(WorkAnswer { today: today.to_string(), tasks: tasks.iter().map(|task| TaskAnswer::of(task, today)).collect() })
    })
    .await
}
