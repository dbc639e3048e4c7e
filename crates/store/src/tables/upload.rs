//! Files that wait for confirmation: technical rows, one for each account.

use phaen_app::exchange::Upload;

use super::cell::comparable;
use crate::error::Error;
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static ONE: Sql = Sql::new("upload", "SELECT id, account_id, name, body, created_at FROM upload WHERE id = $1");
    static FORGET: Sql = Sql::new("upload", "DELETE FROM upload WHERE account_id = $1");
    static FORGET_ONE: Sql = Sql::new("upload", "DELETE FROM upload WHERE id = $1");
    static ADD: Sql = Sql::new(
        "upload",
        "INSERT INTO upload (id, account_id, name, body, created_at) VALUES ($1, $2, $3, $4, $5)",
    );
}

/// A kept upload.
pub(super) fn one(tx: &mut Tx<'_>, id: &str) -> Result<Option<Upload>, Error> {
    tx.find(&ONE, &params![id], |row| {
        Ok(Upload {
            id: row.string("id")?,
            account: row.string("account_id")?,
            name: row.string("name")?,
            bytes: row.bytes("body")?.to_vec(),
            created_at: row.parsed("created_at")?,
        })
    })
}

/// Keeps an upload; earlier ones of the account are forgotten.
pub(super) fn save(tx: &mut TechnicalTx<'_>, it: &Upload) -> Result<(), Error> {
    tx.execute(&FORGET, &params![&it.account])?;
    let row = params![&it.id, &it.account, &it.name, it.bytes.as_slice(), comparable(it.created_at)];
    tx.execute(&ADD, &row).map(drop)
}

/// Forgets an upload.
pub(super) fn forget(tx: &mut TechnicalTx<'_>, id: &str) -> Result<(), Error> {
    tx.execute(&FORGET_ONE, &params![id]).map(drop)
}
