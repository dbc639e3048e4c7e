//! GET /indicators/{code}/sheet: the indicator's sheet in the order of document 001's template, field by field, for printing.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use phaen_app::plan_view::PlanView;
use phaen_domain::id::RoundCode;
use phaen_domain::indicator::{Indicator, Shape};
use phaen_domain::scoring::{Scale, ScaleKind, steps_at};
use phaen_domain::shown::{self, NO_FIGURE};

use crate::components::Action;
use crate::errors::WebError;
use crate::explain::reports::{round_name, unit};
use crate::explain::target_value;
use crate::explain::wording::{name, numbered, word};
use crate::layout::{Page, Room};
use crate::signed::Chosen;
use crate::text::Text;
use crate::view::View;
use crate::when;

/// A ladder of levels, of one round or of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ladder {
    title: String,
    steps: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "indicators/page_sheet.html")]
struct SheetPage {
    t: Text,
    agency: String,
    plan: String,
    before: Vec<(String, String)>,
    ladders: Vec<Ladder>,
    targets: Vec<(String, String)>,
    after: Vec<(String, String)>,
}

/// GET /indicators/{code}/sheet
pub(super) async fn show(view: View, chosen: Chosen, Path(code): Path<String>) -> Result<Response, WebError> {
    let t = view.t;
    let indicator = super::find(&chosen.view, &code)?;
    let plan = &chosen.view.plan;
    let body = SheetPage {
        t,
        agency: name(t, &plan.agency.name_th, plan.agency.name_en.as_ref()).into_owned(),
        plan: name(t, &plan.plan.name_th, plan.plan.name_en.as_ref()).into_owned(),
        before: before(t, &chosen.view, indicator),
        ladders: ladders(t, &chosen.view, indicator),
        targets: targets(t, &chosen.view, indicator),
        after: after(t, &chosen.view, indicator),
    };
    let path = super::path(&indicator.code);
    let title = name(t, &indicator.name_th, indicator.name_en.as_ref()).into_owned();
    let page = Page::new(&view, t.sheet_title()).in_room(Room::Indicators).crumb(title, Some(&chosen.link(&path)));
    let page = page.crumb(t.sheet_title(), None).action(Action::new(t.sheet_back(), chosen.link(&path)).icon("previous"));
    Ok(page.render(&body))
}

fn given(t: Text, text: Option<&String>) -> String {
    text.map_or_else(|| NO_FIGURE.to_owned(), |text| t.digits(text).into_owned())
}

/// Dimension to formula: the upper half of the sheet.
fn before(t: Text, view: &PlanView, indicator: &Indicator) -> Vec<(String, String)> {
    let node = view.node(&indicator.node);
    let level = node.and_then(|node| view.plan.levels.iter().find(|level| level.depth == node.depth));
    let level =
        level.map_or_else(|| t.sheet_under().to_owned(), |level| name(t, &level.name_th, level.name_en.as_ref()).into_owned());
    let under =
        node.map_or_else(|| NO_FIGURE.to_owned(), |n| numbered(t, n.number.as_ref(), name(t, &n.name_th, n.name_en.as_ref())));
    let own = numbered(t, indicator.number.as_ref(), name(t, &indicator.name_th, indicator.name_en.as_ref()));
    let weight = indicator.weight.map(shown::decimal);
    vec![
        (t.sheet_dimension().to_owned(), given(t, indicator.dimension.as_ref())),
        (level, under),
        (t.sheet_indicator().to_owned(), own),
        (t.sheet_unit().to_owned(), indicator.measure.unit_of_measure.clone()),
        (t.parts_weight().to_owned(), given(t, weight.as_ref())),
        (t.sheet_definition().to_owned(), given(t, indicator.definition.as_ref())),
        (t.sheet_formula().to_owned(), given(t, indicator.formula.as_ref())),
        (t.sheet_direction().to_owned(), word(t, indicator.measure.percent_rule)),
    ]
}

