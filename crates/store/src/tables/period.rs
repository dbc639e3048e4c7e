//! Periods as one text, written as in the workbook: a round's code, `M01` for October to `M12` for September, `year`.
//!
//! A round whose code reads as something else would come back as another period, so it is refused when it is stored.

use phaen_domain::budget::BudgetPeriod;
use phaen_domain::id::RoundCode;
use phaen_domain::observation::Period;
use phaen_domain::workbook::cell::{WHOLE_YEAR, month_of};

use crate::error::Error;
use crate::row::Row;

/// The text of a period of a report.
pub(super) fn text_of(period: &Period) -> Result<String, Error> {
    match period {
        Period::Round(code) => round_text(code),
        Period::Month(_) => Ok(period.to_string()),
    }
}

/// The text of a period of money.
pub(super) fn money_text_of(period: &BudgetPeriod) -> Result<String, Error> {
    match period {
        BudgetPeriod::Year => Ok(WHOLE_YEAR.to_owned()),
        BudgetPeriod::Round(code) => round_text(code),
        BudgetPeriod::Month(month) => Ok(Period::Month(*month).to_string()),
    }
}

fn round_text(code: &RoundCode) -> Result<String, Error> {
    if code.as_str() == WHOLE_YEAR || month_of(code.as_str()).is_some() {
        let row = code.to_string();
        return Err(Error::Inconsistent { table: "round".to_owned(), column: "code".to_owned(), row });
    }
    Ok(code.to_string())
}

/// A period of a report.
pub(super) fn read(row: &Row<'_>) -> Result<Period, Error> {
    match month_of(row.text("period")?) {
        Some(month) => Ok(Period::Month(month)),
        None => row.read_as("period", RoundCode::new).map(Period::Round),
    }
}

/// A period of money.
pub(super) fn read_money(row: &Row<'_>) -> Result<BudgetPeriod, Error> {
    if row.text("period")? == WHOLE_YEAR {
        return Ok(BudgetPeriod::Year);
    }
    Ok(match read(row)? {
        Period::Round(code) => BudgetPeriod::Round(code),
        Period::Month(month) => BudgetPeriod::Month(month),
    })
}
