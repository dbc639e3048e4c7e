//! Printed documents as a reader meets them: what the PDF says when it is searched, and what hostile data can do to it.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::process::Command;

use jiff::civil::date;
use phaen_documents::typeset::{PressError, PressJob, Pressed, press};
use serde_json::{Value, json};

/// Words that raise marks, stack them, join them or hold ำ; figures in Thai digits.
const WORDS: [&str; 36] = [
    "เพิ่ม",
    "น้ำ",
    "ที่",
    "ผู้",
    "ไกล่เกลี่ย",
    "ป้องกัน",
    "๙๓.๖๐",
    "ตัวชี้วัด",
    "ผู้รับผิดชอบ",
    "กรมบังคับคดี",
    "สำเร็จ",
    "ดำเนินการ",
    "เทคโนโลยีสารสนเทศ",
    "วุฒิสภา",
    "กันยายน",
    "สิ้นสุด",
    "เป้าหมาย",
    "ขั้นตอน",
    "ฝึกอบรม",
    "ปีงบประมาณ พ.ศ. ๒๕๖๖",
    "ร้อยละ ๑๐๐",
    "ผลสัมฤทธิ์",
    "ยุทธศาสตร์",
    "ประสิทธิภาพ",
    "ญาติผู้ใหญ่",
    "ฎีกา",
    "ฐานข้อมูล",
    "ปิ่น",
    "ฟื้นฟู",
    "ฝ่าย",
    "ต่าง ๆ",
    "กรุงเทพฯ",
    "กำหนด",
    "๔,๙๐๐",
    "ซ้ำ",
    "ขึ้นปีที่แล้ว",
];

const TEMPLATE: &str = r#"
#import "base.typ": *
#let data = json("data.json")
#show: document-style.with(running: data.title)
#cover(title: data.title, agency: data.agency, completed: data.completed)
#contents()
#chapter(data.heading)
#prose(data.text)
#titled-table(data.heading, columns: (auto, 1fr, 3cm), kinds: ("centre", "text", "number"),
  head: data.head, rows: data.rows, totals: (("", data.heading, "๑๐๐"),))
"#;

fn data() -> Value {
    let rows: Vec<Value> =
        WORDS.iter().cycle().take(72).enumerate().map(|(i, word)| json!([format!("{}", i + 1), word, "๑,๒๓๔.๕๐"])).collect();
    json!({
        "title": "รายงานผลการดำเนินงานตามแผนปฏิบัติราชการ",
        "agency": "กรมบังคับคดี",
        "completed": "๓๐ กันยายน ๒๕๖๖",
        "heading": "ผลตามตัวชี้วัด",
        "text": WORDS.join(" "),
        "head": ["ลำดับ", "ตัวชี้วัด", "ผล"],
        "rows": rows,
    })
}

fn job<'a>(sources: &'a [(&'a str, &'a str)], data: &Value) -> PressJob<'a> {
    PressJob {
        sources,
        main: "main.typ",
        parts: vec![serde_json::to_vec(data).unwrap()],
        sketch: None,
        blobs: Vec::new(),
        date: date(2023, 9, 30),
        title: "รายงานผลการดำเนินงาน",
        author: "กรมบังคับคดี",
        keywords: &["แผน", "ตัวชี้วัด"],
        own_terms: &["กรมบังคับคดี"],
    }
}

fn pressed(template: &str, data: &Value) -> Result<Pressed, PressError> {
    press(&job(&[("main.typ", template)], data))
}

/// The text of a PDF as a reader of files finds it.
fn text_of(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&file).arg("-").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn thai_words_are_found_in_the_text_of_the_pdf_as_they_are_written() {
    let document = pressed(TEMPLATE, &data()).unwrap();
    assert!(document.warnings.is_empty(), "{:?}", document.warnings);
    assert!(document.unprintable.is_empty());
    let text = text_of(&document.pdf);
    let rows: Vec<&str> = text.lines().collect();
    for (i, word) in WORDS.iter().enumerate() {
        let row = format!("{} {word} ๑,๒๓๔.๕๐", i + 1);
        assert!(rows.contains(&row.as_str()), "{row} is missing in:\n{text}");
    }
    assert!(!text.contains(['\u{200B}', '\u{2060}', '\u{FFFD}']), "invisible marks were left");
}

#[test]
fn the_same_job_gives_the_same_bytes() {
    let first = pressed(TEMPLATE, &data()).unwrap();
    let again = pressed(TEMPLATE, &data()).unwrap();
    assert_eq!(first.pages, again.pages);
    assert!(first.pdf == again.pdf, "the bytes differ");
}

