//! docs/AUTHORITY.md is the matrix of the access rules, written by this test: `PHAEN_WRITE_DOCS=1 cargo test -p phaen-domain --test
//! authority_document` writes it, and without that the document must be what the rules say.

use std::fmt::Write as _;
use std::path::Path;

use phaen_domain::access::{ObjectState, Role, matrix};
use phaen_domain::words::Words;

fn letter(role: Role) -> &'static str {
    match role {
        Role::Viewer => "V",
        Role::ReportingOfficer => "R",
        Role::UnitHead => "U",
        Role::Analyst => "A",
        Role::HeadOfPolicy => "P",
        Role::CommitteeSecretary => "S",
        Role::CommitteeChair => "C",
        Role::Executive => "E",
        Role::DirectorGeneral => "G",
        Role::Auditor => "Au",
        Role::Administrator => "Ad",
    }
}

fn document() -> String {
    let mut out = String::from(
        "# Who may do what, in which state\n\nWritten from `domain/src/access` by its test; do not edit. A role of a unit (R, U) acts for its unit and \
         those below it. Whoever prepared or submitted a return does not endorse or verify it, and whoever endorsed it does not submit it; a stand-in acts by an order with number and dates, \
         within the acts that the order hands over, and never hands them on.\n\n| | role | ตำแหน่ง |\n|---|---|---|\n",
    );
    for (role, _, th, en) in Role::TABLE {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "| {} | {en} | {th} |", letter(*role));
    }
    out.push_str("\n| action | ");
    let roles: Vec<Role> = Role::TABLE.iter().map(|row| row.0).collect();
    out.push_str(&roles.iter().map(|role| letter(*role)).collect::<Vec<_>>().join(" | "));
    out.push_str(" | states |\n|---|");
    out.push_str(&"---|".repeat(roles.len() + 1));
    out.push('\n');
    for row in matrix() {
        let may = roles.iter().map(|role| if row.roles.contains(role) { "●" } else { "" });
        let states = row.states.map_or_else(
            || "any".to_owned(),
            |states| states.iter().copied().map(ObjectState::en).collect::<Vec<_>>().join(", "),
        );
        let _ =
            writeln!(out, "| {} ({}) | {} | {states} |", row.action.en(), row.action.th(), may.collect::<Vec<_>>().join(" | "));
    }
    out
}

#[test]
fn the_document_says_what_the_rules_say() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/AUTHORITY.md");
    if std::env::var_os("PHAEN_WRITE_DOCS").is_some() {
        std::fs::write(&file, document()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap(), document(), "write it again with PHAEN_WRITE_DOCS=1");
}
