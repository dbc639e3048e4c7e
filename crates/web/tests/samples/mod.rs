//! Sample pages: an overview like the one officials will see, and every component with empty, typical and nasty
//! content. Figures and names here illustrate; they are no results.

use askama::Template;
use axum::Router;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use phaen_domain::access::{Action as Deed, Office, Role, may};
use phaen_domain::plan::EditionState;
use phaen_domain::round::RoundState;
use phaen_web::chart::{Amount, Axis, Bar, Chart, Gauge, Group, Heading, Paint, Point, Series};
use phaen_web::components::{
    Action, Choice, Empty, Field, Figure, Form, Kind, Meter, Notice, Pager, Progress, StatCard, Status, Tab, Tag, Tone, Trend,
};
use phaen_web::errors::{Held, WebError};
use phaen_web::flash;
use phaen_web::layout::{Page, Room};
use phaen_web::text::Text;
use phaen_web::view::View;
use phaen_web::visitor::{AccountCard, Recognition, Visitor, Visitors};

/// The secret of the sample session.
pub(crate) const KEY: &str = "sample-key_0123456789";

/// An account with every room open; nobody when the request says so.
pub(crate) struct SampleVisitors;

impl Visitors for SampleVisitors {
    fn recognise<'a>(&'a self, parts: &'a mut axum::http::request::Parts) -> Recognition<'a> {
        Box::pin(async move {
            match parts.headers.get("x-sample").map(|value| value.as_bytes()) {
                Some(b"nobody") => Ok(Visitor::default()),
                Some(b"store-down") => Err(WebError::internal("the store does not answer")),
                _ => {
                    let card = AccountCard {
                        name: "เจ้าหน้าที่วิเคราะห์".into(), office: "กองนโยบายและแผน · ผู้วิเคราะห์".into()
                    };
                    let mut visitor = Visitor::with_account(card, KEY.into());
                    visitor.agency = Some("กรมบังคับคดี".into());
                    for entry in &mut visitor.menu {
                        if entry.room == Room::Rounds {
                            entry.badge = Some("12".into());
                        }
                    }
                    Ok(visitor)
                }
            }
        })
    }
}

/// The sample rooms.
pub(crate) fn rooms() -> Router {
    Router::new()
        .route("/", get(overview))
        .route("/components/{kind}", get(components))
        .route("/form", post(|| async { flash::redirect_with("/", Tone::Success, "บันทึกแล้ว <b>") }))
        .route("/refused-form", post(refused_form))
        .route("/upload", post(upload))
        .route("/refusals/{kind}", get(refusal))
        .route("/api/v1/refusals/{kind}", get(refusal))
        .route("/text", post(|body: String| async move { body }))
}

async fn upload(mut form: Multipart) -> Result<String, WebError> {
    let mut bytes = 0;
    while let Some(field) = form.next_field().await.map_err(|_| WebError::TooLarge)? {
        bytes += field.bytes().await.map_err(|_| WebError::TooLarge)?.len();
    }
    Ok(bytes.to_string())
}

async fn refusal(Path(kind): Path<String>) -> Response {
    let error = match kind.as_str() {
        "bad-request" => WebError::BadRequest,
        "unauthenticated" => WebError::Unauthenticated,
        "forbidden" => WebError::Forbidden(may(&[Office::own(Role::Viewer, None)], Deed::ManageAccounts).err()),
        "draft" => WebError::Held(Held::Edition(EditionState::Draft)),
        "announced" => WebError::Held(Held::Edition(EditionState::Announced)),
        "planned" => WebError::Held(Held::Round(RoundState::Planned)),
        "frozen" => WebError::Held(Held::Round(RoundState::Frozen)),
        "preview" => WebError::PreviewOutOfDate,
        "stale" => WebError::Stale {
            yours: "<script>ของฉัน".into(), theirs: "ที่บันทึกอยู่".into()
        },
        "too-large" => WebError::TooLarge,
        "invalid" => WebError::Invalid,
        "too-many" => WebError::TooMany { seconds: 30 },
        "internal" => WebError::internal("password=secret"),
        "away" => WebError::Away { detail: "password=secret".into() },
        "files-away" => WebError::FilesAway { detail: "password=secret".into() },
        "full" => WebError::Full { detail: "password=secret".into() },
        "panic" => panic!("password=secret"),
        "slow" => {
            std::future::pending::<()>().await;
            WebError::Busy
        }
        _ => WebError::NotFound,
    };
    error.into_response()
}

