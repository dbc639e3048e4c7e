//! Extractors of pages that need somebody: who acts, and which plan, edition and round the page is about.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Query};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use phaen_app::plan_view::{PlanView, RoundView};
use phaen_app::ports::PlanListing;
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::{Action, may};
use phaen_domain::id::RoundCode;
use phaen_domain::journal::Head;
use phaen_domain::plan::PlanKind;
use serde::Deserialize;

use crate::cookies::encode;
use crate::errors::WebError;
use crate::site::{SignedIn, Site, blocking};

/// Who acts. Without a session a page leads to signing in, and the API answers 401.
#[derive(Clone, Debug)]
pub struct Signed(pub Actor);

/// Refuses whoever may not do this, before a form is shown that they could not send.
///
/// # Errors
/// [`WebError::Forbidden`] with the rule and who could.
pub fn need(actor: &Actor, action: Action) -> Result<(), WebError> {
    may(&actor.offices, action).map_err(|denial| AppError::Denied(denial).into())
}

/// Who comes, even if they may do nothing yet but set up the second factor that the agency asks of them.
#[derive(Clone, Debug)]
pub struct Enrolling(pub Actor);

/// Where a second factor is set up.
pub const ENROL: &str = "/account/second-factor";

impl FromRequestParts<Site> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let Enrolling(actor) = Enrolling::from_request_parts(parts, site).await?;
        match actor.enrolling {
            false => Ok(Self(actor)),
            true if is_page(parts) => Err(Redirect::to(ENROL).into_response()),
            true => Err(WebError::EnrolFirst.into_response()),
        }
    }
}

impl FromRequestParts<Site> for Enrolling {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Response> {
        match parts.extensions.get::<SignedIn>() {
            Some(signed_in) => Ok(Self(signed_in.actor.clone())),
            None if is_page(parts) => {
                let here = parts.uri.path_and_query().map_or("/", |path| path.as_str());
                Err(Redirect::to(&format!("/login?next={}", encode(here))).into_response())
            }
            None => Err(WebError::Unauthenticated.into_response()),
        }
    }
}

/// Whether somebody wants to look at a page, and may be led to another one.
fn is_page(parts: &Parts) -> bool {
    parts.method == Method::GET && !parts.uri.path().starts_with("/api/")
}

/// What a page may be asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// Code of the plan; the newest annual plan when absent.
    pub plan: Option<String>,
    /// Number of the edition; the one in force when absent.
    pub edition: Option<u32>,
    /// Code of the round; the usual one when absent.
    pub round: Option<String>,
}

/// Which plan, edition and round a page is about, with the scorecard.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Who acts.
    pub actor: Actor,
    /// What was asked for.
    pub asked: Asked,
    /// The edition.
    pub view: Arc<PlanView>,
    /// The round, scored. None only for a plan without rounds.
    pub round: Option<(RoundCode, Arc<RoundView>)>,
}

impl Chosen {
    /// The address of another page about the same plan, edition and round.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        let edition = self.asked.edition.map(|edition| edition.to_string());
        let parameters = [("plan", &self.asked.plan), ("edition", &edition), ("round", &self.asked.round)];
        let parameters =
            parameters.iter().filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}={}", encode(value))));
        let query = parameters.collect::<Vec<_>>().join("&");
        match (query.is_empty(), path.contains('?')) {
            (true, _) => path.to_owned(),
            (false, false) => format!("{path}?{query}"),
            (false, true) => format!("{path}&{query}"),
        }
    }

    /// The round, or the refusal that there is none.
    ///
    /// # Errors
    /// [`WebError::NotFound`] for a plan without rounds.
    pub fn need_round(&self) -> Result<(&RoundCode, &Arc<RoundView>), WebError> {
        self.round.as_ref().map(|(code, view)| (code, view)).ok_or(WebError::NotFound)
    }
}

impl FromRequestParts<Site> for Chosen {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let Asking { actor, asked, head } = Asking::from_request_parts(parts, site).await?;
        if let Some((chosen, _)) = head.and_then(|head| at_hand(&site.app, head, &actor, &asked)) {
            return Ok(chosen);
        }
        let app = site.app.clone();
        let chosen = blocking(move || {
            let usual = if asked.plan.is_none() { Some(app.plans(&actor)?) } else { None };
            choose(&app, actor, asked, usual.as_deref().map_or(&[], Vec::as_slice))
        });
        let chosen = chosen.await;
        chosen.map_err(IntoResponse::into_response)
    }
}

/// Who asks for which plan.
pub(crate) struct Asking {
    /// Who acts.
    pub(crate) actor: Actor,
    /// What is asked for.
    pub(crate) asked: Asked,
    /// Where the journal stood as they came. None for what is sent: its body may have been long on the way.
    pub(crate) head: Option<Head>,
}

impl FromRequestParts<Site> for Asking {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let Signed(actor) = Signed::from_request_parts(parts, site).await?;
        let asked = Query::<Asked>::from_request_parts(parts, site).await;
        let Query(asked) = asked.map_err(|_| WebError::BadRequest.into_response())?;
        let head = parts.extensions.get::<SignedIn>().and_then(|signed_in| signed_in.head);
        Ok(Self { actor, asked, head: head.filter(|_| parts.method.is_safe()) })
    }
}

/// What was asked for, and all plans, when everything of it is remembered at this head: nothing is read, computed or waited for.
pub(crate) fn at_hand(app: &App, head: Head, actor: &Actor, asked: &Asked) -> Option<(Chosen, Arc<Vec<PlanListing>>)> {
    let plans = app.plans_at_hand(actor, head)?;
    let view = app.plan_at_hand(actor, head, &plan_code(asked, &plans).ok()?, asked.edition)?;
    let round = match round_code(asked, &view).ok()? {
        Some(code) => {
            let scored = view.round_at_hand(&code)?;
            Some((code, scored))
        }
        None => None,
    };
    Some((Chosen { actor: actor.clone(), asked: asked.clone(), view, round }, plans))
}

/// The plan, edition and round that were asked for, or the usual ones of these plans.
pub(crate) fn choose(app: &App, actor: Actor, asked: Asked, plans: &[PlanListing]) -> Result<Chosen, AppError> {
    let view = app.plan(&actor, &plan_code(&asked, plans)?, asked.edition)?;
    let round = match round_code(&asked, &view)? {
        Some(code) => Some((code.clone(), view.round(&code)?)),
        None => None,
    };
    Ok(Chosen { actor, asked, view, round })
}

fn plan_code(asked: &Asked, plans: &[PlanListing]) -> Result<String, AppError> {
    asked.plan.clone().map_or_else(|| usual_among(plans), Ok)
}

fn round_code(asked: &Asked, view: &PlanView) -> Result<Option<RoundCode>, AppError> {
    match &asked.round {
        Some(code) => RoundCode::new(code).map(Some).map_err(|_| AppError::NotFound { kind: "round", code: code.clone() }),
        None => Ok(view.usual_round().map(|round| round.code.clone())),
    }
}

/// The newest annual plan, else the newest of any kind.
pub(crate) fn usual_plan(app: &App, actor: &Actor) -> Result<String, AppError> {
    usual_among(&app.plans(actor)?)
}

fn usual_among(plans: &[PlanListing]) -> Result<String, AppError> {
    let newest = plans.iter().max_by_key(|listing| (listing.plan.kind == PlanKind::Annual, listing.plan.fiscal_year));
    newest.map(|listing| listing.plan.code.to_string()).ok_or(AppError::NotFound { kind: "plan", code: String::new() })
}
