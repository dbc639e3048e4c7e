//! The page that explains one figure; for the page's script, the explanation alone, as it stands in the drawer beside the figure.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::answer::{Explanation, explain};
use super::reports::round_name;
use crate::errors::WebError;
use crate::layout::{Page, part};
use crate::signed::Chosen;
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
pub(super) async fn show(view: View, chosen: Chosen, Path(figure): Path<String>) -> Result<Response, WebError> {
    let t = view.t;
    let one = explain(t, &chosen, &figure).ok_or(WebError::NotFound)?;
    let round = chosen.round.as_ref().and_then(|(code, _)| chosen.view.find_round(code.as_str()));
    let lead = round.map(|round| format!("{} {}", one.about, t.explain_at(round_name(t, round))));
    if view.wants_part {
        return Ok(part(StatusCode::OK, &ExplainPart { t, one, lead, whole: view.here }));
    }
    let page = Page::new(&view, one.title.clone()).crumb(one.about.clone(), Some(&one.about_href)).crumb(t.explain_title(), None);
    Ok(lead.into_iter().fold(page, Page::lead).render(&ExplainPage { t, one }))
}
