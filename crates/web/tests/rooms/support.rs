//! What every test of a room stands on: the site over a real store in memory, with the demonstration agency imported from the workbooks
//! under `data/` and three accounts, and a browser that signs in, follows and fills forms through the page's own HTML.
//!
//! Tests that only read share one site ([`Site::shared`]); a test that writes makes its own ([`Site::fresh`]).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use phaen_app::accounts::NewAccount;
use phaen_app::{App, exchange};
use phaen_domain::access::Role;
use phaen_domain::id::UnitCode;
use phaen_store::SqlStore;
use phaen_web::display::{Digits, Display, Lang};
use phaen_web::site::site;
use phaen_web::text::Text;
use scraper::{ElementRef, Html, Selector};
use tower::ServiceExt;

use crate::doubles::{CountedIds, FixedClock};
pub(crate) use crate::doubles::{PASSWORD, actor, demonstration};
use crate::press::PlainPress;

/// Who looks at the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Nobody,
    Viewer,
    Analyst,
    Administrator,
    /// Of the policy division, which reports the plan's indicators.
    Officer,
    Head,
    /// Of another division.
    OtherOfficer,
    PolicyHead,
    Secretary,
    Chair,
    Executive,
    General,
    Auditor,
}

impl Who {
    /// Those who are made when they first come, with their role and, where it is a unit's, the unit.
    const LATER: [(Self, Role, Option<&'static str>); 9] = [
        (Self::Officer, Role::ReportingOfficer, Some("กนย.")),
        (Self::Head, Role::UnitHead, Some("กนย.")),
        (Self::OtherOfficer, Role::ReportingOfficer, Some("พบ.")),
        (Self::PolicyHead, Role::HeadOfPolicy, None),
        (Self::Secretary, Role::CommitteeSecretary, None),
        (Self::Chair, Role::CommitteeChair, None),
        (Self::Executive, Role::Executive, None),
        (Self::General, Role::DirectorGeneral, None),
        (Self::Auditor, Role::Auditor, None),
    ];

    /// Everybody who can sign in.
    pub(crate) fn everybody() -> impl Iterator<Item = Self> {
        Self::SIGNED_IN.into_iter().map(|(who, _)| who).chain(Self::LATER.into_iter().map(|(who, ..)| who))
    }

    pub(crate) const SIGNED_IN: [(Self, Role); 3] =
        [(Self::Viewer, Role::Viewer), (Self::Analyst, Role::Analyst), (Self::Administrator, Role::Administrator)];

    /// The role, unless nobody is signed in.
    pub(crate) fn role(self) -> Option<Role> {
        let later = || Self::LATER.iter().find(|(who, ..)| *who == self).map(|(_, role, _)| *role);
        Self::SIGNED_IN.iter().find(|(who, _)| *who == self).map(|(_, role)| *role).or_else(later)
    }

    fn login(self) -> &'static str {
        match self {
            Self::Nobody => "",
            Self::Viewer => "viewer",
            Self::Analyst => "analyst",
            Self::Administrator => "admin",
            Self::Officer => "officer",
            Self::Head => "head",
            Self::OtherOfficer => "other",
            Self::PolicyHead => "policy",
            Self::Secretary => "secretary",
            Self::Chair => "chair",
            Self::Executive => "executive",
            Self::General => "general",
            Self::Auditor => "auditor",
        }
    }
}

/// The words of the interface in Thai with Arabic digits: what a browser of these tests reads.
pub(crate) fn thai() -> Text {
    Text::new(Display { lang: Lang::Thai, digits: Digits::Arabic })
}

static RUNTIME: LazyLock<tokio::runtime::Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime"));

/// The site over its own store.
pub(crate) struct Site {
    router: Router,
    /// The use cases, for what a test arranges or looks up beside the pages.
    pub(crate) app: App,
    /// The store, for statement budgets.
    pub(crate) store: Arc<SqlStore>,
    sessions: Mutex<BTreeMap<&'static str, Vec<(String, String)>>>,
}

