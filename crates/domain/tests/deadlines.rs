//! The deadlines of rounds under every rule, held against the dates worked out for the SOP's steps 16 to 18.

#![expect(clippy::unwrap_used, clippy::panic, reason = "this whole program is tests")]

use std::path::Path;

use jiff::civil::Date;
use phaen_domain::calendar::{Anchor, Counting, DeadlineRules, Holidays};

fn rows(name: &str) -> Vec<csv::StringRecord> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    csv::Reader::from_path(file).unwrap().records().map(Result::unwrap).collect()
}

fn holidays() -> Holidays {
    let day = |row: &csv::StringRecord| (row[0].parse::<Date>().unwrap(), row[3].to_owned());
    Holidays(rows("holidays_th_gov_2566_2567.csv").iter().map(day).collect())
}

fn rules(counting: &str, anchor: &str) -> DeadlineRules {
    let counting = match counting {
        "CAL" => Counting::Calendar,
        "ROLL" => Counting::Rolled,
        "WORK" => Counting::Working,
        other => panic!("{other}"),
    };
    let anchor = if anchor == "A" { Anchor::UnitDue } else { Anchor::RoundEnd };
    DeadlineRules { counting, anchor, ..DeadlineRules::default() }
}

#[test]
fn every_golden_round_has_the_dates_of_its_rule_and_anchor() {
    let holidays = holidays();
    let golden = rows("led_rounds.csv");
    assert_eq!(golden.len(), 18);
    for row in golden {
        let dates = rules(&row[2], &row[3]).dates(row[4].parse().unwrap(), &holidays);
        let [report, compile, endorse] = [&row[5], &row[6], &row[7]].map(|day| day.parse::<Date>().unwrap());
        assert_eq!((dates.report, dates.compile, dates.endorse), (report, compile, endorse), "{row:?}");
    }
}

#[test]
fn a_return_sent_back_before_songkran_is_due_after_it() {
    // 12, 15 and 16 April 2567 are holidays.
    let due = DeadlineRules::default().return_due("2024-04-11".parse().unwrap(), &holidays());
    assert_eq!(due, "2024-04-19".parse::<Date>().unwrap());
}
