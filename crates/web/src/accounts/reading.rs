//! One account as those see it who read all accounts and keep none, such as an auditor.

use askama::Template;
use axum::response::Response;
use phaen_app::accounts::KeptAccount;

use super::page_accounts::role_of;
use crate::layout::{Page, Room};
use crate::text::Text;
use crate::view::View;
use crate::when;

#[derive(Template)]
#[template(path = "accounts/page_reading.html")]
struct ReadingPage {
    facts: Vec<(&'static str, String)>,
}

/// The page of an account without any form.
pub(super) fn page(view: &View, kept: &KeptAccount) -> Response {
    let t = view.t;
    let body = ReadingPage { facts: facts(t, kept) };
    let login = kept.account.login.clone();
    Page::new(view, login.as_str()).in_room(Room::Accounts).crumb(login.clone(), None).render(&body)
}

fn facts(t: Text, kept: &KeptAccount) -> Vec<(&'static str, String)> {
    let account = &kept.account;
    let on = account.second_factor.is_some();
    let state = if account.closed { t.accounts_closed() } else { t.accounts_open() };
    let until = |at: Option<jiff::Timestamp>| at.map_or_else(|| "–".to_owned(), |at| when::instant(t, at));
    vec![
        (t.accounts_name(), t.name(account.name.as_str()).into_owned()),
        (t.accounts_role(), role_of(t, account)),
        (t.accounts_email(), account.email.clone().unwrap_or_else(|| "–".to_owned())),
        (t.accounts_state(), state.to_owned()),
        (t.accounts_locked(), until(kept.locked_until)),
        (t.accounts_link(), until(kept.invitation.as_ref().map(|link| link.expires_at))),
        (t.accounts_sessions_of(), t.count(kept.sessions)),
        (t.accounts_factor(), if on { t.accounts_factor_is_on() } else { t.accounts_factor_is_off() }.to_owned()),
    ]
}
