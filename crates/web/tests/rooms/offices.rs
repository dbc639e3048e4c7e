//! Positions, who holds them and who stands in by order, through their own forms; and decisions that show the order.

use axum::http::StatusCode;
use phaen_domain::access::Role;

use crate::doubles::actor;
use crate::support::{Answer, Browser, Site, Who, all, fields_of};

const CODE: &str = "HEAD-กนย.";
const HERE: &str = "/offices/HEAD-กนย.";
/// The same as forms write it.
const THERE: &str = "/offices/HEAD-%E0%B8%81%E0%B8%99%E0%B8%A2.";

fn id_of(site: &Site, login: &str) -> String {
    let all = site.app.accounts(&actor(Role::Administrator)).unwrap();
    all.into_iter().find(|it| it.login == login).unwrap().id
}

/// A site with the position of the policy division's head, held by nobody.
fn with_position() -> Site {
    let site = Site::fresh();
    let mut administrator = site.browser(Who::Administrator);
    let page = administrator.page("/offices");
    let given = [("code", CODE), ("name_th", "ผู้อำนวยการกองนโยบายและแผน"), ("role", "unit_head"), ("unit", "กนย.")];
    let answer = administrator.submit(&page, "/offices", &given);
    assert!(administrator.follow(&answer).words().contains("บันทึกตำแหน่งแล้ว"));
    site
}

fn order<'a>(stand_in: &'a str, kind: &'a str) -> Vec<(&'a str, &'a str)> {
    let days = [("from", "1 ต.ค. 2566"), ("to", "31/10/2566"), ("reason", "ไปราชการ"), ("order_no", "123/2566")];
    [&[("stand_in", stand_in), ("kind", kind)], &days[..]].concat()
}

/// Fills the page's form of an order; radio and boxes are set as a browser would.
fn record(browser: &mut Browser<'_>, values: &[(&str, &str)]) -> Answer {
    let page = browser.page(HERE);
    browser.submit(&page, &format!("{THERE}/orders"), values)
}

#[test]
fn a_position_is_made_held_and_changed_and_everybody_who_reads_the_board_looks() {
    let site = with_position();
    let mut administrator = site.browser(Who::Administrator);
    let page = administrator.page("/offices");
    let taken = [("code", CODE), ("name_th", "อีกตำแหน่ง"), ("role", "executive")];
    let refused = administrator.submit(&page, "/offices", &taken);
    assert!(refused.words_at(".field.wrong").contains("มีตำแหน่งรหัสนี้แล้ว"), "{}", refused.words());
    let unitless = [("code", "X"), ("name_th", "หัวหน้า"), ("role", "unit_head")];
    let refused = administrator.submit(&page, "/offices", &unitless);
    assert!(refused.words_at(".field.wrong .error").contains("ต้องระบุหน่วยงาน"));
    let page = administrator.page(HERE);
    let viewer = id_of(&site, "viewer");
    let wrong = [("holder", viewer.as_str()), ("holder_from", "เมื่อวาน")];
    let refused = administrator.submit(&page, &format!("{THERE}/appoint"), &wrong);
    assert!(refused.words_at(".field.wrong .error").contains("ไม่ใช่วันที่"));
    let given = [("holder", viewer.as_str()), ("holder_from", "1 ต.ค. 2566")];
    let answer = administrator.submit(&page, &format!("{THERE}/appoint"), &given);
    assert!(administrator.follow(&answer).words().contains("แต่งตั้งแล้ว"));
    let own = [("holder", id_of(&site, "admin")), ("holder_from", "2 ต.ค. 2566".to_owned())];
    let own: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = administrator.submit(&page, &format!("{THERE}/appoint"), &own);
    assert!(refused.words().contains("แต่งตั้งตนเองไม่ได้"), "{}", refused.words());
    let first = administrator.page(HERE);
    let mut changed = fields_of_position(&first);
    for (_, value) in changed.iter_mut().filter(|(name, _)| name == "name_th") {
        *value = "ผู้อำนวยการกองแผน".to_owned();
    }
    assert_eq!(administrator.post(HERE, &changed).status, StatusCode::SEE_OTHER);
    assert_eq!(administrator.post(HERE, &changed).status, StatusCode::CONFLICT, "a stale version");
    let mut auditor = site.browser(Who::Auditor);
    let list = auditor.page("/offices");
    assert!(
        list.words().contains("ผู้อำนวยการกองแผน หัวหน้าหน่วยงาน กองนโยบายและแผน บัญชี viewer (viewer) ตั้งแต่ 1 ต.ค. 2566"),
        "{}",
        list.words()
    );
    assert_eq!((list.count("main form"), auditor.page(HERE).count("main form")), (0, 0));
    assert_eq!(site.browser(Who::Viewer).get("/offices").status, StatusCode::OK, "the holder acts as a head now");
}

