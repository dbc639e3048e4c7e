//! The command line: every command is a use case of the application (capability 88).

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use phaen_app::accounts::NewAccount;
use phaen_app::exchange::Preview;
use phaen_app::{Actor, App, AppError};
use phaen_documents::workbook::{read_csv_folder, write_csv_folder};
use phaen_domain::access::Role;
use phaen_domain::journal::BrokenKind;
use phaen_domain::words::Words;
use phaen_domain::workbook::{Problems, RawWorkbook, RowChange};

use crate::demonstration;
use crate::outside::{open, without_password};
use crate::serving::{Serving, serve};
use crate::words::{complain, say};

/// A command that failed, in words for the person who gave it.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// แผน: ระบบบริหารแผนปฏิบัติราชการ
#[derive(Parser)]
#[command(name = "phaen", version, about, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// ฐานข้อมูล: sqlite:ที่อยู่ไฟล์ หรือ postgres://…
    #[arg(long, env = "PHAEN_DATABASE", default_value = "sqlite:var/phaen.db", global = true)]
    database: String,
    /// เขียนบันทึกการทำงานเป็น JSON
    #[arg(long, env = "PHAEN_JSON_LOGS", global = true)]
    pub(crate) json_logs: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// เปิดระบบให้ใช้งานผ่านเบราว์เซอร์
    Serve {
        /// ที่อยู่ที่รับการเชื่อมต่อ
        #[arg(long, env = "PHAEN_LISTEN", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// ผู้ใช้เข้าถึงผ่าน https
        #[arg(long, env = "PHAEN_HTTPS")]
        https: bool,
    },
    /// เปิดส่วนราชการสาธิตปีงบประมาณ 2566
    Demo {
        /// ที่อยู่ที่รับการเชื่อมต่อ
        #[arg(long, env = "PHAEN_LISTEN", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// เตรียมข้อมูลแล้วจบ ไม่เปิดระบบ
        #[arg(long)]
        prepare_only: bool,
    },
    /// นำเข้าสมุดงานแผน (XLSX, ZIP ของ CSV หรือโฟลเดอร์ CSV)
    Import {
        /// ไฟล์หรือโฟลเดอร์
        file: PathBuf,
        /// แสดงสิ่งที่จะเปลี่ยนโดยไม่บันทึก
        #[arg(long)]
        dry_run: bool,
        /// เมื่อมีข้อผิดพลาด เขียนสมุดงานที่ทำเครื่องหมายแล้วไว้ที่ไฟล์นี้
        #[arg(long)]
        marked: Option<PathBuf>,
    },
    /// ส่งออกสมุดงานแผน (.xlsx, .zip หรือโฟลเดอร์)
    Export {
        /// รหัสแผน
        plan: String,
        /// ไฟล์หรือโฟลเดอร์ปลายทาง
        #[arg(long)]
        out: PathBuf,
        /// ฉบับที่ (ค่าปริยาย: ฉบับที่ใช้อยู่)
        #[arg(long)]
        edition: Option<u32>,
    },
    /// สร้างแบบสมุดงานแผนเปล่าพร้อมตัวอย่าง
    Template {
        /// ไฟล์ปลายทาง (.xlsx)
        #[arg(long)]
        out: PathBuf,
    },
    /// จัดทำเล่ม
    #[command(subcommand)]
    Book(Book),
    /// ตารางคะแนนเป็น XLSX
    Scorecard {
        #[command(flatten)]
        which: Which,
    },
    /// บันทึกการตรวจสอบ
    #[command(subcommand)]
    Journal(Journal),
    /// ฐานข้อมูล
    #[command(subcommand)]
    Database(Database),
    /// บัญชีผู้ใช้
    #[command(subcommand)]
    Account(Account),
}

#[derive(Subcommand)]
enum Book {
    /// เล่มรายงานผลการดำเนินงาน (PDF)
    Results {
        #[command(flatten)]
        which: Which,
    },
}

