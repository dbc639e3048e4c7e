//! Holidays and the agency's settings.

use std::collections::BTreeMap;

use jiff::civil::Date;
use phaen_domain::calendar::Holidays;

use crate::error::AppError;

/// What is read of the calendar.
pub trait ReadCalendar {
    /// All holidays.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn holidays(&mut self) -> Result<Holidays, AppError>;
    /// Settings by name, each with its version.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn settings(&mut self) -> Result<BTreeMap<String, (String, u32)>, AppError>;
}

/// What is written of the calendar.
pub trait WriteCalendar {
    /// Names a holiday, or strikes it out when no name is given.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_holiday(&mut self, day: Date, name: Option<&str>) -> Result<(), AppError>;
    /// Stores a setting if its stored version is the one seen (0: not there yet); tells whether it was.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_setting(&mut self, name: &str, value: &str, seen_version: u32) -> Result<bool, AppError>;
}
