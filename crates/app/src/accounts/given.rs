//! What is given for an account: its login, its name, its address, its unit.

use phaen_domain::access::Role;
use phaen_domain::id::UnitCode;
use phaen_domain::visible::is_unshowable;

use crate::error::{AppError, FieldProblem};
use crate::ports::Writing;

/// Names by which the journal calls programs of ours; no person is called so.
const OF_PROGRAMS: [&str; 3] = ["command-line", "demonstration", super::locking::LOCK];

/// Refuses a login or a name that cannot be one.
pub(super) fn check_names(login: &str, name: &str) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
    if login.len() < 3 || login.len() > 40 || !login.chars().all(allowed) {
        problems.push(FieldProblem::new(
            "login",
            "ชื่อบัญชีใช้ a–z 0–9 . - _ ยาว 3–40 ตัวอักษร",
            "A login has 3 to 40 of a–z 0–9 . - _",
        ));
    } else if OF_PROGRAMS.contains(&login) {
        problems.push(FieldProblem::new("login", "ระบบใช้ชื่อบัญชีนี้เอง กรุณาใช้ชื่ออื่น", "The system itself is called so; choose another"));
    }
    problems.extend(name_problem(name));
    if problems.is_empty() { Ok(()) } else { Err(AppError::Fields(problems)) }
}

/// The name shown of somebody.
pub(super) fn name(given: &str) -> Result<String, AppError> {
    name_problem(given).map_or_else(|| Ok(given.trim().to_owned()), |problem| Err(AppError::Fields(vec![problem])))
}

fn name_problem(name: &str) -> Option<FieldProblem> {
    let name = name.trim();
    let wrong = name.is_empty() || name.chars().count() > 200 || name.chars().any(|c| c.is_control() || is_unshowable(c));
    wrong.then(|| {
        let th = "กรุณาระบุชื่อที่แสดง ไม่เกิน 200 ตัวอักษร ในบรรทัดเดียว";
        FieldProblem::new("name", th, "Give the name shown, up to 200 characters in one line")
    })
}

/// A mail address, or none; what can be no address is refused.
pub(super) fn email(given: Option<&str>) -> Result<Option<String>, AppError> {
    let Some(given) = given.filter(|given| !given.trim().is_empty()) else { return Ok(None) };
    let wrong = || {
        let th = "ที่อยู่อีเมลไม่ถูกต้อง ระบุเช่น somchai@led.mail.go.th หรือเว้นว่างหากไม่รับอีเมล";
        let en = "Not a mail address; write it as name@office.go.th, or leave it empty";
        AppError::Fields(vec![FieldProblem::new("email", th, en)])
    };
    phaen_domain::notice::mail_address(given).map(Some).ok_or_else(wrong)
}

/// A unit's role needs its unit, and an agency's role has none.
pub(super) fn unit_fits(tx: &mut dyn Writing, role: Role, unit: Option<&UnitCode>) -> Result<(), AppError> {
    let refused = |th, en| Err(AppError::Fields(vec![FieldProblem::new("unit", th, en)]));
    match unit {
        None if role.is_of_a_unit() => refused("สิทธินี้เป็นของหน่วยงาน กรุณาเลือกหน่วยงาน", "This role is a unit's; choose the unit"),
        Some(_) if !role.is_of_a_unit() => {
            refused("สิทธินี้ดูแลทั้งส่วนราชการ ไม่ต้องเลือกหน่วยงาน", "This role is the agency's; leave the unit empty")
        }
        Some(unit) if !tx.units()?.iter().any(|it| it.code == *unit) => {
            refused("ไม่พบหน่วยงานนี้ กรุณาเลือกจากรายการ", "There is no such unit; choose one of the list")
        }
        _ => Ok(()),
    }
}
