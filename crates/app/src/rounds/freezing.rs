//! What is frozen: the plan with its rules and all verified figures, as canonical records with their hash.

use phaen_domain::id::RoundCode;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::workbook::write;

use crate::exchange::hash_of;
use crate::ports::Snapshot;
use crate::{Actor, App};

/// The snapshot of a round as it stands.
pub(crate) fn snapshot_of(app: &App, actor: &Actor, plan: &AgencyPlan, round: &RoundCode, revision: u32) -> Snapshot {
    let body = write(plan).canonical();
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