/// What the form that changes the position itself holds: the one whose address is the position's own.
fn fields_of_position(page: &Answer) -> Vec<(String, String)> {
    let html = page.html();
    let form = all(&html, "form[action]").into_iter().find(|form| form.attr("action") == Some(THERE));
    fields_of(form.expect("the form of the position"))
}

#[test]
fn a_head_keeps_no_officer_who_stands_in_for_a_higher_office() {
    let site = with_position();
    let mut head = site.browser(Who::Head);
    site.make_if_new(Who::Officer);
    assert!(head.page("/accounts").words().contains("officer บัญชี officer"));
    let officer = id_of(&site, "officer");
    let mut administrator = site.browser(Who::Administrator);
    assert_eq!(record(&mut administrator, &order(&officer, "acting_for")).status, StatusCode::SEE_OTHER);
    assert!(!head.page("/accounts").words().contains("officer บัญชี officer"));
    assert_eq!(head.get("/accounts/officer").status, StatusCode::FORBIDDEN);
}

#[test]
fn an_order_that_breaks_a_rule_is_refused_beside_its_field() {
    let site = with_position();
    let mut administrator = site.browser(Who::Administrator);
    let (viewer, own) = (id_of(&site, "viewer"), id_of(&site, "admin"));
    let refused = |browser: &mut Browser<'_>, values: &[(&str, &str)]| {
        let answer = record(browser, values);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.words());
        answer.words_at("#order .field.wrong .error")
    };
    let mut without_number = order(&viewer, "acting_for");
    without_number.retain(|(name, _)| *name != "order_no");
    assert!(refused(&mut administrator, &without_number).contains("เลขที่คำสั่ง"));
    assert!(refused(&mut administrator, &order("", "acting_for")).contains("เลือกบุคคล"));
    assert!(refused(&mut administrator, &order(&viewer, "delegated")).contains("อย่างน้อยหนึ่งอย่าง"));
    assert!(refused(&mut administrator, &order(&own, "acting_for")).contains("ต้องไม่ใช่ผู้ปฏิบัติแทน"));
    let mut backwards = order(&viewer, "acting_for");
    backwards.retain(|(name, _)| *name != "to");
    backwards.push(("to", "30 ก.ย. 2566"));
    assert!(refused(&mut administrator, &backwards).contains("ต้องไม่อยู่ก่อน"));
}

#[test]
fn the_holder_hands_acts_on_by_order_and_a_stand_in_never_does() {
    let site = with_position();
    let mut administrator = site.browser(Who::Administrator);
    let page = administrator.page(HERE);
    let (viewer, analyst) = (id_of(&site, "viewer"), id_of(&site, "analyst"));
    let given = [("holder", viewer.as_str()), ("holder_from", "1 ต.ค. 2566")];
    let _ = administrator.submit(&page, &format!("{THERE}/appoint"), &given);
    let mut holder = site.browser(Who::Viewer);
    let blank = holder.page(HERE);
    let mut values = order(&analyst, "delegated");
    values.push(("endorse_return", "yes"));
    let answer = record(&mut holder, &values);
    let page = holder.follow(&answer);
    let words = page.words_at("#orders");
    assert!(words.contains("ปฏิบัติราชการแทน ผู้อำนวยการกองนโยบายและแผน ตามคำสั่งที่ 123/2566"), "{words}");
    assert!(words.contains("เห็นชอบแบบรายงานของหน่วยงาน") && words.contains("มีผลอยู่"), "{words}");
    let mut stand_in = site.browser(Who::Analyst);
    let seen = stand_in.page(HERE);
    assert_eq!(seen.count("main form"), 0, "nothing to hand on");
    let (action, fields) = blank.filled(&format!("{THERE}/orders"), &order(&viewer, "acting_for"));
    let key = stand_in.page("/account").filled("/account/tokens", &[]).1.remove(0);
    let fields: Vec<_> = std::iter::once(key).chain(fields.into_iter().skip(1)).collect();
    assert_eq!(stand_in.post(&action, &fields).status, StatusCode::FORBIDDEN);
    assert!(stand_in.page("/account").words().contains("ปฏิบัติราชการแทน ผู้อำนวยการกองนโยบายและแผน ตามคำสั่งที่ 123/2566"));
    let answer = holder.submit(&page, &format!("{THERE}/orders/"), &[]);
    assert!(holder.follow(&answer).words_at("#orders").contains("ยกเลิกแล้ว"));
    assert!(!stand_in.page("/account").words().contains("123/2566"));
    let journal = administrator.page("/journal/position/HEAD-กนย.").words();
    assert!(journal.contains("มอบอำนาจของ") && journal.contains("ยกเลิกการมอบอำนาจของ"), "{journal}");
}