/// One row of the sample table.
pub(crate) struct Row {
    code: String,
    name: String,
    unit: String,
    target: String,
    result: Figure,
    status: Status,
    meter: Option<Meter>,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    t: Text,
    stats: Vec<StatCard>,
    bars: Chart,
    trend: Chart,
    rows: Vec<Row>,
}

fn stat(t: Text, label: &str, figure: &str, unit: &str, note: (Trend, &str)) -> StatCard {
    StatCard {
        label: label.into(),
        figure: Figure::explained(t.digits(figure), "/explanations/1"),
        unit: t.digits(unit).into(),
        note: Some((note.0, t.digits(note.1).into())),
    }
}

async fn overview(view: View) -> Response {
    let t = view.t;
    let shown = |text: &str| t.digits(text).into_owned();
    let issues = [
        ("1 บังคับคดีมีประสิทธิภาพ", 7697, "76.97", Status::NotMet),
        ("2 บริการประชาชนทันสมัย", 9315, "93.15", Status::Near),
        ("3 เข้าถึงความเป็นธรรมและการไกล่เกลี่ยข้อพิพาทอย่างทั่วถึง", 10_000, "100.00", Status::Met),
        ("4 องค์กรดิจิทัล", 4571, "45.71", Status::NotMet),
        ("5 บุคลากรมืออาชีพ", 9254, "92.54", Status::Near),
    ];
    let bar_list: Vec<Bar> = issues
        .iter()
        .map(|(label, value, words, status)| Bar {
            label: shown(label),
            value: Some(*value),
            shown: shown(words),
            paint: Paint::Status(*status),
        })
        .collect();
    let marks = |texts: &[(i64, &str)]| texts.iter().map(|(value, words)| (*value, shown(words))).collect::<Vec<_>>();
    let hundred = Axis::new(10_000, marks(&[(0, "0"), (2_500, "25"), (5_000, "50"), (7_500, "75"), (10_000, "100")]));
    let points: Vec<Point> = [("รอบ 6 เดือน", 4559, "45.59"), ("รอบ 9 เดือน", 5941, "59.41"), ("รอบ 12 เดือน", 9360, "93.60")]
        .iter()
        .map(|(label, value, words)| Point {
            label: shown(label),
            value: Some(*value),
            shown: shown(words),
            cited: *value < 9000,
        })
        .collect();
    let body = Overview {
        t,
        stats: vec![
            stat(t, "ความสำเร็จของแผน", "93.60", "ร้อยละ", (Trend::Better, "34.19 จากรอบก่อน")),
            stat(t, "ความสำเร็จของโครงการ", "86.22", "ร้อยละ", (Trend::Level, "4,225 จาก 4,900 คะแนน")),
            stat(t, "เบิกจ่ายงบประมาณ", "48.27", "ร้อยละ", (Trend::Worse, "ต่ำกว่าเป้า 3.73")),
            stat(t, "หน่วยงานส่งรายงานแล้ว", "98", "จาก 110", (Trend::Missing, "ค้างส่ง 12 หน่วยงาน")),
        ],
        bars: Chart::bars(&Heading::new("issues", "ร้อยละความสำเร็จ", "จำแนกตามประเด็น ๕ ประเด็น"), &hundred, &bar_list),
        trend: Chart::line(
            &Heading::new("trend", "แนวโน้ม", "สามรอบ"),
            &Axis::new(10_000, marks(&[(0, "0"), (5_000, "50"), (10_000, "100")])),
            &points,
        ),
        rows: rows(t),
    };
    Page::new(&view, t.digits("ภาพรวมแผนปฏิบัติราชการ ปีงบประมาณ พ.ศ. 2566"))
        .in_room(Room::Overview)
        .crumb(t.digits("ปีงบประมาณ พ.ศ. 2566"), Some("/plan"))
        .crumb(t.digits("รอบ 12 เดือน"), None)
        .lead(t.digits("ผลการดำเนินงานรอบ 12 เดือน (1 ตุลาคม 2565 – 30 กันยายน 2566)"))
        .tag(Tag::new(Tone::Success, "ประกาศใช้"))
        .action(Action::new("ส่งออก Excel", "/exchange/scorecard.xlsx").icon("download"))
        .action(Action::new("จัดทำเล่มรายงาน", "/books/new").icon("book").primary())
        .render(&body)
}

