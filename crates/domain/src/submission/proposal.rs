//! Another figure than the rule's (ค่าที่เสนอแทน): proposed with reason and source, chosen by whoever verifies, and over with its round.

use super::reading::reported;
use super::{Field, Fields, Item};
use crate::number::Decimal;
use crate::observation::Reported;
use crate::words::Words;
use crate::workbook::cell::number;

/// Which of the two figures counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chosen {
    /// The one that is reported, as its rule takes it.
    Rule,
    /// The one that was proposed.
    Proposed,
}

impl Words for Chosen {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Rule, "rule", "ค่าที่รายงาน", "The reported figure"),
        (Self::Proposed, "proposed", "ค่าที่เสนอ", "The proposed figure"),
    ];
}

/// What is proposed for an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The figure.
    pub value: Decimal,
    /// Why.
    pub reason: String,
    /// Where it comes from.
    pub source: String,
}

/// What the source of a chosen proposal says after its own words.
const CHOSEN: &str = "(ผู้ตรวจรับเลือกค่าที่เสนอ ";

impl Proposal {
    /// What is proposed for an item, where something is.
    #[must_use]
    pub fn of(item: &Item, fields: &Fields) -> Option<Self> {
        let key = item.key();
        let text = fields.text(&key, Field::ProposedValue).filter(|_| item.may_propose)?;
        let words = |field| fields.text(&key, field).unwrap_or_default().to_owned();
        Some(Self { value: number(text).ok()?, reason: words(Field::ProposedReason), source: words(Field::ProposedSource) })
    }

    /// The source of the figure once it is chosen: both figures stay together wherever it is shown, on pages, in sheets, in frozen records.
    #[must_use]
    pub fn chosen_source(&self, rule: &str) -> String {
        let Self { value, reason, source } = self;
        format!("{source} {CHOSEN}{value} แทนค่าที่รายงาน {rule} เพราะ{reason})")
    }
}

/// Whether the source of a figure says that it was chosen in the place of the rule's.
#[must_use]
pub fn is_chosen(source: &str) -> bool {
    source.contains(CHOSEN)
}

/// What goes on from an earlier round: a proposed figure ends with its round, the rule's goes on. `fields` are what was typed there, `before`
/// what had been reported before that round, `counted` what counted.
#[must_use]
pub fn lasting(item: &Item, fields: &Fields, before: Option<&Reported>, counted: &Reported) -> Reported {
    let proposed = Proposal::of(item, fields).map(|it| Reported::Value(it.value));
    if proposed.as_ref() != Some(counted) {
        return counted.clone();
    }
    reported(item, fields, before).unwrap_or_else(|_| counted.clone())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::id::IndicatorCode;
    use crate::indicator::Shape;
    use crate::observation::Subject;
    use crate::submission::{Entry, FieldKey, ItemKind};

    fn item() -> Item {
        let subject = Subject::Indicator(IndicatorCode::new("K01").unwrap());
        Item {
            subject,
            unit: None,
            kind: ItemKind::Indicator(Shape::Value),
            evidence_required: true,
            may_propose: true,
            has_money: false,
        }
    }

    fn typed(texts: &[(Field, &str)]) -> Fields {
        let entry = |text: &str| Entry { text: text.to_owned(), version: 1, by: "o".to_owned(), at: Timestamp::UNIX_EPOCH };
        Fields(texts.iter().map(|(f, t)| (FieldKey::of(item().subject, *f), entry(t))).collect())
    }

    fn value(text: &str) -> Reported {
        Reported::Value(Decimal::parse(text).unwrap())
    }

    #[test]
    fn a_proposed_figure_ends_with_its_round_and_the_rules_goes_on() {
        let fields = typed(&[(Field::Answer, "figure"), (Field::Value, "4"), (Field::ProposedValue, "9")]);
        assert_eq!(lasting(&item(), &fields, None, &value("9")), value("4"));
        assert_eq!(lasting(&item(), &fields, None, &value("4")), value("4"), "the rule's was chosen");
        assert_eq!(lasting(&item(), &fields, None, &value("7")), value("7"), "what was entered later stands");
    }

    #[test]
    fn no_change_beside_a_proposed_figure_goes_on_as_what_was_before_it() {
        let fields = typed(&[(Field::Answer, "no_change"), (Field::ProposedValue, "9")]);
        assert_eq!(lasting(&item(), &fields, Some(&value("3")), &value("9")), value("3"));
        assert_eq!(lasting(&item(), &fields, None, &value("9")), value("9"), "nothing else is known");
    }

    #[test]
    fn where_parts_are_added_nothing_is_proposed() {
        let fields = typed(&[(Field::ProposedValue, "9")]);
        assert!(Proposal::of(&item(), &fields).is_some());
        assert_eq!(Proposal::of(&Item { may_propose: false, ..item() }, &fields), None);
    }

    #[test]
    fn a_chosen_figure_says_so_in_its_source() {
        let fields = typed(&[(Field::ProposedValue, "9"), (Field::ProposedReason, "นับใหม่"), (Field::ProposedSource, "ระบบ ก")]);
        let source = Proposal::of(&item(), &fields).unwrap().chosen_source("4");
        assert_eq!(source, "ระบบ ก (ผู้ตรวจรับเลือกค่าที่เสนอ 9 แทนค่าที่รายงาน 4 เพราะนับใหม่)");
        assert!(is_chosen(&source) && !is_chosen("ระบบ ก"));
    }
}
