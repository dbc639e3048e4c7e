//! The ladder of reminders (บันไดการเตือน): who is told how many days before and after a return is due. A setting of the agency.
//!
//! Days are counted as the agency counts its deadlines: working days where those are counted in working days, else calendar days
//! (`process.md` U1, U2). A clock that jumps over rungs loses nobody: the last rung that has come is told, earlier ones say no more than it.

use jiff::ToSpan;
use jiff::civil::Date;

use super::NoticeKind;
use crate::calendar::{Counting, Holidays};
use crate::words::Words;

/// Who stands at a rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reader {
    /// Those in the unit for whom the return waits.
    Officer,
    /// The head of the unit.
    Head,
    /// The policy group.
    Policy,
    /// The Director-General, as a list.
    DirectorGeneral,
}

impl Words for Reader {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Officer, "officer", "ผู้รายงานผลของหน่วยงาน", "Reporting officer"),
        (Self::Head, "head", "หัวหน้าหน่วยงาน", "Head of unit"),
        (Self::Policy, "policy", "กองนโยบายและแผน", "Policy group"),
        (Self::DirectorGeneral, "director_general", "อธิบดี", "Director-General"),
    ];
}

/// One step of the ladder: so many days after the due date, or before it where the number is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rung {
    /// Days after the due date.
    pub days: i16,
    /// Who is told.
    pub reader: Reader,
}

impl Rung {
    /// What is told there.
    #[must_use]
    pub const fn kind(self) -> NoticeKind {
        match self.reader {
            Reader::Officer if self.days < 0 => NoticeKind::DueSoon,
            Reader::Officer if self.days == 0 => NoticeKind::DueToday,
            Reader::Officer => NoticeKind::Overdue,
            Reader::Head => NoticeKind::OverdueHead,
            Reader::Policy => NoticeKind::OverduePolicy,
            Reader::DirectorGeneral => NoticeKind::OverdueList,
        }
    }

    /// The day on which it comes.
    #[must_use]
    pub fn day(self, due_on: Date, counting: Counting, holidays: &Holidays) -> Date {
        let days = self.days.unsigned_abs();
        match (self.days < 0, counting) {
            (false, _) => holidays.after(due_on, days, counting),
            (true, Counting::Working) => (0..days).fold(due_on, |day, _| working_before(day, holidays)),
            // A reminder never moves towards the due date, so a weekend does not eat its days.
            (true, _) => due_on.saturating_sub(i32::from(days).days()),
        }
    }
}

fn working_before(day: Date, holidays: &Holidays) -> Date {
    let mut day = day.saturating_sub(1.day());
    while !holidays.is_working(day) && day > Date::MIN {
        day = day.saturating_sub(1.day());
    }
    day
}

/// The agency's ladder, and the hour from which the day's digest is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// Its rungs, earliest first.
    pub rungs: Vec<Rung>,
    /// Hour of the day in Thailand, 0 to 23.
    pub digest_hour: i8,
}

/// Why a ladder cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LadderRefused {
    /// More days than a year.
    TooFar,
    /// More rungs than anybody would read.
    TooMany,
    /// Only the officer is told before the due date.
    TooEarly(Reader),
    /// No hour of the day.
    Hour,
}

/// More reminders than this are noise.
const MOST_RUNGS: usize = 40;
/// The furthest a rung may lie from the due date.
const FURTHEST: i16 = 366;

impl Default for Ladder {
    /// 15, 7 and 1 days before and the day itself; then the officer after 1, the head after 3, the policy group after 7 and the
    /// Director-General's list after 15 days. The digest goes out from seven in the morning.
    fn default() -> Self {
        let officer = [-15, -7, -1, 0, 1].map(|days| Rung { days, reader: Reader::Officer });
        let others = [(3, Reader::Head), (7, Reader::Policy), (15, Reader::DirectorGeneral)];
        let others = others.map(|(days, reader)| Rung { days, reader });
        Self { rungs: officer.into_iter().chain(others).collect(), digest_hour: 7 }
    }
}

impl Ladder {
    /// A ladder of these rungs, in order and each once.
    ///
    /// # Errors
    /// [`LadderRefused`] names the first rule that is broken.
    pub fn new(mut rungs: Vec<Rung>, digest_hour: i8) -> Result<Self, LadderRefused> {
        rungs.sort();
        rungs.dedup();
        if rungs.iter().any(|rung| rung.days.unsigned_abs() > FURTHEST.unsigned_abs()) {
            return Err(LadderRefused::TooFar);
        }
        if rungs.len() > MOST_RUNGS {
            return Err(LadderRefused::TooMany);
        }
        if let Some(early) = rungs.iter().find(|rung| rung.days <= 0 && rung.reader != Reader::Officer) {
            return Err(LadderRefused::TooEarly(early.reader));
        }
        if !(0..24).contains(&digest_hour) {
            return Err(LadderRefused::Hour);
        }
        Ok(Self { rungs, digest_hour })
    }

    /// The rungs that have come by today for a return that waits since a day: for each reader the last one. Those that lay before it
    /// waited are not told; that it is there was told then.
    #[must_use]
    pub fn come(&self, due_on: Date, since: Date, today: Date, counting: Counting, holidays: &Holidays) -> Vec<Rung> {
        let come = |rung: &&Rung| {
            let day = rung.day(due_on, counting, holidays);
            day <= today && (day >= since || rung.days > 0)
        };
        let mut last: Vec<Rung> = Vec::new();
        for rung in self.rungs.iter().filter(come) {
            last.retain(|earlier| earlier.reader != rung.reader);
            last.push(*rung);
        }
        last
    }

