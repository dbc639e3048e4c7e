//! Explanations in a frozen round: they travel with the figures into the snapshot, after its records.

use super::Explained;
use super::Rule;
use crate::id::UnitCode;
use crate::words::Words;

/// An explanation with the unit in whose return the finding stands; none for a finding of the plan itself.
pub type OfUnit = (Option<UnitCode>, Explained);

/// The line that stands between the records of a snapshot and its explanations. No record begins so.
const HEAD: &str = "phaen-explained v1";

/// The records of a snapshot with the explanations that stood when it was frozen. Without any they are as they were.
#[must_use]
pub fn with_explained(records: &str, explained: &[OfUnit]) -> String {
    let mut body = records.to_owned();
    if explained.is_empty() {
        return body;
    }
    body.push_str(HEAD);
    body.push('\n');
    for (unit, it) in explained {
        let (field, at) = (it.field.to_string(), it.at.to_string());
        let cells = [unit.as_ref().map_or("", UnitCode::as_str), it.rule.key(), &field, &it.facts, &it.text, &it.by, &at];
        body.push_str(&cells.map(escaped).join("|"));
        body.push('\n');
    }
    body
}

/// The records and the explanations of a snapshot.
#[must_use]
pub fn parted(body: &str) -> (&str, Vec<OfUnit>) {
    let Some((records, explained)) = body.split_once(&format!("\n{HEAD}\n")) else { return (body, Vec::new()) };
    // The records end with their line break.
    let records = body.get(..=records.len()).unwrap_or(records);
    (records, explained.lines().filter_map(line).collect())
}

fn line(text: &str) -> Option<OfUnit> {
    let cells: Vec<String> = text.split('|').map(restored).collect();
    let [unit, rule, field, facts, text, by, at] = <[String; 7]>::try_from(cells).ok()?;
    let explained = Explained { rule: Rule::from_key(&rule)?, field: field.parse().ok()?, facts, text, by, at: at.parse().ok()? };
    let unit = if unit.is_empty() { None } else { Some(UnitCode::new(&unit).ok()?) };
    Some((unit, explained))
}

/// A text as one cell of a line.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\p").replace('\n', "\\n").replace('\r', "\\r")
}

/// The text of a cell.
pub(crate) fn restored(text: &str) -> String {
    let mut out = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        out.push(match sign {
            '\\' => match signs.next() {
                Some('p') => '|',
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn explained(text: &str) -> OfUnit {
        let field = "indicator:K01:value".parse().unwrap();
        let (facts, text, by) = ("4 | 9".to_owned(), text.to_owned(), "officer".to_owned());
        (
            Some(UnitCode::new("กนย.").unwrap()),
            Explained { rule: Rule::NarrativeContradicts, field, facts, text, by, at: Timestamp::UNIX_EPOCH },
        )
    }

    #[test]
    fn explanations_come_back_whatever_was_written_and_the_records_stay_as_they_were() {
        let records = "phaen-records v1\nplan|LED\n";
        let of_plan = (None, explained("ยอดตามกรมบัญชีกลาง").1);
        let all = [of_plan, explained("นับเฉพาะที่ประกาศ|แล้ว\nบรรทัดสอง \\n"), explained("phaen-explained v1")];
        let body = with_explained(records, &all);
        assert_eq!(parted(&body), (records, all.to_vec()));
    }

    #[test]
    fn a_snapshot_without_explanations_is_its_records() {
        let records = "phaen-records v1\nplan|LED\n";
        assert_eq!(with_explained(records, &[]), records);
        assert_eq!(parted(records), (records, Vec::new()));
    }
}