#[test]
fn the_pdf_claims_the_archive_and_access_standards_and_the_date_of_the_job() {
    let document = pressed(TEMPLATE, &data()).unwrap();
    let raw = String::from_utf8_lossy(&document.pdf);
    for claim in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "2023-09-30", "/FontFile2", "/MarkInfo"] {
        assert!(raw.contains(claim), "{claim} is missing");
    }
    assert!(!raw.contains("Typst"), "the maker is named by its own name");
}

#[test]
fn the_head_of_a_table_is_repeated_on_every_page_it_runs_over() {
    let document = pressed(TEMPLATE, &data()).unwrap();
    let heads = text_of(&document.pdf).lines().filter(|line| *line == "ลำดับ ตัวชี้วัด ผล").count();
    assert!(document.pages >= 4 && heads == document.pages - 2, "{heads} heads on {} pages", document.pages);
}

#[test]
fn page_numbers_are_printed_in_thai_digits_in_header_and_contents() {
    let text = text_of(&pressed(TEMPLATE, &data()).unwrap().pdf);
    assert!(text.contains("สารบัญ") && text.contains("หน้า ๑") && text.contains("หน้า ๓"), "{text}");
    assert!(text.lines().any(|line| line.starts_with("๑ ผลตามตัวชี้วัด") && line.ends_with('๒')), "{text}");
}

#[test]
fn hostile_text_is_only_text() {
    const SHOW: &str = "#import \"base.typ\": *\n#let data = json(\"data.json\")\n#show: document-style.with(running: data.at(0))\n\
        #for one in data { par(one) }\n#data-table(columns: (1fr,), kinds: (\"text\",), head: (\"ก\",), rows: data.map(one => (one,)))";
    let hostile = [
        "#let x = 1",
        "$ 1 + 1 $",
        "\\",
        "@ref <label>",
        "#read(\"/etc/passwd\")",
        "*bold* _it_ `raw` = head",
        "#panic()",
        "</text>",
        "-- https://x",
        "\"]",
    ];
    let document = pressed(SHOW, &json!(hostile)).unwrap();
    let text = text_of(&document.pdf);
    for one in hostile {
        assert!(text.matches(one).count() >= 2, "{one} is missing in:\n{text}");
    }
}

#[test]
fn what_cannot_be_drawn_is_shown_as_such_and_reported() {
    const SHOW: &str = "#import \"base.typ\": *\n#show: document-style\n#for one in json(\"data.json\") { par(one) }";
    let document = pressed(SHOW, &json!(["ผ่าน😀แล้ว", "ก\u{0}ข\u{1b}[31m\u{202e}ค", "สำเร็จ✓", "漢"])).unwrap();
    let text = text_of(&document.pdf);
    for shown in ["ผ่าน◊แล้ว", "กข[31mค", "สำเร็จ√", "◊"] {
        assert!(text.contains(shown), "{shown} is missing in:\n{text}");
    }
    let met: String = document.unprintable.keys().collect();
    assert_eq!(met, "\u{0}\u{1b}\u{202e}漢😀");
}

#[test]
fn a_text_of_100_kilobytes_is_printed_whole_even_in_a_table_cell() {
    const SHOW: &str = "#import \"base.typ\": *\n#show: document-style\n#let data = json(\"data.json\")\n\
        #data-table(columns: (1fr,), kinds: (\"text\",), head: (\"ก\",), rows: ((data.text,),))";
    let text = "เพิ่มน้ำที่ผู้ไกล่เกลี่ย ".repeat(1_500);
    let document = pressed(SHOW, &json!({"text": format!("{text}ท้ายสุด")})).unwrap();
    let printed: String = text_of(&document.pdf).split_whitespace().collect();
    assert!(document.pages >= 5, "{} pages", document.pages);
    assert_eq!(printed.matches("ไกล่เกลี่ย").count(), 1_500);
    assert!(printed.contains("ท้ายสุด"));
}

#[test]
fn a_sign_the_font_lacks_in_a_template_is_an_error_that_names_it() {
    let failed = pressed("#import \"base.typ\": *\n#show: document-style\nก ☃ ข", &json!({})).unwrap_err();
    let PressError::Export(diagnostics) = &failed else { panic!("{failed}") };
    assert!(diagnostics.iter().any(|d| d.message.contains('☃') || d.hints.iter().any(|h| h.contains('☃'))), "{diagnostics:?}");
}

#[test]
fn a_mistake_in_a_template_is_reported_with_its_file_and_line() {
    let failed = press(&job(&[("main.typ", "#import \"part.typ\": x\n"), ("part.typ", "ก\n\n#let x = missing\n")], &json!({})))
        .unwrap_err();
    let PressError::Layout(diagnostics) = failed else { panic!("{failed}") };
    assert_eq!((diagnostics[0].file.as_deref(), diagnostics[0].line), (Some("part.typ"), Some(3)));
}

