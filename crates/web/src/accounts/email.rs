//! Where one's own digests are sent.

use axum::Form;
use axum::extract::State;
use axum::http::{Extensions, StatusCode};
use axum::response::Response;
use serde::Deserialize;

use super::beside;
use super::own::{Shown, page};
use crate::components::{Field, Tone};
use crate::errors::WebError;
use crate::flash;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// The form as typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    email: String,
}

/// POST /account/email
pub(super) async fn change(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    extensions: Extensions,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    let mut fields = fields(view.t, &typed.email);
    let (app, who) = (site.app.clone(), actor.clone());
    match blocking(move || Ok::<_, WebError>(app.change_own_email(&who, &typed.email))).await? {
        Ok(()) => Ok(flash::redirect_with("/account", Tone::Success, view.t.accounts_email_changed())),
        Err(error) => {
            beside(view.t, &mut fields, error)?;
            let shown = Shown { email: Some(fields), status: StatusCode::UNPROCESSABLE_ENTITY, ..Shown::default() };
            page(&site, &view, actor, &extensions, shown).await
        }
    }
}

/// The field.
pub(super) fn fields(t: Text, email: &str) -> Vec<Field> {
    vec![Field::new("email", t.accounts_email()).hint(t.accounts_email_hint()).value(email).autocomplete("email").optional()]
}
