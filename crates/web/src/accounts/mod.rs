//! Accounts (บัญชีผู้ใช้): kept by administrators, those of a unit's officers by its head; one's own password, second factor, sessions and access
//! tokens kept by everybody.
//!
//! A password is never sent back to a page, and the secret of a token is shown once.

mod email;
mod keeping;
mod name;
mod own;
mod page_account;
mod page_accounts;
mod page_factor_rule;
mod picture;
mod reading;
mod second_factor;
mod sessions;

pub(crate) use page_factor_rule::roles_of;
use phaen_app::{AppError, FieldProblem};
use phaen_domain::access::Action;

use crate::components::Field;
use crate::display::Lang;
use crate::rooms::{Permission, Rooms};
use crate::text::Text;

/// The routes of this room.
#[must_use]
pub fn routes(rooms: Rooms) -> Rooms {
    let manage = Permission::Action(Action::ManageUnitAccounts);
    let own = Permission::Action(Action::KeepOwnAccount);
    rooms
        .get("/accounts", Permission::Action(Action::ReadAccounts), page_accounts::show)
        .post("/accounts", manage, page_accounts::create)
        .get("/accounts/{login}", Permission::Action(Action::ReadAccounts), page_account::show)
        .post("/accounts/{login}", manage, page_account::change)
        .post("/accounts/{login}/name", manage, name::change)
        .post("/accounts/{login}/invite", manage, keeping::invite)
        .post("/accounts/{login}/invitations/revoke", manage, keeping::revoke)
        .post("/accounts/{login}/unlock", manage, keeping::unlock)
        .post("/accounts/{login}/sessions/end", manage, keeping::end_sessions)
        .post("/accounts/{login}/second-factor/remove", manage, keeping::remove_factor)
        .get("/second-factor", Permission::Action(Action::ReadKeeping), page_factor_rule::show)
        .post("/second-factor", Permission::Action(Action::ManageAccounts), page_factor_rule::change)
        .get("/account", own, own::show)
        .post("/account/password", own, own::change_password)
        .post("/account/email", own, email::change)
        .post("/account/name", own, name::change_own)
        .get("/account/second-factor", own, second_factor::show)
        .post("/account/second-factor", own, second_factor::confirm)
        .post("/account/second-factor/change", own, second_factor::change)
        .post("/account/tokens", own, own::make_token)
        .post("/account/tokens/{id}/revoke", own, own::revoke_token)
        .post("/account/sessions/end", own, sessions::end_all)
        .post("/account/sessions/end-others", own, sessions::end_others)
        .post("/account/sessions/{handle}/end", own, sessions::end_one)
}

/// Puts the use case's problems beside their fields; gives the error back when it is about no field.
pub(crate) fn beside(t: Text, fields: &mut [Field], error: AppError) -> Result<(), AppError> {
    let AppError::Fields(problems) = error else { return Err(error) };
    let words = |problem: &FieldProblem| if t.display().lang == Lang::Thai { problem.th.clone() } else { problem.en.clone() };
    for problem in &problems {
        let own = fields.iter().position(|field| field.name == problem.field);
        if let Some(field) = own.or(if fields.is_empty() { None } else { Some(0) }).and_then(|place| fields.get_mut(place)) {
            field.errors.push(t.digits(&words(problem)).into_owned());
        }
    }
    Ok(())
}
