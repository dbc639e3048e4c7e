//! The page around every page: menu of rooms, place, search, preferences, account, one heading, messages.
//!
//! A page template renders only its own content; [`Page`] puts it inside the layout. So the one `h1`, the language
//! and the secret for forms are always there and cannot be forgotten.

mod parts;

use askama::Template;
use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};

use crate::assets;
use crate::components::{Action, Notice, Tag};
use crate::display::{Digits, Lang};
use crate::errors::{Dressed, WebError};
use crate::flash;
use crate::text::Text;
use crate::view::View;

/// The rooms of the site that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// งานของฉัน: what waits for the reader
    Work,
    /// ภาพรวม
    Overview,
    /// แผน: editions and tree
    Plan,
    /// ตัวชี้วัด
    Indicators,
    /// โครงการและงบประมาณ
    Projects,
    /// หน่วยงาน
    Units,
    /// รายงานผลรายรอบ: one's own returns
    Returns,
    /// กระดานติดตามการรายงาน: all units' returns
    Board,
    /// รอบการรายงาน
    Rounds,
    /// นำเข้า–ส่งออก
    Exchange,
    /// เล่มรายงาน
    Books,
    /// ประวัติ
    Journal,
    /// ตำแหน่งและการมอบอำนาจ
    Offices,
    /// บัญชีผู้ใช้
    Accounts,
}

impl Room {
    /// All rooms in the order of the menu.
    pub const ALL: [Self; 14] = [
        Self::Work,
        Self::Overview,
        Self::Plan,
        Self::Indicators,
        Self::Projects,
        Self::Units,
        Self::Returns,
        Self::Board,
        Self::Rounds,
        Self::Exchange,
        Self::Books,
        Self::Journal,
        Self::Offices,
        Self::Accounts,
    ];

    /// Where the room is.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Work => "/work",
            Self::Overview => "/",
            Self::Plan => "/plan",
            Self::Indicators => "/indicators",
            Self::Projects => "/projects",
            Self::Units => "/units",
            Self::Returns => "/returns",
            Self::Board => "/board",
            Self::Rounds => "/rounds",
            Self::Exchange => "/exchange",
            Self::Books => "/books",
            Self::Journal => "/journal",
            Self::Offices => "/offices",
            Self::Accounts => "/accounts",
        }
    }

    /// Its name in the menu.
    #[must_use]
    pub fn label(self, t: Text) -> &'static str {
        match self {
            Self::Work => t.menu_work_room(),
            Self::Overview => t.menu_overview(),
            Self::Plan => t.menu_plan(),
            Self::Indicators => t.menu_indicators(),
            Self::Projects => t.menu_projects(),
            Self::Units => t.menu_units(),
            Self::Returns => t.menu_returns(),
            Self::Board => t.menu_board(),
            Self::Rounds => t.menu_rounds(),
            Self::Exchange => t.menu_exchange(),
            Self::Books => t.menu_books(),
            Self::Journal => t.menu_journal(),
            Self::Offices => t.menu_offices(),
            Self::Accounts => t.menu_accounts(),
        }
    }

    /// Its icon, a name known to [`crate::components::icon`].
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Work => "waiting",
            Self::Overview => "overview",
            Self::Plan => "plan",
            Self::Indicators => "target",
            Self::Projects => "briefcase",
            Self::Units => "building",
            Self::Returns => "edit",
            Self::Board => "check",
            Self::Rounds => "calendar",
            Self::Exchange => "exchange",
            Self::Books => "book",
            Self::Journal => "history",
            Self::Offices => "person",
            Self::Accounts => "people",
        }
    }

    /// True for the second group of the menu: documents and system.
    #[must_use]
    pub fn is_system(self) -> bool {
        matches!(self, Self::Exchange | Self::Books | Self::Journal | Self::Offices | Self::Accounts)
    }
}

/// One step of the path to the page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Crumb {
    label: String,
    href: Option<String>,
}

/// What stands around the content of a page, whoever reads it.
#[derive(Clone, Debug)]
struct Sheet {
    title: String,
    room: Option<Room>,
    lead: Option<String>,
    crumbs: Vec<Crumb>,
    tags: Vec<Tag>,
    actions: Vec<Action>,
    notices: Vec<Notice>,
    search: String,
    status: StatusCode,
}

/// Builds one page. Everything given here is words already formatted for the reader.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    view: &'a View,
    sheet: Sheet,
}

/// A page that is finished but for its reader's name and secrets. What was finished in one language, kind of digits and role may be answered
/// to every reader of the same.
#[derive(Clone, Debug)]
pub struct Finished {
    sheet: Sheet,
    content: Bytes,
}

impl<'a> Page<'a> {
    /// A page with this title, which is also its only `h1`.
    #[must_use]
    pub fn new(view: &'a View, title: impl Into<String>) -> Self {
        let sheet = Sheet {
            title: title.into(),
            room: None,
            lead: None,
            crumbs: Vec::new(),
            tags: Vec::new(),
            actions: Vec::new(),
            notices: Vec::new(),
            search: String::new(),
            status: StatusCode::OK,
        };
        Self { view, sheet }
    }

