//! Money of an edition: of its projects and of the agency, in whole satang.

use phaen_domain::budget::{BudgetLine, BudgetOwner};
use phaen_domain::id::ProjectCode;
use phaen_domain::money::Satang;
use phaen_domain::words::Words;

use super::Scope;
use super::cell::{decimal_or_none, read_decimal_or_none, read_key, read_word};
use super::period;
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static LINES: Sql = Sql::new(
        "budget_line",
        "SELECT position, project_code, kind, source, class, period, amount, target_percent, note
         FROM budget_line WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_LINES: Insert = Insert::new(
        "budget_line",
        &[
            "plan_code", "edition", "position", "project_code", "kind", "source", "class", "period", "amount",
            "target_percent", "note",
        ],
        "",
    );
}

/// The lines.
pub(super) fn lines(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<BudgetLine>, Error> {
    tx.list(&LINES, &of.key(), line)
}

fn line(row: &Row<'_>) -> Result<BudgetLine, Error> {
    let project = read_key(row, "project_code", ProjectCode::new)?;
    Ok(BudgetLine {
        owner: project.map_or(BudgetOwner::Agency, BudgetOwner::Project),
        kind: read_word(row, "kind")?,
        source: row.string("source")?,
        class: read_word(row, "class")?,
        period: period::read_money(row)?,
        amount: row.int_or_none("amount")?.map(Satang::from_satang),
        target_percent: read_decimal_or_none(row, "target_percent")?,
        note: row.string_or_none("note")?,
    })
}

/// Adds lines to an edition that has none.
pub(super) fn add(tx: &mut TechnicalTx<'_>, of: Scope<'_>, lines: &[BudgetLine]) -> Result<(), Error> {
    let mut rows = Vec::with_capacity(lines.len());
    for (position, line) in (1_i64..).zip(lines) {
        let project = match &line.owner {
            BudgetOwner::Agency => "",
            BudgetOwner::Project(code) => code.as_str(),
        };
        rows.push(params![
            of.plan,
            of.edition,
            position,
            project,
            line.kind.key(),
            &line.source,
            line.class.key(),
            period::money_text_of(&line.period)?,
            line.amount.map(Satang::in_satang),
            decimal_or_none(line.target_percent),
            line.note.as_deref(),
        ]);
    }
    tx.insert(&ADD_LINES, &rows)
}
