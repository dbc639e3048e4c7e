//! The application on a store of the test's own: a clock that ticks, ids that are counted, no files, and the demonstration plan.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use phaen_app::paper::Paper;
use phaen_app::ports::{Clock, FileRefusal, Ids, Press};
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Role;
use phaen_domain::workbook::{Problems, RawCell, RawWorkbook, Records, schema};
use phaen_store::testing::Fresh;
use phaen_store::{Engine, SqlStore};

use crate::plans::store;
use crate::samples::folder;

/// Each look at the clock is a second later than the last.
struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + self.0.fetch_add(1, Ordering::SeqCst)).unwrap()
    }
}

pub(crate) struct Counted(pub(crate) AtomicI64);

impl Ids for Counted {
    fn id(&self) -> String {
        format!("id-{:08}", self.0.fetch_add(1, Ordering::SeqCst))
    }

    fn secret(&self) -> String {
        format!("{:064x}", self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// No file is made or read here: workbooks come in as cells.
pub(crate) struct NoFiles;

impl NoFiles {
    fn none<T>() -> Result<T, AppError> {
        Err(AppError::Press("no files in this test".to_owned()))
    }
}

impl Press for NoFiles {
    fn read_workbook(&self, _: &str, _: &[u8]) -> Result<RawWorkbook, FileRefusal> {
        Err(FileRefusal { th: String::new(), en: String::new() })
    }

    fn workbook(&self, _: &Records) -> Result<Vec<u8>, AppError> {
        Self::none()
    }

    fn workbook_csv(&self, _: &Records) -> Result<Vec<u8>, AppError> {
        Self::none()
    }

    fn template(&self) -> Result<Vec<u8>, AppError> {
        Self::none()
    }

    fn marked_workbook(&self, _: &RawWorkbook, _: &Problems) -> Result<Vec<u8>, AppError> {
        Self::none()
    }

    fn return_sheet(
        &self,
        _: &phaen_domain::submission::offline::OfflineSheet,
        _: &[phaen_domain::submission::offline::WrongCell],
    ) -> Result<Vec<u8>, AppError> {
        Self::none()
    }

    fn scorecard_sheet(&self, _: &Paper) -> Result<Vec<u8>, AppError> {
        Self::none()
    }

    fn pack(
        &self,
        _: &mut dyn std::io::Write,
        _: &mut dyn FnMut() -> Result<Option<phaen_app::ports::Part>, AppError>,
    ) -> Result<(), AppError> {
        Self::none()
    }

    fn calendar(&self, name: &str, events: &[phaen_app::ports::CalendarEvent]) -> Result<Vec<u8>, AppError> {
        let lines = events.iter().map(|it| format!("\n{} {}", it.day, it.summary));
        Ok(format!("{name}{}", lines.collect::<String>()).into_bytes())
    }

    fn results_book(&self, _: &Paper, _: Option<&str>, _: &mut dyn FnMut(u8)) -> Result<Vec<u8>, AppError> {
        Self::none()
    }
}

pub(crate) const LED: &str = "LED-2566";

pub(crate) fn app_on(store: &SqlStore) -> App {
    app_at(store, 0)
}

/// The application with a clock of the test's own.
pub(crate) fn app_by(store: &SqlStore, clock: Arc<dyn Clock>) -> App {
    App::new(Arc::new(store.clone()), clock, Arc::new(Counted(AtomicI64::new(0))), Arc::new(NoFiles))
}

/// The application so many seconds later; its ids are others.
pub(crate) fn app_at(store: &SqlStore, seconds: i64) -> App {
    let (clock, ids) = (Ticking(AtomicI64::new(seconds)), Counted(AtomicI64::new(seconds)));
    App::new(Arc::new(store.clone()), Arc::new(clock), Arc::new(ids), Arc::new(NoFiles))
}

pub(crate) fn app(engine: Engine) -> (Fresh, SqlStore, App) {
    let (fresh, store) = store(engine);
    let app = app_on(&store);
    (fresh, store, app)
}

pub(crate) fn actor(role: Role) -> Actor {
    Actor::in_role("id", "analyst", "นักวิเคราะห์", role)
}

pub(crate) fn analyst() -> Actor {
    actor(Role::Analyst)
}

pub(crate) fn import(app: &App, raw: &RawWorkbook) -> Result<bool, AppError> {
    app.confirm_import(&analyst(), raw, &"e3b0".repeat(16), None)
}

/// The application with the demonstration plan in it.
pub(crate) fn with_led(engine: Engine) -> (Fresh, SqlStore, App) {
    let (fresh, store, app) = app(engine);
    assert!(import(&app, &folder("led-2566")).unwrap());
    (fresh, store, app)
}

/// Writes a text into a cell of a workbook; gives the row's number.
pub(crate) fn set(raw: &mut RawWorkbook, sheet_key: &str, is_row: impl Fn(&[RawCell]) -> bool, column: &str, text: &str) -> u32 {
    let place = schema::sheet(sheet_key).unwrap().place(column).unwrap();
    let rows = &mut raw.sheets.iter_mut().find(|sheet| sheet.name == sheet_key).unwrap().rows;
    let row = rows.iter_mut().skip(1).find(|row| is_row(&row.cells)).unwrap();
    row.cells[place] = RawCell::Text(text.to_owned());
    row.number
}

pub(crate) fn begins<'a>(code: &'a str) -> impl Fn(&[RawCell]) -> bool + 'a {
    move |cells| cells[0].shown() == code
}
