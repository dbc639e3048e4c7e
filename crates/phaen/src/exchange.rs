//! Workbooks in and out on the command line: dry run, difference in words, problems one by one.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use phaen_app::exchange::Preview;
use phaen_app::ports::Press;
use phaen_app::{App, AppError};
use phaen_documents::workbook::{WriteFailed, read_csv_folder, write_csv_folder};
use phaen_domain::access::Role;
use phaen_domain::thai::digits::group_thousands;
use phaen_domain::workbook::schema::sheet;
use phaen_domain::workbook::{Problems, RawWorkbook, RowChange, identity_said, said};

use crate::command::{Failure, operator, write_file};
use crate::endings::ending;
use crate::files;
use crate::outside::Documents;
use crate::refusals::{in_words, with_choices};
use crate::words::{complain, say};

/// A workbook as it was given, with the hash of its file.
pub(crate) fn read(file: &Path) -> Result<(RawWorkbook, String), Failure> {
    if file.is_dir() {
        let raw = read_csv_folder(file).map_err(|refused| Failure(refused.th()))?;
        let hash = phaen_app::exchange::file_hash(contents(&raw).as_bytes());
        return Ok((raw, hash));
    }
    let bytes = std::fs::read(file).map_err(|error| files::refused("อ่านไฟล์", file, &error))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let raw = Documents.read_workbook(&name, &bytes).map_err(|refused| Failure(refused.th))?;
    Ok((raw, phaen_app::exchange::file_hash(&bytes)))
}

/// A folder's cells as one text, so that a folder has a hash like a file.
fn contents(raw: &RawWorkbook) -> String {
    let mut text = String::new();
    for sheet in &raw.sheets {
        let _ = writeln!(text, "{}", sheet.name);
        for row in &sheet.rows {
            let cells = row.cells.iter().map(|cell| cell.shown()).collect::<Vec<_>>();
            let _ = writeln!(text, "{}\t{}", row.number, cells.join("\t"));
        }
    }
    text
}

pub(crate) fn import(
    app: &App,
    (raw, hash): &(RawWorkbook, String),
    dry_run: bool,
    marked: Option<&Path>,
) -> Result<ExitCode, Failure> {
    let analyst = operator(Role::Analyst);
    let preview = match app.preview_import(&analyst, raw) {
        Err(AppError::Workbook(problems)) => return refused(app, raw, &problems, marked),
        other => other.map_err(in_words)?,
    };
    tell(&preview);
    if dry_run {
        say("ทดลองเท่านั้น ยังไม่ได้บันทึก");
    } else if app.confirm_import(&analyst, raw, hash, Some(preview.sequence)).map_err(in_words)? {
        say("บันทึกแล้ว");
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(app: &App, raw: &RawWorkbook, problems: &Problems, marked: Option<&Path>) -> Result<ExitCode, Failure> {
    problems.listed().iter().for_each(|problem| complain(&problem.line_th()));
    for (sheet, rule, count) in problems.unlisted() {
        complain(&format!("แผ่นงาน “{sheet}”: {rule} อีก {} แห่ง", counted(count)));
    }
    complain(&format!("พบข้อผิดพลาด {} แห่ง ยังไม่มีการบันทึกข้อมูล", counted(problems.count())));
    if let Some(marked) = marked {
        write_file(marked, &app.press().marked_workbook(raw, problems).map_err(in_words)?)?;
    }
    Ok(ExitCode::from(2))
}

/// How many, with commas between thousands.
fn counted(count: usize) -> String {
    group_thousands(&count.to_string())
}

fn tell(preview: &Preview) {
    let (added, changed, removed) = preview.difference.counts();
    let [added, changed, removed] = [added, changed, removed].map(counted);
    if preview.changes_nothing() {
        return say("ตรงกับที่บันทึกไว้แล้ว ไม่มีอะไรเปลี่ยน");
    }
    if preview.amends {
        say(&format!("ฉบับที่ประกาศใช้แล้วแก้ไขไม่ได้ จะบันทึกเป็นร่างฉบับที่ {}", preview.plan.edition.number));
    }
    say(&format!("เพิ่ม {added} แถว แก้ไข {changed} แถว ลบ {removed} แถว"));
    for row in preview.difference.rows.iter().filter(|_| !preview.is_new) {
        let columns = sheet(row.sheet).map_or(&[][..], |sheet| sheet.columns);
        let identity = sheet(row.sheet).map(|sheet| identity_said(sheet, row.identity.iter().map(String::as_str)));
        let identity = identity.unwrap_or_default();
        match &row.change {
            RowChange::Added => say(&format!("+ {} {identity}", row.sheet_th)),
            RowChange::Removed => say(&format!("- {} {identity}", row.sheet_th)),
            RowChange::Changed(cells) => cells.iter().for_each(|cell| {
                let kind = columns.iter().find(|column| column.key == cell.column).map(|column| column.kind);
                let in_words = |value: &String| kind.map_or_else(|| value.clone(), |kind| said(kind, value));
                let text = |value: &Option<String>| value.as_ref().map_or_else(|| "(ว่าง)".to_owned(), in_words);
                say(&format!("~ {} {identity} {}: {} → {}", row.sheet_th, cell.column_th, text(&cell.before), text(&cell.after)));
            }),
        }
    }
}

pub(crate) fn export(app: &App, plan: &str, edition: Option<u32>, out: &Path) -> Result<(), Failure> {
    let records = app.export(&operator(Role::Analyst), plan, edition).map_err(|error| with_choices(app, (plan, ""), error))?;
    match ending(out).as_str() {
        "xlsx" => write_file(out, &app.press().workbook(&records).map_err(in_words)?),
        "zip" => write_file(out, &app.press().workbook_csv(&records).map_err(in_words)?),
        _ => {
            write_csv_folder(&records, out).map_err(|failed| match failed {
                WriteFailed::Io(error) => files::refused("เขียนโฟลเดอร์", out, &error),
                other => Failure(format!("เขียนโฟลเดอร์ {} ไม่ได้ ({other})", out.display())),
            })?;
            say(&format!("{} (โฟลเดอร์ CSV)", out.display()));
            Ok(())
        }
    }
}
