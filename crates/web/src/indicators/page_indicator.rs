//! GET /indicators/{code}: one indicator with all its figures and where they come from.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use phaen_app::addresses::figure_path;
use phaen_app::returns::readable_in_state;
use phaen_domain::access::Action as Access;
use phaen_domain::figure::{self, Actuals, FigureId};
use phaen_domain::indicator::{Indicator, Shape};
use phaen_domain::observation::{Period, Reported, Subject};
use phaen_domain::round::{Round, open_round_of};
use phaen_domain::scoring::steps_at;
use phaen_domain::shown::NO_FIGURE;

use super::months::{Months, month_link, months};
use super::results::{RoundResult, drawing, report_link, results};
use super::targets::{TargetRow, add_link, may_edit, target_rows};
use crate::chart::Chart;
use crate::components::{Action, Figure, Status, Tab};
use crate::errors::WebError;
use crate::explain::figures::Figures;
use crate::explain::problems::{self, Problem};
use crate::explain::reports::unit;
use crate::explain::wording::{name, numbered, weighing, word};
use crate::explain::{Explanation, of_indicator, target_value};
use crate::layout::{Finished, Page, Room};
use crate::overview::choosing::{notices, round_tabs, tagged};
use crate::returns::instead;
use crate::signed::Chosen;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// One step of a milestone indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StepRow {
    level: String,
    text: String,
    done_by: Option<String>,
    done: Option<bool>,
}

#[derive(Template)]
#[template(path = "indicators/page_indicator.html")]
struct IndicatorPage {
    t: Text,
    rounds: Vec<Tab>,
    figures: [Figure; 4],
    full: Figure,
    status: Option<Status>,
    unit: String,
    wording: Option<String>,
    explained: Option<Explanation>,
    results: Vec<RoundResult>,
    problems: Vec<Problem>,
    months: Option<Months>,
    chart: Option<Chart>,
    targets: Vec<TargetRow>,
    add_target: Option<String>,
    frozen_targets: Option<&'static str>,
    steps: Vec<StepRow>,
    facts: Vec<(&'static str, String)>,
}

/// GET /indicators/{code}
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    chosen: Chosen,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    if let Some(finished) = site.kept.find(&view, &chosen) {
        return Ok(finished.answer(&view));
    }
    blocking(move || site.kept.make(&view, &chosen, || page(&view, &chosen, &code)).map(|page| page.answer(&view))).await
}

