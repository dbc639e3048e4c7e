//! The demonstration plans as views, from the workbooks that ship under `data/`.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::Path;

use phaen_app::plan_view::PlanView;
use phaen_app::ports::{Snapshot, StoredPlan};
use phaen_documents::workbook::read_csv_folder;
use phaen_domain::id::RoundCode;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::submission::{UnitProblem, with_problems};
use phaen_domain::workbook::{understand, write};
use sha2::{Digest, Sha256};

pub(crate) fn plan(name: &str) -> AgencyPlan {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(name);
    understand(&read_csv_folder(&folder).unwrap()).unwrap()
}

pub(crate) fn code(round: &str) -> RoundCode {
    RoundCode::new(round).unwrap()
}

/// A view of a plan without snapshots.
pub(crate) fn live(plan: AgencyPlan) -> PlanView {
    let editions = vec![plan.edition.clone()];
    PlanView::of(
        7,
        StoredPlan { plan, target_versions: Vec::new(), narrative_versions: Vec::new(), provenance: Vec::new() },
        editions,
        [],
    )
}

/// A view of a plan with one round frozen on 20 October 2023, late in the evening of UTC and the 21st in Thailand.
pub(crate) fn frozen(plan: AgencyPlan, round: &str) -> PlanView {
    frozen_with(plan, round, None)
}

/// The same, with what units reported about problems.
pub(crate) fn frozen_with(plan: AgencyPlan, round: &str, problems: Option<&[UnitProblem]>) -> PlanView {
    let body = with_problems(write(&plan).canonical(), problems);
    let snapshot = Snapshot {
        plan: plan.plan.code.clone(),
        edition: plan.edition.number,
        round: code(round),
        revision: 1,
        frozen_at: "2023-10-20T18:30:00Z".parse().unwrap(),
        frozen_by: "analyst".to_owned(),
        hash: Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect(),
        body,
    };
    let editions = vec![plan.edition.clone()];
    PlanView::of(
        9,
        StoredPlan { plan, target_versions: Vec::new(), narrative_versions: Vec::new(), provenance: Vec::new() },
        editions,
        [snapshot],
    )
}

pub(crate) fn led() -> PlanView {
    frozen(plan("led-2566"), "R12")
}
