//! บันทึกผล: a result in an open round, or of a month that it looks at. What is reported is chosen, never guessed: a value, no data, not applicable, not measurable.

mod about;
mod fields;
mod reading;
mod typed;
mod when;

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
use phaen_domain::indicator::Indicator;
use phaen_domain::observation::{Observation, Subject};
use serde::Deserialize;

use self::fields::add_problems;
use self::typed::{Typed, field_of, text, typed_of};
use self::when::When;
use super::refused::{self, Stale};
use crate::components::{Field, Form as ShownForm, Notice, Tone};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::figures::at_round;
use crate::explain::wording::name;
use crate::flash;
use crate::layout::{Page, Room};
use crate::returns::instead;
use crate::signed::{Chosen, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// Which result.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::indicators) struct Which {
    #[serde(default)]
    for_round: String,
    /// A month of the fiscal year instead of a round: 1 = October.
    #[serde(default)]
    for_month: Option<u8>,
    #[serde(default)]
    for_unit: String,
}

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
pub(in crate::indicators) async fn show(
    view: View,
    chosen: Chosen,
    Path(code): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let desk = Desk::of(&view, &chosen, &code, &which)?;
    if let Some(address) = instead(&chosen, &desk.subject(), desk.unit.as_ref(), &desk.when.period) {
        return Ok(flash::redirect_with(&address, Tone::Information, view.t.indicators_in_return()));
    }
    let (typed, version) = desk.stored().map_or_else(
        || (Typed::from([("unit".to_owned(), which.for_unit.clone())]), 0),
        |(observation, provenance)| (typed_of(observation), provenance.map_or(1, |provenance| provenance.version)),
    );
    let fields = desk.fields(&typed);
    Ok(desk.page(fields, version, Vec::new(), StatusCode::OK, None))
}

/// POST /indicators/{code}/report
pub(in crate::indicators) async fn save(
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
            let address = at_round(&chosen, &super::path(&desk.indicator.code), &desk.when.round.code);
            Ok(flash::redirect_with(&address, Tone::Success, view.t.indicators_report_saved()))
        }
        Err(AppError::Stale { stored, by }) => {
            let (app, actor, edition) = (site.app.clone(), chosen.actor.clone(), chosen.view.edition().number);
            let now = blocking(move || app.plan(&actor, &plan, Some(edition))).await?;
            let chosen = Chosen { view: now, ..chosen.clone() };
            let desk = Desk::of(&view, &chosen, &code, &which)?;
            let version = desk.version_of(observation.unit.as_ref());
            let by =
                by.map(|by| format!(" ({})", crate::journal::who(view.t, &chosen.view.stored.people, &by))).unwrap_or_default();
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

/// What the form is about.
struct Desk<'a> {
    view: &'a View,
    chosen: &'a Chosen,
    indicator: &'a Indicator,
    when: When<'a>,
    unit: Option<UnitCode>,
}

impl<'a> Desk<'a> {
    /// The indicator and the open round or its month, for somebody who may enter results.
    fn of(view: &'a View, chosen: &'a Chosen, code: &str, which: &Which) -> Result<Self, WebError> {
        need(&chosen.actor, Action::EnterObservation)?;
        let indicator = super::find(&chosen.view, code)?;
        let when = When::of(chosen, which)?;
        if indicator.actual_from.is_some() {
            return Err(WebError::NotFound);
        }
        let unit =
            if which.for_unit.is_empty() { None } else { Some(UnitCode::new(&which.for_unit).map_err(|_| WebError::NotFound)?) };
        Ok(Self { view, chosen, indicator, when, unit })
    }

    fn subject(&self) -> Subject {
        Subject::Indicator(self.indicator.code.clone())
    }

    /// The result of the unit for the period, if there is one.
    fn stored(&self) -> Option<(&Observation, Option<&Provenance>)> {
        self.of_unit(self.unit.as_ref())
    }

    fn of_unit(&self, unit: Option<&UnitCode>) -> Option<(&Observation, Option<&Provenance>)> {
        let plan = &self.chosen.view;
        let provenance = plan.stored.provenance.iter().map(Some).chain(std::iter::repeat(None));
        let subject = self.subject();
        plan.plan.observations.iter().zip(provenance).find(|(observation, _)| {
            observation.subject == subject && observation.period == self.when.period && observation.unit.as_ref() == unit
        })
    }

    fn version_of(&self, unit: Option<&UnitCode>) -> u32 {
        self.of_unit(unit).map_or(0, |(_, provenance)| provenance.map_or(1, |provenance| provenance.version))
    }

    fn page(&self, fields: Vec<Field>, version: u32, notices: Vec<Notice>, status: StatusCode, stale: Option<Stale>) -> Response {
        let t = self.view.t;
        let path = super::path(&self.indicator.code);
        let unit_code = self.unit.as_ref().map_or("", |unit| unit.as_str());
        let which = format!("{}&for_unit={}", self.when.parameter(), encode(unit_code));
        let action = self.chosen.link(&format!("{path}/report?{which}"));
        let back = at_round(self.chosen, &path, &self.when.round.code);
        let title = name(t, &self.indicator.name_th, self.indicator.name_en.as_ref()).into_owned();
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
