//! The command line: every command is a use case of the application (capability 88).

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use phaen_app::ports::{Clock, Press};
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Role;
use phaen_domain::journal::Head;
use phaen_web::caller::{NotANetwork, Proxies};

use crate::demonstration;
use crate::endings::{BOOK, SHEET, WORKBOOK, wanted};
use crate::evidence_place::EvidencePlace;
use crate::exchange::{export, import, read};
use crate::files;
use crate::keeping::{copy, create_account, invite, journal, verify_evidence};
use crate::outside::{Documents, SystemClock, open, open_existing};
use crate::post::Post;
use crate::refusals::{among, in_words, plan_codes, with_choices};
use crate::serving::{Serving, serve};
use crate::words::say;

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
#[command(name = "phaen", version, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// ฐานข้อมูล: sqlite:ที่อยู่ไฟล์ หรือ postgres://…
    #[arg(long, env = "PHAEN_DATABASE", hide_env_values = true, default_value = "sqlite:var/phaen.db", global = true)]
    database: String,
    #[command(flatten)]
    evidence: EvidencePlace,
    /// ที่อยู่ที่ผู้ใช้เข้าถึงระบบ สำหรับลิงก์ในอีเมล ปฏิทิน และเล่มรายงาน เช่น https://plan.example.go.th
    #[arg(long, env = "PHAEN_SITE", global = true, value_parser = site)]
    site: Option<String>,
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
        /// พร็อกซีที่เชื่อถือส่วนหัว X-Forwarded-For: ที่อยู่หรือเครือข่าย คั่นด้วยจุลภาค เช่น 127.0.0.1,10.0.0.0/8
        #[arg(long, env = "PHAEN_TRUSTED_PROXIES", default_value = "", hide_default_value = true, value_parser = proxies)]
        trusted_proxies: Proxies,
        #[command(flatten)]
        post: Post,
    },
    /// เปิดระบบพร้อมข้อมูลส่วนราชการสาธิต ปีงบประมาณ พ.ศ. 2566
    Demo {
        /// ที่อยู่ที่รับการเชื่อมต่อ
        #[arg(long, env = "PHAEN_LISTEN", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// เตรียมข้อมูลเท่านั้น ไม่เปิดระบบ
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
        /// ฉบับที่ (หากไม่ระบุ: ฉบับที่ใช้อยู่)
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
    /// จัดทำตารางคะแนน (XLSX)
    Scorecard {
        #[command(flatten)]
        which: Which,
    },
    /// บันทึกการตรวจสอบ
    #[command(subcommand)]
    Journal(Journal),
    /// หลักฐาน
    #[command(subcommand)]
    Evidence(Evidence),
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
    /// ผลที่ตรึง ครั้งที่ (หากไม่ระบุ: ผลล่าสุดของรอบ)
    #[arg(long)]
    revision: Option<u32>,
    /// ไฟล์ปลายทาง
    #[arg(long)]
    out: PathBuf,
}

#[derive(Subcommand)]
pub(crate) enum Journal {
    /// ตรวจสอบว่าไม่มีรายการใดถูกแก้ไข ลบ หรือสลับลำดับ
    Verify {
        /// ลำดับและค่าตรวจสอบที่จดไว้ก่อนหน้านี้ เพื่อยืนยันว่ารายการท้ายไม่ถูกลบ เช่น 12:9f86d081…
        #[arg(long, value_name = "ลำดับ:ค่าตรวจสอบ", value_parser = head)]
        head: Option<Head>,
    },
    /// แสดงลำดับและค่าตรวจสอบของรายการล่าสุด
    Head,
}

#[derive(Subcommand)]
enum Evidence {
    /// ตรวจสอบว่าไฟล์หลักฐานทุกไฟล์ยังอยู่ครบและไม่ถูกแก้ไข
    Verify,
}

#[derive(Subcommand)]
enum Database {
    /// คัดลอกทั้งฐานข้อมูลไปยังฐานข้อมูลว่างอีกแห่ง แล้วตรวจสอบว่าข้อมูลตรงกัน
    Copy {
        /// ฐานข้อมูลปลายทาง
        to: String,
    },
}

