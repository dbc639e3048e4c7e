//! Rounds: window, state, completeness, computed and printed totals.

use phaen_domain::access::Role;
use phaen_domain::round::RoundState;
use phaen_domain::words::Words;
use phaen_domain::workbook::RawCell;

use crate::support::{Answer, Site, Who, actor, all, demonstration, thai};

fn row(page: &Answer, place: usize) -> String {
    let html = page.html();
    let rows = all(&html, "table.rounds tbody tr");
    rows[place].text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_round_without_reports_has_a_printed_total_and_no_computed_one() {
    let page = Site::shared().browser(Who::Viewer).page("/rounds");
    assert_eq!(
        row(&page, 0),
        "รอบ 6 เดือน เปิดรับรายงาน 1 ต.ค. 2565 – 31 มี.ค. 2566 5 เม.ย. 2566 ตัวชี้วัด 0 จาก 18 โครงการ 0 จาก 49 – 45.59 เอกสาร 004 บรรทัด 821"
    );
    assert!(row(&page, 1).ends_with("– 59.41 เอกสาร 004 บรรทัด 822"), "{}", row(&page, 1));
}

#[test]
fn the_frozen_round_is_complete_and_has_the_book_s_total() {
    let page = Site::shared().browser(Who::Viewer).page("/rounds");
    let words = row(&page, 2);
    for said in [RoundState::Frozen.th(), "5 ต.ค. 2566", "ตัวชี้วัด 18 จาก 18", "โครงการ 49 จาก 49", "93.60", "79.56 / 85.00"]
    {
        assert!(words.contains(said), "{said} in {words}");
    }
    assert_eq!(page.figure("plan/percent"), "93.60");
}

#[test]
fn the_frozen_data_are_named_by_their_hash() {
    let site = Site::shared();
    let page = site.browser(Who::Viewer).page("/rounds");
    let view = site.app.plan(&actor(Role::Viewer), "LED-2566", None).expect("the plan");
    let round = view.usual_round().expect("a round").code.clone();
    let hash = view.round(&round).expect("a scorecard").snapshot.as_ref().expect("frozen").hash.clone();
    assert!(page.words().contains(&hash));
}

#[test]
fn rounds_of_a_plan_without_reports_are_told_as_they_are() {
    let page = Site::shared().browser(Who::Viewer).page("/rounds?plan=PSDG-2565");
    let html = page.html();
    assert_eq!(all(&html, "table.rounds tbody tr").len(), 2);
    assert!(
        row(&page, 0).contains(RoundState::Planned.th()) && row(&page, 0).contains(&thai().rounds_complete_indicators("0", "30"))
    );
}

#[test]
fn a_round_shows_the_day_of_completion_that_a_workbook_gives() {
    let site = Site::fresh();
    let mut workbook = demonstration("led-2566");
    let rounds = workbook.sheets.iter_mut().find(|sheet| sheet.name == "rounds").expect("rounds");
    let place = rounds.rows[0].cells.iter().position(|cell| cell.shown() == "completed_on").expect("its column");
    rounds.rows[1].cells[place] = RawCell::Text("15 พ.ค. 2566".to_owned());
    assert!(site.app.confirm_import(&actor(Role::Analyst), &workbook, "test", None).expect("imported"));
    let page = site.browser(Who::Viewer).page("/rounds");
    assert!(row(&page, 0).contains("5 เม.ย. 2566 จัดทำแล้วเสร็จ 15 พ.ค. 2566 ตัวชี้วัด"), "{}", row(&page, 0));
    assert!(!row(&page, 1).contains("จัดทำแล้วเสร็จ"));
}
