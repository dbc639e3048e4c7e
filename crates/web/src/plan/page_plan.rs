//! GET /plan: editions and tree. POST /plan/amend: a draft edition of a plan that is in force.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use phaen_app::AppError;
use phaen_domain::access::Action as Access;
use phaen_domain::plan::{Edition, EditionState};
use phaen_domain::shown::NO_FIGURE;
use serde::Deserialize;

use super::tree::{Branch, tree};
use crate::components::{Action, Field, Form as ShownForm, Kind, Tag, Tone};
use crate::display::Lang;
use crate::errors::WebError;
use crate::explain::wording::{name, word};
use crate::flash;
use crate::layout::{Page, Room};
use crate::overview::choosing::{Arrived, Place, Ways, edition_tag, no_plan, notices, tagged};
use crate::signed::{Chosen, Signed, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// One edition as a row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct EditionRow {
    name: String,
    href: String,
    current: bool,
    tag: Tag,
    announced: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "plan/page_plan.html")]
struct PlanPage {
    t: Text,
    ways: Ways,
    editions: Vec<EditionRow>,
    facts: Vec<(&'static str, String)>,
    compare: Option<String>,
    amend: Option<ShownForm>,
    plan_code: String,
    draft: Option<String>,
    tree: Vec<Branch>,
}

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    plan_code: String,
    #[serde(default)]
    reason: String,
}

/// GET /plan
pub(super) async fn show(view: View, arrived: Arrived) -> Result<Response, WebError> {
    match arrived {
        Arrived::NoPlan(actor) => Ok(no_plan(&view, &actor, Room::Plan)),
        Arrived::At(place) => blocking(move || Ok::<_, WebError>(page(&view, &place, "", &[], StatusCode::OK))).await,
    }
}

/// POST /plan/amend
pub(super) async fn amend(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    arrived: Arrived,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    need(&actor, Access::AmendPlan)?;
    let (app, reason, plan) = (site.app.clone(), typed.reason.clone(), typed.plan_code.clone());
    let answer = blocking(move || Ok::<_, WebError>(app.amend_plan(&actor, &plan, &reason))).await?;
    match (answer, arrived) {
        (Ok(number), _) => {
            let address = format!("/plan?plan={}&edition={number}", crate::cookies::encode(&typed.plan_code));
            Ok(flash::redirect_with(&address, Tone::Success, &view.t.plan_amended(view.t.digits(&number.to_string()))))
        }
        (Err(AppError::Fields(problems)), Arrived::At(place)) => {
            let thai = view.t.display().lang == Lang::Thai;
            let errors = problems.into_iter().map(|p| if thai { p.th } else { p.en }).collect::<Vec<_>>();
            Ok(page(&view, &place, &typed.reason, &errors, StatusCode::UNPROCESSABLE_ENTITY))
        }
        (Err(error), _) => Err(error.into()),
    }
}

fn page(view: &View, place: &Place, reason: &str, errors: &[String], status: StatusCode) -> Response {
    let t = view.t;
    let chosen = &place.chosen;
    let plan = &chosen.view.plan.plan;
    let newest = chosen.view.editions.last();
    let draft = newest.filter(|edition| edition.state == EditionState::Draft);
    let may = chosen.actor.may(Access::AmendPlan);
    let several = chosen.view.editions.len() > 1;
    let body = PlanPage {
        t,
        ways: place.ways(t, "/plan"),
        editions: chosen.view.editions.iter().rev().map(|edition| row(t, chosen, edition)).collect(),
        facts: facts(t, chosen),
        compare: several.then(|| chosen.link("/plan/compare")),
        amend: (may && draft.is_none()).then(|| amend_form(view, chosen, reason, errors)),
        plan_code: plan.code.to_string(),
        draft: draft.filter(|draft| may && draft.number != chosen.view.edition().number).map(|draft| edition_link(chosen, draft)),
        tree: tree(t, chosen),
    };
    let page = Page::new(view, name(t, &plan.name_th, plan.name_en.as_ref())).in_room(Room::Plan).status(status);
    let page = tagged(t, page, chosen).lead(word(t, plan.kind));
    let history = format!("/journal/plan/{}", crate::cookies::encode(plan.code.as_str()));
    let page = page.action(Action::new(t.indicators_history(), history).icon("history"));
    let page = page.action(Action::new(t.menu_indicators(), chosen.link("/indicators")).icon("target"));
    notices(t, chosen).into_iter().fold(page, Page::notice).render(&body)
}

fn edition_link(chosen: &Chosen, edition: &Edition) -> String {
    let mut other = chosen.clone();
    other.asked.plan = Some(chosen.view.plan.plan.code.to_string());
    other.asked.edition = Some(edition.number);
    other.link("/plan")
}

fn row(t: Text, chosen: &Chosen, edition: &Edition) -> EditionRow {
    EditionRow {
        name: t.choose_edition(t.digits(&edition.number.to_string())),
        href: edition_link(chosen, edition),
        current: edition.number == chosen.view.edition().number,
        tag: edition_tag(t, edition.state),
        announced: edition.announced_on.map_or_else(|| NO_FIGURE.to_owned(), |day| when::day(t, day)),
        reason: edition.reason.as_deref().map_or_else(|| NO_FIGURE.to_owned(), |reason| t.digits(reason).into_owned()),
    }
}

fn facts(t: Text, chosen: &Chosen) -> Vec<(&'static str, String)> {
    let plan = &chosen.view.plan.plan;
    let year = plan.fiscal_year.buddhist_year().to_string();
    let levels = chosen.view.plan.levels.iter().map(|level| name(t, &level.name_th, level.name_en.as_ref()));
    let mut facts = vec![
        (t.plan_year(), t.digits(&year).into_owned()),
        (t.plan_levels(), levels.collect::<Vec<_>>().join(" › ")),
        (t.explain_fact_total_rule(), word(t, plan.total_rule)),
    ];
    facts.extend(plan.carries_out.as_ref().map(|code| (t.plan_carries_out(), code.to_string())));
    facts.extend(plan.vision.clone().map(|vision| (t.plan_vision(), vision)));
    facts
}

fn amend_form(view: &View, chosen: &Chosen, reason: &str, errors: &[String]) -> ShownForm {
    let t = view.t;
    let field = Field::new("reason", t.form_reason()).kind(Kind::Lines).value(reason).hint(t.plan_amend_hint());
    let field = errors.iter().fold(field, |field, words| field.error(words));
    ShownForm::new(view.form(chosen.link("/plan/amend")), vec![field], t.plan_amend_submit())
}
