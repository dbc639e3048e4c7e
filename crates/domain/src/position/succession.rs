//! Who holds a position after whom.

use jiff::civil::Date;

use super::{Holding, Offices};
use crate::id::PositionCode;

/// What becomes of the times in a position when somebody takes it from a day on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Succession {
    /// Times that end on the day before, with that last day.
    pub ended: Vec<Holding>,
    /// Times that would have begun on that day or later, and never do.
    pub never: Vec<Holding>,
}

impl Offices {
    /// What becomes of the times in a position when somebody takes it from a day on: nobody else holds it on that day or after it.
    #[must_use]
    pub fn succeed(&self, position: &PositionCode, from: Date) -> Succession {
        let reaching = self.holdings.iter().filter(|it| it.position == *position && it.reaches(from)).cloned();
        let (never, ended): (Vec<Holding>, Vec<Holding>) = reaching.partition(|it| it.from >= from);
        let end = |it: Holding| Holding { to: Some(from.yesterday().unwrap_or(from)), ..it };
        Succession { ended: ended.into_iter().map(end).collect(), never }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(id: &str, from: &str, to: Option<&str>) -> Holding {
        let position = PositionCode::new("HEAD").unwrap();
        let day = |text: &str| text.parse().unwrap();
        Holding { id: id.to_owned(), position, account: id.to_owned(), from: day(from), to: to.map(day) }
    }

    #[test]
    fn nobody_else_holds_a_position_once_somebody_takes_it() {
        let other = Holding { position: PositionCode::new("OTHER").unwrap(), ..held("other", "2023-01-01", None) };
        let holdings = vec![
            held("over", "2022-01-01", Some("2023-09-30")),
            held("open", "2022-10-01", None),
            held("ends-later", "2022-10-01", Some("2024-09-30")),
            held("same-day", "2023-10-01", None),
            held("later", "2024-01-01", None),
            other,
        ];
        let offices = Offices { holdings, ..Offices::default() };
        let from: Date = "2023-10-01".parse().unwrap();
        let succession = offices.succeed(&PositionCode::new("HEAD").unwrap(), from);
        let ended = ["open", "ends-later"].map(|id| held(id, "2022-10-01", Some("2023-09-30")));
        assert_eq!(succession.ended, ended);
        assert_eq!(succession.never, [held("same-day", "2023-10-01", None), held("later", "2024-01-01", None)]);
    }
}
