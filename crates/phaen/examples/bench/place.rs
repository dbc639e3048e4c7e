//! Where it is measured: an application on a database of its own, wired as the binary wires it, on the disk that holds the program.

use std::path::{Path, PathBuf};

use phaen::outside::application;
use phaen_app::{Actor, App};
use phaen_documents::workbook::{WriteOptions, write_xlsx};
use phaen_domain::access::Role;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::workbook::{RawWorkbook, write};
use phaen_store::{Db, SqlStore};
use tempfile::TempDir;

/// A directory that goes away in the end.
pub(crate) fn directory() -> TempDir {
    tempfile::tempdir_in(beside()).unwrap()
}

/// The directory of this program: the same disk for all that is compared.
pub(crate) fn beside() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().to_owned()
}

/// An application and the database under it.
pub(crate) struct Place {
    pub(crate) app: App,
    pub(crate) db: Db,
    pub(crate) file: PathBuf,
    _directory: Option<TempDir>,
}

impl Place {
    /// A new database without anything in it.
    pub(crate) fn empty() -> Self {
        let directory = directory();
        Self { _directory: None, ..Self::at(&directory.path().join("bench.db")) }.keeping(directory)
    }

    /// A new database with this plan, imported as a workbook is.
    pub(crate) fn with(plan: &AgencyPlan) -> Self {
        let place = Self::empty();
        let raw = place.raw(plan);
        assert!(place.app.confirm_import(&analyst(), &raw, "generated", None).unwrap());
        place
    }

    /// A database that is there.
    pub(crate) fn at(file: &Path) -> Self {
        let store = SqlStore::open(&format!("sqlite:{}", file.display())).unwrap();
        let db = store.db().clone();
        Self { app: application(store), db, file: file.to_owned(), _directory: None }
    }

    /// The plan as a file that was read.
    pub(crate) fn raw(&self, plan: &AgencyPlan) -> RawWorkbook {
        self.app.press().read_workbook("generated.xlsx", &workbook(plan)).unwrap()
    }

    fn keeping(mut self, directory: TempDir) -> Self {
        self._directory = Some(directory);
        self
    }
}

/// The plan as an XLSX file.
pub(crate) fn workbook(plan: &AgencyPlan) -> Vec<u8> {
    write_xlsx(&write(plan), &WriteOptions::default()).unwrap()
}

/// Who writes.
pub(crate) fn analyst() -> Actor {
    Actor::in_role("", "analyst", "analyst", Role::Analyst)
}
