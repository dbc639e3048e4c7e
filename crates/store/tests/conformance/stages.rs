//! Reminders to those who verify, compile and endorse a round, on both engines: by the days of the deadline rules and the agency's ladder.

use phaen_app::returns::Verification;
use phaen_app::rounds::Order;
use phaen_domain::access::Role;
use phaen_domain::id::UnitCode;
use phaen_domain::notice::NoticeKind;
use phaen_store::Engine;

use crate::findings::compile;
use crate::notices::{Scene, UNIT};
use crate::on_both_engines;
use crate::returns::{fill_in, key, version};
use crate::samples::{plan_code, round_code};
use crate::use_cases::LED;

on_both_engines!(
    who_is_late_to_verify_and_to_compile_is_reminded_by_the_day_of_the_rules,
    a_compiled_round_is_reminded_of_until_it_is_endorsed_and_a_reopened_one_has_the_day_of_its_order,
);

/// What was told of stages, without the days of returns: the kind and which step of the ladder.
fn told(scene: &Scene, role: Role) -> Vec<(NoticeKind, String)> {
    use NoticeKind as N;
    let stages = [N::VerifyDue, N::VerifyOverdue, N::CompileDue, N::CompileOverdue, N::EndorseDue, N::EndorseOverdue];
    scene.told(role).into_iter().filter(|(kind, _)| stages.contains(kind)).collect()
}

fn on(scene: &Scene, day: &str) {
    scene.at(&format!("{day}T02:00:00Z"));
    scene.app.run_errands().unwrap();
    scene.node().run_errands().unwrap();
}

fn submit(scene: &Scene) {
    let (app, officer) = (&scene.app, scene.who(Role::ReportingOfficer));
    fill_in(app, UNIT, "2");
    app.propose_return(&officer, &key(UNIT), version(app, UNIT)).unwrap();
    app.endorse_return(&scene.who(Role::UnitHead), &key(UNIT), version(app, UNIT)).unwrap();
    app.submit_return(&officer, &key(UNIT), version(app, UNIT)).unwrap();
}

fn some(of: &[(NoticeKind, &str)]) -> Vec<(NoticeKind, String)> {
    of.iter().map(|(kind, facts)| (*kind, (*facts).to_owned())).collect()
}

fn who_is_late_to_verify_and_to_compile_is_reminded_by_the_day_of_the_rules(engine: Engine) {
    use NoticeKind as N;
    let scene = Scene::on(engine);
    scene.open();
    on(&scene, "2023-08-03");
    assert_eq!(told(&scene, Role::Analyst), []);
    on(&scene, "2023-08-04");
    let soon = some(&[(N::CompileDue, "2023-08-19|-15")]);
    assert_eq!(told(&scene, Role::Analyst), soon, "45 days after the units' day, and nothing waits to be verified");
    submit(&scene);
    on(&scene, "2023-08-12");
    let soon = some(&[(N::VerifyDue, "2023-08-19|-7"), (N::CompileDue, "2023-08-19|-15")]);
    assert_eq!((told(&scene, Role::Analyst), told(&scene, Role::HeadOfPolicy)), (soon.clone(), soon), "verifying comes first");
    assert_eq!((told(&scene, Role::Executive), told(&scene, Role::UnitHead)), (vec![], vec![]));
    on(&scene, "2023-08-20");
    let over = |role| told(&scene, role).into_iter().filter(|(kind, _)| matches!(kind, N::VerifyOverdue | N::CompileOverdue));
    let over = |role| over(role).collect::<Vec<_>>();
    let first = some(&[(N::VerifyOverdue, "2023-08-19|1"), (N::CompileOverdue, "2023-08-19|1")]);
    assert_eq!((over(Role::Analyst), over(Role::HeadOfPolicy)), (first.clone(), first.clone()));
    on(&scene, "2023-08-22");
    assert_eq!((over(Role::Analyst), over(Role::HeadOfPolicy).len()), (first, 4), "the head of the group is told a second time");
    assert_eq!(over(Role::DirectorGeneral), []);
    on(&scene, "2023-09-03");
    let list = some(&[(N::VerifyOverdue, "2023-08-19|15"), (N::CompileOverdue, "2023-08-19|15")]);
    assert_eq!(over(Role::DirectorGeneral), list);
    let units = vec![(UnitCode::new(UNIT).unwrap(), version(&scene.app, UNIT))];
    let command = Verification { plan: plan_code(LED), round: round_code("R9"), units, chosen: [].into() };
    scene.app.verify_returns(&scene.who(Role::Analyst), &command).unwrap();
    on(&scene, "2023-10-03");
    assert_eq!(over(Role::Analyst).len(), 2, "nothing new comes later");
}

fn a_compiled_round_is_reminded_of_until_it_is_endorsed_and_a_reopened_one_has_the_day_of_its_order(engine: Engine) {
    use NoticeKind as N;
    let scene = Scene::on(engine);
    scene.open();
    let (app, plan, round) = (&scene.app, plan_code(LED), round_code("R9"));
    let (policy, executive) = (scene.who(Role::HeadOfPolicy), scene.who(Role::Executive));
    scene.at("2023-08-16T02:00:00Z");
    compile(app, &policy, &plan, &round);
    on(&scene, "2023-08-17");
    let soon = some(&[(N::EndorseDue, "2023-08-24|-7")]);
    assert_eq!((told(&scene, Role::Executive), told(&scene, Role::Analyst)), (soon.clone(), vec![]), "five days after compiling");
    on(&scene, "2023-08-25");
    let over = some(&[(N::EndorseDue, "2023-08-24|-7"), (N::EndorseOverdue, "2023-08-24|1")]);
    assert_eq!((told(&scene, Role::Executive), told(&scene, Role::HeadOfPolicy)), (over.clone(), vec![]));
    on(&scene, "2023-08-31");
    let group = some(&[(N::EndorseOverdue, "2023-08-24|7")]);
    assert_eq!((told(&scene, Role::HeadOfPolicy), told(&scene, Role::Analyst)), (group.clone(), group), "who could ask for it");
    app.endorse_round(&executive, &plan, &round).unwrap();
    on(&scene, "2023-09-30");
    assert_eq!(told(&scene, Role::Executive), over);
    app.freeze_round(&policy, &plan, &round).unwrap();
    let reason = "แก้ผล".to_owned();
    let order = Order { reason, document_no: Some("ยธ 1".to_owned()), expires_on: Some("2023-12-01".parse().unwrap()) };
    app.reopen_round(&scene.who(Role::DirectorGeneral), &plan, &round, &order).unwrap();
    on(&scene, "2023-10-20");
    assert!(told(&scene, Role::HeadOfPolicy).iter().all(|(kind, _)| *kind == N::EndorseOverdue), "no day of the rules any more");
}
