//! Rounds: opening them for all units, more time, the calendar they follow, and their way to frozen and back by order.

mod calendar;
mod deciding;
mod freezing;
mod opening;

pub use calendar::{CalendarView, Redated};
pub use deciding::{Order, Resolution};
pub(crate) use freezing::snapshot_of;
pub use opening::{Extend, Opened};
