//! The working of a figure on the wire: each line with its rule, its formula with the figures in it, and its value.

use phaen_domain::observation::Period;
use phaen_domain::scoring::{Origin, Rule, Term, Unscorable, Working};
use phaen_domain::words::Words;
use serde::Serialize;
use utoipa::ToSchema;

use super::wire::Word;
use crate::explain::wording;
use crate::text::Text;

/// One line of a working.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Line {
    /// What the line gives.
    gives: Word,
    /// By which rule.
    rule: Word,
    /// The formula with the figures in it.
    #[schema(example = "(100 − 18.62) × 100 / (100 − 23)")]
    formula: String,
    /// Its value without loss.
    value: String,
    /// Whose the line is and of when, where it is one among several: the unit first, then the period.
    of: Vec<Whose>,
    /// The parts of the formula with whose they are or of when, in its order.
    parts: Vec<Part>,
}

/// Whose a figure is, or of when: one of these is given.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Whose {
    /// Code of the unit.
    unit: Option<String>,
    /// Code of the round.
    round: Option<String>,
    /// Month of the fiscal year, 1 = October.
    month: Option<u8>,
}

/// A part of a formula.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Part {
    /// Whose it is or of when.
    of: Whose,
    /// The part as the formula has it.
    value: String,
}

fn whose(origin: &Origin) -> Whose {
    match origin {
        Origin::Unit(unit) => Whose { unit: Some(unit.to_string()), round: None, month: None },
        Origin::Period(Period::Round(round)) => Whose { unit: None, round: Some(round.to_string()), month: None },
        Origin::Period(Period::Month(month)) => Whose { unit: None, round: None, month: Some(*month) },
    }
}

/// The lines from input to figure.
pub(super) fn lines(working: &Working) -> Vec<Line> {
    let lines = working.lines.iter();
    lines
        .map(|line| Line {
            gives: term(line.term),
            rule: rule(line.rule),
            formula: line.expr.text(),
            value: line.value.lossless(),
            of: line.of.iter().map(whose).collect(),
            parts: line.expr.parts().into_iter().map(|(of, part)| Part { of: whose(of), value: part.text() }).collect(),
        })
        .collect()
}

fn word<W: Into<String>>(key: impl Into<String>, words: impl Fn(Text) -> W) -> Word {
    let [th, en] = wording::both(words);
    Word::new(key, th, en)
}

fn term(term: Term) -> Word {
    word(term_key(term), |t| wording::term(t, term))
}

fn rule(rule: Rule) -> Word {
    word(rule_key(rule), |t| wording::rule(t, rule))
}

/// Why no score follows.
pub(super) fn unscorable(why: Unscorable) -> Word {
    word(unscorable_key(why), |t| wording::unscorable(t, why))
}

fn term_key(term: Term) -> &'static str {
    match term {
        Term::Actual => "actual",
        Term::Target => "target",
        Term::TargetHigh => "target_high",
        Term::Numerator => "numerator",
        Term::Denominator => "denominator",
        Term::ActualLevel => "actual_level",
        Term::TargetLevel => "target_level",
        Term::Percent => "percent",
        Term::ExactScore => "exact_score",
        Term::Score => "score",
        Term::FullScore => "full_score",
        Term::Weight => "weight",
        Term::TotalScore => "total_score",
        Term::TotalFull => "total_full",
        Term::TotalPercent => "total_percent",
        Term::Count => "count",
        Term::Amount => "amount",
        Term::Allocation => "allocation",
        Term::Share => "share",
        Term::Difference => "difference",
    }
}

/// A rule that works in several ways is told with its way: `percent:lower_bounded`.
fn rule_key(rule: Rule) -> String {
    match rule {
        Rule::OverTime(way) => format!("over_time:{}", way.key()),
        Rule::OverUnits(way) => format!("over_units:{}", way.key()),
        Rule::Percent(way) => format!("percent:{}", way.key()),
        Rule::BelowLowest(way) => format!("below_lowest:{}", way.key()),
        Rule::RoundHalfUp(places) => format!("round_half_up:{places}"),
        other => plain_rule_key(other).to_owned(),
    }
}

fn plain_rule_key(rule: Rule) -> &'static str {
    match rule {
        Rule::Reported => "reported",
        Rule::RatioInPercent => "ratio_in_percent",
        Rule::StepsInOrder => "steps_in_order",
        Rule::Linked => "linked",
        Rule::BaseHundred => "base_hundred",
        Rule::ZeroActualIsFull => "zero_actual_is_full",
        Rule::ZeroTargetMet => "zero_target_met",
        Rule::TopBand => "top_band",
        Rule::Between => "between",
        Rule::InBand => "in_band",
        Rule::Capped => "capped",
        Rule::StatusIsScore => "status_is_score",
        Rule::NoDataIsZero => "no_data_is_zero",
        Rule::Sum => "sum",
        Rule::PercentOfFull => "percent_of_full",
        Rule::Weighted => "weighted",
        Rule::ShareOf => "share_of",
        Rule::DifferenceOfShown => "difference_of_shown",
        // These are told with their way.
        Rule::OverTime(_) | Rule::OverUnits(_) | Rule::Percent(_) | Rule::BelowLowest(_) | Rule::RoundHalfUp(_) => "",
    }
}

fn unscorable_key(why: Unscorable) -> &'static str {
    match why {
        Unscorable::NoTarget => "no_target",
        Unscorable::ZeroTarget => "zero_target",
        Unscorable::ZeroBase => "zero_base",
        Unscorable::NotOnScale => "not_on_scale",
        Unscorable::LinkWithoutFigure => "link_without_figure",
        Unscorable::RatioWithoutParts => "ratio_without_parts",
        Unscorable::NotOfUnit => "not_of_unit",
    }
}
