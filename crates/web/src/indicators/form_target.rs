//! เพิ่มและแก้ค่าเป้าหมาย: a target of a draft edition, the agency's or a unit's, with its reason and the version that was seen.

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::editing::{SetTarget, target_text};
use phaen_domain::access::Action;
use phaen_domain::id::{RoundCode, ScaleCode, UnitCode};
use phaen_domain::indicator::{Aggregation, Indicator, PercentRule, Target};
use phaen_domain::number::Decimal;
use phaen_domain::organisation::Unit;
use phaen_domain::plan::EditionState;
use phaen_domain::scoring::{Scale, ScaleKind};
use phaen_domain::workbook::cell;
use serde::Deserialize;

use super::refused::{self, Stale, rule_words};
use super::targets::{add_link, edit_link};
use crate::components::{Choice, Field, Form as ShownForm, Kind, Notice, Tone};
use crate::errors::WebError;
use crate::explain::reports::{round_name, unit};
use crate::explain::wording::name;
use crate::flash;
use crate::layout::{Page, Room};
use crate::overview::choosing::tagged;
use crate::signed::{Chosen, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// Which target.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    for_round: String,
    #[serde(default)]
    for_unit: String,
    /// A new target, whose round and unit are still to be chosen.
    #[serde(default)]
    new: bool,
}

type Typed = HashMap<String, String>;

