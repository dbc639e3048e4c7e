//! Where a result is entered: in its own form, or in the return of the unit that reports it, where one does.

use phaen_domain::access::Action;
use phaen_domain::id::UnitCode;
use phaen_domain::indicator::Indicator;
use phaen_domain::observation::{Period, Subject};

use crate::cookies::encode;
use crate::explain::reports::place_of;
use crate::signed::Chosen;
use crate::text::Text;

/// A way to enter a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Enter {
    /// The form, or the item of the return.
    pub(crate) href: String,
    /// What the link says.
    pub(crate) label: &'static str,
    /// Its icon.
    pub(crate) icon: &'static str,
}

impl Enter {
    /// The form, unless the figure stands in a return: then that return, for those who read returns.
    pub(crate) fn of(
        t: Text,
        chosen: &Chosen,
        (subject, unit): (&Subject, Option<&UnitCode>),
        period: &Period,
        form: String,
    ) -> Option<Self> {
        let Some(href) = instead(chosen, subject, unit, period) else {
            return Some(Self { href: form, label: t.indicators_enter(), icon: "edit" });
        };
        chosen.actor.may(Action::ReadReturn).then(|| Self { href, label: t.report_at(), icon: "building" })
    }
}

/// Where the return is in which a figure stands, so that it is not entered beside it. Where many units report one indicator, the board leads
/// to their returns.
pub(crate) fn instead(chosen: &Chosen, subject: &Subject, unit: Option<&UnitCode>, period: &Period) -> Option<String> {
    let key = chosen.view.return_of(subject, unit, period)?;
    let many = |indicator: &Indicator| unit.is_none() && indicator.measure.is_of_units();
    let indicator = if let Subject::Indicator(code) = subject { chosen.view.indicator(code) } else { None };
    Some(if indicator.is_some_and(many) {
        format!("/board?plan={}&round={}", encode(key.plan.as_str()), encode(key.round.as_str()))
    } else {
        place_of(&key, subject)
    })
}
