//! Whose accounts somebody may keep: an administrator all, the head of a unit those of its reporting officers.

use super::{Action, Case, Denial, Office, Role, Rule, decide, roles_for};
use crate::id::UnitCode;

/// Decides whether an account of a role and unit may be made, changed, invited or shut out, and gives the office in which it is done.
///
/// The unit comes with those above it. A head keeps nobody of another role, neither in the own unit nor in one below: nobody gives a right
/// that stands above the own.
///
/// # Errors
/// [`Denial`] names the rule and who could.
pub fn keeps_account<'o>(login: &str, offices: &'o [Office], role: Role, unit: &[UnitCode]) -> Result<&'o Office, Denial> {
    if let Ok(office) = decide(login, offices, Action::ManageAccounts, &Case::default()) {
        return Ok(office);
    }
    if role != Role::ReportingOfficer {
        let action = Action::ManageAccounts;
        return Err(Denial { action, rule: Rule::Role, who_could: roles_for(action).to_vec() });
    }
    decide(login, offices, Action::ManageUnitAccounts, &Case { unit, ..Case::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(code: &str) -> UnitCode {
        UnitCode::new(code).unwrap()
    }

    fn keeps(keeper: Role, of: Option<&str>, role: Role, units: &[&str]) -> Result<(), Rule> {
        let units: Vec<UnitCode> = units.iter().map(|code| unit(code)).collect();
        keeps_account("me", &[Office::own(keeper, of.map(unit))], role, &units).map(|_| ()).map_err(|denial| denial.rule)
    }

    #[test]
    fn a_head_keeps_the_officers_of_the_unit_and_of_those_below_it() {
        let (head, officer) = (Role::UnitHead, Role::ReportingOfficer);
        assert_eq!(keeps(head, Some("กนย."), officer, &["กนย."]), Ok(()));
        assert_eq!(keeps(head, Some("กนย."), officer, &["กลุ่มแผน", "กนย."]), Ok(()));
        assert_eq!(keeps(head, Some("กนย."), officer, &["พบ."]), Err(Rule::Unit));
        assert_eq!(keeps(head, Some("กลุ่มแผน"), officer, &["กนย."]), Err(Rule::Unit), "the unit above is not the own");
        assert_eq!(keeps(head, None, officer, &["กนย."]), Err(Rule::Unit));
    }

    #[test]
    fn a_head_gives_no_right_that_stands_above_an_officers() {
        for role in [Role::UnitHead, Role::Analyst, Role::Administrator, Role::Viewer] {
            assert_eq!(keeps(Role::UnitHead, Some("กนย."), role, &["กนย."]), Err(Rule::Role));
        }
    }

    #[test]
    fn an_administrator_keeps_all_and_nobody_else_keeps_any() {
        for role in [Role::ReportingOfficer, Role::UnitHead, Role::Administrator] {
            assert_eq!(keeps(Role::Administrator, None, role, &[]), Ok(()));
            assert_eq!(keeps(Role::HeadOfPolicy, None, role, &["กนย."]), Err(Rule::Role));
            assert_eq!(keeps(Role::ReportingOfficer, Some("กนย."), role, &["กนย."]), Err(Rule::Role));
        }
    }
}
