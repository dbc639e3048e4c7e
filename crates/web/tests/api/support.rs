//! What every test of the API stands on: the site over a real store in memory with the demonstration agency, and callers with tokens.
//!
//! Tests that only read share one site ([`Site::shared`]); a test that writes makes its own ([`Site::fresh`]).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use phaen_app::accounts::NewAccount;
use phaen_app::paper::Paper;
use phaen_app::ports::{Clock, FileRefusal, Mail, Press, Reading, Store, StoreFailure, Technical, Writing};
use phaen_app::{App, AppError, exchange};
use phaen_domain::access::Role;
use phaen_domain::id::UnitCode;
use phaen_domain::workbook::{Problems, RawCell, RawWorkbook, Records};
use phaen_store::SqlStore;
use phaen_web::site::site;
use serde_json::Value;
use tower::ServiceExt;

use crate::doubles::{CountedIds, FixedClock};
pub(crate) use crate::doubles::{PASSWORD, actor, demonstration};
use crate::press::PlainPress;

/// The plan of the demonstration.
pub(crate) const LED: &str = "/api/v1/plans/LED-2566";

/// Files are made by another crate. This press reads workbooks written as text: the folder of the demonstration in the first line, then
/// one changed cell in each line (`sheet|row|column|value`); what it makes names what it was asked for.
struct TextPress;

impl Press for TextPress {
    fn read_workbook(&self, name: &str, bytes: &[u8]) -> Result<RawWorkbook, FileRefusal> {
        if bytes.starts_with(b"== ") {
            return PlainPress.read_workbook(name, bytes);
        }
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.starts_with("led") || text.starts_with("psdg"));
        let refusal = FileRefusal {
            th: "ไม่รับไฟล์นี้ ใช้ไฟล์ XLSX ตามแบบ".to_owned(), en: "Use an XLSX file".to_owned()
        };
        let mut lines = text.ok_or(refusal)?.lines();
        let mut workbook = demonstration(lines.next().unwrap());
        for line in lines {
            let [sheet, row, column, value] = line.split('|').collect::<Vec<_>>().try_into().unwrap();
            let sheet = workbook.sheets.iter_mut().find(|known| known.name == sheet).unwrap();
            let column = sheet.rows[0].cells.iter().position(|cell| cell.shown() == column).unwrap();
            let row = sheet.rows.iter_mut().find(|known| known.number.to_string() == row).unwrap();
            row.cells[column] = RawCell::Text(value.to_owned());
        }
        Ok(workbook)
    }

    fn workbook(&self, records: &Records) -> Result<Vec<u8>, AppError> {
        Ok(records.canonical().into_bytes())
    }

    fn workbook_csv(&self, records: &Records) -> Result<Vec<u8>, AppError> {
        Ok(records.canonical().into_bytes())
    }

    fn template(&self) -> Result<Vec<u8>, AppError> {
        Ok(Vec::new())
    }

    fn marked_workbook(&self, _raw: &RawWorkbook, _problems: &Problems) -> Result<Vec<u8>, AppError> {
        Ok(Vec::new())
    }

    fn calendar(&self, name: &str, _: &[phaen_app::ports::CalendarEvent]) -> Result<Vec<u8>, AppError> {
        Ok(name.as_bytes().to_vec())
    }

    fn return_sheet(
        &self,
        sheet: &phaen_domain::submission::offline::OfflineSheet,
        wrong: &[phaen_domain::submission::offline::WrongCell],
    ) -> Result<Vec<u8>, AppError> {
        PlainPress.return_sheet(sheet, wrong)
    }

    fn scorecard_sheet(&self, paper: &Paper) -> Result<Vec<u8>, AppError> {
        Ok(told("scorecard", paper))
    }

    fn pack(
        &self,
        out: &mut dyn std::io::Write,
        next: &mut dyn FnMut() -> Result<Option<phaen_app::ports::Part>, AppError>,
    ) -> Result<(), AppError> {
        PlainPress.pack(out, next)
    }

    fn results_book(&self, paper: &Paper, _: Option<&str>, _: &mut dyn FnMut(u8)) -> Result<Vec<u8>, AppError> {
        Ok(told("book", paper))
    }
}

/// What a file tells of, which revision where one was asked for, and which one stands in its place.
fn told(what: &str, paper: &Paper) -> Vec<u8> {
    let newest = paper.newest.as_ref().map(|it| format!(", now {}", it.revision));
    format!("{what} of {} at {}{}", paper.round.plan.plan.code, paper.code(), newest.unwrap_or_default()).into_bytes()
}

static RUNTIME: LazyLock<tokio::runtime::Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap());

