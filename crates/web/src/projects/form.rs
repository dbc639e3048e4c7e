//! The form that reports a project's result: what was typed, as an observation or as problems beside its fields.

use phaen_app::{AppError, FieldProblem};
use phaen_domain::id::{ProjectCode, RoundCode};
use phaen_domain::number::Decimal;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::scoring::Scale;
use phaen_domain::shown;
use phaen_domain::workbook::cell::{self, number};
use phaen_domain::workbook::schema::Kind as CellKind;
use phaen_domain::workbook::{CellProblem, ProblemRule, RawCell};
use serde::Deserialize;

use crate::components::{Choice, Field, Kind};
use crate::display::Lang;
use crate::text::Text;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    /// The version that the person saw.
    #[serde(default)]
    pub(super) seen: String,
    /// What is reported: `value`, `no_data`, `not_applicable` or `not_measurable`.
    #[serde(default)]
    pub(super) state: String,
    #[serde(default)]
    pub(super) value: String,
    #[serde(default)]
    pub(super) state_reason: String,
    #[serde(default)]
    pub(super) narrative: String,
    #[serde(default)]
    pub(super) source: String,
    #[serde(default)]
    pub(super) evidence: String,
    #[serde(default)]
    pub(super) reason: String,
}

/// What is reported about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// The project's status.
    Status,
    /// Its n-th indicator.
    Indicator(u32),
}

impl Item {
    /// Reads the last part of the address.
    pub(super) fn from_address(text: &str) -> Option<Self> {
        if text == "status" { Some(Self::Status) } else { text.parse().ok().map(Self::Indicator) }
    }

    /// The last part of the address.
    pub(super) fn address(self) -> String {
        match self {
            Self::Status => "status".to_owned(),
            Self::Indicator(order) => order.to_string(),
        }
    }

    pub(super) fn subject(self, code: &ProjectCode) -> Subject {
        match self {
            Self::Status => Subject::Project(code.clone()),
            Self::Indicator(order) => Subject::ProjectIndicator(code.clone(), order),
        }
    }
}

