//! Where a unit's return is in its life, on the wire.

use phaen_app::plan_view::PlanView;
use phaen_app::rounds::Waiting;
use phaen_domain::calendar::thai_date::bangkok;
use phaen_domain::round::Round;
use phaen_domain::submission::Submission;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::wire::{Name, Word};

/// Where a unit's return is.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ReturnFacts {
    /// Code of the plan.
    #[schema(example = "LED-2566")]
    plan: String,
    /// Code of the round.
    #[schema(example = "R12")]
    round: String,
    /// Code of the unit.
    #[schema(example = "กนย.")]
    unit: String,
    /// Name of the unit.
    unit_name: Name,
    /// `draft`, `endorsed`, `submitted`, `returned` or `verified`.
    state: Word,
    /// Counts up with every decision: send it as `seen_version`.
    version: u32,
    /// For whom it waits: `officer`, `head`, `policy` or `nobody`; for nobody once its round is frozen.
    waits_for: Word,
    /// The day by which it is due, an extension counted.
    #[schema(format = Date)]
    due_on: String,
    /// More time, if given.
    extension: Option<ExtensionAnswer>,
    /// The day by which a return that was sent back is due again.
    #[schema(format = Date)]
    return_due_on: Option<String>,
    /// The unit that had the obligation before, where a successor has taken it over.
    inherited_from: Option<String>,
    /// When it was last handed to the head; editing takes that back.
    #[schema(format = DateTime)]
    proposed_at: Option<String>,
    /// Who endorsed it, and in which office.
    endorsed: Option<DecidedAnswer>,
    /// Who submitted it last.
    submitted: Option<DecidedAnswer>,
    /// When it was first submitted: what timeliness is judged by.
    #[schema(format = DateTime)]
    first_submitted_at: Option<String>,
    /// Days late at the first submission; none before it.
    days_late: Option<u32>,
    /// Who verified it.
    verified: Option<DecidedAnswer>,
    /// How often it was submitted.
    submissions: u32,
}

/// More time for a return.
#[derive(Debug, Serialize, ToSchema)]
struct ExtensionAnswer {
    /// The new day.
    #[schema(format = Date)]
    due_on: String,
    /// Why.
    reason: String,
    /// Login of who gave it.
    by: String,
    /// In which office.
    office: String,
}

/// Who decided something, in which office and when, as far as each is kept.
#[derive(Debug, Serialize, ToSchema)]
struct DecidedAnswer {
    /// Login.
    by: String,
    /// In which office.
    office: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    at: Option<String>,
}

impl ReturnFacts {
    pub(in crate::api) fn of(plan: &PlanView, round: &Round, it: &Submission) -> Self {
        let unit = plan.unit(&it.key.unit);
        let decided = |by: &Option<String>, office: &Option<String>, at: Option<jiff::Timestamp>| {
            let by = by.clone()?;
            Some(DecidedAnswer { by, office: office.clone(), at: at.map(|at| at.to_string()) })
        };
        let late = it.first_submitted_at.map(|at| it.days_late(bangkok(at).date(), |at| bangkok(at).date()));
        Self {
            plan: it.key.plan.to_string(),
            round: it.key.round.to_string(),
            unit: it.key.unit.to_string(),
            unit_name: unit
                .map_or_else(|| Name::of(it.key.unit.as_str(), None), |unit| Name::of(&unit.name_th, unit.name_en.as_ref())),
            state: Word::of(it.state),
            version: it.version,
            waits_for: waits_for(Waiting::of(it, round.state)),
            due_on: it.due().to_string(),
            extension: it.extension.as_ref().map(|more| ExtensionAnswer {
                due_on: more.due_on.to_string(),
                reason: more.reason.clone(),
                by: more.by.clone(),
                office: more.office.clone(),
            }),
            return_due_on: it.return_due_on.map(|day| day.to_string()),
            inherited_from: it.inherited_from.as_ref().map(ToString::to_string),
            proposed_at: it.proposed_at.map(|at| at.to_string()),
            endorsed: decided(&it.endorsed_by, &it.endorsed_office, it.endorsed_at),
            submitted: decided(&it.submitted_by, &it.submitted_office, it.submitted_at),
            first_submitted_at: it.first_submitted_at.map(|at| at.to_string()),
            days_late: late,
            verified: decided(&it.verified_by, &it.verified_office, it.verified_at),
            submissions: it.submissions,
        }
    }
}

/// For whom a return waits.
pub(in crate::api) fn waits_for(waiting: Waiting) -> Word {
    match waiting {
        Waiting::Officer => Word::new("officer", "ผู้รายงานของหน่วยงาน", "The unit's officer"),
        Waiting::Head => Word::new("head", "หัวหน้าหน่วยงาน", "The head of the unit"),
        Waiting::Policy => Word::new("policy", "กลุ่มนโยบายและแผน", "The policy group"),
        Waiting::Nobody => Word::new("nobody", "ไม่มี", "Nobody"),
    }
}
