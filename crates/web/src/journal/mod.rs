//! The journal (ประวัติ, บันทึกการตรวจสอบ) in words: who did what to what, when, why, before → after; of everything or of one thing.
//!
//! Serves the auditor: the head's number and hash are shown for keeping outside the system, and the whole chain is verified on demand.
//! An action or field without words of its own is never shown as a raw key.

mod fields;
pub(crate) mod names;
mod page_journal;
mod words;

use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};

pub use words::knows_action;
pub(crate) use words::{office_in_words, who};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let read = Permission::Action(Action::ReadJournal);
    rooms.get("/journal", read, page_journal::show).post("/journal/verify", read, page_journal::verify).get(
        "/journal/{kind}/{code}",
        read,
        page_journal::show_object,
    )
}
