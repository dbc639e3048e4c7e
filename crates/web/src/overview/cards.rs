//! The four cards of the overview: plan, indicators, projects, money.

use phaen_domain::budget::{BudgetKind, ExpenseClass};
use phaen_domain::figure::{self, FigureId};
use phaen_domain::number::Exact;
use phaen_domain::scoring::{Status, StatusCounts, budget_table};
use phaen_domain::shown::{self, NO_FIGURE};

use crate::components::{Figure, StatCard, Trend};
use crate::explain::figures::Figures;
use crate::explain::wording::word;
use crate::rounds::RoundLine;
use crate::signed::Chosen;
use crate::text::Text;

/// The cards of the page's round.
pub(super) fn cards(t: Text, chosen: &Chosen, lines: &[RoundLine<'_>]) -> Vec<StatCard> {
    let Some((code, scored)) = chosen.round.as_ref() else { return Vec::new() };
    let figures = Figures { t, chosen };
    let named = figure::of_plan(&scored.scorecard);
    let projects = figure::of_projects(&scored.scorecard.projects_total, None);
    let plan = |what: &str| figures.pick(&named, &FigureId::plan(what));
    let of_projects = |what: &str| figures.pick(&projects, &FigureId::projects(None, what));
    let mut cards = vec![
        StatCard {
            label: t.overview_plan_success().to_owned(),
            figure: plan("percent"),
            unit: t.overview_percent_of(plan("score").shown, plan("full").shown),
            note: compared(t, code.as_str(), lines),
        },
        StatCard {
            label: t.overview_indicators_achieved().to_owned(),
            figure: plan("achieved"),
            unit: of_indicators(t, &scored.scorecard.plan.counts, plan("count").shown),
            note: Some((
                Trend::Level,
                t.overview_shares(plan("achieved_share").shown, plan("not_achieved").shown, plan("not_achieved_share").shown),
            )),
        },
    ];
    if !scored.plan.projects.is_empty() {
        cards.push(StatCard {
            label: t.overview_projects_success().to_owned(),
            figure: of_projects("percent"),
            unit: t.overview_percent_of_points(of_projects("points").shown, of_projects("full").shown),
            note: Some((
                Trend::Level,
                t.overview_projects_done(
                    of_projects("achieved").shown,
                    of_projects("count").shown,
                    of_projects("achieved_share").shown,
                ),
            )),
        });
    }
    cards.extend(money(t, &figures, chosen, of_projects("disbursed_percent")));
    cards
}

/// Among how many indicators they are achieved: the share is of those that count, so what does not count is said where there is any.
fn of_indicators(t: Text, counts: &StatusCounts, all: String) -> String {
    let apart = [Status::NotMeasurable, Status::NotApplicable, Status::NotScored];
    let apart = apart.into_iter().map(|status| (counts.of(status), word(t, status))).filter(|(count, _)| *count > 0);
    let apart = apart.map(|(count, status)| format!("{status} {}", t.count(count))).collect::<Vec<_>>();
    if apart.is_empty() {
        return t.overview_of_indicators(all);
    }
    t.overview_of_counted(t.count(counts.scored()), apart.join(", "))
}

/// Disbursement against its target; where the agency gives no table, that of the projects.
fn money(t: Text, figures: &Figures<'_>, chosen: &Chosen, of_projects: Figure) -> Option<StatCard> {
    let (code, scored) = chosen.round.as_ref()?;
    let table = budget_table(&scored.plan, code);
    let overall = table.iter().find(|row| row.class == ExpenseClass::Overall && row.kind == BudgetKind::Disbursed);
    let Some(row) = overall.filter(|row| row.actual_percent.is_some()) else {
        return (of_projects.shown != NO_FIGURE).then(|| StatCard {
            label: t.overview_disbursed_projects().to_owned(),
            figure: of_projects,
            unit: t.overview_percent_of_budget().to_owned(),
            note: None,
        });
    };
    let named = figure::of_budget(row);
    let pick = |what: &str| figures.pick(&named, &FigureId::budget(row, what));
    let note = row.difference_points.as_ref().map(|difference| {
        let size = t.digits(&shown::percent(&difference.magnitude())).into_owned();
        match difference {
            d if d.is_negative() => (Trend::Worse, t.overview_below_target(size, pick("target_percent").shown)),
            _ => (Trend::Better, t.overview_above_target(size, pick("target_percent").shown)),
        }
    });
    Some(StatCard {
        label: t.overview_disbursed().to_owned(),
        figure: pick("actual_percent"),
        unit: t.overview_percent_of_budget().to_owned(),
        note,
    })
}

/// The plan's success beside that of the round before, computed or printed: said which.
fn compared(t: Text, code: &str, lines: &[RoundLine<'_>]) -> Option<(Trend, String)> {
    let place = lines.iter().position(|line| line.round.code.as_str() == code)?;
    let now = lines.get(place)?.percent.as_ref()?.round_half_up(2).exact();
    let before = lines.get(..place)?.iter().rev().find(|line| line.percent.is_some() || line.cited.is_some())?;
    let cited = before.percent.is_none();
    let value = before.percent.clone().or_else(|| before.cited.map(|cited| cited.percent.exact()))?.round_half_up(2).exact();
    let difference = &now - &value;
    let trend = match &difference {
        d if d.is_zero() => Trend::Level,
        d if d.is_negative() => Trend::Worse,
        _ => Trend::Better,
    };
    let (size, value) = (shown::difference(&difference), shown::percent(&Exact::clone(&value)));
    let (size, value) = (t.digits(&size), t.digits(&value));
    let words = if cited {
        t.overview_than_cited(size, &before.name, value)
    } else {
        t.overview_than_computed(size, &before.name, value)
    };
    Some((trend, words))
}
