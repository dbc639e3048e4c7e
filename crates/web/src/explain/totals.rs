//! Totals explained: A, B and C with their parts, counts and shares, of a node, of the plan and of the projects.

use phaen_domain::figure::{self, Figure as Named, FigureId};
use phaen_domain::id::NodeCode;
use phaen_domain::number::{Exact, Rounding};
use phaen_domain::plan::PlanNode;
use phaen_domain::scoring::{Expr, PERCENT_PLACES, ProjectsTotal, Rule, Status as Judged, StatusCounts, Term, Total, Working};

use super::answer::{Desk, Explanation, Fact, Part, Parts, own};
use super::steps::{self, Step, Style};
use super::wording::{name, numbered, why, word};
use super::{facts, money};
use crate::components::Figure;

/// A total of a node.
pub(super) fn of_node(desk: &Desk<'_>, code: &str, what: &str) -> Option<Explanation> {
    let code = NodeCode::new(code).ok()?;
    let node = desk.scored.plan.nodes.iter().find(|node| node.code == code)?;
    let total = desk.scored.scorecard.node(&code)?;
    let named = figure::of_total(total, |what| FigureId::node(&code, what));
    let id = FigureId::node(&code, what);
    let about = numbered(desk.t, node.number.as_ref(), name(desk.t, &node.name_th, node.name_en.as_ref()));
    let rows = parts_under(desk, Some(&code));
    total_explained(desk, (total, Style::Scores), what, Shown { named: &named, id, about, href: "/plan" }, scores(desk, rows))
}

/// A figure of the plan's total.
pub(super) fn of_plan(desk: &Desk<'_>, what: &str) -> Option<Explanation> {
    let total = &desk.scored.scorecard.plan;
    let named = figure::of_plan(&desk.scored.scorecard);
    let plan = &desk.scored.plan.plan;
    let about = name(desk.t, &plan.name_th, plan.name_en.as_ref()).into_owned();
    let shown = Shown { named: &named, id: FigureId::plan(what), about, href: "/" };
    if matches!(what, "score" | "full" | "percent") {
        let rows = parts_under(desk, None);
        return total_explained(desk, (total, Style::Scores), what, shown, scores(desk, rows));
    }
    let t = desk.t;
    let title = match what {
        "count" => t.explain_title_count(),
        "achieved" => t.explain_title_achieved(),
        "not_achieved" => t.explain_title_not_achieved(),
        "achieved_share" => t.explain_title_achieved_share(),
        "not_achieved_share" => t.explain_title_not_achieved_share(),
        _ => return None,
    };
    let parts = scores(desk, counted_indicators(desk, what));
    Some(counts_explained(desk, title, (&total.counts, what), shown, parts))
}

/// A figure of all projects, or of those under a node.
pub(super) fn of_projects(desk: &Desk<'_>, code: &str, what: &str) -> Option<Explanation> {
    let t = desk.t;
    let all = &desk.scored.scorecard.projects_total;
    let code = if code.is_empty() { None } else { Some(NodeCode::new(code).ok()?) };
    let total = match &code {
        Some(code) => &all.by_node.iter().find(|(node, _)| node == code)?.1,
        None => all,
    };
    let node = code.as_ref().and_then(|code| desk.scored.plan.nodes.iter().find(|node| node.code == *code));
    let about = node.map_or_else(
        || t.explain_title_all_projects().to_owned(),
        |node| numbered(t, node.number.as_ref(), name(t, &node.name_th, node.name_en.as_ref())),
    );
    let named = figure::of_projects(total, code.as_ref());
    let shown = Shown { named: &named, id: FigureId::projects(code.as_ref(), what), about, href: "/projects" };
    let under = projects_under(desk, code.as_ref());
    match what {
        "points" | "full" | "percent" => {
            let part = if what == "points" { "score" } else { what };
            total_explained(desk, (&total.total, Style::Points), part, shown, project_points(desk, &under))
        }
        "count" | "achieved" | "achieved_share" | "not_achieved_share" => {
            let title = match what {
                "count" => t.explain_title_project_count(),
                "achieved" => t.explain_title_project_achieved(),
                "achieved_share" => t.explain_title_project_achieved_share(),
                _ => t.explain_title_project_not_achieved_share(),
            };
            let kept = under
                .iter()
                .copied()
                .filter(|place| is_asked(what, desk.scored.scorecard.projects.get(*place).map(|p| p.status)));
            let parts = project_points(desk, &kept.collect::<Vec<_>>());
            Some(counts_explained(desk, title, (&total.total.counts, what), shown, parts))
        }
        _ => projects_money(desk, total, what, shown, &under),
    }
}

