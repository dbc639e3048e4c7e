//! The page that explains one figure; for the page's script, the explanation alone.

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

/// GET /explain/{figure}
pub(super) async fn show(view: View, chosen: Chosen, Path(figure): Path<String>) -> Result<Response, WebError> {
    let t = view.t;
    let one = explain(t, &chosen, &figure).ok_or(WebError::NotFound)?;
    let round = chosen.round.as_ref().and_then(|(code, _)| chosen.view.find_round(code.as_str()));
    let lead = round.map(|round| format!("{} {}", one.about, t.explain_at(round_name(t, round))));
    let title = one.title.clone();
    let (about, href) = (one.about.clone(), one.about_href.clone());
    let body = ExplainPage { t, one };
    if view.wants_part {
        return Ok(part(StatusCode::OK, &body));
    }
    let page = Page::new(&view, title).crumb(about, Some(&href)).crumb(t.explain_title(), None);
    Ok(lead.into_iter().fold(page, Page::lead).render(&body))
}
