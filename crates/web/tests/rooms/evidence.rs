//! Evidence of a return through its own forms: attached, listed, refused with the reason, handed out safely, removed.

use axum::http::StatusCode;
use phaen_app::Actor;
use phaen_app::returns::Standing;
use phaen_app::rounds::ExplainOfRound;
use phaen_domain::access::Role;
use phaen_domain::id::{PlanCode, RoundCode};

use crate::doubles::actor;
use crate::returns::{fill_in, press};
use crate::support::{Answer, Browser, Site, Who};
use crate::unit_return::{HERE, encoded, opened};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF";

/// The return goes its way to verified.
fn verified(site: &Site) {
    let (mut officer, mut head, mut analyst) = (site.browser(Who::Officer), site.browser(Who::Head), site.browser(Who::Analyst));
    assert_eq!(fill_in(&mut officer, "4").status, StatusCode::SEE_OTHER);
    assert_eq!(press(&mut officer, "/propose", &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(press(&mut head, "/endorse", &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(press(&mut officer, "/submit", &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(press(&mut analyst, "/verify", &[]).status, StatusCode::SEE_OTHER);
}

/// The round goes its way to frozen.
fn frozen(site: &Site) {
    let (plan, round) = (PlanCode::new("LED-2566").unwrap(), RoundCode::new("R9").unwrap());
    explained(site, &plan, &round);
    site.app.compile_round(&actor(Role::Analyst), &plan, &round).unwrap();
    let executive = Actor { login: "executive".to_owned(), ..actor(Role::Executive) };
    site.app.endorse_round(&executive, &plan, &round).unwrap();
    site.app.freeze_round(&actor(Role::HeadOfPolicy), &plan, &round).unwrap();
}

/// What the checks find in the plan is explained.
fn explained(site: &Site, plan: &PlanCode, round: &RoundCode) {
    let analyst = actor(Role::Analyst);
    for it in site.app.agency_findings(&analyst, plan, round).unwrap().of_plan.into_iter().filter(Standing::holds) {
        let (rule, field, facts) = (it.finding.rule, it.finding.field, it.finding.facts);
        let (plan, round, text) = (plan.clone(), round.clone(), "ตามเล่มแผนที่ประกาศ".to_owned());
        site.app.explain_of_round(&analyst, &ExplainOfRound { plan, round, unit: None, rule, field, facts, text }).unwrap();
    }
}

/// Takes the first file of the page away.
fn remove_first(browser: &mut Browser<'_>, item: &str) -> String {
    let address = address(browser);
    let page = browser.page(HERE);
    let (_, mut fields) = page.filled(&encoded(&format!("/evidence?item={}", item.replace(':', "%3A"))), &[]);
    fields.push(("evidence".to_owned(), address.rsplit('/').next().unwrap().to_owned()));
    assert_eq!(browser.post(&format!("{HERE}/evidence/remove"), &fields).status, StatusCode::SEE_OTHER);
    address
}

/// Addresses of links of a page that begin so.
fn links(page: &Answer, begin: &str) -> Vec<String> {
    let html = page.html();
    let selector = scraper::Selector::parse("main a[href]").unwrap();
    let all = html.select(&selector).filter_map(|link| link.attr("href"));
    all.filter(|href| href.starts_with(begin)).map(str::to_owned).collect()
}

/// Attaches a file to an item by the page's own form.
fn attach(browser: &mut Browser<'_>, item: &str, name: &str, bytes: &[u8]) -> Answer {
    let page = browser.page(HERE);
    let item = item.replace(':', "%3A");
    browser.upload(&page, &encoded(&format!("/evidence?item={item}")), name, bytes)
}

/// The address of the first file that the page lists.
fn address(browser: &mut Browser<'_>) -> String {
    let html = browser.page(HERE).html();
    let selector = scraper::Selector::parse(".evidence li a").unwrap();
    html.select(&selector).next().expect("a file").attr("href").unwrap().to_owned()
}

#[test]
fn a_file_is_attached_listed_beside_its_item_and_handed_out_as_an_attachment() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let answer = attach(&mut officer, "indicator:K01", "คำสั่ง 1.pdf", PDF);
    assert!(answer.header("location").ends_with("#indicator-K01"), "back to the item: {}", answer.header("location"));
    assert!(officer.follow(&answer).words_at(".notice.success").contains("แนบหลักฐานแล้ว"));
    let listed = officer.page(HERE).words_at("#indicator-K01 .evidence li");
    assert!(listed.contains("คำสั่ง 1.pdf") && listed.contains("เอกสาร PDF"), "{listed}");
    let address = address(&mut officer);
    let file = site.browser(Who::Auditor).get(&address);
    assert_eq!((file.status, file.body.as_bytes()), (StatusCode::OK, PDF));
    assert!(file.header("content-disposition").starts_with("attachment;"));
    assert_eq!((file.header("content-type"), file.header("x-content-type-options")), ("application/pdf", "nosniff"));
    assert_eq!(site.browser(Who::OtherOfficer).get(&address).status, StatusCode::FORBIDDEN, "another unit's draft is not read");
}

#[test]
fn paper_and_pictures_are_looked_at_in_place_and_can_do_nothing_there() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    for (name, bytes, kind, boxed) in
        [("คำสั่ง.pdf", PDF, "application/pdf", false), ("ภาพ.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), "image/png", true)]
    {
        assert_eq!(attach(&mut officer, "indicator:K01", name, bytes).status, StatusCode::SEE_OTHER, "{name}");
        let html = officer.page(HERE).html();
        let selector = scraper::Selector::parse(".evidence li a[target]").unwrap();
        let look = html.select(&selector).next_back().expect("a preview").attr("href").unwrap().to_owned();
        let shown = officer.get(&look);
        assert!(shown.header("content-disposition").starts_with("inline;"), "{name}");
        assert_eq!((shown.header("content-type"), shown.header("x-content-type-options")), (kind, "nosniff"), "{name}");
        let policy = shown.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script-src"), "{name}: {policy}");
        assert!(policy.contains("form-action 'none'; frame-ancestors 'none'; base-uri 'none'"), "{name}: {policy}");
        // A browser's viewer of PDF does not open in a sandbox.
        assert_eq!(policy.ends_with("sandbox"), boxed, "{name}: {policy}");
        assert_eq!(shown.header("x-frame-options"), "DENY", "{name}");
    }
}

#[test]
fn what_is_no_paper_and_no_picture_is_handed_over_even_where_a_look_is_asked_for() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    assert_eq!(attach(&mut officer, "indicator:K01", "ตาราง.csv", "ก,ข\n1,2\n".as_bytes()).status, StatusCode::SEE_OTHER);
    assert_eq!(officer.page(HERE).count(".evidence li a[target]"), 0);
    let address = address(&mut officer);
    let file = officer.get(&format!("{address}?show=1"));
    assert!(file.header("content-disposition").starts_with("attachment;"), "{}", file.header("content-disposition"));
}

#[test]
fn what_could_run_is_refused_in_thai_and_nothing_of_it_is_kept() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    for (name, bytes, says) in [
        ("คำสั่ง.pdf", b"MZ\x90\0\x03\0\0\0".as_slice(), "เป็นโปรแกรม"),
        ("ภาพ.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ภาพ SVG"),
        ("หน้า.txt", b"<!doctype html><script>1</script>", "เป็นหน้าเว็บ"),
        ("ชุด.docx", b"PK\x03\x04", "เป็นไฟล์บีบอัด"),
        ("ว่าง.pdf", b"", "ไฟล์ว่าง"),
    ] {
        let answer = attach(&mut officer, "indicator:K01", name, bytes);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let told = answer.words_at("#indicator-K01 .evidence [role=alert]");
        assert!(told.contains(says) && told.contains(name), "told where it was sent: {name}: {}", answer.words());
    }
    let large = vec![b' '; 21 * 1024 * 1024];
    assert!(attach(&mut officer, "indicator:K01", "ใหญ่.pdf", &large).words().contains("20 เมกะไบต์"));
    assert_eq!(officer.page(HERE).count(".evidence li"), 0);
}

#[test]
fn the_pages_script_is_told_why_a_file_was_refused_and_opens_the_page_anew_when_it_was_taken() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let key = officer.page(HERE).value(&encoded("/save"), "form_key");
    let mut send = |bytes: &str| {
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"คำสั่ง.pdf\"";
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\n{key}\r\n--b\r\n{head}\r\n\r\n{bytes}\r\n--b--\r\n"
        );
        let headers = [("accept", "application/json")];
        officer.post_as(&format!("{HERE}/evidence?item=indicator:K01"), "multipart/form-data; boundary=b", &headers, &body)
    };
    let refused = send("<!doctype html><script>1</script>");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told: serde_json::Value = serde_json::from_str(&refused.body).unwrap();
    assert!(told["says"].as_str().unwrap().contains("เป็นหน้าเว็บ"), "{told}");
    let taken = send("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF");
    assert_eq!((taken.status, taken.header("location")), (StatusCode::NO_CONTENT, ""));
    assert!(officer.page(HERE).words_at(".notice.success").contains("แนบหลักฐานแล้ว"));
}

#[test]
fn the_same_file_may_serve_two_figures_is_told_and_is_not_attached_to_one_twice() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    for item in ["indicator:K01", "indicator:K02"] {
        assert_eq!(attach(&mut officer, item, "สรุป.pdf", PDF).status, StatusCode::SEE_OTHER, "{item}");
    }
    let page = officer.page(HERE);
    for item in ["K01", "K02"] {
        assert!(page.words_at(&format!("#indicator-{item} .evidence li")).contains("ไฟล์เดียวกันนี้ใช้ที่"), "{item}");
    }
    let again = attach(&mut officer, "indicator:K01", "ชื่ออื่น.pdf", PDF);
    assert!(again.words().contains("สรุป.pdf แนบไว้กับรายการนี้แล้ว"), "{}", again.words());
    assert_eq!(officer.page(HERE).count(".evidence li"), 2);
}

#[test]
fn what_is_removed_leaves_the_page_and_stays_in_the_journal() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    assert_eq!(attach(&mut officer, "indicator:K01", "สรุป.pdf", PDF).status, StatusCode::SEE_OTHER);
    let page = officer.page(HERE);
    let (_, mut fields) = page.filled(&encoded("/evidence?item=indicator%3AK01"), &[]);
    let removed = remove_first(&mut officer, "indicator:K01");
    fields.push(("evidence".to_owned(), removed.rsplit('/').next().unwrap().to_owned()));
    assert_eq!(officer.page(HERE).count(".evidence li"), 0);
    assert_eq!(officer.post(&format!("{HERE}/evidence/remove"), &fields).status, StatusCode::NOT_FOUND, "once");
    let told = officer.page("/journal").words();
    assert!(told.contains("แนบหลักฐานใน") && told.contains("นำหลักฐานออกจาก") && told.contains("สรุป.pdf"), "{told}");
}

