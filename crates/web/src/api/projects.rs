//! Projects: the portfolio at a round, and one project with its indicators, money, results and scores.

use axum::extract::Path;
use axum::response::Response;
use phaen_app::plan_view::PlanView;
use phaen_domain::access::Action;
use phaen_domain::budget::{BudgetLine, BudgetOwner, BudgetPeriod};
use phaen_domain::figure::ItemResults;
use phaen_domain::observation::Subject;
use phaen_domain::project::{Project, ProjectIndicator};
use phaen_domain::shown;
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::document::{Invalid, Missing};
use super::problems::{ProblemAnswer, problems};
use super::refusal::Refusal;
use super::reported::ObservationAnswer;
use super::scorecard::round_asked;
use super::scores::ProjectResult;
use super::totals::ProjectsSum;
use super::wire::Word;

/// The projects of an edition with their results at a round.
#[derive(Serialize, ToSchema)]
pub(super) struct Projects {
    /// The round of the results; none for a plan without rounds.
    round: Option<String>,
    /// In printed order.
    projects: Vec<ProjectResult>,
    /// All together; none for a plan without projects.
    total: Option<ProjectsSum>,
}

/// One project.
#[derive(Serialize, ToSchema)]
pub(super) struct ProjectAnswer {
    /// Permanent code.
    code: String,
    /// The node it carries out.
    node: String,
    /// Number as printed.
    number: Option<String>,
    /// Name in Thai.
    name_th: String,
    /// Code of the scale that scores its status.
    scale: String,
    /// Codes of the responsible units, first one first.
    owners: Vec<String>,
    /// Whether it asks for money.
    funding: Word,
    /// Its indicators in printed order.
    indicators: Vec<ItemFacts>,
    /// Its budget lines.
    budget: Vec<Amount>,
    /// What was reported, with who stands behind it.
    observations: Vec<ObservationAnswer>,
    /// Its result at each round, earliest first.
    rounds: Vec<ProjectAtRound>,
    /// Source and remarks.
    note: Option<String>,
}

/// An indicator of a project.
#[derive(Serialize, ToSchema)]
struct ItemFacts {
    /// 1, 2, 3 … within the project.
    item: u32,
    /// What is measured.
    text: String,
    /// Target wording as printed.
    target_printed: Option<String>,
    /// Target value, as decimal text.
    target_value: Option<String>,
    /// Unit of measure.
    unit_of_measure: Option<String>,
    /// Whether lower is better.
    lower_is_better: bool,
    /// Source and remarks.
    note: Option<String>,
}

/// One budget line.
#[derive(Serialize, ToSchema)]
struct Amount {
    /// What the amount says.
    kind: Word,
    /// Source of money in the agency's words.
    source: String,
    /// Class of expense.
    class: Word,
    /// `year`, a round's code, or `M01` … `M12` for a month of the fiscal year.
    period: String,
    /// As it is shown.
    shown: Option<String>,
    /// In baht, as decimal text.
    baht: Option<String>,
    /// Target in percent of the appropriation.
    target_percent: Option<String>,
    /// Source and remarks.
    note: Option<String>,
}

/// The result of a project at a round.
#[derive(Serialize, ToSchema)]
struct ProjectAtRound {
    /// Code of the round.
    round: String,
    /// The result.
    result: ProjectResult,
    /// What units reported about problems with it.
    problems: Vec<ProblemAnswer>,
}

impl ItemFacts {
    fn of(item: &ProjectIndicator) -> Self {
        Self {
            item: item.order,
            text: item.text.clone(),
            target_printed: item.target_printed.clone(),
            target_value: item.target_value.map(|value| value.to_string()),
            unit_of_measure: item.unit_of_measure.clone(),
            lower_is_better: item.lower_is_better,
            note: item.note.clone(),
        }
    }
}

impl Amount {
    fn of(line: &BudgetLine) -> Self {
        let period = match &line.period {
            BudgetPeriod::Year => "year".to_owned(),
            BudgetPeriod::Round(code) => code.to_string(),
            BudgetPeriod::Month(month) => format!("M{month:02}"),
        };
        Self {
            kind: Word::of(line.kind),
            source: line.source.clone(),
            class: Word::of(line.class),
            period,
            shown: line.amount.map(shown::baht),
            baht: line.amount.map(|amount| amount.plain()),
            target_percent: line.target_percent.map(|percent| percent.to_string()),
            note: line.note.clone(),
        }
    }
}

