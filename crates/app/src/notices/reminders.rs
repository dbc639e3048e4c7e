//! The ladder of reminders as the agency sets it.

use phaen_domain::access::Action;
use phaen_domain::notice::{Ladder, LadderRefused};

use crate::error::{AppError, FieldProblem};
use crate::ports::{Reading, reading, writing};
use crate::{Actor, App, change};

/// The ladder with the version that a change of it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemindersView {
    /// The ladder.
    pub ladder: Ladder,
    /// Counts up with every change.
    pub version: u32,
}

const SETTING: &str = "reminders";

impl App {
    /// The ladder of reminders.
    ///
    /// # Errors
    /// [`AppError::Denied`] or [`AppError::Store`].
    pub fn reminders(&self, actor: &Actor) -> Result<RemindersView, AppError> {
        self.authorise(actor, Action::ReadPlan)?;
        reading(self.store.as_ref(), |tx| {
            let version = tx.settings()?.get(SETTING).map_or(0, |(_, version)| *version);
            Ok(RemindersView { ladder: self.ladder(tx)?, version })
        })
    }

    pub(crate) fn ladder(&self, tx: &mut dyn Reading) -> Result<Ladder, AppError> {
        Ok(tx.settings()?.get(SETTING).and_then(|(text, _)| Ladder::read(text)).unwrap_or_default())
    }

    /// Changes the ladder of reminders.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Stale`] …
    pub fn set_reminders(&self, actor: &Actor, ladder: &Ladder, seen_version: u32) -> Result<(), AppError> {
        self.authorise(actor, Action::SetCalendar)?;
        writing(self.store.as_ref(), |tx| {
            let before = self.ladder(tx)?.written();
            if !tx.save_setting(SETTING, &ladder.written(), seen_version)? {
                return Err(AppError::Stale { stored: before, by: None });
            }
            let detail = change(SETTING, Some(before), Some(ladder.written()));
            let entry = self.entry(actor, "reminders_set", ("calendar", "agency"), None, detail.into_iter().collect());
            tx.append(&entry).map(|_| ())
        })
    }
}

impl From<LadderRefused> for AppError {
    fn from(refused: LadderRefused) -> Self {
        let problem = match refused {
            LadderRefused::TooFar => FieldProblem::new("before", "ตั้งได้ไม่เกิน 366 วัน", "At most 366 days"),
            LadderRefused::TooMany => FieldProblem::new("before", "ตั้งการเตือนได้ไม่เกิน 40 ครั้ง", "At most 40 reminders"),
            LadderRefused::TooEarly(reader) => FieldProblem::new(
                phaen_domain::words::Words::key(reader),
                "ผู้อื่นนอกจากผู้รายงานผลได้รับแจ้งหลังวันครบกำหนดเท่านั้น ตั้งแต่ 1 วันขึ้นไป",
                "Only the reporting officer is told before the due date; give 1 day or more",
            ),
            LadderRefused::Hour => FieldProblem::new("hour", "ระบุชั่วโมง 0 ถึง 23", "Give an hour from 0 to 23"),
        };
        Self::Fields(vec![problem])
    }
}
