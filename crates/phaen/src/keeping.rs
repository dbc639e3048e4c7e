//! Keeping the installation: the journal verified, the database moved, accounts made.

use std::process::ExitCode;

use phaen_app::App;
use phaen_app::accounts::NewAccount;
use phaen_app::returns::Condition;
use phaen_domain::access::Role;
use phaen_domain::journal::BrokenKind;
use phaen_domain::words::Words;
use phaen_store::SqlStore;

use crate::command::{Failure, Journal, operator};
use crate::refusals::{in_words, of_database};
use crate::words::{complain, say};

pub(crate) fn journal(app: &App, command: &Journal) -> Result<ExitCode, Failure> {
    let auditor = operator(Role::Viewer);
    if matches!(command, Journal::Head) {
        let head = app.journal_head(&auditor).map_err(in_words)?;
        say(&format!("{} {}", head.seq, head.hash));
        return Ok(ExitCode::SUCCESS);
    }
    match app.verify_journal(&auditor).map_err(in_words)? {
        Ok(verified) => {
            say(&format!("ถูกต้องครบ {} รายการ ค่าตรวจสอบล่าสุด {}", verified.count, verified.head_hash));
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            complain(&format!("บันทึกไม่ต่อเนื่องที่รายการ {}: {}", broken.seq, broken_in_words(&broken.kind)));
            Ok(ExitCode::from(3))
        }
    }
}

/// Looks at every file of evidence; exit code 3 when one is missing or altered.
pub(crate) fn verify_evidence(app: &App) -> Result<ExitCode, Failure> {
    let (count, wrong) = app.verify_evidence(&operator(Role::Viewer)).map_err(in_words)?;
    for (file, condition) in &wrong {
        let what = if *condition == Condition::Missing {
            "ไม่พบไฟล์"
        } else {
            "เนื้อหาถูกแก้ไข"
        };
        complain(&format!("{} {what}", file.hash));
    }
    if !wrong.is_empty() {
        complain(&format!("ไม่ถูกต้อง {} จาก {count} ไฟล์", wrong.len()));
        return Ok(ExitCode::from(3));
    }
    say(&format!("ถูกต้องครบ {count} ไฟล์"));
    Ok(ExitCode::SUCCESS)
}

const fn broken_in_words(kind: &BrokenKind) -> &'static str {
    match kind {
        BrokenKind::Altered => "เนื้อหาถูกแก้ไข",
        BrokenKind::Removed => "รายการถูกลบ",
        BrokenKind::Reordered => "รายการถูกสลับลำดับ",
        BrokenKind::Added => "มีรายการแทรกเข้ามา",
        BrokenKind::HeadMismatch => "ค่าตรวจสอบล่าสุดไม่ตรงกับรายการสุดท้าย",
    }
}

pub(crate) fn copy(from: &str, to: &str) -> Result<(), Failure> {
    let source = SqlStore::open_existing(from).map_err(|error| of_database(from, &error))?;
    let target = SqlStore::open(to).map_err(|error| of_database(to, &error))?;
    let proof = phaen_store::copy::copy(source.db(), target.db()).map_err(|error| of_database(to, &error))?;
    proof.tables.iter().for_each(|table| say(&format!("{:<24} {}", table.0, table.1)));
    say(&format!("เท่ากันทุกตาราง ค่าตรวจสอบของบันทึก {}", proof.journal.head_hash));
    Ok(())
}

pub(crate) fn create_account(app: &App, login: &str, name: &str, role: &str) -> Result<(), Failure> {
    let role = Role::from_key(role).ok_or_else(|| Failure("role ต้องเป็น viewer, analyst หรือ administrator".to_owned()))?;
    let password = std::env::var("PHAEN_PASSWORD").map_err(|_| Failure("กรุณาตั้งตัวแปร PHAEN_PASSWORD".to_owned()))?;
    let new = NewAccount { login: login.to_owned(), name: name.to_owned(), role, unit: None, email: None, password };
    app.create_account(&operator(Role::Administrator), &new).map_err(in_words)
}
