//! The built binary with its evidence in a store that speaks S3: by the API, through an outage, and verified from the command line.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use phaen::outside::application;
use phaen_app::accounts::NewAccount;
use phaen_app::{Actor, App};
use phaen_domain::access::Role;
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_store::SqlStore;
use serde_json::Value;
use tempfile::TempDir;

use crate::server::{Mood, Server};
use crate::{SECRET, Scene};

pub(crate) const RETURN: &str = "/api/v1/plans/LED-2566/rounds/R9/returns/%E0%B8%81%E0%B8%99%E0%B8%A2.";
const FILE: &[u8] = b"%PDF-1.7\nthe evidence of a figure\n%%EOF\n";

/// The demonstration agency with an open round and people with tokens.
pub(crate) struct Office {
    directory: TempDir,
    /// Of the unit's officer.
    pub(crate) token: String,
    /// Of an officer of another unit.
    pub(crate) stranger: String,
    /// Of somebody who may look.
    pub(crate) viewer: String,
}

impl Office {
    pub(crate) fn open() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut office = Self { directory, token: String::new(), stranger: String::new(), viewer: String::new() };
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/led-2566");
        let imported = office.command("s3-plain://127.0.0.1:1/plan").arg("import").arg(data).output().unwrap();
        assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
        let app = application(SqlStore::open(&office.database()).unwrap());
        let analyst = Actor::in_role("", "test", "test", Role::Analyst);
        app.open_round(&analyst, &PlanCode::new("LED-2566").unwrap(), &RoundCode::new("R9").unwrap()).unwrap();
        office.token = token(&app, "officer", Role::ReportingOfficer, Some("กนย."));
        office.stranger = token(&app, "stranger", Role::ReportingOfficer, Some("พบ."));
        office.viewer = token(&app, "viewer", Role::Viewer, None);
        office
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.directory.path().join(name).display().to_string()
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.directory.path().join("phaen.db").display())
    }

    /// The binary with its settings in the environment, as an installation has them.
    fn command(&self, evidence: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phaen"));
        command.current_dir(self.directory.path()).env("PHAEN_DATABASE", self.database()).env("PHAEN_LOG", "info");
        command.env("PHAEN_EVIDENCE", evidence).env("PHAEN_EVIDENCE_REGION", "th-bangkok-1");
        command.env("PHAEN_EVIDENCE_KEY", "PHAENKEY").env("PHAEN_EVIDENCE_SECRET", SECRET);
        command
    }

    fn run(&self, evidence: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let Output { status, stdout, stderr } = self.command(evidence).args(arguments).output().unwrap();
        (status.code(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
    }
}

/// Makes an account; gives its token.
fn token(app: &App, login: &str, role: Role, unit: Option<&str>) -> String {
    let administrator = Actor::in_role("", "test", "test", Role::Administrator);
    let new = NewAccount {
        login: login.to_owned(),
        name: format!("ผู้ใช้ทดสอบ {login}"),
        role,
        unit: unit.map(|unit| UnitCode::new(unit).unwrap()),
        email: None,
        password: "รหัสผ่านสำหรับทดสอบ".to_owned(),
    };
    app.create_account(&administrator, &new).unwrap();
    let account = app.accounts(&administrator).unwrap().into_iter().find(|account| account.login == login).unwrap();
    app.make_token(&Actor::in_role(&account.id, &account.login, &account.name, account.role), "ทดสอบ").unwrap()
}

/// A running site.
pub(crate) struct Site<'a> {
    office: &'a Office,
    child: Child,
    pub(crate) address: SocketAddr,
}

impl<'a> Site<'a> {
    pub(crate) fn serve(office: &'a Office, evidence: &str) -> Self {
        let mut command = office.command(evidence);
        command.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        let log = std::fs::File::create(office.directory.path().join("log")).unwrap();
        let mut child = command.stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
        Self { office, child, address }
    }

