//! Reporting a project's status or an indicator of it at an open round: last value beside it, source and reason required.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::editing::{EnterObservation, reported_text};
use phaen_app::{AppError, plan_view::PlanView};
use phaen_domain::access::Action;
use phaen_domain::id::{ProjectCode, RoundCode};
use phaen_domain::observation::Period;
use phaen_domain::project::Project;
use phaen_domain::round::Round;
use phaen_domain::scoring::Scale;

use super::form::{Item, Problems, Typed, problems_of};
use super::page_project::{measured, round_name, value_in_words};
use super::rows::path;
use crate::components::{Form as ShownForm, Tab, Tone};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::flash;
use crate::layout::{Page, Room};
use crate::returns::instead;
use crate::signed::{Chosen, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

#[derive(Template)]
#[template(path = "projects/page_result.html")]
struct ResultPage {
    t: Text,
    form: ShownForm,
    seen: String,
    what: String,
    target: Option<String>,
    tabs: Vec<Tab>,
    before: Vec<(String, String)>,
}

/// What the page is about, looked up once.
struct About<'a> {
    view: &'a PlanView,
    project: &'a Project,
    item: Item,
    round: &'a Round,
}

impl<'a> About<'a> {
    fn find(chosen: &'a Chosen, code: &str, item: &str) -> Result<Self, WebError> {
        let view: &PlanView = &chosen.view;
        let code = ProjectCode::new(code).map_err(|_| WebError::NotFound)?;
        let project = view.project(&code).ok_or(WebError::NotFound)?;
        let item = Item::from_address(item).ok_or(WebError::NotFound)?;
        if let Item::Indicator(order) = item
            && !project.indicators.iter().any(|indicator| indicator.order == order)
        {
            return Err(WebError::NotFound);
        }
        let asked = chosen.asked.round.as_deref().and_then(|code| view.find_round(code));
        let last_open = || view.plan.rounds.iter().rev().find(|round| round.is_open());
        let round = asked.or_else(last_open).or_else(|| view.plan.rounds.last()).ok_or(WebError::NotFound)?;
        Ok(Self { view, project, item, round })
    }

    fn address(&self, round: &RoundCode) -> String {
        let item = self.item.address();
        let plan = encode(self.view.plan.plan.code.as_str());
        format!("{}/result/{item}?plan={plan}&round={}", path(self.project.code.as_str()), encode(round.as_str()))
    }

    /// A status is chosen from the scale's points; an indicator's value is typed.
    fn scale(&self) -> Option<&'a Scale> {
        (self.item == Item::Status).then(|| self.view.plan.scales.iter().find(|scale| scale.code == self.project.scale))?
    }

    fn what(&self, t: Text) -> String {
        match self.item {
            Item::Status => t.projects_status_of_project().to_owned(),
            Item::Indicator(order) => {
                let text = self.project.indicators.iter().find(|indicator| indicator.order == order).map(|i| i.text.as_str());
                let number = t.projects_indicator_numbered(t.count(usize::try_from(order).unwrap_or(0)));
                format!("{number}: {}", t.digits(text.unwrap_or("")))
            }
        }
    }

    fn target(&self, t: Text) -> Option<String> {
        let Item::Indicator(order) = self.item else { return None };
        let indicator = self.project.indicators.iter().find(|indicator| indicator.order == order)?;
        let printed = indicator.target_printed.clone();
        let target = printed.or_else(|| indicator.target_value.map(phaen_domain::shown::decimal))?;
        let unit = indicator.unit_of_measure.as_deref().unwrap_or("");
        Some(t.digits(&measured(&target, unit)).into_owned())
    }
}

