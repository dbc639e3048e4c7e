//! Money explained: the budget lines behind an amount, and percentages of it.

use phaen_domain::budget::{BudgetKind, BudgetLine, BudgetOwner, ExpenseClass};
use phaen_domain::figure::{self, FigureId};
use phaen_domain::id::ProjectCode;
use phaen_domain::money::Satang;
use phaen_domain::number::{Exact, Rounding};
use phaen_domain::observation::Subject;
use phaen_domain::scoring::{BudgetRow, Expr, Money, ProjectScore, Rule, Term, Working, budget_table, is_within};
use phaen_domain::shown;
use phaen_domain::words::Words;

use super::answer::{Desk, Explanation, Part, Parts};
use super::reports;
use super::steps::{self, Step, Style};
use super::totals::Shown;
use super::wording::{numbered, word};
use crate::components::Figure;

const TWO: Rounding = Rounding::HalfUp(2);

/// An amount in baht, exactly.
fn baht(amount: Satang) -> Exact {
    Exact::from(amount.in_satang()).divided_by(&Exact::hundred()).unwrap_or_else(Exact::zero)
}

fn amount(amount: Satang) -> Expr {
    Expr::figure(Term::Amount, &baht(amount))
}

fn allocation(amount: Satang) -> Expr {
    Expr::figure(Term::Allocation, &baht(amount))
}

fn of_one(desk: &Desk<'_>, term: Term, rule: Rule, expr: Expr) -> Vec<Step> {
    let mut working = Working::default();
    let _ = working.line(term, rule, expr);
    steps::of_working(desk, &working, None, Style::Scores)
}

fn sum_of(desk: &Desk<'_>, amounts: &[Satang]) -> Vec<Step> {
    if amounts.is_empty() {
        return Vec::new();
    }
    of_one(desk, Term::Amount, Rule::Sum, Expr::Sum(amounts.iter().copied().map(amount).collect()))
}

fn percent_of(desk: &Desk<'_>, part: Satang, whole: Satang) -> Vec<Step> {
    let expr = amount(part).times(Expr::constant(100)).over(allocation(whole)).rounded(TWO);
    of_one(desk, Term::Share, Rule::ShareOf, expr)
}

/// Title and steps of projects' money together.
pub(super) fn of_money(desk: &Desk<'_>, money: &Money, what: &str, places: &[usize]) -> Option<(&'static str, Vec<Step>)> {
    let t = desk.t;
    let of = |pick: fn(&Money) -> Option<Satang>| {
        let scores = places.iter().filter_map(|place| desk.scored.scorecard.projects.get(*place));
        scores.filter_map(|score| pick(&score.money)).collect::<Vec<_>>()
    };
    Some(match what {
        "budget" => (t.explain_title_budget(), sum_of(desk, &of(|money| money.budget))),
        "disbursed" => (t.explain_title_disbursed(), sum_of(desk, &of(|money| money.disbursed))),
        "disbursed_percent" => {
            let steps = money.disbursed.zip(money.budget).map(|(part, whole)| percent_of(desk, part, whole));
            (t.explain_title_disbursed_percent(), steps.unwrap_or_default())
        }
        _ => return None,
    })
}

/// The projects that give an amount.
pub(super) fn parts_of_projects(desk: &Desk<'_>, what: &str, places: &[usize]) -> Parts {
    let t = desk.t;
    let columns: &[&str] = if what == "disbursed_percent" { &["budget", "disbursed", "disbursed_percent"] } else { &[what] };
    let rows = places.iter().filter_map(|place| {
        let (project, score) = (desk.scored.plan.projects.get(*place)?, desk.scored.scorecard.projects.get(*place)?);
        let named = figure::of_project(score);
        let id = |what: &str| FigureId::project(&project.code, what);
        let given = named.iter().any(|figure| columns.iter().any(|column| figure.id == id(column)));
        given.then(|| Part {
            name: numbered(t, project.number.as_ref(), &project.name_th),
            href: Some(desk.figures.link(&id(what))),
            figures: columns.iter().map(|column| desk.figures.pick(&named, &id(column))).collect(),
            status: None,
            note: None,
        })
    });
    let head = |what: &&str| match *what {
        "budget" => t.explain_title_budget(),
        "disbursed" => t.explain_title_disbursed(),
        _ => t.explain_title_disbursed_percent(),
    };
    Parts { heads: columns.iter().map(head).map(str::to_owned).collect(), note_head: None, rows: rows.collect() }
}

