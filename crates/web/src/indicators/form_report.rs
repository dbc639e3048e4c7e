//! บันทึกผล: a result in an open round. What is reported is chosen, never guessed: a value, no data, not applicable, not measurable.

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::editing::{EnterObservation, reported_text};
use phaen_app::ports::Provenance;
use phaen_domain::access::Action;
use phaen_domain::id::UnitCode;
use phaen_domain::indicator::{Aggregation, Indicator, Shape};
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::round::Round;
use phaen_domain::scoring::{Status, steps_at};
use phaen_domain::workbook::{ProblemRule, cell};
use serde::Deserialize;

use super::refused::{self, Stale, rule_words};
use crate::components::{Choice, Field, Form as ShownForm, Kind, Notice, Tone};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::figures::at_round;
use crate::explain::reports::{period, round_name, unit, value};
use crate::explain::target_value;
use crate::explain::wording::{name, word};
use crate::flash;
use crate::layout::{Page, Room};
use crate::overview::choosing::window;
use crate::signed::{Chosen, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// Names of the boxes of steps: as many as a sheet may have in a form.
const STEPS: [&str; 12] =
    ["step_1", "step_2", "step_3", "step_4", "step_5", "step_6", "step_7", "step_8", "step_9", "step_10", "step_11", "step_12"];

/// Which result.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    for_round: String,
    #[serde(default)]
    for_unit: String,
}

type Typed = HashMap<String, String>;
type Unread = Vec<(&'static str, String)>;

#[derive(Template)]
#[template(path = "indicators/form_report.html")]
struct ReportPage {
    t: Text,
    form: ShownForm,
    version: u32,
    stale: Option<Stale>,
    about: Vec<(&'static str, String)>,
}

/// GET /indicators/{code}/report
pub(super) async fn show(
    view: View,
    chosen: Chosen,
    Path(code): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let desk = Desk::of(&view, &chosen, &code, &which)?;
    let (typed, version) = desk.stored().map_or_else(
        || (Typed::from([("unit".to_owned(), which.for_unit.clone())]), 0),
        |(observation, provenance)| (typed_of(observation), provenance.map_or(1, |provenance| provenance.version)),
    );
    let fields = desk.fields(&typed);
    Ok(desk.page(fields, version, Vec::new(), StatusCode::OK, None))
}

/// POST /indicators/{code}/report
pub(super) async fn save(
    State(site): State<Site>,
    view: View,
    chosen: Chosen,
    Path(code): Path<String>,
    Query(which): Query<Which>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let desk = Desk::of(&view, &chosen, &code, &which)?;
    let seen_version = text(&typed, "seen_version").parse().map_err(|_| WebError::BadRequest)?;
    let observation = match desk.read(&typed)? {
        Ok(observation) => observation,
        Err(problems) => {
            let mut fields = desk.fields(&typed);
            add_problems(&mut fields, &problems);
            return Ok(desk.page(fields, seen_version, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY, None));
        }
    };
    let plan = chosen.view.plan.plan.code.to_string();
    let reason = text(&typed, "reason").to_owned();
    let command = EnterObservation { plan: plan.clone(), observation: observation.clone(), seen_version, reason };
    let (app, actor) = (site.app.clone(), chosen.actor.clone());
    let answer = blocking(move || Ok::<_, WebError>(app.enter_observation(&actor, &command))).await?;
    match answer {
        Ok(()) => {
            let address = at_round(&chosen, &super::path(&desk.indicator.code), &desk.round.code);
            Ok(flash::redirect_with(&address, Tone::Success, view.t.indicators_report_saved()))
        }
        Err(AppError::Stale { stored, by }) => {
            let (app, actor, edition) = (site.app.clone(), chosen.actor.clone(), chosen.view.edition().number);
            let now = blocking(move || app.plan(&actor, &plan, Some(edition))).await?;
            let chosen = Chosen { view: now, ..chosen.clone() };
            let desk = Desk::of(&view, &chosen, &code, &which)?;
            let version = desk.version_of(observation.unit.as_ref());
            let by = by.map(|by| format!(" ({by})")).unwrap_or_default();
            let digits = |text: &str| view.t.digits(text).into_owned();
            let stale = Stale { yours: digits(&reported_text(&observation.reported)), theirs: digits(&format!("{stored}{by}")) };
            Ok(desk.page(desk.fields(&typed), version, Vec::new(), StatusCode::CONFLICT, Some(stale)))
        }
        Err(error) => {
            let mut fields = desk.fields(&typed);
            let notices = refused::place(view.t, error, &mut fields, field_of)?;
            Ok(desk.page(fields, seen_version, notices, StatusCode::UNPROCESSABLE_ENTITY, None))
        }
    }
}

/// The field of a column of the workbook; the fields of the form's own keep their names.
fn field_of(column: &str) -> &'static str {
    match column {
        "reason" => "state_reason",
        "numerator" => "numerator",
        "denominator" => "denominator",
        "steps" => STEPS[0],
        "source" => "source",
        "narrative" => "narrative",
        "evidence" => "evidence",
        "unit" => "unit",
        "value" => "value",
        _ => "state",
    }
}

fn add_problems(fields: &mut [Field], problems: &Unread) {
    for (name, words) in problems {
        if let Some(field) = fields.iter_mut().find(|field| field.name == *name) {
            field.errors.push(words.clone());
        }
    }
}

fn text<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map_or("", |value| value.trim())
}

