//! The page that explains one figure; for the page's script, the explanation alone, as it stands in the drawer beside the figure.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::answer::{Explanation, explain};
use super::reports::{is_open_to, prove, round_name};
use crate::errors::WebError;
use crate::layout::{Page, part};
use crate::signed::Chosen;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

#[derive(Template)]
#[template(path = "explain/page_explain.html")]
struct ExplainPage {
    t: Text,
    one: Explanation,
}

/// The same beside the page on which the figure was asked about: with its own heading, and the address of its own page.
#[derive(Template)]
#[template(path = "explain/part_explain.html")]
struct ExplainPart {
    t: Text,
    one: Explanation,
    lead: Option<String>,
    whole: String,
}

/// GET /explain/{figure}
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    chosen: Chosen,
    Path(figure): Path<String>,
) -> Result<Response, WebError> {
    let t = view.t;
    let one = explain(t, &chosen, &figure).ok_or(WebError::NotFound)?;
    let one = proven(&site, t, &chosen, one).await?;
    let round = chosen.round.as_ref().and_then(|(code, _)| chosen.view.find_round(code.as_str()));
    let lead = round.map(|round| format!("{} {}", one.about, t.explain_at(round_name(t, round))));
    if view.wants_part {
        return Ok(part(StatusCode::OK, &ExplainPart { t, one, lead, whole: view.here }));
    }
    let page = Page::new(&view, one.title.clone()).crumb(one.about.clone(), Some(&one.about_href)).crumb(t.explain_title(), None);
    Ok(lead.into_iter().fold(page, Page::lead).render(&ExplainPage { t, one }))
}

/// The explanation with what stands behind each report, as far as the reader may see it.
async fn proven(site: &Site, t: Text, chosen: &Chosen, mut one: Explanation) -> Result<Explanation, WebError> {
    let Some((reports, subject)) = one.reports.as_mut().zip(one.subject.clone()) else { return Ok(one) };
    for report in reports.iter_mut() {
        let open = report.from.as_ref().is_some_and(|key| is_open_to(&chosen.actor, &chosen.view, key));
        report.at = report.at.take().filter(|_| open);
    }
    if reports.iter().any(|report| report.from.is_some()) {
        let (app, actor, plan) = (site.app.clone(), chosen.actor.clone(), chosen.view.clone());
        let behind = blocking(move || app.evidence_behind(&actor, &plan, &subject)).await?;
        prove(t, &chosen.view.stored.people, reports, &behind);
    }
    Ok(one)
}
