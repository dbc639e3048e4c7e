//! Rounds: opening them for all units, more time, the calendar they follow, and their way to frozen and back by order.

mod board;
mod calendar;
mod deadlines;
mod deciding;
mod explaining;
mod freezing;
mod opening;
mod page;
mod preview;
mod restated;
mod taking;
mod year;

pub use board::{Board, BoardRow, Timeliness, Waiting};
pub use calendar::{CalendarView, Redated};
pub use deadlines::RoundDeadlines;
pub use deciding::{Order, Resolution};
pub use explaining::ExplainOfRound;
pub(crate) use freezing::{basis_of, snapshot_of};
pub(crate) use opening::dates_of;
pub use opening::{Extend, Opened, may_in};
pub use page::RoundPage;
pub use phaen_domain::restatement::Restated;
pub use preview::RoundPreview;
pub(crate) use restated::restated;
pub use year::YearOfReturns;