#[derive(clap::Args)]
struct Which {
    /// ปีงบประมาณ พ.ศ.
    #[arg(long)]
    year: Option<u16>,
    /// รหัสแผน (เมื่อมีหลายแผนในปีเดียวกัน)
    #[arg(long)]
    plan: Option<String>,
    /// รหัสรอบ
    #[arg(long)]
    round: String,
    /// ไฟล์ปลายทาง
    #[arg(long)]
    out: PathBuf,
}

#[derive(Subcommand)]
enum Journal {
    /// ตรวจว่าไม่มีรายการใดถูกแก้ ลบ หรือสลับ
    Verify,
    /// แสดงเลขและค่าแฮชของรายการล่าสุด
    Head,
}

#[derive(Subcommand)]
enum Database {
    /// คัดลอกทั้งฐานข้อมูลไปยังฐานข้อมูลว่างอีกแห่ง แล้วพิสูจน์ว่าเท่ากัน
    Copy {
        /// ฐานข้อมูลปลายทาง
        to: String,
    },
}

#[derive(Subcommand)]
enum Account {
    /// สร้างบัญชี รหัสผ่านอ่านจากตัวแปร PHAEN_PASSWORD
    Create {
        /// ชื่อบัญชี
        login: String,
        /// ชื่อที่แสดง
        #[arg(long)]
        name: String,
        /// viewer, analyst หรือ administrator
        #[arg(long)]
        role: String,
    },
}

/// Who acts when a command is given: whoever may run the binary on the server.
fn operator(role: Role) -> Actor {
    Actor { account: String::new(), login: "command-line".to_owned(), name: "command line".to_owned(), role }
}

/// Runs a command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.command {
        Command::Serve { listen, https } => {
            let app = opened(arguments)?;
            let serving = Serving { listen: *listen, https: *https };
            serve(&app, &serving, |address| say(&format!("http://{address}/")))?;
        }
        Command::Demo { listen, prepare_only } => return demo(arguments, *listen, *prepare_only),
        Command::Import { file, dry_run, marked } => return import(&opened(arguments)?, file, *dry_run, marked.as_deref()),
        Command::Export { plan, out, edition } => export(&opened(arguments)?, plan, *edition, out)?,
        Command::Template { out } => write_file(out, &opened(arguments)?.press().template().map_err(in_words)?)?,
        Command::Book(Book::Results { which }) => {
            let app = opened(arguments)?;
            let plan = plan_of(&app, which)?;
            let book = app.results_book(&operator(Role::Analyst), &plan, None, &which.round).map_err(in_words)?;
            write_file(&which.out, &book)?;
        }
        Command::Scorecard { which } => {
            let app = opened(arguments)?;
            let plan = plan_of(&app, which)?;
            let sheet = app.scorecard_sheet(&operator(Role::Analyst), &plan, None, &which.round).map_err(in_words)?;
            write_file(&which.out, &sheet)?;
        }
        Command::Journal(command) => return journal(&opened(arguments)?, command),
        Command::Database(Database::Copy { to }) => copy(&arguments.database, to)?,
        Command::Account(Account::Create { login, name, role }) => create_account(&opened(arguments)?, login, name, role)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn opened(arguments: &Arguments) -> Result<App, Failure> {
    let path = arguments.database.strip_prefix("sqlite:").map(Path::new).and_then(Path::parent);
    if let Some(directory) = path.filter(|directory| !directory.as_os_str().is_empty()) {
        std::fs::create_dir_all(directory)
            .map_err(|error| Failure(format!("สร้างโฟลเดอร์ {} ไม่ได้: {error}", directory.display())))?;
    }
    open(&arguments.database)
}

