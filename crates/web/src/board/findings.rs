//! GET /board/findings: what the checks find in the plan and in all returns of a round, the gravest first.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use phaen_app::App;
use phaen_app::returns::{AgencyFindings, Standing, UnitFinding};
use phaen_domain::finding::{Finding, Severity};
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::observation::Subject;
use phaen_domain::submission::{ItemKey, SubmissionState};
use phaen_domain::words::Words;
use serde::Deserialize;

use super::explain::{Desk, ExplainForm, NotTaken};
use super::page_board::at;
use crate::components::{Pager, Tab, Tag, Tone};
use crate::cookies::encode;
use crate::display::Lang;
use crate::errors::WebError;
use crate::explain::reports::round_name;
use crate::explain::wording::word;
use crate::layout::{Page, Room};
use crate::overview::choosing::{Arrived, Place, no_plan, round_tabs, round_tag};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// Findings on one page.
const ON_A_PAGE: usize = 100;

/// The filter as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    severity: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    answered: String,
    page: Option<usize>,
}

/// What holds a round: in the plan or in a verified return, neither mended nor explained.
const HELD: &str = "held";

impl Filter {
    /// All that holds a round.
    pub(super) fn of_held() -> Self {
        Self { answered: HELD.to_owned(), ..Self::default() }
    }

    /// The address of the page with this filter: what follows the question mark.
    pub(super) fn query(&self, plan: &PlanCode, round: &RoundCode) -> String {
        let (plan, round, unit) = (encode(plan.as_str()), encode(round.as_str()), encode(&self.unit));
        let (severity, answered) = (encode(&self.severity), encode(&self.answered));
        format!("plan={plan}&round={round}&severity={severity}&unit={unit}&answered={answered}&page={}", self.page.unwrap_or(1))
    }
}

/// One finding.
struct Row {
    severity: Tag,
    unit: String,
    place: String,
    href: Option<String>,
    what: String,
    rule: String,
    remedy: String,
    explained: Option<(String, String)>,
    form: Option<ExplainForm>,
}

#[derive(Template)]
#[template(path = "board/page_findings.html")]
struct FindingsPage {
    t: Text,
    plan: String,
    round: String,
    tabs: Vec<Tab>,
    counts: Vec<(String, String)>,
    filter: Filter,
    severities: Vec<(&'static str, String)>,
    units: Vec<(String, String)>,
    rows: Vec<Row>,
    found: String,
    pager: Option<Pager>,
}

pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    arrived: Arrived,
    Query(filter): Query<Filter>,
) -> Result<Response, WebError> {
    match arrived {
        Arrived::NoPlan(actor) => Ok(no_plan(&view, &actor, Room::Board)),
        Arrived::At(place) => blocking(move || page(&view, &site.app, &place, filter, None)).await,
    }
}

pub(super) fn page(
    view: &View,
    app: &App,
    place: &Place,
    filter: Filter,
    not_taken: Option<&NotTaken>,
) -> Result<Response, WebError> {
    let t = view.t;
    let place = at(place);
    let chosen = &place.chosen;
    let Some((code, _)) = &chosen.round else { return Err(WebError::NotFound) };
    let plan = &chosen.view.plan.plan;
    let found = app.agency_findings(&chosen.actor, &plan.code, code)?;
    let page = Page::new(view, t.findings_title())
        .in_room(Room::Board)
        .crumb(t.findings_title(), None)
        .lead(t.findings_lead(round_name(t, &found.round)))
        .tag(round_tag(t, &found.round));
    let query = filter.query(&plan.code, code);
    Ok(page.render(&body(&Desk { view, place: &place, query, not_taken }, &found, filter)))
}

/// A finding of the plan, or of a unit's return.
pub(super) type One<'a> = (&'a Standing, Option<&'a UnitFinding>);

fn body(desk: &Desk<'_>, found: &AgencyFindings, filter: Filter) -> FindingsPage {
    let t = desk.view.t;
    let of_plan = found.of_plan.iter().map(|standing| (standing, None));
    let mut all: Vec<One<'_>> = of_plan.chain(found.of_units.iter().map(|it| (&it.standing, Some(it)))).collect();
    all.sort_by_key(|(standing, _)| standing.finding.severity);
    let counts = Severity::TABLE.iter().map(|row| {
        let count = all.iter().filter(|(standing, _)| standing.finding.severity == row.0).count();
        (word(t, row.0), t.count(count))
    });
    let counts = counts.collect();
    let units = units(t, found);
    all.retain(|one| fits(&filter, one));
    let pages = all.len().div_ceil(ON_A_PAGE).max(1);
    let number = filter.page.unwrap_or(1).clamp(1, pages);
    let first = (number - 1) * ON_A_PAGE;
    let shown = all.iter().enumerate().skip(first).take(ON_A_PAGE);
    let rows: Vec<Row> = shown.map(|(place, one)| Row { form: desk.form(place, *one), ..row(t, found, *one) }).collect();
    let (plan, round) = (&found.plan.plan.plan.code, &found.round.code);
    let address = |page: usize| {
        let filter = Filter { page: Some(page), ..filter.clone() };
        format!("/board/findings?{}", filter.query(plan, round))
    };
    let pager = (pages > 1).then(|| Pager {
        first: first + 1,
        last: first + rows.len(),
        total: all.len(),
        previous: (number > 1).then(|| address(number - 1)),
        next: (number < pages).then(|| address(number + 1)),
    });
    FindingsPage {
        t,
        tabs: round_tabs(t, &desk.place.chosen, "/board/findings"),
        counts,
        severities: Severity::TABLE.iter().map(|row| (row.1, word(t, row.0))).collect(),
        units,
        found: t.findings_count(t.count(all.len())),
        rows,
        pager,
        plan: plan.to_string(),
        round: round.to_string(),
        filter,
    }
}

