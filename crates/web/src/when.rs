//! Days and instants as the reader sees them: Buddhist era, Thai local time, the reader's digits.

use jiff::Timestamp;
use jiff::civil::Date;
use phaen_domain::calendar::thai_date::bangkok;

use crate::display::Lang;
use crate::text::Text;

/// A day for tables: ๓๑ มี.ค. ๒๕๖๖.
#[must_use]
pub fn day(t: Text, day: Date) -> String {
    t.short_date(day.day(), day.month(), buddhist(day))
}

/// A day in full: ๓๑ มีนาคม พ.ศ. ๒๕๖๖.
#[must_use]
pub fn long_day(t: Text, day: Date) -> String {
    t.long_date(day.day(), day.month(), buddhist(day))
}

/// An instant in Thai local time: ๓๑ มี.ค. ๒๕๖๖ ๑๔.๓๐ น.
#[must_use]
pub fn instant(t: Text, at: Timestamp) -> String {
    format!("{} {}", day(t, bangkok(at).date()), time(t, at))
}

/// The time of day in Thailand: ๑๔.๓๐ น.
#[must_use]
pub fn time(t: Text, at: Timestamp) -> String {
    let local = bangkok(at);
    let time = match t.display().lang {
        Lang::Thai => format!("{:02}.{:02} น.", local.hour(), local.minute()),
        Lang::English => format!("{:02}:{:02}", local.hour(), local.minute()),
    };
    t.digits(&time).into_owned()
}

fn buddhist(day: Date) -> i16 {
    phaen_domain::calendar::era::buddhist_year(day.year())
}

#[cfg(test)]
mod tests {
    use super::instant;
    use crate::text::Text;

    #[test]
    fn an_instant_is_told_in_thai_local_time() {
        let at = "2023-10-05T17:30:00Z".parse().expect("an instant");
        assert_eq!(instant(Text::default(), at), "๖ ต.ค. ๒๕๖๖ ๐๐.๓๐ น.");
    }
}
