//! The journal's pages: newest first, of everything or of one thing, and the verification of the whole chain.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use phaen_app::history::PAGE;
use phaen_app::{Actor, App, AppError};
use phaen_domain::journal::{Broken, BrokenKind, Entry, Head, NotedHead, Verified};
use serde::Deserialize;

use super::names::{Names, page_of};
use super::words::{Told, kind_in_words, told};
use crate::components::{Action, Empty, Tone};
use crate::cookies::encode;
use crate::errors::WebError;
use crate::flash;
use crate::layout::{Page, Room};
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Place {
    before: Option<u64>,
    /// `kind:code`, as the API asks.
    object: Option<String>,
}

#[derive(Template)]
#[template(path = "journal/page_journal.html")]
struct JournalPage {
    t: Text,
    entries: Vec<Told>,
    of_one_thing: bool,
    head_number: String,
    head_hash: String,
    key: String,
    older: Option<String>,
    newest: Option<String>,
    empty: Option<Empty>,
}

/// GET /journal
pub(super) async fn show(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Query(place): Query<Place>,
) -> Result<Response, WebError> {
    if let Some((kind, code)) = place.object.as_deref().and_then(|object| object.split_once(':')) {
        return Ok(Redirect::to(&path_of(kind, code)).into_response());
    }
    let (entries, names, head) = blocking(move || read(view.t, &site.app, &actor, None, place.before)).await?;
    let t = view.t;
    let body = body(&view, &names, &entries, &head, "/journal", place.before);
    Ok(Page::new(&view, t.journal_title()).in_room(Room::Journal).lead(t.journal_lead()).render(&body))
}

/// GET /journal/{kind}/{code}
pub(super) async fn show_object(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((kind, code)): Path<(String, String)>,
    Query(place): Query<Place>,
) -> Result<Response, WebError> {
    let t = view.t;
    let object = (kind.clone(), code.clone());
    let (entries, names, head) = blocking(move || read(view.t, &site.app, &actor, Some(object), place.before)).await?;
    let name = names.of(t, &kind, &code);
    let path = path_of(&kind, &code);
    let mut body = body(&view, &names, &entries, &head, &path, place.before);
    body.of_one_thing = true;
    let title = t.journal_object_title(kind_in_words(t, &kind));
    let mut page = Page::new(&view, title).in_room(Room::Journal).crumb(name.clone(), None).lead(name);
    if let Some(href) = page_of(&kind, &code) {
        page = page.action(Action::new(t.journal_open_page(), href));
    }
    Ok(page.render(&body))
}

/// Where the timeline of one thing is.
fn path_of(kind: &str, code: &str) -> String {
    format!("/journal/{}/{}", encode(kind), encode(code))
}

/// What is sent with the wish to verify.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// A head that was noted outside the system; nothing when there is none.
    #[serde(default)]
    noted: String,
}

/// POST /journal/verify
pub(super) async fn verify(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(asked): Form<Asked>,
) -> Result<Response, WebError> {
    let t = view.t;
    let noted = match asked.noted.trim() {
        "" => None,
        text => match text.parse::<Head>() {
            Ok(head) => Some(head),
            Err(_) => return Ok(flash::redirect_with("/journal", Tone::Refusal, t.journal_noted_malformed())),
        },
    };
    let (verdict, found) = blocking(move || held_against(&site.app, &actor, noted)).await?;
    let mut tone = if verdict.is_ok() { Tone::Success } else { Tone::Refusal };
    let mut words = match &verdict {
        Ok(verified) => {
            let count = t.digits(&verified.count.to_string()).into_owned();
            t.journal_verified(count, verified.head_hash)
        }
        Err(broken) => broken_in_words(t, broken),
    };
    if let Some((noted, found)) = found {
        let noted = noted_in_words(t, &noted, found);
        // What is wrong comes first.
        (tone, words) = match found {
            NotedHead::Stands => (tone, format!("{words} · {noted}")),
            _ => (Tone::Refusal, format!("{noted} · {words}")),
        };
    }
    Ok(flash::redirect_with("/journal", tone, &words))
}

type Held = (Result<Verified, Broken>, Option<(Head, NotedHead)>);

/// The chain walked, and what became of a head that was noted.
fn held_against(app: &App, actor: &Actor, noted: Option<Head>) -> Result<Held, AppError> {
    let find = |noted| app.find_noted_head(actor, &noted).map(|found| (noted, found));
    Ok((app.verify_journal(actor)?, noted.map(find).transpose()?))
}

/// What became of a head that was noted, for an auditor.
fn noted_in_words(t: Text, noted: &Head, found: NotedHead) -> String {
    let number = t.digits(&noted.seq.to_string()).into_owned();
    match found {
        NotedHead::Stands => t.journal_noted_stands(number),
        NotedHead::CutOff => t.journal_noted_cut_off(number),
        NotedHead::Replaced => t.journal_noted_replaced(number),
    }
}

/// What is wrong with the chain, for an auditor.
fn broken_in_words(t: Text, broken: &Broken) -> String {
    let number = t.digits(&broken.seq.to_string()).into_owned();
    match broken.kind {
        BrokenKind::Altered => t.journal_broken_altered(number),
        BrokenKind::Removed => t.journal_broken_removed(number),
        BrokenKind::Reordered => t.journal_broken_reordered(number),
        BrokenKind::Added => t.journal_broken_added(number),
        BrokenKind::HeadMismatch => t.journal_broken_head(number),
    }
}

type Read = (Vec<Entry>, Names, Head);

fn read(t: Text, app: &App, actor: &Actor, object: Option<(String, String)>, before: Option<u64>) -> Result<Read, AppError> {
    let object = object.as_ref().map(|(kind, code)| (kind.as_str(), code.as_str()));
    Ok((app.journal(actor, object, before)?, Names::read(t, app, actor)?, app.journal_head(actor)?))
}

fn body(view: &View, names: &Names, entries: &[Entry], head: &Head, path: &str, before: Option<u64>) -> JournalPage {
    let t = view.t;
    let full = u32::try_from(entries.len()).is_ok_and(|count| count >= PAGE);
    let oldest = entries.last().map(|entry| entry.seq).filter(|seq| full && *seq > 1);
    let empty = entries.is_empty().then(|| Empty {
        title: t.journal_none_title().to_owned(),
        words: t.journal_none_words().to_owned(),
        action: None,
    });
    JournalPage {
        t,
        entries: entries.iter().map(|entry| told(t, names, entry)).collect(),
        of_one_thing: false,
        head_number: t.digits(&head.seq.to_string()).into_owned(),
        head_hash: head.hash.to_string(),
        key: view.visitor.csrf.clone().unwrap_or_default(),
        older: oldest.map(|seq| format!("{path}?before={seq}")),
        newest: before.map(|_| path.to_owned()),
        empty,
    }
}
