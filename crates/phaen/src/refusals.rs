//! Refusals in Thai, for whoever gave a command: what happened and what to do. The engine's own words stand in brackets behind them.

use phaen_app::{App, AppError};
use phaen_domain::access::Role;
use phaen_domain::id::{PlanCode, RoundCode};
use phaen_domain::words::Words;
use phaen_store::Error;
use phaen_store::copy::CopyError;
use phaen_store::migration::MigrationError;

use crate::command::{Failure, operator};
use crate::outside::without_password;

/// What a use case answered.
pub(crate) fn in_words(error: AppError) -> Failure {
    Failure(match error {
        AppError::Fields(fields) => fields.into_iter().map(|field| field.th).collect::<Vec<_>>().join("\n"),
        AppError::Workbook(problems) => problems.listed().iter().map(|it| it.line_th()).collect::<Vec<_>>().join("\n"),
        AppError::NotFound { kind, code } => format!("ไม่พบ{} {code}", kind_th(kind)),
        AppError::File(refusal) => refusal.th,
        AppError::PreviewOutOfDate => "มีการบันทึกอื่นเข้ามาก่อน กรุณาลองใหม่".to_owned(),
        AppError::EditionNotDraft(state) => format!("ฉบับนี้อยู่ในสถานะ “{}” จึงแก้ไขไม่ได้", state.th()),
        AppError::RoundNotOpen(state) => format!("รอบนี้อยู่ในสถานะ “{}” จึงไม่รับผล", state.th()),
        AppError::Press(why) => format!("จัดทำไฟล์ไม่ได้ ({why})"),
        AppError::StoreFull(why) => format!("พื้นที่จัดเก็บเต็ม ยังไม่ได้บันทึก กรุณาเพิ่มพื้นที่แล้วลองใหม่ ({why})"),
        AppError::FilesAway(why) => format!("ติดต่อที่เก็บไฟล์หลักฐานไม่ได้ กรุณารอสักครู่แล้วลองใหม่ ({why})"),
        AppError::Store(why) | AppError::StoreAway(why) => format!("ฐานข้อมูลขัดข้อง กรุณาลองใหม่หรือดูบันทึกการทำงาน ({why})"),
        other => format!("ทำตามคำสั่งไม่ได้ ({other})"),
    })
}

/// What is looked for on the command line, by its Thai word.
fn kind_th(kind: &str) -> &'static str {
    match kind {
        "account" => "บัญชี",
        "plan" => "แผน",
        "round" => "รอบ",
        "unit" => "หน่วยงาน",
        "indicator" => "ตัวชี้วัด",
        "invitation" => "ลิงก์ตั้งรหัสผ่าน",
        _ => "รายการ",
    }
}

/// The same; where a plan, its edition, its round or a revision of it is not there, with those that are.
pub(crate) fn with_choices(app: &App, (plan, round): (&str, &str), error: AppError) -> Failure {
    let AppError::NotFound { kind, code } = &error else { return in_words(error) };
    let editions = editions_of(app, code);
    match *kind {
        "plan" if editions.is_empty() => Failure(format!("ไม่พบแผน {code}{}", among(&plan_codes(app)))),
        "plan" => Failure(format!("แผน {code} ไม่มีฉบับนั้น{}", among(&editions))),
        "round" => {
            let view = app.plan(&operator(Role::Viewer), plan, None);
            let rounds = view.map(|view| view.plan.rounds.iter().map(|round| round.code.to_string()).collect::<Vec<_>>());
            Failure(format!("แผน {plan} ไม่มีรอบ {code}{}", among(&rounds.unwrap_or_default())))
        }
        "revision" => Failure(format!("รอบ {round} ไม่มีผลที่ตรึงครั้งที่ {code}{}", among(&revisions_of(app, plan, round)))),
        _ => in_words(error),
    }
}

fn revisions_of(app: &App, plan: &str, round: &str) -> Vec<String> {
    let keys = PlanCode::new(plan).ok().zip(RoundCode::new(round).ok());
    let page = keys.and_then(|(plan, round)| app.round_page(&operator(Role::Viewer), &plan, &round).ok());
    page.map(|page| page.revisions.iter().map(|it| it.revision.to_string()).collect()).unwrap_or_default()
}

