//! The name shown of an account: one's own, and that of an account that one keeps.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{Extensions, StatusCode};
use axum::response::Response;
use phaen_app::AppError;
use phaen_domain::access::Action as Deed;
use serde::Deserialize;

use super::beside;
use super::own::{Shown, page};
use super::page_account::{self, path_of};
use crate::components::{Field, Tone};
use crate::errors::WebError;
use crate::flash;
use crate::signed::{Signed, need};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// The form as typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    seen: u32,
    #[serde(default)]
    display_name: String,
}

/// POST /account/name
pub(super) async fn change_own(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    extensions: Extensions,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let mut fields = fields(view.t, &typed.display_name);
    let (app, who) = (site.app.clone(), actor.clone());
    match blocking(move || Ok::<_, WebError>(app.change_own_name(&who, &typed.display_name))).await? {
        Ok(()) => Ok(flash::redirect_with("/account", Tone::Success, view.t.accounts_renamed())),
        Err(error) => {
            beside(view.t, &mut fields, error)?;
            let shown = Shown { name: Some(fields), status: StatusCode::UNPROCESSABLE_ENTITY, ..Shown::default() };
            page(&site, &view, actor, &extensions, shown).await
        }
    }
}

/// POST /accounts/{login}/name
pub(super) async fn change(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(login): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    need(&actor, Deed::ManageUnitAccounts)?;
    let (app, who, key, name) = (site.app.clone(), actor.clone(), login.clone(), typed.display_name.clone());
    match blocking(move || Ok::<_, WebError>(app.rename_account(&who, &key, &name, typed.seen))).await? {
        Ok(()) => Ok(flash::redirect_with(&path_of(&login), Tone::Success, view.t.accounts_renamed())),
        Err(AppError::Stale { stored, .. }) => Err(WebError::Stale { yours: typed.display_name, theirs: stored }),
        Err(error) => {
            let mut fields = fields(view.t, &typed.display_name);
            beside(view.t, &mut fields, error)?;
            page_account::renamed_again(&site, &view, actor, &login, fields).await
        }
    }
}

/// The field. Its name differs from that of a token's, which stands on the same page.
pub(super) fn fields(t: Text, name: &str) -> Vec<Field> {
    vec![Field::new("display_name", t.accounts_name()).hint(t.accounts_rename_hint()).value(name).autocomplete("off")]
}
