//! What is frozen, as canonical text with its hash: the plan with its rules, all verified figures, what was explained about them, and what
//! units reported about problems.

use phaen_domain::finding::{Explained, with_explained};
use phaen_domain::id::{RoundCode, UnitCode};
use phaen_domain::submission::with_problems;
use phaen_domain::workbook::write;

use crate::exchange::hash_of;
use crate::plan_view::PlanView;
use crate::ports::Snapshot;
use crate::{Actor, App};

/// The snapshot of a round as it stands.
pub(crate) fn snapshot_of(
    app: &App,
    actor: &Actor,
    view: &PlanView,
    explained: &[(UnitCode, Explained)],
    round: &RoundCode,
    revision: u32,
) -> Snapshot {
    let plan = &view.plan;
    let body = with_problems(with_explained(&write(plan).canonical(), explained), view.problems_now(round));
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
