//! The seal of a sheet that goes out: a hash over its hidden cells with a secret of the agency's, so that nobody points a row to another field
//! on the way. The secret is made once, when the first sheet goes out, and stored; so every node knows it, and so does a restored copy.

use hmac::{Hmac, Mac};
use phaen_domain::submission::SubmissionKey;
use phaen_domain::submission::offline::{OfflineSheet, WrongFile, hidden_in};
use phaen_domain::workbook::RawWorkbook;
use sha2::Sha256;

use super::refusal;
use crate::error::AppError;
use crate::exchange::in_hex;
use crate::ports::{Reading, StoreFailure, reading, writing};
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
        sheet.about.seal = seal_of(&secret, &sheet.hidden())?;
        Ok(())
    }

    /// Refuses a sheet that came back with other hidden cells than it went out with.
    pub(super) fn sealed(&self, raw: &RawWorkbook, key: &SubmissionKey) -> Result<(), AppError> {
        let secret = reading(self.store.as_ref(), secret)?.ok_or_else(|| refusal(WrongFile::Altered))?;
        let (hidden, seal) = hidden_in(raw, key);
        if seal_of(&secret, &hidden)? == seal { Ok(()) } else { Err(refusal(WrongFile::Altered)) }
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

/// HMAC-SHA-256 in hexadecimal digits.
fn seal_of(secret: &str, hidden: &str) -> Result<String, AppError> {
    let keyed = Hmac::<Sha256>::new_from_slice(secret.as_bytes());
    let mut keyed = keyed.map_err(|error| AppError::Store(StoreFailure(error.to_string())))?;
    keyed.update(hidden.as_bytes());
    Ok(in_hex(&keyed.finalize().into_bytes()))
}
