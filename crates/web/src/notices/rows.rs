//! A notice in words, and the place where it leads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use phaen_app::plan_view::PlanView;
use phaen_app::ports::Notice;
use phaen_app::{Actor, App, AppError};
use phaen_domain::id::PlanCode;

use crate::cookies::encode;
use crate::explain::reports::{round_name, unit};
use crate::explain::wording::{name, word};
use crate::text::Text;
use crate::when;

/// One notice.
pub(crate) struct NoticeRow {
    /// What is told.
    pub(crate) what: String,
    /// Of which unit, round and plan, with its day.
    pub(crate) about: String,
    /// When it was told.
    pub(crate) at: String,
    /// Where it is opened, which marks it as read.
    pub(crate) open: String,
    /// Whether it waits to be read.
    pub(crate) unread: bool,
}

/// Notices in words. A plan that is not there any more leaves its code.
pub(crate) fn notice_rows(t: Text, app: &App, actor: &Actor, notices: &[Notice]) -> Result<Vec<NoticeRow>, AppError> {
    let mut views: BTreeMap<&PlanCode, Arc<PlanView>> = BTreeMap::new();
    for plan in notices.iter().map(|it| &it.plan).collect::<BTreeSet<_>>() {
        match app.plan(actor, plan.as_str(), None) {
            Ok(view) => drop(views.insert(plan, view)),
            Err(AppError::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(notices.iter().map(|it| row(t, views.get(&it.plan).map(Arc::as_ref), it)).collect())
}

fn row(t: Text, view: Option<&PlanView>, it: &Notice) -> NoticeRow {
    let of_unit = it.unit.as_ref().map(|code| view.map_or_else(|| code.to_string(), |view| unit(t, view, Some(code))));
    let round = view.and_then(|view| view.find_round(it.round.as_str())).map(|round| round_name(t, round));
    let plan = view.map(|view| name(t, &view.plan.plan.name_th, view.plan.plan.name_en.as_ref()).into_owned());
    let due = it.due_on().map(|day| t.notices_due(when::day(t, day)));
    let parts = [of_unit, round.or_else(|| Some(it.round.to_string())), plan.or_else(|| Some(it.plan.to_string())), due];
    let about = parts.into_iter().flatten().map(|part| t.digits(&part).into_owned()).collect::<Vec<_>>();
    NoticeRow {
        what: word(t, it.kind),
        about: about.join(" · "),
        at: when::instant(t, it.created_at),
        open: format!("/notices/{}/open", encode(&it.id)),
        unread: it.read_at.is_none(),
    }
}

/// Where a notice leads: to the return, the round, or the board.
pub(crate) fn place(it: &Notice) -> String {
    let part = |code: &str| encode(code);
    match &it.unit {
        _ if it.kind.is_to_verify() => format!("{}&waits=policy", crate::board::place(&it.plan, &it.round)),
        _ if it.kind.is_of_the_board() => format!("{}&late=yes", crate::board::place(&it.plan, &it.round)),
        Some(unit) if !it.kind.is_of_a_round() => {
            format!("/returns/{}/{}/{}", part(it.plan.as_str()), part(it.round.as_str()), part(unit.as_str()))
        }
        _ => crate::rounds::place(&it.plan, &it.round),
    }
}
