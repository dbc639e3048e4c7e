//! What was reported: one row for each subject, unit and period of a plan, with who stands behind it. Rows keep the order in which
//! they came, so that an export says them in the order of the workbook.
//!
//! A row's position is made from the number that the journal had reached, so that entering one result needs neither a search for the
//! last one nor an index of positions: this is the write that is done most.

use phaen_app::ports::Provenance;
use phaen_domain::id::{IndicatorCode, ProjectCode, UnitCode};
use phaen_domain::observation::{Observation, ObservationKey, Period, Reported, Subject};

use super::cell::{decimal, joined, read_decimal, read_joined, read_key};
use super::period;
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Delete, Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};
use crate::value::Param;

statements! {
    static ALL: Sql = Sql::new(
        "observation",
        "SELECT subject_code, subject_kind, item, unit_code, period, kind, value, numerator, denominator, steps, reason,
                narrative, source, evidence, entered_by, entered_at, import_hash, version, position
         FROM observation WHERE plan_code = $1",
    );
    static ONE: Sql = Sql::new(
        "observation",
        "SELECT subject_code, subject_kind, item, unit_code, period, kind, value, numerator, denominator, steps, reason,
                narrative, source, evidence, entered_by, entered_at, import_hash, version
         FROM observation
         WHERE plan_code = $1 AND subject_kind = $2 AND subject_code = $3 AND item = $4 AND unit_code = $5 AND period = $6",
    );
    static BY_MONTH: Sql = Sql::new(
        "observation",
        "SELECT period FROM observation
         WHERE plan_code = $1 AND subject_kind = $2 AND subject_code = $3 AND item = $4
               AND period IN ('M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10', 'M11', 'M12') LIMIT 1",
    );
    static BY_ROUND: Sql = Sql::new(
        "observation",
        "SELECT period FROM observation
         WHERE plan_code = $1 AND subject_kind = $2 AND subject_code = $3 AND item = $4
               AND period NOT IN ('M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10', 'M11', 'M12') LIMIT 1",
    );
    static BY_UNITS: Sql = Sql::new(
        "observation",
        "SELECT period FROM observation
         WHERE plan_code = $1 AND subject_kind = $2 AND subject_code = $3 AND item = $4 AND unit_code > '' AND $5 IN ('', period)
         LIMIT 1",
    );
    static CENTRALLY: Sql = Sql::new(
        "observation",
        "SELECT period FROM observation
         WHERE plan_code = $1 AND subject_kind = $2 AND subject_code = $3 AND item = $4 AND unit_code = '' AND $5 IN ('', period)
         LIMIT 1",
    );
    static NEXT_POSITION: Sql = Sql::new(
        "journal_head",
        "SELECT seq * 1000000 AS position FROM journal_head WHERE id = 1",
    );
    static SAVE_MANY: Insert = Insert::new(
        "observation",
        &[
            "plan_code", "subject_kind", "subject_code", "item", "unit_code", "period", "kind", "value", "numerator",
            "denominator", "steps", "reason", "narrative", "source", "evidence", "entered_by", "entered_at", "import_hash",
            "version", "position",
        ],
        "ON CONFLICT (plan_code, subject_kind, subject_code, item, unit_code, period) DO UPDATE SET
             kind = excluded.kind, value = excluded.value, numerator = excluded.numerator,
             denominator = excluded.denominator, steps = excluded.steps, reason = excluded.reason,
             narrative = excluded.narrative, source = excluded.source, evidence = excluded.evidence,
             entered_by = excluded.entered_by, entered_at = excluded.entered_at, import_hash = excluded.import_hash,
             version = excluded.version",
    );
    static ADD_ONE: Sql = Sql::new(
        "observation",
        "INSERT INTO observation (plan_code, subject_kind, subject_code, item, unit_code, period, kind, value, numerator,
                                  denominator, steps, reason, narrative, source, evidence, entered_by, entered_at,
                                  import_hash, version, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                 (SELECT seq * 1000000 FROM journal_head WHERE id = 1))
         ON CONFLICT DO NOTHING",
    );
    static CHANGE: Sql = Sql::new(
        "observation",
        "UPDATE observation
         SET kind = $7, value = $8, numerator = $9, denominator = $10, steps = $11, reason = $12, narrative = $13,
             source = $14, evidence = $15, entered_by = $16, entered_at = $17, import_hash = $18, version = $19
         WHERE plan_code = $1 AND subject_kind = $2 AND subject_code = $3 AND item = $4 AND unit_code = $5 AND period = $6
               AND version + 1 = $19",
    );
    static FORGET: Delete = Delete::new("observation", KEY);
}