#[derive(Template)]
#[template(path = "indicators/form_target.html")]
struct TargetPage {
    t: Text,
    form: ShownForm,
    hidden: Vec<(&'static str, String)>,
    stale: Option<Stale>,
    about: Vec<(&'static str, String)>,
}

/// GET /indicators/{code}/target
pub(super) async fn show(
    view: View,
    chosen: Chosen,
    Path(code): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let desk = Desk::of(&view, &chosen, &code)?;
    let round = round_code(&which.for_round)?;
    let unit = unit_code(&which.for_unit)?;
    let (target, version) = if which.new { (None, 0) } else { desk.stored(round.as_ref(), unit.as_ref()) };
    let typed = typed_of(target, &which);
    desk.page(&typed, version, Vec::new(), StatusCode::OK, None, |_| {})
}

/// POST /indicators/{code}/target
pub(super) async fn save(
    State(site): State<Site>,
    view: View,
    chosen: Chosen,
    Path(code): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let desk = Desk::of(&view, &chosen, &code)?;
    let seen_version = text(&typed, "seen_version").parse().map_err(|_| WebError::BadRequest)?;
    let target = match desk.read(&typed)? {
        Ok(target) => target,
        Err(problems) => {
            let add = |fields: &mut [Field]| add_problems(fields, &problems);
            return desk.page(&typed, seen_version, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY, None, add);
        }
    };
    let plan = chosen.view.plan.plan.code.to_string();
    let edition = chosen.view.edition().number;
    let command = SetTarget {
        plan: plan.clone(),
        edition,
        target: target.clone(),
        seen_version,
        reason: text(&typed, "reason").to_owned(),
    };
    let (app, actor) = (site.app.clone(), chosen.actor.clone());
    let answer = blocking(move || Ok::<_, WebError>(app.set_target(&actor, &command))).await?;
    match answer {
        Ok(()) => {
            let address = chosen.link(&super::path(&desk.indicator.code));
            Ok(flash::redirect_with(&address, Tone::Success, view.t.indicators_target_saved()))
        }
        Err(AppError::Stale { stored, by }) => {
            let app = site.app.clone();
            let actor = chosen.actor.clone();
            let now = blocking(move || app.plan(&actor, &plan, Some(edition))).await?;
            let chosen = Chosen { view: now, ..chosen.clone() };
            let desk = Desk::of(&view, &chosen, &code)?;
            let (_, version) = desk.stored(target.round.as_ref(), target.unit.as_ref());
            let by =
                by.map(|by| format!(" ({})", crate::journal::who(view.t, &chosen.view.stored.people, &by))).unwrap_or_default();
            let t = view.t;
            let stale = Stale {
                yours: t.digits(&target_text(&target)).into_owned(),
                theirs: t.digits(&format!("{stored}{by}")).into_owned(),
            };
            desk.page(&typed, version, Vec::new(), StatusCode::CONFLICT, Some(stale), |_| {})
        }
        Err(error) => {
            let mut fields = desk.fields(&typed, seen_version);
            let notices = refused::place(view.t, error, &mut fields, field_of)?;
            desk.with_fields(&typed, fields, seen_version, notices, StatusCode::UNPROCESSABLE_ENTITY, None)
        }
    }
}

fn field_of(column: &str) -> &'static str {
    match column {
        "high" => "high",
        "anchors" => "anchors",
        "printed" => "printed",
        "note" => "note",
        "scale" => "scale",
        "round" => "round",
        "unit" => "unit",
        _ => "value",
    }
}

fn add_problems(fields: &mut [Field], problems: &[(&'static str, String)]) {
    for (name, words) in problems {
        if let Some(field) = fields.iter_mut().find(|field| field.name == *name) {
            field.errors.push(words.clone());
        }
    }
}

fn text<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map_or("", |value| value.trim())
}

fn round_code(text: &str) -> Result<Option<RoundCode>, WebError> {
    if text.is_empty() { Ok(None) } else { RoundCode::new(text).map(Some).map_err(|_| WebError::NotFound) }
}

fn unit_code(text: &str) -> Result<Option<UnitCode>, WebError> {
    if text.is_empty() { Ok(None) } else { UnitCode::new(text).map(Some).map_err(|_| WebError::NotFound) }
}

fn scale_code(text: &str) -> Result<Option<ScaleCode>, WebError> {
    if text.is_empty() { Ok(None) } else { ScaleCode::new(text).map(Some).map_err(|_| WebError::NotFound) }
}

fn typed_of(target: Option<&Target>, which: &Which) -> Typed {
    let mut typed = Typed::from([("round".to_owned(), which.for_round.clone()), ("unit".to_owned(), which.for_unit.clone())]);
    if let Some(target) = target {
        let decimal = |value: Option<Decimal>| value.map(|value| value.to_string()).unwrap_or_default();
        let anchors = target.anchors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        typed.extend([
            ("value".to_owned(), decimal(target.value)),
            ("high".to_owned(), decimal(target.high)),
            ("anchors".to_owned(), anchors),
            ("printed".to_owned(), target.printed.clone().unwrap_or_default()),
            ("note".to_owned(), target.note.clone().unwrap_or_default()),
            ("scale".to_owned(), target.scale.as_ref().map(ToString::to_string).unwrap_or_default()),
        ]);
    }
    typed
}

/// What the form is about.
struct Desk<'a> {
    view: &'a View,
    chosen: &'a Chosen,
    indicator: &'a Indicator,
}

type Unread = Vec<(&'static str, String)>;

impl<'a> Desk<'a> {
    /// The indicator, for somebody who may set targets, in an edition that is a draft.
    fn of(view: &'a View, chosen: &'a Chosen, code: &str) -> Result<Self, WebError> {
        need(&chosen.actor, Action::SetTarget)?;
        let indicator = super::find(&chosen.view, code)?;
        let state = chosen.view.edition().state;
        if state != EditionState::Draft {
            return Err(AppError::EditionNotDraft(state).into());
        }
        Ok(Self { view, chosen, indicator })
    }

    fn stored(&self, round: Option<&RoundCode>, unit: Option<&UnitCode>) -> (Option<&Target>, u32) {
        let mut targets = self.chosen.view.targets_of(&self.indicator.code);
        let found = targets.find(|(target, _)| target.round.as_ref() == round && target.unit.as_ref() == unit);
        found.map_or((None, 0), |(target, version)| (Some(target), version))
    }

    /// What the indicator's rule and scale ask for: anchors, a range, or one value.
    fn asks(&self) -> Vec<&'static str> {
        let scale = self.chosen.view.plan.scale_at(self.indicator, None);
        if scale.is_some_and(|scale| scale.kind == ScaleKind::Anchors) {
            return vec!["value", "anchors"];
        }
        if self.indicator.measure.percent_rule == PercentRule::Range { vec!["value", "high"] } else { vec!["value"] }
    }

    fn read(&self, typed: &Typed) -> Result<Result<Target, Unread>, WebError> {
        let t = self.view.t;
        let mut problems = Unread::new();
        let mut number = |name: &'static str| match text(typed, name) {
            "" => None,
            typed => cell::number(typed).map_err(|rule| problems.push((name, rule_words(t, rule)))).ok(),
        };
        let (value, high) = (number("value"), number("high"));
        let anchors = text(typed, "anchors").split(';').map(str::trim).filter(|part| !part.is_empty());
        let anchors = anchors.map(cell::number).collect::<Result<Vec<_>, _>>();
        let anchors = anchors.map_err(|rule| problems.push(("anchors", rule_words(t, rule)))).unwrap_or_default();
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        let words = |name: &str| Some(text(typed, name).to_owned()).filter(|text| !text.is_empty());
        Ok(Ok(Target {
            indicator: self.indicator.code.clone(),
            unit: unit_code(text(typed, "unit"))?,
            round: round_code(text(typed, "round"))?,
            value,
            high,
            anchors,
            printed: words("printed"),
            note: words("note"),
            scale: scale_code(text(typed, "scale"))?,
        }))
    }

