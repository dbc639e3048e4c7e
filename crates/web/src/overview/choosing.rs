//! Where a reader is: plan, edition and round, with the ways to the others; and what there is to say about that place.

use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use phaen_app::ports::PlanListing;
use phaen_app::{Actor, App, AppError};
use phaen_domain::access::Action;
use phaen_domain::plan::EditionState;
use phaen_domain::round::{Round, RoundState};
use phaen_domain::shown;

use crate::components::{Action as Button, Empty, Notice, Tab, Tag, Tone};
use crate::errors::WebError;
use crate::explain::figures::at_round;
use crate::explain::reports::round_name;
use crate::explain::wording::{name, word};
use crate::layout::{Page, Room};
use crate::signed::{Asked, Asking, Chosen, at_hand, choose};
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// A page's place among all plans.
#[derive(Clone, Debug)]
pub struct Place {
    /// Plan, edition and round.
    pub chosen: Chosen,
    /// All plans.
    pub listings: Arc<Vec<PlanListing>>,
}

/// Where a reader arrives.
#[derive(Clone, Debug)]
pub enum Arrived {
    /// At a plan.
    At(Box<Place>),
    /// Nowhere yet: there is no plan.
    NoPlan(Actor),
}

impl FromRequestParts<Site> for Arrived {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let Asking { actor, asked, head } = Asking::from_request_parts(parts, site).await?;
        if let Some((chosen, listings)) = head.and_then(|head| at_hand(&site.app, head, &actor, &asked)) {
            return Ok(Self::At(Box::new(Place { chosen, listings })));
        }
        let app = site.app.clone();
        blocking(move || arrive(&app, actor, asked)).await.map_err(IntoResponse::into_response)
    }
}

fn arrive(app: &App, actor: Actor, asked: Asked) -> Result<Arrived, AppError> {
    let listings = app.plans(&actor)?;
    if listings.is_empty() && asked.plan.is_none() {
        return Ok(Arrived::NoPlan(actor));
    }
    let chosen = choose(app, actor, asked, &listings)?;
    Ok(Arrived::At(Box::new(Place { chosen, listings })))
}

#[derive(Template)]
#[template(path = "overview/no_plan.html")]
struct NoPlanPage {
    t: Text,
    empty: Empty,
}

/// What a room says while there is no plan: what to do next, for those who may.
pub fn no_plan(view: &View, actor: &Actor, room: Room) -> Response {
    no_plan_on(view.t, actor, Page::new(view, room.label(view.t)).in_room(room))
}

/// The same on a page that is in no room.
pub fn no_plan_on(t: Text, actor: &Actor, page: Page<'_>) -> Response {
    let (words, action) = if actor.may(Action::Import) {
        (t.choose_no_plan_import(), Some(Button::new(t.choose_go_import(), Room::Exchange.path())))
    } else if actor.may(Action::ManageAccounts) {
        // Who imports needs an account first.
        (t.choose_no_plan_accounts(), Some(Button::new(t.choose_go_accounts(), Room::Accounts.path())))
    } else {
        (t.choose_no_plan_wait(), None)
    };
    let action = action.map(Button::primary);
    page.render(&NoPlanPage { t, empty: Empty { title: t.choose_no_plan().to_owned(), words: words.to_owned(), action } })
}

/// One plan with the ways to its editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanWays {
    /// Name.
    pub name: String,
    /// Its editions, newest first.
    pub editions: Vec<Tab>,
}

/// The ways from a page to the same page elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// The rounds of this plan.
    pub rounds: Vec<Tab>,
    /// All plans and editions; empty when there is nothing to choose.
    pub plans: Vec<PlanWays>,
}

impl Place {
    /// The ways to the same page at other rounds, editions and plans.
    #[must_use]
    pub fn ways(&self, t: Text, path: &str) -> Ways {
        let editions = self.listings.iter().map(|listing| listing.editions.len()).sum::<usize>();
        let plans = if editions > 1 {
            self.listings.iter().map(|listing| self.plan_ways(t, listing, path)).collect()
        } else {
            Vec::new()
        };
        Ways { rounds: round_tabs(t, &self.chosen, path), plans }
    }