/// What tells one observation from another.
pub(super) const KEY: &[&str] = &["plan_code", "subject_kind", "subject_code", "item", "unit_code", "period"];

/// Keys of what was observed.
const INDICATOR: &str = "indicator";
const PROJECT: &str = "project";
const PROJECT_INDICATOR: &str = "project_indicator";

/// Keys of what a report says.
const VALUE: &str = "value";
const RATIO: &str = "ratio";
const STEPS: &str = "steps";
const NO_DATA: &str = "no_data";
const NOT_APPLICABLE: &str = "not_applicable";
const NOT_MEASURABLE: &str = "not_measurable";

/// All observations of a plan with who stands behind each.
pub(super) fn all(tx: &mut Tx<'_>, plan: &str) -> Result<Vec<(Observation, Provenance)>, Error> {
    let mut found = tx.list(&ALL, &params![plan], |row| Ok((row.int("position")?, stored(row)?)))?;
    // What one write brought without a workbook has one position.
    found.sort_by(|(a, (a_stored, _)), (b, (b_stored, _))| a.cmp(b).then_with(|| a_stored.key().cmp(&b_stored.key())));
    Ok(found.into_iter().map(|(_, stored)| stored).collect())
}

/// One observation.
pub(super) fn one(tx: &mut Tx<'_>, plan: &str, key: &ObservationKey) -> Result<Option<(Observation, Provenance)>, Error> {
    let (subject, unit, period) = key;
    tx.find(&ONE, &key_cells(plan, subject, unit.as_ref(), period)?, stored)
}

/// Whether anything was reported for a subject by month, or by round.
pub(super) fn is_reported(tx: &mut Tx<'_>, plan: &str, subject: &Subject, monthly: bool) -> Result<bool, Error> {
    let (kind, code, item) = subject_cells(subject);
    let statement = if monthly { &BY_MONTH } else { &BY_ROUND };
    Ok(tx.find(statement, &params![plan, kind, code, item], |_| Ok(()))?.is_some())
}

/// Whether anything was reported for a subject by units, or for the agency as a whole: within a period, or in any.
pub(super) fn is_reported_by_units(
    tx: &mut Tx<'_>,
    plan: &str,
    subject: &Subject,
    by_units: bool,
    within: Option<&Period>,
) -> Result<bool, Error> {
    let (kind, code, item) = subject_cells(subject);
    let period = within.map(period::text_of).transpose()?.unwrap_or_default();
    let statement = if by_units { &BY_UNITS } else { &CENTRALLY };
    Ok(tx.find(statement, &params![plan, kind, code, item, period], |_| Ok(()))?.is_some())
}

pub(super) fn stored(row: &Row<'_>) -> Result<(Observation, Provenance), Error> {
    let observation = Observation {
        subject: subject(row)?,
        unit: read_key(row, "unit_code", UnitCode::new)?,
        period: period::read(row)?,
        reported: reported(row)?,
        narrative: row.string_or_none("narrative")?,
        source: row.string_or_none("source")?,
        evidence: row.string_or_none("evidence")?,
    };
    let provenance = Provenance {
        entered_by: row.string("entered_by")?,
        entered_at: row.parsed("entered_at")?,
        import_hash: row.string_or_none("import_hash")?,
        version: row.number("version")?,
    };
    Ok((observation, provenance))
}

fn subject(row: &Row<'_>) -> Result<Subject, Error> {
    let project = || row.read_as("subject_code", ProjectCode::new);
    match row.text("subject_kind")? {
        INDICATOR => row.read_as("subject_code", IndicatorCode::new).map(Subject::Indicator),
        PROJECT => project().map(Subject::Project),
        PROJECT_INDICATOR => Ok(Subject::ProjectIndicator(project()?, row.number("item")?)),
        _ => Err(row.inconsistent("subject_kind")),
    }
}

fn reported(row: &Row<'_>) -> Result<Reported, Error> {
    Ok(match row.text("kind")? {
        VALUE => Reported::Value(read_decimal(row, "value")?),
        RATIO => Reported::Ratio(read_decimal(row, "numerator")?, read_decimal(row, "denominator")?),
        STEPS => Reported::Steps(read_joined(row, "steps", str::parse)?),
        NO_DATA => Reported::NoData,
        NOT_APPLICABLE => Reported::NotApplicable(row.string("reason")?),
        NOT_MEASURABLE => Reported::NotMeasurable(row.string("reason")?),
        _ => return Err(row.inconsistent("kind")),
    })
}