impl Site {
    /// A store without anything but the accounts.
    pub(crate) fn empty() -> Self {
        let store = Arc::new(SqlStore::open("sqlite::memory:").expect("a store"));
        let app = App::new(store.clone(), Arc::new(FixedClock), Arc::new(CountedIds::default()), Arc::new(PlainPress));
        for (who, role) in Who::SIGNED_IN {
            let name = format!("บัญชี {}", who.login());
            let new =
                NewAccount { login: who.login().to_owned(), name, role, unit: None, email: None, password: PASSWORD.to_owned() };
            app.create_account(&actor(Role::Administrator), &new).expect("an account");
        }
        Self { router: site(app.clone(), false), app, store, sessions: Mutex::default() }
    }

    /// The same site over use cases that differ in something.
    pub(crate) fn with_app(self, change: impl FnOnce(App) -> App) -> Self {
        let app = change(self.app);
        Self { router: site(app.clone(), false), app, store: self.store, sessions: self.sessions }
    }

    /// A store of its own with the demonstration agency.
    pub(crate) fn fresh() -> Self {
        let site = Self::empty();
        for folder in ["led-2566", "psdg-2565"] {
            let hash = exchange::file_hash(folder.as_bytes());
            let stored = site.app.confirm_import(&actor(Role::Analyst), &demonstration(folder), &hash, None);
            assert!(stored.expect("the demonstration data import"));
        }
        site
    }

    /// One demonstration agency for all tests that only read.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: LazyLock<Site> = LazyLock::new(Site::fresh);
        &SHARED
    }

    /// A browser in Thai with Arabic digits, so that figures can be compared as they are written in sources.
    pub(crate) fn browser(&self, who: Who) -> Browser<'_> {
        let mut browser = Browser { site: self, cookies: Vec::new() };
        browser.set("phaen_digits", "arabic");
        if who != Who::Nobody {
            let known = self.sessions.lock().expect("sessions").get(who.login()).cloned();
            match known {
                Some(cookies) => browser.cookies.extend(cookies),
                None => {
                    self.make_if_new(who);
                    let before = browser.cookies.len();
                    let form = browser.get("/login");
                    let answer = browser.submit(&form, "/login", &[("login", who.login()), ("password", PASSWORD)]);
                    assert_eq!(answer.status, StatusCode::SEE_OTHER, "signing in as {who:?}");
                    let session = browser.cookies.split_off(before);
                    self.sessions.lock().expect("sessions").insert(who.login(), session.clone());
                    browser.cookies.extend(session);
                }
            }
        }
        browser
    }

    /// Passwords take long to hash, so most accounts are made only where somebody needs them.
    pub(crate) fn make_if_new(&self, who: Who) {
        let administrator = actor(Role::Administrator);
        let Some((_, role, unit)) = Who::LATER.into_iter().find(|(it, ..)| *it == who) else { return };
        if self.app.accounts(&administrator).unwrap().iter().any(|account| account.login == who.login()) {
            return;
        }
        let name = format!("บัญชี {}", who.login());
        let unit = unit.map(|code| UnitCode::new(code).unwrap());
        let new = NewAccount { login: who.login().to_owned(), name, role, unit, email: None, password: PASSWORD.to_owned() };
        self.app.create_account(&administrator, &new).expect("an account");
    }

    /// A browser that signs in anew, whatever became of earlier sessions.
    pub(crate) fn fresh_browser(&self, who: Who) -> Browser<'_> {
        let _ = self.sessions.lock().expect("sessions").remove(who.login());
        self.browser(who)
    }

    /// Statements that the store ran for some work of this thread alone.
    pub(crate) fn statements(&self, work: impl FnOnce()) -> u64 {
        let before = self.store.db().statements();
        work();
        self.store.db().statements() - before
    }
}

/// Somebody with cookies.
pub(crate) struct Browser<'a> {
    site: &'a Site,
    cookies: Vec<(String, String)>,
}

