//! The seal of a sheet that goes out: a hash over its hidden cells with a secret of the agency's, so that nobody points a row to another field
//! on the way. The secret is made once, when the first sheet goes out, and stored; so every node knows it, and so does a restored copy.

use phaen_domain::submission::SubmissionKey;
use phaen_domain::submission::offline::{OfflineSheet, WrongFile, hidden_in};
use phaen_domain::workbook::RawWorkbook;

use super::refusal;
use crate::error::AppError;
use crate::exchange::hash_of;
use crate::ports::{Reading, reading, writing};
use crate::{Actor, App};

/// The setting that holds the secret.
const SECRET: &str = "return_sheet_secret";
/// What the journal calls it when the secret is made.
pub(crate) const SECRET_MADE: &str = "return_sheet_secret_made";

impl App {
    /// Puts the seal on a sheet that goes out.
    pub(super) fn seal(&self, actor: &Actor, sheet: &mut OfflineSheet) -> Result<(), AppError> {
        let known = reading(self.store.as_ref(), secret)?;
        let secret = known.map_or_else(|| self.make_secret(actor), Ok)?;
        sheet.about.seal = seal_of(&secret, &sheet.hidden());
        Ok(())
    }

    /// Refuses a sheet that came back with other hidden cells than it went out with.
    pub(super) fn sealed(&self, raw: &RawWorkbook, key: &SubmissionKey) -> Result<(), AppError> {
        let secret = reading(self.store.as_ref(), secret)?;
        let (hidden, seal) = hidden_in(raw, key);
        if secret.is_some_and(|secret| seal_of(&secret, &hidden) == seal) { Ok(()) } else { Err(refusal(WrongFile::Altered)) }
    }

    /// Makes the secret, unless another node was faster.
    fn make_secret(&self, actor: &Actor) -> Result<String, AppError> {
        let stale = || AppError::Stale { stored: String::new(), by: None };
        let made = writing(self.store.as_ref(), |tx| {
            let made = self.ids.secret();
            if !tx.save_setting(SECRET, &made, 0)? {
                return Err(stale());
            }
            tx.append(&self.entry(actor, SECRET_MADE, ("setting", SECRET), None, Vec::new()))?;
            Ok(made)
        });
        match made {
            Err(AppError::Stale { .. }) => reading(self.store.as_ref(), secret)?.ok_or_else(stale),
            other => other,
        }
    }
}

fn secret(tx: &mut dyn Reading) -> Result<Option<String>, AppError> {
    Ok(tx.settings()?.remove(SECRET).map(|(secret, _)| secret))
}

/// The secret goes in twice, around what it seals: nothing can be added at its end.
fn seal_of(secret: &str, hidden: &str) -> String {
    let inner = hash_of(format!("{secret}\n{hidden}").as_bytes());
    hash_of(format!("{secret}\n{inner}").as_bytes())
}
