//! The overview, the explanations behind its figures, and what there is to see while there is no plan.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use crate::support::{Answer, Site, Who, all, thai};

/// The results book's own totals (document 004, lines 987 to 1019): A, B and C by issue.
const ISSUES: [(&str, &str, &str, &str); 5] = [
    ("OVERALL", "20.00", "20.00", "100.00"),
    ("ISSUE-1", "30.00", "30.00", "100.00"),
    ("ISSUE-2", "9.56", "15.00", "63.73"),
    ("ISSUE-3", "10.00", "10.00", "100.00"),
    ("ISSUE-4", "10.00", "10.00", "100.00"),
];

#[test]
fn the_overview_says_what_the_book_printed() {
    let page = Site::shared().browser(Who::Viewer).page("/");
    for (id, value) in [
        ("plan/percent", "93.60"),
        ("plan/score", "79.56"),
        ("plan/full", "85.00"),
        ("plan/achieved", "15"),
        ("projects/percent", "86.22"),
        ("indicator:K11/actual", "76.49"),
        ("indicator:K11/percent", "95.61"),
        ("indicator:K11/score", "4.56"),
        ("indicator:K13/actual", "0"),
        ("indicator:K09/actual", "242,642"),
        ("indicator:V4/actual", "92.00"),
    ] {
        assert_eq!(page.figure(id), value, "{id}");
    }
    for (node, score, full, percent) in ISSUES {
        let figure = |what: &str| page.figure(&format!("node:{node}/{what}"));
        assert_eq!([figure("score"), figure("full"), figure("percent")], [score, full, percent], "{node}");
    }
    let words = page.words();
    let t = thai();
    for said in [
        t.overview_percent_of("79.56", "85.00"),
        t.overview_of_indicators("17"),
        t.overview_shares("88.24", "2", "11.76"),
        t.overview_percent_of_points("4,225", "4,900"),
        t.overview_projects_done("31", "49", "63.27"),
    ] {
        assert!(words.contains(&said), "{said}");
    }
}

#[test]
fn thai_digits_change_what_is_read_and_not_what_is_compared() {
    let page = Site::shared().browser(Who::Viewer).with_thai_digits().page("/");
    assert_eq!(page.figure("plan/percent"), "93.60");
    assert!(page.words().contains("๙๓.๖๐") && !page.words().contains("93.60"));
}

#[test]
fn a_printed_total_stands_apart_from_a_computed_one() {
    let mut browser = Site::shared().browser(Who::Viewer);
    let page = browser.page("/");
    let trend = page.words_at(".chart .line");
    assert!(trend.contains(&format!("45.59 ({})", thai().rounds_cited())), "{trend}");
    assert!(trend.contains(&format!("93.60 ({})", thai().rounds_computed())), "{trend}");
    assert_eq!(page.count(".chart .wide.line rect[width='11']"), 2, "two cited squares");
    assert_eq!(page.count(".chart .wide.line circle"), 1, "one computed dot");
    assert!(page.words().contains(&thai().overview_than_cited("+34.19", "รอบ 9 เดือน", "59.41")));
    let early = browser.page("/?round=R6");
    assert_eq!(early.figure("plan/percent"), "0.00");
    assert!(early.words().contains(&thai().choose_nothing_reported_cited("รอบ 6 เดือน", "45.59", "เอกสาร 004 บรรทัด 821")));
}

/// Every figure of a page with the address of its explanation.
fn explained(page: &Answer) -> BTreeMap<String, (String, String)> {
    let html = page.html();
    let links = all(&html, "a[data-figure]").into_iter().map(|link| {
        let attribute = |name: &str| link.attr(name).expect("an attribute").to_owned();
        (attribute("href"), (attribute("data-figure"), attribute("data-value")))
    });
    links.collect()
}

#[test]
fn every_figure_of_the_overview_opens_an_explanation_that_ends_in_the_same_figure() {
    let mut browser = Site::shared().browser(Who::Viewer);
    let figures = explained(&browser.page("/"));
    assert!(figures.len() > 90, "{} figures", figures.len());
    for (href, (id, value)) in figures {
        let page = browser.page(&href);
        assert_eq!(page.figure(&id), value, "{href}");
        assert_eq!(page.words_at(".answer .big").split(' ').next(), Some(value.as_str()), "{href}");
        if page.count(".working li") > 0 {
            assert_eq!(page.words_at(".working li:last-child b"), format!("= {value}"), "{href}");
        }
    }
}

#[test]
fn a_total_shows_the_parts_that_add_up_to_it() {
    let mut browser = Site::shared().browser(Who::Viewer);
    let page = browser.page("/explain/plan/percent");
    let working = page.words_at(".working");
    assert!(working.contains("20 + 30 + 9.56 + 10 + 10 = 79.56"), "{working}");
    assert!(working.contains("79.56 × 100 / 85 = 93.60"), "{working}");
    assert_eq!(page.count("tbody tr"), 5);
    let share = browser.page("/explain/plan/achieved_share");
    assert!(share.words_at(".working").contains("15 × 100 / 17 = 88.24"));
    assert_eq!(share.count("tbody tr"), 17);
    assert_eq!(browser.page("/explain/plan/not_achieved").count("tbody tr"), 2);
    let node = browser.page("/explain/node:ISSUE-2/percent");
    assert!(node.words_at(".working").contains("9.56 × 100 / 15 = 63.73"));
    let projects = browser.page("/explain/projects/percent");
    assert!(projects.words_at(".working").contains("4,225 × 100 / 4,900 = 86.22"));
    assert_eq!(projects.count("tbody tr"), 49);
}

