//! Indicators as rows of a table, as printed: under their node, in the order of the plan.

use phaen_domain::figure::{self, Actuals, FigureId};
use phaen_domain::number::Exact;
use phaen_domain::shown::NO_FIGURE;

use crate::components::{Figure, Meter, Status};
use crate::explain::figures::Figures;
use crate::explain::target_value;
use crate::explain::wording::{name, numbered, weighing};
use crate::signed::Chosen;
use crate::text::Text;

/// One indicator of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorRow {
    /// The node, where another begins.
    pub group: Option<String>,
    /// Whether the node counts in the plan's score.
    pub counted: bool,
    /// Number as printed.
    pub number: String,
    /// Name.
    pub name: String,
    /// Its weight, in words; none in a plan without weights.
    pub weight: Option<String>,
    /// Its page.
    pub href: String,
    /// Percent of target as a bar, where there is one.
    pub meter: Option<Meter>,
    /// Target value.
    pub target: Figure,
    /// Unit of measure.
    pub unit: String,
    /// Actual.
    pub actual: Figure,
    /// Percent of target.
    pub percent: Figure,
    /// Score.
    pub score: Figure,
    /// Status.
    pub status: Status,
}

/// Rows of the indicators at these places of the plan, at the page's round. Without a round there are names only.
#[must_use]
pub fn indicator_rows(t: Text, chosen: &Chosen, places: impl IntoIterator<Item = usize>) -> Vec<IndicatorRow> {
    let actuals = chosen.round.as_ref().map(|(code, scored)| Actuals::of(&scored.plan, code));
    let mut rows = Vec::new();
    let mut node = None;
    for place in places {
        let Some(mut row) = row(t, chosen, actuals.as_ref(), place) else { continue };
        let own = chosen.view.plan.indicators.get(place).map(|indicator| &indicator.node);
        if node == own {
            row.group = None;
        }
        node = own;
        rows.push(row);
    }
    rows
}

fn row(t: Text, chosen: &Chosen, actuals: Option<&Actuals<'_>>, place: usize) -> Option<IndicatorRow> {
    let indicator = chosen.view.plan.indicators.get(place)?;
    let node = chosen.view.node(&indicator.node);
    let group = node.map(|node| numbered(t, node.number.as_ref(), name(t, &node.name_th, node.name_en.as_ref())));
    let figures = Figures { t, chosen };
    let id = |what: &str| FigureId::indicator(&indicator.code, what);
    let scored = chosen.round.as_ref().map(|(_, scored)| scored);
    let score = scored.and_then(|scored| scored.scorecard.indicators.get(place).filter(|s| s.indicator == indicator.code));
    let mut named = match (actuals, score) {
        (Some(actuals), Some(score)) => figure::of_indicator(score, actuals.shown(score)),
        _ => Vec::new(),
    };
    let target = score.and_then(|score| score.target).zip(scored).and_then(|(at, scored)| scored.plan.targets.get(at));
    if let Some(shown) = target.and_then(target_value) {
        named.push(figure::Figure { id: id("target"), shown });
    }
    let status = score.map_or(Status::NotScored, |score| score.status.into());
    let percent = score.and_then(|score| score.percent.as_ref());
    Some(IndicatorRow {
        group,
        counted: node.is_none_or(|node| node.counted),
        number: indicator.number.as_ref().map_or_else(|| NO_FIGURE.to_owned(), |number| t.digits(number).into_owned()),
        name: name(t, &indicator.name_th, indicator.name_en.as_ref()).into_owned(),
        weight: weighing(t, &chosen.view.plan, indicator.weight),
        href: chosen.link(&super::path(&indicator.code)),
        meter: percent.map(|percent| meter(t, percent, &figures.pick(&named, &id("percent")), status)),
        target: figures.pick(&named, &id("target")),
        unit: indicator.measure.unit_of_measure.clone(),
        actual: figures.pick(&named, &id("actual")),
        percent: figures.pick(&named, &id("percent")),
        score: figures.pick(&named, &id("score")),
        status,
    })
}

fn meter(t: Text, percent: &Exact, shown: &Figure, status: Status) -> Meter {
    Meter { hundredths: percent.hundredths(), label: t.indicators_meter(shown.shown.as_str()), status }
}