fn appoint(browser: &mut Browser<'_>, account: &str, from: &str) -> Answer {
    let page = browser.page(HERE);
    let answer = browser.submit(&page, &format!("{THERE}/appoint"), &[("holder", account), ("holder_from", from)]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    browser.follow(&answer)
}

#[test]
fn a_successor_takes_over_and_a_correction_leaves_one_holder_also_after_an_account_is_closed() {
    let site = with_position();
    let mut administrator = site.browser(Who::Administrator);
    let (viewer, analyst) = (id_of(&site, "viewer"), id_of(&site, "analyst"));
    let _ = appoint(&mut administrator, &viewer, "1 ก.ย. 2566");
    let page = administrator.page("/accounts/viewer");
    let closed = administrator.submit(&page, "/accounts/viewer", &[("closed", "yes")]);
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.words());
    let page = appoint(&mut administrator, &analyst, "1 ต.ค. 2566");
    assert!(page.words().contains("บัญชี viewer (viewer) 1 ก.ย. 2566 – 30 ก.ย. 2566"), "{}", page.words());
    site.make_if_new(Who::Head);
    let page = appoint(&mut administrator, &id_of(&site, "head"), "1 ต.ค. 2566");
    let words = page.words();
    assert!(words.contains("บัญชี head (head) ตั้งแต่ 1 ต.ค. 2566"), "{words}");
    assert!(!page.html().root_element().html().contains("<li>บัญชี analyst"), "the wrong one was never in office: {words}");
    let list = administrator.page("/offices").words();
    assert!(list.contains("บัญชี head (head)") && !list.contains("บัญชี analyst (analyst)"), "{list}");
    let journal = administrator.page("/journal/position/HEAD-กนย.").words();
    assert!(journal.contains("viewer") && journal.contains("analyst"), "who held it before is named: {journal}");
}

#[test]
fn who_acts_by_a_position_does_not_change_what_it_may_do() {
    let site = with_position();
    let own = id_of(&site, "admin");
    let appoint = phaen_app::offices::Appoint {
        position: phaen_domain::id::PositionCode::new(CODE).unwrap(),
        account: own,
        from: "2023-10-01".parse().unwrap(),
    };
    site.app.appoint(&actor(Role::Administrator), &appoint).unwrap();
    let mut administrator = site.browser(Who::Administrator);
    let stored = fields_of_position(&administrator.page(HERE));
    let mut change = |name: &str, value: &str| {
        let mut fields: Vec<_> = stored.iter().filter(|(known, _)| known != name).cloned().collect();
        fields.push((name.to_owned(), value.to_owned()));
        administrator.post(HERE, &fields)
    };
    for (name, value) in [("role", "executive"), ("unit", "พบ."), ("closed", "yes")] {
        let refused = change(name, value);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.words().contains("ท่านดำรงตำแหน่งนี้หรือปฏิบัติแทนอยู่"), "{}", refused.words());
    }
    assert_eq!(change("name_th", "ผู้อำนวยการกองแผน").status, StatusCode::SEE_OTHER);
}
