//! Signing in and out (ASVS 2 and 3): password, then the code of the second factor; links by which a password is chosen. One answer for every
//! failure, a cookie that scripts cannot read.

mod browser;
mod page_code;
mod page_invitation;
mod page_login;

use axum::http::header::SET_COOKIE;
use axum::http::{Extensions, HeaderMap, HeaderValue};
use axum::response::Response;
use phaen_app::accounts::SignedIn;

use crate::errors::WebError;
use crate::rooms::{Permission, Rooms};
use crate::signed::ENROL;
use crate::site::Site;
use crate::text::Text;
use crate::work::first_page;
use crate::{cookies, flash};

pub(crate) use page_login::with_next;

const SESSION_SECONDS: u32 = 12 * 60 * 60;

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    rooms
        .get("/login", Permission::Public, page_login::show)
        .post("/login", Permission::Public, page_login::sign_in)
        .get("/login/code", Permission::Public, page_code::show)
        .post("/login/code", Permission::Public, page_code::finish)
        .get("/invitation/{secret}", Permission::Public, page_invitation::show)
        .post("/invitation/{secret}", Permission::Public, page_invitation::accept)
        .post("/logout", Permission::Public, page_login::sign_out)
}

/// Name of the session cookie; the prefix binds it to https and to this host.
#[must_use]
pub const fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-phaen" } else { "phaen_session" }
}

/// Name of the cookie of somebody whose code is waited for.
const fn half_cookie_name(https: bool) -> &'static str {
    if https { "__Host-phaen-code" } else { "phaen_code" }
}

/// Where a sign-in comes from: address and browser.
fn caller_of(site: &Site, extensions: &Extensions, headers: &HeaderMap) -> (String, Option<String>) {
    (site.proxies.caller(extensions, headers), browser::summary(headers))
}

/// The answer to a sign-in that succeeded.
fn begun(site: &Site, signed_in: &SignedIn, next: &str) -> Result<Response, WebError> {
    // Who asked for no page in particular begins where something may wait for them.
    let next = if signed_in.actor.enrolling {
        ENROL
    } else if matches!(next, "" | "/") {
        first_page(&signed_in.actor)
    } else {
        flash::local_path(next)
    };
    let mut response = flash::redirect(next);
    put(&mut response, cookies::write(cookie_name(site.https), &signed_in.secret, SESSION_SECONDS, site.https))?;
    Ok(response)
}

fn put(response: &mut Response, cookie: Option<HeaderValue>) -> Result<(), WebError> {
    let cookie = cookie.ok_or_else(|| WebError::internal("cookie"))?;
    let _ = response.headers_mut().append(SET_COOKIE, cookie);
    Ok(())
}

/// Why nothing is looked at for a while, and for how long.
fn locked(t: Text, seconds: u32) -> String {
    t.login_locked(wait(t, seconds))
}

/// A time to wait, in minutes where it is more than one.
fn wait(t: Text, seconds: u32) -> String {
    let words = |number: u32| t.digits(&number.to_string()).into_owned();
    if seconds >= 60 { t.login_minutes(words(seconds.div_ceil(60))) } else { t.login_seconds(words(seconds)) }
}
