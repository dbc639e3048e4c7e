//! The recount: every total computed anew from what the journal says was typed and verified, and held against what pages and API show.
//!
//! It reads no table of results and uses no code that scores; see `score.rs`.

use std::collections::BTreeMap;

use phaen_app::ports::{Reading, reading};
use phaen_domain::journal::Entry;
use phaen_domain::number::Decimal;
use phaen_domain::observation::Reported;
use phaen_store::SqlStore;
use serde_json::Value;

use crate::browser::Browser;
use crate::generator::PLAN;
use crate::hour::Acknowledged;
use crate::office::Office;
use crate::overseers::figures;
use crate::reporting::ROUND;
use crate::score::{self, Figure, Figures, Shown};

/// Entries read at a time.
const BLOCK: u32 = 2_000;

/// What the recount found.
#[derive(Debug)]
pub(crate) struct Recount {
    /// Entries of the journal, whose chain is whole.
    pub(crate) entries: u64,
    /// Figures that were verified.
    pub(crate) results: usize,
    /// Figures of pages and API that were held against the recount.
    pub(crate) compared: usize,
    /// Where they differ.
    pub(crate) differing: Vec<String>,
}

/// Counts anew, and compares with what this browser is shown.
pub(crate) fn recount(office: &Office, browser: &mut Browser) -> Recount {
    let (entries, figures) = from_journal(&office.store);
    let mut recount = Recount { entries, results: figures.len(), compared: 0, differing: Vec::new() };
    let agency = score::agency(&office.plan, &figures);
    let query = format!("plan={PLAN}&round={ROUND}");
    let api = browser.data("recount", &format!("/api/v1/plans/{PLAN}/rounds/{ROUND}/scorecard")).unwrap_or_default();
    recount.hold(&agency, &named(&serde_json::from_slice(&api).unwrap_or_default()), "API");
    for path in ["/", "/indicators", "/plan"] {
        let page = browser.page("recount", &format!("{path}?{query}")).unwrap_or_default();
        recount.hold(&agency, &self::figures(&page), path);
    }
    for unit in &office.plan.units {
        let own = score::unit(&office.plan, &figures, &unit.code);
        let api = browser.data("recount", &format!("/api/v1/units/{}?{query}", unit.code)).unwrap_or_default();
        let api: Value = serde_json::from_slice(&api).unwrap_or_default();
        recount.hold(&own, &of_unit(&api["scorecard"]), unit.code.as_str());
    }
    recount
}

impl Recount {
    /// Every figure that was counted must be shown, and as counted.
    fn hold(&mut self, counted: &Shown, shown: &[(String, String)], place: &str) {
        let mut seen = 0;
        for (id, shown) in shown {
            let Some(counted) = counted.get(id) else { continue };
            (seen, self.compared) = (seen + 1, self.compared + 1);
            if counted != shown {
                self.differing.push(format!("{place}: {id} is {shown}, counted {counted}"));
            }
        }
        if seen == 0 {
            self.differing.push(format!("{place}: no figure was shown"));
        }
    }
}

/// What servers said they have stored and the journal does not tell: the entries of a field are its versions.
pub(crate) fn lost(entries: &[Entry], acknowledged: &[Acknowledged]) -> Vec<String> {
    let mut versions: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.action == "return_field_typed") {
        for change in &entry.detail {
            versions.entry((&entry.object_code, &change.field)).or_default().push(change.after.as_deref().unwrap_or_default());
        }
    }
    let is_lost = |it: &&Acknowledged| {
        let place = usize::try_from(it.version).unwrap().wrapping_sub(1);
        let texts = versions.get(&(it.object.as_str(), it.field.as_str()));
        texts.and_then(|texts| texts.get(place)) != Some(&it.text.as_str())
    };
    acknowledged.iter().filter(is_lost).map(|it| format!("acknowledged and not in the journal: {it:?}")).collect()
}

/// Walks the chain, and gives what was verified: fields as they were typed last before their return was verified.
pub(crate) fn from_journal(store: &SqlStore) -> (u64, Figures) {
    let (verified, entries) = reading(store, |tx| Ok((tx.verify_journal()?, all(tx)?))).unwrap();
    let mut typed: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut figures = Figures::new();
    for entry in &entries {
        match entry.action.as_str() {
            "return_field_typed" => {
                let fields = typed.entry(entry.object_code.clone()).or_default();
                for change in &entry.detail {
                    fields.insert(change.field.clone(), change.after.clone().unwrap_or_default());
                }
            }
            "return_verified" => {
                let unit = entry.object_code.rsplit('/').next().unwrap().to_owned();
                figures.extend(typed[&entry.object_code].iter().filter_map(|(field, answer)| {
                    let (item, _) = field.rsplit_once(':').filter(|(_, field)| *field == "answer")?;
                    let code = item.strip_prefix("indicator:").filter(|_| answer == "figure")?;
                    Some(((unit.clone(), code.to_owned()), figure(&typed[&entry.object_code], item)))
                }));
            }
            _ => {}
        }
    }
    (verified.unwrap().count, figures)
}

fn figure(fields: &BTreeMap<String, String>, item: &str) -> Figure {
    let number = |field: &str| Some(Decimal::parse(fields.get(&format!("{item}:{field}"))?).unwrap());
    let reported = match (number("numerator"), number("denominator")) {
        (Some(above), Some(below)) => Reported::Ratio(above, below),
        _ => Reported::Value(number("value").unwrap()),
    };
    Figure::of(&reported).unwrap()
}

/// All entries of the journal, first one first.
pub(crate) fn all(tx: &mut dyn Reading) -> Result<Vec<Entry>, phaen_app::AppError> {
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let block = tx.journal(None, entries.last().map(|entry| entry.seq), BLOCK)?;
        if block.is_empty() {
            break;
        }
        entries.extend(block);
    }
    entries.reverse();
    Ok(entries)
}

/// Every figure of an answer by its name.
fn named(answer: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![answer];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(members) => {
                if let (Some(id), Some(shown)) = (members.get("id"), members.get("shown")) {
                    found.push((text(id), text(shown)));
                }
                waiting.extend(members.values());
            }
            Value::Array(values) => waiting.extend(values),
            _ => {}
        }
    }
    found
}

/// The figures of a unit's own scorecard, which bear no names: they are named here as the agency's are.
fn of_unit(card: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for what in ["score", "full", "percent"] {
        found.push((format!("plan/{what}"), text(&card[what]["shown"])));
    }
    for indicator in card["indicators"].as_array().into_iter().flatten() {
        for what in ["percent", "score"] {
            found.push((format!("indicator:{}/{what}", text(&indicator["code"])), text(&indicator[what]["shown"])));
        }
    }
    found
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
