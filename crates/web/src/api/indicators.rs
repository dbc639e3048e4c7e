//! Indicators: the list with results at a round, and one indicator with its sheet, targets, results, scores and their workings.

use axum::extract::Path;
use axum::response::Response;
use phaen_app::plan_view::PlanView;
use phaen_domain::access::Action;
use phaen_domain::figure::Actuals;
use phaen_domain::id::IndicatorCode;
use phaen_domain::indicator::{ActualSource, Indicator, Measure};
use phaen_domain::observation::Subject;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::document::{Invalid, Missing};
use super::plans::ScaleFacts;
use super::problems::{ProblemAnswer, problems};
use super::refusal::Refusal;
use super::reported::ObservationAnswer;
use super::scorecard::round_asked;
use super::scores::{IndicatorResult, TargetAnswer};
use super::wire::{Name, Word};
use super::working::{Line, lines};

/// The indicators of an edition with their results at a round.
#[derive(Serialize, ToSchema)]
pub(super) struct Indicators {
    /// The round of the results; none for a plan without rounds.
    round: Option<String>,
    /// In printed order. Without a round there are no results.
    indicators: Vec<IndicatorResult>,
}

/// One indicator.
#[derive(Serialize, ToSchema)]
pub(super) struct IndicatorAnswer {
    /// Its sheet.
    sheet: Sheet,
    /// The scale that scores it; none = followed without a score.
    scale: Option<ScaleFacts>,
    /// Its targets with their versions.
    targets: Vec<TargetAnswer>,
    /// What was reported, with who stands behind it.
    observations: Vec<ObservationAnswer>,
    /// Its result at each round, earliest first.
    rounds: Vec<AtRound>,
}

/// The sheet of an indicator.
#[derive(Serialize, ToSchema)]
struct Sheet {
    /// Permanent code.
    code: String,
    /// The node it stands under.
    node: String,
    /// Number as printed.
    number: Option<String>,
    /// Name.
    name: Name,
    /// How it is measured.
    measure: MeasureFacts,
    /// Weight among its siblings, as decimal text.
    weight: Option<String>,
    /// Whether it counts in the totals.
    counted: bool,
    /// Where its actual comes from when it is not reported itself: `indicator:K01`, `plan`, `node:ISSUE-1`, `projects`.
    actual_from: Option<String>,
    /// Whether each figure needs evidence.
    evidence_required: bool,
    /// Owners, primary first.
    owners: Vec<OwnerFacts>,
    /// Steps of a milestone indicator.
    steps: Vec<StepFacts>,
    /// Definition.
    definition: Option<String>,
    /// Formula in words.
    formula: Option<String>,
    /// Where data come from.
    data_source: Option<String>,
    /// How often it is reported.
    frequency: Option<String>,
    /// Baseline in words.
    baseline: Option<String>,
    /// Dimension or type in the agency's words.
    dimension: Option<String>,
    /// Conditions and remarks.
    note: Option<String>,
}

/// How an indicator is measured.
#[derive(Serialize, ToSchema)]
struct MeasureFacts {
    /// Unit of measure in Thai.
    unit_of_measure: String,
    /// What a value looks like.
    shape: Word,
    /// How it compares with the target.
    percent_rule: Word,
    /// What a zero target means.
    zero_target: Word,
    /// How periods make a window.
    accumulation: Word,
    /// How units make the agency.
    aggregation: Word,
}

/// A unit's part in an indicator.
#[derive(Serialize, ToSchema)]
struct OwnerFacts {
    /// Code of the unit.
    unit: String,
    /// Primary owner; otherwise secondary.
    primary: bool,
    /// Weight when units are weighted, as decimal text.
    weight: Option<String>,
}

/// A step of a milestone indicator.
#[derive(Serialize, ToSchema)]
struct StepFacts {
    /// The round whose step it is; every round when absent.
    round: Option<String>,
    /// 1, 2, 3 …
    level: u8,
    /// What has to be done.
    text: String,
    /// The day by which it has to be done.
    #[schema(format = Date)]
    done_by: Option<String>,
}

/// The result of an indicator at a round.
#[derive(Serialize, ToSchema)]
pub(super) struct AtRound {
    /// Code of the round.
    round: String,
    /// The result.
    result: IndicatorResult,
    /// The working, from what was reported to the score.
    working: Vec<Line>,
    /// What units reported about problems with it.
    problems: Vec<ProblemAnswer>,
}

impl MeasureFacts {
    fn of(measure: &Measure) -> Self {
        Self {
            unit_of_measure: measure.unit_of_measure.clone(),
            shape: Word::of(measure.shape),
            percent_rule: Word::of(measure.percent_rule),
            zero_target: Word::of(measure.zero_target),
            accumulation: Word::of(measure.accumulation),
            aggregation: Word::of(measure.aggregation),
        }
    }
}