/// GET /projects/{code}/result/{item}
pub(super) async fn show(view: View, chosen: Chosen, Path((code, item)): Path<(String, String)>) -> Result<Response, WebError> {
    need(&chosen.actor, Action::EnterObservation)?;
    let about = About::find(&chosen, &code, &item)?;
    if !about.round.is_open() {
        return Err(AppError::RoundNotOpen(about.round.state).into());
    }
    let subject = about.item.subject(&about.project.code);
    let period = Period::Round(about.round.code.clone());
    if let Some(address) = instead(&chosen, &subject, None, &period) {
        return Ok(flash::redirect_with(&address, Tone::Information, view.t.indicators_in_return()));
    }
    let stored = about.view.observations_of(&subject).find(|(o, _)| o.period == period && o.unit.is_none());
    let typed = stored.map_or_else(
        || Typed { seen: "0".to_owned(), state: "value".to_owned(), ..Typed::default() },
        |(observation, provenance)| Typed::of(observation, provenance.map_or(1, |provenance| provenance.version)),
    );
    Ok(page(&view, &about, &typed, &Problems::new(), StatusCode::OK))
}

/// POST /projects/{code}/result/{item}
pub(super) async fn save(
    State(site): State<Site>,
    view: View,
    chosen: Chosen,
    Path((code, item)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    need(&chosen.actor, Action::EnterObservation)?;
    let t = view.t;
    let about = About::find(&chosen, &code, &item)?;
    let again = |problems: &Problems| Ok(page(&view, &about, &typed, problems, StatusCode::UNPROCESSABLE_ENTITY));
    let observation = match typed.observation(t, about.item.subject(&about.project.code), &about.round.code) {
        Ok(observation) => observation,
        Err(problems) => return again(&problems),
    };
    let yours = t.digits(&reported_text(&observation.reported)).into_owned();
    let command = EnterObservation {
        plan: about.view.plan.plan.code.to_string(),
        observation,
        seen_version: typed.seen.parse().map_err(|_| WebError::BadRequest)?,
        reason: typed.reason.trim().to_owned(),
    };
    let (app, actor) = (site.app.clone(), chosen.actor.clone());
    match blocking(move || Ok::<_, WebError>(app.enter_observation(&actor, &command))).await? {
        Ok(()) => {
            let plan = encode(about.view.plan.plan.code.as_str());
            let back = format!("{}?plan={plan}&round={}", path(about.project.code.as_str()), encode(about.round.code.as_str()));
            Ok(flash::redirect_with(&back, Tone::Success, t.projects_saved()))
        }
        Err(AppError::Stale { stored, by }) => {
            let by = by.map(|by| format!(" ({})", crate::journal::who(t, &about.view.stored.people, &by))).unwrap_or_default();
            Err(WebError::Stale { yours, theirs: format!("{}{by}", t.digits(&stored)) })
        }
        Err(error) => match problems_of(t, &error) {
            Some(problems) => again(&problems),
            None => Err(error.into()),
        },
    }
}

fn page(view: &View, about: &About<'_>, typed: &Typed, problems: &Problems, status: StatusCode) -> Response {
    let t = view.t;
    let plan = &about.view.plan;
    let start = view.form(about.address(&about.round.code));
    let back = format!("{}?plan={}", path(about.project.code.as_str()), encode(plan.plan.code.as_str()));
    let form = ShownForm::new(start, typed.fields(t, about.scale(), problems), t.projects_save()).cancel(t.projects_back(), back);
    let subject = about.item.subject(&about.project.code);
    let before = about.view.observations_of(&subject).filter_map(|(observation, _)| match &observation.period {
        Period::Round(code) => Some((round_name(t, plan, code), value_in_words(t, observation))),
        Period::Month(_) => None,
    });
    let tabs = plan.rounds.iter().filter(|round| round.is_open()).map(|round| Tab {
        label: round_name(t, plan, &round.code),
        href: about.address(&round.code),
        current: round.code == about.round.code,
    });
    let body = ResultPage {
        t,
        form,
        seen: typed.seen.clone(),
        what: about.what(t),
        target: about.target(t),
        tabs: tabs.collect(),
        before: before.collect(),
    };
    let name = t.digits(&about.project.name_th).into_owned();
    let title = t.projects_enter_title(round_name(t, plan, &about.round.code));
    let page = Page::new(view, title).in_room(Room::Projects).crumb(name.clone(), Some(&path(about.project.code.as_str())));
    page.lead(name).status(status).render(&body)
}