#[test]
fn a_rounds_evidence_is_packed_for_those_who_oversee() {
    let site = opened();
    assert_eq!(attach(&mut site.browser(Who::Officer), "indicator:K01", "สรุป.pdf", PDF).status, StatusCode::SEE_OTHER);
    let pack = site.browser(Who::Auditor).get("/rounds/R9/evidence.zip?plan=LED-2566");
    assert_eq!((pack.status, pack.header("content-type")), (StatusCode::OK, "application/zip"));
    assert!(
        pack.body.contains("สรุป.pdf") && pack.body.contains("%PDF-1.7") && pack.body.contains("กองนโยบายและแผน"),
        "{}",
        pack.body
    );
    assert_eq!(pack.header("content-length"), pack.body.len().to_string(), "a browser shows how far it is");
    assert_eq!(site.browser(Who::Officer).get("/rounds/R9/evidence.zip?plan=LED-2566").status, StatusCode::FORBIDDEN);
    assert_eq!(site.browser(Who::Auditor).get("/rounds/R99/evidence.zip?plan=LED-2566").status, StatusCode::NOT_FOUND);
    assert!(site.browser(Who::Auditor).page("/rounds/R9").html().html().contains("/rounds/R9/evidence.zip?plan=LED-2566"));
}

/// The address that a book gives a figure.
fn figure(what: &str) -> String {
    format!("/explain/{what}?plan=LED-2566&edition=1&round=R9")
}

