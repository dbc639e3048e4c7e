//! A workbook after every cell has been read by its rule: rows of canonical texts, still without meaning between rows.
//!
//! Two workbooks say the same when their records are equal; a difference is shown record by record.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::cell;
use super::problem::{CellProblem, ProblemRule, Problems};
use super::raw::{RawCell, RawRow, RawSheet, RawWorkbook};
use super::said::record_said;
use super::schema::{EXAMPLE_MARK, MARK_HEADER, SHEETS, Sheet, sheet};

/// One row: canonical texts in the order of the sheet's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Row number in the file; 0 when it does not come from one.
    pub row: u32,
    /// Canonical texts; `None` is an empty cell.
    pub values: Vec<Option<String>>,
}

impl Record {
    /// The texts that identify the row within its sheet.
    #[must_use]
    pub fn identity(&self, sheet: &Sheet) -> Vec<String> {
        self.identifying(sheet).map(str::to_owned).collect()
    }

    /// The same as one text. What stands between its parts is in no cell.
    pub(super) fn identity_text(&self, sheet: &Sheet) -> String {
        let mut text = String::new();
        for part in self.identifying(sheet) {
            text.push_str(part);
            text.push('\0');
        }
        text
    }

    /// Whether everything by which a row of the sheet must be known could be read.
    fn is_told(&self, sheet: &Sheet) -> bool {
        let identifying = sheet.columns.iter().zip(&self.values).take(sheet.identity);
        identifying.into_iter().all(|(column, value)| value.is_some() || !column.required)
    }

    fn identifying(&self, sheet: &Sheet) -> impl Iterator<Item = &str> {
        self.values.iter().take(sheet.identity).map(|value| value.as_deref().unwrap_or_default())
    }
}

/// All records of a workbook, by sheet in the order of [`SHEETS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    sheets: Vec<Vec<Record>>,
}

impl Default for Records {
    fn default() -> Self {
        Self { sheets: vec![Vec::new(); SHEETS.len()] }
    }
}

impl Records {
    /// The records of a sheet.
    #[must_use]
    pub fn of(&self, key: &str) -> &[Record] {
        place(key).and_then(|place| self.sheets.get(place)).map_or(&[], Vec::as_slice)
    }

    /// Adds a record to a sheet.
    pub fn add(&mut self, key: &str, record: Record) {
        if let Some(records) = place(key).and_then(|place| self.sheets.get_mut(place)) {
            records.push(record);
        }
    }

    /// Sheets with their records.
    pub fn sheets(&self) -> impl Iterator<Item = (&'static Sheet, &[Record])> {
        SHEETS.iter().zip(self.sheets.iter().map(Vec::as_slice))
    }

    /// The canonical text of all records: what a snapshot keeps and hashes. Lines `sheet|value|value…` with `\` escapes; a column that
    /// was added later stands in a line that has a value for it.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = String::from("phaen-records v1\n");
        for (sheet, records) in self.sheets() {
            for record in records {
                text.push_str(sheet.key);
                for value in given(sheet, &record.values) {
                    text.push('|');
                    push_escaped(&mut text, value.as_deref());
                }
                text.push('\n');
            }
        }
        text
    }

    /// Reads a canonical text back. `None` when it is not one.
    #[must_use]
    pub fn from_canonical(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some("phaen-records v1") {
            return None;
        }
        let mut records = Self::default();
        for line in lines {
            let mut parts = split_unescaped(line).into_iter();
            let key = parts.next().flatten()?;
            let mut values = parts.collect::<Vec<_>>();
            let columns = sheet(&key)?.columns;
            if values.len() > columns.len() || columns.get(values.len()).is_some_and(|column| !column.added) {
                return None;
            }
            values.resize(columns.len(), None);
            records.add(&key, Record { row: 0, values });
        }
        Some(records)
    }
}

fn place(key: &str) -> Option<usize> {
    SHEETS.iter().position(|sheet| sheet.key == key)
}

