//! A return taken out as a workbook and brought back: the file, the look at what it would change, and the confirmation.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::returns::{ConfirmSheet, Stands, key_of};
use phaen_domain::submission::{FieldKey, SubmissionKey};

use super::field::NotTaken;
use super::form::text_of;
use super::page_sheet::page;
use super::{page_return, path};
use crate::components::Tone;
use crate::cookies::encode;
use crate::display::Lang;
use crate::download::{XLSX, attachment};
use crate::errors::WebError;
use crate::flash;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::upload::file_of;
use crate::view::View;

type Address = Path<(String, String, String)>;
type FileAddress = Path<(String, String, String, String)>;

/// The address of a sheet that came back.
pub(super) fn sheet_path(key: &SubmissionKey, id: &str) -> String {
    format!("{}/sheet/{}", path(key), encode(id))
}

/// GET …/sheet.xlsx
pub(super) async fn take_out(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit)): Address,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let (_, bytes) = blocking(move || site.app.return_sheet(&actor, &key)).await?;
    let name = view.t.returns_sheet_name(plan, round, unit);
    Ok(attachment(XLSX, &format!("{name}.xlsx"), bytes))
}

/// POST …/sheet: keeps the file and leads to what it would change.
pub(super) async fn bring_back(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit)): Address,
    form: Multipart,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let t = view.t;
    let (app, who, own) = (site.app.clone(), actor.clone(), key.clone());
    let kept = match file_of(form).await {
        Ok((name, bytes)) => blocking(move || Ok::<_, WebError>(app.keep_return_sheet(&who, &own, &name, &bytes))).await?,
        Err(unread) => return refused(&site, &view, &actor, key, unread.words(t)?).await,
    };
    match kept {
        Ok(id) => Ok(flash::redirect(&sheet_path(&key, &id))),
        Err(AppError::File(refusal)) => {
            let words = if t.display().lang == Lang::Thai { refusal.th } else { refusal.en };
            refused(&site, &view, &actor, key, t.advice(&words)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refused(
    site: &Site,
    view: &View,
    actor: &phaen_app::Actor,
    key: SubmissionKey,
    words: String,
) -> Result<Response, WebError> {
    let (app, who) = (site.app.clone(), actor.clone());
    let found = blocking(move || app.unit_return(&who, &key)).await?;
    Ok(page_return::page(site, view, actor, &found, NotTaken { sheet: Some(&words), ..NotTaken::default() }))
}

/// GET …/sheet/{id}
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit, id)): FileAddress,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let own = key.clone();
    let found = blocking(move || Ok::<_, WebError>(site.app.preview_return_sheet(&actor, &own, &id))).await?;
    kept_no_longer(&view, &key, found, |preview| page(&view, &preview, &BTreeMap::new(), None))
}

/// What was confirmed is kept no longer: whoever goes back to it, or presses twice, is led to the return.
fn kept_no_longer<T>(
    view: &View,
    key: &SubmissionKey,
    found: Result<T, AppError>,
    answer: impl FnOnce(T) -> Response,
) -> Result<Response, WebError> {
    match found {
        Ok(found) => Ok(answer(found)),
        Err(AppError::NotFound { kind: "upload", .. }) => {
            Ok(flash::redirect_with(&path(key), Tone::Information, view.t.returns_sheet_confirmed_before()))
        }
        Err(error) => Err(error.into()),
    }
}

/// GET …/sheet/{id}/marked
pub(super) async fn marked(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit, id)): FileAddress,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let own = key.clone();
    let found = blocking(move || Ok::<_, WebError>(site.app.marked_return_sheet(&actor, &own, &id))).await?;
    let name = view.t.returns_sheet_marked_name(plan, round, unit);
    kept_no_longer(&view, &key, found, |bytes| attachment(XLSX, &format!("{name}.xlsx"), bytes))
}

/// POST …/sheet/{id}/confirm
pub(super) async fn confirm(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit, id)): FileAddress,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let t = view.t;
    let seen = text_of(&typed, "seen").ok_or(WebError::BadRequest)?.to_owned();
    let chosen: BTreeMap<FieldKey, Stands> = typed.iter().filter_map(|(name, value)| choice(name, value)).collect();
    let command = ConfirmSheet { key: key.clone(), upload: id.clone(), seen, chosen: chosen.clone() };
    let (app, who) = (site.app.clone(), actor.clone());
    match blocking(move || Ok::<_, WebError>(app.confirm_return_sheet(&who, &command))).await? {
        Ok(count) => Ok(flash::redirect_with(&path(&key), Tone::Success, &t.returns_sheet_stored(t.count(count)))),
        Err(AppError::PreviewOutOfDate) => {
            Ok(flash::redirect_with(&sheet_path(&key, &id), Tone::Warning, t.returns_sheet_out_of_date()))
        }
        // Pressed twice.
        Err(error @ AppError::NotFound { .. }) => kept_no_longer(&view, &key, Err::<Response, _>(error), |answer| answer),
        Err(AppError::Fields(_)) => {
            let preview = blocking(move || site.app.preview_return_sheet(&actor, &key, &id)).await?;
            Ok(page(&view, &preview, &chosen, Some(t.returns_sheet_undecided().to_owned())))
        }
        Err(error) => Err(error.into()),
    }
}

fn choice(name: &str, value: &str) -> Option<(FieldKey, Stands)> {
    let key = name.strip_prefix("choose:")?.parse().ok()?;
    match value {
        "file" => Some((key, Stands::File)),
        "stored" => Some((key, Stands::Stored)),
        _ => None,
    }
}
