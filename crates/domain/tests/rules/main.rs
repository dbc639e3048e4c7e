//! The rules of scoring against the printed books, and what must hold of them for every figure.
//!
//! One binary, so that the rules are linked once. The golden figures stand in `tests/golden`.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod golden_budget;
#[cfg(test)]
mod golden_cases;
#[cfg(test)]
mod golden_division;
#[cfg(test)]
mod golden_plan;
#[cfg(test)]
mod golden_projects;
#[cfg(test)]
mod links;
#[cfg(test)]
mod over_time_and_units;
#[cfg(test)]
mod percent_rules;
#[cfg(test)]
mod placing;
#[cfg(test)]
mod scale_of_round;
#[cfg(test)]
mod scorecard_properties;
#[cfg(test)]
mod scoring_properties;
#[cfg(test)]
mod successors;
#[cfg(test)]
mod support;
#[cfg(test)]
mod totals;
#[cfg(test)]
mod unit_scorecards;