fn rows(t: Text) -> Vec<Row> {
    let samples = [
        ("1.1", "ร้อยละความสำเร็จของการผลักดันทรัพย์สินออกจากระบบการบังคับคดี", "กองบังคับคดีแพ่ง", "91.00", "93.12", Status::Met, 10_000),
        (
            "1.2",
            "ระดับความสำเร็จของการพัฒนาเทคโนโลยีสารสนเทศและการสื่อสารเพื่อการบริการ",
            "ศูนย์เทคโนโลยีสารสนเทศและการสื่อสาร",
            "85.00",
            "77.50",
            Status::Near,
            9_117,
        ),
        ("1.3", "ร้อยละความสำเร็จของการไกล่เกลี่ยข้อพิพาทชั้นบังคับคดี", "ศูนย์ไกล่เกลี่ยข้อพิพาท", "90.00", "54.52", Status::NotMet, 6_057),
        ("1.4", "จำนวนผู้เข้ารับการฝึกอบรมด้านกฎหมายล้มละลายและการฟื้นฟูกิจการ", "สถาบันพัฒนาการบังคับคดี", "80.00", "–", Status::Awaiting, 0),
        (
            "1.5",
            "ร้อยละความพึงพอใจของประชาชนผู้รับบริการต่อกระบวนการบังคับคดี",
            "สำนักงานเลขานุการกรม",
            "92.30",
            "–",
            Status::NotMeasurable,
            0,
        ),
        ("1.6", "จำนวนสำนักงานที่ย้ายที่ทำการ", "กองบริหารการคลัง", "–", "–", Status::NotApplicable, 0),
    ];
    samples
        .into_iter()
        .map(|(code, name, unit, target, result, status, hundredths)| Row {
            code: code.into(),
            name: name.into(),
            unit: unit.into(),
            target: t.digits(target).into(),
            result: if result == "–" {
                Figure::plain(result)
            } else {
                Figure::explained(t.digits(result), "/indicators/1#working")
            },
            status,
            meter: (hundredths > 0).then(|| Meter {
                hundredths,
                label: format!("{} {}", status.label(t), t.digits(result)),
                status,
            }),
        })
        .collect()
}

#[derive(Template)]
#[template(path = "components.html")]
struct Components {
    t: Text,
    name: String,
    tabs: Vec<Tab>,
    notices: Vec<Notice>,
    statuses: [Status; 7],
    stats: Vec<StatCard>,
    figures: Vec<Figure>,
    drawings: Vec<Chart>,
    progress: Progress,
    pager: Pager,
    empty: Empty,
    form: Form,
}

async fn components(view: View, Path(kind): Path<String>) -> Response {
    let name = match kind.as_str() {
        "empty" => String::new(),
        "nasty" => format!("<script>alert(1)</script>\"'>&\u{200b}\u{202e}\u{0}{}", "ก้".repeat(5_000)),
        "invisible" => "\u{200b}\u{2060}".into(),
        _ => "การบังคับคดีแพ่ง 2566".into(),
    };
    let empty = kind == "empty";
    let body = component_page(&view, &name, empty);
    Page::new(&view, name.clone())
        .crumb(name.clone(), Some("/components/typical"))
        .lead(name.clone())
        .tag(Tag::new(Tone::Information, name.clone()))
        .searched(name)
        .render(&body)
}

async fn refused_form(view: View, typed: String) -> Response {
    let mut body = component_page(&view, "ตัวชี้วัด", false);
    if let Some(field) = body.form.fields.first_mut() {
        field.value = typed;
    }
    Page::new(&view, "แก้ไขค่าเป้าหมาย").status(StatusCode::UNPROCESSABLE_ENTITY).render(&body)
}

