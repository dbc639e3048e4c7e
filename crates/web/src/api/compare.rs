//! Two editions of a plan side by side: the targets that an amendment changes, and what it does to the total.

use axum::extract::Path;
use axum::response::Response;
use phaen_app::plan_view::PlanView;
use phaen_domain::access::Action;
use phaen_domain::id::RoundCode;
use phaen_domain::indicator::Target;
use phaen_domain::shown;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::document::{Invalid, Missing};
use super::plans::EditionFacts;
use super::refusal::Refusal;
use super::scorecard::round_asked;
use super::scores::TargetAnswer;
use super::wire::{Name, OwnFigure};
use crate::plan::compare::{Matched, differ, matched, which};

/// Two editions of a plan.
#[derive(Serialize, ToSchema)]
pub(super) struct Comparison {
    /// Code of the plan.
    plan: String,
    /// The earlier edition.
    left: EditionFacts,
    /// The later edition.
    right: EditionFacts,
    /// The round at which the totals are computed; none for a plan without rounds.
    round: Option<String>,
    /// C by the earlier edition at that round.
    left_percent: Option<OwnFigure>,
    /// C by the later edition at that round.
    right_percent: Option<OwnFigure>,
    /// How many targets both have together.
    compared: usize,
    /// How many of them differ.
    changed: usize,
    /// Those that differ, in the order of the later edition; all of them when asked for.
    targets: Vec<TargetPair>,
}

/// One target in two editions.
#[derive(Serialize, ToSchema)]
struct TargetPair {
    /// Code of the indicator.
    indicator: String,
    /// Its number as printed.
    number: Option<String>,
    /// Its name.
    name: Option<Name>,
    /// Whether the two differ; remarks do not count.
    differs: bool,
    /// In the earlier edition, where it has it.
    left: Option<TargetAnswer>,
    /// In the later edition, where it has it.
    right: Option<TargetAnswer>,
}

impl TargetPair {
    fn of(left: &PlanView, right: &PlanView, both: Matched<'_>) -> Option<Self> {
        let view = if both.1.is_some() { right } else { left };
        let code = &both.1.or(both.0)?.indicator;
        let indicator = view.indicator(code);
        Some(Self {
            indicator: code.to_string(),
            number: indicator.and_then(|it| it.number.clone()),
            name: indicator.map(|it| Name::of(&it.name_th, it.name_en.as_ref())),
            differs: differ(both),
            left: both.0.map(|target| answer(left, target)),
            right: both.1.map(|target| answer(right, target)),
        })
    }
}

fn answer(view: &PlanView, target: &Target) -> TargetAnswer {
    let version = view.targets_of(&target.indicator).find(|(it, _)| *it == target).map(|(_, version)| version);
    TargetAnswer::of(target, version)
}

fn percent(view: &PlanView, round: Option<&RoundCode>) -> Option<OwnFigure> {
    let scored = view.round(round?).ok()?;
    OwnFigure::some(scored.scorecard.plan.percent.as_ref(), shown::percent)
}

fn compare(call: &Call, plan: &str) -> Result<Comparison, Refusal> {
    let read = |edition| call.app.plan(&call.actor, plan, edition);
    let wanted = which(&read(None)?.editions, call.number("left")?, call.number("right")?);
    let (left, right) = wanted.ok_or_else(|| Refusal::missing("plan", plan))?;
    let (left, right) = (read(Some(left))?, read(Some(right))?);
    let round = round_asked(&right, call.asked("round"))?;
    let all = call.asked("all").is_some_and(|all| all == "true");
    let pairs: Vec<_> = matched(&left, &right).into_iter().filter_map(|both| TargetPair::of(&left, &right, both)).collect();
    Ok(Comparison {
        plan: right.plan.plan.code.to_string(),
        left: EditionFacts::of(left.edition()),
        right: EditionFacts::of(right.edition()),
        left_percent: percent(&left, round.as_ref()),
        right_percent: percent(&right, round.as_ref()),
        round: round.map(|round| round.to_string()),
        compared: pairs.len(),
        changed: pairs.iter().filter(|pair| pair.differs).count(),
        targets: pairs.into_iter().filter(|pair| all || pair.differs).collect(),
    })
}

/// Two editions of a plan side by side: targets that differ, and the total by either
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/compare", tag = "plans",
    extensions(("x-summary-th" = json!("เปรียบเทียบแผนสองฉบับ: เป้าหมายที่ต่างกันและคะแนนรวมตามแต่ละฉบับ"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("left" = Option<u32>, Query, description = "Number of the earlier edition; the one before the later when absent"),
        ("right" = Option<u32>, Query, description = "Number of the later edition; the newest when absent"),
        ("round" = Option<String>, Query, description = "Code of the round of the totals; the usual one when absent"),
        ("all" = Option<bool>, Query, description = "Also the targets that are the same"),
    ),
    responses((status = 200, description = "The comparison", body = Comparison), (status = 404, response = Missing), (status = 422, response = Invalid))
)]
pub(super) async fn show(call: Call, Path(plan): Path<String>) -> Response {
    call.read(Action::ReadPlan, move |call| compare(call, &plan)).await
}
