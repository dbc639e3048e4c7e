//! The demonstration agency: the FY2566 plan and a division's plan, imported from the workbooks that ship under `data/`.

use std::io::{Cursor, Write};

use phaen_app::accounts::NewAccount;
use phaen_app::exchange::file_hash;
use phaen_app::{Actor, App};
use phaen_domain::access::Role;
use phaen_domain::calendar::parse_date;
use phaen_domain::id::UnitCode;
use phaen_domain::words::Words;

use crate::command::Failure;
use crate::refusals::in_words;
use crate::words::say;

/// Accounts of the demonstration: login, name, role and, where the role is a unit's, the unit. Their password is shown at start; a real
/// installation makes its own.
const ACCOUNTS: [(&str, &str, Role, Option<&str>); 11] = [
    ("viewer", "ผู้อ่านข้อมูล (สาธิต)", Role::Viewer, None),
    ("officer", "ผู้รายงานผล กองนโยบายและแผน (สาธิต)", Role::ReportingOfficer, Some("กนย.")),
    ("head", "หัวหน้าหน่วยงาน กองนโยบายและแผน (สาธิต)", Role::UnitHead, Some("กนย.")),
    ("analyst", "นักวิเคราะห์นโยบายและแผน (สาธิต)", Role::Analyst, None),
    ("policy", "ผู้อำนวยการกองนโยบายและแผน (สาธิต)", Role::HeadOfPolicy, None),
    ("secretary", "เลขานุการคณะกรรมการ (สาธิต)", Role::CommitteeSecretary, None),
    ("chair", "ประธานคณะกรรมการ (สาธิต)", Role::CommitteeChair, None),
    ("executive", "ผู้บริหาร (สาธิต)", Role::Executive, None),
    ("general", "อธิบดี (สาธิต)", Role::DirectorGeneral, None),
    ("auditor", "ผู้ตรวจสอบ (สาธิต)", Role::Auditor, None),
    ("admin", "ผู้ดูแลระบบ (สาธิต)", Role::Administrator, None),
];

/// Password of the demonstration accounts.
pub(crate) const PASSWORD: &str = "phaen-2566-สาธิต";

/// Government holidays of the fiscal years around the demonstration.
const HOLIDAYS: &str = "holidays/th-gov-2566-2567.csv";

#[derive(rust_embed::RustEmbed)]
#[folder = "../../data"]
#[include = "holidays/*.csv"]
#[include = "led-2566/*.csv"]
#[include = "psdg-2565/*.csv"]
struct Data;

/// Names the holidays, imports both workbooks and makes the accounts; what is there already stays.
pub(crate) fn prepare(app: &App) -> Result<(), Failure> {
    name_holidays(app)?;
    let analyst = Actor::in_role("", "demonstration", "demonstration", Role::Analyst);
    if app.plans(&analyst).map_err(in_words)?.is_empty() {
        for plan in ["led-2566", "psdg-2565"] {
            let file = packed(plan).map_err(|error| Failure(error.to_string()))?;
            let raw = app.press().read_workbook(&format!("{plan}.zip"), &file).map_err(|refusal| Failure(refusal.th))?;
            app.confirm_import(&analyst, &raw, &file_hash(&file), None).map_err(in_words)?;
        }
    }
    let administrator = Actor::in_role("", "demonstration", "demonstration", Role::Administrator);
    let known = app.accounts(&administrator).map_err(in_words)?;
    for (login, name, role, unit) in ACCOUNTS.iter().filter(|(login, ..)| !known.iter().any(|account| account.login == *login)) {
        let new = NewAccount {
            login: (*login).to_owned(),
            name: (*name).to_owned(),
            role: *role,
            unit: unit.map(UnitCode::new).transpose().map_err(|error| Failure(error.to_string()))?,
            email: None,
            password: PASSWORD.to_owned(),
        };
        app.create_account(&administrator, &new).map_err(in_words)?;
    }
    Ok(())
}

/// Names the holidays of the data pack, unless the agency keeps its own already.
fn name_holidays(app: &App) -> Result<(), Failure> {
    let administrator = Actor::in_role("", "demonstration", "demonstration", Role::Administrator);
    if !app.calendar(&administrator).map_err(in_words)?.holidays.0.is_empty() {
        return Ok(());
    }
    let file = Data::get(HOLIDAYS).ok_or_else(|| Failure(format!("{HOLIDAYS} is missing")))?;
    let text = std::str::from_utf8(&file.data).map_err(|error| Failure(error.to_string()))?;
    let day = |line| {
        let (day, name) = str::split_once(line, ',').ok_or_else(|| Failure(format!("{HOLIDAYS}: {line}")))?;
        Ok((parse_date(day).map_err(|error| Failure(error.to_string()))?, Some(name)))
    };
    let days = text.lines().skip(1).map(day).collect::<Result<Vec<_>, Failure>>()?;
    app.set_holidays(&administrator, &days).map_err(in_words).map(|_| ())
}

/// The workbook of a plan as a ZIP of CSV files, like one that a person would bring.
fn packed(plan: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for path in Data::iter() {
        let name = path.strip_prefix(plan).and_then(|rest| rest.strip_prefix('/'));
        if let Some((name, file)) = name.zip(Data::get(&path)) {
            archive.start_file(name, options)?;
            archive.write_all(&file.data)?;
        }
    }
    Ok(archive.finish()?.into_inner())
}

/// Tells where the demonstration is and how to get in.
pub(crate) fn introduce(address: &str) {
    say("");
    say("  แผน (Phaen) — ส่วนราชการสาธิต ปีงบประมาณ พ.ศ. 2566");
    say(&format!("  เปิดเบราว์เซอร์ที่ / open:  http://{address}/"));
    for (login, _, role, _) in ACCOUNTS {
        say(&format!("  {:<10} {} ({}) ", login, role.th(), role.en()));
    }
    say(&format!("  รหัสผ่านทุกบัญชี / password:  {PASSWORD}"));
    say("");
}
