//! How the names of files end that a command writes: another ending is refused before anything is read or made.

use std::path::Path;

use crate::command::Failure;

/// A workbook: one file, its CSV in a ZIP, or a folder of CSV, which has no ending.
pub(crate) const WORKBOOK: &[&str] = &["xlsx", "zip", ""];
/// A sheet.
pub(crate) const SHEET: &[&str] = &["xlsx"];
/// A book.
pub(crate) const BOOK: &[&str] = &["pdf"];

/// How a name ends, in small letters; empty for a folder.
pub(crate) fn ending(out: &Path) -> String {
    let ending = out.extension().filter(|_| !out.is_dir()).map(|ending| ending.to_string_lossy().to_lowercase());
    ending.unwrap_or_default()
}

/// Refuses an ending that this command does not write, with those that it does.
pub(crate) fn wanted(out: &Path, endings: &[&str]) -> Result<(), Failure> {
    if endings.contains(&ending(out).as_str()) {
        return Ok(());
    }
    let named = |ending: &&str| {
        if ending.is_empty() {
            "ชื่อโฟลเดอร์ที่ไม่มีนามสกุล".to_owned()
        } else {
            format!(".{ending}")
        }
    };
    let choices = endings.iter().map(named).collect::<Vec<_>>().join(" หรือ ");
    Err(Failure(format!("{} ลงท้ายไม่ตรงกับแฟ้มที่คำสั่งนี้เขียน ใช้ {choices}", out.display())))
}
