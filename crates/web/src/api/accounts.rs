//! Keeping accounts: made, changed, closed; invited by link, unlocked, signed out, relieved of a lost second factor.
//!
//! A password never comes this way: whoever is invited chooses it by the link.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use phaen_app::accounts::{AccountChange, KeptAccount, Link, NewAccount};
use phaen_app::ports::Account;
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Action;
use phaen_domain::id::UnitCode;
use phaen_domain::words::Words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::BASE;
use super::body::Body;
use super::call::Call;
use super::document::{Forbidden, Invalid, Missing, NotJson, Stale};
use super::once::{Sent, Told};
use super::refusal::Refusal;
use super::wire::Word;
use crate::cookies::encode;

/// The accounts that the caller keeps.
#[derive(Serialize, ToSchema)]
pub(super) struct AccountsAnswer {
    /// By login.
    accounts: Vec<AccountFacts>,
}

/// An account.
#[derive(Serialize, ToSchema)]
struct AccountFacts {
    /// Login.
    login: String,
    /// Name shown.
    name: String,
    /// Role.
    role: Word,
    /// For which unit, where the role is a unit's.
    unit: Option<String>,
    /// Where to write to.
    email: Option<String>,
    /// Whether nobody signs in with it any more.
    closed: bool,
    /// Whether its owner has chosen a password.
    has_password: bool,
    /// Whether a second factor is asked for.
    second_factor: bool,
    /// Until when it is locked after failed sign-ins.
    #[schema(format = DateTime)]
    locked_until: Option<String>,
    /// Counts up with every change: send it as `seen_version`.
    version: u32,
}

/// One account, as those see it who keep it.
#[derive(Serialize, ToSchema)]
pub(super) struct AccountAnswer {
    /// The account.
    account: AccountFacts,
    /// Until when the link opens by which its owner chooses a password; none when there is none.
    #[schema(format = DateTime)]
    link_ends: Option<String>,
    /// On how many machines it is signed in.
    sessions: usize,
}

/// A link by which the owner of an account chooses a password.
#[derive(Serialize, ToSchema)]
pub(super) struct LinkAnswer {
    /// Login.
    login: String,
    /// Its address on this site: in the first answer to the request that made it, and never again.
    address: Option<String>,
    /// Until when it opens.
    #[schema(format = DateTime)]
    ends_at: Option<String>,
}

/// An account to be made; its owner chooses the password by a link.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct NewAccountBody {
    /// Login.
    #[schema(example = "somsri", min_length = 1)]
    login: String,
    /// Name shown.
    #[schema(example = "สมศรี ใจดี", min_length = 1)]
    name: String,
    /// Key of the role.
    #[schema(example = "reporting_officer", min_length = 1)]
    role: String,
    /// For which unit, where the role is a unit's.
    #[schema(example = "กนย.")]
    unit: Option<String>,
    /// Where to write to.
    email: Option<String>,
}

/// An account as it shall be: what is absent is taken away.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct AccountBody {
    /// Key of the role.
    #[schema(example = "reporting_officer", min_length = 1)]
    role: String,
    /// For which unit, where the role is a unit's.
    unit: Option<String>,
    /// Where to write to.
    email: Option<String>,
    /// Whether nobody signs in with it any more.
    closed: Option<bool>,
    /// The account's `version` that was seen.
    #[schema(example = 1)]
    seen_version: u32,
}