/// A figure of one project.
pub(super) fn of_project(desk: &Desk<'_>, code: &str, what: &str) -> Option<Explanation> {
    let t = desk.t;
    let code = ProjectCode::new(code).ok()?;
    let plan = &desk.scored.plan;
    let project = plan.projects.iter().find(|project| project.code == code)?;
    let score = desk.scored.scorecard.projects.iter().find(|score| score.project == code)?;
    let (title, steps) = project_steps(desk, score, what)?;
    let lines = project_lines(desk, &code, what);
    let named = figure::of_project(score);
    let about = numbered(t, project.number.as_ref(), &project.name_th);
    let shown = Shown { named: &named, id: FigureId::project(&code, what), about, href: "/projects" };
    let mut explanation = shown.explained(desk, title, steps, line_parts(desk, &lines));
    explanation.about_href = desk.chosen.link(&format!("/projects/{}", crate::cookies::encode(code.as_str())));
    if matches!(what, "points" | "disbursed" | "disbursed_percent") {
        let subject = Subject::Project(code);
        explanation.reports = Some(reports::of_subject(t, &desk.chosen.view, &subject, desk.round));
        explanation.subject = Some(subject);
    }
    Some(explanation)
}

fn project_steps(desk: &Desk<'_>, score: &ProjectScore, what: &str) -> Option<(&'static str, Vec<Step>)> {
    if what == "points" {
        return Some((desk.t.explain_title_project_points(), steps::of_working(desk, &score.working, None, Style::Points)));
    }
    if what == "disbursed_percent" {
        return of_money(desk, &score.money, what, &[]);
    }
    let (title, _) = of_money(desk, &score.money, what, &[])?;
    let amounts = project_lines(desk, &score.project, what).iter().filter_map(|line| line.amount).collect::<Vec<_>>();
    Some((title, sum_of(desk, &amounts)))
}

/// The lines that a project's figure is the sum of.
fn project_lines<'a>(desk: &Desk<'a>, code: &ProjectCode, what: &str) -> Vec<&'a BudgetLine> {
    let owner = BudgetOwner::Project(code.clone());
    let of = |kind: BudgetKind| {
        let lines = desk.scored.plan.budget.iter();
        let lines = lines.filter(|l| l.owner == owner && l.kind == kind && is_within(&desk.scored.plan, &l.period, desk.code));
        lines.filter(|line| line.amount.is_some()).collect::<Vec<_>>()
    };
    let budget = || match of(BudgetKind::Allotted) {
        lines if lines.is_empty() => of(BudgetKind::Appropriated),
        lines => lines,
    };
    match what {
        "budget" => budget(),
        "disbursed" => of(BudgetKind::Disbursed),
        "disbursed_percent" => [budget(), of(BudgetKind::Disbursed)].concat(),
        _ => Vec::new(),
    }
}

fn line_parts(desk: &Desk<'_>, lines: &[&BudgetLine]) -> Parts {
    let t = desk.t;
    let rows = lines.iter().map(|line| {
        let class = (line.class != ExpenseClass::Overall).then(|| word(t, line.class));
        let name = [Some(word(t, line.kind)), class, Some(line.source.clone())];
        let money = line.amount.map_or(shown::NO_FIGURE.to_owned(), shown::baht);
        Part {
            name: name.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            href: None,
            figures: vec![Figure::plain(t.digits(&money))],
            status: None,
            note: line.note.clone(),
        }
    });
    Parts {
        heads: vec![t.parts_amount().to_owned()],
        note_head: lines.iter().any(|line| line.note.is_some()).then(|| t.parts_note().to_owned()),
        rows: rows.collect(),
    }
}

