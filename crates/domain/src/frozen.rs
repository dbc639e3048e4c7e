//! What a frozen round rests on beside its figures: the deadline rules and holidays by which its days were counted, and the files and links of
//! evidence behind it, each file by its SHA-256. It follows the records of the snapshot, under the same hash.
//!
//! A snapshot that was frozen before this was kept has none and reads as it always did.

use jiff::civil::Date;

use crate::calendar::{Anchor, Counting, DeadlineRules, Holidays};
use crate::evidence::{Evidence, Support};
use crate::finding::{escaped, restored};
use crate::id::UnitCode;
use crate::submission::ItemKey;
use crate::words::Words;

/// The line before all of it. Nothing before it begins so.
const HEAD: &str = "phaen-basis v1";
const RULES: &str = "rules";
const HOLIDAY: &str = "holiday";
const EVIDENCE: &str = "evidence";
const FILE: &str = "sha256";
const LINK: &str = "link";

/// What a frozen round rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The rules of its deadlines.
    pub rules: DeadlineRules,
    /// The holidays that were named by then.
    pub holidays: Holidays,
    /// What stood behind its verified figures, in the order of units and items.
    pub evidence: Vec<Proof>,
}

/// A piece of evidence as it was frozen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proof {
    /// Whose return it stands in.
    pub unit: UnitCode,
    /// What it supports.
    pub item: ItemKey,
    /// The step of a milestone indicator; 0 for the figure as a whole.
    pub step: u8,
    /// Name of the file or source.
    pub name: String,
    /// The file's SHA-256, or the address of the source.
    pub rests_on: RestsOn,
}

/// By what a piece of evidence is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RestsOn {
    /// A file with this SHA-256.
    File(String),
    /// A source at this address.
    Link(String),
}

impl Basis {
    /// What a round rests on, in the one order in which it is hashed.
    #[must_use]
    pub fn of(rules: DeadlineRules, holidays: Holidays, evidence: &[Evidence]) -> Self {
        let mut evidence: Vec<Proof> = evidence.iter().map(Proof::of).collect();
        evidence.sort();
        Self { rules, holidays, evidence }
    }

    fn lines(&self) -> impl Iterator<Item = Vec<String>> {
        let DeadlineRules { counting, anchor, report_days, compile_days, endorse_days, return_days } = self.rules;
        let days = [report_days, compile_days, endorse_days, return_days].map(|days| days.to_string());
        let rules = [RULES, counting.key(), anchor.key()].map(str::to_owned).into_iter().chain(days).collect();
        let holidays = self.holidays.0.iter().map(|(day, name)| vec![HOLIDAY.to_owned(), day.to_string(), name.clone()]);
        std::iter::once(rules).chain(holidays).chain(self.evidence.iter().map(Proof::line))
    }
}

impl Proof {
    fn of(it: &Evidence) -> Self {
        let rests_on = match &it.support {
            Support::File(file) => RestsOn::File(file.hash.to_string()),
            Support::Link(address) => RestsOn::Link(address.clone()),
        };
        Self { unit: it.key.unit.clone(), item: it.item.clone(), step: it.step, name: it.name.clone(), rests_on }
    }

    fn line(&self) -> Vec<String> {
        let (kind, rests_on) = match &self.rests_on {
            RestsOn::File(hash) => (FILE, hash),
            RestsOn::Link(address) => (LINK, address),
        };
        let cells = [EVIDENCE, self.unit.as_str(), &self.item.to_string(), &self.step.to_string(), &self.name, kind, rests_on];
        cells.map(str::to_owned).to_vec()
    }

    fn read([unit, item, step, name, kind, rests_on]: [String; 6]) -> Option<Self> {
        let rests_on = match kind.as_str() {
            FILE => RestsOn::File(rests_on),
            LINK => RestsOn::Link(rests_on),
            _ => return None,
        };
        Some(Self { unit: UnitCode::new(&unit).ok()?, item: item.parse().ok()?, step: step.parse().ok()?, name, rests_on })
    }
}

/// The body of a snapshot with what it rests on, after everything else.
#[must_use]
pub fn with_basis(mut body: String, basis: &Basis) -> String {
    body.push_str(HEAD);
    body.push('\n');
    for cells in basis.lines() {
        body.push_str(&cells.iter().map(|cell| escaped(cell)).collect::<Vec<_>>().join("|"));
        body.push('\n');
    }
    body
}

/// The body of a snapshot without what it rests on, and this where it was frozen with it.
#[must_use]
pub fn parted_basis(body: &str) -> (&str, Option<Basis>) {
    let Some((before, basis)) = body.split_once(&format!("\n{HEAD}\n")) else { return (body, None) };
    // What stands before ends with its line break.
    (body.get(..=before.len()).unwrap_or(before), read(basis))
}

fn read(text: &str) -> Option<Basis> {
    let (mut rules, mut holidays, mut evidence) = (None, Holidays::default(), Vec::new());
    for line in text.lines() {
        let cells: Vec<String> = line.split('|').map(restored).collect();
        match cells.first()?.as_str() {
            RULES => rules = rules_of(&cells),
            HOLIDAY => {
                let [_, day, name] = <[String; 3]>::try_from(cells).ok()?;
                let _ = holidays.0.insert(day.parse::<Date>().ok()?, name);
            }
            EVIDENCE => {
                let [_, rest @ ..] = <[String; 7]>::try_from(cells).ok()?;
                evidence.push(Proof::read(rest)?);
            }
            _ => return None,
        }
    }
    Some(Basis { rules: rules?, holidays, evidence })
}

fn rules_of(cells: &[String]) -> Option<DeadlineRules> {
    let [_, counting, anchor, report, compile, endorse, back] = cells else { return None };
    Some(DeadlineRules {
        counting: Counting::from_key(counting)?,
        anchor: Anchor::from_key(anchor)?,
        report_days: report.parse().ok()?,
        compile_days: compile.parse().ok()?,
        endorse_days: endorse.parse().ok()?,
        return_days: back.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::parted;
    use crate::submission::parted_problems;

    fn basis() -> Basis {
        let day: Date = "2023-10-13".parse().unwrap();
        let proof = |item: &str, rests_on| Proof {
            unit: UnitCode::new("กนย.").unwrap(),
            item: item.parse().unwrap(),
            step: 2,
            name: "หนังสือ|ยธ\nphaen-basis v1".to_owned(),
            rests_on,
        };
        Basis {
            rules: DeadlineRules { counting: Counting::Rolled, report_days: 7, ..DeadlineRules::default() },
            holidays: Holidays([(day, "วันนวมินทรมหาราช".to_owned())].into()),
            evidence: vec![
                proof("indicator:K01", RestsOn::File("ab".repeat(32))),
                proof("project:P04", RestsOn::Link("https://www.led.go.th/?a|b".to_owned())),
            ],
        }
    }

    #[test]
    fn what_a_round_rests_on_comes_back_and_what_stands_before_stays_as_it_was() {
        let records = "phaen-records v1\nplan|LED\n";
        for before in [records.to_owned(), format!("{records}phaen-explained v1\nกนย.|x\nphaen-problems v1\n")] {
            let body = with_basis(before.clone(), &basis());
            assert_eq!(parted_basis(&body), (before.as_str(), Some(basis())));
            assert_eq!(parted(parted_problems(parted_basis(&body).0).0).0, records);
        }
    }

    #[test]
    fn a_snapshot_from_before_rests_on_its_records_alone() {
        let before = "phaen-records v1\nplan|LED\n";
        assert_eq!(parted_basis(before), (before, None));
    }
}
