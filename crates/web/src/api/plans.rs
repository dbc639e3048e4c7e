//! Plans, their editions, levels and trees; and the plan workbook as a file.

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::Response;
use phaen_app::plan_view::{PlanView, in_force};
use phaen_app::ports::PlanListing;
use phaen_domain::access::Action;
use phaen_domain::id::NodeCode;
use phaen_domain::plan::{Edition, Plan, PlanNode};
use phaen_domain::scoring::Scale;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::{Call, File};
use super::document::{Invalid, Missing};
use super::wire::{Name, Word};
use crate::download::{XLSX, ZIP};

/// All plans.
#[derive(Serialize, ToSchema)]
pub(super) struct Plans {
    /// In the order of the database.
    plans: Vec<PlanSummary>,
}

/// A plan with its editions.
#[derive(Serialize, ToSchema)]
struct PlanSummary {
    /// Facts of the plan.
    plan: PlanFacts,
    /// Its editions, newest last.
    editions: Vec<EditionFacts>,
    /// The edition that is used when none is asked for: the newest announced one, else the newest.
    edition_in_force: Option<u32>,
}

/// What a plan is.
#[derive(Serialize, ToSchema)]
pub(super) struct PlanFacts {
    /// Permanent code.
    code: String,
    /// Name.
    name: Name,
    /// What sort of plan.
    kind: Word,
    /// The fiscal year (Buddhist year in which it ends).
    #[schema(example = "2566")]
    fiscal_year: String,
    /// The plan that it carries out.
    carries_out: Option<String>,
    /// How its scores become a total.
    total_rule: Word,
    /// The vision.
    vision: Option<String>,
}

impl PlanFacts {
    pub(super) fn of(plan: &Plan) -> Self {
        Self {
            code: plan.code.to_string(),
            name: Name::of(&plan.name_th, plan.name_en.as_ref()),
            kind: Word::of(plan.kind),
            fiscal_year: plan.fiscal_year.to_string(),
            carries_out: plan.carries_out.as_ref().map(ToString::to_string),
            total_rule: Word::of(plan.total_rule),
            vision: plan.vision.clone(),
        }
    }
}

/// One version of a plan.
#[derive(Serialize, ToSchema)]
pub(super) struct EditionFacts {
    /// 1, 2, 3 …
    number: u32,
    /// Where it is in its life; only a draft may be changed.
    state: Word,
    /// The day of announcement.
    #[schema(format = Date)]
    announced_on: Option<String>,
    /// Why it was made.
    reason: Option<String>,
}

impl EditionFacts {
    pub(super) fn of(edition: &Edition) -> Self {
        Self {
            number: edition.number,
            state: Word::of(edition.state),
            announced_on: edition.announced_on.map(|day| day.to_string()),
            reason: edition.reason.clone(),
        }
    }
}

/// One edition of a plan: its levels, scales and tree.
#[derive(Serialize, ToSchema)]
pub(super) struct PlanAnswer {
    /// Facts of the plan.
    plan: PlanFacts,
    /// Name of the agency.
    agency: AgencyFacts,
    /// The edition at hand.
    edition: EditionFacts,
    /// All editions, newest last.
    editions: Vec<EditionFacts>,
    /// The agency's own names of the levels, top first.
    levels: Vec<LevelFacts>,
    /// The nodes, parents before children.
    tree: Vec<NodeFacts>,
    /// Scales in use.
    scales: Vec<ScaleFacts>,
    /// Codes of the rounds, earliest first.
    rounds: Vec<String>,
}

/// The agency.
#[derive(Serialize, ToSchema)]
struct AgencyFacts {
    /// Permanent code.
    code: String,
    /// Name.
    name: Name,
}

/// One level of the tree.
#[derive(Serialize, ToSchema)]
struct LevelFacts {
    /// 1 is the top.
    depth: u8,
    /// The agency's own name of it.
    name: Name,
}

/// One node of the tree.
#[derive(Serialize, ToSchema)]
struct NodeFacts {
    /// Permanent code.
    code: String,
    /// The node above; none at the top.
    parent: Option<String>,
    /// Its level.
    depth: u8,
    /// Number as printed.
    number: Option<String>,
    /// Name.
    name: Name,
    /// Weight among its siblings, as decimal text.
    weight: Option<String>,
    /// Whether what stands below it counts in the plan's total.
    counted: bool,
    /// Codes of the indicators that stand under it.
    indicators: Vec<String>,
    /// Codes of the projects that carry it out.
    projects: Vec<String>,
}

/// A scale: how an actual becomes a score.
#[derive(Serialize, ToSchema)]
pub(super) struct ScaleFacts {
    /// Permanent code.
    code: String,
    /// Name.
    name: Name,
    /// What it places.
    kind: Word,
    /// Full score, as decimal text.
    full_score: String,
    /// Whether scores between points are in proportion.
    interpolated: bool,
    /// What holds below the lowest point.
    below_lowest: Word,
    /// From which percentage a result is near its target.
    near_from: String,
    /// Points, lowest first.
    points: Vec<PointFacts>,
}

/// One point of a scale.
#[derive(Serialize, ToSchema)]
struct PointFacts {
    /// The lowest percentage of the band; none for anchors, which stand in each target.
    from: Option<String>,
    /// The score at that point.
    score: String,
    /// Number of the band as printed.
    band: u8,
    /// The points that are printed for the band.
    points_shown: Option<String>,
}

