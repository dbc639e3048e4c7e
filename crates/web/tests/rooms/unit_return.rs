//! The return of a unit as its own people meet it: the policy division's of the nine months' round.

use phaen_domain::access::Role;
use phaen_domain::id::{PlanCode, RoundCode};

use crate::doubles::actor;
use crate::support::{self, Answer, Browser, Site};

/// Where the return is.
pub(crate) const HERE: &str = "/returns/LED-2566/R9/กนย.";

/// Opens the round for all units.
pub(crate) fn open_round(site: &Site) {
    let (plan, round) = (PlanCode::new("LED-2566").unwrap(), RoundCode::new("R9").unwrap());
    site.app.open_round(&actor(Role::Analyst), &plan, &round).unwrap();
}

/// A site of its own on which the round is open.
pub(crate) fn opened() -> Site {
    let site = Site::fresh();
    open_round(&site);
    site
}

/// An address of the return as forms write it.
pub(crate) fn encoded(path: &str) -> String {
    support::encoded(&format!("{HERE}{path}"))
}

/// What the form has in a field.
pub(crate) fn stored(browser: &mut Browser<'_>, field: &str) -> String {
    browser.page(HERE).value(&encoded("/save"), field)
}

/// Types one field as the page's script does, having seen this version of it.
pub(crate) fn type_in(browser: &mut Browser<'_>, field: &str, text: &str, seen: &str) -> Answer {
    let key = stored(browser, "form_key");
    let sent = [("form_key", key.as_str()), ("field", field), ("text", text), ("seen", seen)];
    browser.post(&format!("{HERE}/field"), &sent.map(|(name, text)| (name.to_owned(), text.to_owned())))
}

/// Types one field, having seen what is stored.
pub(crate) fn save(browser: &mut Browser<'_>, field: &str, text: &str) -> Answer {
    let seen = stored(browser, &format!("seen:{field}"));
    type_in(browser, field, text, &seen)
}