impl Browser<'_> {
    /// Sets a cookie.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.cookies.retain(|(known, _)| known != name);
        if !value.is_empty() {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }

    /// The same browser in English.
    pub(crate) fn in_english(mut self) -> Self {
        self.set("phaen_lang", "en");
        self
    }

    /// The same browser with Thai digits.
    pub(crate) fn with_thai_digits(mut self) -> Self {
        self.set("phaen_digits", "thai");
        self
    }

    /// Opens a page.
    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(encoded(path)), &[], String::new())
    }

    /// Opens a page that must be there.
    pub(crate) fn page(&mut self, path: &str) -> Answer {
        let answer = self.get(path);
        assert_eq!(answer.status, StatusCode::OK, "{path}\n{}", answer.words());
        answer
    }

    /// Asks as the page's script does.
    pub(crate) fn part(&mut self, path: &str) -> Answer {
        self.send(Request::get(encoded(path)), &[("hx-request", "true"), ("hx-request-type", "partial")], String::new())
    }

    /// Opens a page with headers of one's own.
    pub(crate) fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Request::get(encoded(path)), headers, String::new())
    }

    /// Sends fields as a form, without asking a page for it.
    pub(crate) fn post(&mut self, path: &str, fields: &[(String, String)]) -> Answer {
        let form = [("content-type", "application/x-www-form-urlencoded"), ("host", "plan.example")];
        self.send(Request::post(encoded(path)), &form, urlencoded(fields))
    }

    /// Sends a body of some kind, as a program or a form with a file does.
    pub(crate) fn post_as(&mut self, path: &str, kind: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let headers = [&[("content-type", kind), ("host", "plan.example")], headers].concat();
        self.send(Request::post(encoded(path)), &headers, body.to_owned())
    }

    /// Fills the page's form whose action begins with `action` and sends it with all it holds. Every field named must be there.
    pub(crate) fn submit(&mut self, page: &Answer, action: &str, values: &[(&str, &str)]) -> Answer {
        let (action, fields) = page.filled(action, values);
        self.post(&action, &fields)
    }

    /// Uploads a file by the page's form whose action begins with `action`.
    pub(crate) fn upload(&mut self, page: &Answer, action: &str, name: &str, bytes: &[u8]) -> Answer {
        let (action, fields) = page.filled(action, &[]);
        let boundary = "a-boundary-of-the-tests";
        let mut body = Vec::new();
        for (field, value) in fields.iter().filter(|(field, _)| field != "file") {
            let part = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={boundary}");
        self.send(Request::post(encoded(&action)), &[("content-type", &kind), ("host", "plan.example")], body)
    }

    /// The page that an answer leads to.
    pub(crate) fn follow(&mut self, answer: &Answer) -> Answer {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        let location = answer.header("location").to_owned();
        self.page(&location)
    }

    fn send(&mut self, request: axum::http::request::Builder, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let mut request = request.header("cookie", cookies);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).expect("a request");
        let router = self.site.router.clone();
        let answer = RUNTIME.block_on(async move {
            let (parts, body) = router.oneshot(request).await.expect("an answer").into_parts();
            let body = to_bytes(body, 64 * 1024 * 1024).await.expect("a body");
            Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
        });
        for cookie in answer.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().expect("a cookie").split(';').next().expect("a cookie").to_owned();
            let (name, value) = cookie.split_once('=').expect("a cookie");
            self.set(name, value);
        }
        answer
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("readable"))
    }

    /// The page as a tree.
    pub(crate) fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// All words of the content, white space made one space.
    pub(crate) fn words(&self) -> String {
        let html = self.html();
        let content = all(&html, "main").into_iter().next().map_or_else(|| html.root_element().text().collect(), words_of);
        content.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of the first element that fits.
    pub(crate) fn words_at(&self, selector: &str) -> String {
        let html = self.html();
        let found = all(&html, selector).into_iter().next().unwrap_or_else(|| panic!("{selector} in {}", self.words()));
        words_of(found).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// How many elements fit.
    pub(crate) fn count(&self, selector: &str) -> usize {
        all(&self.html(), selector).len()
    }

    /// Every figure of the page by its id, with its raw value in Arabic digits. A figure shown twice says the same twice.
    pub(crate) fn figures(&self) -> BTreeMap<String, String> {
        let html = self.html();
        let mut figures = BTreeMap::new();
        for element in all(&html, "[data-figure]") {
            let id = element.attr("data-figure").expect("an id").to_owned();
            let value = element.attr("data-value").unwrap_or_else(|| panic!("{id} has no value")).to_owned();
            let before = figures.insert(id.clone(), value.clone());
            assert!(before.is_none_or(|before| before == value), "{id} says two things");
        }
        figures
    }

    /// One figure's raw value.
    pub(crate) fn figure(&self, id: &str) -> String {
        let figures = self.figures();
        figures.get(id).unwrap_or_else(|| panic!("no {id} among {figures:?}")).clone()
    }

    /// The address and fields of the form whose action begins with `action`, with some fields filled.
    pub(crate) fn filled(&self, action: &str, values: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        let html = self.html();
        let forms = all(&html, "form[action]");
        let form = forms.iter().find(|form| form.attr("action").is_some_and(|found| found.starts_with(action)));
        let form = form.unwrap_or_else(|| panic!("no form for {action} in {}", self.words()));
        let mut fields = fields_of(*form);
        for (name, value) in values {
            assert!(is_in_form(*form, name), "the form for {action} has no field {name}");
            fields.retain(|(known, _)| known != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        (form.attr("action").expect("an action").to_owned(), fields)
    }

    /// What a field of that form would send if nothing were typed.
    pub(crate) fn value(&self, action: &str, name: &str) -> String {
        let (action, fields) = self.filled(action, &[]);
        let found = fields.into_iter().find(|(known, _)| known == name);
        found.unwrap_or_else(|| panic!("the form for {action} sends no {name}")).1
    }
}

fn is_in_form(form: ElementRef<'_>, name: &str) -> bool {
    form.select(&selector("[name]")).any(|field| field.attr("name") == Some(name))
}

/// What a browser would send if nothing were typed.
pub(crate) fn fields_of(form: ElementRef<'_>) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for field in form.select(&selector("input[name], select[name], textarea[name]")) {
        let name = field.attr("name").expect("a name").to_owned();
        let value = match (field.value().name(), field.attr("type")) {
            ("textarea", _) => Some(field.text().collect::<String>().trim_start_matches('\n').to_owned()),
            ("select", _) => {
                let chosen = field.select(&selector("option[selected]")).next();
                let chosen = chosen.or_else(|| field.select(&selector("option")).next());
                chosen.map(|option| option.attr("value").unwrap_or_default().to_owned())
            }
            (_, Some("radio" | "checkbox")) => field.attr("checked").map(|_| field.attr("value").unwrap_or("on").to_owned()),
            _ => Some(field.attr("value").unwrap_or_default().to_owned()),
        };
        fields.extend(value.map(|value| (name, value)));
    }
    fields
}

fn words_of(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ")
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

/// All elements that fit.
pub(crate) fn all<'a>(page: &'a Html, wanted: &str) -> Vec<ElementRef<'a>> {
    page.select(&selector(wanted)).collect()
}

/// An address with everything outside ASCII percent-encoded, as a browser sends it.
pub(crate) fn encoded(path: &str) -> String {
    let mut text = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_graphic() { text.push(char::from(byte)) } else { text.push_str(&format!("%{byte:02X}")) }
    }
    text
}

pub(crate) fn urlencoded(fields: &[(String, String)]) -> String {
    let plain = |text: &str| {
        let bytes = text.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        });
        bytes.collect::<String>()
    };
    fields.iter().map(|(name, value)| format!("{}={}", plain(name), plain(value))).collect::<Vec<_>>().join("&")
}
