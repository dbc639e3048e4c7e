//! GET and POST /second-factor: the roles of which the agency asks a second factor, and who has none yet.

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::accounts::SecondFactorView;
use phaen_domain::access::{Action as Deed, Role, SecondFactorRule};
use phaen_domain::words::Words;

use super::page_account::path_of;
use crate::components::{FormStart, Tone};
use crate::errors::WebError;
use crate::explain::wording::word;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// Where this page is.
pub(super) const HERE: &str = "/second-factor";

/// A role that is ticked or not.
struct RoleBox {
    key: &'static str,
    name: String,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "accounts/page_factor_rule.html")]
struct RulePage {
    t: Text,
    start: FormStart,
    roles: Vec<RoleBox>,
    seen: u32,
    /// The roles in words, for who reads them only.
    asked: Option<String>,
    /// Logins, with the pages of their accounts for who keeps these.
    without: Vec<(Option<String>, String)>,
}

/// GET /second-factor
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    let manages = actor.may(Deed::ManageAccounts);
    let stored = blocking(move || site.app.second_factor_rule(&actor)).await?;
    Ok(page(&view, stored, manages))
}

/// POST /second-factor
pub(super) async fn change(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let ticked = |role: &Role| typed.get(role.key()).is_some_and(|value| value == "yes");
    let rule = SecondFactorRule::new(Role::TABLE.iter().map(|row| row.0).filter(ticked));
    let seen = typed.get("seen").and_then(|seen| seen.parse().ok()).unwrap_or_default();
    blocking(move || match site.app.set_second_factor_rule(&actor, &rule, seen) {
        Ok(()) => Ok(flash::redirect_with(HERE, Tone::Success, view.t.accounts_rule_saved())),
        Err(AppError::Stale { .. }) => {
            let theirs = roles_of(view.t, &site.app.second_factor_rule(&actor)?.rule);
            Err(WebError::Stale { yours: roles_of(view.t, &rule), theirs })
        }
        Err(error) => Err(error.into()),
    })
    .await
}

/// The roles of a rule in words.
pub(crate) fn roles_of(t: Text, rule: &SecondFactorRule) -> String {
    let names: Vec<_> = Role::TABLE.iter().map(|row| row.0).filter(|role| rule.names(*role)).map(|role| word(t, role)).collect();
    if names.is_empty() { t.accounts_rule_nobody().to_owned() } else { names.join(", ") }
}

fn page(view: &View, stored: SecondFactorView, manages: bool) -> Response {
    let t = view.t;
    let tick = |role: Role| RoleBox { key: role.key(), name: word(t, role), ticked: stored.rule.names(role) };
    let roles = Role::TABLE.iter().map(|row| tick(row.0)).collect();
    let without = stored.without.into_iter().map(|login| (manages.then(|| path_of(&login)), login)).collect();
    let asked = (!manages).then(|| roles_of(t, &stored.rule));
    let page = Page::new(view, t.accounts_rule_title()).in_room(Room::Accounts).crumb(t.accounts_rule_title(), None);
    page.lead(t.accounts_rule_lead()).render(&RulePage { t, start: view.form(HERE), roles, seen: stored.version, asked, without })
}