#[test]
fn a_figure_leads_to_the_file_behind_it_and_before_the_freeze_others_are_told_how_many_there_are() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    assert_eq!(attach(&mut officer, "indicator:K01", "ผิดฉบับ.pdf", b"%PDF-1.7 wrong").status, StatusCode::SEE_OTHER);
    let removed = remove_first(&mut officer, "indicator:K01");
    assert_eq!(attach(&mut officer, "indicator:K01", "คำสั่ง 1.pdf", PDF).status, StatusCode::SEE_OTHER);
    let file = address(&mut officer);
    verified(&site);
    let score = figure("indicator:K01/score");
    for who in [Who::Officer, Who::Analyst, Who::Auditor] {
        let page = site.browser(who).page(&score);
        assert!(page.words_at(".report .files li").contains("คำสั่ง 1.pdf"), "{who:?}: {}", page.words());
        assert_eq!(links(&page, "/evidence/")[0], file, "{who:?}");
    }
    for who in [Who::Viewer, Who::OtherOfficer] {
        let mut browser = site.browser(who);
        let page = browser.page(&score);
        assert!(page.words().contains("หลักฐาน 1 รายการ เปิดดูได้เมื่อตรึงผลของรอบแล้ว"), "{who:?}: {}", page.words());
        assert!(links(&page, "/evidence/").is_empty() && links(&page, "/returns/").is_empty(), "{who:?}");
        assert_eq!(browser.get(&file).status, StatusCode::FORBIDDEN, "{who:?}");
    }
    frozen(&site);
    for who in [Who::Viewer, Who::OtherOfficer, Who::Officer] {
        let mut browser = site.browser(who);
        for what in ["actual", "percent", "score"] {
            let page = browser.page(&figure(&format!("indicator:K01/{what}")));
            let found = browser.get(&links(&page, "/evidence/")[0]);
            assert_eq!((found.status, found.body.as_bytes()), (StatusCode::OK, PDF), "{who:?} {what}");
            let item = links(&page, "/returns/");
            assert!(item[0].ends_with("#indicator-K01") && browser.get(&item[0]).status == StatusCode::OK, "{item:?}");
            assert!(!page.words().contains("ผิดฉบับ"), "{who:?}");
        }
        assert!(browser.part(&score).body.contains(&file), "also beside the page on which it was asked about");
    }
    assert_eq!(
        site.browser(Who::Viewer).get(&removed).status,
        StatusCode::FORBIDDEN,
        "what was taken away is not opened by a freeze"
    );
    assert_eq!(site.browser(Who::Officer).get(&removed).status, StatusCode::OK, "its own unit reads it still");
}

