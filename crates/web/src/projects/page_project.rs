//! One project: what it is, how it stands and why, its indicators with targets and results, its money, and who reported what when.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::addresses::figure_path;
use phaen_app::editing::reported_text;
use phaen_app::ports::Provenance;
use phaen_domain::access::{Action as Deed, may};
use phaen_domain::budget::{BudgetLine, BudgetOwner, BudgetPeriod};
use phaen_domain::figure::{FigureId, ItemResults, of_project};
use phaen_domain::id::{ProjectCode, RoundCode};
use phaen_domain::observation::{Observation, Period, Subject};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::project::{Project, ProjectIndicator};
use phaen_domain::scoring::ProjectScore;
use phaen_domain::shown;

use super::cell::{Cell, chip};
use super::form::Item;
use super::rows::{Money, node_name, path, word};
use crate::components::{Action, Status};
use crate::errors::WebError;
use crate::explain::figures::at_round;
use crate::explain::problems::{self, Problem};
use crate::explain::reports::{frozen_with, is_open_to, own_return, place_of};
use crate::layout::{Page, Room};
use crate::returns::Enter;
use crate::signed::Chosen;
use crate::text::Text;
use crate::view::View;
use crate::when;

/// One indicator of the project.
struct IndicatorRow {
    number: String,
    text: String,
    target: String,
    result: Cell,
    enter: Option<Enter>,
    note: Option<String>,
}

/// One amount.
struct AmountRow {
    kind: &'static str,
    source: String,
    class: &'static str,
    period: String,
    amount: String,
    note: String,
}

/// One report, for the list of who said what when.
struct Report {
    round: String,
    what: String,
    value: String,
    narrative: String,
    explained: Vec<(String, String, String)>,
    source: String,
    evidence: String,
    /// Where what stands behind it is listed.
    proof: Option<String>,
    /// Its item in the unit's return, where the reader may open it.
    at: Option<String>,
    who: String,
    when: String,
    imported: bool,
}

#[derive(Template)]
#[template(path = "projects/page_project.html")]
struct ProjectPage {
    t: Text,
    node: String,
    owners: Vec<(String, String)>,
    note: Option<String>,
    round: String,
    points: Cell,
    full: String,
    status: Option<Status>,
    scale: String,
    reported: bool,
    money: Money,
    money_formula: Option<String>,
    amounts: Vec<AmountRow>,
    indicators: Vec<IndicatorRow>,
    problems: Vec<Problem>,
    reports: Vec<Report>,
    enter_status: Option<Enter>,
    history: String,
}

/// GET /projects/{code}
pub(super) async fn show(view: View, chosen: Chosen, Path(code): Path<String>) -> Result<Response, WebError> {
    let t = view.t;
    let (round, round_view) = chosen.need_round()?;
    let plan = &round_view.plan;
    let code = ProjectCode::new(&code).map_err(|_| WebError::NotFound)?;
    let place = plan.projects.iter().position(|project| project.code == code).ok_or(WebError::NotFound)?;
    let (project, score) = plan.projects.get(place).zip(round_view.scorecard.projects.get(place)).ok_or(WebError::NotFound)?;
    let body = body(t, &chosen, plan, round, (project, score));
    let number = project.number.as_deref().map(|number| t.projects_numbered(t.digits(number)));
    let mut page = Page::new(&view, t.digits(&project.name_th).into_owned()).in_room(Room::Projects);
    page = page.crumb(number.unwrap_or_else(|| t.projects_project().to_owned()), None).lead(body.node.clone());
    if let Some(it) = &body.enter_status {
        page = page.action(Action::new(it.label, it.href.clone()).icon(it.icon).primary());
    }
    page = page.action(Action::new(t.projects_history(), body.history.clone()).icon("history"));
    Ok(page.render(&body))
}