fn app_over(store: Arc<dyn Store>, ids: &Arc<CountedIds>, clock: Arc<dyn Clock>) -> App {
    App::new(store, clock, ids.clone(), Arc::new(TextPress))
}

/// A clock that stands at an instant.
struct ClockAt(jiff::Timestamp);

impl Clock for ClockAt {
    fn now(&self) -> jiff::Timestamp {
        self.0
    }
}

/// A store in which nothing technical can be kept any more.
struct LosingStore(Arc<SqlStore>);

impl Store for LosingStore {
    fn read(&self, work: &mut dyn FnMut(&mut dyn Reading) -> Result<(), AppError>) -> Result<(), AppError> {
        self.0.read(work)
    }

    fn write(&self, work: &mut dyn FnMut(&mut dyn Writing) -> Result<(), AppError>) -> Result<(), AppError> {
        self.0.write(work)
    }

    fn technical(&self, _: &mut dyn FnMut(&mut dyn Technical) -> Result<(), AppError>) -> Result<(), AppError> {
        Err(AppError::StoreAway(StoreFailure("gone".to_owned())))
    }
}

/// The site over its own store, with one access token for each role.
pub(crate) struct Site {
    router: Router,
    pub(crate) app: App,
    store: Arc<SqlStore>,
    ids: Arc<CountedIds>,
    tokens: Arc<Mutex<BTreeMap<String, String>>>,
}

pub(crate) const ROLES: [(&str, Role); 3] =
    [("viewer", Role::Viewer), ("analyst", Role::Analyst), ("admin", Role::Administrator)];

impl Site {
    /// A store of its own with the demonstration agency and an account with a token for each role.
    pub(crate) fn fresh() -> Self {
        let store = Arc::new(SqlStore::open("sqlite::memory:").expect("a store"));
        let ids = Arc::new(CountedIds::default());
        let app = app_over(store.clone(), &ids, Arc::new(FixedClock));
        let site = Self { router: site(app.clone(), false), app, store, ids, tokens: Arc::default() };
        for (login, role) in ROLES {
            site.account(login, role, None);
        }
        for folder in ["led-2566", "psdg-2565"] {
            let hash = exchange::file_hash(folder.as_bytes());
            let stored = site.app.confirm_import(&actor(Role::Analyst), &demonstration(folder), &hash, None);
            assert!(stored.expect("the demonstration data import"));
        }
        site
    }

    /// Makes an account with a token.
    pub(crate) fn account(&self, login: &str, role: Role, unit: Option<&str>) {
        let administrator = actor(Role::Administrator);
        let new = NewAccount {
            login: login.to_owned(),
            name: format!("บัญชี {login}"),
            role,
            unit: unit.map(|code| UnitCode::new(code).unwrap()),
            email: None,
            password: PASSWORD.to_owned(),
        };
        self.app.create_account(&administrator, &new).expect("an account");
        let account = self.app.accounts(&administrator).unwrap().into_iter().find(|a| a.login == login).unwrap();
        let account = phaen_app::Actor::in_role(&account.id, &account.login, &account.name, account.role);
        let token = self.app.make_token(&account, "ทดสอบ").expect("a token");
        let _ = self.tokens.lock().unwrap().insert(login.to_owned(), token);
    }

    /// Another node over the same store, or the same one after a restart.
    pub(crate) fn another_node(&self) -> Self {
        self.over(self.store.clone())
    }

    /// A node whose answers are lost: it writes, and is gone before anything else is kept.
    pub(crate) fn losing_answers(&self) -> Self {
        self.over(Arc::new(LosingStore(self.store.clone())))
    }

    /// The use cases at another instant.
    pub(crate) fn at(&self, instant: &str) -> App {
        app_over(self.store.clone(), &self.ids, Arc::new(ClockAt(instant.parse().unwrap())))
    }

    /// The same site with a mail server.
    pub(crate) fn with_mail(&self, mail: Arc<dyn Mail>) -> Self {
        self.running(self.app.clone().with_mail(mail))
    }

    /// The same site at another instant.
    pub(crate) fn on_another_day(&self, instant: &str) -> Self {
        self.running(self.at(instant))
    }

    fn over(&self, store: Arc<dyn Store>) -> Self {
        self.running(app_over(store, &self.ids, Arc::new(FixedClock)))
    }

    fn running(&self, app: App) -> Self {
        let (store, ids, tokens) = (self.store.clone(), self.ids.clone(), self.tokens.clone());
        Self { router: site(app.clone(), false), app, store, ids, tokens }
    }

