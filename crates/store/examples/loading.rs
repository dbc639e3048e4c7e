//! Measures how long one edition with 6,600 observations takes to be stored and loaded. Run it with
//! `cargo run -p phaen-store --example loading`.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a program for the one who measures")]

use std::time::Instant;

use phaen_app::ports::{Provenance, Store, reading};
use phaen_domain::calendar::FiscalYear;
use phaen_domain::id::{IndicatorCode, PlanCode, RoundCode, UnitCode};
use phaen_domain::journal::NewEntry;
use phaen_domain::number::Decimal;
use phaen_domain::observation::{Observation, Period, Reported, Subject};
use phaen_domain::organisation::Agency;
use phaen_domain::plan::{AgencyPlan, Edition, EditionState, Plan, PlanKind, TotalRule};
use phaen_store::testing::Fresh;
use phaen_store::{Engine, SqlStore};

/// An agency with 110 units, 60 indicators and one result of each.
const UNITS: usize = 110;
const INDICATORS: usize = 60;
/// Loads after the first, which prepares the statements.
const LOADS: usize = 15;

fn plan() -> AgencyPlan {
    let code = PlanCode::new("annual-2566").unwrap();
    AgencyPlan {
        agency: Agency { code: "LED".to_owned(), name_th: "กรม".to_owned(), name_en: None },
        units: Vec::new(),
        plan: Plan {
            code,
            name_th: "แผนปฏิบัติราชการรายปี".to_owned(),
            name_en: None,
            kind: PlanKind::Annual,
            fiscal_year: FiscalYear::new(2566).unwrap(),
            carries_out: None,
            total_rule: TotalRule::SumOfScores,
            vision: None,
        },
        edition: Edition { number: 1, state: EditionState::Draft, announced_on: None, reason: None },
        levels: Vec::new(),
        nodes: Vec::new(),
        scales: Vec::new(),
        indicators: Vec::new(),
        targets: Vec::new(),
        projects: Vec::new(),
        budget: Vec::new(),
        rounds: Vec::new(),
        cited_totals: Vec::new(),
        observations: Vec::new(),
        problems: Vec::new(),
        narratives: Vec::new(),
    }
}

fn observation(number: usize) -> (Observation, Provenance) {
    let observation = Observation {
        subject: Subject::Indicator(IndicatorCode::new(&format!("K{:02}", number % INDICATORS)).unwrap()),
        unit: Some(UnitCode::new(&format!("สบจ. {}", number / INDICATORS)).unwrap()),
        period: Period::Round(RoundCode::new("R12").unwrap()),
        reported: Reported::Value(Decimal::parse("92.00").unwrap()),
        narrative: Some("ดำเนินการตามแผนครบทุกขั้นตอน".to_owned()),
        source: Some("หนังสือรายงานผล".to_owned()),
        evidence: None,
    };
    let entered_at = jiff::Timestamp::UNIX_EPOCH;
    (observation, Provenance { entered_by: "analyst".to_owned(), entered_at, import_hash: None, version: 1 })
}

fn entry() -> NewEntry {
    NewEntry {
        at: jiff::Timestamp::UNIX_EPOCH,
        actor: "analyst".to_owned(),
        acting_for: None,
        action: "plan_imported".to_owned(),
        object_kind: "plan".to_owned(),
        object_code: "annual-2566".to_owned(),
        reason: None,
        detail: Vec::new(),
    }
}

fn main() {
    let plan = plan();
    let observations: Vec<_> = (0..UNITS * INDICATORS).map(observation).collect();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let fresh = Fresh::on(engine);
        let store = SqlStore::from(fresh.open());
        let start = Instant::now();
        store
            .write(&mut |tx| {
                tx.save_plan(&plan, &observations)?;
                tx.append(&entry()).map(drop)
            })
            .unwrap();
        let stored = start.elapsed();
        let load = |_| {
            let start = Instant::now();
            let found = reading(&store, |tx| tx.plan(&plan.plan.code, 1)).unwrap().unwrap();
            assert_eq!(found.plan.observations.len(), observations.len());
            start.elapsed()
        };
        let mut loads: Vec<_> = (0..=LOADS).map(load).skip(1).collect();
        loads.sort_unstable();
        println!("{engine:?}: stored in {stored:?}, loaded in {:?} (median)", loads[LOADS / 2]);
    }
}
