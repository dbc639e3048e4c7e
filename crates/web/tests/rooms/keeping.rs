//! Keeping accounts with an office that is borrowed, held beside another, or that no longer reaches.

use axum::http::StatusCode;
use phaen_app::offices::{Appoint, SavePosition};
use phaen_domain::access::{ActingKind, Role};
use phaen_domain::id::PositionCode;
use phaen_domain::position::{Delegation, Position};

use crate::doubles::actor;
use crate::support::{Site, Who};

fn id_of(site: &Site, login: &str) -> String {
    let all = site.app.accounts(&actor(Role::Administrator)).unwrap();
    all.into_iter().find(|it| it.login == login).unwrap().id
}

/// Makes a position of the agency.
fn position(site: &Site, code: &str, role: Role) -> PositionCode {
    let code = PositionCode::new(code).unwrap();
    let (name_th, name_en, unit) = (format!("ตำแหน่ง {code}"), None, None);
    let position = Position { code: code.clone(), name_th, name_en, role, unit, closed: false, version: 0 };
    site.app.save_position(&actor(Role::Administrator), &SavePosition { position }).unwrap();
    code
}

fn appoint(site: &Site, position: &PositionCode, login: &str, from: &str) {
    let appoint = Appoint { position: position.clone(), account: id_of(site, login), from: from.parse().unwrap() };
    site.app.appoint(&actor(Role::Administrator), &appoint).unwrap();
}

fn order(site: &Site, position: &PositionCode, login: &str, from: &str) {
    let order = Delegation {
        id: String::new(),
        position: position.clone(),
        account: id_of(site, login),
        kind: ActingKind::ActingFor,
        order_no: "123/2566".to_owned(),
        from: from.parse().unwrap(),
        to: "2023-12-31".parse().unwrap(),
        acts: Vec::new(),
        reason: "ไปราชการ".to_owned(),
        recorded_by: String::new(),
        revoked_at: None,
    };
    site.app.delegate(&actor(Role::Administrator), &order).unwrap();
}

#[test]
fn who_stands_in_for_an_administrator_gives_themselves_no_role() {
    let site = Site::fresh();
    order(&site, &position(&site, "ADM", Role::Administrator), "viewer", "2023-10-01");
    let mut viewer = site.browser(Who::Viewer);
    let form = viewer.page("/accounts/viewer");
    let answer = viewer.submit(&form, "/accounts/viewer", &[("role", "administrator")]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains("เปลี่ยนบทบาทหรือหน่วยงานของตนเอง"), "{}", answer.words());
}

#[test]
fn a_policy_head_who_holds_an_administrators_position_changes_their_address_there() {
    let site = Site::fresh();
    site.make_if_new(Who::PolicyHead);
    appoint(&site, &position(&site, "ADM", Role::Administrator), "policy", "2023-10-01");
    let mut policy = site.browser(Who::PolicyHead);
    let form = policy.page("/accounts/policy");
    let answer = policy.submit(&form, "/accounts/policy", &[("email", "policy@example.go.th")]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
}

#[test]
fn a_head_keeps_no_officer_who_is_to_take_a_higher_office() {
    let site = Site::fresh();
    let mut head = site.browser(Who::Head);
    site.make_if_new(Who::Officer);
    assert_eq!(head.get("/accounts/officer").status, StatusCode::OK);
    order(&site, &position(&site, "POLICY", Role::HeadOfPolicy), "officer", "2023-11-01");
    assert_eq!(head.get("/accounts/officer").status, StatusCode::FORBIDDEN);
}

/// Gives the officer another office.
type Take = fn(&Site, &PositionCode);

#[test]
fn a_link_of_a_keeper_ends_when_its_account_takes_another_office() {
    let position_of = |site: &Site| position(site, "POLICY", Role::HeadOfPolicy);
    let takes: [(&str, Take); 3] = [
        ("holds", |site, code| appoint(site, code, "officer", "2023-11-01")),
        ("stands in", |site, code| order(site, code, "officer", "2023-11-01")),
        ("is of another role", |site, _| {
            let mut administrator = site.browser(Who::Administrator);
            let form = administrator.page("/accounts/officer");
            let changed = administrator.submit(&form, "/accounts/officer", &[("role", "analyst"), ("unit", "")]);
            assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.words());
        }),
    ];
    for (what, take) in takes {
        let site = Site::fresh();
        site.make_if_new(Who::Officer);
        let code = position_of(&site);
        let mut head = site.browser(Who::Head);
        let page = head.page("/accounts/officer");
        let link = head.submit(&page, "/accounts/officer/invite", &[]).words_at("#link");
        let opens = || site.browser(Who::Nobody).get(link.trim_start_matches("http://plan.example")).status;
        assert_eq!(opens(), StatusCode::OK);
        take(&site, &code);
        assert_eq!(opens(), StatusCode::GONE, "{what}");
    }
}

#[test]
fn a_link_of_a_keeper_ends_when_the_position_of_its_account_becomes_another() {
    let site = Site::fresh();
    site.make_if_new(Who::Officer);
    let officers = Position {
        code: PositionCode::new("OFFICER").unwrap(),
        name_th: "ผู้รายงานผล".to_owned(),
        name_en: None,
        role: Role::ReportingOfficer,
        unit: Some(phaen_domain::id::UnitCode::new("กนย.").unwrap()),
        closed: false,
        version: 0,
    };
    let administrator = actor(Role::Administrator);
    site.app.save_position(&administrator, &SavePosition { position: officers.clone() }).unwrap();
    appoint(&site, &officers.code, "officer", "2023-10-01");
    let mut head = site.browser(Who::Head);
    let page = head.page("/accounts/officer");
    let link = head.submit(&page, "/accounts/officer/invite", &[]).words_at("#link");
    let policy = Position { role: Role::HeadOfPolicy, unit: None, version: 1, ..officers };
    site.app.save_position(&administrator, &SavePosition { position: policy }).unwrap();
    assert_eq!(site.browser(Who::Nobody).get(link.trim_start_matches("http://plan.example")).status, StatusCode::GONE);
}

#[test]
fn an_administrator_invites_and_appoints_in_either_order() {
    let site = Site::fresh();
    let code = position(&site, "POLICY", Role::HeadOfPolicy);
    let link = site.app.invite(&actor(Role::Administrator), "viewer").unwrap();
    appoint(&site, &code, "viewer", "2023-11-01");
    assert_eq!(site.app.invited(&link.secret).unwrap().login, "viewer");
}

#[test]
fn a_link_leads_to_the_address_that_the_program_was_told() {
    let site = Site::fresh().with_app(|app| app.with_site(Some("https://plan.example.go.th/".to_owned())));
    let mut administrator = site.browser(Who::Administrator);
    let page = administrator.page("/accounts/viewer");
    let link = administrator.submit(&page, "/accounts/viewer/invite", &[]).words_at("#link");
    assert!(link.starts_with("https://plan.example.go.th/invitation/"), "{link}");
}