fn component_page(view: &View, name: &str, empty: bool) -> Components {
    let t = view.t;
    Components {
        t,
        name: name.into(),
        tabs: vec![
            Tab { label: name.into(), href: "/a".into(), current: true },
            Tab { label: "ประวัติ".into(), href: "/b".into(), current: false },
        ],
        notices: [Tone::Success, Tone::Information, Tone::Warning, Tone::Refusal].map(|tone| Notice::new(tone, name)).into(),
        statuses: Status::ALL,
        stats: vec![StatCard {
            label: name.into(),
            figure: Figure::explained(name, "/x?a=1&b=\"2"),
            unit: name.into(),
            note: Some((Trend::Worse, name.into())),
        }],
        figures: vec![Figure::plain(name), Figure::explained(name, "/y")],
        drawings: drawings(t, name, empty),
        progress: Progress { label: name.into(), percent: 40 },
        pager: Pager { first: 21, last: 40, total: 110, previous: Some("/p?page=1".into()), next: Some("/p?page=3".into()) },
        empty: Empty { title: name.into(), words: name.into(), action: Some(Action::new(name, "/new").icon("add")) },
        form: form(view, name),
    }
}

fn form(view: &View, name: &str) -> Form {
    let choices = vec![Choice::new("a", name), Choice::new("b", "รายการที่สอง")];
    let fields = vec![
        Field::new("target", name).value(name).hint(name).error(name),
        Field::new("amount", "จำนวน").kind(Kind::Number).value("๑,๒๓๔.๕๐").hint("ตัวเลขไทยหรืออารบิกก็ได้"),
        Field::new("reason", "เหตุผล").kind(Kind::Lines).value(name).optional(),
        Field::new("unit", "หน่วยงาน").kind(Kind::Choose(choices.clone())).value("b"),
        Field::new("state", "ผล").kind(Kind::Radio(choices)).value("a").error("เลือกอย่างใดอย่างหนึ่ง"),
        Field::new("agreed", "ตรวจแล้ว").kind(Kind::Check).value("yes"),
        Field::new("day", "วันที่").kind(Kind::Date).value("31/3/2566"),
        Field::new("book", "แฟ้มงาน").kind(Kind::File(".xlsx")).optional(),
        Field::new("secret", "รหัสผ่าน").kind(Kind::Password).value("never shown").autocomplete("current-password"),
    ];
    Form::new(view.form("/form").with_file(), fields, "บันทึก").cancel("ยกเลิก", "/")
}

fn drawings(t: Text, name: &str, empty: bool) -> Vec<Chart> {
    let axis = Axis::new(10_000, if empty { vec![] } else { vec![(0, t.digits("0").into()), (10_000, t.digits("100").into())] });
    let heading = |id: &str| Heading::new(id, format!("แผนภูมิ {name}"), name);
    let bar = |value| Bar { label: name.into(), value, shown: name.chars().take(8).collect(), paint: Paint::Status(Status::Met) };
    let point = |value| Point { label: name.into(), value, shown: "1".into(), cited: false };
    let series =
        vec![Series { name: "จัดสรร".into(), paint: Paint::Second }, Series { name: "เบิกจ่าย".into(), paint: Paint::First }];
    let amount = |value| Amount { value, shown: "12.50 ล้านบาท".into() };
    let group = Group { label: name.into(), amounts: vec![amount(Some(8_000)), amount(Some(3_862))] };
    let (bar_list, points, groups) = if empty {
        (vec![], vec![], vec![])
    } else {
        (
            vec![bar(Some(5_000)), bar(None), bar(Some(i64::MAX)), bar(Some(-5))],
            vec![point(Some(1_000)), point(None), point(Some(2_000)), point(Some(9_000))],
            vec![group.clone(), group],
        )
    };
    let dial = Gauge {
        value: Some(8_622),
        shown: t.digits("86.22").into(),
        unit: "ร้อยละ".into(),
        target: Some((9_000, t.digits("เป้าหมาย 90").into())),
        paint: Paint::Status(Status::Near),
    };
    vec![
        Chart::bars(&heading("c1"), &axis, &bar_list),
        Chart::line(&heading("c2"), &axis, &points),
        Chart::gauge(&heading("c3"), &dial),
        Chart::grouped(&heading("c4"), &axis, &series, &groups),
    ]
}
