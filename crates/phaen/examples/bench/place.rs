//! Where it is measured: an application on a database of its own, wired as the binary wires it, on the disk that holds the program.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use phaen_app::plan_view::PlanView;
use phaen_app::ports::{Clock, FileRefusal, Ids, Press};
use phaen_app::{Actor, App, AppError};
use phaen_documents as documents;
use phaen_documents::workbook::WriteOptions;
use phaen_domain::access::Role;
use phaen_domain::id::RoundCode;
use phaen_domain::plan::AgencyPlan;
use phaen_domain::workbook::{Problems, RawWorkbook, Records, write};
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
        let app = App::new(Arc::new(store), Arc::new(SystemClock), Arc::new(RandomIds), Arc::new(Documents));
        Self { app, db, file: file.to_owned(), _directory: None }
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
    documents::workbook::write_xlsx(&write(plan), &WriteOptions::default()).unwrap()
}

/// Who writes.
pub(crate) fn analyst() -> Actor {
    Actor { account: String::new(), login: "analyst".to_owned(), name: "analyst".to_owned(), role: Role::Analyst }
}

struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the Clock port")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

struct RandomIds;

impl Ids for RandomIds {
    #[expect(clippy::disallowed_methods, reason = "this is the Ids port")]
    fn id(&self) -> String {
        uuid::Uuid::now_v7().to_string()
    }

    fn secret(&self) -> String {
        format!("{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple())
    }
}

struct Documents;

impl Press for Documents {
    fn read_workbook(&self, name: &str, bytes: &[u8]) -> Result<RawWorkbook, FileRefusal> {
        documents::workbook::read_workbook(name, bytes).map_err(|refused| FileRefusal { th: refused.th(), en: refused.en() })
    }

    fn workbook(&self, records: &Records) -> Result<Vec<u8>, AppError> {
        documents::workbook::write_xlsx(records, &WriteOptions::default()).map_err(unprinted)
    }

    fn workbook_csv(&self, records: &Records) -> Result<Vec<u8>, AppError> {
        documents::workbook::write_csv_zip(records).map_err(unprinted)
    }

    fn template(&self) -> Result<Vec<u8>, AppError> {
        documents::workbook::template_xlsx().map_err(unprinted)
    }

    fn marked_workbook(&self, raw: &RawWorkbook, problems: &Problems) -> Result<Vec<u8>, AppError> {
        documents::workbook::mark_problems(raw, problems).map_err(unprinted)
    }

    fn scorecard_sheet(&self, _: &PlanView, _: &RoundCode) -> Result<Vec<u8>, AppError> {
        Err(unprinted("not measured"))
    }

    fn results_book(&self, _: &PlanView, _: &RoundCode, _: &mut dyn FnMut(u8)) -> Result<Vec<u8>, AppError> {
        Err(unprinted("not measured"))
    }
}

fn unprinted(error: impl ToString) -> AppError {
    AppError::Press(error.to_string())
}
