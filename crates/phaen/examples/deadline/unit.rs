//! A unit on the last day: three officers type into one return, its head endorses it, it is submitted.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use phaen_domain::observation::{Observation, Reported, Subject};

use crate::browser::{Browser, between};
use crate::generator::PLAN;
use crate::hour::Hour;
use crate::office::OFFICERS;
use crate::reporting::ROUND;

/// How far a unit is: officers who have finished come first, then what was done with the return.
pub(crate) const PROPOSED: usize = OFFICERS + 1;
pub(crate) const ENDORSED: usize = PROPOSED + 1;
pub(crate) const SUBMITTED: usize = ENDORSED + 1;
pub(crate) const CLAIMED: usize = SUBMITTED + 1;
pub(crate) const VERIFIED: usize = CLAIMED + 1;

/// Every so many figures one is corrected, and one gets a file.
const CORRECTED: usize = 7;
const WITH_FILE: usize = 5;
/// Bytes of a file: a scanned page.
const FILE: usize = 60_000;

/// One unit's return as the hour goes.
pub(crate) struct Unit {
    pub(crate) number: usize,
    pub(crate) code: String,
    pub(crate) path: String,
    pub(crate) stage: AtomicUsize,
}

impl Unit {
    pub(crate) fn new(number: usize, code: &str) -> Self {
        let path = format!("/returns/{PLAN}/{ROUND}/{code}");
        Self { number, code: code.to_owned(), path, stage: AtomicUsize::new(0) }
    }

    pub(crate) fn has_reached(&self, stage: usize) -> bool {
        self.stage.load(Ordering::SeqCst) >= stage
    }

    pub(crate) fn reach(&self, stage: usize) {
        self.stage.store(stage, Ordering::SeqCst);
    }

