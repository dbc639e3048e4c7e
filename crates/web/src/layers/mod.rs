//! What every request passes on its way to a handler and back. One file per layer; the order is in `shell`.

pub mod forgery;
pub mod lingering;
pub mod refusals;
pub mod request_id;
pub mod security;
pub mod visitors;
