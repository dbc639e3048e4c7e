//! docs/WORKBOOK.md is written from the same table that reads workbooks, so the two cannot differ.
//! To write it anew: `PHAEN_WRITE_DOCS=1 cargo test -p phaen-domain --test workbook_document`.

use std::fmt::Write as _;
use std::path::Path;

use phaen_domain::workbook::SHEETS;
use phaen_domain::workbook::schema::{Column, Kind};

const HEAD: &str = "# The plan workbook

One format holds an agency's plan: as an XLSX workbook (`phaen template --out FILE.xlsx` gives an empty one with examples, drop-downs and
notes), as a folder of CSV files or as a ZIP of them. The same table reads and writes it (`crates/domain/src/workbook/schema.rs`); this page is
generated from it.

## Rules of every sheet

- A sheet is known by its Thai title or English key; a CSV file by its key. Sheets that are not given are empty; `agency` and `plan` are needed.
- Row 1 has Thai headers, row 2 the English keys; either alone is enough. The order of columns does not matter. An unknown header is a problem.
- The first column of a workbook is a mark: rows marked `ตัวอย่าง` or starting with `#` are not read.
- **Empty is not given**: an observation without any figure is one that nobody filled in; what is stored stays. **`-` is no data.** Only a digit is
  zero. `ไม่เกี่ยวข้อง` (n/a) and `วัดผลไม่ได้` (n/m) need a reason.
- Numbers may have Thai digits, well-placed thousands commas, `ร้อยละ` before or `%` after; up to 38 digits are kept as written.
- Amounts are baht with at most two places; `-` and `ไม่ใช้งบประมาณ` mean that there is none. `ไม่ใช้งบประมาณ` is refused for a project that
  uses budget by the sheet of projects, as is an amount for one that uses none.
- Dates are understood in any form officials write, พ.ศ. or ค.ศ.; 543 is never applied twice.
- Characters that take no room (zero-width space, soft hyphen) are dropped; in `text` a line break or tab is a space, in `paragraphs` it stays.
- A formula, an error value or a character that cannot be shown or turns the reading direction is a problem. Nothing is stored unless all is right; all problems come at once.
- **A measure is reported in one way**: by month or by round, never both; where units make the agency's figure, by units or for the agency as a
  whole, never both. This holds beside what is stored already, and for what is entered by form and API.
- **A round may have bands of its own**: the `scale` of the agency's target of that round scores the indicator there in place of its own scale, for
  all units, whatever their targets. Rounds without one are scored by the scale of the indicator.
- Units and rounds that a workbook leaves out stay as they are. What an announced edition keeps for ever goes into a new draft edition; what a
  frozen round rests on is refused.
";

fn kind_of(column: &Column) -> String {
    let words = match column.kind {
        Kind::Code => "code",
        Kind::Text => "text",
        Kind::LongText => "paragraphs",
        Kind::Number => "number",
        Kind::Whole => "whole number",
        Kind::Money => "baht",
        Kind::Date => "date",
        Kind::FiscalYear => "fiscal year",
        Kind::YesNo => "ใช่ / ไม่ใช่",
        Kind::Codes => "codes separated by ;",
        Kind::Numbers => "numbers separated by ;",
        Kind::Reported => "number, -, ไม่เกี่ยวข้อง, วัดผลไม่ได้",
        Kind::Period => "round, month or ปี",
        Kind::Choice(choices) => {
            return choices().iter().map(|(key, th, _)| format!("`{key}` {th}")).collect::<Vec<_>>().join("<br>");
        }
    };
    words.to_owned()
}

fn document() -> String {
    let mut text = HEAD.to_owned();
    for sheet in SHEETS {
        let identity =
            sheet.columns.iter().take(sheet.identity).map(|column| format!("`{}`", column.key)).collect::<Vec<_>>().join(", ");
        let rows = if sheet.single { "One row.".to_owned() } else { format!("A row is known by {identity}.") };
        let _ = write!(text, "\n## {} – `{}`\n\n{}. {rows}\n\n", sheet.title, sheet.key, sheet.note);
        text.push_str("| key | หัวคอลัมน์ | needed | holds | note | example |\n|---|---|---|---|---|---|\n");
        for column in sheet.columns {
            let needed = if column.required { "yes" } else { "" };
            let cells = [&format!("`{}`", column.key), column.th, needed, &kind_of(column), column.note, column.example];
            let cells = cells.map(|cell| cell.replace('|', "\\|"));
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        }
    }
    text
}

#[test]
fn the_document_says_what_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/WORKBOOK.md");
    if std::env::var_os("PHAEN_WRITE_DOCS").is_some() {
        std::fs::write(&path, document()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == document(), "docs/WORKBOOK.md is out of date; write it anew as this file's head says");
}