/// The values of a row up to the last one that its canonical text needs.
fn given<'a>(sheet: &Sheet, values: &'a [Option<String>]) -> &'a [Option<String>] {
    let absent = |(column, value): &(&super::schema::Column, &Option<String>)| column.added && value.is_none();
    let left_out = sheet.columns.iter().zip(values).rev().take_while(absent).count();
    values.get(..values.len() - left_out).unwrap_or(values)
}

/// An absent value is `\0`, so that it differs from an empty text.
fn push_escaped(text: &mut String, value: Option<&str>) {
    let Some(value) = value else { return text.push_str("\\0") };
    for character in value.chars() {
        match character {
            '\\' => text.push_str("\\\\"),
            '|' => text.push_str("\\p"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            other => text.push(other),
        }
    }
}

fn split_unescaped(line: &str) -> Vec<Option<String>> {
    line.split('|')
        .map(|part| {
            if part == "\\0" {
                return None;
            }
            let mut text = String::with_capacity(part.len());
            let mut characters = part.chars();
            while let Some(character) = characters.next() {
                match (character, character == '\\') {
                    (_, true) => text.push(match characters.next() {
                        Some('p') => '|',
                        Some('n') => '\n',
                        Some('r') => '\r',
                        _ => '\\',
                    }),
                    (other, false) => text.push(other),
                }
            }
            Some(text)
        })
        .collect()
}

/// Reads every cell by its rule and reports every problem of form.
#[must_use]
pub fn read(raw: &RawWorkbook) -> (Records, Problems) {
    let mut records = Records::default();
    let mut problems = Problems::default();
    for described in SHEETS {
        let found = raw.sheets.iter().find(|candidate| sheet(candidate.name.trim()).is_some_and(|s| s.key == described.key));
        match found {
            Some(found) => read_sheet(described, found, &mut records, &mut problems),
            None if is_needed(described) => problems.add(of_sheet(described, ProblemRule::SheetMissing)),
            None => {}
        }
    }
    (records, problems)
}

const fn is_needed(sheet: &Sheet) -> bool {
    sheet.single
}

fn of_sheet(sheet: &'static Sheet, rule: ProblemRule) -> CellProblem {
    CellProblem { sheet: sheet.key, row: 0, column: None, value: String::new(), rule }
}

fn read_sheet(described: &'static Sheet, raw: &RawSheet, records: &mut Records, problems: &mut Problems) {
    let Some((header, body)) = header_of(described, raw, problems) else { return };
    let mut seen: HashMap<String, u32> = HashMap::with_capacity(body.len());
    for row in body {
        if let Some(record) = read_row(described, &header, row, problems) {
            match seen.entry(record.identity_text(described)) {
                Entry::Occupied(first) if !described.single && record.is_told(described) => problems.add(CellProblem {
                    sheet: described.key,
                    row: row.number,
                    column: described.columns.first().map(|column| column.key),
                    value: record_said(described, &record),
                    rule: ProblemRule::Duplicate(*first.get()),
                }),
                place => {
                    place.or_insert(row.number);
                    records.add(described.key, record);
                }
            }
        }
    }
    let count = records.of(described.key).len();
    if described.single && count != 1 {
        problems.add(of_sheet(described, ProblemRule::NotOneRow(count)));
    }
}

/// Where each described column stands in the file, from the row of English keys or else the row of Thai headers.
pub type Header = Vec<Option<usize>>;

fn header_of<'a>(described: &'static Sheet, raw: &'a RawSheet, problems: &mut Problems) -> Option<(Header, &'a [RawRow])> {
    let Some((header, place)) = find_header(described, raw) else {
        if !raw.rows.is_empty() || described.single {
            problems.add(of_sheet(described, ProblemRule::ColumnMissing(described.columns.first().map_or("", |c| c.key))));
        }
        return None;
    };
    check_header(described, &header, raw.rows.get(place), problems);
    Some((header, raw.rows.get(place + 1..).unwrap_or(&[])))
}

