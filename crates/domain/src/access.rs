//! Authority, decided in one place: who may do what, and if not, by which rule and who could.
//!
//! Three roles for now; offices, scopes and delegations come with the reporting rounds. Administrators look after accounts and never decide
//! content.

use crate::words::Words;

/// What an account may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Reads everything, writes nothing.
    Viewer,
    /// นักวิเคราะห์นโยบายและแผน: keeps plans and results.
    Analyst,
    /// ผู้ดูแลระบบ: keeps accounts.
    Administrator,
}

/// What may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read plans, results and scorecards.
    ReadPlan,
    /// Read the journal.
    ReadJournal,
    /// Take plans and scorecards out as files.
    Export,
    /// Make books.
    MakeBook,
    /// Bring a workbook in.
    Import,
    /// Make a draft edition of an announced plan.
    AmendPlan,
    /// Change a target in a draft edition.
    SetTarget,
    /// Enter a result in an open round.
    EnterObservation,
    /// Write the texts of a book.
    WriteNarrative,
    /// Create, change and close accounts.
    ManageAccounts,
    /// Keep one's own password and access tokens.
    KeepOwnAccount,
}

impl Words for Role {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Viewer, "viewer", "ผู้อ่านข้อมูล", "Viewer"),
        (Self::Analyst, "analyst", "นักวิเคราะห์นโยบายและแผน", "Policy and plan analyst"),
        (Self::Administrator, "administrator", "ผู้ดูแลระบบ", "Administrator"),
    ];
}

impl Words for Action {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::ReadPlan, "read_plan", "อ่านแผนและผล", "Read plans and results"),
        (Self::ReadJournal, "read_journal", "อ่านบันทึกการตรวจสอบ", "Read the journal"),
        (Self::Export, "export", "ส่งออกข้อมูล", "Export"),
        (Self::MakeBook, "make_book", "จัดทำเล่มรายงาน", "Make books"),
        (Self::Import, "import", "นำเข้าสมุดงานแผน", "Import a plan workbook"),
        (Self::AmendPlan, "amend_plan", "ปรับแผน", "Amend a plan"),
        (Self::SetTarget, "set_target", "แก้ไขค่าเป้าหมาย", "Change a target"),
        (Self::EnterObservation, "enter_observation", "บันทึกผล", "Enter a result"),
        (Self::WriteNarrative, "write_narrative", "เขียนข้อความในเล่ม", "Write the texts of a book"),
        (Self::ManageAccounts, "manage_accounts", "จัดการบัญชีผู้ใช้", "Manage accounts"),
        (Self::KeepOwnAccount, "keep_own_account", "จัดการบัญชีของตนเอง", "Keep one's own account"),
    ];
}

/// Why something may not be done: the action, and the roles that could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// What was asked.
    pub action: Action,
    /// Who could do it.
    pub who_could: Vec<Role>,
}

/// Decides whether a role may do something.
///
/// # Errors
/// [`Denial`] names who could.
pub fn decide(role: Role, action: Action) -> Result<(), Denial> {
    if roles_for(action).contains(&role) { Ok(()) } else { Err(Denial { action, who_could: roles_for(action).to_vec() }) }
}

const fn roles_for(action: Action) -> &'static [Role] {
    match action {
        Action::ReadPlan | Action::ReadJournal | Action::Export | Action::MakeBook | Action::KeepOwnAccount => {
            &[Role::Viewer, Role::Analyst, Role::Administrator]
        }
        Action::Import | Action::AmendPlan | Action::SetTarget | Action::EnterObservation | Action::WriteNarrative => {
            &[Role::Analyst]
        }
        Action::ManageAccounts => &[Role::Administrator],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_of_roles_and_actions_is_this() {
        let letters = |action: Action| {
            let may = |role| if decide(role, action).is_ok() { "x" } else { "-" };
            format!("{:<18}{}{}{}", action.key(), may(Role::Viewer), may(Role::Analyst), may(Role::Administrator))
        };
        let matrix = Action::TABLE.iter().map(|row| letters(row.0)).collect::<Vec<_>>();
        assert_eq!(
            matrix,
            [
                "read_plan         xxx",
                "read_journal      xxx",
                "export            xxx",
                "make_book         xxx",
                "import            -x-",
                "amend_plan        -x-",
                "set_target        -x-",
                "enter_observation -x-",
                "write_narrative   -x-",
                "manage_accounts   --x",
                "keep_own_account  xxx",
            ]
        );
    }

    #[test]
    fn a_denial_says_who_could() {
        let denial = decide(Role::Administrator, Action::SetTarget).unwrap_err();
        assert_eq!(denial.who_could, [Role::Analyst]);
    }
}
