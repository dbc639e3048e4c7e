//! Signing in and out (ASVS 2 and 3): one form, one answer for every failure, a cookie that scripts cannot read.

mod browser;
mod page_login;

use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    rooms.get("/login", Permission::Public, page_login::show).post("/login", Permission::Public, page_login::sign_in).post(
        "/logout",
        Permission::Public,
        page_login::sign_out,
    )
}

/// Name of the session cookie; the prefix binds it to https and to this host.
#[must_use]
pub const fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-phaen" } else { "phaen_session" }
}
