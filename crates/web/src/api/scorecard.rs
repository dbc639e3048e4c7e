//! The scorecard of a round: plan, nodes, indicators, projects and budget; and its files.

use axum::extract::Path;
use axum::response::Response;
use phaen_app::plan_view::{PlanView, RoundView};
use phaen_domain::access::Action;
use phaen_domain::figure::{Actuals, FigureId, ItemResults};
use phaen_domain::id::RoundCode;
use phaen_domain::money::Satang;
use phaen_domain::scoring::{BudgetRow, budget_table};
use phaen_domain::shown;
use serde::Serialize;
use tokio::sync::{Semaphore, SemaphorePermit};
use utoipa::ToSchema;

use super::call::{Call, File};
use super::document::{Invalid, Missing};
use super::plans::{EditionFacts, PlanFacts};
use super::refusal::Refusal;
use super::rounds::RoundFacts;
use super::scores::{IndicatorResult, ProjectResult};
use super::totals::{NodeSum, PlanTotal, ProjectsSum};
use super::wire::{Figure, Name, Word};
use crate::download::{PDF, XLSX};

/// The scorecard of an edition at a round.
#[derive(Serialize, ToSchema)]
pub(super) struct ScorecardAnswer {
    /// Facts of the plan.
    plan: PlanFacts,
    /// The edition it is judged by.
    edition: EditionFacts,
    /// The round.
    round: RoundFacts,
    /// The plan's total.
    total: PlanTotal,
    /// Nodes in the order of the plan.
    nodes: Vec<NodeResult>,
    /// Indicators in the order of the plan; their workings stand at each indicator's own address.
    indicators: Vec<IndicatorResult>,
    /// Projects in the order of the plan.
    projects: Vec<ProjectResult>,
    /// All projects together; none for a plan without projects.
    projects_total: Option<ProjectsSum>,
    /// Projects under each node that has any.
    projects_by_node: Vec<NodeProjects>,
    /// The agency's budget table.
    budget: Vec<BudgetLine>,
}

/// A node with its total.
#[derive(Serialize, ToSchema)]
struct NodeResult {
    /// Code of the node.
    code: String,
    /// Number as printed.
    number: Option<String>,
    /// Name.
    name: Option<Name>,
    /// Its total; none where nothing counts.
    total: Option<NodeSum>,
}

/// Projects under a node.
#[derive(Serialize, ToSchema)]
struct NodeProjects {
    /// Code of the node.
    node: String,
    /// Its projects together.
    total: ProjectsSum,
}

/// One row of the agency's budget table.
#[derive(Serialize, ToSchema)]
struct BudgetLine {
    /// Class of expense.
    class: Word,
    /// Disbursed, or spent with commitments.
    kind: Word,
    /// The appropriation in baht.
    allocation: Option<Figure>,
    /// Target in percent of the appropriation.
    target_percent: Option<Figure>,
    /// Target in baht.
    target: Option<Figure>,
    /// Reached in baht.
    actual: Option<Figure>,
    /// Reached in percent of the appropriation.
    actual_percent: Option<Figure>,
    /// Reached less target in baht.
    difference: Option<Figure>,
    /// Reached less target in percentage points.
    difference_points: Option<Figure>,
}

impl BudgetLine {
    fn of(row: &BudgetRow) -> Self {
        let id = |what| FigureId::budget(row, what);
        let money = |what, amount: Option<Satang>| Figure::money(&id(what), amount);
        Self {
            class: Word::of(row.class),
            kind: Word::of(row.kind),
            allocation: money("allocation", row.allocation),
            target_percent: Figure::some(&id("target_percent"), row.target_percent.as_ref(), shown::percent),
            target: money("target", row.target),
            actual: money("actual", row.actual),
            actual_percent: Figure::some(&id("actual_percent"), row.actual_percent.as_ref(), shown::percent),
            difference: money("difference", row.difference),
            difference_points: Figure::some(&id("difference_points"), row.difference_points.as_ref(), shown::difference),
        }
    }
}

/// A round by its code.
pub(super) fn round_of(view: &PlanView, code: &str) -> Result<RoundCode, Refusal> {
    view.find_round(code).map(|round| round.code.clone()).ok_or_else(|| Refusal::missing("round", code))
}

/// The round that a caller asked for, or the usual one; `None` when the plan has none.
pub(super) fn round_asked(view: &PlanView, code: Option<&str>) -> Result<Option<RoundCode>, Refusal> {
    code.map_or_else(|| Ok(view.usual_round().map(|round| round.code.clone())), |code| round_of(view, code).map(Some))
}

fn nodes(scored: &RoundView) -> Vec<NodeResult> {
    let nodes = scored.scorecard.nodes.iter().map(|node| {
        let facts = scored.plan.nodes.iter().find(|facts| facts.code == node.node);
        NodeResult {
            code: node.node.to_string(),
            number: facts.and_then(|facts| facts.number.clone()),
            name: facts.map(|facts| Name::of(&facts.name_th, facts.name_en.as_ref())),
            total: (!node.total.full.is_zero()).then(|| NodeSum::of(&node.total, |what| FigureId::node(&node.node, what))),
        }
    });
    nodes.collect()
}

