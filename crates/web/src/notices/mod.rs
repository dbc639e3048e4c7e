//! Notices (แจ้งเตือน) in the site, and the outbox of the letters that carry them.

mod outbox;
mod page_notices;
mod rows;

use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};
pub(crate) use rows::{NoticeRow, notice_rows, place};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let own = Permission::Action(Action::KeepOwnAccount);
    let manage = Permission::Action(Action::ManageAccounts);
    rooms
        .get("/notices", own, page_notices::show)
        .post("/notices/read", own, page_notices::read_all)
        .post("/notices/{id}/open", own, page_notices::open)
        .get("/outbox", Permission::Action(Action::ReadKeeping), outbox::show)
        .post("/outbox/retry", manage, outbox::retry_all)
        .post("/outbox/{id}/retry", manage, outbox::retry)
}
