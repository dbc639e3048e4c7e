//! Books (เล่มรายงาน): asked for and fetched when they are made, with progress that can be left; and the texts that people write into them.

mod page_book;
mod page_books;
mod page_text;
mod page_texts;

use phaen_domain::access::Action;

use crate::rooms::{Permission, Rooms};

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let make = Permission::Action(Action::MakeBook);
    let write = Permission::Action(Action::WriteNarrative);
    rooms
        .get("/books", make, page_books::show)
        .post("/books", make, page_books::ask)
        .get("/books/{id}", make, page_book::show)
        .get("/books/{id}/file", make, page_book::file)
        .get("/books/texts", Permission::Action(Action::ReadPlan), page_texts::show)
        .get("/books/texts/{section}/{order}", write, page_text::show)
        .post("/books/texts/{section}/{order}", write, page_text::save)
}