    /// One demonstration agency for all tests that only read.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: LazyLock<Site> = LazyLock::new(Site::fresh);
        &SHARED
    }

    /// The secret of a role's token.
    pub(crate) fn token(&self, login: &str) -> String {
        self.tokens.lock().unwrap()[login].clone()
    }

    /// Sends anything.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(encoded(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).expect("a request");
        let router = self.router.clone();
        RUNTIME.block_on(async move {
            let (parts, body) = router.oneshot(request).await.expect("an answer").into_parts();
            let bytes = to_bytes(body, 64 * 1024 * 1024).await.expect("a body");
            Answer { status: parts.status, headers: parts.headers, bytes: bytes.to_vec() }
        })
    }

    /// Reads as the viewer.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    /// Reads as the viewer with more headers.
    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let bearer = format!("Bearer {}", self.token("viewer"));
        let mut all = vec![("authorization", bearer.as_str())];
        all.extend(headers);
        self.send("GET", path, &all, Vec::new())
    }

    /// Reads as a role.
    pub(crate) fn read_as(&self, login: &str, path: &str) -> Answer {
        self.send("GET", path, &[("authorization", &format!("Bearer {}", self.token(login)))], Vec::new())
    }

    /// Whoever has this answer already is told so, and it is not sent again.
    pub(crate) fn knows(&self, who: &str, path: &str, answer: &Answer) {
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        let (bearer, tag) = (format!("Bearer {}", self.token(who)), answer.header("etag"));
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag}");
        let again = self.send("GET", path, &[("authorization", &bearer), ("if-none-match", tag)], Vec::new());
        assert_eq!((again.status, again.header("etag")), (StatusCode::NOT_MODIFIED, tag), "{path}");
        assert!(again.bytes.is_empty(), "{path}");
    }

    /// Reads what must be there.
    pub(crate) fn read(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.json()
    }

    /// Writes as a role.
    pub(crate) fn post(&self, login: &str, path: &str, body: &Value) -> Answer {
        self.post_bytes(login, path, body.to_string().into_bytes())
    }

    /// Writes bytes as a role.
    pub(crate) fn post_bytes(&self, login: &str, path: &str, body: Vec<u8>) -> Answer {
        let bearer = format!("Bearer {}", self.token(login));
        self.send("POST", path, &[("authorization", &bearer), ("content-type", "application/json")], body)
    }

    /// Cookie of a session that just began.
    pub(crate) fn session(&self, login: &str) -> String {
        let signed_in = self.app.sign_in(login, PASSWORD, "192.0.2.1").expect("a session");
        format!("phaen_session={}", signed_in.secret)
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The problem document of a refusal with this status, in both languages.
    pub(crate) fn problem(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(!problem["reference"].as_str().unwrap().is_empty());
        for lang in ["th", "en"] {
            assert!(!problem[lang]["title"].as_str().unwrap().is_empty(), "{problem}");
            assert!(!problem[lang]["detail"].as_str().unwrap().is_empty(), "{problem}");
        }
        let is_thai = |text: &Value| text.as_str().unwrap().chars().any(|c| ('\u{e01}'..='\u{e7f}').contains(&c));
        assert!(is_thai(&problem["th"]["title"]) && !is_thai(&problem["en"]["title"]), "{problem}");
        problem
    }

    /// Names of the fields that were not accepted.
    pub(crate) fn fields(&self) -> Vec<String> {
        let problem = self.problem(422);
        let fields = problem["fields"].as_array().unwrap_or_else(|| panic!("{problem}"));
        fields.iter().map(|fault| fault["field"].as_str().unwrap().to_owned()).collect()
    }
}

/// Thai letters in an address as a client would send them.
fn encoded(path: &str) -> String {
    path.chars().map(|c| if c.is_ascii() { c.to_string() } else { phaen_web::cookies::encode(&c.to_string()) }).collect()
}

/// Every figure of an answer by its name: as shown, and without loss. A figure told twice says the same twice.
pub(crate) fn figures_of(answer: &Value) -> BTreeMap<String, (String, String)> {
    let mut figures = BTreeMap::new();
    collect(answer, &mut figures);
    figures
}

fn collect(value: &Value, figures: &mut BTreeMap<String, (String, String)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, figures)),
        Value::Object(members) => {
            let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
            if let (Some(id), Some(shown), Some(value)) = (text("id"), text("shown"), text("value")) {
                let before = figures.insert(id.clone(), (shown.clone(), value.clone()));
                assert!(before.is_none_or(|before| before == (shown, value)), "{id} says two things");
            }
            members.values().for_each(|value| collect(value, figures));
        }
        _ => {}
    }
}