/// An account as it is given on the command line.
#[derive(clap::Args)]
pub(crate) struct NewAccount {
    /// ชื่อบัญชี
    pub(crate) login: String,
    /// ชื่อที่แสดง
    #[arg(long)]
    pub(crate) name: String,
    /// บทบาท: viewer reporting_officer unit_head analyst head_of_policy committee_secretary committee_chair executive director_general
    /// auditor administrator
    #[arg(long)]
    pub(crate) role: String,
    /// รหัสหน่วยงาน สำหรับ reporting_officer และ unit_head
    #[arg(long)]
    pub(crate) unit: Option<String>,
    /// อีเมล
    #[arg(long)]
    pub(crate) email: Option<String>,
    /// ออกลิงก์ให้เจ้าของตั้งรหัสผ่านเอง แทน PHAEN_PASSWORD
    #[arg(long)]
    pub(crate) invite: bool,
    /// ที่อยู่ของระบบที่ผู้ใช้เปิด สำหรับลิงก์ เช่น https://plan.example.go.th (หากไม่ระบุ: --site)
    #[arg(long, value_parser = site)]
    pub(crate) address: Option<String>,
}

#[derive(Subcommand)]
enum Account {
    /// สร้างบัญชี รหัสผ่านอ่านจากตัวแปร PHAEN_PASSWORD หรือออกลิงก์ให้เจ้าของตั้งเองด้วย --invite
    Create(NewAccount),
    /// ออกลิงก์ให้เจ้าของบัญชีตั้งรหัสผ่านใหม่ ลิงก์ใช้ได้ครั้งเดียวภายใน 7 วัน
    Invite {
        /// ชื่อบัญชี
        login: String,
        /// ที่อยู่ของระบบที่ผู้ใช้เปิด เช่น https://plan.example.go.th (หากไม่ระบุ: --site)
        #[arg(long, value_parser = site)]
        address: Option<String>,
    },
}

/// Who acts when a command is given: whoever may run the binary on the server.
pub(crate) fn operator(role: Role) -> Actor {
    Actor::in_role("", "command-line", "command line", role)
}

/// Runs a command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.command {
        Command::Serve { listen, https, trusted_proxies, post } => {
            let app = post.set_up(opened(arguments)?)?;
            arguments.evidence.open(&arguments.database)?.sweep(SystemClock.now());
            let serving = Serving { listen: *listen, https: *https, trusted_proxies: trusted_proxies.clone() };
            serve(&app, &serving, |address| say(&format!("http://{address}/")))?;
        }
        Command::Demo { listen, prepare_only } => return demo(arguments, *listen, *prepare_only),
        Command::Import { file, dry_run, marked } => {
            marked.as_deref().map_or(Ok(()), |marked| wanted(marked, SHEET))?;
            // A database is made for a file that was read, not for a mistyped name.
            let given = read(file)?;
            return import(&opened(arguments)?, &given, *dry_run, marked.as_deref());
        }
        Command::Export { plan, out, edition } => {
            wanted(out, WORKBOOK)?;
            export(&found(arguments)?, plan, *edition, out)?;
        }
        Command::Template { out } => template(out)?,
        Command::Book(Book::Results { which }) => make(arguments, which, BOOK, App::results_book)?,
        Command::Scorecard { which } => make(arguments, which, SHEET, App::scorecard_sheet)?,
        Command::Journal(command) => return journal(&found(arguments)?, command),
        Command::Evidence(Evidence::Verify) => return verify_evidence(&found(arguments)?),
        Command::Database(Database::Copy { to }) => copy(&arguments.database, to)?,
        Command::Account(command) => keep_account(&found(arguments)?, command, arguments.site.as_deref())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn template(out: &Path) -> Result<(), Failure> {
    wanted(out, SHEET)?;
    write_file(out, &Documents.template().map_err(in_words)?)
}

fn keep_account(app: &App, command: &Account, site: Option<&str>) -> Result<(), Failure> {
    match command {
        Account::Create(new) => create_account(app, new, site),
        Account::Invite { login, address } => invite(app, login, address.as_deref().or(site)),
    }
}

fn proxies(text: &str) -> Result<Proxies, String> {
    let refused = |NotANetwork(part)| format!("{part} ไม่ใช่ที่อยู่หรือเครือข่าย ระบุเช่น 10.0.0.7 หรือ 10.0.0.0/8");
    text.parse().map_err(refused)
}

