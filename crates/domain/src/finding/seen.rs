//! An answered item with what the plan knows about it, looked up once for all checks.

use std::borrow::Cow;

use super::Context;
use crate::id::ProjectCode;
use crate::indicator::Indicator;
use crate::number::Exact;
use crate::observation::{Reported, Subject};
use crate::project::{Project, ProjectIndicator};
use crate::rich;
use crate::submission::reading::reported;
use crate::submission::{AnswerKind, Field, Fields, Item, ItemKey};

pub(super) struct Seen<'a> {
    pub(super) item: &'a Item,
    pub(super) key: ItemKey,
    pub(super) fields: &'a Fields,
    /// Whether a figure was typed for this round: only then is it the typing that is judged.
    pub(super) typed: bool,
    pub(super) reported: Reported,
    pub(super) before: Option<&'a Reported>,
    pub(super) indicator: Option<&'a Indicator>,
    pub(super) project: Option<&'a Project>,
    pub(super) project_indicator: Option<&'a ProjectIndicator>,
}

impl<'a> Seen<'a> {
    pub(super) fn all(context: &Context<'a>) -> Vec<Self> {
        context.form.items.iter().filter_map(|item| Self::of(context, item)).collect()
    }

    fn of(context: &Context<'a>, item: &'a Item) -> Option<Self> {
        let (plan, key) = (context.plan, item.key());
        let before = context.before.get(&(item.subject.clone(), item.unit.clone())).map(|(_, reported)| reported);
        let project_of = |code: &ProjectCode| plan.projects.iter().find(|project| project.code == *code);
        let (indicator, project, order) = match &item.subject {
            Subject::Indicator(code) => (plan.indicators.iter().find(|it| it.code == *code), None, None),
            Subject::Project(code) => (None, project_of(code), None),
            Subject::ProjectIndicator(code, order) => (None, project_of(code), Some(*order)),
        };
        Some(Self {
            reported: reported(item, context.fields, before).ok()?,
            typed: context.fields.answer(&key) == Some(AnswerKind::Figure),
            fields: context.fields,
            project_indicator: order.and_then(|order| project?.indicators.iter().find(|it| it.order == order)),
            item,
            key,
            before,
            indicator,
            project,
        })
    }

    /// The figure, where there is one.
    pub(super) fn value(&self) -> Option<Exact> {
        value(&self.reported)
    }

    /// The field in which its figure is typed.
    pub(super) const fn figure_field(&self) -> Field {
        match self.reported {
            Reported::Ratio(..) => Field::Numerator,
            Reported::Steps(_) => Field::Steps,
            _ => Field::Value,
        }
    }

    /// The words of the narrative without their marks.
    pub(super) fn narrative(&self) -> Option<Cow<'a, str>> {
        self.fields.text(&self.key, Field::Narrative).map(rich::plain)
    }

    pub(super) fn unit_of_measure(&self) -> Option<&str> {
        let own = self.indicator.map(|it| it.measure.unit_of_measure.as_str());
        own.or_else(|| self.project_indicator?.unit_of_measure.as_deref())
    }

    pub(crate) fn is_percent(&self) -> bool {
        self.unit_of_measure().is_some_and(is_percent)
    }
}

/// Whether a unit of measure is a percentage.
pub(crate) fn is_percent(unit: &str) -> bool {
    unit.starts_with("ร้อยละ") || unit.contains('%') || unit.starts_with("เปอร์เซ็นต์")
}

/// The figure that a report gives: a ratio's percentage.
pub(super) fn value(reported: &Reported) -> Option<Exact> {
    match reported {
        Reported::Value(value) => Some(value.exact()),
        Reported::Ratio(part, whole) => (&part.exact() * &Exact::hundred()).divided_by(&whole.exact()),
        _ => None,
    }
}
