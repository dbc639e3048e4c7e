//! The board, the page of a round and the calendar, through their own forms.

use axum::http::StatusCode;
use phaen_app::returns::SaveField;
use phaen_app::rounds::{Timeliness, Waiting};
use phaen_app::{Actor, App};
use phaen_domain::access::{Office, Role};
use phaen_domain::calendar::Counting;
use phaen_domain::id::{PlanCode, RoundCode, UnitCode};
use phaen_domain::submission::{Field, FieldKey, ItemKind, SubmissionKey, SubmissionState};
use phaen_domain::words::Words;
use serde_json::Value;

use crate::doubles::actor;
use crate::support::{Answer, Browser, Site, Who, all, thai};

const PLAN: &str = "LED-2566";
const ROUND: &str = "/rounds/R9?plan=LED-2566";
const BOARD: &str = "/board?plan=LED-2566&round=R9";

fn plan() -> PlanCode {
    PlanCode::new(PLAN).expect("a code")
}

fn round() -> RoundCode {
    RoundCode::new("R9").expect("a code")
}

fn key(unit: &str) -> SubmissionKey {
    SubmissionKey { plan: plan(), round: round(), unit: UnitCode::new(unit).expect("a code") }
}

fn of_unit(role: Role, unit: &str) -> Actor {
    let unit = Some(UnitCode::new(unit).expect("a code"));
    Actor { offices: vec![Office::own(role, unit)], ..Actor::in_role("unit", &format!("{role:?}"), "ทดสอบ", role) }
}

/// Presses the button of a round's page and gives the page that it leads to.
fn press(browser: &mut Browser<'_>, step: &str, values: &[(&str, &str)]) -> Answer {
    let page = browser.page(ROUND);
    let answer = browser.submit(&page, &format!("/rounds/R9/{step}"), values);
    browser.follow(&answer)
}

/// Compiles; what holds the round is explained where the refusal leads, by its own form, one after the other.
fn compile(browser: &mut Browser<'_>) -> Answer {
    loop {
        let page = press(browser, "compile", &[]);
        if page.count("form[action^='/board/findings/explain']") == 0 {
            return page;
        }
        let explained = browser.submit(&page, "/board/findings/explain", &[("explanation", "ตามเล่มแผนที่ประกาศ")]);
        assert_eq!(explained.status, StatusCode::SEE_OTHER, "{}", explained.words());
    }
}

fn version(app: &App, unit: &str) -> u32 {
    app.unit_return(&actor(Role::Analyst), &key(unit)).expect("a return").submission.version
}

/// A unit reports: a figure for every indicator, no data for its projects.
fn report(app: &App, unit: &str, figure: &str) {
    let (officer, head) = (of_unit(Role::ReportingOfficer, unit), of_unit(Role::UnitHead, unit));
    let view = app.unit_return(&officer, &key(unit)).expect("a return");
    for item in &view.form.items {
        let is_figure = matches!(item.kind, ItemKind::Indicator(_));
        let figure = if is_figure { figure } else { "" };
        let source = if is_figure { "หนังสือ ยธ 0501/12" } else { "" };
        let answer = if is_figure { "figure" } else { "no_data" };
        let typed = [(Field::Answer, answer), (Field::Value, figure), (Field::Source, source)];
        for (field, text) in typed {
            let field = FieldKey { item: item.key(), field };
            let seen_version = view.fields.0.get(&field).map_or(0, |entry| entry.version);
            let command = SaveField { key: key(unit), field, text: text.to_owned(), seen_version };
            app.save_field(&officer, &command).expect("stored");
        }
    }
    for comment in view.comments.iter().filter(|it| it.resolved.is_none()) {
        app.settle_comment(&officer, &key(unit), &comment.id).expect("settled");
    }
    app.propose_return(&officer, &key(unit), version(app, unit)).expect("proposed");
    app.endorse_return(&head, &key(unit), version(app, unit)).expect("endorsed");
    app.submit_return(&officer, &key(unit), version(app, unit)).expect("submitted");
}

/// The words of a row of a table that begins with these.
fn row(page: &Answer, unit: &str) -> String {
    let html = page.html();
    let rows = all(&html, "table tbody tr");
    let words = rows.iter().map(|row| row.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" "));
    words.into_iter().find(|words| words.starts_with(unit)).unwrap_or_else(|| panic!("no {unit} in {}", page.words()))
}

