//! One figure explained: its steps, what it rests on, what was reported, and what it is made of.

use phaen_app::plan_view::RoundView;
use phaen_domain::figure::{self, Actuals, FigureId};
use phaen_domain::id::{IndicatorCode, RoundCode};
use phaen_domain::observation::Subject;
use phaen_domain::round::Round;
use phaen_domain::scoring::{IndicatorScore, Term};
use phaen_domain::shown::NO_FIGURE;

use super::figures::Figures;
use super::reports::{self, Report};
use super::steps::{self, Step, Style};
use super::wording::{name, numbered, why};
use super::{facts, items, money, totals};
use crate::components::{Figure, Status};
use crate::signed::Chosen;
use crate::text::Text;

/// One thing that a figure rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says.
    pub words: String,
    /// A remark below.
    pub more: Option<String>,
    /// Where more about it stands.
    pub href: Option<String>,
    /// Whether it is a check code, to be compared letter by letter.
    pub is_code: bool,
}

impl Fact {
    pub(super) fn new(label: impl Into<String>, words: impl Into<String>) -> Self {
        Self { label: label.into(), words: words.into(), more: None, href: None, is_code: false }
    }

    pub(super) fn more(mut self, words: impl Into<String>) -> Self {
        self.more = Some(words.into());
        self
    }

    pub(super) fn to(mut self, href: String) -> Self {
        self.href = Some(href);
        self
    }

    pub(super) fn code(mut self) -> Self {
        self.is_code = true;
        self
    }
}

/// One part of a total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its explanation or page.
    pub href: Option<String>,
    /// Its figures, in the order of the heads.
    pub figures: Vec<Figure>,
    /// How it stands.
    pub status: Option<Status>,
    /// Words in the last column: a source, or why it does not count.
    pub note: Option<String>,
}

/// The parts of a total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Heads of the columns of figures.
    pub heads: Vec<String>,
    /// Head of the column of words; none when nothing has any.
    pub note_head: Option<String>,
    /// The parts in the order of the plan.
    pub rows: Vec<Part>,
}

impl Parts {
    /// Whether any part has a status.
    #[must_use]
    pub fn has_status(&self) -> bool {
        self.rows.iter().any(|row| row.status.is_some())
    }
}

/// A figure explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What the figure says.
    pub title: String,
    /// The figure.
    pub figure: Figure,
    /// Whose figure it is.
    pub about: String,
    /// The page of that thing.
    pub about_href: String,
    /// The steps of the working.
    pub steps: Vec<Step>,
    /// What it rests on.
    pub facts: Vec<Fact>,
    /// What the reports are of; none for totals.
    pub subject: Option<Subject>,
    /// What was reported; none for totals.
    pub reports: Option<Vec<Report>>,
    /// What it is made of.
    pub parts: Option<Parts>,
    /// Why there is no figure, or none but zero.
    pub why: Option<String>,
}

/// All that an explanation is made from.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) t: Text,
    pub(super) chosen: &'a Chosen,
    pub(super) code: &'a RoundCode,
    pub(super) scored: &'a RoundView,
    pub(super) round: &'a Round,
    pub(super) figures: Figures<'a>,
}

impl<'a> Desk<'a> {
    fn of(t: Text, chosen: &'a Chosen) -> Option<Self> {
        let (code, scored) = chosen.round.as_ref()?;
        let round = chosen.view.find_round(code.as_str())?;
        Some(Self { t, chosen, code, scored, round, figures: Figures { t, chosen } })
    }
}

