//! The frozen revisions of a round, newest first, and the figures that each restates of the one before it.

use phaen_app::rounds::{Restated, RoundPage};
use phaen_app::{Actor, App};
use phaen_domain::shown::NO_FIGURE;

use super::path;
use crate::cookies::encode;
use crate::errors::WebError;
use crate::explain::explain;
use crate::explain::figures::Figures;
use crate::signed::{Asked, Chosen, choose};
use crate::text::Text;
use crate::when;

/// A figure that was restated.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) before: String,
    pub(super) after: String,
}

/// One revision.
pub(super) struct Revision {
    pub(super) title: String,
    pub(super) by: String,
    pub(super) hash: String,
    pub(super) export: String,
    pub(super) scorecard: String,
    /// What the form that asks for its book says.
    pub(super) book: String,
    /// That a newer one stands in its place; none for the newest.
    pub(super) superseded: Option<String>,
    /// The heading of what it restates; none for the first.
    pub(super) restated: Option<String>,
    pub(super) rows: Vec<Row>,
}

/// All revisions, newest first.
pub(super) fn revisions(t: Text, app: &App, actor: &Actor, page: &RoundPage) -> Result<Vec<Revision>, WebError> {
    let plan = page.plan.plan.plan.code.as_str();
    let round = page.round.code.as_str();
    let asked = Asked { plan: Some(plan.to_owned()), edition: None, round: Some(round.to_owned()) };
    // Names of figures are those of the explanations; a round without a second revision has nothing to name.
    let chosen = if page.revisions.len() > 1 { Some(choose(app, actor.clone(), asked, &[])?) } else { None };
    let mut found = Vec::new();
    let newest = page.revisions.last().map_or(0, |it| it.revision);
    let earlier = std::iter::once(None).chain(page.revisions.iter().map(Some));
    for (snapshot, earlier) in page.revisions.iter().zip(earlier).collect::<Vec<_>>().into_iter().rev() {
        let number = t.digits(&snapshot.revision.to_string()).into_owned();
        let restated = page.restated(snapshot.revision)?;
        let before = earlier.map(|it| t.digits(&it.revision.to_string()).into_owned());
        found.push(Revision {
            title: t.round_revision(number),
            by: t.round_revision_by(
                crate::journal::who(t, &page.plan.stored.people, &snapshot.frozen_by),
                when::instant(t, snapshot.frozen_at),
            ),
            hash: snapshot.hash.clone(),
            scorecard: format!("{}/revisions/{}/scorecard?plan={}", path(round), snapshot.revision, encode(plan)),
            book: format!("{plan}/{}/{round}/{}", page.plan.edition().number, snapshot.revision),
            superseded: (snapshot.revision < newest).then(|| t.round_revision_superseded(t.digits(&newest.to_string()))),
            export: format!("{}/revisions/{}/workbook?plan={}", path(round), snapshot.revision, encode(plan)),
            restated: before.map(|it| if restated.is_empty() { t.round_restated_none(it) } else { t.round_restated(it) }),
            rows: restated.iter().map(|it| row(t, chosen.as_ref(), it)).collect(),
        });
    }
    Ok(found)
}

fn row(t: Text, chosen: Option<&Chosen>, it: &Restated) -> Row {
    let id = it.id.as_str();
    let named = chosen.and_then(|chosen| Some((chosen, explain(t, chosen, id)?)));
    let shown = |text: &Option<String>| t.digits(text.as_deref().unwrap_or(NO_FIGURE)).into_owned();
    Row {
        name: named.as_ref().map_or_else(|| t.round_restated_gone().to_owned(), |(_, it)| format!("{} · {}", it.about, it.title)),
        href: named.map(|(chosen, _)| Figures { t, chosen }.link(&it.id)),
        before: shown(&it.before),
        after: shown(&it.after),
    }
}