fn opened() -> Site {
    let site = Site::fresh();
    let said = press(&mut site.browser(Who::Analyst), "open", &[]);
    assert!(said.words().contains("เปิดรอบแล้ว"), "{}", said.words());
    site
}

/// Ticks the returns that can be verified, all or one.
fn verify(browser: &mut Browser<'_>) -> Answer {
    let page = browser.page(BOARD);
    let html = page.html();
    let ticks = all(&html, "table.board input[name=unit]").into_iter().filter_map(|tick| tick.attr("value").map(str::to_owned));
    let ticks = ticks.collect::<Vec<_>>();
    let (action, mut fields) = page.filled("/board/verify", &[]);
    fields.extend(ticks.into_iter().map(|value| ("unit".to_owned(), value)));
    browser.post(&action, &fields)
}

#[test]
fn the_board_keeps_completeness_timeliness_and_approval_apart() {
    let site = opened();
    report(&site.app, "พบ.", "1");
    let page = site.browser(Who::Analyst).page(BOARD);
    let words = row(&page, "กองนโยบายและแผน");
    for said in ["ตอบแล้ว 0 จาก", "เลยกำหนด 107 วัน", "ครบกำหนด 5 ก.ค. 2566", "ร่างอยู่กับผู้รายงาน", "วันนี้"]
    {
        assert!(words.contains(said), "{said} in {words}");
    }
    let other = row(&page, "กองพัฒนาระบบการบังคับคดี");
    for said in ["ส่งหลังเลยกำหนด 107 วัน", SubmissionState::Submitted.th(), "กองนโยบายและแผน"]
    {
        assert!(other.contains(said), "{said} in {other}");
    }
    let board = site.app.board(&actor(Role::Analyst), &plan(), &round()).expect("a board");
    let late = board.rows.iter().find(|row| row.submission.key == key("พบ.")).expect("a row");
    assert_eq!((late.timeliness, late.waiting, late.answered), (Timeliness::Late(107), Waiting::Policy, late.items));
    assert!(page.words_at(".rates").contains(&thai().board_count_of("1", board.rows.len())), "{}", page.words_at(".rates"));
}

#[test]
fn the_board_asks_as_few_questions_for_many_units_as_for_one() {
    let site = opened();
    let ask = || {
        let _ = site.app.board(&actor(Role::Analyst), &plan(), &round()).expect("a board");
    };
    ask();
    let board = site.app.board(&actor(Role::Analyst), &plan(), &round()).expect("a board");
    assert!(board.rows.len() > 10, "{}", board.rows.len());
    assert!(site.statements(ask) <= 8);
}

#[test]
fn rates_over_the_year_stand_by_round_and_by_unit() {
    let site = opened();
    let ask = || {
        let _ = site.app.year_of_returns(&actor(Role::Analyst), &plan()).expect("returns");
    };
    ask();
    let of_one_round = site.statements(ask);
    let first = RoundCode::new("R6").expect("a code");
    site.app.open_round(&actor(Role::Analyst), &plan(), &first).expect("opened");
    ask();
    assert_eq!(site.statements(ask), of_one_round, "as many questions for two rounds as for one");
    for unit in ["พบ.", "กนย."] {
        report(&site.app, unit, "1");
    }
    let mut analyst = site.browser(Who::Analyst);
    let _ = verify(&mut analyst);
    report(&site.app, "สล.", "1");
    let page = analyst.page("/board/year?plan=LED-2566");
    let due = |code: &str| {
        let year = site.app.year_of_returns(&actor(Role::Analyst), &plan()).expect("returns");
        year.returns.iter().filter(|(it, _)| it.key.round.as_str() == code).count()
    };
    let shares = |words: &str, of: usize| {
        let counts = words.split(" % ").skip(1).map(|part| part.split_whitespace().next().unwrap_or_default().to_owned());
        assert!(words.contains(&thai().board_count_of("0", of)), "{words} are not of {of}");
        counts.collect::<Vec<_>>()
    };
    assert_eq!(shares(&row(&page, "รอบ 9 เดือน"), due("R9")), ["3", "0", "2"], "submitted, in time, verified");
    assert_eq!(shares(&row(&page, "รอบ 6 เดือน"), due("R6")), ["0", "0", "0"]);
    assert_eq!(shares(&row(&page, "กองนโยบายและแผน"), 2), ["1", "0", "1"]);
    assert_eq!(site.browser(Who::Viewer).get("/board/year?plan=LED-2566").status, StatusCode::FORBIDDEN);
    let before = Site::fresh();
    assert!(before.browser(Who::Analyst).page("/board/year").words().contains(thai().board_year_none()));
}

