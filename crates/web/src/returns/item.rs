//! One item of a return: its heading, target and last result, and its fields in the order of the printed form.

use phaen_app::editing::reported_text;
use phaen_app::returns::ReturnView;
use phaen_domain::indicator::{Accumulation, Indicator, Shape};
use phaen_domain::observation::Subject;
use phaen_domain::project::Project;
use phaen_domain::shown;
use phaen_domain::submission::{AnswerKind, Field, Item, ItemKind, ProblemCategory};
use phaen_domain::words::Words;

use super::evidence::{self, Beside};
use super::field::{Fields, Shown, Way};
use crate::components::Choice;
use crate::display::Lang;
use crate::text::Text;

/// An item for the template.
#[derive(Clone, Debug)]
pub(super) struct ShownItem {
    /// Its key, as fields are named by it.
    pub(super) key: String,
    /// Its id on the page.
    pub(super) id: String,
    /// Number as printed.
    pub(super) number: Option<String>,
    /// Name.
    pub(super) name: String,
    /// The page of the indicator or project.
    pub(super) href: String,
    /// Whether it stands below the project before it.
    pub(super) below: bool,
    /// Target and last result, with their labels.
    pub(super) beside: Vec<(String, String)>,
    /// Whether the figure is cumulative or of the period, with a worked example.
    pub(super) counting: Option<String>,
    /// Fields that are always open.
    pub(super) fields: Vec<Shown>,
    /// Problems, remedies and next plan.
    pub(super) problems: Vec<Shown>,
    /// Money by month.
    pub(super) money: Vec<Shown>,
    /// Another figure than the rule's.
    pub(super) proposal: Vec<Shown>,
    /// What stands behind it.
    pub(super) evidence: Beside,
    /// What is still missing.
    pub(super) missing: Option<String>,
}

impl ShownItem {
    /// Whether a folded part holds something.
    pub(super) fn holds(fields: &[Shown]) -> bool {
        fields.iter().any(|field| {
            !field.value.is_empty() || !field.errors.is_empty() || !field.comments.is_empty() || !field.findings.is_empty()
        })
    }
}

/// All items of a return.
pub(super) fn items(fields: &Fields<'_>) -> Vec<ShownItem> {
    fields.view.form.items.iter().filter_map(|item| shown_item(fields, item)).collect()
}

fn shown_item(fields: &Fields<'_>, item: &Item) -> Option<ShownItem> {
    let (t, view) = (fields.t, fields.view);
    let key = item.key();
    let id = super::anchor(&key);
    let missing = view.reported(item).err().map(|(_, why)| if thai(t) { why.th() } else { why.en() }.to_owned());
    let answer = || fields.of(&key, Field::Answer, Way::Radio(answers(t, view, item)), None);
    let text = |field, way| fields.of(&key, field, way, None);
    let mut shown = ShownItem {
        key: key.to_string(),
        id,
        number: None,
        name: String::new(),
        href: String::new(),
        below: false,
        beside: beside(t, view, item),
        counting: None,
        fields: vec![answer()],
        problems: Vec::new(),
        money: Vec::new(),
        proposal: Vec::new(),
        evidence: evidence::beside(t, view, item),
        missing,
    };
    about(fields, item, &mut shown)?;
    shown.fields.push(text(Field::Reason, Way::Line));
    shown.fields.push(fields.of(&key, Field::Narrative, Way::Lines, Some(t.returns_narrative_hint().to_owned())));
    shown.fields.push(text(Field::Source, Way::Line));
    if item.kind != ItemKind::ProjectIndicator {
        let categories =
            ProblemCategory::TABLE.iter().map(|row| Choice::new(row.1, if thai(t) { row.2 } else { row.3 })).collect();
        shown.problems = vec![
            text(Field::ProblemCategory, Way::Choose(categories)),
            text(Field::Problem, Way::Lines),
            text(Field::Remedy, Way::Lines),
            text(Field::NextPlan, Way::Lines),
        ];
    }
    Some(shown)
}

