//! GET /returns: the returns of one's own units, what is to be done first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use phaen_app::returns::ReturnView;
use phaen_domain::submission::SubmissionState;

use super::form::state_tag;
use super::{path, plan_name, round_name, unit_name};
use crate::components::{Empty, Tag};
use crate::errors::WebError;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

struct Row {
    href: String,
    unit: String,
    round: String,
    plan: String,
    due: String,
    state: Tag,
    done: String,
    waits: String,
}

#[derive(Template)]
#[template(path = "returns/page_returns.html")]
struct ReturnsPage {
    t: Text,
    rows: Vec<Row>,
    nothing: Empty,
}

pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    let (app, t) = (site.app.clone(), view.t);
    let found = blocking(move || app.own_returns(&actor)).await?;
    let rows = found.iter().map(|it| row(t, it)).collect();
    let nothing = Empty { title: t.returns_none_title().to_owned(), words: t.returns_none().to_owned(), action: None };
    let page = Page::new(&view, t.menu_returns()).in_room(Room::Returns).lead(t.returns_lead());
    Ok(page.render(&ReturnsPage { t, rows, nothing }))
}

fn row(t: Text, it: &ReturnView) -> Row {
    let key = &it.submission.key;
    let (done, all) = it.completeness();
    Row {
        href: path(key),
        unit: unit_name(t, it),
        round: round_name(t, it),
        plan: plan_name(t, it),
        due: when::day(t, it.submission.due()),
        state: state_tag(t, it.submission.state),
        done: t.returns_done_of(t.count(done), t.count(all)),
        waits: waits(t, it).to_owned(),
    }
}

/// Whom a return waits for.
fn waits(t: Text, it: &ReturnView) -> &'static str {
    match it.submission.state {
        SubmissionState::Draft | SubmissionState::Returned if it.submission.proposed_at.is_some() => t.returns_waits_head(),
        SubmissionState::Draft | SubmissionState::Returned | SubmissionState::Endorsed => t.returns_waits_officer(),
        SubmissionState::Submitted => t.returns_waits_policy(),
        SubmissionState::Verified => t.returns_waits_nobody(),
    }
}