fn typed_of(observation: &Observation) -> Typed {
    let mut typed = Typed::new();
    let mut put = |name: &str, value: String| drop(typed.insert(name.to_owned(), value));
    let state = match &observation.reported {
        Reported::Value(value) => {
            put("value", value.to_string());
            "value"
        }
        Reported::Ratio(above, below) => {
            put("numerator", above.to_string());
            put("denominator", below.to_string());
            "value"
        }
        Reported::Steps(done) => {
            for name in done.iter().filter_map(|level| STEPS.get(usize::from(*level).checked_sub(1)?)) {
                put(name, "yes".to_owned());
            }
            "value"
        }
        Reported::NoData => "no_data",
        Reported::NotApplicable(reason) => {
            put("state_reason", reason.clone());
            "not_applicable"
        }
        Reported::NotMeasurable(reason) => {
            put("state_reason", reason.clone());
            "not_measurable"
        }
    };
    put("state", state.to_owned());
    put("unit", observation.unit.as_ref().map(ToString::to_string).unwrap_or_default());
    let texts = [("narrative", &observation.narrative), ("source", &observation.source), ("evidence", &observation.evidence)];
    for (name, text) in texts {
        put(name, text.clone().unwrap_or_default());
    }
    typed
}

/// What the form is about.
struct Desk<'a> {
    view: &'a View,
    chosen: &'a Chosen,
    indicator: &'a Indicator,
    round: &'a Round,
    unit: Option<UnitCode>,
}

impl<'a> Desk<'a> {
    /// The indicator and the open round, for somebody who may enter results.
    fn of(view: &'a View, chosen: &'a Chosen, code: &str, which: &Which) -> Result<Self, WebError> {
        need(&chosen.actor, Action::EnterObservation)?;
        let indicator = super::find(&chosen.view, code)?;
        let round = chosen.view.find_round(&which.for_round).ok_or(WebError::NotFound)?;
        if !round.is_open() {
            return Err(AppError::RoundNotOpen(round.state).into());
        }
        if indicator.actual_from.is_some() {
            return Err(WebError::NotFound);
        }
        let unit =
            if which.for_unit.is_empty() { None } else { Some(UnitCode::new(&which.for_unit).map_err(|_| WebError::NotFound)?) };
        Ok(Self { view, chosen, indicator, round, unit })
    }

    fn subject(&self) -> Subject {
        Subject::Indicator(self.indicator.code.clone())
    }

    /// The result of the unit at the round, if there is one.
    fn stored(&self) -> Option<(&Observation, Option<&Provenance>)> {
        self.of_unit(self.unit.as_ref())
    }

    fn of_unit(&self, unit: Option<&UnitCode>) -> Option<(&Observation, Option<&Provenance>)> {
        let plan = &self.chosen.view;
        let provenance = plan.stored.provenance.iter().map(Some).chain(std::iter::repeat(None));
        let period = Period::Round(self.round.code.clone());
        let subject = self.subject();
        plan.plan.observations.iter().zip(provenance).find(|(observation, _)| {
            observation.subject == subject && observation.period == period && observation.unit.as_ref() == unit
        })
    }

    fn version_of(&self, unit: Option<&UnitCode>) -> u32 {
        self.of_unit(unit).map_or(0, |(_, provenance)| provenance.map_or(1, |provenance| provenance.version))
    }