fn subject_cells(subject: &Subject) -> (&'static str, &str, u32) {
    match subject {
        Subject::Indicator(code) => (INDICATOR, code.as_str(), 0),
        Subject::Project(code) => (PROJECT, code.as_str(), 0),
        Subject::ProjectIndicator(code, item) => (PROJECT_INDICATOR, code.as_str(), *item),
    }
}

fn key_cells<'a>(
    plan: &'a str,
    subject: &'a Subject,
    unit: Option<&'a UnitCode>,
    period: &Period,
) -> Result<[Param<'a>; 6], Error> {
    let (kind, code, item) = subject_cells(subject);
    Ok(params![plan, kind, code, item, unit.map_or("", UnitCode::as_str), period::text_of(period)?])
}

/// Kind, value, numerator, denominator, steps and reason.
fn reported_cells(reported: &Reported) -> [Param<'_>; 6] {
    let nothing = || Param::Null;
    match reported {
        Reported::Value(value) => [VALUE.into(), decimal(*value), nothing(), nothing(), nothing(), nothing()],
        Reported::Ratio(above, below) => [RATIO.into(), nothing(), decimal(*above), decimal(*below), nothing(), nothing()],
        Reported::Steps(steps) => [STEPS.into(), nothing(), nothing(), nothing(), joined(steps).into(), nothing()],
        Reported::NoData => [NO_DATA.into(), nothing(), nothing(), nothing(), nothing(), nothing()],
        Reported::NotApplicable(reason) => [NOT_APPLICABLE.into(), nothing(), nothing(), nothing(), nothing(), reason.into()],
        Reported::NotMeasurable(reason) => [NOT_MEASURABLE.into(), nothing(), nothing(), nothing(), nothing(), reason.into()],
    }
}

/// A row, its position last.
pub(super) fn cells<'a>(
    plan: &'a str,
    it: &'a Observation,
    behind: &'a Provenance,
    position: i64,
) -> Result<[Param<'a>; 20], Error> {
    let [plan, subject_kind, subject_code, item, unit, period] = key_cells(plan, &it.subject, it.unit.as_ref(), &it.period)?;
    let [kind, value, numerator, denominator, steps, reason] = reported_cells(&it.reported);
    Ok([
        plan,
        subject_kind,
        subject_code,
        item,
        unit,
        period,
        kind,
        value,
        numerator,
        denominator,
        steps,
        reason,
        it.narrative.as_deref().into(),
        it.source.as_deref().into(),
        it.evidence.as_deref().into(),
        (&behind.entered_by).into(),
        behind.entered_at.into(),
        behind.import_hash.as_deref().into(),
        behind.version.into(),
        position.into(),
    ])
}

/// Stores these observations whatever is stored of them; new ones come after those that are there.
pub(super) fn save_many(tx: &mut TechnicalTx<'_>, plan: &str, given: &[(Observation, Provenance)]) -> Result<(), Error> {
    if given.is_empty() {
        return Ok(());
    }
    let first = tx.get(&NEXT_POSITION, &[], |row| row.int("position"))?;
    let mut rows = Vec::with_capacity(given.len());
    for (position, (it, behind)) in (first..).zip(given) {
        rows.push(cells(plan, it, behind, position)?);
    }
    tx.insert(&SAVE_MANY, &rows)
}

/// Takes these observations away.
pub(super) fn forget(tx: &mut TechnicalTx<'_>, plan: &str, keys: &[ObservationKey]) -> Result<(), Error> {
    tx.delete(&FORGET, &keys_cells(plan, keys)?)
}

/// The keys of observations as they are stored.
pub(super) fn keys_cells<'a>(plan: &'a str, keys: &'a [ObservationKey]) -> Result<Vec<[Param<'a>; 6]>, Error> {
    keys.iter().map(|(subject, unit, period)| key_cells(plan, subject, unit.as_ref(), period)).collect()
}

/// Stores an observation if its stored version is one below the given; tells whether it was.
pub(super) fn save(tx: &mut TechnicalTx<'_>, plan: &str, it: &Observation, behind: &Provenance) -> Result<bool, Error> {
    // A new row takes its position in the statement, a changed one keeps its own.
    let [cells @ .., _] = cells(plan, it, behind, 0)?;
    let statement = if behind.version == 1 { &ADD_ONE } else { &CHANGE };
    Ok(tx.execute(statement, &cells)? == 1)
}
