//! Scales of an edition with their points, lowest first.

use std::collections::HashMap;

use phaen_domain::id::ScaleCode;
use phaen_domain::number::Rounding;
use phaen_domain::scoring::{Scale, ScalePoint};
use phaen_domain::words::Words;

use super::Scope;
use super::cell::{decimal, decimal_or_none, read_decimal, read_decimal_or_none, read_word};
use crate::error::Error;
use crate::params;
use crate::row::Row;
use crate::sql::{Insert, Sql, statements};
use crate::tx::{TechnicalTx, Tx};

statements! {
    static SCALES: Sql = Sql::new(
        "scale",
        "SELECT code, name_th, name_en, kind, full_score, interpolated, below_lowest, near_from, places
         FROM scale WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_SCALES: Insert = Insert::new(
        "scale",
        &[
            "plan_code", "edition", "code", "position", "name_th", "name_en", "kind", "full_score", "interpolated",
            "below_lowest", "near_from", "places",
        ],
        "",
    );
    static POINTS: Sql = Sql::new(
        "scale_point",
        "SELECT scale_code, from_percent, score, band, points_shown
         FROM scale_point WHERE plan_code = $1 AND edition = $2 ORDER BY position",
    );
    static ADD_POINTS: Insert = Insert::new(
        "scale_point",
        &["plan_code", "edition", "scale_code", "position", "from_percent", "score", "band", "points_shown"],
        "",
    );
}

/// The scales.
pub(super) fn scales(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Vec<Scale>, Error> {
    let mut points: HashMap<String, Vec<ScalePoint>> = HashMap::new();
    for (scale, point) in tx.list(&POINTS, &of.key(), |row| Ok((row.string("scale_code")?, point(row)?)))? {
        points.entry(scale).or_default().push(point);
    }
    tx.list(&SCALES, &of.key(), |row| scale(row, points.remove(row.text("code")?).unwrap_or_default()))
}

fn scale(row: &Row<'_>, points: Vec<ScalePoint>) -> Result<Scale, Error> {
    Ok(Scale {
        code: row.read_as("code", ScaleCode::new)?,
        name_th: row.string("name_th")?,
        name_en: row.string_or_none("name_en")?,
        kind: read_word(row, "kind")?,
        full_score: read_decimal(row, "full_score")?,
        interpolated: row.flag("interpolated")?,
        below_lowest: read_word(row, "below_lowest")?,
        near_from: read_decimal(row, "near_from")?,
        rounding: Rounding::HalfUp(row.number("places")?),
        points,
    })
}

fn point(row: &Row<'_>) -> Result<ScalePoint, Error> {
    Ok(ScalePoint {
        from: read_decimal_or_none(row, "from_percent")?,
        score: read_decimal(row, "score")?,
        band: row.number("band")?,
        points_shown: read_decimal_or_none(row, "points_shown")?,
    })
}

/// Adds scales to an edition that has none.
pub(super) fn add(tx: &mut TechnicalTx<'_>, of: Scope<'_>, scales: &[Scale]) -> Result<(), Error> {
    let rows: Vec<_> = (1_i64..)
        .zip(scales)
        .map(|(position, scale)| {
            let Rounding::HalfUp(places) = scale.rounding;
            params![
                of.plan,
                of.edition,
                scale.code.as_str(),
                position,
                &scale.name_th,
                scale.name_en.as_deref(),
                scale.kind.key(),
                decimal(scale.full_score),
                scale.interpolated,
                scale.below_lowest.key(),
                decimal(scale.near_from),
                u32::from(places),
            ]
        })
        .collect();
    tx.insert(&ADD_SCALES, &rows)?;
    let points = scales.iter().flat_map(|scale| scale.points.iter().map(move |point| (scale, point)));
    let rows: Vec<_> = (1_i64..)
        .zip(points)
        .map(|(position, (scale, point))| {
            params![
                of.plan,
                of.edition,
                scale.code.as_str(),
                position,
                decimal_or_none(point.from),
                decimal(point.score),
                u32::from(point.band),
                decimal_or_none(point.points_shown),
            ]
        })
        .collect();
    tx.insert(&ADD_POINTS, &rows)
}