/// Units with findings, in the order of the returns.
fn units(t: Text, found: &AgencyFindings) -> Vec<(String, String)> {
    let mut units: Vec<(String, String)> =
        found.of_units.iter().map(|it| (it.unit.to_string(), unit_name(t, found, &it.unit))).collect();
    units.dedup();
    units
}

fn unit_name(t: Text, found: &AgencyFindings, code: &UnitCode) -> String {
    let name = found.plan.unit(code).map_or_else(|| code.to_string(), |unit| unit.name_th.clone());
    t.digits(&name).into_owned()
}

fn fits(filter: &Filter, (standing, of_unit): &One<'_>) -> bool {
    let severity = filter.severity.is_empty() || standing.finding.severity.key() == filter.severity;
    let unit = match filter.unit.as_str() {
        "" => true,
        "-" => of_unit.is_none(),
        code => of_unit.is_some_and(|it| it.unit.as_str() == code),
    };
    let explained = standing.explained.is_some();
    let answered = match filter.answered.as_str() {
        "yes" => explained,
        "no" => !explained,
        HELD => standing.holds() && of_unit.is_none_or(|it| it.state == SubmissionState::Verified),
        _ => true,
    };
    severity && unit && answered
}

fn row(t: Text, found: &AgencyFindings, (standing, of_unit): One<'_>) -> Row {
    let finding = &standing.finding;
    let thai = t.display().lang == Lang::Thai;
    let tone = match finding.severity {
        Severity::Blocking => Tone::Refusal,
        Severity::ToExplain => Tone::Warning,
        Severity::Notice => Tone::Information,
    };
    let (remedy_th, remedy_en) = finding.rule.remedy();
    let explained = standing.explained.as_ref();
    Row {
        severity: Tag::new(tone, word(t, finding.severity)),
        unit: of_unit.map_or_else(|| t.findings_of_plan().to_owned(), |it| unit_name(t, found, &it.unit)),
        place: named(t, found, &finding.field.item, of_unit.is_some().then(|| word(t, finding.field.field))),
        href: href(found, finding, of_unit),
        what: quoting(t, if thai { &finding.what_th } else { &finding.what_en }),
        rule: word(t, finding.rule),
        remedy: t.advice(if thai { remedy_th } else { remedy_en }),
        explained: explained.map(|it| (it.text.clone(), crate::journal::who(t, &found.plan.stored.people, &it.by))),
        form: None,
    }
}

/// What is wrong, in the reader's digits; what it quotes stays as it is written.
fn quoting(t: Text, words: &str) -> String {
    let said = |piece: &str| match piece.split_once('“') {
        Some((own, quoted)) => format!("{}“{quoted}", t.advice(own)),
        None => t.advice(piece),
    };
    words.split_inclusive('”').map(said).collect()
}

/// The item by its number and name, with the field where one is meant.
fn named(t: Text, found: &AgencyFindings, item: &ItemKey, field: Option<String>) -> String {
    let plan = &found.plan;
    let numbered = |number: Option<&String>, name: &str| match number {
        Some(number) => format!("{number} {name}"),
        None => name.to_owned(),
    };
    let name = match item {
        ItemKey::Whole if field.is_some() => t.returns_whole().to_owned(),
        ItemKey::Whole => t.findings_budget().to_owned(),
        ItemKey::Subject(Subject::Indicator(code)) => {
            plan.indicator(code).map_or_else(|| code.to_string(), |it| numbered(it.number.as_ref(), &it.name_th))
        }
        ItemKey::Subject(Subject::Project(code) | Subject::ProjectIndicator(code, _)) => {
            plan.project(code).map_or_else(|| code.to_string(), |it| numbered(it.number.as_ref(), &it.name_th))
        }
    };
    let parts: Vec<String> = std::iter::once(name).chain(field).collect();
    t.digits(&parts.join(" · ")).into_owned()
}

/// Where it is mended: the field of the return, or the page of what the plan says.
fn href(found: &AgencyFindings, finding: &Finding, of_unit: Option<&UnitFinding>) -> Option<String> {
    let plan = encode(found.plan.plan.plan.code.as_str());
    if let Some(it) = of_unit {
        let (round, unit) = (encode(found.round.code.as_str()), encode(it.unit.as_str()));
        let place = crate::returns::anchor(&finding.field.item);
        return Some(format!("/returns/{plan}/{round}/{unit}#{place}"));
    }
    match &finding.field.item {
        ItemKey::Subject(Subject::Indicator(code)) => Some(format!("/indicators/{}?plan={plan}", encode(code.as_str()))),
        ItemKey::Subject(Subject::Project(code) | Subject::ProjectIndicator(code, _)) => {
            Some(format!("/projects/{}?plan={plan}", encode(code.as_str())))
        }
        ItemKey::Whole => None,
    }
}