    /// The days at which a reader is told.
    pub fn days_of(&self, reader: Reader) -> impl Iterator<Item = i16> + '_ {
        self.rungs.iter().filter(move |rung| rung.reader == reader).map(|rung| rung.days)
    }

    /// As one setting: the hour, then each rung.
    #[must_use]
    pub fn written(&self) -> String {
        let rungs = self.rungs.iter().map(|rung| format!(";{}:{}", rung.days, rung.reader.key()));
        format!("{}{}", self.digest_hour, rungs.collect::<String>())
    }

    /// Reads what [`Ladder::written`] wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let hour = parts.next()?.parse().ok()?;
        let rung = |part: &str| {
            let (days, reader) = part.split_once(':')?;
            Some(Rung { days: days.parse().ok()?, reader: Reader::from_key(reader)? })
        };
        Self::new(parts.map(rung).collect::<Option<Vec<_>>>()?, hour).ok()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;

    const DUE: Date = date(2023, 7, 5);
    const OPENED: Date = date(2023, 6, 1);

    fn told(today: Date) -> Vec<(i16, Reader)> {
        let come = Ladder::default().come(DUE, OPENED, today, Counting::Calendar, &Holidays::default());
        come.into_iter().map(|rung| (rung.days, rung.reader)).collect()
    }

    #[test]
    fn the_ladder_climbs_from_the_officer_to_the_director_general() {
        assert_eq!(told(date(2023, 6, 19)), []);
        assert_eq!(told(date(2023, 6, 20)), [(-15, Reader::Officer)]);
        assert_eq!(told(date(2023, 7, 4)), [(-1, Reader::Officer)]);
        assert_eq!(told(DUE), [(0, Reader::Officer)]);
        assert_eq!(told(date(2023, 7, 6)), [(1, Reader::Officer)]);
        assert_eq!(told(date(2023, 7, 8)), [(1, Reader::Officer), (3, Reader::Head)]);
        let all = [(1, Reader::Officer), (3, Reader::Head), (7, Reader::Policy), (15, Reader::DirectorGeneral)];
        assert_eq!(told(date(2023, 7, 20)), all);
        assert_eq!(told(date(2024, 7, 20)), all, "nothing new comes later");
    }

    #[test]
    fn what_lay_before_the_opening_is_not_told_but_what_is_overdue_is() {
        let ladder = Ladder::default();
        let come = |since, today| ladder.come(DUE, since, today, Counting::Calendar, &Holidays::default());
        assert_eq!(come(date(2023, 7, 1), date(2023, 7, 2)), [], "15 and 7 days before lay before the round was opened");
        assert_eq!(come(date(2023, 7, 10), date(2023, 7, 10)).len(), 2, "the officer and the head of a return that opens late");
    }

    #[test]
    fn working_days_leave_weekends_and_holidays_out() {
        let holidays = Holidays([(date(2023, 7, 3), "วันหยุด".to_owned())].into());
        let day = |days, counting| Rung { days, reader: Reader::Officer }.day(DUE, counting, &holidays);
        assert_eq!(day(-2, Counting::Working), date(2023, 6, 30), "Monday is a holiday, before it lies a weekend");
        assert_eq!(day(-2, Counting::Calendar), date(2023, 7, 3));
        assert_eq!(day(3, Counting::Working), date(2023, 7, 10));
        assert_eq!(day(3, Counting::Rolled), date(2023, 7, 10), "a Saturday moves on");
    }

    #[test]
    fn a_ladder_that_makes_no_sense_is_refused() {
        let one = |days, reader| Ladder::new(vec![Rung { days, reader }], 7);
        assert_eq!(one(-1, Reader::Head), Err(LadderRefused::TooEarly(Reader::Head)));
        assert_eq!(one(400, Reader::Head), Err(LadderRefused::TooFar));
        assert_eq!(Ladder::new(Vec::new(), 24), Err(LadderRefused::Hour));
        let many = (0..50).map(|days| Rung { days, reader: Reader::Officer }).collect();
        assert_eq!(Ladder::new(many, 7), Err(LadderRefused::TooMany));
    }

    proptest! {
        #[test]
        fn a_ladder_reads_back_as_it_was_written(days in proptest::collection::vec(-300_i16..300, 0..20), hour in 0_i8..24) {
            let ladder = Ladder::new(days.into_iter().map(|days| Rung { days, reader: Reader::Officer }).collect(), hour).unwrap();
            prop_assert_eq!(Ladder::read(&ladder.written()), Some(ladder));
        }

        #[test]
        fn whatever_days_a_clock_jumps_over_each_reader_is_told_the_same_in_the_end(stops in proptest::collection::vec(0_i32..60, 1..8)) {
            let mut stops = stops;
            stops.push(60);
            stops.sort_unstable();
            let day = |stop: i32| OPENED.saturating_add(stop.days());
            let last = told(day(60));
            let told_on_the_way: Vec<_> = stops.iter().flat_map(|stop| told(day(*stop))).collect();
            prop_assert!(last.iter().all(|rung| told_on_the_way.contains(rung)));
        }
    }
}
