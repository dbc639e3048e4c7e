//! GET /notices: one's own notices, newest first; opening one marks it as read.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::rows::{NoticeRow, notice_rows, place};
use crate::components::{Empty, FormStart, Tone};
use crate::errors::WebError;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

#[derive(Template)]
#[template(path = "notices/page_notices.html")]
struct NoticesPage {
    t: Text,
    rows: Vec<NoticeRow>,
    nothing: Empty,
    read_all: Option<FormStart>,
    key: String,
}

/// GET /notices
pub(super) async fn show(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    blocking(move || {
        let t = view.t;
        let rows = notice_rows(t, &site.app, &actor, &site.app.notices(&actor)?)?;
        let unread = rows.iter().filter(|row| row.unread).count();
        let nothing = Empty { title: t.notices_none_title().to_owned(), words: t.notices_none().to_owned(), action: None };
        let read_all = (unread > 0).then(|| view.form("/notices/read"));
        let key = view.visitor.csrf.clone().unwrap_or_default();
        let page = Page::new(&view, t.notices_title()).in_room(Room::Work).crumb(t.notices_title(), None);
        Ok::<_, WebError>(page.lead(t.notices_lead(t.count(unread))).render(&NoticesPage { t, rows, nothing, read_all, key }))
    })
    .await
}

/// POST /notices/read
pub(super) async fn read_all(State(site): State<Site>, view: View, Signed(actor): Signed) -> Result<Response, WebError> {
    blocking(move || site.app.read_all_notices(&actor)).await?;
    Ok(flash::redirect_with("/notices", Tone::Success, view.t.notices_all_read()))
}

/// POST /notices/{id}/open
pub(super) async fn open(State(site): State<Site>, Signed(actor): Signed, Path(id): Path<String>) -> Result<Response, WebError> {
    let notice = blocking(move || site.app.read_notice(&actor, &id)).await?;
    Ok(flash::redirect(&place(&notice)))
}
