//! Holidays and settings.

use std::collections::BTreeMap;

use jiff::civil::Date;
use phaen_app::AppError;
use phaen_app::ports::{ReadCalendar, WriteCalendar};
use phaen_domain::calendar::Holidays;

use super::in_every_transaction;
use crate::tables::calendar;
use crate::tx::WriteTx;

in_every_transaction! {
    impl ReadCalendar {
        fn holidays(&mut self) -> Result<Holidays, AppError> {
            Ok(calendar::holidays(self)?)
        }

        fn settings(&mut self) -> Result<BTreeMap<String, (String, u32)>, AppError> {
            Ok(calendar::settings(self)?)
        }
    }
}

impl WriteCalendar for WriteTx<'_> {
    fn save_holiday(&mut self, day: Date, name: Option<&str>) -> Result<(), AppError> {
        Ok(calendar::save_holiday(self, day, name)?)
    }

    fn save_setting(&mut self, name: &str, value: &str, seen_version: u32) -> Result<bool, AppError> {
        Ok(calendar::save_setting(self, name, value, seen_version)?)
    }
}