/// What the item is about, with the fields of its own sort.
fn about(fields: &Fields<'_>, item: &Item, shown: &mut ShownItem) -> Option<()> {
    let (t, view, key) = (fields.t, fields.view, item.key());
    let text = |field, way| fields.of(&key, field, way, None);
    match &item.subject {
        Subject::Indicator(code) => {
            let indicator = view.plan.indicator(code)?;
            shown.number = indicator.number.clone().map(|number| t.digits(&number).into_owned());
            shown.name = t.digits(&indicator.name_th).into_owned();
            shown.href = format!("/indicators/{}", crate::cookies::encode(code.as_str()));
            shown.counting = Some(counting(t, indicator));
            shown.fields.extend(figures(fields, item, indicator));
            shown.proposal = [Field::ProposedValue, Field::ProposedReason, Field::ProposedSource]
                .map(|field| text(field, if field == Field::ProposedValue { Way::Number } else { Way::Line }))
                .to_vec();
        }
        Subject::Project(code) => {
            let project = view.plan.project(code)?;
            shown.number = project.number.clone().map(|number| t.digits(&number).into_owned());
            shown.name = t.digits(&project.name_th).into_owned();
            shown.href = format!("/projects/{}", crate::cookies::encode(code.as_str()));
            shown.fields.push(fields.of(
                &key,
                Field::Value,
                Way::Choose(points(t, view, project)),
                Some(t.returns_status_hint().to_owned()),
            ));
            let months = 1..=view.round.months;
            shown.money = months.map(|month| text(Field::Disbursed(month), Way::Number)).collect();
        }
        Subject::ProjectIndicator(code, order) => {
            let indicator = view.plan.project(code)?.indicators.iter().find(|it| it.order == *order)?;
            shown.number = Some(t.count(usize::try_from(*order).unwrap_or(0)));
            shown.name = t.digits(&indicator.text).into_owned();
            shown.href = format!("/projects/{}", crate::cookies::encode(code.as_str()));
            shown.below = true;
            shown.fields.push(text(Field::Value, Way::Number));
        }
    }
    Some(())
}

fn thai(t: Text) -> bool {
    t.display().lang == Lang::Thai
}

/// "No change" is offered only where there is something that could be unchanged.
fn answers(t: Text, view: &ReturnView, item: &Item) -> Vec<Choice> {
    let offered = |kind: AnswerKind| kind != AnswerKind::NoChange || view.before(item).is_some();
    let rows = AnswerKind::TABLE.iter().filter(|row| offered(row.0));
    rows.map(|row| Choice::new(row.1, if thai(t) { row.2 } else { row.3 })).collect()
}

fn figures(fields: &Fields<'_>, item: &Item, indicator: &Indicator) -> Vec<Shown> {
    let (t, key) = (fields.t, item.key());
    let number = |field| fields.of(&key, field, Way::Number, Some(t.name(&indicator.measure.unit_of_measure).to_string()));
    match indicator.measure.shape {
        Shape::Ratio => vec![number(Field::Numerator), number(Field::Denominator)],
        Shape::Steps => {
            let of_round =
                |round: &Option<phaen_domain::id::RoundCode>| round.as_ref().is_none_or(|round| *round == fields.view.round.code);
            let steps = indicator.steps.iter().filter(|step| of_round(&step.round));
            let choice = |step: &phaen_domain::indicator::MilestoneStep| {
                let level = step.level.to_string();
                Choice::new(level.clone(), t.digits(&format!("{level}. {}", step.text)).into_owned())
            };
            vec![fields.of(&key, Field::Steps, Way::Ticks(steps.map(choice).collect()), None)]
        }
        Shape::Value | Shape::Level => vec![number(Field::Value)],
    }
}

fn points(t: Text, view: &ReturnView, project: &Project) -> Vec<Choice> {
    let scale = view.plan.plan.scales.iter().find(|scale| scale.code == project.scale);
    let points = scale.into_iter().flat_map(|scale| &scale.points).map(|point| shown::decimal(point.score));
    points.map(|points| Choice::new(points.clone(), t.digits(&points).into_owned())).collect()
}

/// The target and the last result.
fn beside(t: Text, view: &ReturnView, item: &Item) -> Vec<(String, String)> {
    let mut beside = Vec::new();
    if let Subject::Indicator(code) = &item.subject {
        let own = |round: &Option<phaen_domain::id::RoundCode>| round.as_ref().is_none_or(|round| *round == view.round.code);
        let mut targets: Vec<_> = view
            .plan
            .targets_of(code)
            .map(|(target, _)| target)
            .filter(|it| own(&it.round) && (it.unit.is_none() || it.unit == item.unit))
            .collect();
        targets.sort_by_key(|target| (target.unit.is_none(), target.round.is_none()));
        if let Some(target) = targets.first() {
            let words = phaen_app::editing::target_text(target);
            beside.push((t.returns_target().to_owned(), t.digits(&words).into_owned()));
        }
    }
    if let Some((round, reported)) = view.before(item) {
        let name = view.plan.find_round(round).map_or_else(|| round.clone(), |round| round.name_th.clone());
        beside.push((t.returns_before(t.digits(&name)), t.digits(&reported_text(reported)).into_owned()));
    }
    beside
}

/// How the figure counts over the rounds, with a worked example.
fn counting(t: Text, indicator: &Indicator) -> String {
    match indicator.measure.accumulation {
        Accumulation::Cumulative => t.returns_counting_cumulative(),
        Accumulation::Sum => t.returns_counting_sum(),
        Accumulation::Latest => t.returns_counting_latest(),
        Accumulation::Average => t.returns_counting_average(),
        Accumulation::Maximum => t.returns_counting_maximum(),
        Accumulation::RatioOfSums => t.returns_counting_ratio(),
    }
    .to_owned()
}
