//! What is frozen, as canonical text with its hash: the plan with its rules, all verified figures, what was explained about them, what units
//! reported about problems, and the deadline rules, holidays and evidence on which it rests.

use phaen_domain::finding::{Explained, with_explained};
use phaen_domain::frozen::{Basis, with_basis};
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::submission::{SubmissionState, with_problems};
use phaen_domain::workbook::write;

use crate::error::AppError;
use crate::exchange::hash_of;
use crate::plan_view::PlanView;
use crate::ports::{Reading, Snapshot};
use crate::{Actor, App};

/// The snapshot of a round as it stands.
pub(crate) fn snapshot_of(
    app: &App,
    actor: &Actor,
    view: &PlanView,
    explained: &[(UnitCode, Explained)],
    basis: &Basis,
    round: &RoundCode,
    revision: u32,
) -> Snapshot {
    let plan = &view.plan;
    let body = with_problems(with_explained(&write(plan).canonical(), explained), view.problems_now(round));
    let body = with_basis(body, basis);
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