fn editions_of(app: &App, plan: &str) -> Vec<String> {
    let listings = app.plans(&operator(Role::Viewer)).unwrap_or_default();
    let found = listings.iter().find(|listing| listing.plan.code.as_str() == plan);
    found.map(|listing| listing.editions.iter().map(|edition| edition.number.to_string()).collect()).unwrap_or_default()
}

/// The codes of all plans.
pub(crate) fn plan_codes(app: &App) -> Vec<String> {
    let listings = app.plans(&operator(Role::Viewer)).unwrap_or_default();
    listings.iter().map(|listing| listing.plan.code.to_string()).collect()
}

/// What there is to choose from.
pub(crate) fn among(codes: &[String]) -> String {
    if codes.is_empty() { String::new() } else { format!(" ที่มีคือ {}", codes.join(", ")) }
}

/// Why a database could not be opened or copied.
pub(crate) fn of_database(address: &str, error: &Error) -> Failure {
    Failure(format!("ฐานข้อมูล {}: {}", without_password(address), database_th(error)))
}

fn database_th(error: &Error) -> String {
    match error {
        Error::Address(_) => "ที่อยู่ต้องเป็น sqlite:ที่อยู่ไฟล์ หรือ postgres://ผู้ใช้:รหัสผ่าน@เครื่อง/ชื่อ".to_owned(),
        Error::NoDatabase => "ไม่พบฐานข้อมูล ตรวจที่อยู่ใน --database (ฐานข้อมูลใหม่สร้างด้วยคำสั่ง serve หรือ import)".to_owned(),
        Error::Open(why) => format!("เปิดหรือติดต่อไม่ได้ ตรวจที่อยู่ สิทธิ และว่าเครื่องทำงานอยู่ ({why})"),
        Error::Unfit { setting, value, needed } => {
            format!("ค่า {setting} = {value} เก็บข้อความไทยได้ไม่ครบ ต้องเป็น {needed}")
        }
        Error::Busy => "โปรแกรมอื่นใช้ฐานข้อมูลนี้อยู่ ปิดโปรแกรมนั้นก่อน".to_owned(),
        Error::Migration(error) => migration_th(error),
        Error::Copy(error) => copy_th(error),
        other => format!("ขัดข้อง ({other})"),
    }
}

fn migration_th(error: &MigrationError) -> String {
    match error {
        MigrationError::Altered { name } => format!("ขั้นปรับโครงสร้าง {name} ถูกแก้ไขหลังใช้แล้ว จึงไม่เปิด"),
        MigrationError::Unknown { name } => format!("มีขั้นปรับโครงสร้าง {name} ของโปรแกรมรุ่นใหม่กว่า ใช้โปรแกรมรุ่นนั้น"),
        MigrationError::Failed { name, message } => format!("ปรับโครงสร้างขั้น {name} ไม่สำเร็จ ({message})"),
    }
}

fn copy_th(error: &CopyError) -> String {
    match error {
        CopyError::NotEmpty { table } => format!("ปลายทางไม่ว่าง ตาราง {table} มีข้อมูลแล้ว ใช้ฐานข้อมูลว่าง"),
        CopyError::DifferentSchemas => "โครงสร้างต้นทางและปลายทางไม่ตรงกัน".to_owned(),
        CopyError::Unequal { table, source_rows, target_rows } => {
            format!("ตาราง {table} มี {source_rows} แถวในต้นทาง แต่มี {target_rows} แถวในปลายทาง จึงยกเลิก")
        }
        CopyError::Journal(broken) => format!("บันทึกการตรวจสอบของต้นทางไม่ต่อเนื่องที่รายการ {} จึงไม่คัดลอก", broken.seq),
        CopyError::Head => "ค่าตรวจสอบล่าสุดของบันทึกไม่ตรงกันหลังคัดลอก จึงยกเลิก".to_owned(),
    }
}
