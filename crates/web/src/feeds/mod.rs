//! Calendars to subscribe to (ปฏิทินกำหนดส่ง): made and taken back by their owner, read by calendar programs at a private address.

mod calendar;
mod page_feeds;

use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let own = Permission::Action(Action::KeepOwnAccount);
    rooms
        .get("/feeds", own, page_feeds::show)
        .post("/feeds", own, page_feeds::make)
        .post("/feeds/revoke", own, page_feeds::revoke)
        // Calendar programs know no session: the secret in the address is what opens it, and it opens nothing else.
        .get("/calendar/feed/{file}", Permission::Public, calendar::show)
}
