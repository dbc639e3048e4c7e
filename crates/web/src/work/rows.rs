//! What waits, in words: what is to be done to which return or round, by when, and the way there.

use jiff::civil::Date;
use phaen_app::work::{Task, TaskKind};
use phaen_domain::id::UnitCode;

use crate::components::{Tag, Tone};
use crate::explain::reports;
use crate::explain::reports::round_name;
use crate::explain::wording::name;
use crate::text::Text;
use crate::when;

/// A remark that has to be answered.
pub(super) struct Remark {
    pub(super) text: String,
    pub(super) by: String,
}

/// One line.
pub(super) struct Row {
    pub(super) what: &'static str,
    pub(super) about: String,
    pub(super) of: String,
    pub(super) due: Option<String>,
    pub(super) left: Option<Tag>,
    pub(super) remarks: Vec<Remark>,
    pub(super) href: String,
    pub(super) button: &'static str,
    pub(super) label: String,
}

/// The line of a task.
pub(super) fn row(t: Text, task: &Task, today: Date) -> Row {
    let (what, button) = words(t, task.kind);
    let plan = &task.plan.plan.plan;
    let round = round_name(t, &task.round);
    let of_round = match task.kind {
        TaskKind::Overdue => t.work_overdue_units(t.count(task.count)),
        TaskKind::Compile => t.work_verified_returns(t.count(task.count)),
        _ => round.clone(),
    };
    let about = task.submission.as_ref().map_or(of_round, |it| unit_name(t, task, &it.key.unit));
    let remarks = task.comments.iter().map(|it| Remark { text: it.text.clone(), by: t.digits(&it.office).into_owned() });
    Row {
        what,
        label: format!("{button}: {about} {round}"),
        about,
        of: format!("{round} · {}", name(t, &plan.name_th, plan.name_en.as_ref())),
        due: task.due_on.map(|due| when::day(t, due)),
        left: task.days_left(today).map(|days| left(t, days)),
        remarks: remarks.collect(),
        href: place(task),
        button,
    }
}

fn unit_name(t: Text, task: &Task, unit: &UnitCode) -> String {
    t.digits(&reports::unit(t, &task.plan, Some(unit))).into_owned()
}

/// What is to be done, in words.
pub(crate) fn what(t: Text, kind: TaskKind) -> &'static str {
    words(t, kind).0
}

fn words(t: Text, kind: TaskKind) -> (&'static str, &'static str) {
    match kind {
        TaskKind::Mend => (t.work_mend(), t.work_mend_button()),
        TaskKind::FillIn => (t.work_fill_in(), t.work_fill_in_button()),
        TaskKind::Submit => (t.work_submit(), t.work_submit_button()),
        TaskKind::Endorse => (t.work_endorse(), t.work_look_button()),
        TaskKind::Verify => (t.work_verify(), t.work_verify_button()),
        TaskKind::Compile => (t.work_compile(), t.work_round_button()),
        TaskKind::EndorseRound => (t.work_endorse_round(), t.work_round_button()),
        TaskKind::Resolve => (t.work_resolve(), t.work_round_button()),
        TaskKind::Confirm => (t.work_confirm(), t.work_round_button()),
        TaskKind::Freeze => (t.work_freeze(), t.work_round_button()),
        TaskKind::Overdue => (t.work_overdue(), t.work_overdue_button()),
    }
}

/// Where it is done.
fn place(task: &Task) -> String {
    let (plan, round) = (&task.plan.plan.plan.code, &task.round.code);
    match (&task.submission, task.kind) {
        (Some(it), _) => crate::returns::path(&it.key),
        (None, TaskKind::Overdue) => format!("{}&late=yes", crate::board::place(plan, round)),
        (None, _) => crate::rounds::place(plan, round),
    }
}

/// Days that are left, or over.
pub(super) fn left(t: Text, days: i32) -> Tag {
    let count = t.digits(&days.unsigned_abs().to_string()).into_owned();
    match days {
        ..0 => Tag::new(Tone::Refusal, t.work_days_over(count)),
        0 => Tag::new(Tone::Warning, t.work_today()),
        1..=3 => Tag::new(Tone::Warning, t.work_days_left(count)),
        _ => Tag::new(Tone::Information, t.work_days_left(count)),
    }
}
