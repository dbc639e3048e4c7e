//! The buttons of a return: hand it to the head, endorse, hand back, submit, verify, send back, settle a comment.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use phaen_app::returns::{SentBack, Verification, key_of};
use phaen_app::{Actor, App, AppError, FieldProblem};
use phaen_domain::submission::{Chosen, FieldKey, ItemKey, SubmissionKey};
use phaen_domain::words::Words;
use serde::Deserialize;

use super::form::text_of;
use super::{anchor, path, place, said};
use crate::components::Tone;
use crate::cookies::encode;
use crate::errors::WebError;
use crate::flash;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

type Address = Path<(String, String, String)>;

/// What every button sends.
#[derive(Debug, Deserialize)]
pub(super) struct Pressed {
    version: u32,
}

/// What handing back sends: a text for the whole return.
#[derive(Debug, Deserialize)]
pub(super) struct Remark {
    version: u32,
    #[serde(default)]
    comment: String,
}

/// A comment that was settled.
#[derive(Debug, Deserialize)]
pub(super) struct Settled {
    comment: String,
}

/// What a step says: when it is done, and when items hold it up, of which it is told how many.
struct Says {
    t: Text,
    done: &'static str,
    held: fn(Text, String) -> String,
}

impl Says {
    /// Of a step that hands the return on as a whole.
    const fn handing_on(t: Text, done: &'static str, held: fn(Text, String) -> String) -> Self {
        Self { t, done, held }
    }

    /// Of a step that no item holds up.
    const fn only(t: Text, done: &'static str) -> Self {
        Self { t, done, held: |_, _| String::new() }
    }
}

/// How a step ended.
enum Ended {
    Done,
    /// These items hold it up.
    Held(Vec<ItemKey>),
    /// What was sent with it cannot be taken.
    Refused(Vec<FieldProblem>),
}

async fn step(
    site: &Site,
    actor: Actor,
    Path((plan, round, unit)): Address,
    says: Says,
    work: impl FnOnce(&App, &Actor, &SubmissionKey) -> Result<(), AppError> + Send + 'static,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let (app, of) = (site.app.clone(), key.clone());
    let ended = blocking(move || match work(&app, &actor, &of) {
        Err(AppError::ReturnIncomplete(_) | AppError::ReturnFindings(_)) => {
            Ok(Ended::Held(app.unit_return(&actor, &of)?.unsettled()))
        }
        Err(AppError::Fields(problems)) => Ok(Ended::Refused(problems)),
        other => other.map(|()| Ended::Done),
    });
    Ok(match ended.await? {
        Ended::Done => flash::redirect_with(&path(&key), Tone::Success, says.done),
        Ended::Held(items) => {
            let first = items.first().map(|item| format!("#{}", encode(&anchor(item)))).unwrap_or_default();
            let words = (says.held)(says.t, says.t.count(items.len()));
            flash::redirect_with(&format!("{}?left{first}", path(&key)), Tone::Refusal, &words)
        }
        Ended::Refused(problems) => flash::redirect_with(&path(&key), Tone::Refusal, &said(says.t, &problems)),
    })
}

pub(super) async fn propose(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(it): Form<Pressed>,
) -> Result<Response, WebError> {
    let says = Says::handing_on(view.t, view.t.returns_proposed(), |t, left| t.returns_propose_held(left));
    step(&site, actor, address, says, move |app, who, key| app.propose_return(who, key, it.version)).await
}

pub(super) async fn endorse(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(it): Form<Pressed>,
) -> Result<Response, WebError> {
    let says = Says::handing_on(view.t, view.t.returns_endorsed(), |t, left| t.returns_endorse_held(left));
    step(&site, actor, address, says, move |app, who, key| app.endorse_return(who, key, it.version)).await
}

pub(super) async fn submit(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(it): Form<Pressed>,
) -> Result<Response, WebError> {
    let says = Says::handing_on(view.t, view.t.returns_submitted(), |t, left| t.returns_submit_held(left));
    step(&site, actor, address, says, move |app, who, key| app.submit_return(who, key, it.version)).await
}

pub(super) async fn verify(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let version = version_of(&typed)?;
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
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let says = Says::only(view.t, view.t.returns_sent_back());
    let (seen_version, comments) = (version_of(&typed)?, comments(&typed)?);
    step(&site, actor, address, says, move |app, who, key| {
        app.send_back_return(who, &SentBack { key: key.clone(), seen_version, comments })
    })
    .await
}

/// The version that was seen.
fn version_of(typed: &[(String, String)]) -> Result<u32, WebError> {
    text_of(typed, "version").and_then(|text| text.parse().ok()).ok_or(WebError::BadRequest)
}

/// Comments row by row, each about a field or about the whole; rows without words are left out.
fn comments(typed: &[(String, String)]) -> Result<Vec<(Option<FieldKey>, String)>, WebError> {
    let all = |wanted: &'static str| typed.iter().filter(move |(name, _)| name == wanted).map(|(_, text)| text.as_str());
    let rows = all("comment").zip(all("field").chain(std::iter::repeat("")));
    let rows = rows.filter(|(text, _)| !text.trim().is_empty());
    rows.map(|(text, field)| {
        let field = (!field.is_empty()).then(|| field.parse().map_err(|_| WebError::BadRequest)).transpose()?;
        Ok((field, text.to_owned()))
    })
    .collect()
}

pub(super) async fn hand_back(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    address: Address,
    Form(it): Form<Remark>,
) -> Result<Response, WebError> {
    let says = Says::only(view.t, view.t.returns_handed_back());
    step(&site, actor, address, says, move |app, who, key| {
        app.hand_back_return(who, &SentBack { key: key.clone(), seen_version: it.version, comments: vec![(None, it.comment)] })
    })
    .await
}

pub(super) async fn settle(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit)): Address,
    Form(it): Form<Settled>,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let (app, of) = (site.app.clone(), key.clone());
    let settled = blocking(move || app.settle_comment(&actor, &of, &it.comment)).await?;
    let back = settled.field.map_or_else(|| path(&key), |field| place(&key, &field.item));
    Ok(flash::redirect_with(&back, Tone::Success, view.t.returns_settled()))
}
