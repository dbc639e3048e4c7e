//! The result of an indicator of a project explained: it is taken as it was reported, beside its target.

use phaen_domain::figure::{FigureId, ItemResults};
use phaen_domain::id::ProjectCode;
use phaen_domain::observation::Subject;
use phaen_domain::shown;

use super::answer::{Desk, Explanation, Fact, Parts};
use super::reports;
use super::totals::Shown;
use super::wording::numbered;

/// A figure of an indicator of a project; `code` is `project:place`.
pub(super) fn of_item(desk: &Desk<'_>, code: &str, what: &str) -> Option<Explanation> {
    let t = desk.t;
    let (code, order) = code.rsplit_once(':')?;
    let (code, order) = (ProjectCode::new(code).ok()?, order.parse::<u32>().ok().filter(|_| what == "actual")?);
    let plan = &desk.scored.plan;
    let project = plan.projects.iter().find(|project| project.code == code)?;
    let item = project.indicators.iter().find(|item| item.order == order)?;
    let named = ItemResults::of(plan, desk.code).figure(&code, order).into_iter().collect::<Vec<_>>();
    let about = format!("{} · {}", numbered(t, project.number.as_ref(), &project.name_th), t.digits(&item.text));
    let shown = Shown { named: &named, id: FigureId::project_indicator(&code, order, what), about, href: "/projects" };
    let parts = Parts { heads: Vec::new(), note_head: None, rows: Vec::new() };
    let mut explanation = shown.explained(desk, t.explain_title_project_indicator(), Vec::new(), parts);
    explanation.about_href = desk.chosen.link(&format!("/projects/{}", crate::cookies::encode(code.as_str())));
    if let Some(target) = item.target_printed.clone().or_else(|| item.target_value.map(shown::decimal)) {
        explanation.facts.insert(0, Fact::new(t.explain_fact_target(), t.digits(&target)));
    }
    let subject = Subject::ProjectIndicator(code, order);
    explanation.reports = Some(reports::of_subject(t, &desk.chosen.view, &subject, desk.round));
    explanation.subject = Some(subject);
    Some(explanation)
}
