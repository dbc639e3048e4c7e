//! Rounds of a fiscal year, whose names and days its plans share; where each plan stands at them, which is its own; and the totals that a book
//! printed for a round.

use phaen_domain::calendar::FiscalYear;
use phaen_domain::id::{NodeCode, RoundCode};
use phaen_domain::round::{CitedTotal, Round, RoundState};
use phaen_domain::words::Words;

use super::Scope;
use super::cell::{decimal, read_decimal, read_key, read_word};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    // A round is frozen once for each plan, so its revision is the plan's newest snapshot.
    static ROUNDS: Sql = Sql::new(
        "round",
        "SELECT r.code, r.position, r.fiscal_year, r.name_th, r.name_en, r.months, r.starts_on, r.ends_on, r.due_on,
                s.completed_on, COALESCE(s.state, 'planned') AS state, r.note,
                COALESCE((SELECT MAX(f.revision) FROM snapshot f
                          WHERE f.plan_code = $1 AND f.round_code = r.code), 0) AS revision
         FROM round r LEFT JOIN plan_round s ON s.plan_code = $1 AND s.round_code = r.code
         WHERE r.fiscal_year = $2",
    );
    static SAVE_ROUNDS: Insert = Insert::new(
        "round",
        &[
            "fiscal_year", "code", "position", "name_th", "name_en", "months", "starts_on", "ends_on", "due_on", "note",
        ],
        "ON CONFLICT (fiscal_year, code) DO UPDATE SET position = excluded.position, name_th = excluded.name_th,
             name_en = excluded.name_en, months = excluded.months, starts_on = excluded.starts_on,
             ends_on = excluded.ends_on, due_on = excluded.due_on, note = excluded.note",
    );
    static SAVE_STATES: Insert = Insert::new(
        "plan_round",
        &["plan_code", "round_code", "state", "completed_on"],
        "ON CONFLICT (plan_code, round_code) DO UPDATE SET state = excluded.state, completed_on = excluded.completed_on",
    );
    static STATE: Sql = Sql::new(
        "plan_round",
        "SELECT r.code, COALESCE(s.state, 'planned') AS state
         FROM round r JOIN plan p ON p.fiscal_year = r.fiscal_year
              LEFT JOIN plan_round s ON s.plan_code = p.code AND s.round_code = r.code
         WHERE p.code = $1 AND r.code = $2",
    );
    static MOVE: Sql = Sql::new(
        "plan_round",
        "INSERT INTO plan_round (plan_code, round_code, state, completed_on)
         SELECT p.code, r.code, $3, NULL FROM plan p JOIN round r ON r.fiscal_year = p.fiscal_year
         WHERE p.code = $1 AND r.code = $2
         ON CONFLICT (plan_code, round_code) DO UPDATE SET state = excluded.state",
    );
    static CITED: Sql = Sql::new(
        "cited_total",
        "SELECT round_code, node_code, percent, source
         FROM cited_total WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_CITED: Insert = Insert::new(
        "cited_total",
        &["plan_code", "edition", "round_code", "node_code", "position", "percent", "source"],
        "",
    );
}

/// The rounds of a fiscal year, earliest first, with the revisions of a plan.
pub(super) fn rounds(tx: &mut Tx<'_>, plan: &str, year: FiscalYear) -> Result<Vec<Round>, Error> {
    let params = params![plan, u32::from(year.buddhist_year())];
    let mut rounds = tx.list(&ROUNDS, &params, |row| Ok((row.int("position")?, round(row)?)))?;
    // Sorted here, because each server sorts texts in its own way.
    rounds.sort_by(|(a, a_round), (b, b_round)| (a_round.months, a, &a_round.code).cmp(&(b_round.months, b, &b_round.code)));
    Ok(rounds.into_iter().map(|(_, round)| round).collect())
}

fn round(row: &Row<'_>) -> Result<Round, Error> {
    Ok(Round {
        code: row.read_as("code", RoundCode::new)?,
        fiscal_year: FiscalYear::new(row.number("fiscal_year")?).map_err(|_| row.inconsistent("fiscal_year"))?,
        name_th: row.string("name_th")?,
        name_en: row.string_or_none("name_en")?,
        months: row.number("months")?,
        starts_on: row.parsed("starts_on")?,
        ends_on: row.parsed("ends_on")?,
        due_on: row.parsed_or_none("due_on")?,
        completed_on: row.parsed_or_none("completed_on")?,
        state: read_word(row, "state")?,
        revision: row.number("revision")?,
        note: row.string_or_none("note")?,
    })
}

/// Stores rounds; others stay. Revisions are counted from snapshots and not stored.
pub(super) fn save(tx: &mut TechnicalTx<'_>, rounds: &[Round]) -> Result<(), Error> {
    let rows: Vec<_> = (1_i64..)
        .zip(rounds)
        .map(|(position, round)| {
            params![
                u32::from(round.fiscal_year.buddhist_year()),
                round.code.as_str(),
                position,
                &round.name_th,
                round.name_en.as_deref(),
                u32::from(round.months),
                round.starts_on,
                round.ends_on,
                round.due_on,
                round.note.as_deref(),
            ]
        })
        .collect();
    tx.insert(&SAVE_ROUNDS, &rows)
}

/// Stores where a plan stands at these rounds.
pub(super) fn save_states(tx: &mut TechnicalTx<'_>, plan: &str, rounds: &[Round]) -> Result<(), Error> {
    let rows = rounds.iter().map(|it| params![plan, it.code.as_str(), it.state.key(), it.completed_on]);
    tx.insert(&SAVE_STATES, &rows.collect::<Vec<_>>())
}

/// Where a plan stands at a round of its fiscal year.
pub(super) fn state(tx: &mut Tx<'_>, plan: &str, round: &RoundCode) -> Result<Option<RoundState>, Error> {
    tx.find(&STATE, &params![plan, round.as_str()], |row| read_word(row, "state"))
}

/// Moves a plan's round to another state.
pub(super) fn set_state(tx: &mut TechnicalTx<'_>, plan: &str, round: &RoundCode, state: RoundState) -> Result<(), Error> {
    match tx.execute(&MOVE, &params![plan, round.as_str(), state.key()])? {
        0 => Err(Error::Missing { table: MOVE.table().to_owned() }),
        _ => Ok(()),
    }
}

/// Totals that a book printed.
pub(super) fn cited_totals(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<CitedTotal>, Error> {
    tx.list(&CITED, &of.key(), |row| {
        Ok(CitedTotal {
            round: row.read_as("round_code", RoundCode::new)?,
            node: read_key(row, "node_code", NodeCode::new)?,
            percent: read_decimal(row, "percent")?,
            source: row.string("source")?,
        })
    })
}

/// Adds printed totals to an edition that has none.
pub(super) fn add_cited(tx: &mut TechnicalTx<'_>, of: Scope<'_>, totals: &[CitedTotal]) -> Result<(), Error> {
    let rows: Vec<_> = (1_i64..)
        .zip(totals)
        .map(|(position, total)| {
            let node = total.node.as_ref().map_or("", NodeCode::as_str);
            params![of.plan, of.edition, total.round.as_str(), node, position, decimal(total.percent), &total.source]
        })
        .collect();
    tx.insert(&ADD_CITED, &rows)
}