    /// The room it belongs to: marked in the menu, first in the path.
    #[must_use]
    pub fn in_room(mut self, room: Room) -> Self {
        self.sheet.room = Some(room);
        self
    }

    /// One line under the title.
    #[must_use]
    pub fn lead(mut self, words: impl Into<String>) -> Self {
        self.sheet.lead = Some(words.into());
        self
    }

    /// One more step of the path; without an address it is words only.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, href: Option<&str>) -> Self {
        self.sheet.crumbs.push(Crumb { label: label.into(), href: href.map(str::to_owned) });
        self
    }

    /// A tag beside the title, such as the state of an edition.
    #[must_use]
    pub fn tag(mut self, tag: Tag) -> Self {
        self.sheet.tags.push(tag);
        self
    }

    /// A button to the right of the title.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.sheet.actions.push(action);
        self
    }

    /// A message above the content.
    #[must_use]
    pub fn notice(mut self, notice: Notice) -> Self {
        self.sheet.notices.push(notice);
        self
    }

    /// What the search box holds.
    #[must_use]
    pub fn searched(mut self, words: impl Into<String>) -> Self {
        self.sheet.search = words.into();
        self
    }

    /// The status of the answer; 422 for a form shown again with its errors.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.sheet.status = status;
        self
    }

    /// The finished answer with the page's own content inside.
    pub fn render<B: Template>(self, body: &B) -> Response {
        let view = self.view;
        self.finish(body).map_or_else(IntoResponse::into_response, |finished| finished.answer(view))
    }

    /// The page with its own content inside, for this reader and others like them.
    ///
    /// # Errors
    /// [`WebError::Internal`] when a template cannot be rendered.
    pub fn finish<B: Template>(self, body: &B) -> Result<Finished, WebError> {
        let content = body.render().map_err(WebError::internal)?;
        Ok(Finished { sheet: self.sheet, content: content.into() })
    }

    /// The finished page as text.
    ///
    /// # Errors
    /// When a template cannot be rendered.
    pub fn html<B: Template>(&self, body: &B) -> Result<String, askama::Error> {
        let content = body.render()?;
        let (before, after) = around(&self.sheet, self.view)?;
        Ok([String::from_utf8_lossy(&before), content.into(), String::from_utf8_lossy(&after)].concat())
    }
}

impl Finished {
    /// Bytes of the content.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.content.len()
    }

    /// The answer for one reader.
    #[must_use]
    pub fn answer(&self, view: &View) -> Response {
        let (before, after) = match around(&self.sheet, view) {
            Ok(around) => around,
            Err(error) => return WebError::internal(error).into_response(),
        };
        let mut response = Response::new(parts::body([before, self.content.clone(), after]));
        *response.status_mut() = self.sheet.status;
        let headers = response.headers_mut();
        let _ = headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        let _ = headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(view.t.lang()));
        let _ = headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if view.flash.is_some() {
            let _ = headers.append(SET_COOKIE, flash::removal());
        }
        let _ = response.extensions_mut().insert(Dressed);
        response
    }
}

/// Marks the place of the content in the layout. All texts around it are escaped, so nobody can write such a mark.
const CONTENT: &str = "<!-- content -->";

/// What stands before and after the content of a page.
fn around(sheet: &Sheet, view: &View) -> Result<(Bytes, Bytes), askama::Error> {
    let csrf = view.visitor.csrf.as_deref().unwrap_or_default();
    let layout = Layout {
        t: view.t,
        page: sheet,
        view,
        csrf,
        headers: serde_json::json!({ crate::layers::forgery::HEADER: csrf }).to_string(),
        lang: view.t.display().lang,
        digits: view.t.display().digits,
        content: CONTENT,
    };
    let around = layout.render()?;
    // Less stands after the content than before it.
    let place = around.rfind(CONTENT).ok_or(askama::Error::Fmt)?;
    let around = Bytes::from(around);
    Ok((around.slice(..place), around.slice(place + CONTENT.len()..)))
}

/// A part of a page for the page's script: the content alone, marked as finished.
pub fn part<B: Template>(status: StatusCode, body: &B) -> Response {
    match body.render() {
        Ok(html) => {
            let mut response = (status, Html(html)).into_response();
            let _ = response.extensions_mut().insert(Dressed);
            response
        }
        Err(error) => WebError::internal(error).into_response(),
    }
}

#[derive(Template)]
#[template(path = "layout/layout.html")]
struct Layout<'a> {
    t: Text,
    page: &'a Sheet,
    view: &'a View,
    csrf: &'a str,
    headers: String,
    lang: Lang,
    digits: Digits,
    content: &'a str,
}

impl Layout<'_> {
    fn is_current(&self, room: Room) -> bool {
        self.page.room == Some(room)
    }
}