/// Problems by field.
pub(super) type Problems = Vec<(&'static str, String)>;

impl Typed {
    /// What is stored, as it would be typed.
    pub(super) fn of(stored: &Observation, version: u32) -> Self {
        let (state, value, state_reason) = match &stored.reported {
            Reported::Value(value) => ("value", shown::decimal(*value), String::new()),
            Reported::NoData => ("no_data", String::new(), String::new()),
            Reported::NotApplicable(reason) => ("not_applicable", String::new(), reason.clone()),
            Reported::NotMeasurable(reason) => ("not_measurable", String::new(), reason.clone()),
            Reported::Ratio(..) | Reported::Steps(_) => ("value", String::new(), String::new()),
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            seen: version.to_string(),
            state: state.to_owned(),
            value,
            state_reason,
            narrative: text(&stored.narrative),
            source: text(&stored.source),
            evidence: text(&stored.evidence),
            reason: String::new(),
        }
    }

    /// The observation that was typed.
    pub(super) fn observation(&self, t: Text, subject: Subject, round: &RoundCode) -> Result<Observation, Problems> {
        let mut problems = Problems::new();
        let reported = self.reported(t).map_err(|problem| problems.push(problem)).ok();
        let mut text = |field: &'static str, kind, typed: &str| {
            cell::read(kind, &RawCell::Text(typed.to_owned())).unwrap_or_else(|rule| {
                problems.push((field, broken(t, rule)));
                None
            })
        };
        let narrative = text("narrative", CellKind::LongText, &self.narrative);
        let source = text("source", CellKind::Text, &self.source);
        let evidence = text("evidence", CellKind::Text, &self.evidence);
        let reason = text("reason", CellKind::Text, &self.reason);
        if source.is_none() && !problems.iter().any(|(field, _)| *field == "source") {
            problems.push(("source", t.projects_source_needed().to_owned()));
        }
        if reason.is_none() && !problems.iter().any(|(field, _)| *field == "reason") {
            problems.push(("reason", t.projects_reason_needed().to_owned()));
        }
        match reported {
            Some(reported) if problems.is_empty() => {
                let period = Period::Round(round.clone());
                Ok(Observation { subject, unit: None, period, reported, narrative, source, evidence })
            }
            _ => Err(problems),
        }
    }

    fn reported(&self, t: Text) -> Result<Reported, (&'static str, String)> {
        let because = || {
            let reason = cell::read(CellKind::Text, &RawCell::Text(self.state_reason.clone()));
            let reason = reason.map_err(|rule| ("state_reason", broken(t, rule)))?;
            reason.ok_or_else(|| ("state_reason", t.projects_state_reason_needed().to_owned()))
        };
        match self.state.as_str() {
            "no_data" => Ok(Reported::NoData),
            "not_applicable" => because().map(Reported::NotApplicable),
            "not_measurable" => because().map(Reported::NotMeasurable),
            _ if self.value.trim().is_empty() => Err(("value", t.projects_value_needed().to_owned())),
            _ => value(&self.value).map(Reported::Value).map_err(|rule| ("value", broken(t, rule))),
        }
    }

    /// The fields with what was typed and what is wrong with it.
    pub(super) fn fields(&self, t: Text, scale: Option<&Scale>, problems: &Problems) -> Vec<Field> {
        let states = [
            ("value", t.projects_state_value()),
            ("no_data", t.projects_state_no_data()),
            ("not_applicable", t.status_not_applicable()),
            ("not_measurable", t.status_not_measurable()),
        ];
        let states = states.map(|(value, label)| Choice::new(value, label)).to_vec();
        let value = match scale {
            Some(scale) => Field::new("value", t.projects_field_points()).kind(Kind::Choose(points(t, scale))),
            None => Field::new("value", t.projects_field_value()).kind(Kind::Number).hint(t.projects_field_value_hint()),
        };
        let mut fields = vec![
            Field::new("state", t.projects_field_state()).kind(Kind::Radio(states)).value(self.state.clone()),
            value.value(self.value.clone()).optional(),
            Field::new("state_reason", t.projects_field_state_reason()).value(self.state_reason.clone()).optional(),
            Field::new("narrative", t.projects_field_narrative()).kind(Kind::Lines).value(self.narrative.clone()).optional(),
            Field::new("source", t.projects_field_source()).hint(t.projects_field_source_hint()).value(self.source.clone()),
            Field::new("evidence", t.projects_field_evidence()).hint(t.projects_field_evidence_hint()),
            Field::new("reason", t.projects_field_reason()).hint(t.projects_field_reason_hint()).value(self.reason.clone()),
        ];
        for field in &mut fields {
            if field.name == "evidence" {
                (field.value, field.required) = (self.evidence.clone(), false);
            }
            field.errors.extend(problems.iter().filter(|(name, _)| *name == field.name).map(|(_, words)| words.clone()));
        }
        fields
    }
}

fn value(typed: &str) -> Result<Decimal, ProblemRule> {
    number(typed.trim())
}

fn points(t: Text, scale: &Scale) -> Vec<Choice> {
    let points = scale.points.iter().map(|point| shown::decimal(point.score));
    points.map(|points| Choice::new(points.clone(), t.digits(&points).into_owned())).collect()
}

/// A rule of the workbook in the reader's words: what is wrong, and what to do.
pub(crate) fn broken(t: Text, rule: ProblemRule) -> String {
    let words = CellProblem { sheet: "observations", row: 0, column: Some("value"), value: String::new(), rule }.wording();
    let (rule, remedy) = match t.display().lang {
        Lang::Thai => (words.rule_th, words.remedy_th),
        Lang::English => (words.rule_en, words.remedy_en),
    };
    t.digits(&format!("{rule} {remedy}")).into_owned()
}

/// What the use case found, by field; none when the refusal is not about a field.
pub(super) fn problems_of(t: Text, error: &AppError) -> Option<Problems> {
    let in_words = |problem: &FieldProblem| if t.display().lang == Lang::Thai { problem.th.clone() } else { problem.en.clone() };
    match error {
        AppError::Fields(fields) => Some(fields.iter().map(|field| (field.field, in_words(field))).collect()),
        AppError::Workbook(problems) => {
            let field = |column: Option<&'static str>| match column {
                Some("reason") => "state_reason",
                Some(column @ ("narrative" | "source" | "evidence")) => column,
                _ => "value",
            };
            Some(problems.listed().iter().map(|p| (field(p.column), broken(t, p.rule.clone()))).collect())
        }
        _ => None,
    }
}
