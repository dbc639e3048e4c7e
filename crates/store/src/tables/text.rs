//! Texts of an edition: problems and recommendations, and what people write for the book.
//!
//! A text of the book carries a version. It begins with the journal's next number, so that a text taken out and written anew never bears
//! the version of one that somebody saw before, and it counts up with every change, also when a whole edition is brought in anew.

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
        "SELECT section, item, wording, source, version
         FROM narrative WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static NEW_VERSION: Sql = Sql::new(
        "journal_head",
        "SELECT seq + 1 AS version FROM journal_head WHERE id = 1",
    );
    static ADD_NARRATIVES: Insert = Insert::new(
        "narrative",
        &["plan_code", "edition", "section", "item", "position", "wording", "source", "version"],
        "",
    );
    static ADD_NARRATIVE: Sql = Sql::new(
        "narrative",
        "INSERT INTO narrative (plan_code, edition, section, item, position, wording, source, version)
         VALUES ($1, $2, $3, $4,
                 (SELECT COALESCE(MAX(position), 0) + 1 FROM narrative WHERE plan_code = $1 AND edition = $2), $5, $6,
                 (SELECT seq + 1 FROM journal_head WHERE id = 1))
         ON CONFLICT DO NOTHING",
    );
    static CHANGE_NARRATIVE: Sql = Sql::new(
        "narrative",
        "UPDATE narrative SET wording = $5, source = $6, version = version + 1
         WHERE plan_code = $1 AND edition = $2 AND section = $3 AND item = $4 AND version = $7",
    );
    static REMOVE_NARRATIVE: Sql = Sql::new(
        "narrative",
        "DELETE FROM narrative WHERE plan_code = $1 AND edition = $2 AND section = $3 AND item = $4 AND version = $5",
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

/// Texts of the book with their versions.
pub(super) fn narratives(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<(Narrative, u32)>, Error> {
    tx.list(&NARRATIVES, &of.key(), |row| {
        let narrative = Narrative {
            section: row.string("section")?,
            order: row.number("item")?,
            text: row.string("wording")?,
            source: row.string_or_none("source")?,
        };
        Ok((narrative, row.number("version")?))
    })
}

/// Adds problems and recommendations to an edition that has none.
pub(super) fn add_problems(tx: &mut TechnicalTx<'_>, of: Scope<'_>, problems: &[ReportedProblem]) -> Result<(), Error> {
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
    tx.insert(&ADD_PROBLEMS, &rows)
}

/// Adds texts of the book to an edition that has none any more; `before` are those it had.
pub(super) fn add_narratives(
    tx: &mut TechnicalTx<'_>,
    of: Scope<'_>,
    narratives: &[Narrative],
    before: &[(Narrative, u32)],
) -> Result<(), Error> {
    let new = tx.get(&NEW_VERSION, &[], |row| row.number("version"))?;
    let rows: Vec<_> = (1_i64..)
        .zip(narratives)
        .map(|(position, it)| {
            let version = version_after(before, it, new);
            params![of.plan, of.edition, &it.section, it.order, position, &it.text, it.source.as_deref(), version]
        })
        .collect();
    tx.insert(&ADD_NARRATIVES, &rows)
}

/// The version of a text that takes the place of an earlier one; `new` when there was none.
fn version_after(before: &[(Narrative, u32)], it: &Narrative, new: u32) -> u32 {
    match before.iter().find(|(earlier, _)| earlier.section == it.section && earlier.order == it.order) {
        None => new,
        Some((same, version)) if same == it => *version,
        Some((_, version)) => version + 1,
    }
}

/// Stores a text of the book, or removes it when it is empty, if its stored version is the one seen (0: not there yet); tells whether
/// it was.
pub(super) fn save(tx: &mut TechnicalTx<'_>, of: Scope<'_>, it: &Narrative, seen_version: u32) -> Result<bool, Error> {
    let changed = match (it.text.is_empty(), seen_version) {
        // Nothing takes the place of nothing.
        (true, 0) => return Ok(true),
        (true, seen) => tx.execute(&REMOVE_NARRATIVE, &params![of.plan, of.edition, &it.section, it.order, seen])?,
        (false, 0) => {
            tx.execute(&ADD_NARRATIVE, &params![of.plan, of.edition, &it.section, it.order, &it.text, it.source.as_deref()])?
        }
        (false, seen) => tx.execute(
            &CHANGE_NARRATIVE,
            &params![of.plan, of.edition, &it.section, it.order, &it.text, it.source.as_deref(), seen],
        )?,
    };
    Ok(changed == 1)
}