    /// Reads the form. What was chosen and what was typed must agree.
    fn read(&self, typed: &Typed) -> Result<Result<Observation, Unread>, WebError> {
        let t = self.view.t;
        let mut problems = Unread::new();
        let state = text(typed, "state");
        let filled = ["value", "numerator", "denominator"].into_iter().chain(STEPS).find(|name| !text(typed, name).is_empty());
        let reason = text(typed, "state_reason").to_owned();
        let reported = match state {
            "value" => self.value(typed, &mut problems),
            "no_data" => Some(Reported::NoData),
            "not_applicable" => Some(Reported::NotApplicable(reason)),
            "not_measurable" => Some(Reported::NotMeasurable(reason)),
            _ => {
                problems.push(("state", t.report_form_choose_state().to_owned()));
                None
            }
        };
        if matches!(state, "not_applicable" | "not_measurable") && text(typed, "state_reason").is_empty() {
            problems.push(("state_reason", rule_words(t, ProblemRule::ReasonMissing)));
        }
        if let Some(name) = filled.filter(|_| !matches!(state, "value" | "")) {
            problems.push((name, t.report_form_contradiction().to_owned()));
        }
        let unit = text(typed, "unit");
        let typed_unit = if unit.is_empty() { None } else { Some(UnitCode::new(unit).map_err(|_| WebError::BadRequest)?) };
        let unit = self.unit.clone().or(typed_unit);
        let words = |name: &str| Some(text(typed, name).to_owned()).filter(|text| !text.is_empty());
        let observation = reported.filter(|_| problems.is_empty()).map(|reported| Observation {
            subject: self.subject(),
            unit,
            period: Period::Round(self.round.code.clone()),
            reported,
            narrative: words("narrative"),
            source: words("source"),
            evidence: words("evidence"),
        });
        Ok(observation.ok_or(problems))
    }