#[test]
fn a_template_can_reach_nothing_but_what_it_was_given() {
    for line in [
        "#read(\"/etc/passwd\")",
        "#read(\"../main.rs\")",
        "#image(\"other.svg\")",
        "#import \"@preview/cetz:0.3.0\": canvas",
        "#include \"absent.typ\"",
        "#plugin(\"x.wasm\")",
    ] {
        assert!(matches!(pressed(line, &json!({})), Err(PressError::Layout(_))), "{line}");
    }
}

#[test]
fn pictures_and_data_are_served_by_name_and_today_is_the_date_of_the_job() {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#14305f"/><text y="15" font-size="9">น้ำสำเร็จ</text></svg>"##.as_bytes();
    let template = "#import \"base.typ\": *\n#show: document-style\n#picture(\"chart-1.svg\", alt: json(\"data.json\").alt)\n#datetime.today().display()";
    let sources = [("main.typ", template)];
    let mut job = job(&sources, &json!({"alt": "กราฟแท่งผลการดำเนินงาน"}));
    job.blobs.push(("chart-1.svg".to_owned(), svg.to_vec()));
    let document = press(&job).unwrap();
    assert!(text_of(&document.pdf).contains("2023-09-30"));
    job.blobs = vec![("chart-1.svg".to_owned(), b"<svg".to_vec())];
    assert!(matches!(press(&job), Err(PressError::Picture(name)) if name == "chart-1.svg"));
}

#[test]
fn data_that_is_not_json_and_a_missing_template_are_refused() {
    let sources = [("main.typ", "")];
    let mut job = job(&sources, &json!({}));
    job.parts = vec![b"{".to_vec()];
    assert!(matches!(press(&job), Err(PressError::Data(_))));
    job.parts = vec![b"{}".to_vec()];
    job.main = "absent.typ";
    assert!(matches!(press(&job), Err(PressError::Name(name)) if name == "absent.typ"));
}

/// Contents of two pages, numbered tables, and sentences that look back and forward across parts.
const PARTED: &str = r#"
#import "base.typ": *
#let data = json("data.json")
#show: document-style.with(running: data.title)
#if data.front {
  cover(title: data.title, agency: data.title)
  contents()
  context [ทั้งเล่ม #th(counter(page).final().first()) หน้า]
}
#for title in data.chapters {
  chapter(title)
  titled-table(title, columns: (1fr,), kinds: ("text",), head: (title,), rows: range(3).map(n => (title,)))
  if title == "บทที่ 1" [#metadata(title)<start>]
  context [ก่อนนี้มี #th(query(selector(heading).before(here())).len()) หัวข้อ บทแรกอยู่หน้า #th(counter(page).at(<start>).first())]
}
"#;

fn parted(chapters: std::ops::Range<usize>, front: bool) -> Vec<u8> {
    let chapters = chapters.map(|chapter| format!("บทที่ {chapter}")).collect::<Vec<_>>();
    serde_json::to_vec(&json!({ "title": "เล่ม", "front": front, "chapters": chapters })).unwrap()
}

/// The front and three parts, or all in one.
fn parts() -> (Vec<Vec<u8>>, Vec<u8>) {
    (vec![parted(0..0, true), parted(1..20, false), parted(20..21, false), parted(21..60, false)], parted(1..60, true))
}

fn pressed_in(parts: Vec<Vec<u8>>, sketch: Option<Vec<u8>>) -> Pressed {
    press(&PressJob { parts, sketch, ..job(&[("main.typ", PARTED)], &json!({})) }).unwrap()
}

#[test]
fn a_document_laid_out_in_parts_says_what_it_says_when_it_is_laid_out_whole() {
    let (parts, whole) = parts();
    let whole = pressed_in(vec![whole], None);
    let text = text_of(&whole.pdf);
    for said in ["บทที่ 59 . . .", "ทั้งเล่ม ๖๑ หน้า", "ตารางที่ ๕๙", "ก่อนนี้มี ๖๐ หัวข้อ บทแรกอยู่หน้า ๓", "หน้า ๖๑"]
    {
        let said = said.trim_end_matches([' ', '.']);
        assert!(text.contains(said), "{said} is missing in:\n{text}");
    }
    for sketch in [None, Some(parted(1..60, false))] {
        let document = pressed_in(parts.clone(), sketch);
        assert!(document.warnings.is_empty(), "{:?}", document.warnings);
        assert_eq!(document.pages, whole.pages);
        assert_eq!(text_of(&document.pdf), text);
    }
}

#[test]
fn documents_made_at_the_same_time_do_not_disturb_each_other() {
    let few = || vec![parted(0..0, true), parted(1..4, false), parted(4..8, false)];
    let alone = pressed_in(few(), None).pdf;
    std::thread::scope(|scope| {
        let made = [(); 3].map(|()| scope.spawn(|| pressed_in(few(), Some(parted(1..8, false))).pdf));
        for made in made {
            assert!(made.join().unwrap() == alone, "the bytes differ");
        }
    });
}