fn projects_money(desk: &Desk<'_>, total: &ProjectsTotal, what: &str, shown: Shown<'_>, under: &[usize]) -> Option<Explanation> {
    let (title, steps) = money::of_money(desk, &total.money, what, under)?;
    let parts = money::parts_of_projects(desk, what, under);
    Some(shown.explained(desk, title, steps, parts))
}

/// What a total is shown as.
pub(super) struct Shown<'a> {
    pub(super) named: &'a [Named],
    pub(super) id: FigureId,
    pub(super) about: String,
    pub(super) href: &'static str,
}

impl Shown<'_> {
    pub(super) fn explained(self, desk: &Desk<'_>, title: &str, steps: Vec<Step>, parts: Parts) -> Explanation {
        Explanation {
            title: title.to_owned(),
            figure: own(desk.figures.pick(self.named, &self.id)),
            about: self.about,
            about_href: desk.chosen.link(self.href),
            steps,
            facts: facts::of_round(desk),
            subject: None,
            reports: None,
            parts: (!parts.rows.is_empty()).then_some(parts),
            why: None,
        }
    }
}

fn total_explained(
    desk: &Desk<'_>,
    (total, style): (&Total, Style),
    what: &str,
    shown: Shown<'_>,
    parts: Parts,
) -> Option<Explanation> {
    let t = desk.t;
    let (title, last) = match what {
        "score" => (t.explain_title_total_score(), Term::TotalScore),
        "full" => (t.explain_title_total_full(), Term::TotalFull),
        "percent" => (t.explain_title_total_percent(), Term::TotalPercent),
        _ => return None,
    };
    let mut steps = steps::of_working(desk, &total.working, Some(last), style);
    if what == "full" {
        steps = steps.split_off(steps.len().saturating_sub(1));
    }
    let mut explanation = shown.explained(desk, title, steps, parts);
    let rule = Fact::new(t.explain_fact_total_rule(), word(t, desk.scored.plan.plan.total_rule));
    if style == Style::Scores {
        explanation.facts.insert(0, rule);
    }
    Some(explanation)
}

fn counts_explained(
    desk: &Desk<'_>,
    title: &str,
    (counts, what): (&StatusCounts, &str),
    shown: Shown<'_>,
    parts: Parts,
) -> Explanation {
    let part = match what {
        "achieved_share" => Some(counts.achieved),
        "not_achieved_share" => Some(counts.not_achieved()),
        _ => None,
    };
    let steps = part.map(|part| share_steps(desk, part, counts.scored())).unwrap_or_default();
    shown.explained(desk, title, steps, parts)
}

/// part × 100 / whole, the way the scorecard rounds it.
fn share_steps(desk: &Desk<'_>, part: usize, whole: usize) -> Vec<Step> {
    let count = |n: usize| Expr::figure(Term::Count, &Exact::from(i64::try_from(n).unwrap_or(i64::MAX)));
    let mut working = Working::default();
    let expr = count(part).times(Expr::constant(100)).over(count(whole)).rounded(Rounding::HalfUp(PERCENT_PLACES));
    let _ = working.line(Term::Share, Rule::ShareOf, expr);
    steps::of_working(desk, &working, None, Style::Scores)
}

/// What stands directly under a node, or at the top: nodes that count, and indicators that count.
fn parts_under(desk: &Desk<'_>, code: Option<&NodeCode>) -> Vec<Part> {
    let plan = &desk.scored.plan;
    let nodes = plan.nodes.iter().filter(|node| node.parent.as_ref() == code && node.counted).map(|node| node_part(desk, node));
    let own = |place: &usize| plan.indicators.get(*place).is_some_and(|i| Some(&i.node) == code && i.counted);
    let indicators = (0..plan.indicators.len()).filter(own).filter_map(|place| indicator_part(desk, place));
    nodes.chain(indicators).collect()
}

fn node_part(desk: &Desk<'_>, node: &PlanNode) -> Part {
    let id = |what: &str| FigureId::node(&node.code, what);
    let named = desk.scored.scorecard.node(&node.code).map(|total| figure::of_total(total, id)).unwrap_or_default();
    Part {
        name: numbered(desk.t, node.number.as_ref(), name(desk.t, &node.name_th, node.name_en.as_ref())),
        href: Some(desk.figures.link(&id("percent"))),
        figures: ["score", "full", "percent"].iter().map(|what| desk.figures.pick(&named, &id(what))).collect(),
        status: None,
        note: node.weight.map(|weight| desk.t.digits(&weight.to_string()).into_owned()),
    }
}