fn answer(view: &PlanView, code: &RoundCode) -> Result<ScorecardAnswer, Refusal> {
    let scored = view.round(code)?;
    let (plan, card) = (&scored.plan, &scored.scorecard);
    let round = view.find_round(code.as_str()).ok_or_else(|| Refusal::missing("round", code.as_str()))?;
    let actuals = Actuals::of(plan, code);
    let indicators = plan.indicators.iter().zip(&card.indicators);
    let projects = plan.projects.iter().zip(&card.projects);
    let items = ItemResults::of(plan, code);
    let by_node = card.projects_total.by_node.iter();
    Ok(ScorecardAnswer {
        plan: PlanFacts::of(&plan.plan),
        edition: EditionFacts::of(view.edition()),
        round: RoundFacts::seen(round, &scored),
        total: PlanTotal::of(card),
        nodes: nodes(&scored),
        indicators: indicators.map(|(indicator, score)| IndicatorResult::of(plan, indicator, score, &actuals)).collect(),
        projects: projects.map(|(project, score)| ProjectResult::of(project, score, &items)).collect(),
        projects_total: (!card.projects.is_empty()).then(|| ProjectsSum::of(&card.projects_total, None)),
        projects_by_node: by_node
            .map(|(node, total)| NodeProjects { node: node.to_string(), total: ProjectsSum::of(total, Some(node)) })
            .collect(),
        budget: budget_table(plan, code).iter().map(BudgetLine::of).collect(),
    })
}

/// The scorecard of a round: totals, indicators, projects, budget
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/scorecard", tag = "rounds",
    extensions(("x-summary-th" = json!("ตารางคะแนนของรอบ: ผลรวม ตัวชี้วัด โครงการ และงบประมาณ"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("round" = String, Path, description = "Code of the round"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
    ),
    responses(
        (status = 200, description = "The scorecard", body = ScorecardAnswer),
        (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn show(call: Call, Path((plan, round)): Path<(String, String)>) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let view = call.app.plan(&call.actor, &plan, call.edition()?)?;
        answer(&view, &round_of(&view, &round)?)
    })
    .await
}

/// How the name of a revision's file ends.
fn of_revision(call: &Call) -> Result<String, Refusal> {
    Ok(call.revision()?.map(|revision| format!("-revision-{revision}")).unwrap_or_default())
}

/// The scorecard of a round, or of one of its frozen revisions, for Excel
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/scorecard.xlsx", tag = "files",
    extensions(("x-summary-th" = json!("ตารางคะแนนของรอบ หรือของผลที่ตรึงครั้งหนึ่ง (Excel)"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("round" = String, Path, description = "Code of the round"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
        ("revision" = Option<u32>, Query, description = "A frozen revision of the round: 1, 2, 3 …; the round as it stands when absent"),
    ),
    responses(
        (status = 200, description = "The scorecard", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn sheet(call: Call, Path((plan, round)): Path<(String, String)>) -> Response {
    call.file(Action::Export, move |call| {
        let bytes = call.app.scorecard_sheet(&call.actor, &plan, call.edition()?, &round, call.revision()?)?;
        Ok(File { kind: XLSX, name: format!("{plan}-{round}{}.xlsx", of_revision(call)?), bytes })
    })
    .await
}

/// Books take memory: beside the worker's one, one at a time is made here (`decisions.md` 21). The turn lasts until the book is done, also when
/// the caller has gone.
fn turn() -> Result<SemaphorePermit<'static>, Refusal> {
    static TURNS: Semaphore = Semaphore::const_new(1);
    TURNS.try_acquire().map_err(|_| Refusal::Busy)
}

/// The results book of a round, or of one of its frozen revisions, made at once; 503 while another one is being made, or when it takes longer than 30 seconds
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds/{round}/results-book.pdf", tag = "files",
    extensions(("x-summary-th" = json!("เล่มรายงานผลของรอบ หรือของผลที่ตรึงครั้งหนึ่ง (PDF) จัดทำทันที"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("round" = String, Path, description = "Code of the round"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
        ("revision" = Option<u32>, Query, description = "A frozen revision of the round: 1, 2, 3 …; the round as it stands when absent"),
    ),
    responses(
        (status = 200, description = "The book", content_type = "application/pdf"),
        (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn book(call: Call, Path((plan, round)): Path<(String, String)>) -> Response {
    call.file(Action::MakeBook, move |call| {
        let _turn = turn()?;
        let bytes = call.app.results_book(&call.actor, &plan, call.edition()?, &round, call.revision()?)?;
        Ok(File { kind: PDF, name: format!("{plan}-{round}{}.pdf", of_revision(call)?), bytes })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::{Refusal, turn};

    #[test]
    fn a_second_book_waits_for_its_turn() {
        let first = turn().ok();
        assert!(first.is_some());
        assert!(matches!(turn(), Err(Refusal::Busy)));
        drop(first);
        assert!(turn().is_ok());
    }
}
