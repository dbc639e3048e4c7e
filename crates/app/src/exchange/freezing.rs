//! Freezing a round that a workbook states as frozen: the inputs as they are, hashed, as revision 1.

use phaen_domain::frozen::with_basis;
use phaen_domain::round::RoundState;
use phaen_domain::workbook::write;
use sha2::{Digest, Sha256};

use super::Preview;
use crate::error::AppError;
use crate::ports::{Snapshot, Writing};
use crate::rounds::basis_of;
use crate::{Actor, App, change, of_plan};

/// Freezes each round that is frozen in the workbook and has no snapshot yet.
pub(super) fn freeze_rounds(app: &App, tx: &mut dyn Writing, actor: &Actor, preview: &Preview) -> Result<(), AppError> {
    let plan = &preview.plan;
    for round in plan.rounds.iter().filter(|round| round.state == RoundState::Frozen && round.revision == 0) {
        let basis = basis_of(app, tx, &plan.plan.code, &round.code)?;
        let body = with_basis(write(plan).canonical(), &basis);
        let snapshot = Snapshot {
            plan: plan.plan.code.clone(),
            edition: plan.edition.number,
            round: round.code.clone(),
            revision: 1,
            frozen_at: app.clock.now(),
            frozen_by: actor.login.clone(),
            hash: hash_of(body.as_bytes()),
            body,
        };
        tx.freeze(&snapshot)?;
        let detail = change("snapshot_sha256", None, Some(snapshot.hash.clone()));
        let detail = detail.into_iter().chain([of_plan(&plan.plan.code)]).collect();
        let entry = app.entry(actor, "round_frozen", ("round", round.code.as_str()), round.note.as_deref(), detail);
        tx.append(&entry)?;
    }
    Ok(())
}

/// SHA-256 in hexadecimal.
#[must_use]
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    in_hex(&Sha256::digest(bytes))
}

/// Bytes as they are written: two digits for each.
pub(crate) fn in_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
