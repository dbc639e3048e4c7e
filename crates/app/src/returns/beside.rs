//! What stands beside the fields of an item, on the page and in the sheet alike: its name, target, last result, and how its figure counts.

use phaen_domain::id::IndicatorCode;
use phaen_domain::indicator::{MilestoneStep, Target};
use phaen_domain::observation::Subject;
use phaen_domain::shown;
use phaen_domain::submission::Item;
use phaen_domain::submission::example::Counting;

use super::ReturnView;
use crate::editing::{reported_text, target_text};

impl ReturnView {
    /// Number as printed, and name.
    #[must_use]
    pub fn name_of(&self, item: &Item) -> (Option<String>, String) {
        match &item.subject {
            Subject::Indicator(code) => {
                self.plan.indicator(code).map_or((None, code.to_string()), |it| (it.number.clone(), it.name_th.clone()))
            }
            Subject::Project(code) => {
                self.plan.project(code).map_or((None, code.to_string()), |it| (it.number.clone(), it.name_th.clone()))
            }
            Subject::ProjectIndicator(code, order) => {
                let its = self.plan.project(code).and_then(|it| it.indicators.iter().find(|it| it.order == *order));
                (Some(order.to_string()), its.map_or_else(|| code.to_string(), |it| it.text.clone()))
            }
        }
    }

    /// The target at this round: the unit's own before the agency's, the round's before the year's.
    #[must_use]
    pub fn target_of(&self, item: &Item) -> Option<String> {
        let code = match &item.subject {
            Subject::Indicator(code) => code,
            Subject::ProjectIndicator(code, order) => {
                let its = self.plan.project(code)?.indicators.iter().find(|it| it.order == *order)?;
                return its.target_printed.clone().or_else(|| its.target_value.map(shown::decimal));
            }
            Subject::Project(_) => return None,
        };
        self.indicator_target(code, item).map(target_text)
    }

    /// The target beside an indicator: the unit's own before the agency's, the round's own before the year's.
    #[must_use]
    pub fn target(&self, item: &Item) -> Option<&Target> {
        match &item.subject {
            Subject::Indicator(code) => self.indicator_target(code, item),
            Subject::ProjectIndicator(..) | Subject::Project(_) => None,
        }
    }

    fn indicator_target(&self, code: &IndicatorCode, item: &Item) -> Option<&Target> {
        let own = |it: &&Target| {
            it.round.as_ref().is_none_or(|round| *round == self.round.code) && (it.unit.is_none() || it.unit == item.unit)
        };
        let targets = self.plan.targets_of(code).map(|(target, _)| target).filter(own);
        targets.min_by_key(|target| (target.unit.is_none(), target.round.is_none()))
    }

    /// The last result with the name of its round.
    #[must_use]
    pub fn last_of(&self, item: &Item) -> Option<(String, String)> {
        let (round, reported) = self.before(item)?;
        Some((self.round_name(round), reported_text(reported)))
    }

    /// What counts at this round already, in Thai, for the sheet that is filled in without the network.
    #[must_use]
    pub fn counts_of(&self, item: &Item) -> Option<String> {
        let counts = reported_text(&self.counts_already(item)?.reported);
        Some(match self.frozen_as() {
            Some(revision) => format!("รอบนี้ตามที่ตรึงไว้ ฉบับที่ {revision}: {counts}"),
            None => format!("รอบนี้ที่มีอยู่แล้ว: {counts}"),
        })
    }

    /// How the figure counts over the rounds, in Thai and English, with an example from the unit's own last figure.
    #[must_use]
    pub fn counting_of(&self, item: &Item) -> Option<(String, String)> {
        let counting = match &item.subject {
            Subject::Indicator(code) => Counting::of(&self.plan.indicator(code)?.measure),
            Subject::ProjectIndicator(code, order) => {
                let its = self.plan.project(code)?.indicators.iter().find(|it| it.order == *order)?;
                Counting::of_project_indicator(its.unit_of_measure.as_deref())
            }
            Subject::Project(_) => return None,
        };
        let before = self.before(item).map(|(round, reported)| (self.round_name(round), reported));
        Some(counting.worked(before.as_ref().map(|(name, reported)| (name.as_str(), *reported))))
    }

    /// The steps of a milestone indicator that can be done at this round.
    #[must_use]
    pub fn steps_of(&self, item: &Item) -> Vec<&MilestoneStep> {
        let Subject::Indicator(code) = &item.subject else { return Vec::new() };
        let of_round = |it: &&MilestoneStep| it.round.as_ref().is_none_or(|round| *round == self.round.code);
        self.plan.indicator(code).map(|it| it.steps.iter().filter(of_round).collect()).unwrap_or_default()
    }

    /// The points that a project's status can have.
    #[must_use]
    pub fn points_of(&self, item: &Item) -> Vec<String> {
        let Subject::Project(code) = &item.subject else { return Vec::new() };
        let scale = self.plan.project(code).map(|project| &project.scale);
        let scale = self.plan.plan.scales.iter().find(|it| Some(&it.code) == scale);
        scale.into_iter().flat_map(|scale| &scale.points).map(|point| shown::decimal(point.score)).collect()
    }

    fn round_name(&self, code: &str) -> String {
        self.plan.find_round(code).map_or_else(|| code.to_owned(), |round| round.name_th.clone())
    }
}