/// Why.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "documents the body, which is read field by field so that every fault is told")]
pub(super) struct FactorBody {
    /// Why it is taken off.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

impl AccountFacts {
    fn of(it: &Account, locked_until: Option<Timestamp>) -> Self {
        Self {
            login: it.login.clone(),
            name: it.name.clone(),
            role: Word::of(it.role),
            unit: it.unit.as_ref().map(ToString::to_string),
            email: it.email.clone(),
            closed: it.closed,
            has_password: !it.password_hash.is_empty(),
            second_factor: it.second_factor.is_some(),
            locked_until: locked_until.map(|until| until.to_string()),
            version: it.version,
        }
    }
}

impl AccountAnswer {
    fn of(it: &KeptAccount) -> Self {
        Self {
            account: AccountFacts::of(&it.account, it.locked_until),
            link_ends: it.invitation.as_ref().map(|link| link.expires_at.to_string()),
            sessions: it.sessions,
        }
    }
}

pub(super) fn kept(call: &Call, login: &str) -> Result<AccountAnswer, Refusal> {
    Ok(AccountAnswer::of(&call.app.kept_account(&call.actor, login)?))
}

/// The accounts that the caller keeps
#[utoipa::path(
    get, path = "/api/v1/accounts", tag = "accounts",
    extensions(("x-summary-th" = json!("บัญชีผู้ใช้ที่ผู้เรียกใช้ดูแล"))),
    responses((status = 200, description = "The accounts", body = AccountsAnswer))
)]
pub(super) async fn list(call: Call) -> Response {
    call.fresh(Action::ReadAccounts, |call| {
        let (accounts, locks) = (call.app.accounts(&call.actor)?, call.app.locks(&call.actor)?);
        let accounts = accounts.iter().map(|it| AccountFacts::of(it, locks.get(&it.login).copied()));
        Ok(AccountsAnswer { accounts: accounts.collect() })
    })
    .await
}

/// One account, for those who keep it or read all of them
#[utoipa::path(
    get, path = "/api/v1/accounts/{login}", tag = "accounts",
    extensions(("x-summary-th" = json!("บัญชีผู้ใช้หนึ่งบัญชี"))),
    params(("login" = String, Path, description = "Login")),
    responses((status = 200, description = "The account", body = AccountAnswer), (status = 404, response = Missing))
)]
pub(super) async fn show(call: Call, Path(login): Path<String>) -> Response {
    call.fresh(Action::ReadAccounts, move |call| kept(call, &login)).await
}

fn read_new(sent: &Sent<()>) -> Result<NewAccount, Refusal> {
    let mut body = Body::read(&sent.body)?;
    let (login, name) = (body.needed("login").to_lowercase(), body.needed("name"));
    let (role, unit, email) = (body.word("role"), body.some_code("unit", UnitCode::new), body.text("email"));
    body.end(role.map(|role| NewAccount { login, name, role, unit, email, password: String::new() }))
}

/// Makes an account; its owner chooses the password by a link (`invite`)
#[utoipa::path(
    post, path = "/api/v1/accounts", tag = "accounts",
    extensions(("x-summary-th" = json!("สร้างบัญชีผู้ใช้ เจ้าของบัญชีตั้งรหัสผ่านเองจากลิงก์"))),
    request_body(content = NewAccountBody, content_type = "application/json"),
    responses(
        (status = 201, description = "The account", body = AccountAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn create(call: Call, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<()>| Ok(call.app.create_account(&call.actor, &read_new(sent)?)?);
    let tell = |call: &Call, sent: &Sent<()>, _: Option<()>| {
        let login = read_new(sent)?.login;
        Ok(Told::new(StatusCode::CREATED, kept(call, &login)?).at(format!("{BASE}/accounts/{}", encode(&login))))
    };
    call.write(Action::ManageUnitAccounts, Sent { path: (), body }, write, tell).await
}

fn change_it(call: &Call, sent: &Sent<String>) -> Result<(), Refusal> {
    let mut body = Body::read(&sent.body)?;
    let (role, unit, email) = (body.word("role"), body.some_code("unit", UnitCode::new), body.text("email"));
    let (closed, seen_version) = (body.flag("closed"), body.seen_version());
    let wanted = body.end(role.map(|role| AccountChange { role, unit, email, closed, seen_version }))?;
    call.app.change_account(&call.actor, &sent.path, &wanted).map_err(|error| match error {
        AppError::Stale { stored, by } => {
            let stored_version = call.app.kept_account(&call.actor, &sent.path).map(|it| it.account.version).ok();
            Refusal::Stale { yours: wanted.role.th().to_owned(), theirs: stored, by, stored_version }
        }
        other => other.into(),
    })
}

fn tell(call: &Call, sent: &Sent<String>, _: Option<()>) -> Result<Told<AccountAnswer>, Refusal> {
    Ok(Told::ok(kept(call, &sent.path)?))
}

/// Changes an account's role, unit and address for letters, or closes or reopens it
#[utoipa::path(
    post, path = "/api/v1/accounts/{login}", tag = "accounts",
    extensions(("x-summary-th" = json!("แก้ไข ปิด หรือเปิดบัญชีผู้ใช้"))),
    params(("login" = String, Path, description = "Login")),
    request_body(content = AccountBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The account", body = AccountAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn change(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    call.write(Action::ManageUnitAccounts, Sent { path, body }, change_it, tell).await
}

/// Makes a link by which the owner of an account chooses a password; links made before open no longer
///
/// The link is told once: asked again by the same key, the answer has none.
#[utoipa::path(
    post, path = "/api/v1/accounts/{login}/invite", tag = "accounts",
    extensions(("x-summary-th" = json!("สร้างลิงก์ตั้งรหัสผ่านให้เจ้าของบัญชี แสดงครั้งเดียว"))),
    params(("login" = String, Path, description = "Login")),
    responses(
        (status = 201, description = "The link", body = LinkAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing), (status = 422, response = Invalid),
    )
)]
pub(super) async fn invite(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<String>| {
        Body::read_some(&sent.body)?.nothing()?;
        Ok(call.app.invite(&call.actor, &sent.path)?)
    };
    let tell = |call: &Call, sent: &Sent<String>, made: Option<Link>| {
        let kept = call.app.kept_account(&call.actor, &sent.path)?;
        let answer = LinkAnswer {
            login: sent.path.clone(),
            address: made.map(|link| format!("/invitation/{}", link.secret)),
            ends_at: kept.invitation.map(|link| link.expires_at.to_string()),
        };
        Ok(Told::new(StatusCode::CREATED, answer).not_kept())
    };
    call.write(Action::ManageUnitAccounts, Sent { path, body }, write, tell).await
}

