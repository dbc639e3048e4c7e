//! Holidays, and the agency's settings by name.

use std::collections::BTreeMap;

use jiff::civil::Date;
use phaen_domain::calendar::Holidays;

use crate::error::Error;
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static HOLIDAYS: Sql = Sql::new("holiday", "SELECT day, name FROM holiday");
    static NAME_HOLIDAY: Sql = Sql::new(
        "holiday",
        "INSERT INTO holiday (day, name) VALUES ($1, $2) ON CONFLICT (day) DO UPDATE SET name = excluded.name",
    );
    static STRIKE_OUT: Sql = Sql::new("holiday", "DELETE FROM holiday WHERE day = $1");
    static SETTINGS: Sql = Sql::new("setting", "SELECT name, value, version FROM setting");
    static SAVE_SETTING: Sql = Sql::new(
        "setting",
        "INSERT INTO setting (name, value, version) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = excluded.version
         WHERE setting.version + 1 = excluded.version",
    );
}

/// All holidays.
pub(super) fn holidays(tx: &mut Tx<'_>) -> Result<Holidays, Error> {
    let days = tx.list(&HOLIDAYS, &[], |row| Ok((row.parsed::<Date>("day")?, row.string("name")?)))?;
    Ok(Holidays(days.into_iter().collect()))
}

/// Names a holiday, or strikes it out.
pub(super) fn save_holiday(tx: &mut TechnicalTx<'_>, day: Date, name: Option<&str>) -> Result<(), Error> {
    match name {
        Some(name) => tx.execute(&NAME_HOLIDAY, &params![day, name]),
        None => tx.execute(&STRIKE_OUT, &params![day]),
    }
    .map(drop)
}

/// Settings by name, each with its version.
pub(super) fn settings(tx: &mut Tx<'_>) -> Result<BTreeMap<String, (String, u32)>, Error> {
    let rows = tx.list(&SETTINGS, &[], |row| Ok((row.string("name")?, (row.string("value")?, row.number("version")?))))?;
    Ok(rows.into_iter().collect())
}

/// Stores a setting whose stored version is the one seen; tells whether it was.
pub(super) fn save_setting(tx: &mut TechnicalTx<'_>, name: &str, value: &str, seen_version: u32) -> Result<bool, Error> {
    Ok(tx.execute(&SAVE_SETTING, &params![name, value, seen_version + 1])? == 1)
}
