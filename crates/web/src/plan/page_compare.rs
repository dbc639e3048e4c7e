//! GET /plan/compare: the targets of two editions side by side.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use phaen_app::plan_view::PlanView;
use phaen_domain::shown;
use serde::Deserialize;

use super::compare::{self, Pair, pairs};
use crate::components::{Choice, Empty, Field, Kind};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::reports::round_name;
use crate::explain::wording::word;
use crate::layout::{Page, Room};
use crate::overview::choosing::round_of;
use crate::signed::Chosen;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// Which editions.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Which {
    left: Option<u32>,
    right: Option<u32>,
    #[serde(default)]
    all: String,
}

#[derive(Template)]
#[template(path = "plan/page_compare.html")]
struct ComparePage {
    t: Text,
    fields: Vec<Field>,
    kept: Vec<(&'static str, String)>,
    heads: [String; 2],
    totals: Option<[String; 2]>,
    rows: Vec<Pair>,
    caption: String,
    indicator: String,
    empty: Empty,
}

/// GET /plan/compare
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    chosen: Chosen,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let (left, right) = compare::which(&chosen.view.editions, which.left, which.right).ok_or(WebError::NotFound)?;
    let (app, actor, plan) = (site.app.clone(), chosen.actor.clone(), chosen.view.plan.plan.code.to_string());
    let (earlier, later) = blocking(move || {
        Ok::<_, phaen_app::AppError>((app.plan(&actor, &plan, Some(left))?, app.plan(&actor, &plan, Some(right))?))
    })
    .await?;
    let all = !which.all.is_empty();
    blocking(move || Ok::<_, WebError>(page(&view, &chosen, [&earlier, &later], all))).await
}

fn page(view: &View, chosen: &Chosen, editions: [&Arc<PlanView>; 2], all: bool) -> Response {
    let t = view.t;
    let [left, right] = editions;
    let rows = pairs(t, left, right);
    let changed = rows.iter().filter(|pair| pair.differs).count();
    let caption = t.plan_compare_caption(t.count(changed), t.count(rows.len()));
    let choices = chosen.view.editions.iter().map(|edition| {
        let number = edition.number.to_string();
        Choice::new(&number, t.explain_fact_edition_number(t.digits(&number), word(t, edition.state)))
    });
    let choices = choices.collect::<Vec<_>>();
    let number = |view: &PlanView| view.edition().number.to_string();
    let choose =
        |name: &'static str, label: &str, value: String| Field::new(name, label).kind(Kind::Choose(choices.clone())).value(value);
    let head = |view: &PlanView| t.explain_fact_edition_number(t.digits(&number(view)), word(t, view.edition().state));
    let code = chosen.view.plan.plan.code.to_string();
    let round = chosen.asked.round.clone();
    let body = ComparePage {
        t,
        fields: vec![
            choose("left", t.plan_compare_left(), number(left)),
            choose("right", t.plan_compare_right(), number(right)),
            Field::new("all", t.plan_compare_all()).kind(Kind::Check).value(if all { "yes" } else { "" }),
        ],
        kept: [("plan", Some(code.clone())), ("round", round)].into_iter().filter_map(|(k, v)| Some((k, v?))).collect(),
        heads: [head(left), head(right)],
        totals: totals(t, chosen, editions),
        rows: rows.into_iter().filter(|pair| all || pair.differs).collect(),
        caption,
        indicator: format!("?plan={}&edition={}", encode(&code), number(right)),
        empty: Empty { title: t.plan_compare_same().to_owned(), words: t.plan_compare_same_next().to_owned(), action: None },
    };
    let lead = round_of(chosen).map(|round| t.plan_compare_lead(round_name(t, round)));
    let page = Page::new(view, t.plan_compare()).in_room(Room::Plan).crumb(t.plan_compare(), None);
    lead.into_iter().fold(page, Page::lead).render(&body)
}

/// C by either edition at the page's round.
fn totals(t: Text, chosen: &Chosen, editions: [&Arc<PlanView>; 2]) -> Option<[String; 2]> {
    let (code, _) = chosen.round.as_ref()?;
    let percent = |view: &PlanView| -> Option<String> {
        let scored = view.round(code).ok()?;
        let percent = scored.scorecard.plan.percent.as_ref().map(shown::percent)?;
        Some(t.digits(&percent).into_owned())
    };
    Some([percent(editions[0])?, percent(editions[1])?])
}