/// Takes the second factor off an account whose owner lost it; all its sessions end
#[utoipa::path(
    post, path = "/api/v1/accounts/{login}/remove-factor", tag = "accounts",
    extensions(("x-summary-th" = json!("ยกเลิกการยืนยันสองขั้นของผู้ที่ทำอุปกรณ์หาย"))),
    params(("login" = String, Path, description = "Login")),
    request_body(content = FactorBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The account", body = AccountAnswer), (status = 400, response = NotJson),
        (status = 403, response = Forbidden), (status = 404, response = Missing),
        (status = 409, response = Stale), (status = 422, response = Invalid),
    )
)]
pub(super) async fn remove_factor(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
    let write = |call: &Call, sent: &Sent<String>| {
        let mut body = Body::read(&sent.body)?;
        let reason = body.reason();
        let reason = body.end(Some(reason))?;
        Ok(call.app.remove_factor(&call.actor, &sent.path, &reason)?)
    };
    call.write(Action::ManageUnitAccounts, Sent { path, body }, write, tell).await
}

/// A use case about one account that asks for nothing.
type Deal = fn(&App, &Actor, &str) -> Result<(), AppError>;

async fn simple(call: Call, path: String, body: Bytes, deal: Deal) -> Response {
    let write = move |call: &Call, sent: &Sent<String>| {
        Body::read_some(&sent.body)?.nothing()?;
        Ok(deal(&call.app, &call.actor, &sent.path)?)
    };
    call.write(Action::ManageUnitAccounts, Sent { path, body }, write, tell).await
}

macro_rules! simple {
    ($($(#[doc = $doc:literal])* $name:ident $path:literal $th:literal = $deal:ident;)*) => {$(
        $(#[doc = $doc])*
        #[utoipa::path(
            post, path = $path, tag = "accounts",
            extensions(("x-summary-th" = json!($th))),
            params(("login" = String, Path, description = "Login")),
            responses(
                (status = 200, description = "The account", body = AccountAnswer), (status = 400, response = NotJson),
                (status = 403, response = Forbidden), (status = 404, response = Missing), (status = 422, response = Invalid),
            )
        )]
        pub(super) async fn $name(call: Call, Path(path): Path<String>, body: Bytes) -> Response {
            simple(call, path, body, App::$deal).await
        }
    )*};
}

simple! {
    /// Takes the links of an account back
    revoke_links "/api/v1/accounts/{login}/revoke-invitations" "ยกเลิกลิงก์ตั้งรหัสผ่านของบัญชี" = revoke_invitations;
    /// Ends the lock of an account at once
    unlock "/api/v1/accounts/{login}/unlock" "ปลดล็อกบัญชี" = unlock_account;
    /// Ends all sessions of an account
    end_sessions "/api/v1/accounts/{login}/end-sessions" "ให้บัญชีออกจากระบบทุกเครื่อง" = end_sessions_of;
}