/// A head of the journal that was noted earlier.
fn head(text: &str) -> Result<Head, String> {
    text.parse().map_err(|_| {
        "ระบุลำดับและค่าตรวจสอบ (เลขฐานสิบหก 64 หลัก) คั่นด้วย : ตามที่คำสั่ง phaen journal head หรือหน้าบันทึกการตรวจสอบแสดง".to_owned()
    })
}

/// The address of the site as it stands before paths: of the web, in ASCII, without a query and without its last slash.
fn site(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let named = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[');
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !"?#\"<>\\".contains(c));
    if named && plain {
        return Ok(text.trim_end_matches('/').to_owned());
    }
    Err(format!("{text} ไม่ใช่ที่อยู่ของระบบ ระบุเช่น https://plan.example.go.th (อักษรอังกฤษ ขึ้นต้นด้วย http:// หรือ https:// ไม่มี ? และ #)"))
}

/// The application with the place in which evidence is kept, and with the address where people reach it.
fn keeping_evidence(app: App, arguments: &Arguments) -> Result<App, Failure> {
    let files = arguments.evidence.open(&arguments.database)?.files();
    Ok(app.with_files(files).with_site(arguments.site.clone()))
}

/// The database, which must be there.
fn found(arguments: &Arguments) -> Result<App, Failure> {
    open_existing(&arguments.database).and_then(|app| keeping_evidence(app, arguments))
}

/// The database, made if it is not there.
fn opened(arguments: &Arguments) -> Result<App, Failure> {
    let path = arguments.database.strip_prefix("sqlite:").map(Path::new).and_then(Path::parent);
    if let Some(directory) = path.filter(|directory| !directory.as_os_str().is_empty()) {
        std::fs::create_dir_all(directory).map_err(|error| files::refused("สร้างโฟลเดอร์", directory, &error))?;
    }
    open(&arguments.database).and_then(|app| keeping_evidence(app, arguments))
}

fn demo(arguments: &Arguments, listen: SocketAddr, prepare_only: bool) -> Result<ExitCode, Failure> {
    // Its books lead to itself, where it is known on which port it will be.
    let own = (listen.port() != 0 && !listen.ip().is_unspecified()).then(|| format!("http://{listen}"));
    let app = opened(arguments)?.with_site(arguments.site.clone().or(own));
    demonstration::prepare(&app)?;
    if !prepare_only {
        let serving = Serving { listen, https: false, trusted_proxies: Proxies::default() };
        serve(&app, &serving, demonstration::introduce)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A use case that makes a file of a round.
type Made = fn(&App, &Actor, &str, Option<u32>, &str, Option<u32>) -> Result<Vec<u8>, AppError>;

fn make(arguments: &Arguments, which: &Which, endings: &[&str], made: Made) -> Result<(), Failure> {
    wanted(&which.out, endings)?;
    let app = found(arguments)?;
    let plan = plan_of(&app, which)?;
    let file = made(&app, &operator(Role::Analyst), &plan, None, &which.round, which.revision);
    let file = file.map_err(|error| with_choices(&app, (&plan, &which.round), error))?;
    write_file(&which.out, &file)
}

fn plan_of(app: &App, which: &Which) -> Result<String, Failure> {
    let plans = app.plans(&operator(Role::Viewer)).map_err(in_words)?;
    let fits = |code: &str, year: u16| {
        which.plan.as_deref().is_none_or(|plan| plan == code) && which.year.is_none_or(|wanted| wanted == year)
    };
    let mut fitting = plans.iter().filter(|listing| fits(listing.plan.code.as_str(), listing.plan.fiscal_year.buddhist_year()));
    match (fitting.next(), fitting.next()) {
        (Some(one), None) => Ok(one.plan.code.to_string()),
        (None, _) => Err(Failure(format!("ไม่พบแผนตาม --plan และ --year{}", among(&plan_codes(app))))),
        _ => Err(Failure(format!("มีหลายแผน กรุณาระบุ --plan{}", among(&plan_codes(app))))),
    }
}

pub(crate) fn write_file(out: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(out, bytes).map_err(|error| files::refused("เขียนไฟล์", out, &error))?;
    say(&format!("{} ({} ไบต์)", out.display(), bytes.len()));
    Ok(())
}
