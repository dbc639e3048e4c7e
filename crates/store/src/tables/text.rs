//! Texts of an edition: problems and recommendations, and what people write for the book.

use phaen_domain::plan::{Narrative, ReportedProblem};

use super::Scope;
use crate::error::Error;
use crate::params;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static PROBLEMS: Sql = Sql::new(
        "reported_problem",
        "SELECT code, recommendation, category, wording, source
         FROM reported_problem WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_PROBLEMS: Insert = Insert::new(
        "reported_problem",
        &["plan_code", "edition", "code", "position", "recommendation", "category", "wording", "source"],
        "",
    );
    static NARRATIVES: Sql = Sql::new(
        "narrative",
        "SELECT section, item, wording, source
         FROM narrative WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_NARRATIVES: Insert = Insert::new(
        "narrative",
        &["plan_code", "edition", "section", "item", "position", "wording", "source"],
        "",
    );
    static SAVE_NARRATIVE: Sql = Sql::new(
        "narrative",
        "INSERT INTO narrative (plan_code, edition, section, item, position, wording, source)
         VALUES ($1, $2, $3, $4,
                 (SELECT COALESCE(MAX(position), 0) + 1 FROM narrative WHERE plan_code = $1 AND edition = $2), $5, $6)
         ON CONFLICT (plan_code, edition, section, item)
         DO UPDATE SET wording = excluded.wording, source = excluded.source",
    );
    static REMOVE_NARRATIVE: Sql = Sql::new(
        "narrative",
        "DELETE FROM narrative WHERE plan_code = $1 AND edition = $2 AND section = $3 AND item = $4",
    );
}

/// Problems and recommendations.
pub(super) fn problems(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<ReportedProblem>, Error> {
    tx.list(&PROBLEMS, &of.key(), |row| {
        Ok(ReportedProblem {
            code: row.string("code")?,
            recommendation: row.flag("recommendation")?,
            category: row.string_or_none("category")?,
            text: row.string("wording")?,
            source: row.string_or_none("source")?,
        })
    })
}

/// Texts of the book.
pub(super) fn narratives(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<Narrative>, Error> {
    tx.list(&NARRATIVES, &of.key(), |row| {
        Ok(Narrative {
            section: row.string("section")?,
            order: row.number("item")?,
            text: row.string("wording")?,
            source: row.string_or_none("source")?,
        })
    })
}

/// Adds texts to an edition that has none.
pub(super) fn add(
    tx: &mut TechnicalTx<'_>,
    of: Scope<'_>,
    problems: &[ReportedProblem],
    narratives: &[Narrative],
) -> Result<(), Error> {
    let rows: Vec<_> = (1_i64..)
        .zip(problems)
        .map(|(position, it)| {
            params![
                of.plan,
                of.edition,
                &it.code,
                position,
                it.recommendation,
                it.category.as_deref(),
                &it.text,
                it.source.as_deref()
            ]
        })
        .collect();
    tx.insert(&ADD_PROBLEMS, &rows)?;
    let rows: Vec<_> = (1_i64..)
        .zip(narratives)
        .map(|(position, it)| params![of.plan, of.edition, &it.section, it.order, position, &it.text, it.source.as_deref()])
        .collect();
    tx.insert(&ADD_NARRATIVES, &rows)
}

/// Stores a text of the book, or removes it when it is empty.
pub(super) fn save(tx: &mut TechnicalTx<'_>, of: Scope<'_>, it: &Narrative) -> Result<(), Error> {
    if it.text.is_empty() {
        tx.execute(&REMOVE_NARRATIVE, &params![of.plan, of.edition, &it.section, it.order])?;
    } else {
        let row = params![of.plan, of.edition, &it.section, it.order, &it.text, it.source.as_deref()];
        tx.execute(&SAVE_NARRATIVE, &row)?;
    }
    Ok(())
}