/// Explains a figure by its name; `None` when there is no such figure.
#[must_use]
pub fn explain(t: Text, chosen: &Chosen, id: &str) -> Option<Explanation> {
    let desk = Desk::of(t, chosen)?;
    let (object, what) = id.rsplit_once('/')?;
    let (kind, code) = object.split_once(':').unwrap_or((object, ""));
    match kind {
        "indicator" => indicator(&desk, &IndicatorCode::new(code).ok()?, what),
        "node" => totals::of_node(&desk, code, what),
        "plan" if code.is_empty() => totals::of_plan(&desk, what),
        "projects" => totals::of_projects(&desk, code, what),
        "project" => money::of_project(&desk, code, what),
        "project_indicator" => items::of_item(&desk, code, what),
        "budget" => money::of_budget(&desk, code, what),
        _ => None,
    }
}

/// Explains the score of an indicator, for the indicator's own page.
#[must_use]
pub fn of_indicator(t: Text, chosen: &Chosen, code: &IndicatorCode) -> Option<Explanation> {
    indicator(&Desk::of(t, chosen)?, code, "score")
}

fn indicator(desk: &Desk<'_>, code: &IndicatorCode, what: &str) -> Option<Explanation> {
    let t = desk.t;
    let plan = &desk.scored.plan;
    let indicator = plan.indicators.iter().find(|indicator| indicator.code == *code)?;
    let score = desk.scored.scorecard.indicator(code)?;
    let target = score.target.and_then(|place| plan.targets.get(place));
    let (title, last) = match what {
        "actual" => (t.explain_title_indicator_actual(), Some(Term::Actual)),
        "percent" => (t.explain_title_indicator_percent(), Some(Term::Percent)),
        "score" => (t.explain_title_indicator_score(), None),
        "full" => (t.explain_title_indicator_full(), None),
        "target" => (t.explain_title_indicator_target(), None),
        _ => return None,
    };
    let figure = figure_of(desk, score, what, target.and_then(facts::target_value));
    let about = numbered(t, indicator.number.as_ref(), name(t, &indicator.name_th, indicator.name_en.as_ref()));
    let subject = (what != "target" && indicator.actual_from.is_none()).then(|| Subject::Indicator(code.clone()));
    Some(Explanation {
        title: title.to_owned(),
        steps: indicator_steps(desk, score, what, last, &figure),
        figure,
        about,
        about_href: desk.chosen.link(&format!("/indicators/{}", crate::cookies::encode(code.as_str()))),
        facts: facts::of_indicator(desk, indicator, score),
        reports: subject.as_ref().map(|subject| reports::of_subject(t, &desk.chosen.view, subject, desk.round)),
        subject,
        parts: None,
        why: why(t, score),
    })
}

fn figure_of(desk: &Desk<'_>, score: &IndicatorScore, what: &str, target: Option<String>) -> Figure {
    let mut named = figure::of_indicator(score, Actuals::of(&desk.scored.plan, desk.code).shown(score));
    let id = FigureId::indicator(&score.indicator, what);
    if let Some(shown) = target.filter(|_| what == "target") {
        named.push(figure::Figure { id: id.clone(), shown });
    }
    own(desk.figures.pick(&named, &id))
}

/// A figure on its own explanation leads nowhere.
pub(super) fn own(figure: Figure) -> Figure {
    Figure { href: None, ..figure }
}

fn indicator_steps(desk: &Desk<'_>, score: &IndicatorScore, what: &str, last: Option<Term>, figure: &Figure) -> Vec<Step> {
    let t = desk.t;
    if matches!(what, "full" | "target") || last.is_some_and(|term| score.working.last(term).is_none()) {
        return Vec::new();
    }
    let mut steps = steps::of_working(desk, &score.working, last, Style::Scores);
    match (what, steps.last_mut()) {
        // The actual keeps the digits it was reported with.
        ("actual", Some(step)) if figure.shown != NO_FIGURE => step.result.clone_from(&figure.shown),
        ("percent", Some(step)) if step.result != figure.shown => {
            let rule = format!("{} {}", t.rule_round_half_up(t.count(2)), t.explain_shown_as());
            let term = step.term;
            steps.push(Step { term, rule, formula: None, parts: None, result: figure.shown.clone() });
        }
        _ => {}
    }
    steps
}