fn body(t: Text, chosen: &Chosen, plan: &AgencyPlan, round: &RoundCode, it: (&Project, &ProjectScore)) -> ProjectPage {
    let (project, score) = it;
    let enter = |item: Item| entering(t, chosen, round, &project.code, item);
    let items = ItemResults::of(plan, round);
    let scale = plan.scales.iter().find(|scale| scale.code == project.scale);
    let owners = project.owners.iter().map(|code| {
        let unit = plan.units.iter().find(|unit| unit.code == *code);
        let name = unit.map_or_else(
            || code.to_string(),
            |unit| {
                let name = named(t, &unit.name_th, unit.name_en.as_deref());
                format!("{name} ({})", unit.abbreviation)
            },
        );
        (t.digits(&name).into_owned(), chosen.link(&format!("/units/{}", crate::cookies::encode(code.as_str()))))
    });
    ProjectPage {
        t,
        node: plan.nodes.iter().find(|node| node.code == project.node).map_or_else(String::new, |node| node_name(t, node)),
        owners: owners.collect(),
        note: project.note.as_deref().map(|note| t.digits(note).into_owned()),
        round: round_name(t, plan, round),
        points: Cell::of(t, &of_project(score), &FigureId::project(&project.code, "points")),
        full: t.digits(&shown::points(&score.full)).into_owned(),
        status: chip(score.status),
        scale: scale.map_or_else(String::new, |scale| named(t, &scale.name_th, scale.name_en.as_deref())),
        reported: score.points.is_some(),
        money: Money::of(t, project, score),
        money_formula: money_formula(t, score),
        amounts: amounts(t, plan, &project.code),
        indicators: project.indicators.iter().map(|i| indicator(t, plan, (round, &items), project, i, &enter)).collect(),
        problems: problems::of_subject(t, chosen, &Subject::Project(project.code.clone())),
        reports: reports(t, chosen, plan, &project.code),
        enter_status: enter(Item::Status),
        history: format!("/journal/project/{}", crate::cookies::encode(project.code.as_str())),
    }
}

/// Where a result is entered: only for whoever may, and while a round is open. The round at hand is kept when it is open. What a unit's return
/// reports is entered there.
fn entering(t: Text, chosen: &Chosen, round: &RoundCode, code: &ProjectCode, item: Item) -> Option<Enter> {
    may(&chosen.actor.offices, Deed::EnterObservation).ok()?;
    let rounds = &chosen.view.plan.rounds;
    let open = rounds.iter().find(|r| r.code == *round && r.is_open()).or_else(|| rounds.iter().rev().find(|r| r.is_open()))?;
    let plan = crate::cookies::encode(chosen.view.plan.plan.code.as_str());
    let round = crate::cookies::encode(open.code.as_str());
    let form = format!("{}/result/{}?plan={plan}&round={round}", path(code.as_str()), item.address());
    Enter::of(t, chosen, (&item.subject(code), None), &Period::Round(open.code.clone()), form)
}

pub(super) fn round_name(t: Text, plan: &AgencyPlan, code: &RoundCode) -> String {
    let round = plan.rounds.iter().find(|round| round.code == *code);
    round.map_or_else(|| code.to_string(), |round| named(t, &round.name_th, round.name_en.as_deref()))
}

/// A name in the reader's language, where there is one.
pub(super) fn named(t: Text, th: &str, en: Option<&str>) -> String {
    let name = if t.display().lang == crate::display::Lang::English { en.unwrap_or(th) } else { th };
    t.digits(name).into_owned()
}

fn money_formula(t: Text, score: &ProjectScore) -> Option<String> {
    let percent = score.money.disbursed_percent()?;
    let (disbursed, budget) = score.money.disbursed.zip(score.money.budget)?;
    let formula = format!("{} × 100 / {} = {}", shown::baht(disbursed), shown::baht(budget), shown::percent(&percent));
    Some(t.digits(&formula).into_owned())
}

fn amounts(t: Text, plan: &AgencyPlan, code: &ProjectCode) -> Vec<AmountRow> {
    let own = plan.budget.iter().filter(|line| line.owner == BudgetOwner::Project(code.clone()));
    own.map(|line| amount(t, plan, line)).collect()
}

fn amount(t: Text, plan: &AgencyPlan, line: &BudgetLine) -> AmountRow {
    let period = match &line.period {
        BudgetPeriod::Year => t.projects_whole_year().to_owned(),
        BudgetPeriod::Round(code) => round_name(t, plan, code),
        BudgetPeriod::Month(month) => month_name(t, plan, *month),
    };
    AmountRow {
        kind: word(t, line.kind),
        source: t.digits(&line.source).into_owned(),
        class: word(t, line.class),
        period,
        amount: line.amount.map_or_else(|| shown::NO_FIGURE.to_owned(), |amount| t.digits(&shown::baht(amount)).into_owned()),
        note: line.note.as_deref().map_or_else(String::new, |note| t.digits(note).into_owned()),
    }
}

fn month_name(t: Text, plan: &AgencyPlan, month: u8) -> String {
    let first = plan.plan.fiscal_year.month(month).map(|month| month.first_day);
    first.map_or_else(
        || t.count(month.into()),
        |day| {
            let year = phaen_domain::calendar::era::buddhist_year(day.year()).to_string();
            format!("{} {}", t.short_month(day.month()), t.digits(&year))
        },
    )
}