impl Sheet {
    fn of(indicator: &Indicator) -> Self {
        let owners = indicator.owners.iter().map(|owner| OwnerFacts {
            unit: owner.unit.to_string(),
            primary: owner.primary,
            weight: owner.weight.map(|weight| weight.to_string()),
        });
        let steps = indicator.steps.iter().map(|step| StepFacts {
            round: step.round.as_ref().map(ToString::to_string),
            level: step.level,
            text: step.text.clone(),
            done_by: step.done_by.map(|day| day.to_string()),
        });
        Self {
            code: indicator.code.to_string(),
            node: indicator.node.to_string(),
            number: indicator.number.clone(),
            name: Name::of(&indicator.name_th, indicator.name_en.as_ref()),
            measure: MeasureFacts::of(&indicator.measure),
            weight: indicator.weight.map(|weight| weight.to_string()),
            counted: indicator.counted,
            actual_from: indicator.actual_from.as_ref().map(link),
            evidence_required: indicator.evidence_required,
            owners: owners.collect(),
            steps: steps.collect(),
            definition: indicator.definition.clone(),
            formula: indicator.formula.clone(),
            data_source: indicator.data_source.clone(),
            frequency: indicator.frequency.clone(),
            baseline: indicator.baseline.clone(),
            dimension: indicator.dimension.clone(),
            note: indicator.note.clone(),
        }
    }
}

fn link(source: &ActualSource) -> String {
    match source {
        ActualSource::Indicator(code) => format!("indicator:{code}"),
        ActualSource::PlanTotal => "plan".to_owned(),
        ActualSource::NodeTotal(code) => format!("node:{code}"),
        ActualSource::ProjectsTotal => "projects".to_owned(),
    }
}

/// The results of one indicator at all rounds that judge it, earliest first.
pub(super) fn at_rounds(view: &PlanView, code: &IndicatorCode) -> Result<Vec<AtRound>, Refusal> {
    let mut rounds = Vec::new();
    for round in &view.plan.rounds {
        let scored = view.round(&round.code)?;
        let indicator = scored.plan.indicators.iter().find(|indicator| indicator.code == *code);
        let Some((indicator, score)) = indicator.zip(scored.scorecard.indicator(code)) else { continue };
        let actuals = Actuals::of(&scored.plan, &round.code);
        rounds.push(AtRound {
            round: round.code.to_string(),
            result: IndicatorResult::of(&scored.plan, indicator, score, &actuals),
            working: lines(&score.working),
            problems: problems(&scored, Some(&Subject::Indicator(code.clone()))),
        });
    }
    Ok(rounds)
}

fn answer(view: &PlanView, code: &str) -> Result<IndicatorAnswer, Refusal> {
    let missing = || Refusal::missing("indicator", code);
    let indicator = view.plan.indicators.iter().find(|indicator| indicator.code.as_str() == code).ok_or_else(missing)?;
    let scale = indicator.scale.as_ref().and_then(|code| view.plan.scales.iter().find(|scale| scale.code == *code));
    let subject = Subject::Indicator(indicator.code.clone());
    let targets = view.targets_of(&indicator.code).map(|(target, version)| TargetAnswer::of(target, Some(version)));
    Ok(IndicatorAnswer {
        sheet: Sheet::of(indicator),
        scale: scale.map(ScaleFacts::of),
        targets: targets.collect(),
        observations: view.observations_of(&subject).map(|(o, provenance)| ObservationAnswer::of(view, o, provenance)).collect(),
        rounds: at_rounds(view, &indicator.code)?,
    })
}

fn list_answer(view: &PlanView, asked: Option<&str>) -> Result<Indicators, Refusal> {
    let Some(round) = round_asked(view, asked)? else { return Ok(Indicators { round: None, indicators: Vec::new() }) };
    let scored = view.round(&round)?;
    let actuals = Actuals::of(&scored.plan, &round);
    let both = scored.plan.indicators.iter().zip(&scored.scorecard.indicators);
    let indicators = both.map(|(indicator, score)| IndicatorResult::of(&scored.plan, indicator, score, &actuals)).collect();
    Ok(Indicators { round: Some(round.to_string()), indicators })
}

/// Indicators with their results at a round
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/indicators", tag = "indicators",
    extensions(("x-summary-th" = json!("ตัวชี้วัดพร้อมผลและคะแนนของรอบ"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
        ("round" = Option<String>, Query, description = "Code of the round; the usual one when absent"),
    ),
    responses((status = 200, description = "The indicators", body = Indicators), (status = 404, response = Missing), (status = 422, response = Invalid))
)]
pub(super) async fn list(call: Call, Path(plan): Path<String>) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let view = call.app.plan(&call.actor, &plan, call.edition()?)?;
        list_answer(&view, call.asked("round"))
    })
    .await
}

/// One indicator: sheet, targets, results with provenance, scores with workings
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/indicators/{code}", tag = "indicators",
    extensions(("x-summary-th" = json!("ตัวชี้วัดหนึ่งตัว: รายละเอียด เป้าหมาย ผลและที่มา คะแนนและวิธีคิด"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("code" = String, Path, description = "Code of the indicator"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
    ),
    responses((status = 200, description = "The indicator", body = IndicatorAnswer), (status = 404, response = Missing), (status = 422, response = Invalid))
)]
pub(super) async fn show(call: Call, Path((plan, code)): Path<(String, String)>) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let view = call.app.plan(&call.actor, &plan, call.edition()?)?;
        answer(&view, &code)
    })
    .await
}
