//! GET /work

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use phaen_app::work::{Task, TaskKind};
use phaen_app::{Actor, App};
use phaen_domain::access::Action as Deed;

use super::rows::{Row, row};
use crate::components::{Action, Empty};
use crate::errors::WebError;
use crate::layout::{Page, Room};
use crate::notices::{NoticeRow, notice_rows};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// Returns to verify that are listed; the board shows them all.
const MOST_TO_VERIFY: usize = 20;
/// Notices that stand beside the work.
const MOST_NOTICES: usize = 5;

#[derive(Template)]
#[template(path = "work/page_work.html")]
struct WorkPage {
    t: Text,
    rows: Vec<Row>,
    more: Option<(String, String)>,
    nothing: Empty,
    notices: Vec<NoticeRow>,
    key: String,
}

/// GET /work
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    blocking(move || page(&view, &site.app, &actor)).await
}

fn page(view: &View, app: &App, actor: &Actor) -> Result<Response, WebError> {
    let t = view.t;
    let (tasks, today) = (app.work(actor)?, app.today());
    let (shown, more) = shown(&tasks);
    let unread = app.notices(actor)?.into_iter().filter(|notice| notice.read_at.is_none()).take(MOST_NOTICES);
    let unread = unread.collect::<Vec<_>>();
    let body = WorkPage {
        t,
        rows: shown.into_iter().map(|task| row(t, task, today)).collect(),
        more: more.map(|(task, count)| {
            let board = crate::board::place(&task.plan.plan.plan.code, &task.round.code);
            (t.work_more_to_verify(t.count(count)), format!("{board}&waits=policy"))
        }),
        nothing: Empty { title: t.work_none_title().to_owned(), words: t.work_none().to_owned(), action: None },
        notices: notice_rows(t, app, actor, &unread)?,
        key: view.visitor.csrf.clone().unwrap_or_default(),
    };
    let mut page = Page::new(view, t.menu_work_room()).in_room(Room::Work);
    if !tasks.is_empty() {
        page = page.lead(t.work_lead(t.count(tasks.len())));
    }
    page = page.action(Action::new(t.feeds_title(), "/feeds").icon("calendar"));
    if actor.may(Deed::ManageAccounts) {
        page = page.action(Action::new(t.outbox_title(), "/outbox").icon("exchange"));
    }
    Ok(page.render(&body))
}

/// What is listed, and how many returns to verify are not, with one of them.
fn shown(tasks: &[Task]) -> (Vec<&Task>, Option<(&Task, usize)>) {
    let to_verify = tasks.iter().filter(|task| task.kind == TaskKind::Verify).count();
    let mut listed = 0;
    let list = |task: &&Task| {
        listed += usize::from(task.kind == TaskKind::Verify);
        task.kind != TaskKind::Verify || listed <= MOST_TO_VERIFY
    };
    let shown = tasks.iter().filter(list).collect();
    let rest = to_verify.checked_sub(MOST_TO_VERIFY).filter(|rest| *rest > 0);
    (shown, tasks.iter().find(|task| task.kind == TaskKind::Verify).zip(rest))
}