fn indicator(
    t: Text,
    plan: &AgencyPlan,
    (round, items): (&RoundCode, &ItemResults<'_>),
    project: &Project,
    indicator: &ProjectIndicator,
    enter: &impl Fn(Item) -> Option<Enter>,
) -> IndicatorRow {
    let subject = Subject::ProjectIndicator(project.code.clone(), indicator.order);
    let period = Period::Round(round.clone());
    let result = plan.observations.iter().find(|o| o.subject == subject && o.period == period);
    let target = match (&indicator.target_printed, indicator.target_value) {
        (Some(printed), _) => printed.clone(),
        (None, Some(value)) => shown::decimal(value),
        (None, None) => shown::NO_FIGURE.to_owned(),
    };
    let unit = indicator.unit_of_measure.as_deref().filter(|unit| !target.contains(unit)).unwrap_or("");
    IndicatorRow {
        number: t.count(usize::try_from(indicator.order).unwrap_or(0)),
        text: t.digits(&indicator.text).into_owned(),
        target: t.digits(&measured(&target, unit)).into_owned(),
        result: items.figure(&project.code, indicator.order).map_or_else(
            || Cell::words(result.map_or_else(|| t.projects_not_reported().to_owned(), |o| value_in_words(t, o))),
            |figure| Cell::figure(t, &figure),
        ),
        enter: enter(Item::Indicator(indicator.order)),
        note: indicator.note.as_deref().map(|note| t.digits(note).into_owned()),
    }
}

/// A value with its unit of measure; ร้อยละ stands before the number.
pub(super) fn measured(value: &str, unit: &str) -> String {
    if unit.starts_with("ร้อยละ") { format!("{unit} {value}") } else { format!("{value} {unit}").trim().to_owned() }
}

/// A reported value as people read it; the dash of "no data" is said in words.
pub(super) fn value_in_words(t: Text, observation: &Observation) -> String {
    if observation.reported == phaen_domain::observation::Reported::NoData {
        return t.projects_no_data().to_owned();
    }
    t.digits(&reported_text(&observation.reported)).into_owned()
}

fn reports(t: Text, chosen: &Chosen, plan: &AgencyPlan, code: &ProjectCode) -> Vec<Report> {
    let provenance = chosen.view.stored.provenance.iter();
    let all = chosen.view.plan.observations.iter().zip(provenance);
    let own = all.filter(|(observation, _)| {
        matches!(&observation.subject,
        Subject::Project(c) | Subject::ProjectIndicator(c, _) if c == code)
    });
    own.map(|(observation, provenance)| {
        let explained = frozen_with(t, &chosen.view, observation);
        let from = own_return(&chosen.view, observation, Some(provenance));
        let at = from.as_ref().filter(|key| is_open_to(&chosen.actor, &chosen.view, key));
        let at = at.map(|key| place_of(key, &observation.subject));
        let figure = match &observation.subject {
            Subject::ProjectIndicator(code, order) => FigureId::project_indicator(code, *order, "actual"),
            _ => FigureId::project(code, "points"),
        };
        let proof = from.as_ref().map(|key| at_round(chosen, &figure_path(&figure), &key.round));
        Report { explained, proof, at, ..report(t, chosen, plan, observation, provenance) }
    })
    .collect()
}

fn report(t: Text, chosen: &Chosen, plan: &AgencyPlan, observation: &Observation, provenance: &Provenance) -> Report {
    let what = match &observation.subject {
        Subject::ProjectIndicator(_, order) => t.projects_indicator_numbered(t.count(usize::try_from(*order).unwrap_or(0))),
        _ => t.projects_status_of_project().to_owned(),
    };
    let text = |text: &Option<String>| text.as_deref().map_or_else(String::new, |text| t.digits(text).into_owned());
    Report {
        round: match &observation.period {
            Period::Round(code) => round_name(t, plan, code),
            Period::Month(month) => month_name(t, plan, *month),
        },
        what,
        value: value_in_words(t, observation),
        narrative: observation.narrative.clone().unwrap_or_default(),
        explained: Vec::new(),
        source: text(&observation.source),
        evidence: observation.evidence.clone().unwrap_or_default(),
        proof: None,
        at: None,
        who: crate::journal::who(t, &chosen.view.stored.people, &provenance.entered_by),
        when: when::instant(t, provenance.entered_at),
        imported: provenance.import_hash.is_some(),
    }
}
