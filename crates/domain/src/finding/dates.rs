//! Days named in the narrative against the year and the round.

use jiff::civil::Date;

use super::{Context, Finding, Rule, Seen};
use crate::calendar::{Month, parse_date, thai_date};
use crate::submission::Field;
use crate::thai::digits::{Digits, to_arabic};

pub(super) fn check(context: &Context<'_>, seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let Some(narrative) = seen.narrative() else { return };
    let (first, last) = (context.round.fiscal_year.first_day(), context.round.ends_on);
    for day in days(&narrative) {
        let words = thai_date::long(day, Digits::Arabic);
        if day > last {
            let what = (format!("วันที่ {words} อยู่หลังวันสิ้นรอบ"), format!("{day} is after the round's last day"));
            found.push(Finding::of(Rule::DateAfter, &seen.key, Field::Narrative, &[&day.to_string()], what));
        } else if day < first {
            let what = (format!("วันที่ {words} อยู่ก่อนปีงบประมาณ"), format!("{day} is before the fiscal year"));
            found.push(Finding::of(Rule::DateBefore, &seen.key, Field::Narrative, &[&day.to_string()], what));
        }
    }
}

/// Days written out with a day, a month's name and a year of four figures.
fn days(text: &str) -> Vec<Date> {
    let text = to_arabic(text);
    let names = Month::ALL.iter().flat_map(|month| [month.thai(), month.thai_short()]);
    let mut found: Vec<(usize, Date)> = names
        .flat_map(|name| text.match_indices(name).filter_map(|(at, _)| Some((at, day(&text, at, name)?))).collect::<Vec<_>>())
        .collect();
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, day)| day).collect()
}

fn day(text: &str, at: usize, name: &str) -> Option<Date> {
    let before = text.get(..at)?.trim_end();
    let start = before
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |place| place + before[place..].chars().next().map_or(1, char::len_utf8));
    let after = text.get(at + name.len()..)?.trim_start();
    let after = after.strip_prefix("พ.ศ.").map_or(after, str::trim_start);
    let year: String = after.chars().take_while(char::is_ascii_digit).collect();
    let number = before.get(start..)?;
    if number.is_empty() || year.len() != 4 {
        return None;
    }
    parse_date(&format!("{number} {name} {year}")).ok()
}
