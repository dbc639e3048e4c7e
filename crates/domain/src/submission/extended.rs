//! Units that were given more time for their returns, as a round tells of them and as they are frozen with it: after all else in its snapshot.

use jiff::civil::Date;

use super::Submission;
use crate::finding::{escaped, restored};
use crate::id::UnitCode;

/// More time that a unit was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitExtension {
    /// The unit.
    pub unit: UnitCode,
    /// The day by rule.
    pub from: Date,
    /// The day that counts instead.
    pub to: Date,
    /// Why.
    pub reason: String,
    /// The office in which it was given.
    pub office: String,
}

impl UnitExtension {
    /// What a return's unit was given; none where the rule's day counts.
    #[must_use]
    pub fn of(submission: &Submission) -> Option<Self> {
        let given = submission.extension.as_ref()?;
        Some(Self {
            unit: submission.key.unit.clone(),
            from: submission.due_on,
            to: given.due_on,
            reason: given.reason.clone(),
            office: given.office.clone(),
        })
    }
}

/// The line before the extensions. Nothing before it begins so.
const HEAD: &str = "phaen-extensions v1";

/// The body of a snapshot with the extensions that were given. Without any it stays as it is.
#[must_use]
pub fn with_extensions(mut body: String, extensions: &[UnitExtension]) -> String {
    if extensions.is_empty() {
        return body;
    }
    body.push_str(HEAD);
    body.push('\n');
    for it in extensions {
        let (from, to) = (it.from.to_string(), it.to.to_string());
        let cells = [it.unit.as_str(), &from, &to, &it.reason, &it.office];
        body.push_str(&cells.map(escaped).join("|"));
        body.push('\n');
    }
    body
}

/// The body of a snapshot without its extensions, and these.
#[must_use]
pub fn parted_extensions(body: &str) -> (&str, Vec<UnitExtension>) {
    let Some((before, extensions)) = body.split_once(&format!("\n{HEAD}\n")) else { return (body, Vec::new()) };
    // What stands before ends with its line break.
    let before = body.get(..=before.len()).unwrap_or(before);
    (before, extensions.lines().filter_map(line).collect())
}

fn line(text: &str) -> Option<UnitExtension> {
    let cells: Vec<String> = text.split('|').map(restored).collect();
    let [unit, from, to, reason, office] = <[String; 5]>::try_from(cells).ok()?;
    Some(UnitExtension { unit: UnitCode::new(&unit).ok()?, from: from.parse().ok()?, to: to.parse().ok()?, reason, office })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::submission::{parted_problems, with_problems};

    #[test]
    fn extensions_come_back_whatever_was_written_and_what_stands_before_stays_as_it_was() {
        let given = |unit: &str, reason: &str| UnitExtension {
            unit: UnitCode::new(unit).unwrap(),
            from: date(2023, 10, 5),
            to: date(2023, 10, 12),
            reason: reason.to_owned(),
            office: "ผู้อำนวยการ|กองนโยบาย".to_owned(),
        };
        let all = [given("กนย.", "น้ำท่วม\nphaen-extensions v1\nกนย.|x"), given("สบก.", "phaen-problems v1")];
        let records = "phaen-records v1\nplan|LED\n";
        for before in [records.to_owned(), with_problems(records.to_owned(), Some(&[]))] {
            let body = with_extensions(before.clone(), &all);
            assert_eq!(parted_extensions(&body), (before.as_str(), all.to_vec()));
            assert_eq!(parted_problems(parted_extensions(&body).0).0, records);
            assert_eq!(with_extensions(before.clone(), &[]), before);
        }
    }
}
