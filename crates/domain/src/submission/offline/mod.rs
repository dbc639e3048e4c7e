//! A return as a sheet that is filled in without the network (แบบรายงานสำหรับกรอกนอกระบบ): how it goes out, and how it is read again.
//!
//! Each field stands in a row of its own with hidden cells before it: which field it is, which version of it was stored and with which text.
//! So what the person changed is told from what somebody else changed meanwhile. Everything that a file says is read by the rules of the
//! form, and nothing in it is believed: versions are only compared, and the hidden cells stand under a seal, so that no row is pointed to another
//! field on the way.

mod difference;
mod read;
mod seal;
mod sheet;
mod wrong;

pub use difference::{Difference, differences};
pub use read::{Brought, read};
pub use seal::hidden_in;
pub use sheet::{About, Asked, Line, OfflineSheet, Way, place};
pub use wrong::{WrongCell, WrongFile, WrongRule};