    /// Sends the file under the name of one write; status, `Retry-After`, the answer.
    fn attach(&self) -> (u16, Option<String>, Value) {
        let address = format!("http://{}{RETURN}/evidence?item=indicator:K01&name=scan.pdf", self.address);
        let config = ureq::config::Config::builder().http_status_as_error(false).build();
        let request = config.new_agent().post(&address).header("authorization", format!("Bearer {}", self.office.token));
        let mut answer = request.header("idempotency-key", "one-write").send(FILE).unwrap();
        let wait = answer.headers().get("retry-after").map(|wait| wait.to_str().unwrap().to_owned());
        let answer_text = answer.body_mut().read_to_string().unwrap();
        (answer.status().as_u16(), wait, serde_json::from_str(&answer_text).unwrap())
    }

    fn file(&self, path: &str) -> Vec<u8> {
        let request = ureq::get(format!("http://{}{path}", self.address));
        request.header("authorization", format!("Bearer {}", self.office.token)).call().unwrap().body_mut().read_to_vec().unwrap()
    }

    /// The most memory that the process ever held, in KiB.
    pub(crate) fn peak_memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.office.directory.path().join("log")).unwrap()
    }
}

impl Drop for Site<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn evidence_in_a_bucket_is_attached_through_an_outage_and_verified() {
    let scene = Scene::in_mood(Mood::Serves);
    let (office, address) = (Office::open(), scene.server.address);
    let place = format!("s3-plain://{address}/plan/2566");
    let Scene { objects, keys, server } = scene;
    let site = Site::serve(&office, &place);
    drop(server);

    let before = office.run(&place, &["journal", "head"]);
    let (status, wait, refused) = site.attach();
    assert_eq!((status, wait.as_deref()), (503, Some("30")), "{refused}");
    assert_eq!(refused["type"], "/problems/files-away");
    assert_eq!(refused["th"]["title"], "ติดต่อที่เก็บไฟล์หลักฐานไม่ได้ชั่วคราว");
    assert!(refused["en"]["remedy"].as_str().unwrap().contains("try again"), "{refused}");
    assert_eq!(office.run(&place, &["journal", "head"]), before, "nothing was written down");

    let server = Server::start(address, objects.path(), &keys, Mood::Serves);
    let (status, _, added) = site.attach();
    assert_eq!(status, 201, "the same write, named as before: {added}");
    assert_eq!(site.attach().2, added, "done once");
    assert_eq!(site.file(added["file"].as_str().unwrap()), FILE);
    let log = site.log();
    assert!(log.contains(&place) && !log.contains(SECRET) && !log.contains("X-Amz-"), "{log}");

    assert_eq!(office.run(&place, &["evidence", "verify"]), (Some(0), "ถูกต้องครบ 1 ไฟล์\n".to_owned()));
    let hash = added["sha256"].as_str().unwrap();
    std::fs::write(objects.path().join(format!("plan/2566/{}/{hash}", &hash[..2])), "altered").unwrap();
    let (code, told) = office.run(&place, &["evidence", "verify"]);
    assert!(code == Some(3) && told.contains(hash) && told.contains("เนื้อหาถูกแก้ไข"), "{code:?} {told}");
    drop(server);
    let (code, told) = office.run(&place, &["evidence", "verify"]);
    assert!(code == Some(1) && told.contains("ติดต่อที่เก็บไฟล์หลักฐานไม่ได้"), "{code:?} {told}");
}

#[test]
fn a_store_that_is_not_there_at_the_start_is_told_in_the_log_and_the_site_serves() {
    let office = Office::open();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let site = Site::serve(&office, &format!("s3-plain://{nobody}/plan"));
    assert!(serde_json::from_slice::<Value>(&site.file(RETURN)).is_ok(), "the rest goes on");
    let told = (0..50).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        site.log().contains("evidence cannot be kept or read now")
    });
    assert!(told, "{}", site.log());
}

#[test]
fn settings_that_cannot_work_stop_the_command_with_words() {
    let office = Office::open();
    let (code, told) = office.run("s3://host", &["evidence", "verify"]);
    assert!(code == Some(1) && told.contains("s3://ชื่อเครื่อง"), "{code:?} {told}");
    let mut command = office.command("s3://host/plan");
    let output = command.env_remove("PHAEN_EVIDENCE_SECRET").args(["evidence", "verify"]).output().unwrap();
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("PHAEN_EVIDENCE_SECRET"));
}
