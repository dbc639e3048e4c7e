//! The last sheet: every figure of the scorecard under its name, as a number and as it is shown.

use phaen_app::plan_view::RoundView;
use phaen_domain::figure::of_scorecard;

use super::look::{Content, Row, Sheet};

/// The name of the sheet.
const NAME: &str = "ตัวเลข";

pub(super) fn of(round: &RoundView) -> Sheet {
    let rows = of_scorecard(&round.plan, &round.scorecard).into_iter().map(|figure| Row {
        cells: vec![Content::Figure(figure.shown.clone()), Content::Text(figure.shown)],
        key: figure.id.to_string(),
        total: false,
    });
    Sheet {
        name: NAME,
        title: "ตัวเลขทุกตัวของตารางคะแนน".to_owned(),
        columns: vec![("ค่า", 22), ("ที่แสดง", 22)],
        rows: rows.collect(),
        keys_shown: true,
    }
}
