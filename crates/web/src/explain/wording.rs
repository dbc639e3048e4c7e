//! The words of rules, terms and refusals to score: each rule of the domain is put into words once, here, for pages and for the API.

use std::borrow::Cow;

use phaen_domain::number::Decimal;
use phaen_domain::plan::{AgencyPlan, TotalRule};
use phaen_domain::scoring::{Actual, IndicatorScore, Rule, Term, Unscorable};
use phaen_domain::shown;
use phaen_domain::words::Words;

use crate::display::{Digits, Display, Lang};
use crate::text::Text;

/// The same words in Thai and in English, with Arabic digits: what programs are told.
#[must_use]
pub fn both<W: Into<String>>(words: impl Fn(Text) -> W) -> [String; 2] {
    [Lang::Thai, Lang::English].map(|lang| words(Text::new(Display { lang, digits: Digits::Arabic })).into())
}

/// The word of an enumeration's member in the reader's language and digits.
#[must_use]
pub fn word<W: Words>(t: Text, member: W) -> String {
    let word = if t.display().lang == Lang::Thai { member.th() } else { member.en() };
    t.digits(word).into_owned()
}

/// The name of a thing in the reader's language, where it has one there, and in the reader's digits.
///
/// What belongs to the plan is shown in the reader's digits wherever it is read: names, printed numbers and targets, definitions, notes,
/// sources. What people report or remark in sentences (narratives, reasons, remarks, problems) is shown letter for letter as they typed
/// it, see [`crate::components::rich`]; and nothing that is stored, edited or sent out to programs is turned at all.
#[must_use]
pub fn name<'a>(t: Text, thai: &'a str, english: Option<&'a String>) -> Cow<'a, str> {
    match (t.display().lang, english) {
        (Lang::English, Some(english)) => t.digits(english),
        _ => t.digits(thai),
    }
}

/// A name with its printed number before it, both in the reader's digits.
#[must_use]
pub fn numbered(t: Text, number: Option<&String>, name: impl AsRef<str>) -> String {
    let name = t.digits(name.as_ref());
    number.map_or_else(|| name.clone().into_owned(), |number| format!("{} {name}", t.digits(number)))
}

/// What a node or indicator weighs in its plan, as words; none in a plan whose total has no weights.
#[must_use]
pub fn weighing(t: Text, plan: &AgencyPlan, weight: Option<Decimal>) -> Option<String> {
    let weight = weight.filter(|_| plan.plan.total_rule == TotalRule::WeightedAverage)?;
    Some(t.plan_weight(t.digits(&shown::decimal(weight))))
}

/// What a line of a working gives.
#[must_use]
pub fn term(t: Text, term: Term) -> &'static str {
    match term {
        Term::Actual => t.term_actual(),
        Term::Target => t.term_target(),
        Term::TargetHigh => t.term_target_high(),
        Term::Numerator => t.term_numerator(),
        Term::Denominator => t.term_denominator(),
        Term::ActualLevel => t.term_actual_level(),
        Term::TargetLevel => t.term_target_level(),
        Term::Percent => t.term_percent(),
        Term::ExactScore => t.term_exact_score(),
        Term::Score => t.term_score(),
        Term::FullScore => t.term_full_score(),
        Term::Weight => t.term_weight(),
        Term::TotalScore => t.term_total_score(),
        Term::TotalFull => t.term_total_full(),
        Term::TotalPercent => t.term_total_percent(),
        Term::Count => t.term_count(),
        Term::Amount => t.term_amount(),
        Term::Allocation => t.term_allocation(),
        Term::Share => t.term_share(),
        Term::Difference => t.term_difference(),
    }
}

/// The rule by which a line follows.
#[must_use]
pub fn rule(t: Text, rule: Rule) -> String {
    match rule {
        Rule::OverTime(how) => t.rule_over_time(word(t, how)),
        Rule::OverUnits(how) => t.rule_over_units(word(t, how)),
        Rule::Percent(how) => t.rule_percent(word(t, how)),
        Rule::BelowLowest(how) => t.rule_below_lowest(word(t, how)),
        Rule::RoundHalfUp(places) => t.rule_round_half_up(t.count(places.into())),
        other => plain_rule(t, other).to_owned(),
    }
}

fn plain_rule(t: Text, rule: Rule) -> &'static str {
    match rule {
        Rule::Reported => t.rule_reported(),
        Rule::RatioInPercent => t.rule_ratio_in_percent(),
        Rule::StepsInOrder => t.rule_steps_in_order(),
        Rule::Linked => t.rule_linked(),
        Rule::BaseHundred => t.rule_base_hundred(),
        Rule::ZeroActualIsFull => t.rule_zero_actual_is_full(),
        Rule::ZeroTargetMet => t.rule_zero_target_met(),
        Rule::TopBand => t.rule_top_band(),
        Rule::Between => t.rule_between(),
        Rule::InBand => t.rule_in_band(),
        Rule::Capped => t.rule_capped(),
        Rule::StatusIsScore => t.rule_status_is_score(),
        Rule::NoDataIsZero => t.rule_no_data_is_zero(),
        Rule::Sum => t.rule_sum(),
        Rule::PercentOfFull => t.rule_percent_of_full(),
        Rule::Weighted => t.rule_weighted(),
        Rule::ShareOf => t.rule_share_of(),
        Rule::DifferenceOfShown => t.rule_difference_of_shown(),
        // These carry how they work and were put into words before.
        Rule::OverTime(_) | Rule::OverUnits(_) | Rule::Percent(_) | Rule::BelowLowest(_) | Rule::RoundHalfUp(_) => "",
    }
}

/// Why an indicator has no score, or why it has none although it stays in the total.
#[must_use]
pub fn why(t: Text, score: &IndicatorScore) -> Option<String> {
    if let Some(why) = score.unscorable {
        return Some(unscorable(t, why).to_owned());
    }
    match &score.actual {
        Actual::NotApplicable(reason) => Some(t.why_not_applicable(reason)),
        Actual::NotMeasurable(reason) => Some(t.why_not_measurable(reason)),
        Actual::NoData if score.placed.is_some() => Some(t.why_no_data().to_owned()),
        _ => None,
    }
}

/// Why no score follows from a result.
#[must_use]
pub fn unscorable(t: Text, why: Unscorable) -> &'static str {
    match why {
        Unscorable::NoTarget => t.why_no_target(),
        Unscorable::ZeroTarget => t.why_zero_target(),
        Unscorable::ZeroBase => t.why_zero_base(),
        Unscorable::NotOnScale => t.why_not_on_scale(),
        Unscorable::LinkWithoutFigure => t.why_link_without_figure(),
        Unscorable::RatioWithoutParts => t.why_ratio_without_parts(),
        Unscorable::NotOfUnit => t.why_not_of_unit(),
    }
}
