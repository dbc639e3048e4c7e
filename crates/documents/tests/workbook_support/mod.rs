//! Records of every kind, chosen to be hard to carry: what looks like formulas, long figures, several lines, markup.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Cursor, Read};

use phaen_domain::workbook::schema::Kind;
use phaen_domain::workbook::{Record, Records, SHEETS, Sheet};

const TEXTS: &[&str] = &[
    "=SUM(A1:A9)",
    "+66 2 123 4567",
    "-5+1",
    "-ก",
    "@SUM(1)",
    "'quoted",
    "'=x",
    "''@x",
    "<script>alert('x')</script>",
    "a,b\"c\";d",
    "_x000D_ และ _x005F_",
    "ก\tข",
    "บรรทัดหนึ่ง\n\nบรรทัดสาม",
    "๑,๒๓๔.๕๐",
    "0001",
    "1.10",
    "TRUE",
    "1/2",
    "#N/A",
    "💰 & < > ]]> &amp;",
    "ตัวอย่าง",
    "# ไม่ใช่หมายเหตุ",
    "＝1+1",
];
const NUMBERS: &[&str] = &[
    "92.00",
    "0",
    "-0.5",
    "100",
    "4.35",
    "12345678901234567890123456789012345678",
    "0.00000000000000000001",
    "999999999999999",
    "1234567890123456.5",
    "87.500",
];

fn values(kind: Kind) -> Vec<String> {
    let all = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    match kind {
        Kind::Code => all(&["กผ.", "001", "-x", "=A1", "+1", "2570", "1E5", "TRUE", "'a", "สบก. ๑–๖"]),
        // In one line a break or a tab is a space.
        Kind::Text => all(TEXTS).into_iter().filter(|text| !text.contains(['\n', '\t'])).collect(),
        Kind::LongText => all(TEXTS).into_iter().chain(["ยาว".repeat(10_000)]).collect(),
        Kind::Number => all(NUMBERS),
        Kind::Whole => all(&["7", "0", "4294967295", "12"]),
        Kind::Money => all(&["1000000.00", "-", "0.00", "-12.34", "92233720368547758.07", "0.05"]),
        Kind::Date => all(&["2023-10-01", "1962-06-24", "2027-02-28", "2000-02-29"]),
        Kind::FiscalYear => all(&["2570", "2566"]),
        Kind::YesNo => all(&["yes", "no"]),
        Kind::Choice(choices) => choices().into_iter().map(|(key, ..)| key.to_owned()).collect(),
        Kind::Codes => all(&["กผ.;สลก", "001", "=A;+B"]),
        Kind::Numbers => all(&["1;2.50;3", "60;70;80;90;100", "-5"]),
        Kind::Reported => all(&["-", "n/a", "n/m", "87.5", "92.00", "0"]),
        Kind::Period => all(&["year", "M01", "M03", "M04", "M12", "R6"]),
    }
}

/// Records in which every column of every sheet meets every value of its kind.
pub(crate) fn varied() -> Records {
    let mut records = Records::default();
    for sheet in SHEETS {
        for row in 0..if sheet.single { 1 } else { 30 } {
            records.add(sheet.key, record(sheet, row));
        }
    }
    records
}

fn record(sheet: &Sheet, row: usize) -> Record {
    let value = |(place, column): (usize, &phaen_domain::workbook::schema::Column)| {
        let values = values(column.kind);
        let value = values[(row + place) % values.len()].clone();
        match column.kind {
            // What identifies a row stands in the sheet once.
            Kind::Code if place < sheet.identity => Some(format!("{value} {row}")),
            Kind::Whole if place < sheet.identity => Some(row.to_string()),
            _ if !column.required && place >= sheet.identity && (row + place) % 5 == 4 => None,
            _ => Some(value),
        }
    };
    Record { row: 0, values: sheet.columns.iter().enumerate().map(value).collect() }
}

/// Names and texts of the parts of a packed file.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index(place).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}
