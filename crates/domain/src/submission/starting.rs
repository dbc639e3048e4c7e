//! What counts at a round already, by a workbook or an entry of its own, as it would be typed into a return: offered as a start, never taken
//! silently.

use super::{AnswerKind, Field, FieldKey, Fields, Item, ItemKind, is_chosen};
use crate::indicator::Shape;
use crate::observation::{Observation, Reported};
use crate::shown;
use crate::words::Words;

impl Item {
    /// The fields that say what counts already, as far as they are empty. Nothing once the item is answered: an answer is the unit's own.
    #[must_use]
    pub fn starting_with(&self, counts: &Observation, fields: &Fields) -> Vec<(FieldKey, String)> {
        let key = self.key();
        if fields.text(&key, Field::Answer).is_some() {
            return Vec::new();
        }
        let Some(mut texts) = self.figure_of(&counts.reported) else { return Vec::new() };
        texts.extend(counts.narrative.clone().map(|text| (Field::Narrative, text)));
        texts.extend(counts.source.clone().filter(|text| !is_chosen(text)).map(|text| (Field::Source, text)));
        texts.retain(|(field, _)| fields.text(&key, *field).is_none());
        texts.into_iter().map(|(field, text)| (FieldKey { item: key.clone(), field }, text)).collect()
    }

    /// The answer with its figure; none where the figure does not have the shape of the item.
    fn figure_of(&self, reported: &Reported) -> Option<Vec<(Field, String)>> {
        let answer = |kind: AnswerKind| (Field::Answer, kind.key().to_owned());
        let figure = |parts: Vec<(Field, String)>| std::iter::once(answer(AnswerKind::Figure)).chain(parts).collect();
        let parted = matches!(self.kind, ItemKind::Indicator(Shape::Ratio | Shape::Steps));
        Some(match (reported, self.kind) {
            (Reported::Ratio(above, below), ItemKind::Indicator(Shape::Ratio)) => {
                figure(vec![(Field::Numerator, above.to_string()), (Field::Denominator, below.to_string())])
            }
            (Reported::Steps(steps), ItemKind::Indicator(Shape::Steps)) => {
                figure(vec![(Field::Steps, steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(";"))])
            }
            // A status is one of its scale's points, as they are shown.
            (Reported::Value(value), ItemKind::Project) => figure(vec![(Field::Value, shown::decimal(*value))]),
            (Reported::Value(value), _) if !parted => figure(vec![(Field::Value, value.to_string())]),
            (Reported::NoData, _) => vec![answer(AnswerKind::NoData)],
            (Reported::NotApplicable(why), _) => vec![answer(AnswerKind::NotApplicable), (Field::Reason, why.clone())],
            (Reported::NotMeasurable(why), _) => vec![answer(AnswerKind::NotMeasurable), (Field::Reason, why.clone())],
            _ => return None,
        })
    }
}
