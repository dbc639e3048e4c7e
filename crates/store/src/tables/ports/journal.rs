//! The journal.

use phaen_app::AppError;
use phaen_app::ports::{ReadJournal, Since, WriteJournal};
use phaen_domain::journal::{Broken, Entry, Head, NewEntry, Verified};

use super::in_every_transaction;
use crate::journal;
use crate::tx::WriteTx;

in_every_transaction! {
    impl ReadJournal {
        fn sequence(&mut self) -> Result<u64, AppError> {
            Ok(self.head()?.seq)
        }

        fn only_since(&mut self, head: &Head, actions: &[&str], object: Option<(&str, &str)>) -> Result<bool, AppError> {
            Ok(journal::only_since(self, head, actions, object)?)
        }

        fn since(&mut self, head: &Head, actions: &[&str]) -> Result<Since, AppError> {
            Ok(journal::since(self, head, actions)?)
        }

        fn journal(
            &mut self,
            object: Option<(&str, &str)>,
            before: Option<u64>,
            limit: u32,
        ) -> Result<Vec<Entry>, AppError> {
            Ok(match object {
                Some((kind, code)) => journal::of_object(self, kind, code, before, limit)?,
                None => journal::latest(self, before, limit)?,
            })
        }

        fn verify_journal(&mut self) -> Result<Result<Verified, Broken>, AppError> {
            Ok(journal::verify(self)?)
        }

        fn journal_head(&mut self) -> Result<Head, AppError> {
            Ok(self.head()?)
        }
    }
}

impl WriteJournal for WriteTx<'_> {
    fn append(&mut self, entry: &NewEntry) -> Result<Head, AppError> {
        Ok(self.add_entry(entry.clone())?)
    }

    fn has_entries(&self) -> bool {
        self.is_journaled()
    }
}