impl ScaleFacts {
    pub(super) fn of(scale: &Scale) -> Self {
        let points = scale.points.iter().map(|point| PointFacts {
            from: point.from.map(|from| from.to_string()),
            score: point.score.to_string(),
            band: point.band,
            points_shown: point.points_shown.map(|points| points.to_string()),
        });
        Self {
            code: scale.code.to_string(),
            name: Name::of(&scale.name_th, scale.name_en.as_ref()),
            kind: Word::of(scale.kind),
            full_score: scale.full_score.to_string(),
            interpolated: scale.interpolated,
            below_lowest: Word::of(scale.below_lowest),
            near_from: scale.near_from.to_string(),
            points: points.collect(),
        }
    }
}

impl PlanSummary {
    fn of(listing: &PlanListing) -> Self {
        Self {
            plan: PlanFacts::of(&listing.plan),
            editions: listing.editions.iter().map(EditionFacts::of).collect(),
            edition_in_force: in_force(&listing.editions),
        }
    }
}

impl PlanAnswer {
    fn of(view: &PlanView) -> Self {
        let plan = &view.plan;
        let mut indicators: HashMap<&NodeCode, Vec<String>> = HashMap::new();
        for indicator in &plan.indicators {
            indicators.entry(&indicator.node).or_default().push(indicator.code.to_string());
        }
        let mut projects: HashMap<&NodeCode, Vec<String>> = HashMap::new();
        for project in &plan.projects {
            projects.entry(&project.node).or_default().push(project.code.to_string());
        }
        let mut node = |node: &PlanNode| NodeFacts {
            code: node.code.to_string(),
            parent: node.parent.as_ref().map(ToString::to_string),
            depth: node.depth,
            number: node.number.clone(),
            name: Name::of(&node.name_th, node.name_en.as_ref()),
            weight: node.weight.map(|weight| weight.to_string()),
            counted: node.counted,
            indicators: indicators.remove(&node.code).unwrap_or_default(),
            projects: projects.remove(&node.code).unwrap_or_default(),
        };
        let level = |level: &phaen_domain::plan::Level| LevelFacts {
            depth: level.depth,
            name: Name::of(&level.name_th, level.name_en.as_ref()),
        };
        Self {
            plan: PlanFacts::of(&plan.plan),
            agency: AgencyFacts {
                code: plan.agency.code.clone(),
                name: Name::of(&plan.agency.name_th, plan.agency.name_en.as_ref()),
            },
            edition: EditionFacts::of(&plan.edition),
            editions: view.editions.iter().map(EditionFacts::of).collect(),
            levels: plan.levels.iter().map(level).collect(),
            tree: plan.nodes.iter().map(&mut node).collect(),
            scales: plan.scales.iter().map(ScaleFacts::of).collect(),
            rounds: plan.rounds.iter().map(|round| round.code.to_string()).collect(),
        }
    }
}

/// All plans with their editions
#[utoipa::path(
    get, path = "/api/v1/plans", tag = "plans",
    extensions(("x-summary-th" = json!("แผนทั้งหมดและฉบับของแผน"))),
    responses((status = 200, description = "The plans", body = Plans))
)]
pub(super) async fn list(call: Call) -> Response {
    call.read(Action::ReadPlan, |call| {
        let plans = call.app.plans(&call.actor)?;
        Ok(Plans { plans: plans.iter().map(PlanSummary::of).collect() })
    })
    .await
}

/// One edition of a plan: levels, tree, scales
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}", tag = "plans",
    extensions(("x-summary-th" = json!("ฉบับหนึ่งของแผน: ระดับ ผังแผน และเกณฑ์การให้คะแนน"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
    ),
    responses((status = 200, description = "The edition", body = PlanAnswer), (status = 404, response = Missing), (status = 422, response = Invalid))
)]
pub(super) async fn show(call: Call, Path(plan): Path<String>) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let view = call.app.plan(&call.actor, &plan, call.edition()?)?;
        Ok(PlanAnswer::of(&view))
    })
    .await
}

/// The plan workbook of an edition for Excel; it imports back equal
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/workbook.xlsx", tag = "files",
    extensions(("x-summary-th" = json!("สมุดงานแผน (Excel) นำกลับเข้าระบบได้เท่าเดิม"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
    ),
    responses(
        (status = 200, description = "The workbook", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn workbook(call: Call, Path(plan): Path<String>) -> Response {
    call.file(Action::Export, move |call| {
        let records = call.app.export(&call.actor, &plan, call.edition()?)?;
        let bytes = call.app.press().workbook(&records)?;
        Ok(File { kind: XLSX, name: format!("{plan}.xlsx"), bytes })
    })
    .await
}

/// The plan workbook of an edition as a ZIP of CSV files
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/workbook.zip", tag = "files",
    extensions(("x-summary-th" = json!("สมุดงานแผนเป็นไฟล์ CSV รวมใน ZIP"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
    ),
    responses(
        (status = 200, description = "The files", content_type = "application/zip"),
        (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn workbook_csv(call: Call, Path(plan): Path<String>) -> Response {
    call.file(Action::Export, move |call| {
        let records = call.app.export(&call.actor, &plan, call.edition()?)?;
        let bytes = call.app.press().workbook_csv(&records)?;
        Ok(File { kind: ZIP, name: format!("{plan}.zip"), bytes })
    })
    .await
}
