//! The shell as a reader meets it: every component with empty, typical and nasty content in both languages, every
//! refusal, every layer. Requests go through the whole router without a socket.

#![expect(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

mod samples;
mod sources;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use phaen_web::shell::{Settings, shell};
use samples::{KEY, SampleVisitors, rooms};
use scraper::{Html, Selector};
use tower::ServiceExt;

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("readable"))
    }

    fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }
}

fn site() -> Router {
    let settings =
        Settings { upload_limit: 200_000, form_limit: 100_000, time_limit: Duration::from_millis(200), ..Settings::default() };
    shell(rooms(), &settings, Arc::new(SampleVisitors))
}

async fn send(request: Request<Body>) -> Answer {
    let response = site().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 64 * 1024 * 1024).await.expect("a body");
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

async fn get(path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request.body(Body::empty()).expect("a request")).await
}

async fn post(path: &str, kind: &str, body: impl Into<Body>, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post(path).header("content-type", kind).header("host", "plan.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request.body(body.into()).expect("a request")).await
}

const FORM: &str = "application/x-www-form-urlencoded";

fn all<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

#[tokio::test]
async fn every_component_is_right_with_empty_typical_and_nasty_content_in_both_languages() {
    for lang in ["th", "en"] {
        for kind in ["empty", "typical", "nasty", "invisible"] {
            let cookie = format!("phaen_lang={lang}");
            let answer = get(&format!("/components/{kind}"), &[("cookie", &cookie)]).await;
            assert_eq!(answer.status, StatusCode::OK);
            let page = answer.html();
            assert_eq!(all(&page, &format!("html[lang={lang}]")).len(), 1, "{lang} {kind}");
            assert_eq!(all(&page, "h1").len(), 1, "{lang} {kind}");
            assert_eq!(all(&page, "script").len(), 3, "only the page's own scripts: {lang} {kind}");
            assert!(all(&page, "[style], style, [onclick], [onload], [onerror]").is_empty());
            assert_eq!(answer.header("content-language"), lang);
            every_input_has_a_label(&page);
            every_link_and_button_has_words(&page);
            every_id_is_unique(&page);
            every_drawing_is_named(&page);
        }
    }
}

fn every_input_has_a_label(page: &Html) {
    let labelled: BTreeSet<&str> = all(page, "label[for]").iter().filter_map(|label| label.attr("for")).collect();
    for input in all(page, "input:not([type=hidden]), select, textarea") {
        let id = input.attr("id").expect("an id");
        assert!(labelled.contains(id), "{id} has no label");
        for described in input.attr("aria-describedby").unwrap_or("").split_whitespace() {
            let note = Selector::parse(&format!("[id=\"{described}\"]")).expect("a selector");
            assert!(page.select(&note).next().is_some(), "{described} is missing");
        }
    }
}

fn every_link_and_button_has_words(page: &Html) {
    for element in all(page, "a, button, summary, h1, h2, label, legend, th") {
        let words: String = element.text().collect();
        let named = words.chars().any(|character| character.is_alphanumeric() || "–()".contains(character))
            || element.attr("aria-label").is_some_and(|label| !label.trim().is_empty());
        assert!(named, "{} says nothing", element.html());
    }
}

fn every_id_is_unique(page: &Html) {
    let mut seen = BTreeSet::new();
    for element in all(page, "[id]") {
        let id = element.attr("id").expect("an id");
        assert!(seen.insert(id), "{id} is there twice");
    }
}

fn every_drawing_is_named(page: &Html) {
    for drawing in all(page, "svg[role=img]") {
        let title = Selector::parse("title").expect("a selector");
        let named = drawing.attr("aria-label").is_some()
            || drawing.select(&title).next().is_some_and(|title| title.text().any(|words| !words.trim().is_empty()));
        assert!(named, "{}", drawing.html());
    }
}

#[tokio::test]
async fn text_of_the_data_never_becomes_markup() {
    let answer = get("/components/nasty", &[]).await;
    assert!(!answer.body.contains("<script>alert"));
    assert!(answer.body.contains("&lt;script&gt;alert") || answer.body.contains("&#60;script&#62;alert"));
    assert!(answer.body.len() < 3_000_000, "{} bytes", answer.body.len());
}

#[tokio::test]
async fn the_seven_states_are_told_by_word_and_icon() {
    let answer = get("/components/typical", &[]).await;
    let page = answer.html();
    let chips = all(&page, ".chip");
    let words: Vec<String> = chips.iter().map(|chip| chip.text().collect::<String>().trim().to_owned()).collect();
    assert_eq!(words, ["บรรลุ", "ใกล้เคียง", "ไม่บรรลุ", "รอรายงาน", "วัดผลไม่ได้", "ไม่เกี่ยวข้อง", "ไม่ให้คะแนน"]);
    let icons: BTreeSet<String> =
        chips.iter().map(|chip| chip.first_child().and_then(scraper::ElementRef::wrap).expect("an icon").html()).collect();
    assert_eq!(icons.len(), 7, "each state has its own icon");
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed_and_what_is_wrong() {
    let answer = post("/refused-form", "text/plain", "ค่าที่พิมพ์ไว้ <b>", &[("x-form-key", KEY)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.html();
    let field = all(&page, "#target")[0];
    assert_eq!(field.attr("value"), Some("ค่าที่พิมพ์ไว้ <b>"));
    assert_eq!(field.attr("aria-invalid"), Some("true"));
    assert_eq!(all(&page, "[role=alert] a[href='#target']").len(), 1);
    assert_eq!(all(&page, "#unit option[selected]")[0].attr("value"), Some("b"));
    assert!(!answer.body.contains("never shown"), "a password is never sent back");
}

#[tokio::test]
async fn the_secret_is_the_first_field_of_every_form_that_writes() {
    let answer = get("/components/typical", &[]).await;
    let page = answer.html();
    let forms = all(&page, "form[method=post]");
    assert!(forms.len() >= 3);
    for form in forms {
        let input = Selector::parse("input, select, textarea, button").expect("a selector");
        let first = form.select(&input).next().expect("a field");
        assert_eq!((first.attr("name"), first.attr("value")), (Some("form_key"), Some(KEY)));
    }
}

#[tokio::test]
async fn a_write_without_the_secret_is_refused_and_with_it_passes() {
    let refused = post("/form", FORM, "a=1&form_key=wrong", &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("คำขอไม่ได้มาจากหน้าของระบบ"));
    let wrong = post("/form", FORM, "form_key=sample-key_012345678X", &[]).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let wrong_header = post("/form", FORM, format!("form_key={KEY}"), &[("x-form-key", "other")]).await;
    assert_eq!(wrong_header.status, StatusCode::FORBIDDEN);
    let passed = post("/form", FORM, format!("form_key={KEY}&a=1"), &[]).await;
    assert_eq!(passed.status, StatusCode::SEE_OTHER);
    let by_header = post("/text", "application/json", "{}", &[("x-form-key", KEY)]).await;
    assert_eq!((by_header.status, by_header.body.as_str()), (StatusCode::OK, "{}"));
}

#[tokio::test]
async fn a_write_from_another_site_is_refused_even_with_the_secret() {
    let body = || format!("form_key={KEY}");
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        assert_eq!(post("/form", FORM, body(), &[(name, value)]).await.status, StatusCode::FORBIDDEN, "{name} {value}");
        assert_eq!(post("/form", FORM, body(), &[(name, value), ("x-sample", "nobody")]).await.status, StatusCode::FORBIDDEN);
    }
    for (name, value) in [("sec-fetch-site", "same-origin"), ("origin", "https://plan.example")] {
        assert_eq!(post("/form", FORM, body(), &[(name, value)]).await.status, StatusCode::SEE_OTHER, "{name} {value}");
    }
}

#[tokio::test]
async fn an_upload_passes_whole_after_its_secret_was_read() {
    let file = "ก".repeat(20_000);
    let upload = |name: &str| {
        format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{KEY}\r\n--x\r\nContent-Disposition: form-data; name=\"book\"; filename=\"a.xlsx\"\r\n\r\n{file}\r\n--x--\r\n"
        )
    };
    let kind = "multipart/form-data; boundary=x";
    let passed = post("/upload", kind, upload("form_key"), &[]).await;
    assert_eq!(passed.status, StatusCode::OK, "{}", passed.body);
    assert_eq!(passed.body, (file.len() + KEY.len()).to_string());
    let refused = post("/upload", kind, upload("other"), &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_refusal_says_what_happened_what_to_do_and_whom_to_ask() {
    let kinds = [
        ("bad-request", 400),
        ("unauthenticated", 401),
        ("forbidden", 403),
        ("nothing", 404),
        ("draft", 409),
        ("announced", 409),
        ("planned", 409),
        ("frozen", 409),
        ("stale", 409),
        ("preview", 409),
        ("too-large", 413),
        ("invalid", 422),
        ("too-many", 429),
        ("internal", 500),
        ("panic", 500),
        ("slow", 503),
        ("away", 503),
        ("files-away", 503),
        ("full", 507),
    ];
    for (kind, status) in kinds {
        for lang in ["th", "en"] {
            let cookie = format!("phaen_lang={lang}");
            let answer = get(&format!("/refusals/{kind}"), &[("cookie", &cookie)]).await;
            assert_eq!(answer.status.as_u16(), status, "{kind}");
            let page = answer.html();
            assert_eq!(all(&page, "h1").len(), 1, "{kind}");
            let facts: Vec<String> = all(&page, ".facts dd").iter().map(|fact| fact.text().collect()).collect();
            assert_eq!(facts.len(), 4, "{kind}");
            assert!(facts.iter().all(|fact| !fact.trim().is_empty()), "{kind}: {facts:?}");
            assert_eq!(facts[3], answer.header("x-request-id"));
            assert!(!answer.body.contains("password=secret"), "details stay in the log");
            assert_eq!(answer.header("cache-control"), "no-store");
        }
    }
}

#[tokio::test]
async fn a_database_or_store_of_files_that_is_away_for_a_moment_tells_people_and_programs_to_try_again() {
    for path in ["/refusals/away", "/api/v1/refusals/away", "/refusals/files-away", "/api/v1/refusals/files-away"] {
        let answer = get(path, &[]).await;
        assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "30"), "{path}");
    }
    assert_eq!(get("/refusals/internal", &[]).await.header("retry-after"), "", "a fault of ours does not pass by waiting");
}

#[tokio::test]
async fn a_stale_version_shows_both_texts() {
    let page = get("/refusals/stale", &[]).await;
    assert!(page.body.contains("ข้อความของท่าน") && page.body.contains("ที่บันทึกอยู่"));
    assert!(!page.body.contains("<script>ของฉัน"));
}

#[tokio::test]
async fn a_program_gets_a_problem_document() {
    for (path, headers) in [("/api/v1/refusals/stale", vec![]), ("/refusals/stale", vec![("accept", "application/json")])] {
        let answer = get(path, &headers).await;
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!((problem["status"].as_u64(), problem["type"].as_str()), (Some(409), Some("/problems/stale")));
        assert_eq!(problem["reference"].as_str(), Some(answer.header("x-request-id")));
        assert_eq!(problem["yours"].as_str(), Some("<script>ของฉัน"));
    }
    let unknown = get("/api/v1/unknown", &[]).await;
    assert_eq!((unknown.status, unknown.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
}

#[tokio::test]
async fn the_pages_script_gets_a_notice_and_not_a_page() {
    let answer = get("/refusals/forbidden", &[("hx-request", "true")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.body.contains("role=\"alert\"") && !answer.body.contains("<html"));
}

#[tokio::test]
async fn what_a_state_does_not_take_is_not_called_missing_authority() {
    let titles = [("draft", "มีฉบับร่างอยู่แล้ว"), ("announced", "ฉบับนี้แก้ไขไม่ได้"), ("planned", "ยังไม่เปิดรับผล"), ("frozen", "ไม่รับผลแล้ว")];
    for (kind, title) in titles {
        let page = get(&format!("/refusals/{kind}"), &[]).await;
        assert!(page.body.contains(title) && !page.body.contains("ไม่มีสิทธิ"), "{kind}");
    }
    let english = get("/refusals/frozen", &[("cookie", "phaen_lang=en")]).await;
    assert!(english.body.contains("“Frozen") && english.body.contains("takes no results"));
    let forbidden = get("/refusals/forbidden", &[("cookie", "phaen_lang=en")]).await;
    assert!(
        forbidden.body.contains("Administrator") && !forbidden.body.contains("ผู้ดูแลระบบ"),
        "who could, in the reader's language"
    );
}

#[tokio::test]
async fn unknown_addresses_and_methods_get_pages_of_ours() {
    let unknown = get("/no/such/page", &[]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.body.contains("ไม่พบหน้าที่ต้องการ"));
    let method = get("/form", &[]).await;
    assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(method.body.contains("<h1>"));
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_the_limit_named() {
    let announced = post("/text", "text/plain", "x".repeat(300_000), &[("x-form-key", KEY), ("content-length", "300000")]).await;
    assert_eq!(announced.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(announced.body.contains("เมกะไบต์"));
    let over_the_form_limit = post("/text", "text/plain", "x".repeat(150_000), &[("x-form-key", KEY)]).await;
    assert_eq!(over_the_form_limit.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn nothing_further_is_served_when_the_visitor_cannot_be_recognised() {
    let answer = get("/", &[("x-sample", "store-down")]).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!answer.body.contains("93.60") && !answer.body.contains("๙๓.๖๐"));
}

#[tokio::test]
async fn a_stranger_sees_no_menu_and_a_way_to_log_in() {
    let answer = get("/refusals/nothing", &[("x-sample", "nobody")]).await;
    let page = answer.html();
    assert!(all(&page, ".wide-menu").is_empty());
    assert_eq!(all(&page, "a[href='/login']").len(), 1);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    for path in ["/", "/no/such/page", "/refusals/panic", "/assets/none"] {
        let answer = get(path, &[]).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{policy}");
        assert!(!policy.contains("unsafe"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.header("permissions-policy").contains("camera=()"));
        assert_eq!(answer.header("strict-transport-security"), "", "only with https");
        assert_eq!(answer.header("x-request-id").len(), 8);
    }
    let settings = Settings { https: true, ..Settings::default() };
    let site = shell(rooms(), &settings, Arc::new(SampleVisitors));
    let answer = site.oneshot(Request::get("/").body(Body::empty()).expect("a request")).await.expect("an answer");
    assert!(answer.headers().contains_key("strict-transport-security"));
}

#[tokio::test]
async fn a_request_id_sent_by_the_client_is_ignored() {
    let answer = get("/", &[("x-request-id", "forged")]).await;
    assert_ne!(answer.header("x-request-id"), "forged");
}

#[tokio::test]
async fn assets_may_be_kept_for_ever_under_their_hashed_names() {
    let page = get("/", &[]).await.html();
    let mut addresses: Vec<String> =
        all(&page, "link[href]").iter().filter_map(|link| link.attr("href")).map(str::to_owned).collect();
    addresses.extend(all(&page, "script[src]").iter().filter_map(|script| script.attr("src")).map(str::to_owned));
    assert_eq!(addresses.len(), 5);
    for address in &addresses {
        let plain = get(address, &[]).await;
        assert_eq!(plain.status, StatusCode::OK, "{address}");
        assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(plain.header("x-content-type-options"), "nosniff");
        let packed = get(address, &[("accept-encoding", "gzip, br")]).await;
        assert_eq!((packed.header("content-encoding"), packed.header("vary")), ("gzip", "accept-encoding"));
        let known = get(address, &[("if-none-match", plain.header("etag"))]).await;
        assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
    }
    assert_eq!(get("/assets/app.css", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get("/assets/../Cargo.toml", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_stylesheet_names_fonts_that_exist() {
    let css = get(phaen_web::assets::address("app.css"), &[]).await;
    assert_eq!(css.header("content-type"), "text/css; charset=utf-8");
    let fonts: BTreeSet<&str> = css.body.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(fonts.len(), 6);
    for font in fonts {
        let answer = get(font, &[]).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "font/woff2"), "{font}");
    }
}

#[tokio::test]
async fn language_and_digits_are_remembered_and_lead_back_to_the_page() {
    let body = format!("form_key={KEY}&back=%2Fcomponents%2Ftypical&lang=en&digits=thai");
    let answer = post("/preferences", FORM, body, &[]).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/components/typical"));
    let cookies: Vec<&str> = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().expect("readable")).collect();
    assert!(cookies[0].starts_with("phaen_lang=en;") && cookies[1].starts_with("phaen_digits=thai;"));
    let english = get("/", &[("cookie", "phaen_lang=en; phaen_digits=thai")]).await;
    assert!(english.body.contains("Indicators") && english.body.contains("๙๓.๖๐"));
    let arabic = get("/", &[("cookie", "phaen_digits=arabic")]).await;
    assert!(arabic.body.contains("93.60") && arabic.body.contains("ตัวชี้วัด"));
    let elsewhere = post("/preferences", FORM, format!("form_key={KEY}&back=%2F%2Fevil.example&lang=en"), &[]).await;
    assert_eq!(elsewhere.header("location"), "/");
}

#[tokio::test]
async fn a_message_is_shown_once_after_a_redirect_and_as_text() {
    let saved = post("/form", FORM, format!("form_key={KEY}"), &[]).await;
    let cookie = saved.header("set-cookie").split(';').next().expect("a pair").to_owned();
    let page = get("/", &[("cookie", &cookie)]).await;
    assert!(page.body.contains("บันทึกแล้ว") && !page.body.contains("บันทึกแล้ว <b>"));
    assert!(page.header("set-cookie").contains("Max-Age=0"));
}

#[tokio::test]
async fn the_open_room_is_marked_in_the_menu() {
    let page = get("/", &[]).await.html();
    let current = all(&page, ".wide-menu a[aria-current=page]");
    assert_eq!(current.len(), 1);
    assert!(current[0].text().collect::<String>().contains("ภาพรวม"));
    assert_eq!(all(&page, ".wide-menu a").len(), 14);
}
