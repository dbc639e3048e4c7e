//! The demonstration plans as views, from the workbooks that ship under `data/`.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::Path;

use jiff::civil::date;
use phaen_app::paper::Paper;
use phaen_app::plan_view::PlanView;
use phaen_app::ports::{Snapshot, StoredPlan};
use phaen_documents::workbook::read_csv_folder;
use phaen_domain::book::History;
use phaen_domain::figure::of_scorecard;
use phaen_domain::id::RoundCode;
use phaen_domain::number::Decimal;
use phaen_domain::observation::{Observation, Reported, Subject};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::restatement::{Reopened, restated};
use phaen_domain::round::{RoundDecision, RoundDecisionKind};
use phaen_domain::submission::{UnitExtension, UnitProblem, with_problems};
use phaen_domain::workbook::{understand, write};
use sha2::{Digest, Sha256};

pub(crate) fn plan(name: &str) -> AgencyPlan {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(name);
    understand(&read_csv_folder(&folder).unwrap()).unwrap()
}

pub(crate) fn code(round: &str) -> RoundCode {
    RoundCode::new(round).unwrap()
}

/// A round as it goes to print.
pub(crate) fn paper(view: &PlanView, round: &str) -> Paper {
    Paper::of(view, &code(round)).unwrap()
}

/// The figure that a second revision restates.
pub(crate) const K11: &str = "indicator:K11/actual";

/// The demonstration round frozen a second time after an order: K11 brought 80.00 instead of 76.49. A unit had been given more time.
pub(crate) fn revised() -> Paper {
    let (first, mut second) = (plan("led-2566"), plan("led-2566"));
    let k11 = |it: &&mut Observation| matches!(&it.subject, Subject::Indicator(code) if code.as_str() == "K11");
    second.observations.iter_mut().find(k11).unwrap().reported = Reported::Value(Decimal::parse("80.00").unwrap());
    let later = frozen(second, "R12");
    let figures = |view: &PlanView| {
        let round = view.round(&code("R12")).unwrap();
        of_scorecard(&round.plan, &round.scorecard)
    };
    let restated = restated(&figures(&frozen(first, "R12")), &figures(&later));
    let order = RoundDecision {
        id: "1".to_owned(),
        plan: later.plan.plan.code.clone(),
        round: code("R12"),
        kind: RoundDecisionKind::Reopened,
        revision: 1,
        by: "general".to_owned(),
        office: "อธิบดีกรมบังคับคดี".to_owned(),
        at: "2023-11-20T02:30:00Z".parse().unwrap(),
        reason: Some("แก้ไขผลตามข้อสังเกตของผู้ตรวจสอบ".to_owned()),
        document_no: Some("ยธ 0501/123".to_owned()),
        expires_on: Some(date(2023, 11, 30)),
    };
    let more = UnitExtension {
        unit: later.plan.units[1].code.clone(),
        from: date(2023, 10, 5),
        to: date(2023, 10, 12),
        reason: "น้ำท่วมสำนักงาน".to_owned(),
        office: "ผู้อำนวยการกองนโยบายและแผน".to_owned(),
    };
    let history = History {
        reopened: vec![Reopened { revision: 2, order: Some(order), restated: Some(restated) }],
        extensions: vec![more],
    };
    Paper { history, ..paper(&later, "R12") }
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