    fn value(&self, typed: &Typed, problems: &mut Unread) -> Option<Reported> {
        let t = self.view.t;
        let mut number = |name: &'static str| match text(typed, name) {
            "" => {
                problems.push((name, t.report_form_value_missing().to_owned()));
                None
            }
            typed => cell::number(typed).map_err(|rule| problems.push((name, rule_words(t, rule)))).ok(),
        };
        match self.indicator.measure.shape {
            Shape::Value | Shape::Level => number("value").map(Reported::Value),
            Shape::Ratio => {
                let (above, below) = (number("numerator"), number("denominator"));
                above.zip(below).map(|(above, below)| Reported::Ratio(above, below))
            }
            Shape::Steps => {
                let done = (1_u8..).zip(STEPS).filter(|(_, name)| text(typed, name) == "yes").map(|(level, _)| level);
                Some(Reported::Steps(done.collect()))
            }
        }
    }

    fn fields(&self, typed: &Typed) -> Vec<Field> {
        let t = self.view.t;
        let value = |name: &str| text(typed, name).to_owned();
        let states = vec![
            Choice::new("value", t.report_form_state_value()),
            Choice::new("no_data", t.report_form_state_no_data()),
            Choice::new("not_applicable", word(t, Status::NotApplicable)),
            Choice::new("not_measurable", word(t, Status::NotMeasurable)),
        ];
        let mut fields = Vec::from_iter(self.unit_field(&value("unit")));
        fields.push(Field::new("state", t.report_form_state()).kind(Kind::Radio(states)).value(value("state")));
        fields.extend(self.value_fields(typed));
        let reason = Field::new("state_reason", t.report_form_state_reason()).value(value("state_reason"));
        fields.push(reason.optional().hint(t.report_form_state_reason_hint()));
        fields.push(Field::new("narrative", t.report_narrative()).kind(Kind::Lines).value(value("narrative")).optional());
        fields.push(Field::new("source", t.report_source()).value(value("source")).hint(t.report_form_source_hint()));
        let evidence = Field::new("evidence", t.report_evidence()).value(value("evidence")).optional();
        fields.push(if self.indicator.evidence_required { evidence.hint(t.report_form_evidence_hint()) } else { evidence });
        fields.push(
            Field::new("reason", t.form_reason()).kind(Kind::Lines).value(value("reason")).hint(t.report_form_reason_hint()),
        );
        fields
    }

    fn value_fields(&self, typed: &Typed) -> Vec<Field> {
        let t = self.view.t;
        let number = |name: &'static str, label: String| {
            Field::new(name, label).kind(Kind::Number).value(text(typed, name)).optional().hint(t.report_form_value_hint())
        };
        let unit = &self.indicator.measure.unit_of_measure;
        match self.indicator.measure.shape {
            Shape::Value | Shape::Level => vec![number("value", format!("{} ({unit})", t.term_actual()))],
            Shape::Ratio => {
                vec![number("numerator", t.term_numerator().to_owned()), number("denominator", t.term_denominator().to_owned())]
            }
            Shape::Steps => {
                let steps = steps_at(&self.indicator.steps, Some(&self.round.code)).into_iter();
                let boxes = steps.filter_map(|step| {
                    let name = STEPS.get(usize::from(step.level).checked_sub(1)?)?;
                    let label = format!("{} {}", t.report_form_step(t.count(step.level.into())), step.text);
                    Some(Field::new(name, label).kind(Kind::Check).value(text(typed, name)).optional())
                });
                boxes.collect()
            }
        }
    }

    /// Round, unit, target, and what was reported last time.
    fn about(&self) -> Vec<(&'static str, String)> {
        let t = self.view.t;
        let view = &self.chosen.view;
        let mut about = vec![
            (t.rounds_round(), format!("{} ({})", round_name(t, self.round), window(t, self.round))),
            (t.report_unit(), unit(t, view, self.unit.as_ref())),
        ];
        let scored = view.round(&self.round.code).ok();
        let target = scored.as_ref().and_then(|scored| {
            let score = scored.scorecard.indicator(&self.indicator.code)?;
            scored.plan.targets.get(score.target?).map(|target| (target_value(target), target.printed.clone()))
        });
        if let Some((value, printed)) = target {
            let words = value.map(|value| t.digits(&value).into_owned()).into_iter().chain(printed);
            about.push((t.term_target(), words.collect::<Vec<_>>().join(" · ")));
        }
        let subject = self.subject();
        let before = |period: &Period| match period {
            Period::Round(code) => view.find_round(code.as_str()).is_some_and(|round| round.months < self.round.months),
            Period::Month(_) => false,
        };
        let last = view.observations_of(&subject).filter(|(o, _)| o.unit == self.unit && before(&o.period)).last();
        about.extend(last.map(|(observation, _)| {
            let words = format!("{} ({})", value(t, &observation.reported).0, period(t, view, &observation.period));
            (t.report_form_last(), words)
        }));
        about
    }

    /// Who reports, where units make the agency and none was named.
    fn unit_field(&self, value: &str) -> Option<Field> {
        let t = self.view.t;
        if self.indicator.measure.aggregation == Aggregation::Central || self.unit.is_some() {
            return None;
        }
        let owners = self.indicator.owners.iter();
        let choices = owners.map(|owner| Choice::new(owner.unit.as_str(), unit(t, &self.chosen.view, Some(&owner.unit))));
        let field = Field::new("unit", t.report_unit()).kind(Kind::Choose(choices.collect())).value(value);
        Some(field.optional().hint(t.report_form_unit_hint()))
    }

    fn page(&self, fields: Vec<Field>, version: u32, notices: Vec<Notice>, status: StatusCode, stale: Option<Stale>) -> Response {
        let t = self.view.t;
        let path = super::path(&self.indicator.code);
        let unit_code = self.unit.as_ref().map_or("", |unit| unit.as_str());
        let which = format!("for_round={}&for_unit={}", encode(self.round.code.as_str()), encode(unit_code));
        let action = self.chosen.link(&format!("{path}/report?{which}"));
        let back = at_round(self.chosen, &path, &self.round.code);
        let title = name(t, &self.indicator.name_th, self.indicator.name_en.as_ref()).to_owned();
        let body = ReportPage {
            t,
            form: ShownForm::new(self.view.form(action), fields, t.report_form_save()).cancel(t.form_cancel(), back.clone()),
            version,
            stale,
            about: self.about(),
        };
        let page = Page::new(self.view, t.indicators_enter()).in_room(Room::Indicators).lead(title.clone());
        let page = page.crumb(title, Some(&back)).crumb(t.indicators_enter(), None).status(status);
        notices.into_iter().fold(page, Page::notice).render(&body)
    }
}

#[cfg(test)]
mod tests {
    use super::{STEPS, typed_of};
    use phaen_domain::id::{IndicatorCode, RoundCode};
    use phaen_domain::observation::{Observation, Period, Reported, Subject};

    #[test]
    fn a_stored_result_fills_the_form_it_was_entered_with() {
        let observation = |reported| Observation {
            subject: Subject::Indicator(IndicatorCode::new("K01").expect("a code")),
            unit: None,
            period: Period::Round(RoundCode::new("R6").expect("a code")),
            reported,
            narrative: None,
            source: Some("ระบบ".to_owned()),
            evidence: None,
        };
        let steps = typed_of(&observation(Reported::Steps(vec![1, 3])));
        assert_eq!(steps.get(STEPS[0]).map(String::as_str), Some("yes"));
        assert_eq!(steps.get(STEPS[1]), None);
        assert_eq!(steps.get("state").map(String::as_str), Some("value"));
        let reason = typed_of(&observation(Reported::NotMeasurable("เลิกวัด".to_owned())));
        assert_eq!(reason.get("state").map(String::as_str), Some("not_measurable"));
        assert_eq!(reason.get("state_reason").map(String::as_str), Some("เลิกวัด"));
    }
}