#[test]
fn returns_that_are_ticked_are_verified_at_once_and_count() {
    let site = opened();
    for unit in ["พบ.", "กนย."] {
        report(&site.app, unit, "3");
    }
    let mut analyst = site.browser(Who::Analyst);
    let answer = verify(&mut analyst);
    let page = analyst.follow(&answer);
    assert!(page.words().contains("ตรวจรับแล้ว 2 หน่วยงาน"), "{}", page.words());
    assert!(row(&page, "กองนโยบายและแผน").contains(SubmissionState::Verified.th()));
    assert_eq!(analyst.page("/indicators/K01?round=R9").figure("indicator:K01/actual"), "3");
    let unticked = press_key(&mut analyst);
    let nothing = analyst.post("/board/verify", &unticked);
    assert!(analyst.follow(&nothing).words().contains(thai().board_nothing_ticked()));
}

/// What a form sends when nothing is ticked.
fn press_key(browser: &mut Browser<'_>) -> Vec<(String, String)> {
    let (_, fields) = browser.page(BOARD).filled("/preferences", &[]);
    fields.into_iter().filter(|(name, _)| name == "form_key").collect()
}

#[test]
fn an_officer_opens_only_the_returns_of_the_own_unit_and_ticks_none() {
    let site = opened();
    report(&site.app, "พบ.", "1");
    let page = site.browser(Who::Officer).page(BOARD);
    assert_eq!((page.count("table.board th a[href^='/returns/']"), page.count("table.board input")), (1, 0));
    let field = "table.board details a[href*='#indicator-']";
    assert!(page.count(field) > 0, "what is not answered is one click away");
    let analyst = site.browser(Who::Analyst).page(BOARD);
    assert!(analyst.count("table.board a[href^='/returns/']") > 10);
    assert_eq!(site.browser(Who::Viewer).get(BOARD).status, StatusCode::FORBIDDEN);
}

#[test]
fn more_time_is_given_from_the_board_with_a_reason_and_a_later_day() {
    let site = opened();
    let mut policy = site.browser(Who::PolicyHead);
    let html = policy.page(BOARD).html();
    let link = all(&html, "table.board a[href^='/board/extend']")[0].attr("href").expect("an address").to_owned();
    let page = policy.page(&link);
    let early = policy.submit(&page, "/board/extend", &[("due_on", "1 ก.ค. 2566"), ("reason", "น้ำท่วม")]);
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let bare = policy.submit(&page, "/board/extend", &[("due_on", "31 ต.ค. 2566")]);
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let given = policy.submit(&page, "/board/extend", &[("due_on", "31 ต.ค. 2566"), ("reason", "น้ำท่วม")]);
    let board = policy.follow(&given);
    assert!(board.words_at("table.board").contains("ขยายเวลาจาก 5 ก.ค. 2566: น้ำท่วม"));
    assert!(board.words_at("table.board").contains("ครบกำหนด 31 ต.ค. 2566"));
    let again = policy.submit(&page, "/board/extend", &[("due_on", "1 พ.ย. 2566"), ("reason", "น้ำท่วม")]);
    assert_eq!(again.status, StatusCode::CONFLICT, "the version that was seen is gone");
}