    fn fields(&self, typed: &Typed, version: u32) -> Vec<Field> {
        let t = self.view.t;
        let value = |name: &str| text(typed, name).to_owned();
        let mut fields = Vec::new();
        // A new target is the agency's or a unit's, the year's or a round's; one that is there keeps its place.
        if version == 0 {
            fields.extend([self.unit_field(&value("unit")), self.round_field(&value("round"))]);
        }
        let asks = self.asks();
        if asks.contains(&"value") {
            let label = if asks.contains(&"high") { t.target_low() } else { t.term_target() };
            let field = Field::new("value", format!("{label} ({})", self.indicator.measure.unit_of_measure)).kind(Kind::Number);
            let field = field.value(value("value")).hint(t.target_value_hint());
            fields.push(if asks.contains(&"anchors") { field.optional() } else { field });
        }
        if asks.contains(&"high") {
            fields.push(Field::new("high", t.term_target_high()).kind(Kind::Number).value(value("high")));
        }
        if asks.contains(&"anchors") {
            fields.push(Field::new("anchors", t.target_anchors()).value(value("anchors")).hint(t.target_anchors_hint()));
        }
        fields.push(Field::new("printed", t.indicators_wording()).value(value("printed")).optional());
        if version == 0 || (!value("round").is_empty() && value("unit").is_empty()) {
            fields.extend(self.scale_field(&value("scale")));
        }
        fields.push(Field::new("note", t.sheet_note()).kind(Kind::Lines).value(value("note")).optional());
        fields.push(Field::new("reason", t.form_reason()).kind(Kind::Lines).value(value("reason")).hint(t.target_reason_hint()));
        fields
    }

    fn page(
        &self,
        typed: &Typed,
        version: u32,
        notices: Vec<Notice>,
        status: StatusCode,
        stale: Option<Stale>,
        add: impl FnOnce(&mut [Field]),
    ) -> Result<Response, WebError> {
        let mut fields = self.fields(typed, version);
        add(&mut fields);
        self.with_fields(typed, fields, version, notices, status, stale)
    }

