//! One line for each round: what was computed from reports here, and what a book printed, never mixed (`decisions.md` 22).

use std::collections::HashSet;
use std::sync::Arc;

use phaen_app::plan_view::RoundView;
use phaen_domain::figure::{self, FigureId};
use phaen_domain::number::Exact;
use phaen_domain::observation::{Period, Subject};
use phaen_domain::plan::AgencyPlan;
use phaen_domain::round::{CitedTotal, Round};
use phaen_domain::shown;

use crate::chart::{Chart, Heading, Point};
use crate::components::{Figure, Tag};
use crate::errors::WebError;
use crate::explain::figures::{Figures, at_round};
use crate::explain::reports::round_name;
use crate::overview::choosing::{round_tag, window};
use crate::overview::issues::hundred;
use crate::signed::Chosen;
use crate::text::Text;
use crate::when;

/// A round as it is scored.
#[derive(Clone, Debug)]
pub struct RoundLine<'a> {
    /// The round.
    pub round: &'a Round,
    /// Its name for the reader.
    pub name: String,
    /// Its scorecard.
    pub scored: Arc<RoundView>,
    /// The plan's C, where anything was reported at all: a round without reports has no result, not the result 0.
    pub percent: Option<Exact>,
    /// The total that a book printed.
    pub cited: Option<&'a CitedTotal>,
}

/// All rounds of the page's plan, earliest first.
///
/// # Errors
/// When stored figures take each other as their actual.
pub fn round_lines(t: Text, chosen: &Chosen) -> Result<Vec<RoundLine<'_>>, WebError> {
    let plan = &chosen.view.plan;
    let lines = plan.rounds.iter().map(|round| {
        let scored = chosen.view.round(&round.code)?;
        let counts = &scored.scorecard.plan.counts;
        let percent = scored.scorecard.plan.percent.clone().filter(|_| counts.awaiting < counts.scored());
        let cited = plan.cited_totals.iter().find(|cited| cited.round == round.code && cited.node.is_none());
        Ok(RoundLine { round, name: round_name(t, round), scored, percent, cited })
    });
    lines.collect()
}

/// A round as a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundRow {
    /// Name.
    pub name: String,
    /// The overview at this round.
    pub href: String,
    /// The round's own page.
    pub page: String,
    /// Whether it is the page's round.
    pub current: bool,
    /// State.
    pub tag: Tag,
    /// The days covered.
    pub window: String,
    /// The day by which units report.
    pub due: String,
    /// The computed C.
    pub total: Figure,
    /// A and B in words.
    pub points: Option<String>,
    /// The printed C with its source.
    pub cited: Option<(String, String)>,
    /// Reports of indicators: given and expected.
    pub indicators: (usize, usize),
    /// Reports of projects: given and expected.
    pub projects: (usize, usize),
    /// The day of completion, where it is given.
    pub completed: Option<String>,
    /// Hash of the frozen data, and when it was frozen.
    pub frozen: Option<(String, String)>,
    /// Remarks.
    pub note: Option<String>,
}

impl RoundRow {
    /// Given reports in hundredths of a per cent of those expected.
    #[must_use]
    pub fn share(&self) -> i64 {
        let (given, expected) = (self.indicators.0 + self.projects.0, self.indicators.1 + self.projects.1);
        i64::try_from(given * 10_000).unwrap_or(0) / i64::try_from(expected.max(1)).unwrap_or(1)
    }
}

/// The rounds as rows.
#[must_use]
pub fn round_rows(t: Text, chosen: &Chosen, lines: &[RoundLine<'_>]) -> Vec<RoundRow> {
    lines.iter().map(|line| row(t, chosen, line)).collect()
}

fn row(t: Text, chosen: &Chosen, line: &RoundLine<'_>) -> RoundRow {
    let round = line.round;
    let current = chosen.round.as_ref().is_some_and(|(code, _)| *code == round.code);
    let figures = Figures { t, chosen };
    let named = figure::of_plan(&line.scored.scorecard);
    let id = FigureId::plan("percent");
    let total = match (&line.percent, current) {
        (None, _) => Figure::plain(shown::NO_FIGURE),
        (Some(_), true) => figures.pick(&named, &id),
        (Some(_), false) => figures.elsewhere(&named, &id, &round.code),
    };
    let digits = |text: &str| t.digits(text).into_owned();
    let plan = &line.scored.scorecard.plan;
    let points = format!("{} / {}", shown::score(&plan.score), shown::score(&plan.full));
    let (indicators, projects) = completeness(&chosen.view.plan, round);
    RoundRow {
        name: line.name.clone(),
        href: at_round(chosen, "/", &round.code),
        page: super::place(&chosen.view.plan.plan.code, &round.code),
        current,
        tag: round_tag(t, round),
        window: window(t, round),
        due: chosen
            .view
            .dates
            .get(&round.code)
            .map(|dates| dates.report)
            .or(round.due_on)
            .map_or_else(|| shown::NO_FIGURE.to_owned(), |day| when::day(t, day)),
        total,
        points: line.percent.as_ref().map(|_| digits(&points)),
        cited: line.cited.map(|cited| (digits(&shown::decimal(cited.percent)), digits(&cited.source))),
        indicators,
        projects,
        completed: round.completed_on.map(|day| when::day(t, day)),
        frozen: line.scored.snapshot.as_ref().map(|s| (s.hash.clone(), when::instant(t, s.frozen_at))),
        note: round.note.as_deref().map(digits),
    }
}

/// Reports given and expected: of indicators that are reported themselves, and of projects.
fn completeness(plan: &AgencyPlan, round: &Round) -> ((usize, usize), (usize, usize)) {
    let within = |period: &Period| match period {
        Period::Round(code) => *code == round.code,
        Period::Month(month) => *month <= round.months,
    };
    let reported: HashSet<&Subject> =
        plan.observations.iter().filter(|o| within(&o.period)).map(|observation| &observation.subject).collect();
    let own = plan.indicators.iter().filter(|indicator| indicator.actual_from.is_none());
    let own = own.map(|indicator| Subject::Indicator(indicator.code.clone())).collect::<Vec<_>>();
    let projects = plan.projects.iter().map(|project| Subject::Project(project.code.clone())).collect::<Vec<_>>();
    let given = |subjects: &[Subject]| subjects.iter().filter(|subject| reported.contains(subject)).count();
    ((given(&own), own.len()), (given(&projects), projects.len()))
}

/// The plan's success over the rounds. A printed total stands in for a round without a computed one, and looks like it.
#[must_use]
pub fn trend(t: Text, lines: &[RoundLine<'_>]) -> Option<Chart> {
    if lines.is_empty() {
        return None;
    }
    let points = lines.iter().map(|line| {
        let printed = line.cited.map(|cited| cited.percent.exact());
        let value = line.percent.clone().or(printed);
        Point {
            label: line.name.clone(),
            shown: t.digits(&value.as_ref().map_or(shown::NO_FIGURE.to_owned(), shown::percent)).into_owned(),
            value: value.as_ref().map(Exact::hundredths),
            cited: line.percent.is_none(),
        }
    });
    let points = points.collect::<Vec<_>>();
    let said = points.iter().map(|point| {
        let how = if point.cited { t.rounds_cited() } else { t.rounds_computed() };
        if point.value.is_some() { format!("{} {} ({how})", point.label, point.shown) } else { format!("{} –", point.label) }
    });
    let heading = Heading::new("trend", t.overview_trend(), said.collect::<Vec<_>>().join(", "));
    Some(Chart::line(&heading, &hundred(t), &points))
}
