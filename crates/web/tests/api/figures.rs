//! The figures of the API are the printed ones, and the same as on screen, in XLSX and in the book.

use phaen_domain::access::Role;
use phaen_domain::figure;
use phaen_domain::number::{Decimal, Exact};

use crate::support::{LED, Site, actor, figures_of};

fn scorecard() -> serde_json::Value {
    Site::shared().read(&format!("{LED}/rounds/R12/scorecard"))
}

#[test]
fn the_printed_totals_of_the_year_are_told() {
    let figures = figures_of(&scorecard());
    for (id, shown) in [
        ("plan/score", "79.56"),
        ("plan/full", "85.00"),
        ("plan/percent", "93.60"),
        ("plan/achieved_share", "88.24"),
        ("projects/points", "4,225"),
        ("projects/full", "4,900"),
        ("projects/percent", "86.22"),
        ("projects/count", "49"),
        ("projects/achieved_share", "63.27"),
        ("projects/count_at_100", "31"),
        ("indicator:K11/score", "4.56"),
        ("indicator:K02/actual", "18.62"),
        ("indicator:K03/actual", "92.00"),
    ] {
        assert_eq!(figures.get(id).map(|figure| figure.0.as_str()), Some(shown), "{id}");
    }
}

#[test]
fn every_figure_of_the_scorecard_is_there_under_its_name_and_no_other() {
    let view = Site::shared().app.plan(&actor(Role::Viewer), "LED-2566", None).unwrap();
    let round = view.find_round("R12").unwrap().code.clone();
    let scored = view.round(&round).unwrap();
    let wanted: std::collections::BTreeMap<String, String> = figure::of_scorecard(&scored.plan, &scored.scorecard)
        .into_iter()
        .map(|figure| (figure.id.to_string(), figure.shown))
        .collect();
    let mut told: std::collections::BTreeMap<String, String> =
        figures_of(&scorecard()).into_iter().map(|(id, (shown, _))| (id, shown)).collect();
    // Steps of the projects are told for each node as well.
    told.retain(|id, _| !(id.starts_with("projects:") && id.contains("_at_")));
    assert!(wanted.len() > 300, "{}", wanted.len());
    assert_eq!(told, wanted);
}

#[test]
fn the_exact_value_rounds_to_the_shown_figure() {
    for (id, (shown, value)) in figures_of(&scorecard()) {
        let exact = match value.split_once('/') {
            Some((above, below)) => {
                let above = Decimal::parse(above).unwrap().exact();
                above.divided_by(&Decimal::parse(below).unwrap().exact()).unwrap()
            }
            None => Decimal::parse(&value).unwrap().exact(),
        };
        let plain = shown.replace(',', "").trim_start_matches('+').to_owned();
        let places = plain.split_once('.').map_or(0, |(_, fraction)| u8::try_from(fraction.len()).unwrap());
        assert_eq!(exact.round_half_up(places).to_string(), plain, "{id}: {value}");
    }
}

#[test]
fn an_indicator_tells_its_score_with_the_working_that_gives_it() {
    let answer = Site::shared().read(&format!("{LED}/indicators/K02"));
    let at_year = answer["rounds"].as_array().unwrap().iter().find(|round| round["round"] == "R12").unwrap();
    let working = at_year["working"].as_array().unwrap();
    let line = working.iter().find(|line| line["gives"]["key"] == "percent").unwrap();
    assert_eq!(line["rule"]["key"], "percent:lower_bounded");
    assert_eq!(line["formula"], "(100 − 18.62) × 100 / (100 − 23)");
    let percent = &at_year["result"]["percent"];
    assert_eq!(percent["shown"], "105.69");
    assert_eq!(percent["value"], line["value"], "nothing is lost on the way");
    assert_eq!(working.last().unwrap()["value"], at_year["result"]["score"]["value"]);
    assert_eq!(working.last().unwrap()["gives"]["key"], "score");
    for line in working {
        for word in [&line["gives"], &line["rule"]] {
            assert!(["key", "th", "en"].iter().all(|name| !word[name].as_str().unwrap().is_empty()), "{line}");
        }
    }
}

#[test]
fn the_same_figure_is_the_same_wherever_it_is_told() {
    let site = Site::shared();
    let whole = figures_of(&scorecard());
    for path in ["indicators?round=R12", "projects?round=R12", "rounds"] {
        let answer = site.read(&format!("{LED}/{path}"));
        let answer = if path == "rounds" { answer["rounds"].as_array().unwrap().last().unwrap().clone() } else { answer };
        let figures = figures_of(&answer);
        assert!(!figures.is_empty());
        for (id, figure) in figures {
            assert_eq!(whole.get(&id), Some(&figure), "{path}: {id}");
        }
    }
}

#[test]
fn zero_no_data_and_not_measurable_are_different_states() {
    let indicators = Site::shared().read(&format!("{LED}/indicators?round=R12"));
    let actual = |code: &str| {
        let all = indicators["indicators"].as_array().unwrap();
        all.iter().find(|indicator| indicator["code"] == code).unwrap()["actual"].clone()
    };
    assert_eq!(actual("K13")["state"]["key"], "zero");
    assert_eq!(actual("K13")["figure"]["shown"], "0");
    assert_eq!(actual("V3")["state"]["key"], "not_measurable");
    assert!(actual("V3")["figure"].is_null());
    assert!(!actual("V3")["reason"].as_str().unwrap().is_empty());
    assert_eq!(actual("K01")["state"]["key"], "value");
    let open = Site::shared().read(&format!("{LED}/indicators?round=R9"));
    assert_eq!(open["indicators"][5]["actual"]["state"]["key"], "no_data");
    assert_eq!(open["indicators"][5]["status"]["key"], "awaiting");
}

#[test]
fn a_third_is_told_as_a_fraction() {
    let third = Exact::from(1).divided_by(&Exact::from(3)).unwrap();
    assert_eq!(third.lossless(), "1/3");
    let figures = figures_of(&scorecard());
    assert!(figures.values().any(|(_, value)| value.contains('/')), "some percent of target does not end");
}