fn indicator_part(desk: &Desk<'_>, place: usize) -> Option<Part> {
    let t = desk.t;
    let indicator = desk.scored.plan.indicators.get(place)?;
    let score = desk.scored.scorecard.indicators.get(place)?;
    let named = figure::of_indicator(score, None);
    let id = |what: &str| FigureId::indicator(&indicator.code, what);
    Some(Part {
        name: numbered(t, indicator.number.as_ref(), name(t, &indicator.name_th, indicator.name_en.as_ref())),
        href: Some(desk.figures.link(&id("score"))),
        figures: ["score", "full", "percent"].iter().map(|what| desk.figures.pick(&named, &id(what))).collect(),
        status: Some(score.status.into()),
        note: indicator.weight.map(|weight| t.digits(&weight.to_string()).into_owned()).or_else(|| why(t, score)),
    })
}

fn scores(desk: &Desk<'_>, rows: Vec<Part>) -> Parts {
    let t = desk.t;
    let note_head = rows.iter().any(|row| row.note.is_some()).then(|| match desk.scored.plan.plan.total_rule {
        phaen_domain::plan::TotalRule::WeightedAverage => t.parts_weight().to_owned(),
        phaen_domain::plan::TotalRule::SumOfScores => t.parts_note().to_owned(),
    });
    let heads = [t.parts_score(), t.parts_full(), t.parts_percent()].map(str::to_owned).to_vec();
    Parts { heads, note_head, rows }
}

/// Whether something of this status is among what was asked for.
fn is_asked(what: &str, status: Option<Judged>) -> bool {
    match what {
        "achieved" => status == Some(Judged::Achieved),
        "not_achieved" => matches!(status, Some(Judged::Near | Judged::Missed | Judged::Awaiting)),
        _ => true,
    }
}

/// Indicators that count at whatever depth: those whose node and all nodes above count.
fn counted_indicators(desk: &Desk<'_>, what: &str) -> Vec<Part> {
    let plan = &desk.scored.plan;
    let status = |place: usize| desk.scored.scorecard.indicators.get(place).map(|score| score.status);
    let counts =
        |place: &usize| plan.indicators.get(*place).is_some_and(|i| i.counted && way_up(desk, &i.node).all(|node| node.counted));
    let asked = (0..plan.indicators.len()).filter(counts).filter(|place| is_asked(what, status(*place)));
    asked.filter_map(|place| indicator_part(desk, place)).collect()
}

/// A node and the nodes above it.
fn way_up<'a>(desk: &Desk<'a>, code: &NodeCode) -> impl Iterator<Item = &'a PlanNode> {
    let nodes = &desk.scored.plan.nodes;
    let first = nodes.iter().find(|node| node.code == *code);
    // As many steps as there are nodes: a circle must come to an end.
    std::iter::successors(first, |node| {
        let above = node.parent.as_ref()?;
        nodes.iter().find(|other| other.code == *above)
    })
    .take(nodes.len())
}

/// Places of the projects under a node at whatever depth, or of all.
pub(super) fn projects_under(desk: &Desk<'_>, code: Option<&NodeCode>) -> Vec<usize> {
    let under = |place: &usize| match (code, desk.scored.plan.projects.get(*place)) {
        (None, _) => true,
        (Some(code), Some(project)) => way_up(desk, &project.node).any(|node| node.code == *code),
        (Some(_), None) => false,
    };
    (0..desk.scored.plan.projects.len()).filter(under).collect()
}

fn project_points(desk: &Desk<'_>, places: &[usize]) -> Parts {
    let t = desk.t;
    let scorecard = &desk.scored.scorecard;
    let rows = places.iter().filter_map(|place| {
        let (project, score) = (desk.scored.plan.projects.get(*place)?, scorecard.projects.get(*place)?);
        let id = FigureId::project(&project.code, "points");
        let points = desk.figures.pick(&figure::of_project(score), &id);
        Some(Part {
            name: numbered(t, project.number.as_ref(), &project.name_th),
            href: Some(desk.figures.link(&id)),
            figures: vec![points, Figure::plain(t.digits(&phaen_domain::shown::points(&score.full)))],
            status: Some(score.status.into()),
            note: None,
        })
    });
    Parts { heads: vec![t.parts_score().to_owned(), t.parts_full().to_owned()], note_head: None, rows: rows.collect() }
}