    /// Whether this caller alone takes the unit on.
    pub(crate) fn claim(&self) -> bool {
        self.stage.compare_exchange(SUBMITTED, CLAIMED, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }
}

/// One of the unit's officers, with a share of its figures. The first one hands the return on.
pub(crate) fn officer(hour: &Hour, unit: &Unit, part: usize, mut browser: Browser, figures: &[Observation]) {
    let own: Vec<&Observation> = figures.iter().skip(part).step_by(OFFICERS).collect();
    browser.page("open the return", &unit.path);
    // The first two of every tenth unit write the same words at the same time.
    if unit.number.is_multiple_of(10) && part < 2 {
        let text = format!("ปัญหาที่พบ เขียนโดยคนที่ {}", part + 1);
        store(hour, &mut browser, unit, ("whole:problem", &text), 0);
    }
    for (number, figure) in own.into_iter().enumerate() {
        type_in(hour, &mut browser, unit, figure, number % CORRECTED == 0);
        if number % WITH_FILE == 0 {
            add_file(hour, &mut browser, unit, figure, part);
        }
        if number % 4 == 3 {
            browser.page("open the return", &unit.path);
        }
    }
    unit.stage.fetch_add(1, Ordering::SeqCst);
    if part == 0 {
        hour.wait(|| unit.has_reached(OFFICERS));
        explain(hour, &mut browser, unit);
        press(hour, &mut browser, unit, "propose", "propose the return");
        unit.reach(PROPOSED);
        hour.wait(|| unit.has_reached(ENDORSED));
        hour.pause();
        press(hour, &mut browser, unit, "submit", "submit the return");
        unit.reach(SUBMITTED);
    }
}

/// The unit's head looks now and then, and endorses.
pub(crate) fn head(hour: &Hour, unit: &Unit, mut browser: Browser) {
    while !unit.has_reached(PROPOSED) && !hour.is_over() {
        browser.page("open the return", &unit.path);
        (0..5).take_while(|_| !unit.has_reached(PROPOSED)).for_each(|_| hour.pause());
    }
    press(hour, &mut browser, unit, "endorse", "endorse the return");
    unit.reach(ENDORSED);
}

/// Types one figure, field by field as each is left; a figure that is typed wrong is put right.
fn type_in(hour: &Hour, browser: &mut Browser, unit: &Unit, figure: &Observation, corrected: bool) {
    let Subject::Indicator(code) = &figure.subject else { return };
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut fields = vec![("answer", "figure".to_owned())];
    match &figure.reported {
        Reported::Ratio(above, below) => fields.extend([("numerator", above.to_string()), ("denominator", below.to_string())]),
        Reported::Value(value) => {
            if corrected {
                fields.push(("value", "0".to_owned()));
            }
            fields.push(("value", value.to_string()));
        }
        _ => {}
    }
    fields.push(("narrative", "ดำเนินการตามแผนแล้ว".to_owned()));
    fields.push(("source", "รายงานจำลองของหน่วยงาน".to_owned()));
    for (field, text) in fields {
        hour.pause();
        let field = format!("indicator:{code}:{field}");
        let version = seen.entry(field.clone()).or_default();
        *version = store(hour, browser, unit, (&field, &text), *version);
    }
}

/// Stores one field, again and again until it is stored; the version that it then has.
fn store(hour: &Hour, browser: &mut Browser, unit: &Unit, (field, text): (&str, &str), seen: u32) -> u32 {
    let mut seen = seen;
    while !hour.is_over() {
        let fields = [("field", field), ("text", text), ("seen", &seen.to_string())];
        if let Some(answer) = browser.send("autosave a field", &format!("{}/field", unit.path), &fields) {
            let stored = version_in(&answer.body);
            hour.acknowledge(unit, field, stored, text);
            return stored;
        }
        hour.pause();
        // What became of it, or what somebody else has typed, stands in the page.
        let Some(page) = browser.page("open the return", &unit.path) else { continue };
        let stored = between(&page, &format!("data-field=\"{field}\" data-version=\""), "\"");
        seen = stored.and_then(|version| version.parse().ok()).unwrap_or(seen);
    }
    seen
}

/// The version that a stored field has, by the server's answer.
fn version_in(answer: &[u8]) -> u32 {
    let answer: serde_json::Value = serde_json::from_slice(answer).unwrap_or_default();
    answer["version"].as_u64().and_then(|version| version.try_into().ok()).unwrap_or(0)
}

fn add_file(hour: &Hour, browser: &mut Browser, unit: &Unit, figure: &Observation, part: usize) {
    let Subject::Indicator(code) = &figure.subject else { return };
    let path = format!("{}/evidence?item=indicator:{code}", unit.path);
    let scan = scan(&format!("{} {code} {part}", unit.code), FILE);
    let mut again = false;
    while !hour.is_over() && browser.upload("upload evidence", &path, &scan, again).is_none() {
        again = true;
        hour.pause();
    }
}

/// A scanned page that no other page equals.
pub(crate) fn scan(mark: &str, size: usize) -> Vec<u8> {
    let mut bytes = format!("%PDF-1.7\n% {mark}\n").into_bytes();
    bytes.resize(size.max(bytes.len()), b' ');
    bytes
}

/// Explains every finding that asks for it.
fn explain(hour: &Hour, browser: &mut Browser, unit: &Unit) {
    let mut page = None;
    while page.is_none() && !hour.is_over() {
        hour.pause();
        page = browser.page("open the return", &unit.path);
    }
    let page = page.unwrap_or_default();
    let mark = "name=\"finding\" value=\"";
    for rest in page.split(mark).skip(1) {
        let name = rest.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&");
        let said = format!("explain:{name}");
        let fields = [("finding", name.as_str()), (said.as_str(), "นับรวมผลที่เกินเป้าหมายตามคำอธิบายตัวชี้วัด")];
        let path = format!("{}/explain", unit.path);
        while !hour.is_over() && browser.send("explain a finding", &path, &fields).is_none() {
            hour.pause();
        }
    }
}

/// Presses a button of the return's page, with the version that the page shows. A button that is gone after it was pressed without an
/// answer has done its work.
pub(crate) fn press(hour: &Hour, browser: &mut Browser, unit: &Unit, button: &str, action: &'static str) {
    let mut pressed = false;
    while !hour.is_over() {
        if let Some(page) = browser.page("open the return", &unit.path) {
            match version_of(&page, &unit.path, button) {
                None if pressed => return,
                None => {}
                Some(version) => {
                    pressed = true;
                    if browser.send(action, &format!("{}/{button}", unit.path), &[("version", version)]).is_some() {
                        return;
                    }
                }
            }
        }
        hour.pause();
    }
}

/// The version in the form of a button.
pub(crate) fn version_of<'p>(page: &'p str, path: &str, button: &str) -> Option<&'p str> {
    let (_, form) = page.split_once(&format!("action=\"{path}/{button}\""))?;
    between(form, "name=\"version\" value=\"", "\"")
}
