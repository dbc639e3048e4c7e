//! Scoring (`scoring.md`): from observations to actual, percent of target, score, totals and scorecard, each with its working.
//!
//! Rules are data: nothing here knows an agency, and nothing is rounded except by a rule that has a name.

mod actual;
mod agency_money;
mod judgement;
mod milestone;
mod order;
mod over_units;
mod percent;
mod project_score;
mod scale;
mod scorecard;
mod total;
mod window;
mod working;

pub use actual::{Actual, actual_of};
pub use agency_money::{BudgetRow, budget_table};
pub use judgement::{Status, is_within_bounds, status_at};
pub use milestone::{level_reached, steps_at, steps_in_time};
pub use order::Circle;
pub use percent::{Unscorable, percent_of_target};
pub use project_score::{Money, ProjectScore, ProjectsTotal, is_within, percent_of, score_projects};
pub use scale::{BelowLowest, Placed, Scale, ScaleKind, ScalePoint};
pub use scorecard::{IndicatorScore, NodeTotal, Scorecard};
pub use total::{Contribution, PERCENT_PLACES, StatusCounts, Total, share};
pub use working::{Expr, Line, Origin, Rule, Term, Working};