#[test]
fn money_is_explained_down_to_its_lines() {
    let mut browser = Site::shared().browser(Who::Viewer);
    let disbursed = browser.page("/explain/projects/disbursed");
    assert_eq!(disbursed.figure("projects/disbursed"), "41,783,089.44");
    assert!(disbursed.words_at(".working").ends_with("= 41,783,089.44"));
    let share = browser.page("/explain/project:P04/disbursed_percent");
    assert!(share.words_at(".working").contains("395,584 × 100 / 400,000 = 98.90"), "{}", share.words_at(".working"));
    assert_eq!(share.count("tbody tr"), 2);
    let row = browser.page("/explain/budget:overall:disbursed/difference_points");
    assert!(row.words_at(".working").contains("= +6.00"));
    let points = browser.page("/explain/project:P04/points");
    assert!(points.words().contains(thai().report_by_import()));
}

#[test]
fn what_is_no_figure_is_not_found() {
    let mut browser = Site::shared().browser(Who::Viewer);
    for path in ["plan/luck", "plan", "indicator:K99/score", "node:ISSUE-2/actual", "budget:overall/actual", "indicator:K11/luck"]
    {
        assert_eq!(browser.get(&format!("/explain/{path}")).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn the_script_gets_the_explanation_without_the_page_around_it_but_with_its_heading_and_address() {
    let answer = Site::shared().browser(Who::Viewer).part("/explain/indicator:K11/score?round=R12");
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.body.contains("<html") && answer.body.contains("class=\"working\""));
    assert_eq!(answer.words_at("h2.asked"), thai().explain_title_indicator_score());
    let html = answer.html();
    let whole = all(&html, "a[data-whole]");
    assert_eq!(whole.iter().map(|link| link.attr("href")).collect::<Vec<_>>(), [Some("/explain/indicator:K11/score?round=R12")]);
}

#[test]
fn the_drawer_of_explanations_stands_closed_on_every_page_of_somebody_signed_in() {
    let site = Site::shared();
    for path in ["/", "/indicators/K11", "/explain/plan/percent"] {
        let page = site.browser(Who::Viewer).page(path);
        assert_eq!(page.count("dialog#drawer:not([open]) form[method=dialog] button[type=submit]"), 1, "{path}");
    }
    assert_eq!(site.browser(Who::Nobody).get("/login").count("dialog"), 0);
}

#[test]
fn while_there_is_no_plan_each_room_says_what_to_do_next() {
    let site = Site::empty();
    let (mut analyst, mut viewer) = (site.browser(Who::Analyst), site.browser(Who::Viewer));
    for path in ["/", "/plan", "/indicators", "/rounds", "/projects", "/units", "/search?q=a", "/books/texts"] {
        let page = analyst.page(path);
        assert!(page.words().contains(thai().choose_no_plan()), "{path}");
        assert_eq!(page.count("main a[href='/exchange']"), 1, "{path}");
        assert_eq!(viewer.page(path).count("main a[href='/exchange']"), 0, "{path}");
    }
    assert_eq!(analyst.get("/?plan=NONE").status, StatusCode::NOT_FOUND);
    let page = site.browser(Who::Administrator).page("/");
    assert_eq!(page.words_at("main a[href='/accounts']"), thai().choose_go_accounts(), "an analyst needs an account first");
    assert_eq!(viewer.page("/").count("main a[href='/accounts']"), 0);
}

#[test]
fn pages_ask_the_store_a_fixed_number_of_questions() {
    let site = Site::fresh();
    let mut browser = site.browser(Who::Viewer);
    let mut cost = |path: &str| {
        // The first reader after a change loads the plan; those after it only ask whether anything changed.
        let _ = browser.page(path);
        site.statements(|| drop(browser.page(path)))
    };
    assert_eq!(cost("/"), 1, "who comes, and where the journal stands");
    let overview = cost("/?plan=LED-2566");
    assert_eq!(overview, 1);
    for path in [
        "/?plan=PSDG-2565",
        "/indicators?plan=LED-2566",
        "/indicators?plan=PSDG-2565&q=ระดับ",
        "/plan?plan=LED-2566",
        "/rounds?plan=LED-2566",
        "/?plan=LED-2566&round=R6",
    ] {
        assert_eq!(cost(path), overview, "{path}");
    }
    let indicator = cost("/indicators/K11?plan=LED-2566");
    assert_eq!(indicator, overview);
    for path in [
        "/indicators/V4?plan=LED-2566",
        "/indicators/D03?plan=PSDG-2565",
        "/indicators/K11/sheet?plan=LED-2566",
        "/explain/plan/percent?plan=LED-2566",
    ] {
        assert_eq!(cost(path), indicator, "{path}");
    }
}