#[test]
fn a_round_goes_its_way_by_its_own_buttons_and_shows_who_decided_what_in_which_office() {
    let site = opened();
    report(&site.app, "กนย.", "3");
    let mut analyst = site.browser(Who::Analyst);
    let _ = verify(&mut analyst);
    let page = compile(&mut analyst);
    for next in [(thai().round_endorse(), "ผู้บริหาร, อธิบดี"), (thai().round_resolve(), "เลขานุการคณะกรรมการ")]
    {
        assert!(page.words().contains(thai().round_next_who(next.0, next.1).as_str()), "{}", page.words());
    }
    let mut executive = site.browser(Who::Executive);
    let open = executive.page(ROUND);
    let bare = executive.submit(&open, "/rounds/R9/refuse", &[]);
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "an instruction is needed");
    assert_eq!(bare.count("#instruction[aria-invalid]"), 1);
    let refused = press(&mut executive, "refuse", &[("instruction", "ทบทวนผลตัวชี้วัดที่ 1")]);
    assert!(refused.words_at("table.decisions").contains("ทบทวนผลตัวชี้วัดที่ 1"));
    let _ = compile(&mut analyst);
    let _ = press(&mut executive, "endorse", &[]);
    let frozen = press(&mut site.browser(Who::PolicyHead), "freeze", &[]);
    let decisions = frozen.words_at("table.decisions");
    for said in ["บัญชี executive", Role::Executive.th(), "ตรึงผล", Role::HeadOfPolicy.th(), "20 ต.ค. 2566 09.30 น."]
    {
        assert!(decisions.contains(said), "{said} in {decisions}");
    }
    assert_eq!(frozen.count("a[href^='/rounds/R9/revisions/1/workbook']"), 1);
    assert_eq!(frozen.count("form[action^='/rounds/R9/']"), 0, "nothing is left for the head of policy to do");
    assert!(frozen.words().contains(thai().round_next_who(thai().round_reopen(), "อธิบดี").as_str()), "{}", frozen.words());
    report(&site.app, "พบ.", "3");
    let late = row(&analyst.page(BOARD), "กองพัฒนาระบบ");
    assert!(late.contains(thai().board_after_freeze()) && late.ends_with(thai().board_for_nobody()), "{late}");
}

#[test]
fn for_a_return_that_comes_after_the_freeze_nobody_waits_and_programs_are_told_the_same_everywhere() {
    let site = opened();
    let mut analyst = site.browser(Who::Analyst);
    let of_unit = |row: &Value| row["return"]["unit"] == "พบ.";
    let told = |analyst: &mut Browser<'_>| {
        let mut read = |path: &str| -> Value { serde_json::from_str(&analyst.get(path).body).expect("JSON") };
        let board = read("/api/v1/plans/LED-2566/rounds/R9/board");
        let row = board["rows"].as_array().and_then(|rows| rows.iter().find(|row| of_unit(row))).cloned().expect("a row");
        let own = read("/api/v1/plans/LED-2566/rounds/R9/returns/%E0%B8%9E%E0%B8%9A.");
        [row["return"]["waits_for"]["key"].clone(), own["return"]["waits_for"]["key"].clone()]
    };
    assert_eq!(told(&mut analyst), ["officer", "officer"]);
    let _ = compile(&mut analyst);
    let _ = press(&mut site.browser(Who::Executive), "endorse", &[]);
    let _ = press(&mut site.browser(Who::PolicyHead), "freeze", &[]);
    assert_eq!(told(&mut analyst), ["nobody", "nobody"], "not sent");
    report(&site.app, "พบ.", "3");
    let page = row(&analyst.page(BOARD), "กองพัฒนาระบบ");
    assert!(page.ends_with(thai().board_for_nobody()), "{page}");
    assert_eq!(told(&mut analyst), ["nobody", "nobody"], "sent late");
}

#[test]
fn a_resolution_takes_effect_when_the_chair_confirms_it() {
    let site = opened();
    let _ = compile(&mut site.browser(Who::Analyst));
    let mut chair = site.browser(Who::Chair);
    assert_eq!(chair.page(ROUND).count("form[action$='/confirm']"), 0, "there is no resolution yet");
    let resolution = [("resolution_no", "ครั้งที่ 3/2566"), ("resolution", "เห็นชอบตามเสนอ")];
    let recorded = press(&mut site.browser(Who::Secretary), "resolve", &resolution);
    assert!(recorded.words().contains("มติ ครั้งที่ 3/2566 รอประธานรับรอง"), "{}", recorded.words());
    let confirmed = press(&mut chair, "confirm", &[]);
    assert!(confirmed.words_at("h1 ~ *, .title").contains("เห็นชอบ") || confirmed.words().contains("เห็นชอบผลของรอบแล้ว"));
    assert!(confirmed.words_at("table.decisions").contains("ครั้งที่ 3/2566"));
}

