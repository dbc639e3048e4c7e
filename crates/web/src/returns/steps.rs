//! The buttons of a return: hand it to the head, endorse, hand back, submit, verify, send back, settle a comment.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use phaen_app::returns::{SentBack, Verification, key_of};
use phaen_app::{Actor, App, AppError};
use phaen_domain::submission::{FieldKey, SubmissionKey};
use serde::Deserialize;

use super::path;
use crate::components::Tone;
use crate::errors::WebError;
use crate::flash;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::view::View;

type Address = Path<(String, String, String)>;

/// What every button sends.
#[derive(Debug, Deserialize)]
pub(super) struct Pressed {
    version: u32,
}

/// What sending back sends: a text for the whole return, and texts for fields.
#[derive(Debug, Deserialize)]
pub(super) struct Remark {
    version: u32,
    #[serde(default)]
    comment: String,
    #[serde(default)]
    field: String,
}

/// A comment that was settled.
#[derive(Debug, Deserialize)]
pub(super) struct Settled {
    comment: String,
}

async fn step(
    site: &Site,
    actor: Actor,
    Path((plan, round, unit)): Address,
    words: &str,
    work: impl FnOnce(&App, &Actor, &SubmissionKey) -> Result<(), AppError> + Send + 'static,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let (app, back) = (site.app.clone(), path(&key));
    blocking(move || work(&app, &actor, &key)).await?;
    Ok(flash::redirect_with(&back, Tone::Success, words))
}

pub(super) async fn propose(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(it): Form<Pressed>,
) -> Result<Response, WebError> {
    step(&site, actor, address, view.t.returns_proposed(), move |app, who, key| app.propose_return(who, key, it.version)).await
}

pub(super) async fn endorse(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(it): Form<Pressed>,
) -> Result<Response, WebError> {
    step(&site, actor, address, view.t.returns_endorsed(), move |app, who, key| app.endorse_return(who, key, it.version)).await
}

pub(super) async fn submit(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(it): Form<Pressed>,
) -> Result<Response, WebError> {
    step(&site, actor, address, view.t.returns_submitted(), move |app, who, key| app.submit_return(who, key, it.version)).await
}

pub(super) async fn verify(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let version = typed.iter().find(|(name, _)| name == "version").and_then(|(_, text)| text.parse().ok());
    let version = version.ok_or(WebError::BadRequest)?;
    let taken: Vec<_> = typed.iter().filter(|(name, _)| name == "proposal").filter_map(|(_, item)| item.parse().ok()).collect();
    step(&site, actor, address, view.t.returns_verified(), move |app, who, key| {
        let proposals = taken.into_iter().map(|item| (key.unit.clone(), item)).collect();
        let units = vec![(key.unit.clone(), version)];
        let command = Verification { plan: key.plan.clone(), round: key.round.clone(), units, proposals };
        app.verify_returns(who, &command).map(drop)
    })
    .await
}

pub(super) async fn send_back(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(it): Form<Remark>,
) -> Result<Response, WebError> {
    let words = view.t.returns_sent_back();
    step(&site, actor, address, words, move |app, who, key| app.send_back_return(who, &remark(key, it)?)).await
}

pub(super) async fn hand_back(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(it): Form<Remark>,
) -> Result<Response, WebError> {
    let words = view.t.returns_handed_back();
    step(&site, actor, address, words, move |app, who, key| app.hand_back_return(who, &remark(key, it)?)).await
}

pub(super) async fn settle(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(it): Form<Settled>,
) -> Result<Response, WebError> {
    step(&site, actor, address, view.t.returns_settled(), move |app, who, key| app.settle_comment(who, key, &it.comment)).await
}

fn remark(key: &SubmissionKey, it: Remark) -> Result<SentBack, AppError> {
    let field: Option<FieldKey> = match it.field.as_str() {
        "" => None,
        name => Some(name.parse().map_err(|_| AppError::NotFound { kind: "field", code: name.to_owned() })?),
    };
    Ok(SentBack { key: key.clone(), seen_version: it.version, comments: vec![(field, it.comment)] })
}
