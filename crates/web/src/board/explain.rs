//! POST /board/findings/explain: the policy group explains a finding of the plan, or one that came up in a verified return.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::rounds::ExplainOfRound;
use phaen_app::{AppError, FieldProblem};
use phaen_domain::access::Action;
use phaen_domain::finding::{Finding, Rule, Severity};
use phaen_domain::id::UnitCode;
use phaen_domain::submission::{FieldKey, SubmissionState};
use phaen_domain::words::Words;
use serde::Deserialize;

use super::findings::{Filter, One, page};
use crate::components::{FormStart, Tone};
use crate::display::Lang;
use crate::errors::WebError;
use crate::flash;
use crate::overview::choosing::{Arrived, Place};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// An explanation as it was typed, and the finding that it is about.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
pub(super) struct Typed {
    /// Code of the unit; empty for the plan itself.
    #[serde(default)]
    pub(super) unit: String,
    #[serde(default)]
    pub(super) rule: String,
    #[serde(default)]
    pub(super) field: String,
    #[serde(default)]
    pub(super) facts: String,
    #[serde(default)]
    pub(super) explanation: String,
}

/// What a page says of an explanation that was not taken.
pub(super) struct NotTaken {
    typed: Typed,
    error: String,
}

/// The form beside a finding.
pub(super) struct ExplainForm {
    /// Where it goes.
    pub(super) start: FormStart,
    /// Names its field on the page.
    pub(super) id: String,
    /// What it sends, with the explanation that is typed or stored.
    pub(super) typed: Typed,
    /// What is wrong with what was typed.
    pub(super) error: Option<String>,
}

/// What the forms of a page are made from.
pub(super) struct Desk<'a> {
    pub(super) view: &'a View,
    pub(super) place: &'a Place,
    /// The address of the page with its filter: what follows the question mark.
    pub(super) query: String,
    pub(super) not_taken: Option<&'a NotTaken>,
}

impl Desk<'_> {
    /// The form of a finding that the reader may explain.
    pub(super) fn form(&self, row: usize, (standing, of_unit): One<'_>) -> Option<ExplainForm> {
        let explains = standing.finding.severity == Severity::ToExplain;
        let verified = of_unit.is_none_or(|it| it.state == SubmissionState::Verified);
        if !explains || !verified || !self.may() {
            return None;
        }
        let unit = of_unit.map(|it| it.unit.to_string()).unwrap_or_default();
        let text = standing.explained.as_ref().map(|it| it.text.clone()).unwrap_or_default();
        let stored = Typed::of(unit, &standing.finding, text);
        let wrong = self.not_taken.filter(|it| it.typed.is_about(&stored));
        Some(ExplainForm {
            start: self.view.form(format!("/board/findings/explain?{}", self.query)),
            id: format!("explain-{row}"),
            error: wrong.map(|it| it.error.clone()),
            typed: wrong.map_or(stored, |it| it.typed.clone()),
        })
    }

    fn may(&self) -> bool {
        let chosen = &self.place.chosen;
        let round = chosen.round.as_ref().and_then(|(code, _)| chosen.view.find_round(code.as_str()));
        round.is_some_and(|it| phaen_app::rounds::may_in(&chosen.actor, Action::ExplainRound, it.state, &[]))
    }
}

impl Typed {
    fn of(unit: String, it: &Finding, explanation: String) -> Self {
        Self { unit, rule: it.rule.key().to_owned(), field: it.field.to_string(), facts: it.facts.clone(), explanation }
    }

    fn is_about(&self, other: &Self) -> bool {
        Self { explanation: String::new(), ..self.clone() } == Self { explanation: String::new(), ..other.clone() }
    }

    fn command(&self, place: &Place) -> Option<ExplainOfRound> {
        let unit = if self.unit.is_empty() { None } else { Some(UnitCode::new(&self.unit).ok()?) };
        let field: FieldKey = self.field.parse().ok()?;
        let (plan, (round, _)) = (place.chosen.view.plan.plan.code.clone(), place.chosen.round.clone()?);
        let (facts, text) = (self.facts.clone(), self.explanation.clone());
        Some(ExplainOfRound { plan, round, unit, rule: Rule::from_key(&self.rule)?, field, facts, text })
    }
}

pub(super) async fn explain(
    State(site): State<Site>,
    view: View,
    arrived: Arrived,
    Query(filter): Query<Filter>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let Arrived::At(place) = arrived else { return Err(WebError::NotFound) };
    blocking(move || {
        let command = typed.command(&place).ok_or(WebError::BadRequest)?;
        match site.app.explain_of_round(&place.chosen.actor, &command) {
            Ok(()) => {
                let back = format!("/board/findings?{}", filter.query(&command.plan, &command.round));
                Ok(flash::redirect_with(&back, Tone::Success, view.t.returns_finding_stored()))
            }
            Err(AppError::Fields(problems)) => {
                let not_taken = NotTaken { error: words(view.t, &problems), typed };
                let mut response = page(&view, &site.app, &place, filter, Some(&not_taken))?;
                *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
                Ok(response)
            }
            Err(AppError::Stale { stored, .. }) => Err(WebError::Stale { yours: typed.explanation, theirs: stored }),
            Err(error) => Err(error.into()),
        }
    })
    .await
}

fn words(t: Text, problems: &[FieldProblem]) -> String {
    let thai = t.display().lang == Lang::Thai;
    let all: Vec<&str> = problems.iter().map(|it| if thai { it.th.as_str() } else { it.en.as_str() }).collect();
    t.digits(&all.join(" ")).into_owned()
}
