//! The command line as an administrator uses it: the built binary, real files, both databases.

#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

struct Office {
    directory: TempDir,
}

impl Office {
    fn new() -> Self {
        Self { directory: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.path("phaen.db").display())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_on(&self.database(), arguments)
    }

    fn run_on(&self, database: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phaen"));
        command.current_dir(self.directory.path()).env_remove("PHAEN_DATABASE").env("PHAEN_PASSWORD", "รหัสผ่านสำหรับทดสอบ");
        command.args(["--database", database]).args(arguments).output().unwrap()
    }
}

fn data(plan: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(plan).display().to_string()
}

fn other_agency() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/other_agency").display().to_string()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_dry_run_stores_nothing_and_the_same_workbook_twice_changes_nothing() {
    let office = Office::new();
    assert!(said(&office.run(&["import", &other_agency(), "--dry-run"])).contains("ยังไม่ได้บันทึก"));
    assert!(said(&office.run(&["journal", "head"])).starts_with("0 "));
    assert!(said(&office.run(&["import", &other_agency()])).contains("บันทึกแล้ว"));
    let head = said(&office.run(&["journal", "head"]));
    assert!(said(&office.run(&["import", &other_agency()])).contains("ไม่มีอะไรเปลี่ยน"));
    assert_eq!(said(&office.run(&["journal", "head"])), head);
}

#[test]
fn what_is_exported_imports_back_equal_as_workbook_zip_and_folder() {
    let office = Office::new();
    said(&office.run(&["import", &data("led-2566")]));
    for out in ["แผน.xlsx", "แผน.zip", "แผน"] {
        let out = office.path(out).display().to_string();
        said(&office.run(&["export", "LED-2566", "--out", &out]));
        assert!(said(&office.run(&["import", &out, "--dry-run"])).contains("ไม่มีอะไรเปลี่ยน"), "{out}");
        let elsewhere = Office::new();
        said(&elsewhere.run(&["import", &out]));
        let again = elsewhere.path("again.zip").display().to_string();
        said(&elsewhere.run(&["export", "LED-2566", "--out", &again]));
        assert!(said(&office.run(&["import", &again, "--dry-run"])).contains("ไม่มีอะไรเปลี่ยน"), "{out}");
    }
}