fn is_of(subject: &Subject, project: &Project) -> bool {
    match subject {
        Subject::Project(code) | Subject::ProjectIndicator(code, _) => *code == project.code,
        Subject::Indicator(_) => false,
    }
}

fn answer(view: &PlanView, code: &str) -> Result<ProjectAnswer, Refusal> {
    let missing = || Refusal::missing("project", code);
    let project = view.plan.projects.iter().find(|project| project.code.as_str() == code).ok_or_else(missing)?;
    let mut rounds = Vec::new();
    for round in &view.plan.rounds {
        let scored = view.round(&round.code)?;
        let score = scored.scorecard.projects.iter().find(|score| score.project == project.code);
        let judged = scored.plan.projects.iter().find(|judged| judged.code == project.code);
        if let Some((judged, score)) = judged.zip(score) {
            let items = ItemResults::of(&scored.plan, &round.code);
            let result = ProjectResult::of(judged, score, &items);
            let problems = problems(&scored, Some(&Subject::Project(project.code.clone())));
            rounds.push(ProjectAtRound { round: round.code.to_string(), result, problems });
        }
    }
    let provenance = view.stored.provenance.iter().map(Some).chain(std::iter::repeat(None));
    let observations = view.plan.observations.iter().zip(provenance).filter(|(o, _)| is_of(&o.subject, project));
    let owner = BudgetOwner::Project(project.code.clone());
    Ok(ProjectAnswer {
        code: project.code.to_string(),
        node: project.node.to_string(),
        number: project.number.clone(),
        name_th: project.name_th.clone(),
        scale: project.scale.to_string(),
        owners: project.owners.iter().map(ToString::to_string).collect(),
        funding: Word::of(project.funding),
        indicators: project.indicators.iter().map(ItemFacts::of).collect(),
        budget: view.plan.budget.iter().filter(|line| line.owner == owner).map(Amount::of).collect(),
        observations: observations.map(|(o, provenance)| ObservationAnswer::of(view, o, provenance)).collect(),
        rounds,
        note: project.note.clone(),
    })
}

fn list_answer(view: &PlanView, asked: Option<&str>) -> Result<Projects, Refusal> {
    let Some(round) = round_asked(view, asked)? else { return Ok(Projects { round: None, projects: Vec::new(), total: None }) };
    let scored = view.round(&round)?;
    let both = scored.plan.projects.iter().zip(&scored.scorecard.projects);
    let items = ItemResults::of(&scored.plan, &round);
    let total = (!scored.scorecard.projects.is_empty()).then(|| ProjectsSum::of(&scored.scorecard.projects_total, None));
    Ok(Projects {
        round: Some(round.to_string()),
        projects: both.map(|(project, score)| ProjectResult::of(project, score, &items)).collect(),
        total,
    })
}

/// Projects with their results at a round
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/projects", tag = "projects",
    extensions(("x-summary-th" = json!("โครงการพร้อมสถานะและเงินของรอบ"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
        ("round" = Option<String>, Query, description = "Code of the round; the usual one when absent"),
    ),
    responses((status = 200, description = "The projects", body = Projects), (status = 404, response = Missing), (status = 422, response = Invalid))
)]
pub(super) async fn list(call: Call, Path(plan): Path<String>) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let view = call.app.plan(&call.actor, &plan, call.edition()?)?;
        list_answer(&view, call.asked("round"))
    })
    .await
}

/// One project: indicators, money, results with provenance, scores
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/projects/{code}", tag = "projects",
    extensions(("x-summary-th" = json!("โครงการหนึ่งโครงการ: ตัวชี้วัด เงิน ผลและที่มา คะแนน"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("code" = String, Path, description = "Code of the project"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
    ),
    responses((status = 200, description = "The project", body = ProjectAnswer), (status = 404, response = Missing), (status = 422, response = Invalid))
)]
pub(super) async fn show(call: Call, Path((plan, code)): Path<(String, String)>) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let view = call.app.plan(&call.actor, &plan, call.edition()?)?;
        answer(&view, &code)
    })
    .await
}