fn demo(arguments: &Arguments, listen: SocketAddr, prepare_only: bool) -> Result<ExitCode, Failure> {
    let app = opened(arguments)?;
    demonstration::prepare(&app)?;
    if !prepare_only {
        serve(&app, &Serving { listen, https: false }, demonstration::introduce)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read(app: &App, file: &Path) -> Result<(RawWorkbook, String), Failure> {
    if file.is_dir() {
        let raw = read_csv_folder(file).map_err(|refused| Failure(refused.th()))?;
        let hash = phaen_app::exchange::file_hash(contents(&raw).as_bytes());
        return Ok((raw, hash));
    }
    let bytes = std::fs::read(file).map_err(|error| Failure(format!("อ่านไฟล์ {} ไม่ได้: {error}", file.display())))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let raw = app.press().read_workbook(&name, &bytes).map_err(|refused| Failure(refused.th))?;
    Ok((raw, phaen_app::exchange::file_hash(&bytes)))
}

/// A folder's cells as one text, so that a folder has a hash like a file.
fn contents(raw: &RawWorkbook) -> String {
    let mut text = String::new();
    for sheet in &raw.sheets {
        text.push_str(&format!("{}\n", sheet.name));
        for row in &sheet.rows {
            let cells = row.cells.iter().map(|cell| cell.shown()).collect::<Vec<_>>();
            text.push_str(&format!("{}\t{}\n", row.number, cells.join("\t")));
        }
    }
    text
}

fn import(app: &App, file: &Path, dry_run: bool, marked: Option<&Path>) -> Result<ExitCode, Failure> {
    let (raw, hash) = read(app, file)?;
    let analyst = operator(Role::Analyst);
    let preview = match app.preview_import(&analyst, &raw) {
        Err(AppError::Workbook(problems)) => return refused(app, &raw, &problems, marked),
        other => other.map_err(in_words)?,
    };
    tell(&preview);
    if dry_run {
        say("ทดลองเท่านั้น ยังไม่ได้บันทึก");
    } else if app.confirm_import(&analyst, &raw, &hash, Some(preview.sequence)).map_err(in_words)? {
        say("บันทึกแล้ว");
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(app: &App, raw: &RawWorkbook, problems: &Problems, marked: Option<&Path>) -> Result<ExitCode, Failure> {
    problems.listed().iter().for_each(|problem| complain(&problem.line_th()));
    for (sheet, rule, count) in problems.unlisted() {
        complain(&format!("แผ่นงาน “{sheet}”: {rule} อีก {count} แห่ง"));
    }
    complain(&format!("พบข้อผิดพลาด {} แห่ง ยังไม่ได้บันทึกอะไร", problems.count()));
    if let Some(marked) = marked {
        write_file(marked, &app.press().marked_workbook(raw, problems).map_err(in_words)?)?;
    }
    Ok(ExitCode::from(2))
}

fn tell(preview: &Preview) {
    let (added, changed, removed) = preview.difference.counts();
    if preview.changes_nothing() {
        return say("ตรงกับที่บันทึกไว้แล้ว ไม่มีอะไรเปลี่ยน");
    }
    if preview.amends {
        say(&format!("ฉบับที่ประกาศใช้แล้วไม่เปลี่ยน: จะบันทึกเป็นร่างฉบับที่ {}", preview.plan.edition.number));
    }
    say(&format!("เพิ่ม {added} แถว แก้ {changed} แถว ลบ {removed} แถว"));
    for row in preview.difference.rows.iter().filter(|_| !preview.is_new) {
        let identity = row.identity.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
        match &row.change {
            RowChange::Added => say(&format!("+ {} {identity}", row.sheet_th)),
            RowChange::Removed => say(&format!("- {} {identity}", row.sheet_th)),
            RowChange::Changed(cells) => cells.iter().for_each(|cell| {
                let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "(ว่าง)".to_owned());
                say(&format!("~ {} {identity} {}: {} → {}", row.sheet_th, cell.column_th, text(&cell.before), text(&cell.after)));
            }),
        }
    }
}

fn export(app: &App, plan: &str, edition: Option<u32>, out: &Path) -> Result<(), Failure> {
    let records = app.export(&operator(Role::Analyst), plan, edition).map_err(in_words)?;
    match out.extension().and_then(|extension| extension.to_str()) {
        Some("xlsx") => write_file(out, &app.press().workbook(&records).map_err(in_words)?),
        Some("zip") => write_file(out, &app.press().workbook_csv(&records).map_err(in_words)?),
        _ => write_csv_folder(&records, out).map_err(|error| Failure(error.to_string())),
    }
}

fn plan_of(app: &App, which: &Which) -> Result<String, Failure> {
    let plans = app.plans(&operator(Role::Viewer)).map_err(in_words)?;
    let fits = |code: &str, year: u16| {
        which.plan.as_deref().is_none_or(|plan| plan == code) && which.year.is_none_or(|wanted| wanted == year)
    };
    let mut fitting = plans.iter().filter(|listing| fits(listing.plan.code.as_str(), listing.plan.fiscal_year.buddhist_year()));
    match (fitting.next(), fitting.next()) {
        (Some(one), None) => Ok(one.plan.code.to_string()),
        (None, _) => Err(Failure("ไม่พบแผนของปีงบประมาณนี้".to_owned())),
        _ => Err(Failure("มีหลายแผน กรุณาระบุ --plan".to_owned())),
    }
}

fn journal(app: &App, command: &Journal) -> Result<ExitCode, Failure> {
    let auditor = operator(Role::Viewer);
    if matches!(command, Journal::Head) {
        let head = app.journal_head(&auditor).map_err(in_words)?;
        say(&format!("{} {}", head.seq, head.hash));
        return Ok(ExitCode::SUCCESS);
    }
    match app.verify_journal(&auditor).map_err(in_words)? {
        Ok(verified) => {
            say(&format!("ถูกต้องครบ {} รายการ ค่าแฮชล่าสุด {}", verified.count, verified.head_hash));
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            complain(&format!("บันทึกไม่ต่อเนื่องที่รายการ {}: {}", broken.seq, broken_in_words(&broken.kind)));
            Ok(ExitCode::from(3))
        }
    }
}

fn broken_in_words(kind: &BrokenKind) -> String {
    format!("{kind:?}")
}

fn copy(from: &str, to: &str) -> Result<(), Failure> {
    let in_words = |address: &str, error: phaen_store::Error| Failure(format!("{}: {error}", without_password(address)));
    let source = phaen_store::SqlStore::open(from).map_err(|error| in_words(from, error))?;
    let target = phaen_store::SqlStore::open(to).map_err(|error| in_words(to, error))?;
    let proof = phaen_store::copy::copy(source.db(), target.db()).map_err(|error| Failure(error.to_string()))?;
    proof.tables.iter().for_each(|table| say(&format!("{:<24} {}", table.0, table.1)));
    say(&format!("เท่ากันทุกตาราง ค่าแฮชบันทึกการตรวจสอบ {}", proof.journal.head_hash));
    Ok(())
}

fn create_account(app: &App, login: &str, name: &str, role: &str) -> Result<(), Failure> {
    let role = Role::from_key(role).ok_or_else(|| Failure("role ต้องเป็น viewer, analyst หรือ administrator".to_owned()))?;
    let password = std::env::var("PHAEN_PASSWORD").map_err(|_| Failure("กรุณาตั้งตัวแปร PHAEN_PASSWORD".to_owned()))?;
    let new = NewAccount { login: login.to_owned(), name: name.to_owned(), role, password };
    app.create_account(&operator(Role::Administrator), &new).map_err(in_words)
}

fn write_file(out: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(out, bytes).map_err(|error| Failure(format!("เขียนไฟล์ {} ไม่ได้: {error}", out.display())))?;
    say(&format!("{} ({} ไบต์)", out.display(), bytes.len()));
    Ok(())
}

/// What a use case answered, in words.
pub(crate) fn in_words(error: AppError) -> Failure {
    Failure(match error {
        AppError::Fields(fields) => fields.iter().map(|field| field.th.clone()).collect::<Vec<_>>().join("\n"),
        AppError::NotFound { code, .. } => format!("ไม่พบ {code}"),
        AppError::File(refusal) => refusal.th,
        AppError::PreviewOutOfDate => "มีการบันทึกอื่นเข้ามาก่อน กรุณาลองใหม่".to_owned(),
        other => other.to_string(),
    })
}
