//! Keeping the installation: the journal verified, the database moved, accounts made.

use std::process::ExitCode;

use phaen_app::App;
use phaen_app::accounts::NewAccount;
use phaen_app::returns::Condition;
use phaen_domain::access::Role;
use phaen_domain::id::UnitCode;
use phaen_domain::journal::{BrokenKind, Head, NotedHead};
use phaen_domain::words::Words;
use phaen_store::SqlStore;

use crate::command::{self, Failure, Journal, operator};
use crate::refusals::{in_words, of_database};
use crate::words::{complain, say};

pub(crate) fn journal(app: &App, command: &Journal) -> Result<ExitCode, Failure> {
    let auditor = operator(Role::Viewer);
    let Journal::Verify { head: noted } = command else {
        let head = app.journal_head(&auditor).map_err(in_words)?;
        say(&format!("{} {}", head.seq, head.hash));
        return Ok(ExitCode::SUCCESS);
    };
    let verdict = app.verify_journal(&auditor).map_err(in_words)?;
    match &verdict {
        Ok(verified) => say(&format!("ถูกต้องครบ {} รายการ ค่าตรวจสอบล่าสุด {}", verified.count, verified.head_hash)),
        Err(broken) => complain(&format!("บันทึกไม่ต่อเนื่องที่รายการ {}: {}", broken.seq, broken_in_words(&broken.kind))),
    }
    let leads_there = noted.map_or(Ok(true), |noted| noted_head(app, &noted))?;
    Ok(if verdict.is_ok() && leads_there { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

/// Says whether the journal still leads to a head that was noted, and answers that.
fn noted_head(app: &App, noted: &Head) -> Result<bool, Failure> {
    let seq = noted.seq;
    let found = app.find_noted_head(&operator(Role::Viewer), noted).map_err(in_words)?;
    match found {
        NotedHead::Stands => say(&format!("รายการ {seq} ที่จดไว้ยังอยู่ และค่าตรวจสอบตรงกัน")),
        NotedHead::CutOff => {
            complain(&format!("ไม่พบรายการ {seq} ที่จดไว้: รายการท้ายบันทึกถูกลบ หรือเป็นฐานข้อมูลที่เก่ากว่าเมื่อจด"));
        }
        NotedHead::Replaced => {
            complain(&format!("รายการ {seq} ไม่มีค่าตรวจสอบตามที่จดไว้: บันทึกถูกเขียนขึ้นใหม่ หรือเป็นฐานข้อมูลอื่น"));
        }
    }
    Ok(found == NotedHead::Stands)
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

pub(crate) fn create_account(app: &App, given: &command::NewAccount, site: Option<&str>) -> Result<(), Failure> {
    let roles = || Role::TABLE.iter().map(|row| format!("{} ({})", row.1, row.2)).collect::<Vec<_>>().join("\n  ");
    let role = Role::from_key(&given.role).ok_or_else(|| Failure(format!("--role ต้องเป็นอย่างใดอย่างหนึ่ง:\n  {}", roles())))?;
    let password = match (given.invite, std::env::var("PHAEN_PASSWORD")) {
        (true, _) => String::new(),
        (false, Ok(password)) if !password.is_empty() => password,
        (false, _) => return Err(Failure("กรุณาตั้งตัวแปร PHAEN_PASSWORD หรือใช้ --invite เพื่อออกลิงก์ตั้งรหัสผ่าน".to_owned())),
    };
    let new = NewAccount {
        login: given.login.clone(),
        name: given.name.clone(),
        role,
        unit: given.unit.as_deref().map(UnitCode::new).transpose().map_err(|error| Failure(format!("--unit: {error}")))?,
        email: given.email.clone(),
        password,
    };
    app.create_account(&operator(Role::Administrator), &new).map_err(in_words)?;
    let login = given.login.trim().to_lowercase();
    say(&format!("สร้างบัญชี {login} แล้ว บทบาท{}", role.th()));
    if given.invite { invite(app, &login, given.address.as_deref().or(site)) } else { Ok(()) }
}

/// Makes a link by which the owner of an account chooses a password, and prints it once.
pub(crate) fn invite(app: &App, login: &str, address: Option<&str>) -> Result<(), Failure> {
    let link = app.invite(&operator(Role::Administrator), login).map_err(in_words)?;
    say(&format!("{}/invitation/{}", address.unwrap_or_default(), link.secret));
    Ok(())
}
