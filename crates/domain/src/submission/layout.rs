//! Which fields an item has, in the order in which they are filled in.

use super::{Field, Item, ItemKind};
use crate::indicator::Shape;

/// The fields of the return as a whole.
pub const WHOLE_FIELDS: [Field; 2] = [Field::Problem, Field::NextPlan];

impl Item {
    /// The fields of this item at a round of so many months.
    #[must_use]
    pub fn fields(&self, months: u8) -> Vec<Field> {
        let mut fields = vec![Field::Answer];
        fields.extend_from_slice(match self.kind {
            ItemKind::Indicator(Shape::Ratio) => &[Field::Numerator, Field::Denominator],
            ItemKind::Indicator(Shape::Steps) => &[Field::Steps],
            _ => &[Field::Value],
        });
        fields.extend([Field::Reason, Field::Narrative, Field::Source]);
        if self.has_money {
            fields.extend((1..=months).map(Field::Disbursed));
        }
        if self.kind != ItemKind::ProjectIndicator {
            fields.extend([Field::ProblemCategory, Field::Problem, Field::Remedy, Field::NextPlan]);
        }
        if self.may_propose {
            fields.extend([Field::ProposedValue, Field::ProposedReason, Field::ProposedSource]);
        }
        fields
    }
}
