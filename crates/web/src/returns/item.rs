//! One item of a return: its heading, target and last result, and its fields in the order of the printed form.

use phaen_app::editing::reported_text;
use phaen_app::returns::ReturnView;
use phaen_domain::id::NodeCode;
use phaen_domain::indicator::{Indicator, Shape};
use phaen_domain::money::Satang;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::shown;
use phaen_domain::submission::{
    AnswerKind, Chosen, Field, Item, ItemKind, ProblemCategory, Proposal, SubmissionState, disbursed, is_chosen, stored_month,
};
use phaen_domain::words::Words;

use super::evidence::{self, Beside};
use super::field::{Fields, Shown, Way};
use super::form::word;
use super::state::Stands;
use crate::components::Choice;
use crate::display::Lang;
use crate::explain::wording::{name, numbered};
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
    /// The node of the plan that it stands under, where the item before stands under another.
    pub(super) group: Option<String>,
    /// Whether it reports something else than at the round before.
    pub(super) changed: bool,
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
    /// The rule's figure and the proposed one in words, with reason and source.
    pub(super) both: Option<String>,
    /// The two figures between which whoever verifies chooses.
    pub(super) choice: Vec<Choice>,
    /// What stands behind it.
    pub(super) evidence: Beside,
    /// Where it stands.
    pub(super) state: Stands,
}

impl ShownItem {
    /// Whether a folded part holds something.
    pub(super) fn holds(fields: &[Shown]) -> bool {
        fields.iter().any(|field| !field.value.is_empty() || field.asks())
    }

    /// Whether nothing is left to do here, and everything that was sent is stored.
    pub(super) fn settled(&self) -> bool {
        let parts = [&self.fields, &self.problems, &self.money, &self.proposal];
        self.state.settled && parts.into_iter().flatten().all(|field| field.errors.is_empty())
    }
}

/// All items of a return.
pub(super) fn items(fields: &Fields<'_>) -> Vec<ShownItem> {
    let mut node = None;
    let mut shown = Vec::new();
    for item in &fields.view.form.items {
        let Some(mut it) = shown_item(fields, item) else { continue };
        let own = node_of(fields.view, item);
        if own != node {
            it.group = own
                .and_then(|code| fields.view.plan.node(code))
                .map(|node| numbered(fields.t, node.number.as_ref(), name(fields.t, &node.name_th, node.name_en.as_ref())));
        }
        node = own;
        shown.push(it);
    }
    shown
}

/// The node of the plan that an item stands under.
fn node_of<'a>(view: &'a ReturnView, item: &Item) -> Option<&'a NodeCode> {
    match &item.subject {
        Subject::Indicator(code) => view.plan.indicator(code).map(|it| &it.node),
        Subject::Project(code) | Subject::ProjectIndicator(code, _) => view.plan.project(code).map(|it| &it.node),
    }
}

