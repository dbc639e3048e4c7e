//! Targets of one indicator by round and unit, with the way to change them in a draft.

use phaen_domain::access::Action;
use phaen_domain::id::ScaleCode;
use phaen_domain::indicator::{Indicator, Target};
use phaen_domain::plan::AgencyPlan;

use crate::cookies::encode;
use crate::explain::reports::{round_name, unit};
use crate::explain::target_value;
use crate::explain::wording::name;
use crate::signed::Chosen;
use crate::text::Text;

/// One target as a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TargetRow {
    /// For which round, or the whole year.
    pub(super) period: String,
    /// For which unit, or the agency.
    pub(super) unit: String,
    /// Its value; none when it is words only.
    pub(super) value: Option<String>,
    /// Wording as printed.
    pub(super) printed: Option<String>,
    /// The round's own scale.
    pub(super) scale: Option<String>,
    /// Source and remarks.
    pub(super) note: Option<String>,
    /// Where it is changed.
    pub(super) edit: Option<String>,
}

/// Whether targets may be changed here and now by this reader.
pub(super) fn may_edit(chosen: &Chosen) -> bool {
    chosen.view.edition().state.is_editable() && chosen.actor.may(Action::SetTarget)
}

/// What a scale is called.
pub(crate) fn scale_name(t: Text, plan: &AgencyPlan, code: &ScaleCode) -> String {
    let scale = plan.scales.iter().find(|scale| scale.code == *code);
    scale.map_or_else(|| code.to_string(), |scale| name(t, &scale.name_th, scale.name_en.as_ref()).into_owned())
}

/// Where the target of a unit and round is changed.
pub(super) fn edit_link(chosen: &Chosen, indicator: &Indicator, target: &Target) -> String {
    let round = target.round.as_ref().map_or("", |round| round.as_str());
    let unit = target.unit.as_ref().map_or("", |unit| unit.as_str());
    form_link(chosen, indicator, &format!("for_round={}&for_unit={}", encode(round), encode(unit)))
}

/// Where a target is added, for a unit or the agency.
pub(super) fn add_link(chosen: &Chosen, indicator: &Indicator) -> String {
    form_link(chosen, indicator, "new=true")
}

fn form_link(chosen: &Chosen, indicator: &Indicator, parameters: &str) -> String {
    // The edition is named, so that a draft is changed and never the one in force.
    let mut named = chosen.clone();
    named.asked.plan = Some(chosen.view.plan.plan.code.to_string());
    named.asked.edition = Some(chosen.view.edition().number);
    named.link(&format!("{}/target?{parameters}", super::path(&indicator.code)))
}

/// The targets as rows.
pub(super) fn target_rows(t: Text, chosen: &Chosen, indicator: &Indicator) -> Vec<TargetRow> {
    let may = may_edit(chosen);
    let rows = chosen.view.targets_of(&indicator.code).map(|(target, _)| {
        let round = target
            .round
            .as_ref()
            .map(|code| chosen.view.find_round(code.as_str()).map_or_else(|| code.to_string(), |round| round_name(t, round)));
        TargetRow {
            period: round.unwrap_or_else(|| t.indicators_whole_year().to_owned()),
            unit: unit(t, &chosen.view, target.unit.as_ref()),
            value: target_value(target).map(|value| t.digits(&value).into_owned()),
            printed: target.printed.clone(),
            scale: target.scale.as_ref().map(|code| t.indicators_scale_of_round(scale_name(t, &chosen.view.plan, code))),
            note: target.note.as_deref().map(|note| t.digits(note).into_owned()),
            edit: may.then(|| edit_link(chosen, indicator, target)),
        }
    });
    rows.collect()
}