    fn plan_ways(&self, t: Text, listing: &PlanListing, path: &str) -> PlanWays {
        let here = &self.chosen.view.plan;
        let editions = listing.editions.iter().rev().map(|edition| {
            let mut other = self.chosen.clone();
            let plan = listing.plan.code.to_string();
            // Another plan may not have this round.
            let round = if listing.plan.code == here.plan.code { other.asked.round.take() } else { None };
            other.asked = Asked { plan: Some(plan), edition: Some(edition.number), round };
            Tab {
                label: t.explain_fact_edition_number(t.digits(&edition.number.to_string()), word(t, edition.state)),
                href: other.link(path),
                current: listing.plan.code == here.plan.code && edition.number == here.edition.number,
            }
        });
        PlanWays {
            name: name(t, &listing.plan.name_th, listing.plan.name_en.as_ref()).into_owned(),
            editions: editions.collect(),
        }
    }
}

/// The rounds of a plan as tabs.
#[must_use]
pub fn round_tabs(t: Text, chosen: &Chosen, path: &str) -> Vec<Tab> {
    let current = chosen.round.as_ref().map(|(code, _)| code);
    let tabs = chosen.view.plan.rounds.iter().map(|round| Tab {
        label: round_name(t, round),
        href: at_round(chosen, path, &round.code),
        current: Some(&round.code) == current,
    });
    tabs.collect()
}

/// The round that a page is about.
#[must_use]
pub fn round_of(chosen: &Chosen) -> Option<&Round> {
    let (code, _) = chosen.round.as_ref()?;
    chosen.view.find_round(code.as_str())
}

/// The days that a round covers.
#[must_use]
pub fn window(t: Text, round: &Round) -> String {
    format!("{} – {}", when::day(t, round.starts_on), when::day(t, round.ends_on))
}

/// The state of an edition as a tag.
#[must_use]
pub fn edition_tag(t: Text, state: EditionState) -> Tag {
    let tone = match state {
        EditionState::Draft | EditionState::UnderReview => Tone::Warning,
        EditionState::Approved => Tone::Information,
        EditionState::Announced => Tone::Success,
        EditionState::Superseded => Tone::Information,
    };
    Tag::new(tone, word(t, state))
}

/// The state of a round as a tag.
#[must_use]
pub fn round_tag(t: Text, round: &Round) -> Tag {
    let tone = match round.state {
        RoundState::Open => Tone::Warning,
        RoundState::Frozen | RoundState::Endorsed => Tone::Success,
        RoundState::Planned | RoundState::Compiled => Tone::Information,
    };
    let revision = t.digits(&round.revision.to_string()).into_owned();
    let words = match (round.revision, round.state) {
        (0, state) => word(t, state),
        (_, RoundState::Frozen) => format!("{} {}", word(t, round.state), t.choose_revision(revision)),
        (_, state) => t.choose_reopened(word(t, state), revision),
    };
    Tag::new(tone, words)
}

/// The page's tags: edition and round.
#[must_use]
pub fn tagged<'a>(t: Text, page: Page<'a>, chosen: &Chosen) -> Page<'a> {
    let edition = chosen.view.edition();
    let number = t.choose_edition(t.digits(&edition.number.to_string()));
    let mut tag = edition_tag(t, edition.state);
    tag.words = format!("{number} · {}", tag.words);
    let page = page.tag(tag);
    match round_of(chosen) {
        Some(round) => page.tag(round_tag(t, round)),
        None => page,
    }
}

/// What a reader has to know about this place before believing a figure: nothing reported yet, a draft, a printed total.
#[must_use]
pub fn notices(t: Text, chosen: &Chosen) -> Vec<Notice> {
    let Some((code, scored)) = chosen.round.as_ref() else {
        return vec![Notice::new(Tone::Information, t.choose_no_rounds())];
    };
    let Some(round) = round_of(chosen) else { return Vec::new() };
    let mut notices = Vec::new();
    let counts = &scored.scorecard.plan.counts;
    if counts.scored() > 0 && counts.awaiting == counts.scored() {
        let cited = chosen.view.plan.cited_totals.iter().find(|cited| cited.round == *code && cited.node.is_none());
        let words = match cited {
            Some(cited) => t.choose_nothing_reported_cited(
                round_name(t, round),
                t.digits(&shown::decimal(cited.percent)),
                t.digits(&cited.source),
            ),
            None => t.choose_nothing_reported(round_name(t, round)),
        };
        notices.push(Notice::new(Tone::Information, words));
    }
    if chosen.view.edition().state == EditionState::Draft && chosen.view.editions.len() > 1 {
        notices.push(Notice::new(Tone::Warning, t.choose_draft()));
    }
    notices
}

/// The refusal of a page that needs a round.
///
/// # Errors
/// [`WebError::NotFound`] for a plan without rounds.
pub fn need_round_of(chosen: &Chosen) -> Result<&Round, WebError> {
    round_of(chosen).ok_or(WebError::NotFound)
}