fn shown_item(fields: &Fields<'_>, item: &Item) -> Option<ShownItem> {
    let (t, view) = (fields.t, fields.view);
    let key = item.key();
    let id = super::anchor(&key);
    let answer = || fields.of(&key, Field::Answer, Way::Radio(answers(t, view, item)), None);
    let text = |field, way| fields.of(&key, field, way, None);
    let mut shown = ShownItem {
        key: key.to_string(),
        id,
        number: None,
        name: String::new(),
        group: None,
        changed: view.before(item).zip(view.reported(item).ok()).is_some_and(|((_, before), now)| *before != now),
        href: String::new(),
        below: false,
        beside: beside(t, view, item),
        counting: view.counting_of(item).map(|(th, en)| if thai(t) { th } else { en }),
        fields: vec![answer()],
        problems: Vec::new(),
        money: Vec::new(),
        proposal: Vec::new(),
        both: both(t, view, item),
        choice: choice(t, view, item),
        evidence: evidence::beside(t, view, item, fields.not_taken),
        state: Stands::of(t, view, item, fields.findings),
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
            shown.name = name(t, &indicator.name_th, indicator.name_en.as_ref()).into_owned();
            shown.href = format!("/indicators/{}", crate::cookies::encode(code.as_str()));
            shown.fields.extend(figures(fields, item, indicator));
            if item.may_propose {
                shown.proposal = [Field::ProposedValue, Field::ProposedReason, Field::ProposedSource]
                    .map(|field| text(field, if field == Field::ProposedValue { Way::Number } else { Way::Line }))
                    .to_vec();
            }
        }
        Subject::Project(code) => {
            let project = view.plan.project(code)?;
            shown.number = project.number.clone().map(|number| t.digits(&number).into_owned());
            shown.name = t.digits(&project.name_th).into_owned();
            shown.href = format!("/projects/{}", crate::cookies::encode(code.as_str()));
            shown.fields.push(fields.of(
                &key,
                Field::Value,
                Way::Choose(points(t, view, item)),
                Some(t.returns_status_hint().to_owned()),
            ));
            let months = (1..=view.round.months).filter(|_| item.has_money);
            let stored =
                |month| stored_month(&view.plan.plan, code, month).map(|it| t.returns_month_stored(t.digits(&shown::baht(it))));
            shown.money = months.map(|month| fields.of(&key, Field::Disbursed(month), Way::Number, stored(month))).collect();
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
    let label =
        |kind, word| if kind == AnswerKind::Figure && item.kind == ItemKind::Project { t.returns_has_status() } else { word };
    rows.map(|row| Choice::new(row.1, label(row.0, if thai(t) { row.2 } else { row.3 }))).collect()
}

fn figures(fields: &Fields<'_>, item: &Item, indicator: &Indicator) -> Vec<Shown> {
    let (t, key) = (fields.t, item.key());
    let number = |field| fields.of(&key, field, Way::Number, Some(t.name(&indicator.measure.unit_of_measure).to_string()));
    match indicator.measure.shape {
        Shape::Ratio => vec![number(Field::Numerator), number(Field::Denominator)],
        Shape::Steps => {
            let choice = |step: &phaen_domain::indicator::MilestoneStep| {
                let level = step.level.to_string();
                Choice::new(level.clone(), t.digits(&format!("{level}. {}", step.text)).into_owned())
            };
            vec![fields.of(&key, Field::Steps, Way::Ticks(fields.view.steps_of(item).into_iter().map(choice).collect()), None)]
        }
        Shape::Value | Shape::Level => vec![number(Field::Value)],
    }
}

fn points(t: Text, view: &ReturnView, item: &Item) -> Vec<Choice> {
    view.points_of(item).into_iter().map(|points| Choice::new(points.clone(), t.digits(&points).into_owned())).collect()
}

/// What the rule gives, in words.
fn of_rule(view: &ReturnView, item: &Item) -> String {
    view.reported(item).map_or_else(|_| "–".to_owned(), |reported| reported_text(&reported))
}

/// What a proposal puts beside the rule's figure.
fn both(t: Text, view: &ReturnView, item: &Item) -> Option<String> {
    let it = Proposal::of(item, &view.fields)?;
    Some(t.returns_proposal_both(t.digits(&of_rule(view, item)), t.digits(&it.value.to_string()), it.reason, it.source))
}

/// The two figures by their names: none is chosen beforehand.
fn choice(t: Text, view: &ReturnView, item: &Item) -> Vec<Choice> {
    let Some(proposal) = Proposal::of(item, &view.fields) else { return Vec::new() };
    let named = |chosen: Chosen, figure: &str| {
        Choice::new(chosen.key(), format!("{} {}", if thai(t) { chosen.th() } else { chosen.en() }, t.digits(figure)))
    };
    vec![named(Chosen::Rule, &of_rule(view, item)), named(Chosen::Proposed, &proposal.value.to_string())]
}

/// What stands behind a project's status: files, indicators, money.
fn supports(t: Text, view: &ReturnView, item: &Item) -> Option<String> {
    let Subject::Project(code) = &item.subject else { return None };
    let own = |it: &&Item| matches!(&it.subject, Subject::ProjectIndicator(of, _) if of == code);
    let keys = view.form.items.iter().filter(own).chain(std::iter::once(item)).map(Item::key);
    let files: usize = keys.map(|key| view.evidence_of(&key).count()).sum();
    let answered = view.form.items.iter().filter(own).filter(|it| view.reported(it).is_ok()).count();
    let all = view.form.items.iter().filter(own).count();
    let money = disbursed(&view.plan.plan, &view.fields, code, view.round.months).unwrap_or(Satang::ZERO);
    Some(t.returns_supports_words(t.count(files), t.count(answered), t.count(all), t.digits(&shown::baht(money))))
}

/// What was reported, in words.
fn told(t: Text, reported: &Reported) -> String {
    match reported {
        Reported::NoData => word(t, AnswerKind::NoData),
        Reported::NotApplicable(reason) => format!("{}: {reason}", word(t, AnswerKind::NotApplicable)),
        Reported::NotMeasurable(reason) => format!("{}: {reason}", word(t, AnswerKind::NotMeasurable)),
        Reported::Value(_) | Reported::Ratio(..) | Reported::Steps(_) => t.digits(&reported_text(reported)).into_owned(),
    }
}

/// Which of two figures was taken, once it was chosen.
fn counted(t: Text, view: &ReturnView, item: &Item) -> Option<(String, String)> {
    let _ = Proposal::of(item, &view.fields).filter(|_| view.submission.state == SubmissionState::Verified)?;
    let period = Period::Round(view.round.code.clone());
    let same = |it: &&Observation| it.subject == item.subject && it.unit == item.unit && it.period == period;
    let it = view.plan.plan.observations.iter().find(same)?;
    let chosen = if it.source.as_deref().is_some_and(is_chosen) { Chosen::Proposed } else { Chosen::Rule };
    Some((t.returns_counted().to_owned(), format!("{} ({})", told(t, &it.reported), word(t, chosen))))
}

/// What stands there already, by which revision it was frozen where it was.
fn counts_label(t: Text, view: &ReturnView) -> String {
    match view.frozen_as() {
        Some(revision) => t.returns_counts_frozen(t.count(usize::try_from(revision).unwrap_or(0))),
        None => t.returns_counts_already().to_owned(),
    }
}

/// The target and the last result.
fn beside(t: Text, view: &ReturnView, item: &Item) -> Vec<(String, String)> {
    let target = view.target_of(item).map(|words| (t.returns_target().to_owned(), t.digits(&words).into_owned()));
    let last = view.last_of(item).zip(view.before(item));
    let last = last.map(|((round, _), (_, reported))| (t.returns_before(t.digits(&round)), told(t, reported)));
    let supports = supports(t, view, item).map(|words| (t.returns_supports().to_owned(), words));
    let late = view.late_of(item).map(|it| (t.returns_came_late(t.digits(&it.round.name_th)), told(t, &it.reported)));
    let counts = view.counts_already(item).map(|it| (counts_label(t, view), told(t, &it.reported)));
    target.into_iter().chain(last).chain(counts).chain(late).chain(supports).chain(counted(t, view, item)).collect()
}