#[test]
fn the_pages_of_an_indicator_and_of_a_project_lead_to_the_evidence_and_say_nothing_untrue() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    for (item, name) in [("indicator:K01", "คำสั่ง 1.pdf"), ("project:P24", "สรุปโครงการ.pdf")]
    {
        assert_eq!(attach(&mut officer, item, name, PDF).status, StatusCode::SEE_OTHER, "{item}");
    }
    verified(&site);
    for (path, explanation, name) in [
        ("/indicators/K01?plan=LED-2566&round=R9", "/explain/indicator:K01/actual?", "คำสั่ง 1.pdf"),
        ("/projects/P24?plan=LED-2566&round=R9", "/explain/project:P24/points?", "สรุปโครงการ.pdf"),
    ] {
        let page = officer.page(path);
        assert!(page.words().contains("ดูหลักฐานของผลนี้") && !page.body.contains(name), "{path}: {}", page.words());
        assert!(!links(&page, "/returns/").is_empty(), "{path}");
        let proof = links(&page, explanation).into_iter().find(|link| link.contains("round=R9")).unwrap();
        assert!(officer.page(&proof).words().contains(name), "{proof}");
        let reader = site.browser(Who::Viewer).page(path);
        assert!(links(&reader, "/returns/").is_empty(), "{path}");
    }
    for what in ["disbursed", "disbursed_percent"] {
        assert!(officer.page(&figure(&format!("project:P24/{what}"))).words().contains("สรุปโครงการ.pdf"), "{what}");
    }
    assert!(officer.page(&figure("indicator:K02/actual")).words().contains("ไม่ระบุ"), "nothing was attached to this one");
}

#[test]
fn a_file_whose_name_would_run_is_kept_and_handed_out_as_what_it_is() {
    let site = opened();
    let mut officer = site.browser(Who::Officer);
    let page = b"%PDF-1.7\n<script>new ActiveXObject('WScript.Shell')</script>";
    assert_eq!(attach(&mut officer, "indicator:K01", "ประกาศ.hta", page).status, StatusCode::SEE_OTHER);
    assert!(officer.page(HERE).words_at("#indicator-K01 .evidence li").contains("ประกาศ.hta.pdf"));
    let address = address(&mut officer);
    let file = officer.get(&address);
    assert!(file.header("content-disposition").ends_with(".hta.pdf"), "{}", file.header("content-disposition"));
    let pack = site.browser(Who::Auditor).get("/rounds/R9/evidence.zip?plan=LED-2566");
    assert!(pack.body.contains("ประกาศ.hta.pdf") && !pack.body.contains(".hta\""), "{}", pack.body);
}