fn page(view: &View, chosen: &Chosen, code: &str) -> Result<Finished, WebError> {
    let t = view.t;
    let indicator = super::find(&chosen.view, code)?;
    let path = super::path(&indicator.code);
    let results = results(t, chosen, indicator)?;
    let node = chosen.view.node(&indicator.node);
    let may = may_edit(chosen);
    let (figures, full, status, wording) = now(t, chosen, indicator);
    let body = IndicatorPage {
        t,
        rounds: round_tabs(t, chosen, &path),
        figures,
        full,
        status,
        unit: indicator.measure.unit_of_measure.clone(),
        wording,
        explained: of_indicator(t, chosen, &indicator.code).map(|one| editable(one, chosen, indicator)),
        chart: drawing(t, indicator, &results),
        results,
        problems: problems::of_subject(t, chosen, &Subject::Indicator(indicator.code.clone())),
        months: months(t, chosen, indicator),
        targets: target_rows(t, chosen, indicator),
        add_target: may.then(|| add_link(chosen, indicator)),
        frozen_targets: (!chosen.view.edition().state.is_editable()).then(|| t.indicators_targets_frozen()),
        steps: step_rows(t, chosen, indicator),
        facts: facts(t, chosen, indicator),
    };
    let title = name(t, &indicator.name_th, indicator.name_en.as_ref()).into_owned();
    let place = node.map(|node| numbered(t, node.number.as_ref(), name(t, &node.name_th, node.name_en.as_ref())));
    let weight = weighing(t, &chosen.view.plan, indicator.weight);
    let lead = [indicator.number.as_ref().map(|number| t.indicators_nth(t.digits(number))), place, weight];
    let page = Page::new(view, title.clone()).in_room(Room::Indicators).crumb(title, None);
    let page = page.lead(lead.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    let page = page.action(Action::new(t.indicators_sheet(), chosen.link(&format!("{path}/sheet"))).icon("print"));
    let page = page.action(
        Action::new(t.indicators_history(), format!("/journal{}", path.replacen("/indicators", "/indicator", 1))).icon("history"),
    );
    let open = body.results.iter().find(|result| result.current).and_then(|result| result.enter.clone());
    let page = open.into_iter().fold(page, |page, it| page.action(Action::new(it.label, it.href).icon(it.icon).primary()));
    let page = notices(t, chosen).into_iter().fold(tagged(t, page, chosen), Page::notice);
    page.finish(&body)
}

/// Reports lead to their return and to where their evidence is listed; those of open rounds to the form that changes them, for those who may.
///
/// The page is kept for readers of the same rights and does not change with evidence: it holds neither files nor whose return is whose.
fn editable(mut one: Explanation, chosen: &Chosen, indicator: &Indicator) -> Explanation {
    let may = chosen.actor.may(Access::EnterObservation);
    let proof = chosen.link(&figure_path(&FigureId::indicator(&indicator.code, "actual")));
    for report in one.reports.iter_mut().flatten() {
        let frozen = report.from.as_ref().and_then(|key| chosen.view.find_round(key.round.as_str()));
        let frozen = frozen.is_some_and(|round| readable_in_state(round.state));
        report.at = report.at.take().filter(|_| frozen || chosen.actor.may(Access::ReadReturn));
        report.proof = report.from.is_some().then(|| proof.clone());
    }
    let subject = Subject::Indicator(indicator.code.clone());
    for report in one.reports.iter_mut().flatten().filter(|_| may) {
        let unit = report.key.0.as_ref();
        if let Some(href) = instead(chosen, &subject, unit, &report.key.1) {
            // It is mended in the return, however it came.
            report.at = report.at.take().or_else(|| chosen.actor.may(Access::ReadReturn).then_some(href));
            continue;
        }
        report.edit = match &report.key.1 {
            Period::Round(code) => {
                let open = chosen.view.find_round(code.as_str()).is_some_and(Round::is_open);
                open.then(|| report_link(chosen, indicator, code, unit))
            }
            Period::Month(month) => {
                let open = open_round_of(&chosen.view.plan.rounds, *month).is_ok();
                open.then(|| month_link(chosen, indicator, *month, unit))
            }
        };
    }
    one
}

type Now = ([Figure; 4], Figure, Option<Status>, Option<String>);

/// Target, actual, percent and score at the page's round; full score, status, and the target's wording.
fn now(t: Text, chosen: &Chosen, indicator: &Indicator) -> Now {
    let figures = Figures { t, chosen };
    let none = || Figure::plain(NO_FIGURE);
    let round = chosen.round.as_ref();
    let Some((code, scored, score)) = round.and_then(|(code, at)| Some((code, at, at.scorecard.indicator(&indicator.code)?)))
    else {
        return ([none(), none(), none(), none()], none(), None, None);
    };
    let id = |what: &str| FigureId::indicator(&indicator.code, what);
    let mut named = figure::of_indicator(score, Actuals::of(&scored.plan, code).shown(score));
    let target = score.target.and_then(|place| scored.plan.targets.get(place));
    named.extend(target.and_then(target_value).map(|shown| figure::Figure { id: id("target"), shown }));
    let four = ["target", "actual", "percent", "score"].map(|what| figures.pick(&named, &id(what)));
    (four, figures.pick(&named, &id("full")), Some(score.status.into()), target.and_then(|target| target.printed.clone()))
}

/// The steps that hold at the page's round, with what was reported done.
fn step_rows(t: Text, chosen: &Chosen, indicator: &Indicator) -> Vec<StepRow> {
    let round = chosen.round.as_ref().map(|(code, _)| code);
    let subject = Subject::Indicator(indicator.code.clone());
    let at_round = |period: &Period| matches!(period, Period::Round(code) if Some(code) == round);
    let reported = chosen.view.observations_of(&subject).find(|(observation, _)| at_round(&observation.period));
    let done = reported.and_then(|(observation, _)| match &observation.reported {
        Reported::Steps(done) => Some(done.clone()),
        _ => None,
    });
    let steps = steps_at(&indicator.steps, round).into_iter().map(|step| StepRow {
        level: t.count(step.level.into()),
        text: t.digits(&step.text).into_owned(),
        done_by: step.done_by.map(|day| when::long_day(t, day)),
        done: done.as_ref().map(|done| done.contains(&step.level)),
    });
    steps.collect()
}

/// What the sheet says about how it is measured.
fn facts(t: Text, chosen: &Chosen, indicator: &Indicator) -> Vec<(&'static str, String)> {
    let measure = &indicator.measure;
    let given = |text: &Option<String>| text.as_deref().map(|text| t.digits(text).into_owned());
    let owners = indicator.owners.iter().map(|owner| unit(t, &chosen.view, Some(&owner.unit))).collect::<Vec<_>>().join(", ");
    let shape = (measure.shape != Shape::Value).then(|| word(t, measure.shape));
    let facts = [
        (t.sheet_owner(), Some(owners).filter(|owners| !owners.is_empty())),
        (t.sheet_definition(), given(&indicator.definition)),
        (t.sheet_formula(), given(&indicator.formula)),
        (t.sheet_unit(), Some(t.digits(&measure.unit_of_measure).into_owned())),
        (t.sheet_shape(), shape),
        (t.sheet_direction(), Some(word(t, measure.percent_rule))),
        (t.sheet_over_time(), Some(word(t, measure.accumulation))),
        (t.sheet_over_units(), Some(word(t, measure.aggregation))),
        (t.sheet_data_source(), given(&indicator.data_source)),
        (t.sheet_frequency(), given(&indicator.frequency)),
        (t.sheet_baseline(), given(&indicator.baseline)),
        (t.sheet_dimension(), given(&indicator.dimension)),
        (t.sheet_note(), given(&indicator.note)),
    ];
    facts.into_iter().filter_map(|(label, words)| words.map(|words| (label, words))).collect()
}
