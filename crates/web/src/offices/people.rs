//! How positions and people are named on these pages.

use jiff::civil::Date;
use phaen_app::offices::OfficeBook;
use phaen_domain::access::Office;
use phaen_domain::position::{Delegation, Holding, Position};

use crate::components::{Choice, Tag, Tone};
use crate::display::Lang;
use crate::explain::wording::{name, word};
use crate::text::Text;
use crate::when;

/// Somebody by name and login.
pub(super) fn person(t: Text, book: &OfficeBook, account: &str) -> String {
    book.person(account).map_or_else(|| t.offices_unknown().to_owned(), |it| format!("{} ({})", t.name(&it.name), it.login))
}

/// The people who may be appointed or stand in: those whose account is open.
pub(super) fn people(book: &OfficeBook) -> Vec<Choice> {
    let mut open: Vec<Choice> = book
        .people
        .iter()
        .filter(|(_, it)| !it.closed)
        .map(|(id, it)| Choice::new(id.clone(), format!("{} ({})", it.name, it.login)))
        .collect();
    open.sort_by(|a, b| a.label.cmp(&b.label));
    open
}

/// The name of a position.
pub(super) fn title(t: Text, position: &Position) -> String {
    name(t, &position.name_th, position.name_en.as_ref()).into_owned()
}

/// The unit of a position, or the whole agency.
pub(super) fn unit(t: Text, book: &OfficeBook, position: &Position) -> String {
    let Some(code) = &position.unit else { return t.offices_whole_agency().to_owned() };
    let known = book.units.iter().find(|unit| unit.code == *code);
    known.map_or_else(|| code.to_string(), |unit| name(t, &unit.name_th, unit.name_en.as_ref()).into_owned())
}

/// Who holds a position on a day.
pub(super) fn holders<'b>(book: &'b OfficeBook, position: &Position, day: Date) -> Vec<&'b Holding> {
    book.offices.holdings.iter().filter(|it| it.position == position.code && it.holds_on(day)).collect()
}

/// The orders in force on a day.
pub(super) fn in_force<'b>(book: &'b OfficeBook, position: &Position, day: Date) -> Vec<&'b Delegation> {
    book.offices.delegations.iter().filter(|it| it.position == position.code && it.in_force_on(day)).collect()
}

/// An order as decisions show it: รักษาราชการแทน … ตามคำสั่งที่ ….
pub(super) fn order_title(t: Text, position: &Position, order: &Delegation) -> String {
    let office = Office {
        position: Some(position.code.to_string()),
        name_th: position.name_th.clone(),
        name_en: position.name_en.clone().unwrap_or_else(|| position.name_th.clone()),
        role: position.role,
        unit: position.unit.clone(),
        acting: Some(phaen_domain::access::Acting {
            kind: order.kind,
            order_no: order.order_no.clone(),
            from: order.from,
            to: order.to,
            acts: order.acts.clone(),
        }),
    };
    let told = if t.display().lang == Lang::Thai { office.title_th() } else { office.title_en() };
    t.digits(&told).into_owned()
}

/// From when to when.
pub(super) fn days(t: Text, from: Date, to: Option<Date>) -> String {
    match to {
        Some(to) => t.offices_from_to(when::day(t, from), when::day(t, to)),
        None => t.offices_since(when::day(t, from)),
    }
}

/// What has become of an order.
pub(super) fn order_state(t: Text, order: &Delegation, today: Date) -> Tag {
    if order.revoked_at.is_some() {
        Tag::new(Tone::Refusal, t.offices_order_revoked())
    } else if today < order.from {
        Tag::new(Tone::Information, t.offices_order_later())
    } else if order.to < today {
        Tag::new(Tone::Information, t.offices_order_over())
    } else {
        Tag::new(Tone::Success, t.offices_order_in_force())
    }
}

/// The acts that an order hands over.
pub(super) fn acts(t: Text, order: &Delegation) -> String {
    if order.acts.is_empty() {
        return t.offices_all_acts().to_owned();
    }
    order.acts.iter().map(|act| word(t, *act)).collect::<Vec<_>>().join(", ")
}
