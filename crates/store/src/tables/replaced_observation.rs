//! What counted for a figure until a unit's return was verified over it, with who stood behind it: it counts again when that return is sent
//! back. One row for each figure; a figure that nothing stood for before has none.

use phaen_app::ports::Provenance;
use phaen_domain::id::RoundCode;
use phaen_domain::observation::{Observation, ObservationKey, Period};

use super::observation::{KEY, cells, keys_cells, stored};
use super::period;
use crate::error::Error;
use crate::params;
use crate::sql::{Delete, Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static OF_ROUND: Sql = Sql::new(
        "replaced_observation",
        "SELECT subject_code, subject_kind, item, unit_code, period, kind, value, numerator, denominator, steps, reason,
                narrative, source, evidence, entered_by, entered_at, import_hash, version
         FROM replaced_observation WHERE plan_code = $1 AND period = $2",
    );
    static KEEP: Insert = Insert::new(
        "replaced_observation",
        &[
            "plan_code", "subject_kind", "subject_code", "item", "unit_code", "period", "kind", "value", "numerator",
            "denominator", "steps", "reason", "narrative", "source", "evidence", "entered_by", "entered_at", "import_hash",
            "version",
        ],
        "ON CONFLICT (plan_code, subject_kind, subject_code, item, unit_code, period) DO UPDATE SET
             kind = excluded.kind, value = excluded.value, numerator = excluded.numerator,
             denominator = excluded.denominator, steps = excluded.steps, reason = excluded.reason,
             narrative = excluded.narrative, source = excluded.source, evidence = excluded.evidence,
             entered_by = excluded.entered_by, entered_at = excluded.entered_at, import_hash = excluded.import_hash,
             version = excluded.version",
    );
    static FORGET: Delete = Delete::new("replaced_observation", KEY);
}

/// What was replaced of a round's figures.
pub(super) fn of_round(tx: &mut Tx<'_>, plan: &str, round: &RoundCode) -> Result<Vec<(Observation, Provenance)>, Error> {
    tx.list(&OF_ROUND, &params![plan, period::text_of(&Period::Round(round.clone()))?], stored)
}

/// Keeps what is about to be replaced.
pub(super) fn keep(tx: &mut TechnicalTx<'_>, plan: &str, given: &[(Observation, Provenance)]) -> Result<(), Error> {
    if given.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(given.len());
    for (it, behind) in given {
        // It has no place of its own in an order: it takes its row's again.
        let [cells @ .., _] = cells(plan, it, behind, 0)?;
        rows.push(cells);
    }
    tx.insert(&KEEP, &rows)
}

/// Keeps it no more.
pub(super) fn forget(tx: &mut TechnicalTx<'_>, plan: &str, keys: &[ObservationKey]) -> Result<(), Error> {
    tx.delete(&FORGET, &keys_cells(plan, keys)?)
}
