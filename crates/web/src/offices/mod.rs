//! Positions (ตำแหน่ง), who holds them and who stands in for them by which order: everybody who reads the board looks, administrators keep them,
//! and whoever holds a position hands it on by order.

mod orders;
mod page_office;
mod page_offices;
mod people;

use phaen_domain::access::Action;
use phaen_domain::id::PositionCode;

use crate::cookies::encode;
use crate::errors::WebError;
use crate::rooms::{Permission, Rooms};

/// The routes of this room. Who may record an order depends on the position, which the use case asks.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let look = Permission::Action(Action::ReadBoard);
    let manage = Permission::Action(Action::ManageOffices);
    rooms
        .get("/offices", look, page_offices::show)
        .post("/offices", manage, page_offices::create)
        .get("/offices/{position}", look, page_office::show)
        .post("/offices/{position}", manage, page_office::change)
        .post("/offices/{position}/appoint", manage, page_office::appoint)
        .post("/offices/{position}/orders", look, orders::record)
        .post("/offices/{position}/orders/{id}/revoke", look, orders::revoke)
}

/// Where a position is.
fn path_of(code: &PositionCode) -> String {
    format!("/offices/{}", encode(code.as_str()))
}

/// The code of an address.
fn code_of(text: &str) -> Result<PositionCode, WebError> {
    PositionCode::new(text).map_err(|_| WebError::NotFound)
}