#[test]
fn a_wrong_workbook_is_refused_with_every_cell_named_and_handed_back_marked() {
    let office = Office::new();
    let folder = office.path("wrong");
    std::fs::create_dir(&folder).unwrap();
    for file in std::fs::read_dir(other_agency()).unwrap().flatten() {
        std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    let targets = "indicator,value\nA2,สองร้อย\nA2,=1+1\nZZ,5\n";
    std::fs::write(folder.join("targets.csv"), targets).unwrap();
    let folder = folder.display().to_string();
    let complaints = complained(&office.run(&["import", &folder, "--marked", "marked.xlsx"]), 2);
    assert!(complaints.contains("“สองร้อย”") && complaints.contains("ไม่ใช่ตัวเลข"), "{complaints}");
    assert!(complaints.contains("“ZZ”") && complaints.contains("ไม่พบรหัสนี้"), "{complaints}");
    assert!(office.path("marked.xlsx").exists());
    assert!(said(&office.run(&["journal", "head"])).starts_with("0 "), "nothing was stored");
    assert!(complained(&office.run(&["import", "marked.xlsx"]), 2).contains("“สองร้อย”"), "the marked workbook can be read again");
}

#[test]
fn a_file_that_is_no_workbook_is_refused_in_words() {
    let office = Office::new();
    std::fs::write(office.path("letter.xlsx"), b"%PDF-1.7 not a workbook").unwrap();
    let complaint = complained(&office.run(&["import", "letter.xlsx"]), 1);
    assert!(!complaint.trim().is_empty() && !complaint.contains("panicked"), "{complaint}");
}

#[test]
fn an_altered_journal_entry_is_found_and_named() {
    let office = Office::new();
    said(&office.run(&["import", &other_agency()]));
    said(&office.run(&["account", "create", "somchit", "--name", "ผู้ใช้ทดสอบ", "--role", "viewer"]));
    assert!(said(&office.run(&["journal", "verify"])).contains("ถูกต้อง"));
    let connection = rusqlite::Connection::open(office.path("phaen.db")).unwrap();
    connection.execute("UPDATE journal SET actor = 'somebody-else' WHERE seq = 2", []).unwrap();
    drop(connection);
    assert!(complained(&office.run(&["journal", "verify"]), 3).contains("รายการ 2"));
}

#[test]
fn a_head_noted_earlier_shows_that_the_last_entries_were_removed_or_the_journal_written_anew() {
    let office = Office::new();
    said(&office.run(&["import", &other_agency()]));
    let earlier = said(&office.run(&["journal", "head"]));
    said(&office.run(&["account", "create", "somchit", "--name", "ผู้ใช้ทดสอบ", "--role", "viewer"]));
    let latest = said(&office.run(&["journal", "head"])).trim().replace(' ', ":");
    for noted in [earlier.trim(), &latest] {
        let words = said(&office.run(&["journal", "verify", "--head", noted]));
        assert!(words.contains("ถูกต้องครบ") && words.contains("ค่าตรวจสอบตรงกัน"), "{words}");
    }
    let other = format!("1:{}", "ab".repeat(32));
    assert!(complained(&office.run(&["journal", "verify", "--head", &other]), 3).contains("รายการ 1 ไม่มีค่าตรวจสอบตามที่จดไว้"));
    let malformed = complained(&office.run(&["journal", "verify", "--head", "รายการ 12"]), 2);
    assert!(malformed.contains("phaen journal head") && malformed.contains("64 หลัก"), "{malformed}");

    let connection = rusqlite::Connection::open(office.path("phaen.db")).unwrap();
    let (seq, _) = latest.split_once(':').unwrap();
    let before: (i64, String) = connection
        .query_row("SELECT seq, hash FROM journal WHERE seq = ?1 - 1", [seq], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    connection.execute("DELETE FROM journal WHERE seq = ?1", [seq]).unwrap();
    connection.execute("UPDATE journal_head SET seq = ?1, hash = ?2", rusqlite::params![before.0, before.1]).unwrap();
    drop(connection);
    assert!(said(&office.run(&["journal", "verify"])).contains("ถูกต้องครบ"), "the chain alone does not show it");
    let cut_off = complained(&office.run(&["journal", "verify", "--head", &latest]), 3);
    assert!(cut_off.contains(&format!("ไม่พบรายการ {seq} ที่จดไว้")), "{cut_off}");
}

#[test]
fn a_database_moves_to_postgresql_and_back_and_stays_equal() {
    let office = Office::new();
    said(&office.run(&["import", &data("led-2566")]));
    let head = said(&office.run(&["journal", "head"]));
    let server = phaen_store::testing::Fresh::on(phaen_store::Engine::Postgres);
    let address = server.address().to_owned();
    assert!(said(&office.run(&["database", "copy", &address])).contains("เท่ากันทุกตาราง"));
    assert_eq!(said(&office.run_on(&address, &["journal", "head"])), head);
    let back = format!("sqlite:{}", office.path("back.db").display());
    said(&office.run_on(&address, &["database", "copy", &back]));
    assert_eq!(said(&office.run_on(&back, &["journal", "head"])), head);
    let again = complained(&office.run(&["database", "copy", &address]), 1);
    assert!(again.contains("ปลายทางไม่ว่าง"), "{again}");
}

#[test]
fn the_results_book_is_made_twice_with_the_same_bytes() {
    let office = Office::new();
    said(&office.run(&["import", &data("led-2566")]));
    for out in ["one.pdf", "two.pdf"] {
        said(&office.run(&["book", "results", "--year", "2566", "--round", "R12", "--out", out]));
    }
    let bytes = std::fs::read(office.path("one.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert!(bytes == std::fs::read(office.path("two.pdf")).unwrap());
    let of = |revision: &str, out: &str| {
        office.run(&["book", "results", "--year", "2566", "--round", "R12", "--revision", revision, "--out", out])
    };
    said(&of("1", "first.pdf"));
    assert!(bytes == std::fs::read(office.path("first.pdf")).unwrap(), "the first revision is the newest");
    assert!(complained(&of("2", "second.pdf"), 1).contains("รอบ R12 ไม่มีผลที่ตรึงครั้งที่ 2 ที่มีคือ 1"));
    said(&office.run(&["scorecard", "--year", "2566", "--round", "R12", "--out", "scorecard.xlsx"]));
    assert!(
        complained(&office.run(&["book", "results", "--year", "2570", "--round", "R12", "--out", "x.pdf"]), 1)
            .contains("ไม่พบแผน")
    );
}

#[test]
fn the_figures_of_a_book_lead_to_the_site_whose_address_is_given() {
    let office = Office::new();
    said(&office.run(&["import", &data("led-2566")]));
    let book = |site: &[&str], out: &str| {
        let asked = ["book", "results", "--year", "2566", "--round", "R12", "--out", out];
        said(&office.run(&[site, &asked].concat()));
        std::fs::read(office.path(out)).unwrap()
    };
    let leads = |pdf: &[u8]| pdf.windows(b"/explain/".len()).any(|window| window == b"/explain/");
    assert!(!leads(&book(&[], "plain.pdf")));
    assert!(leads(&book(&["--site", "https://plan.example.go.th/"], "linked.pdf")));
    for wrong in ["plan.example.go.th", "https://", "javascript:alert(1)", "https://แผน.ไทย", "https://plan.example/?a=1"]
    {
        let refused = complained(&office.run(&["--site", wrong, "journal", "head"]), 2);
        assert!(refused.contains(&format!("{wrong} ไม่ใช่ที่อยู่ของระบบ")), "{refused}");
    }
}

#[test]
fn a_proxy_that_is_no_address_is_refused_before_anything_is_served() {
    let office = Office::new();
    let refused =
        complained(&office.run(&["serve", "--listen", "127.0.0.1:0", "--trusted-proxies", "10.0.0.0/8,proxy.example"]), 2);
    assert!(refused.contains("proxy.example ไม่ใช่ที่อยู่หรือเครือข่าย"), "{refused}");
}

#[test]
fn a_mistyped_address_is_told_and_makes_no_database() {
    let office = Office::new();
    let nowhere = office.path("no/such/x.db");
    let address = format!("sqlite:{}", nowhere.display());
    let asking: &[&[&str]] = &[
        &["journal", "verify"],
        &["journal", "head"],
        &["export", "LED-2566", "--out", "x.xlsx"],
        &["book", "results", "--round", "R12", "--out", "x.pdf"],
        &["scorecard", "--round", "R12", "--out", "x.xlsx"],
        &["account", "create", "somchit", "--name", "ผู้ใช้ทดสอบ", "--role", "viewer"],
        &["database", "copy", "sqlite:copy.db"],
    ];
    for arguments in asking {
        let refused = complained(&office.run_on(&address, arguments), 1);
        assert!(refused.contains("ไม่พบฐานข้อมูล"), "{arguments:?}: {refused}");
        assert!(!nowhere.parent().unwrap().exists(), "{arguments:?}");
    }
    std::fs::write(office.path("phaen.db"), b"").unwrap();
    assert!(complained(&office.run(&["journal", "verify"]), 1).contains("ไม่พบฐานข้อมูล"), "an empty file is none either");
    let server = phaen_store::testing::Fresh::on(phaen_store::Engine::Postgres);
    assert!(complained(&office.run_on(server.address(), &["journal", "verify"]), 1).contains("ไม่พบฐานข้อมูล"));
    said(&office.run_on(&address, &["template", "--out", "t.xlsx"]));
    assert!(!nowhere.exists(), "a template needs no database");
}

#[test]
fn what_is_not_there_is_named_with_what_there_is() {
    let office = Office::new();
    said(&office.run(&["import", &other_agency()]));
    let refused = |arguments: &[&str]| complained(&office.run(arguments), 1);
    assert_eq!(refused(&["export", "NOPE", "--out", "x.xlsx"]).trim(), "ไม่พบแผน NOPE ที่มีคือ MUN-2570");
    assert_eq!(refused(&["export", "MUN-2570", "--edition", "9", "--out", "x.xlsx"]).trim(), "แผน MUN-2570 ไม่มีฉบับนั้น ที่มีคือ 1");
    let book = refused(&["book", "results", "--round", "R13", "--out", "x.pdf"]);
    assert_eq!(book.trim(), "แผน MUN-2570 ไม่มีรอบ R13 ที่มีคือ ครึ่งปี, ทั้งปี");
    let year = refused(&["scorecard", "--year", "2560", "--round", "ทั้งปี", "--out", "x.xlsx"]);
    assert!(year.contains("ไม่พบแผน") && year.contains("MUN-2570"), "{year}");
    let address = complained(&office.run_on("mysql://x", &["journal", "head"]), 1);
    assert!(address.contains("sqlite:ที่อยู่ไฟล์"), "{address}");
}

#[test]
fn a_dry_run_tells_differences_in_words_and_thai_dates() {
    let office = Office::new();
    said(&office.run(&["import", &other_agency()]));
    let folder = office.path("changed");
    std::fs::create_dir(&folder).unwrap();
    for file in std::fs::read_dir(other_agency()).unwrap().flatten() {
        std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    let changed = |name: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        assert!(text.contains(from), "{text}");
        std::fs::write(folder.join(name), text.replace(from, to)).unwrap();
    };
    changed("rounds.csv", "5 เม.ย. 2570", "7 เม.ย. 2570");
    changed("plan.csv", "ร่าง", "เสนอพิจารณา");
    changed("observations.csv", "ตัวชี้วัด,A1,สป.,ทั้งปี,,40,50", "ตัวชี้วัด,A1,สป.,ทั้งปี,ไม่มีข้อมูล,,");
    let told = said(&office.run(&["import", &folder.display().to_string(), "--dry-run"]));
    for words in ["ร่าง → เสนอพิจารณา", "5 เมษายน 2570 → 7 เมษายน 2570", "ตัวชี้วัด · A1 · สป. · ทั้งปี ผล: (ว่าง) → ไม่มีข้อมูล"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn help_tells_the_product_in_thai_and_never_a_secret_of_the_environment() {
    let office = Office::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_phaen"));
    let secrets = ["PHAEN_DATABASE", "PHAEN_EVIDENCE", "PHAEN_EVIDENCE_KEY", "PHAEN_SMTP", "PHAEN_SMTP_USER"];
    command.current_dir(office.directory.path()).envs(secrets.map(|name| (name, "postgres://u:swordfish@db/phaen")));
    let help = said(&command.args(["serve", "--help"]).output().unwrap());
    assert!(secrets.iter().all(|name| help.contains(&format!("[env: {name}]"))), "{help}");
    assert!(!help.contains("swordfish"), "{help}");
    let product = said(&office.run(&["--help"]));
    assert!(product.starts_with("แผน: "), "{product}");
}

#[test]
fn a_workbook_that_is_not_there_makes_no_database() {
    let office = Office::new();
    let refused = complained(&office.run(&["import", "nothere.xlsx"]), 1);
    assert!(refused.contains("nothere.xlsx") && refused.contains("ไม่พบไฟล์"), "{refused}");
    assert!(!office.path("phaen.db").exists());
}

#[test]
fn what_the_operating_system_refuses_is_told_in_thai_with_the_path() {
    let office = Office::new();
    said(&office.run(&["import", &other_agency()]));
    std::fs::write(office.path("note"), "a file").unwrap();
    for (arguments, path, words) in [
        (vec!["template", "--out", "none/t.xlsx"], "none/t.xlsx", "ไม่พบไฟล์หรือโฟลเดอร์"),
        (vec!["export", "MUN-2570", "--out", "note/o.zip"], "note/o.zip", "มีไฟล์อยู่ในตำแหน่งที่ควรเป็นโฟลเดอร์"),
        (vec!["export", "MUN-2570", "--out", "note/folder"], "note/folder", "มีไฟล์อยู่ในตำแหน่งที่ควรเป็นโฟลเดอร์"),
    ] {
        let refused = complained(&office.run(&arguments), 1);
        assert!(refused.contains(path) && refused.contains(words) && !refused.contains("os error"), "{refused}");
    }
}

#[test]
fn a_file_is_written_only_with_an_ending_that_fits_and_its_place_is_told() {
    let office = Office::new();
    said(&office.run(&["import", &other_agency()]));
    let wrong: &[(&[&str], &str, &str)] = &[
        (&["export", "MUN-2570"], "o.txt", ".xlsx หรือ .zip หรือ ชื่อโฟลเดอร์ที่ไม่มีนามสกุล"),
        (&["scorecard", "--round", "ทั้งปี"], "s.pdf", ".xlsx"),
        (&["book", "results", "--round", "ทั้งปี"], "b.xlsx", ".pdf"),
        (&["template"], "t.csv", ".xlsx"),
    ];
    for (arguments, out, choices) in wrong {
        let refused = complained(&office.run(&[arguments, &["--out", out][..]].concat()), 1);
        assert!(refused.trim().starts_with(out) && refused.trim().ends_with(&format!("ใช้ {choices}")), "{refused}");
        assert!(!office.path(out).exists(), "{out}");
    }
    for out in ["โฟลเดอร์", "o.xlsx", "O.ZIP"] {
        assert!(said(&office.run(&["export", "MUN-2570", "--out", out])).starts_with(out), "{out}");
    }
    assert!(office.path("O.ZIP").is_file(), "capital letters are an ending too");
}

#[test]
fn making_an_account_says_what_was_done_and_its_link_leads_to_the_site() {
    let office = Office::new();
    said(&office.run(&["import", &other_agency()]));
    let created = said(&office.run(&["account", "create", "Somchit", "--name", "ผู้ใช้ทดสอบ", "--role", "viewer"]));
    assert!(created.contains("สร้างบัญชี somchit แล้ว"), "{created}");
    let site = ["--site", "https://plan.example.go.th/"];
    let invited = said(&office.run(&[&["account", "invite", "somchit"][..], &site].concat()));
    assert!(invited.starts_with("https://plan.example.go.th/invitation/"), "{invited}");
    let new = ["account", "create", "somsri", "--name", "ผู้ใช้ทดสอบ", "--role", "viewer", "--invite"];
    let invited = said(&office.run(&[&new[..], &site].concat()));
    assert!(invited.contains("\nhttps://plan.example.go.th/invitation/"), "{invited}");
    let elsewhere = ["--address", "https://other.example.go.th"];
    let invited = said(&office.run(&[&["account", "invite", "somchit"][..], &site, &elsewhere].concat()));
    assert!(invited.starts_with("https://other.example.go.th/invitation/"), "the nearer word wins: {invited}");
    assert_eq!(complained(&office.run(&["account", "invite", "nobody"]), 1).trim(), "ไม่พบบัญชี nobody");
}
