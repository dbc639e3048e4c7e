//! Reading a sheet that came back: first whose it is, then each row by the rule of its field.

use std::collections::{BTreeMap, BTreeSet};

use super::{OfflineSheet, WrongCell, WrongFile, WrongRule, place};
use crate::submission::reading::accept;
use crate::submission::{AnswerKind, Field, FieldKey, Form, ProblemCategory, SubmissionKey};
use crate::words::Words;
use crate::workbook::{RawCell, RawRow, RawSheet, RawWorkbook};

/// A field as a sheet brought it, accepted by its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// The row in the file.
    pub row: u32,
    /// Which field.
    pub key: FieldKey,
    /// The version that was stored when the sheet was made, as the file says.
    pub version: u32,
    /// The text that was stored when the sheet was made, as the file says.
    pub base: String,
    /// The answer as it would be kept.
    pub text: String,
}

/// What a sheet brought, and the cells that are not taken as they are.
///
/// # Errors
/// [`WrongFile`] when it is not the sheet of this return.
pub fn read(
    raw: &RawWorkbook,
    key: &SubmissionKey,
    form: &Form,
    months: u8,
) -> Result<(Vec<Brought>, Vec<WrongCell>), WrongFile> {
    let sheet = own_sheet(raw, key)?;
    let (mut brought, mut wrong, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for row in sheet.rows.iter().filter(|row| row.number > place::HEADS) {
        match read_row(row, form, months, &mut seen) {
            Ok(Some(it)) => brought.push(it),
            Ok(None) => {}
            Err(cell) => wrong.push(cell),
        }
    }
    if brought.is_empty() && wrong.is_empty() { Err(WrongFile::NotAReturn) } else { Ok((brought, wrong)) }
}

impl OfflineSheet {
    /// Puts what a file had into a fresh sheet of the same return, as it was typed, so that it can be handed back. The hidden cells stay those
    /// of the file: what somebody else stored meanwhile is still told when it comes back.
    pub fn fill(&mut self, raw: &RawWorkbook) {
        let Some(sheet) = raw.sheets.iter().find(|sheet| sheet.name == place::SHEET) else { return };
        let rows = sheet.rows.iter().filter(|row| row.number > place::HEADS);
        let rows = rows.filter_map(|row| Some((text_of(row, place::FIELD).parse::<FieldKey>().ok()?, row)));
        // Of rows that stand twice the first one.
        let rows: BTreeMap<FieldKey, &RawRow> = rows.collect::<Vec<_>>().into_iter().rev().collect();
        for asked in self.asked_mut() {
            let Some(row) = rows.get(&asked.key) else { continue };
            asked.answer = cell(row, place::ANSWER).shown();
            asked.base = text_of(row, place::BASE);
            asked.version = text_of(row, place::VERSION).parse().unwrap_or(asked.version);
        }
    }
}

fn own_sheet<'a>(raw: &'a RawWorkbook, key: &SubmissionKey) -> Result<&'a RawSheet, WrongFile> {
    let named = raw.sheets.iter().find(|sheet| sheet.name == place::SHEET);
    let sheet = named.ok_or(WrongFile::NotAReturn)?;
    let head = |row: u32, column: usize| {
        let row = sheet.rows.iter().find(|it| it.number == row);
        row.map_or_else(String::new, |row| text_of(row, column))
    };
    if head(1, place::FIELD) != place::MARK {
        return Err(WrongFile::NotAReturn);
    }
    let of = |row: u32, own: &str, wrong: fn(String) -> WrongFile| {
        let found = head(row, place::FIELD);
        if found == own { Ok(()) } else { Err(wrong(crate::workbook::shortened(&found))) }
    };
    match head(1, place::VERSION) {
        form if form == place::FORM => {}
        form => return Err(WrongFile::OtherForm(crate::workbook::shortened(&form))),
    }
    of(2, key.plan.as_str(), WrongFile::OtherPlan)?;
    of(3, key.round.as_str(), WrongFile::OtherRound)?;
    of(4, key.unit.as_str(), WrongFile::OtherUnit)?;
    Ok(sheet)
}

fn cell(row: &RawRow, column: usize) -> &RawCell {
    row.cells.get(column).unwrap_or(&RawCell::Empty)
}

fn text_of(row: &RawRow, column: usize) -> String {
    cell(row, column).shown().trim().to_owned()
}

/// A row of a field; `None` for a heading.
fn read_row(row: &RawRow, form: &Form, months: u8, seen: &mut BTreeSet<FieldKey>) -> Result<Option<Brought>, WrongCell> {
    let name = text_of(row, place::FIELD);
    if name.is_empty() {
        // A heading, or an answer beside no field.
        let stray = cell(row, place::ANSWER);
        let hidden = |rule| WrongCell { row: row.number, column: place::ANSWER, field: None, value: stray.shown(), rule };
        return if *stray == RawCell::Empty { Ok(None) } else { Err(hidden(WrongRule::UnknownField)) };
    }
    let hidden = |column, field, value: &str, rule| WrongCell { row: row.number, column, field, value: value.to_owned(), rule };
    let key = name.parse::<FieldKey>().ok().filter(|key| form.has(key, months));
    let key = key.ok_or_else(|| hidden(place::FIELD, None, &name, WrongRule::UnknownField))?;
    if !seen.insert(key.clone()) {
        return Err(hidden(place::FIELD, Some(key), &name, WrongRule::Twice));
    }
    let version = text_of(row, place::VERSION);
    let Ok(number) = version.parse() else {
        return Err(hidden(place::VERSION, Some(key), &version, WrongRule::NoVersion));
    };
    let answer = cell(row, place::ANSWER);
    let text = answer_of(key.field, answer).map_err(|rule| WrongCell::answer(row.number, key.clone(), answer.shown(), rule))?;
    Ok(Some(Brought { row: row.number, version: number, base: text_of(row, place::BASE), text, key }))
}

fn answer_of(field: Field, cell: &RawCell) -> Result<String, WrongRule> {
    let text = match cell {
        RawCell::Empty => "",
        RawCell::Text(text) | RawCell::Number(text) => text.as_str(),
        RawCell::Formula(_) => return Err(WrongRule::Formula),
        RawCell::Error(_) => return Err(WrongRule::ErrorValue),
        RawCell::Date(_) | RawCell::Bool(_) => return Err(WrongRule::OtherKind),
    };
    let text = text.replace("\r\n", "\n");
    accept(field, keyed(field, text.trim())).map_err(WrongRule::Field)
}

/// The key of a word that was chosen, in Thai or English.
fn keyed(field: Field, word: &str) -> &str {
    fn key<W: Words>(word: &str) -> &str {
        W::TABLE.iter().find(|row| row.2 == word || row.3 == word).map_or(word, |row| row.1)
    }
    match field {
        Field::Answer => key::<AnswerKind>(word),
        Field::ProblemCategory => key::<ProblemCategory>(word),
        _ => word,
    }
}