/// Baseline to owners: the lower half.
fn after(t: Text, view: &PlanView, indicator: &Indicator) -> Vec<(String, String)> {
    let owners = |primary: bool| {
        let owners = indicator.owners.iter().filter(|owner| owner.primary == primary);
        let names = owners.map(|owner| unit(t, view, Some(&owner.unit))).collect::<Vec<_>>();
        if names.is_empty() { NO_FIGURE.to_owned() } else { names.join(", ") }
    };
    vec![
        (t.sheet_baseline().to_owned(), given(t, indicator.baseline.as_ref())),
        (t.sheet_conditions().to_owned(), given(t, indicator.note.as_ref())),
        (t.sheet_data_source().to_owned(), given(t, indicator.data_source.as_ref())),
        (t.sheet_frequency().to_owned(), given(t, indicator.frequency.as_ref())),
        (t.sheet_owner().to_owned(), owners(true)),
        (t.sheet_other_owners().to_owned(), owners(false)),
    ]
}

fn targets(t: Text, view: &PlanView, indicator: &Indicator) -> Vec<(String, String)> {
    let targets = view.targets_of(&indicator.code).map(|(target, _)| {
        let round = target.round.as_ref().and_then(|code| view.find_round(code.as_str()));
        let period = round.map_or_else(|| t.indicators_whole_year().to_owned(), |round| round_name(t, round));
        let whose = target.unit.as_ref().map(|code| format!(" · {}", unit(t, view, Some(code)))).unwrap_or_default();
        let value = target_value(target).map(|value| t.digits(&value).into_owned());
        let words = [value, target.printed.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        (format!("{period}{whose}"), words)
    });
    targets.collect()
}

/// The scoring criteria: steps by round, or the levels of the scale and of those that rounds have of their own.
fn ladders(t: Text, view: &PlanView, indicator: &Indicator) -> Vec<Ladder> {
    if indicator.measure.shape == Shape::Steps && !indicator.steps.is_empty() {
        return step_ladders(t, view, indicator);
    }
    let plan = &view.plan;
    let usual = plan.scale_at(indicator, None);
    let of_rounds = plan.rounds.iter().filter_map(|round| {
        let scale = plan.scale_at(indicator, Some(&round.code)).filter(|scale| usual != Some(*scale))?;
        let ladder = scale_ladder(t, scale);
        Some(Ladder { title: format!("{}: {}", round_name(t, round), ladder.title), ..ladder })
    });
    usual.map(|scale| scale_ladder(t, scale)).into_iter().chain(of_rounds).collect()
}

fn step_ladders(t: Text, view: &PlanView, indicator: &Indicator) -> Vec<Ladder> {
    let of = |round: Option<&RoundCode>, title: String| {
        let steps = steps_at(&indicator.steps, round).into_iter().map(|step| {
            let day = step.done_by.map(|day| format!(" ({})", t.indicators_done_by(when::long_day(t, day)))).unwrap_or_default();
            (t.sheet_level(t.count(step.level.into())), format!("{}{day}", t.digits(&step.text)))
        });
        Ladder { title, steps: steps.collect() }
    };
    let by_round = view.plan.rounds.iter().filter(|r| indicator.steps.iter().any(|step| step.round.as_ref() == Some(&r.code)));
    let by_round = by_round.map(|round| of(Some(&round.code), round_name(t, round))).collect::<Vec<_>>();
    if by_round.is_empty() { vec![of(None, t.indicators_whole_year().to_owned())] } else { by_round }
}

fn scale_ladder(t: Text, scale: &Scale) -> Ladder {
    let digits = |text: String| t.digits(&text).into_owned();
    let steps = (1_usize..).zip(&scale.points).map(|(place, point)| {
        let score = t.sheet_points(digits(shown::decimal(point.score)));
        let from = match (scale.kind, point.from) {
            (ScaleKind::Bands, Some(from)) => t.sheet_band_from(digits(shown::decimal(from))),
            (ScaleKind::Anchors, _) => t.sheet_anchor(t.count(place)),
            _ => t.sheet_status_point().to_owned(),
        };
        (score, from)
    });
    Ladder { title: name(t, &scale.name_th, scale.name_en.as_ref()).into_owned(), steps: steps.collect() }
}