/// Where the header of a sheet is: the place of each described column in its rows, and which of the sheet's rows it is.
#[must_use]
pub fn find_header(described: &Sheet, raw: &RawSheet) -> Option<(Header, usize)> {
    let named = |row: &RawRow, names: &dyn Fn(&super::schema::Column) -> &'static str| {
        let cells = row.cells.iter().map(RawCell::text).collect::<Vec<_>>();
        described.columns.iter().map(|column| cells.iter().position(|cell| cell.trim() == names(column))).collect::<Header>()
    };
    let mut best: Option<(Header, usize)> = None;
    for (place, row) in raw.rows.iter().take(5).enumerate() {
        for header in [named(row, &|c| c.key), named(row, &|c| c.th)] {
            let found = |header: &Header| header.iter().flatten().count();
            if found(&header) > 0 && best.as_ref().is_none_or(|(old, _)| found(&header) >= found(old)) {
                best = Some((header, place));
            }
        }
    }
    best
}

fn check_header(described: &'static Sheet, header: &Header, row: Option<&RawRow>, problems: &mut Problems) {
    for (column, found) in described.columns.iter().zip(header) {
        if found.is_none() && column.required {
            problems.add(of_sheet(described, ProblemRule::ColumnMissing(column.key)));
        }
    }
    let known = |name: &str| {
        name.is_empty()
            || [MARK_HEADER.0, MARK_HEADER.1].contains(&name)
            || described.columns.iter().any(|c| c.key == name || c.th == name)
    };
    for (place, cell) in row.map(|row| row.cells.as_slice()).unwrap_or_default().iter().enumerate() {
        let name = cell.shown().trim().to_owned();
        if !known(&name) {
            let number = row.map_or(0, |row| row.number);
            problems.add(CellProblem {
                sheet: described.key,
                row: number,
                column: None,
                value: name,
                rule: ProblemRule::UnknownColumn(place),
            });
        }
    }
}

/// `None` for empty rows, example rows and comments.
fn read_row(described: &'static Sheet, header: &Header, row: &RawRow, problems: &mut Problems) -> Option<Record> {
    let cell = |place: Option<usize>| place.and_then(|place| row.cells.get(place)).unwrap_or(&RawCell::Empty);
    let marked = !header.contains(&Some(0));
    let mark = row.cells.first().filter(|_| marked).map(RawCell::text).unwrap_or_default();
    let mark = mark.trim();
    let empty = header.iter().all(|place| cell(*place).text().trim().is_empty());
    if empty || mark == EXAMPLE_MARK || mark.starts_with('#') {
        return None;
    }
    let mut values = Vec::with_capacity(described.columns.len());
    for (column, place) in described.columns.iter().zip(header) {
        let found = cell(*place);
        let value = match cell::read(column.kind, found) {
            Ok(None) if column.required && place.is_some() => Err(ProblemRule::Required),
            other => other,
        };
        values.push(value.unwrap_or_else(|rule| {
            let value = found.shown();
            problems.add(CellProblem { sheet: described.key, row: row.number, column: Some(column.key), value, rule });
            None
        }));
    }
    Some(Record { row: row.number, values })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A round as it was written before rounds had a day of completion.
    const BEFORE: &str = "phaen-records v1\nrounds|R6|รอบ 6 เดือน|\\0|6|\\0|open|\\0\n";

    #[test]
    fn a_snapshot_from_before_a_column_was_added_is_read_and_written_letter_for_letter() {
        let records = Records::from_canonical(BEFORE).expect("an earlier snapshot");
        let values = records.of("rounds").first().map(|record| record.values.len());
        assert_eq!(values, sheet("rounds").map(|sheet| sheet.columns.len()));
        assert_eq!(records.canonical(), BEFORE);
        let with_day = BEFORE.replace("|open|\\0", "|open|\\0|2023-11-20");
        assert_eq!(Records::from_canonical(&with_day).expect("a snapshot").canonical(), with_day);
    }

    #[test]
    fn a_line_with_too_few_or_too_many_values_is_no_snapshot() {
        assert_eq!(Records::from_canonical(&BEFORE.replace("|open|\\0", "|open")), None);
        assert_eq!(Records::from_canonical(&BEFORE.replace("|open|\\0", "|open|\\0|2023-11-20|\\0")), None);
    }
}
