//! Frozen rounds: the inputs as they were, revision by revision. A snapshot once stored is never changed.

use phaen_app::ports::Snapshot;
use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::round::RoundState;

use super::{Scope, round};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static NEWEST: Sql = Sql::new(
        "snapshot",
        "SELECT plan_code, round_code, revision, edition, frozen_at, frozen_by, body, hash
         FROM snapshot s WHERE plan_code = $1 AND edition = $2
           AND revision = (SELECT MAX(revision) FROM snapshot n WHERE n.plan_code = s.plan_code AND n.round_code = s.round_code)",
    );
    static REVISIONS: Sql = Sql::new(
        "snapshot",
        "SELECT plan_code, round_code, revision, edition, frozen_at, frozen_by, body, hash
         FROM snapshot WHERE plan_code = $1 AND round_code = $2 ORDER BY revision",
    );
    static ADD: Sql = Sql::new(
        "snapshot",
        "INSERT INTO snapshot (plan_code, round_code, revision, edition, frozen_at, frozen_by, body, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
}

/// The newest snapshot of each round, where it was judged by this edition.
pub(super) fn newest(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<Snapshot>, Error> {
    tx.list(&NEWEST, &of.key(), snapshot)
}

/// All revisions of a round, first one first.
pub(super) fn revisions(tx: &mut Tx<'_>, plan: &PlanCode, round: &RoundCode) -> Result<Vec<Snapshot>, Error> {
    tx.list(&REVISIONS, &params![plan.as_str(), round.as_str()], snapshot)
}

fn snapshot(row: &Row<'_>) -> Result<Snapshot, Error> {
    Ok(Snapshot {
        plan: row.read_as("plan_code", PlanCode::new)?,
        edition: row.number("edition")?,
        round: row.read_as("round_code", RoundCode::new)?,
        revision: row.number("revision")?,
        frozen_at: row.parsed("frozen_at")?,
        frozen_by: row.string("frozen_by")?,
        body: row.string("body")?,
        hash: row.string("hash")?,
    })
}

/// Stores a snapshot and moves the round to frozen.
pub(super) fn freeze(tx: &mut TechnicalTx<'_>, it: &Snapshot) -> Result<(), Error> {
    let row =
        params![it.plan.as_str(), it.round.as_str(), it.revision, it.edition, it.frozen_at, &it.frozen_by, &it.body, &it.hash,];
    tx.execute(&ADD, &row)?;
    round::set_state(tx, it.plan.as_str(), &it.round, RoundState::Frozen)
}
