//! Deadlines of a round: from its last day to what units, the policy group and the executives have to do, by rules that are settings.
//!
//! Source: the SOP's steps 16 to 18 (5, 45 and 5 days); `process.md` U1 to U3; `decisions.md` 14. The first day is excluded. A deadline
//! is a civil day: it is over at midnight in Thailand. Nothing here may ask for today's date.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::words::Words;

/// How days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counting {
    /// Calendar days; the last day stands even on a holiday.
    Calendar,
    /// Calendar days; a last day that is no working day moves to the next one.
    Rolled,
    /// Working days.
    Working,
}

impl Words for Counting {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Calendar, "calendar", "วันปฏิทิน (วันสุดท้ายคงเดิมแม้เป็นวันหยุด)", "Calendar days"),
        (Self::Rolled, "rolled", "วันปฏิทิน (ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป)", "Calendar days, moved on from holidays"),
        (Self::Working, "working", "วันทำการ", "Working days"),
    ];
}

/// From which day the report's days are counted (`process.md` U3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// A: from the day by which units report.
    UnitDue,
    /// B: from the last day of the round.
    RoundEnd,
}

impl Words for Anchor {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::UnitDue, "unit_due", "นับจากวันครบกำหนดของหน่วยงาน", "From the units' due date"),
        (Self::RoundEnd, "round_end", "นับจากวันสิ้นรอบ", "From the last day of the round"),
    ];
}

/// The agency's rules of deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeadlineRules {
    /// How days are counted.
    pub counting: Counting,
    /// From when the report's days are counted.
    pub anchor: Anchor,
    /// Days that units have after the round's last day.
    pub report_days: u16,
    /// Days that the policy group has to compile the report.
    pub compile_days: u16,
    /// Days that the executives have to endorse it.
    pub endorse_days: u16,
    /// Working days that a unit has for a return that was sent back (U14).
    pub return_days: u16,
}

impl Default for DeadlineRules {
    /// The defaults of the SOP: 5, 45 and 5 calendar days, anchor A; 3 working days for a return.
    fn default() -> Self {
        Self {
            counting: Counting::Calendar,
            anchor: Anchor::UnitDue,
            report_days: 5,
            compile_days: 45,
            endorse_days: 5,
            return_days: 3,
        }
    }
}

/// Days on which the government does not work besides Saturdays and Sundays, with their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays(pub BTreeMap<Date, String>);

impl Holidays {
    /// Whether the government works on a day.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.0.contains_key(&day)
    }

    /// The next working day from this one on.
    #[must_use]
    pub fn working_from(&self, day: Date) -> Date {
        let mut day = day;
        while !self.is_working(day) && day < Date::MAX {
            day = later(day, 1);
        }
        day
    }

    /// The day that is so many days after an anchor.
    #[must_use]
    pub fn after(&self, anchor: Date, days: u16, counting: Counting) -> Date {
        match counting {
            Counting::Calendar => later(anchor, days),
            Counting::Rolled => self.working_from(later(anchor, days)),
            Counting::Working => (0..days).fold(anchor, |day, _| self.working_from(later(day, 1))),
        }
    }
}

fn later(day: Date, days: u16) -> Date {
    day.saturating_add(i32::from(days).days())
}

/// The deadlines of one round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundDates {
    /// Units report (step 16).
    pub report: Date,
    /// The policy group has compiled the report (step 17).
    pub compile: Date,
    /// The executives have endorsed it (step 18).
    pub endorse: Date,
}

impl DeadlineRules {
    /// The deadlines of a round that ends on a day.
    #[must_use]
    pub fn dates(&self, round_end: Date, holidays: &Holidays) -> RoundDates {
        self.dates_from(round_end, holidays.after(round_end, self.report_days, self.counting), holidays)
    }

    /// The deadlines of a round whose units report by a day that was fixed otherwise.
    #[must_use]
    pub fn dates_from(&self, round_end: Date, report: Date, holidays: &Holidays) -> RoundDates {
        let anchor = match self.anchor {
            Anchor::UnitDue => report,
            Anchor::RoundEnd => round_end,
        };
        let compile = holidays.after(anchor, self.compile_days, self.counting);
        RoundDates { report, compile, endorse: holidays.after(compile, self.endorse_days, self.counting) }
    }

    /// The day by which a return that was sent back on a day is due again.
    #[must_use]
    pub fn return_due(&self, sent_back: Date, holidays: &Holidays) -> Date {
        holidays.after(sent_back, self.return_days, Counting::Working)
    }
}
