//! The outside: the one clock, ids and secrets, logs, and the press that makes files.

mod files;
mod mail;
mod s3;

use std::io::{IsTerminal, Write, stderr};
use std::sync::Arc;

use jiff::Timestamp;
use phaen_app::paper::Paper;
use phaen_app::ports::{CalendarEvent, Clock, FileRefusal, Ids, Part, Press};
use phaen_app::{App, AppError};
use phaen_documents as documents;
use phaen_documents::workbook::WriteOptions;
use phaen_domain::submission::offline::{OfflineSheet, WrongCell};
use phaen_domain::workbook::{Problems, RawWorkbook, Records};
use phaen_store::SqlStore;
use tracing_subscriber::EnvFilter;

use crate::command::Failure;
use crate::refusals::of_database;
pub use files::Folder;
pub use mail::{Smtp, SmtpSettings, Unusable};
pub use s3::{PATIENCE, S3, S3Settings};

/// Opens or makes the database, brings its schema up to date and puts the use cases on top.
pub(crate) fn open(database: &str) -> Result<App, Failure> {
    SqlStore::open(database).map(application).map_err(|error| of_database(database, &error))
}

/// The same with a database that is there: a mistyped address must not look like one that nothing was ever written to.
pub(crate) fn open_existing(database: &str) -> Result<App, Failure> {
    SqlStore::open_existing(database).map(application).map_err(|error| of_database(database, &error))
}

/// The use cases on a store, with the system's clock, random ids and real files.
#[must_use]
pub fn application(store: SqlStore) -> App {
    App::new(Arc::new(store), Arc::new(SystemClock), Arc::new(RandomIds), Arc::new(Documents))
}

/// An address without what stands between `:` and `@`.
pub(crate) fn without_password(address: &str) -> String {
    match (address.split_once("://"), address.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://…@{place}"),
        _ => address.to_owned(),
    }
}

/// The clock of the system.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the Clock port")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Ids in order of time, and random secrets.
#[derive(Debug, Clone, Copy)]
pub struct RandomIds;

impl Ids for RandomIds {
    #[expect(clippy::disallowed_methods, reason = "this is the Ids port")]
    fn id(&self) -> String {
        uuid::Uuid::now_v7().to_string()
    }

    fn secret(&self) -> String {
        // Two version-4 ids carry 244 random bits from the system's generator.
        format!("{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple())
    }
}

/// The files that people exchange, made and read for real.
#[derive(Debug, Clone, Copy)]
pub struct Documents;

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

    fn return_sheet(&self, sheet: &OfflineSheet, wrong: &[WrongCell]) -> Result<Vec<u8>, AppError> {
        documents::offline::return_sheet(sheet, wrong).map_err(unprinted)
    }

    fn scorecard_sheet(&self, paper: &Paper) -> Result<Vec<u8>, AppError> {
        documents::sheets::scorecard(paper).map_err(unprinted)
    }

    fn pack(&self, out: &mut dyn Write, next: &mut dyn FnMut() -> Result<Option<Part>, AppError>) -> Result<(), AppError> {
        documents::evidence::pack(out, next)
    }

    fn calendar(&self, name: &str, events: &[CalendarEvent]) -> Result<Vec<u8>, AppError> {
        Ok(documents::calendar::calendar(name, events))
    }

    fn results_book(&self, paper: &Paper, site: Option<&str>, progress: &mut dyn FnMut(u8)) -> Result<Vec<u8>, AppError> {
        documents::book::results_book(paper, site, progress).map_err(unprinted)
    }
}

fn unprinted(error: impl ToString) -> AppError {
    AppError::Press(error.to_string())
}

/// Logs to standard error; `PHAEN_LOG` chooses what.
pub(crate) fn start_logging(json: bool) {
    let filter = EnvFilter::try_from_env("PHAEN_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr).with_ansi(stderr().is_terminal());
    // A second subscriber is refused; that one started first is the one wanted.
    let _ = if json { builder.json().try_init() } else { builder.compact().try_init() };
}