    fn with_fields(
        &self,
        typed: &Typed,
        fields: Vec<Field>,
        version: u32,
        notices: Vec<Notice>,
        status: StatusCode,
        stale: Option<Stale>,
    ) -> Result<Response, WebError> {
        let t = self.view.t;
        let (round, unit_code) = (round_code(text(typed, "round"))?, unit_code(text(typed, "unit"))?);
        let mut hidden = vec![("seen_version", version.to_string())];
        let mut about = Vec::new();
        if version > 0 {
            hidden.extend([("unit", text(typed, "unit").to_owned()), ("round", text(typed, "round").to_owned())]);
            about.push((t.rounds_round(), self.round_words(round.as_ref())));
            about.push((t.target_unit(), unit(t, &self.chosen.view, unit_code.as_ref())));
        }
        let action = match self.stored(round.as_ref(), unit_code.as_ref()).0 {
            Some(target) if version > 0 => edit_link(self.chosen, self.indicator, target),
            _ => add_link(self.chosen, self.indicator),
        };
        let back = self.chosen.link(&super::path(&self.indicator.code));
        let lead = name(t, &self.indicator.name_th, self.indicator.name_en.as_ref()).into_owned();
        let title = if version == 0 { t.indicators_add_target() } else { t.indicators_set_target() };
        let form = ShownForm::new(self.view.form(action), fields, t.target_save()).cancel(t.form_cancel(), back.clone());
        let body = TargetPage { t, form, hidden, stale, about };
        let page = Page::new(self.view, title).in_room(Room::Indicators).lead(lead.clone());
        let page = page.crumb(lead, Some(&back)).crumb(title, None).status(status);
        let page = notices.into_iter().fold(tagged(t, page, self.chosen), Page::notice);
        Ok(page.render(&body))
    }

    /// Every unit that may have a target of its own: those that answer for the indicator first.
    fn unit_field(&self, value: &str) -> Field {
        let t = self.view.t;
        let plan = &self.chosen.view.plan;
        let owns = |unit: &&Unit| self.indicator.owners.iter().any(|owner| owner.unit == unit.code);
        let (owners, others): (Vec<&Unit>, Vec<&Unit>) = plan.units.iter().partition(owns);
        let choices = owners.into_iter().chain(others);
        let choices = choices.map(|unit| Choice::new(unit.code.as_str(), name(t, &unit.name_th, unit.name_en.as_ref())));
        let field = Field::new("unit", t.target_unit()).kind(Kind::Choose(choices.collect())).value(value);
        let hint =
            if self.indicator.measure.aggregation == Aggregation::Sum { t.target_unit_hint_sum() } else { t.target_unit_hint() };
        field.optional().hint(hint)
    }

    fn round_field(&self, value: &str) -> Field {
        let t = self.view.t;
        let rounds = self.chosen.view.plan.rounds.iter().map(|round| Choice::new(round.code.as_str(), round_name(t, round)));
        let field = Field::new("round", t.rounds_round()).kind(Kind::Choose(rounds.collect())).value(value);
        field.optional().hint(t.target_round_hint())
    }

    /// The scales that a round may have of its own; nothing to choose where the plan has none that fits beside the indicator's.
    fn scale_field(&self, value: &str) -> Option<Field> {
        let t = self.view.t;
        let anchors = self.indicator.measure.percent_rule == PercentRule::Anchors;
        let fits = |scale: &&Scale| scale.kind != ScaleKind::Points && (scale.kind == ScaleKind::Anchors) == anchors;
        let plan = &self.chosen.view.plan;
        let fitting = plan.scales.iter().filter(fits).filter(|scale| self.indicator.scale.as_ref() != Some(&scale.code));
        let choices = fitting.map(|scale| Choice::new(scale.code.as_str(), super::targets::scale_name(t, plan, &scale.code)));
        let choices = choices.collect::<Vec<_>>();
        if choices.is_empty() {
            return None;
        }
        let field = Field::new("scale", t.target_scale()).kind(Kind::Choose(choices)).value(value);
        Some(field.optional().hint(t.target_scale_hint()))
    }

    fn round_words(&self, round: Option<&RoundCode>) -> String {
        let t = self.view.t;
        let Some(code) = round else { return t.indicators_whole_year().to_owned() };
        self.chosen.view.find_round(code.as_str()).map_or_else(|| code.to_string(), |round| round_name(t, round))
    }
}