#[test]
fn a_reopened_round_restates_its_figures_and_keeps_the_earlier_revision() {
    let site = opened();
    report(&site.app, "กนย.", "3");
    let (mut analyst, mut executive, mut policy) =
        (site.browser(Who::Analyst), site.browser(Who::Executive), site.browser(Who::PolicyHead));
    let mut freeze = |analyst: &mut Browser<'_>, policy: &mut Browser<'_>| {
        let answer = verify(analyst);
        let _ = analyst.follow(&answer);
        let _ = compile(analyst);
        let _ = press(&mut executive, "endorse", &[]);
        press(policy, "freeze", &[])
    };
    let first = freeze(&mut analyst, &mut policy);
    let hash = first.words_at("code.hash");
    let mut general = site.browser(Who::General);
    let page = general.page(ROUND);
    let bare = general.submit(&page, "/rounds/R9/reopen", &[("reason", "แก้ไขผลตัวชี้วัดที่ 1"), ("expires_on", "วันพรุ่งนี้")]);
    assert_eq!((bare.status, bare.count("#expires_on[aria-invalid]")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let order = [("reason", "แก้ไขผลตัวชี้วัดที่ 1"), ("document_no", "ยธ 0501/77"), ("expires_on", "30 พ.ย. 2566")];
    let reopened = press(&mut general, "reopen", &order);
    assert!(reopened.words().contains("เปิดใหม่หลังตรึงครั้งที่ 1"), "{}", reopened.words());
    assert!(reopened.words().contains("เปิดใหม่ตามหนังสือ ยธ 0501/77 ถึงวันที่ 30 พ.ย. 2566"), "{}", reopened.words());
    let comment = (None, "แก้ไขตามคำสั่ง".to_owned());
    let back =
        phaen_app::returns::SentBack {
            key: key("กนย."), seen_version: version(&site.app, "กนย."), comments: vec![comment]
        };
    site.app.send_back_return(&actor(Role::Analyst), &back).expect("sent back");
    report(&site.app, "กนย.", "4");
    let second = freeze(&mut analyst, &mut policy);
    let restated = second.words_at("table.restated");
    assert!(restated.contains("ปรับปรุง (restated): เปลี่ยนจากครั้งที่ 1"), "{restated}");
    let html = second.html();
    let rows = all(&html, "table.restated tbody tr");
    let told = rows.iter().map(|row| row.text().collect::<String>()).find(|words| words.contains("3") && words.contains("4"));
    assert!(told.is_some(), "{restated}");
    assert!(second.words().contains(&hash), "the first revision stays with its hash");
    assert_eq!(second.count("a[href*='/revisions/'][href*='/workbook']"), 2);
    assert_eq!(second.words().matches("มีผลที่ตรึง ครั้งที่ 2 ใช้แทนแล้ว").count(), 1, "the first one alone");
    let sheet = policy.get("/rounds/R9/revisions/1/scorecard?plan=LED-2566");
    assert_eq!(sheet.body, "LED-2566 R9 revision 1, now 2");
    assert_eq!(policy.get("/rounds/R9/revisions/2/scorecard?plan=LED-2566").body, "LED-2566 R9 revision 2");
    assert_eq!(policy.get("/rounds/R9/revisions/3/scorecard?plan=LED-2566").status, StatusCode::NOT_FOUND);
    let asked = policy.submit(&second, "/books", &[("what", "LED-2566/1/R9/1")]);
    let address = asked.header("location").to_owned();
    assert!(policy.follow(&asked).words().contains("ผลที่ตรึง ครั้งที่ 1"));
    assert!(site.app.work_once(false).expect("work"));
    let file = policy.get(&format!("{address}/file"));
    assert_eq!(file.body, "%PDF-1.7 LED-2566 R9 revision 1, now 2");
    assert!(file.header("content-disposition").contains(&phaen_web::cookies::encode("เล่มรายงานผล LED-2566 R9 ครั้งที่ 1.pdf")));
}

#[test]
fn a_holiday_redates_what_is_not_submitted_and_says_how_many() {
    let site = opened();
    let mut administrator = site.browser(Who::Administrator);
    let page = administrator.page("/calendar");
    let tried =
        administrator.submit(&page, "/calendar/rules", &[("counting", "rolled"), ("report_days", "๘"), ("step", "preview")]);
    assert_eq!(tried.status, StatusCode::OK);
    let preview = tried.words_at("table.preview");
    assert!(preview.contains("5 ก.ค. 2566 →") && preview.contains("10 ก.ค. 2566"), "{preview}");
    let due = || site.app.unit_return(&actor(Role::Analyst), &key("กนย.")).expect("a return").submission.due_on.to_string();
    assert_eq!(due(), "2023-07-05", "a preview stores nothing");
    let saved = administrator.submit(&page, "/calendar/rules", &[("counting", "rolled")]);
    assert_eq!(administrator.follow(&saved).status, StatusCode::OK);
    let wrong = administrator.submit(&page, "/calendar/holidays", &[("day", "วันศุกร์หน้า"), ("name", "วันหยุดพิเศษ")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let added = administrator.submit(&page, "/calendar/holidays", &[("day", "๕ ก.ค. ๒๕๖๖"), ("name", "วันหยุดพิเศษ")]);
    let shown = administrator.follow(&added);
    let count = site.app.board(&actor(Role::Analyst), &plan(), &round()).expect("a board").rows.len();
    assert!(shown.words().contains(&thai().calendar_added("5 ก.ค. 2566", count)), "{}", shown.words());
    assert_eq!(due(), "2023-07-06");
    let struck = administrator.submit(&shown, "/calendar/holidays/strike", &[]);
    let _ = administrator.follow(&struck);
    assert_eq!(due(), "2023-07-05");
    let stale = administrator.submit(&page, "/calendar/rules", &[("counting", "working")]);
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let html = stale.html();
    let sides = all(&html, ".as-typed").iter().map(|side| side.text().collect::<String>()).collect::<Vec<_>>();
    let counting = |it: Counting| format!("{}: {}", thai().calendar_counting(), it.th());
    assert!(sides[0].contains(&counting(Counting::Working)) && sides[1].contains(&counting(Counting::Rolled)), "{sides:?}");
    assert_eq!(site.browser(Who::Viewer).page("/calendar").count("form[action^='/calendar']"), 0);
}

#[test]
fn the_journal_tells_of_rounds_returns_and_the_calendar_in_words() {
    let site = opened();
    report(&site.app, "กนย.", "3");
    let mut administrator = site.browser(Who::Administrator);
    let page = administrator.page("/calendar");
    let _ = administrator.submit(&page, "/calendar/rules", &[("counting", "rolled"), ("report_days", "6")]);
    let words = administrator.page("/journal").words();
    for said in [
        "ส่งแบบรายงาน",
        "กองนโยบายและแผน · รอบ 9 เดือน",
        "แก้ไขกำหนดเวลาในปฏิทิน",
        "หน่วยงาน 6 วัน",
        "5 ก.ค. 2566 → เปลี่ยนเป็น 6 ก.ค. 2566",
    ] {
        assert!(words.contains(said), "{said} in {words}");
    }
    assert!(!words.contains(thai().journal_did_something()), "{words}");
}

#[test]
fn all_findings_stand_on_one_page_gravest_first_with_where_they_are_mended() {
    let site = Site::shared();
    let mut analyst = site.browser(Who::Analyst);
    let page = analyst.page("/board/findings?plan=LED-2566&round=R12");
    assert!(page.words().contains("เกณฑ์:") && page.count("tbody tr") > 5, "{}", page.words());
    let grave = analyst.page("/board/findings?plan=LED-2566&round=R12&severity=to_explain&unit=-");
    let tags = grave.words_at("tbody td .tag");
    assert!(tags.contains("ต้องชี้แจง") && !tags.contains("ควรทบทวน"), "{tags}");
    assert!(grave.count("tbody th a[href^='/indicators/'], tbody th a[href^='/projects/']") > 0);
    assert_eq!(
        site.browser(Who::Viewer).get("/board/findings?plan=LED-2566&round=R12").status,
        axum::http::StatusCode::FORBIDDEN
    );
}

#[test]
fn a_round_with_open_findings_is_not_compiled_and_leads_to_where_they_are_explained() {
    let site = opened();
    let mut analyst = site.browser(Who::Analyst);
    let held = press(&mut analyst, "compile", &[]);
    let open = held.count("tbody tr");
    assert!(open > 1 && held.count("form[action^='/board/findings/explain']") == open, "{}", held.words());
    assert!(held.words().contains(&thai().findings_held_said(open.to_string())), "{}", held.words());
    let empty = analyst.submit(&held, "/board/findings/explain", &[("explanation", "  ")]);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.words_at("details[open] .error").contains("กรุณาเขียนคำชี้แจง"), "{}", empty.words());
    let stored = analyst.submit(&held, "/board/findings/explain", &[("explanation", "ตามเล่มแผนที่ประกาศ")]);
    let left = analyst.follow(&stored);
    assert_eq!(left.count("tbody tr"), open - 1, "what is explained holds nothing any more");
    let all = analyst.page("/board/findings?plan=LED-2566&round=R9&answered=yes");
    assert!(all.words().contains("ตามเล่มแผนที่ประกาศ"), "{}", all.words());
    let mut officer = site.browser(Who::Officer);
    let read = officer.page("/board/findings?plan=LED-2566&round=R9");
    assert_eq!(read.count("form[action^='/board/findings/explain']"), 0, "the plan is explained by the policy group");
    assert_ne!(compile(&mut analyst).count("form[action$='/compile']"), 1);
}

#[test]
fn a_round_to_which_no_unit_is_to_be_added_says_so_and_keeps_no_decision() {
    let site = opened();
    let mut analyst = site.browser(Who::Analyst);
    let page = analyst.page(ROUND);
    assert_eq!(page.words_at("form[action$='/open'] button"), thai().round_add_button());
    let head = site.app.journal_head(&actor(Role::Viewer)).unwrap();
    let said = press(&mut analyst, "open", &[]);
    assert!(said.words().contains(thai().round_said_none_to_add()), "{}", said.words());
    assert_eq!(site.app.journal_head(&actor(Role::Viewer)).unwrap(), head, "nothing was stored");
}

#[test]
fn a_round_says_since_when_units_have_not_submitted_and_the_list_has_its_computed_day() {
    let site = opened();
    let mut analyst = site.browser(Who::Analyst);
    let first = |page: &Answer| {
        let html = page.html();
        let rows = all(&html, "table tbody tr");
        rows.first().map(|row| row.text().collect::<Vec<_>>().join(" ")).unwrap()
    };
    let submits = first(&analyst.page(ROUND));
    assert!(submits.contains("เลยกำหนด 107 วัน"), "{submits}");
    let due = row(&analyst.page("/rounds?plan=LED-2566"), "รอบ 9 เดือน");
    assert!(due.contains("5 ก.ค. 2566"), "{due}");
}

#[test]
fn a_result_that_a_return_reports_is_not_entered_on_the_pages_of_indicators_and_projects() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    let forms = [
        ("/indicators/K01/report?for_round=R9", "/indicators/K01/report", "#indicator-K01"),
        ("/projects/P01/result/status?round=R9", "/projects/P01/result", "#project-P01"),
    ];
    // Somebody has the forms open when the round is opened.
    let pages = forms.map(|(page, ..)| analyst.page(page));
    site.app.open_round(&actor(Role::Analyst), &plan(), &round()).expect("opened");
    for ((address, form, item), page) in forms.into_iter().zip(&pages) {
        let led = analyst.get(address);
        let place = led.header("location");
        assert!(place.starts_with("/returns/LED-2566/R9/") && place.ends_with(item), "to the return: {place}");
        assert!(analyst.follow(&led).words().contains("ผลนี้มาจากแบบรายงานของหน่วยงาน"));
        let answer = analyst.submit(page, form, &[("state", "value"), ("value", "50"), ("source", "ทะเบียน"), ("reason", "แก้ไข")]);
        assert_eq!(answer.status, StatusCode::CONFLICT, "{form}");
        let words = answer.words();
        assert!(words.contains("ผลนี้มาจากแบบรายงานของ") && words.contains("กรุณาส่งคืนแก้ไข"), "{words}");
    }
}

#[test]
fn pages_of_indicators_and_projects_lead_to_the_return_that_reports_their_result() {
    let site = Site::fresh();
    let mut analyst = site.browser(Who::Analyst);
    let pages = ["/indicators/K01?round=R9", "/projects/P01?round=R9"];
    let forms = |page: &Answer| page.count("a[href*='for_round=R9']") + page.count("a[href*='/result/']");
    for page in pages {
        assert!(forms(&analyst.page(page)) > 0, "nobody has opened the round: {page}");
    }
    site.app.open_round(&actor(Role::Analyst), &plan(), &round()).expect("opened");
    for page in pages {
        let page = analyst.page(page);
        assert_eq!(forms(&page), 0);
        assert!(page.count("a.button[href^='/returns/LED-2566/R9/']") > 0);
    }
    assert!(analyst.page("/indicators/K01?round=R9").count("a[href*='for_round=R6']") > 0, "that round has no returns");
}
