//! A browser of the tests: it signs in, follows and fills forms through the page's own HTML.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use scraper::{ElementRef, Html, Selector};
use tower::ServiceExt;

use crate::support::Site;

static RUNTIME: LazyLock<tokio::runtime::Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime"));

/// Somebody with cookies.
pub(crate) struct Browser<'a> {
    site: &'a Site,
    pub(crate) cookies: Vec<(String, String)>,
}

impl<'a> Browser<'a> {
    /// Somebody of whom the site knows nothing yet.
    pub(crate) fn of(site: &'a Site) -> Self {
        Self { site, cookies: Vec::new() }
    }

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
