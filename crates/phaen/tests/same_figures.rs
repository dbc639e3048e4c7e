//! One figure, one value: every figure of the demonstration agency's scorecard is read back out of the PDF, the XLSX, the pages and the API,
//! and all four say the same (capability 40).

#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use calamine::{Data, Reader, Xlsx};
use jiff::Timestamp;
use phaen::outside::{Documents, RandomIds};
use phaen_app::accounts::NewAccount;
use phaen_app::paper::Paper;
use phaen_app::plan_view::PlanView;
use phaen_app::ports::Clock;
use phaen_app::{Actor, App};
use phaen_documents::{book, sheets, workbook};
use phaen_domain::access::Role;
use phaen_domain::figure::of_scorecard;
use phaen_domain::id::RoundCode;
use phaen_domain::thai::digits::to_arabic;
use phaen_store::SqlStore;
use scraper::{Html, Selector};
use serde_json::Value;
use tower::ServiceExt;

/// Figures by name.
type Figures = BTreeMap<String, String>;

const PASSWORD: &str = "รหัสผ่านทดสอบ-2566";

/// The day of freezing is the same in every run.
struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        "2023-10-20T02:30:00Z".parse().unwrap()
    }
}

fn actor(role: Role) -> Actor {
    Actor::in_role("", "test", "ทดสอบ", role)
}

fn agency() -> App {
    let store = SqlStore::open("sqlite::memory:").unwrap();
    let app = App::new(Arc::new(store), Arc::new(Fixed), Arc::new(RandomIds), Arc::new(Documents));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/led-2566");
    let raw = workbook::read_csv_folder(&folder).unwrap();
    assert!(app.confirm_import(&actor(Role::Analyst), &raw, "test", None).unwrap());
    let new = NewAccount {
        login: "reader".to_owned(),
        name: "ผู้อ่าน".to_owned(),
        role: Role::Viewer,
        unit: None,
        email: None,
        password: PASSWORD.to_owned(),
    };
    app.create_account(&actor(Role::Administrator), &new).unwrap();
    app
}

struct Reading {
    router: Router,
    cookie: String,
}

impl Reading {
    async fn get(&self, path: &str) -> String {
        let request = Request::get(path).header("cookie", &self.cookie).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        String::from_utf8(to_bytes(response.into_body(), 64 << 20).await.unwrap().to_vec()).unwrap()
    }

    /// Figures on a page, by the name that each carries.
    async fn page(&self, path: &str, into: &mut Figures) {
        let page = Html::parse_document(&self.get(path).await);
        for element in page.select(&Selector::parse("[data-figure]").unwrap()) {
            let (id, value) = (element.attr("data-figure").unwrap(), element.attr("data-value").unwrap());
            if let Some(other) = into.insert(id.to_owned(), value.to_owned()) {
                assert_eq!(other, value, "{id} on {path}");
            }
        }
    }
}

/// Figures of the rooms; those that stand in no room are on the pages that explain them.
async fn figures_of_pages(app: &App, view: &PlanView, wanted: &Figures) -> Figures {
    let cookie = format!("phaen_session={}", app.sign_in("reader", PASSWORD, "").unwrap().secret);
    let reading = Reading { router: phaen_web::site::site(app.clone(), false), cookie };
    let mut figures = Figures::new();
    for path in ["/", "/plan", "/indicators", "/projects"] {
        reading.page(path, &mut figures).await;
    }
    for project in &view.plan.projects {
        reading.page(&format!("/projects/{}", project.code), &mut figures).await;
    }
    for id in wanted.keys() {
        if !figures.contains_key(id) {
            reading.page(&format!("/explain/{id}"), &mut figures).await;
        }
    }
    figures
}

async fn figures_of_api(app: &App) -> Figures {
    let cookie = format!("phaen_session={}", app.sign_in("reader", PASSWORD, "").unwrap().secret);
    let reading = Reading { router: phaen_web::site::site(app.clone(), false), cookie };
    let answer = reading.get("/api/v1/plans/LED-2566/rounds/R12/scorecard").await;
    let mut figures = Figures::new();
    collect(&serde_json::from_str(&answer).unwrap(), &mut figures);
    figures
}

fn collect(value: &Value, into: &mut Figures) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Object(fields) => {
            if let (Some(Value::String(id)), Some(Value::String(shown))) = (fields.get("id"), fields.get("shown")) {
                into.insert(id.clone(), shown.clone());
            }
            fields.values().for_each(|field| collect(field, into));
        }
        _ => {}
    }
}

fn figures_of_sheet(file: Vec<u8>) -> Figures {
    let mut workbook = Xlsx::new(Cursor::new(file)).unwrap();
    let sheet = workbook.worksheet_range("ตัวเลข").unwrap();
    let text = |cell: Option<&Data>| cell.map(ToString::to_string).unwrap_or_default();
    let named = |text: &String| text.contains('/');
    let mut figures = Figures::new();
    for row in sheet.rows() {
        let id = row.iter().map(|cell| cell.to_string()).find(named);
        let shown = row.iter().rev().find(|cell| matches!(cell, Data::String(t) if !named(t)));
        if let Some(id) = id {
            figures.insert(id, text(shown));
        }
    }
    figures
}

fn text_of_book(file: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.pdf");
    std::fs::write(&path, file).unwrap();
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-").output().unwrap();
    to_arabic(&String::from_utf8(output.stdout).unwrap()).chars().filter(|c| !c.is_whitespace()).collect()
}

/// What the others lack or say differently.
fn differences(wanted: &Figures, found: &Figures) -> Vec<String> {
    let differs = wanted.iter().filter(|(id, shown)| found.get(*id) != Some(shown));
    differs.map(|(id, shown)| format!("{id}: {shown} / {:?}", found.get(id))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_is_the_same_in_book_sheet_pages_and_api() {
    let app = agency();
    let view = app.plan(&actor(Role::Viewer), "LED-2566", None).unwrap();
    let code = RoundCode::new("R12").unwrap();
    let paper = Paper::of(&view, &code).unwrap();
    let round = &paper.round;
    let wanted: Figures = of_scorecard(&round.plan, &round.scorecard).into_iter().map(|f| (f.id.to_string(), f.shown)).collect();
    assert_eq!(wanted["plan/percent"], "93.60");
    assert_eq!(wanted["projects/percent"], "86.22");

    assert_eq!(differences(&wanted, &figures_of_api(&app).await), [""; 0], "the API");
    assert_eq!(differences(&wanted, &figures_of_sheet(sheets::scorecard(&paper).unwrap())), [""; 0], "the sheet");

    let model: Figures =
        book::content(&paper).figures().into_iter().map(|figure| (figure.id.to_string(), figure.shown.clone())).collect();
    assert_eq!(differences(&wanted, &model), [""; 0], "the book's references");
    let text = text_of_book(&book::results_book(&paper, None, &mut |_| {}).unwrap());
    let unread = wanted.values().filter(|shown| !text.contains(shown.as_str())).collect::<Vec<_>>();
    assert_eq!(unread, [""; 0], "the book's text");

    // What each status brings in points is a column of the book's appendix only.
    let wanted: Figures = wanted.into_iter().filter(|(id, _)| !id.starts_with("projects/points_at_")).collect();
    let pages = figures_of_pages(&app, &view, &wanted).await;
    assert_eq!(differences(&wanted, &pages), [""; 0], "the pages");
}