/// A figure of the agency's budget table; `code` is `class:kind`.
pub(super) fn of_budget(desk: &Desk<'_>, code: &str, what: &str) -> Option<Explanation> {
    let t = desk.t;
    let (class, kind) = code.split_once(':')?;
    let table = budget_table(&desk.scored.plan, desk.code);
    let row = table.iter().find(|row| row.class.key() == class && row.kind.key() == kind)?;
    let (title, steps, kinds) = budget_steps(desk, row, what)?;
    let lines = desk.scored.plan.budget.iter().filter(|line| {
        let is_class = line.class == row.class || row.class == ExpenseClass::Overall;
        line.owner == BudgetOwner::Agency
            && is_class
            && kinds.contains(&line.kind)
            && is_within(&desk.scored.plan, &line.period, desk.code)
    });
    let parts = line_parts(desk, &lines.filter(|line| line.amount.is_some()).collect::<Vec<_>>());
    let about = format!("{} · {} · {}", t.explain_title_agency_money(), word(t, row.class), word(t, row.kind));
    let named = figure::of_budget(row);
    let shown = Shown { named: &named, id: FigureId::budget(row, what), about, href: "/projects" };
    Some(shown.explained(desk, title, steps, parts))
}

type BudgetSteps = (&'static str, Vec<Step>, Vec<BudgetKind>);

fn budget_steps(desk: &Desk<'_>, row: &BudgetRow, what: &str) -> Option<BudgetSteps> {
    let t = desk.t;
    let appropriated = BudgetKind::Appropriated;
    let both = vec![appropriated, row.kind];
    let lines = |kind: BudgetKind| agency_amounts(desk, row.class, kind);
    let target = |whole: Satang, percent: &Exact| {
        let expr = allocation(whole).times(Expr::figure(Term::Target, percent)).over(Expr::constant(100)).rounded(TWO);
        of_one(desk, Term::Amount, Rule::RoundHalfUp(2), expr)
    };
    let points = |reached: &Exact, wanted: &Exact| {
        let of_shown = |value: &Exact| Expr::figure(Term::Share, &value.round_half_up(2).exact());
        of_one(desk, Term::Difference, Rule::DifferenceOfShown, of_shown(reached).minus(of_shown(wanted)))
    };
    let none = Vec::new;
    Some(match what {
        "allocation" => (t.explain_title_allocation(), sum_of(desk, &lines(appropriated)), vec![appropriated]),
        "target_percent" => (t.explain_title_target_percent(), none(), Vec::new()),
        "target" => {
            let steps = row.allocation.zip(row.target_percent.as_ref()).map(|(whole, percent)| target(whole, percent));
            (t.explain_title_target_amount(), steps.unwrap_or_default(), vec![appropriated])
        }
        "actual" => (t.explain_title_reached(), sum_of(desk, &lines(row.kind)), vec![row.kind]),
        "actual_percent" => {
            let steps = row.actual.zip(row.allocation).map(|(part, whole)| percent_of(desk, part, whole));
            (t.explain_title_reached_percent(), steps.unwrap_or_default(), both)
        }
        "difference" => {
            let pair = row.actual.zip(row.target);
            let steps = pair.map(|(reached, wanted)| {
                of_one(desk, Term::Amount, Rule::DifferenceOfShown, amount(reached).minus(amount(wanted)))
            });
            (t.explain_title_difference(), steps.unwrap_or_default(), both)
        }
        "difference_points" => {
            let pair = row.actual_percent.as_ref().zip(row.target_percent.as_ref());
            (t.explain_title_difference_points(), pair.map(|(a, b)| points(a, b)).unwrap_or_default(), both)
        }
        _ => return None,
    })
}

/// The amounts behind a class: its own lines; for overall without lines of its own, those of all classes.
fn agency_amounts(desk: &Desk<'_>, class: ExpenseClass, kind: BudgetKind) -> Vec<Satang> {
    let of = |wanted: &dyn Fn(ExpenseClass) -> bool| {
        let lines = desk.scored.plan.budget.iter().filter(|line| {
            let is_within = is_within(&desk.scored.plan, &line.period, desk.code);
            line.owner == BudgetOwner::Agency && line.kind == kind && wanted(line.class) && is_within
        });
        lines.filter_map(|line| line.amount).collect::<Vec<_>>()
    };
    match of(&|own| own == class) {
        own if own.is_empty() && class == ExpenseClass::Overall => of(&|other| other != ExpenseClass::Overall),
        own => own,
    }
}
