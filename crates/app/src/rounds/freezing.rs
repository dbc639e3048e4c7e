//! What is frozen, as canonical text with its hash: the plan with its rules, all verified figures, what was explained about them, what units
//! reported about problems, more time that they were given, and the deadline rules, holidays and evidence on which it rests.

use phaen_domain::finding::{OfUnit, with_explained};
use phaen_domain::frozen::{Basis, with_basis};
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::submission::{SubmissionState, UnitExtension, with_extensions, with_problems};
use phaen_domain::workbook::write;

use crate::error::AppError;
use crate::exchange::hash_of;
use crate::plan_view::PlanView;
use crate::ports::{Reading, Snapshot};
use crate::{Actor, App};

/// What is told of a round's returns beside the figures that they brought.
pub(crate) struct OfReturns {
    /// What was explained about the plan and about figures that count.
    pub(crate) explained: Vec<OfUnit>,
    /// More time that units were given.
    pub(crate) extensions: Vec<UnitExtension>,
}

/// The snapshot of a round as it stands.
pub(crate) fn snapshot_of(
    app: &App,
    actor: &Actor,
    view: &PlanView,
    told: &OfReturns,
    basis: &Basis,
    round: &RoundCode,
    revision: u32,
) -> Snapshot {
    let plan = &view.plan;
    let body = with_problems(with_explained(&write(plan).canonical(), &told.explained), view.problems_now(round));
    let body = with_extensions(with_basis(body, basis), &told.extensions);
    Snapshot {
        plan: plan.plan.code.clone(),
        edition: plan.edition.number,
        round: round.clone(),
        revision,
        frozen_at: app.clock.now(),
        frozen_by: actor.login.clone(),
        hash: hash_of(body.as_bytes()),
        body,
    }
}

/// What a round rests on: the rules and holidays of now, and what stands behind the figures of its verified returns.
pub(crate) fn basis_of(app: &App, tx: &mut dyn Reading, plan: &PlanCode, round: &RoundCode) -> Result<Basis, AppError> {
    let (rules, holidays) = (app.deadline_rules(tx)?, tx.holidays()?);
    let submissions = tx.submissions(plan, round)?;
    let verified = |unit: &UnitCode| submissions.iter().any(|it| it.key.unit == *unit && it.state == SubmissionState::Verified);
    let mut evidence = tx.evidence_of_round(plan, round)?;
    evidence.retain(|it| it.counts() && it.key.plan == *plan && it.key.round == *round && verified(&it.key.unit));
    Ok(Basis::of(rules, holidays, &evidence))
}
