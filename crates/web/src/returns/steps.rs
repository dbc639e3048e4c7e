//! The buttons of a return: hand it to the head, endorse, hand back, submit, verify, send back, settle a comment.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use phaen_app::returns::{SentBack, Verification, key_of};
use phaen_app::{Actor, App, AppError};
use phaen_domain::submission::{Chosen, FieldKey, ItemKey, SubmissionKey};
use phaen_domain::words::Words;
use serde::Deserialize;

use super::form::text_of;
use super::{path, said};
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
    let version = text_of(&typed, "version").and_then(|text| text.parse().ok());
    let version = version.ok_or(WebError::BadRequest)?;
    let chosen: Vec<_> = typed.iter().filter_map(|(name, figure)| choice(name, figure)).collect();
    let Path((plan, round, unit)) = address;
    let key = key_of(&plan, &round, &unit)?;
    let (t, back) = (view.t, path(&key));
    let chosen = chosen.into_iter().map(|(item, figure)| ((key.unit.clone(), item), figure)).collect();
    let command = Verification { plan: key.plan, round: key.round, units: vec![(key.unit, version)], chosen };
    let open = blocking(move || match site.app.verify_returns(&actor, &command) {
        Err(AppError::Fields(problems)) => Ok(Some(problems)),
        other => other.map(|_| None),
    });
    Ok(match open.await? {
        None => flash::redirect_with(&back, Tone::Success, t.returns_verified()),
        Some(problems) => flash::redirect_with(&back, Tone::Warning, &said(t, &problems)),
    })
}

/// A choice between two figures: `chosen:` with the item, and which one.
fn choice(name: &str, figure: &str) -> Option<(ItemKey, Chosen)> {
    Some((name.strip_prefix("chosen:")?.parse().ok()?, Chosen::from_key(figure)?))
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
