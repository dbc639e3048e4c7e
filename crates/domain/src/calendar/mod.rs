//! Fiscal years, Buddhist years and Thai dates: the only place where 543 is added or taken.
//!
//! Serves every plan, round and deadline. Inside the system a date is a civil date of the common calendar and an
//! instant is UTC; Buddhist years exist only in what people write and read. Nothing here may ask for today's date.

pub mod deadline;
pub mod era;
pub mod fiscal_year;
pub mod month;
pub mod parse_date;
pub mod thai_date;

pub use deadline::{Anchor, Counting, DeadlineRules, Holidays, RoundDates};
pub use era::{Era, YearError};
pub use fiscal_year::{FiscalMonth, FiscalYear, FiscalYearError};
pub use month::Month;
pub use parse_date::{DateError, parse_date};
