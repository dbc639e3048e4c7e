//! What a round tells of itself when it is printed, on both engines: what a second revision restates and by which order, and who had more
//! time. The first revision is printed as it was.

use jiff::civil::date;
use phaen_app::paper::{Paper, Wanted};
use phaen_app::rounds::{Extend, Order};
use phaen_app::{App, AppError};
use phaen_domain::access::Role;
use phaen_domain::figure::of_scorecard;
use phaen_domain::words::Words;
use phaen_store::Engine;

use crate::findings::compile;
use crate::on_both_engines;
use crate::returns::{analyst, fill_in, key, open, plan, round, submit, verify, version, who};
use crate::use_cases::{LED, with_led};
use crate::verifying::{explain_of, put, send_back, settle};

on_both_engines!(each_revision_is_printed_as_it_was_frozen_with_what_it_restates,);

const UNIT: &str = "กนย.";
const K01: &str = "indicator:K01/actual";

fn paper(app: &App, revision: Option<u32>) -> Result<Paper, AppError> {
    app.paper_of(&who(Role::Viewer, None), Wanted { plan: LED, edition: None, round: "R9", revision })
}

fn k01(paper: &Paper) -> String {
    let figures = of_scorecard(&paper.round.plan, &paper.round.scorecard);
    figures.into_iter().find(|it| it.id.as_str() == K01).unwrap().shown
}

fn more_time(app: &App, unit: &str, day: i8) {
    let more =
        Extend {
            key: key(unit), seen_version: version(app, unit), due_on: date(2023, 7, day), reason: "น้ำท่วม".to_owned()
        };
    app.extend_due(&who(Role::HeadOfPolicy, None), &more).unwrap();
}

fn extended(paper: &Paper) -> Vec<(String, String, String)> {
    let told = paper.history.extensions.iter();
    told.map(|it| (it.unit.to_string(), it.from.to_string(), it.to.to_string())).collect()
}

fn freeze(app: &App) {
    compile(app, &analyst(), &plan(), &round());
    app.endorse_round(&who(Role::Executive, None), &plan(), &round()).unwrap();
    app.freeze_round(&who(Role::HeadOfPolicy, None), &plan(), &round()).unwrap();
}

fn each_revision_is_printed_as_it_was_frozen_with_what_it_restates(engine: Engine) {
    let (_fresh, _store, app) = with_led(engine);
    open(&app);
    more_time(&app, UNIT, 10);
    fill_in(&app, UNIT, "2");
    submit(&app, UNIT);
    verify(&app, &analyst(), &[UNIT]).unwrap();
    assert!(matches!(paper(&app, Some(1)), Err(AppError::NotFound { kind: "revision", .. })), "nothing is frozen");
    freeze(&app);
    let order =
        Order {
            reason: "แก้ไขผล".to_owned(), document_no: Some("ยธ 1/2566".to_owned()), expires_on: Some(date(2030, 8, 31))
        };
    app.reopen_round(&who(Role::DirectorGeneral, None), &plan(), &round(), &order).unwrap();
    let open = paper(&app, None).unwrap();
    assert!(open.round.snapshot.is_none() && open.newest.is_none());
    let [it] = open.history.reopened.as_slice() else { panic!("{:?}", open.history) };
    assert_eq!((it.revision, &it.restated), (2, &None), "it is not frozen again");
    more_time(&app, "พบ.", 14);
    send_back(&app, UNIT).unwrap();
    put(&app, UNIT, "indicator:K01:value", "4");
    settle(&app, UNIT);
    explain_of(&app, UNIT);
    submit(&app, UNIT);
    verify(&app, &analyst(), &[UNIT]).unwrap();
    freeze(&app);

    let own = (UNIT.to_owned(), "2023-07-05".to_owned(), "2023-07-10".to_owned());
    let first = paper(&app, Some(1)).unwrap();
    assert_eq!((k01(&first).as_str(), first.newest.as_ref().map(|it| it.revision)), ("2", Some(2)));
    assert_eq!((extended(&first), first.history.reopened.len()), (vec![own.clone()], 0), "what came later is not its own");
    for revision in [None, Some(2)] {
        let second = paper(&app, revision).unwrap();
        assert_eq!((k01(&second).as_str(), &second.newest), ("4", &None));
        assert_eq!(extended(&second), [own.clone(), ("พบ.".to_owned(), "2023-07-05".to_owned(), "2023-07-14".to_owned())]);
        let [it] = second.history.reopened.as_slice() else { panic!("{:?}", second.history) };
        let order = it.order.as_ref().unwrap();
        assert_eq!((it.revision, order.document_no.as_deref(), order.reason.as_deref()), (2, Some("ยธ 1/2566"), Some("แก้ไขผล")));
        assert_eq!(order.office, Role::DirectorGeneral.th());
        let restated = it.restated.as_ref().unwrap();
        let k01 = restated.iter().find(|it| it.id.as_str() == K01).unwrap();
        assert_eq!((k01.before.as_deref(), k01.after.as_deref()), (Some("2"), Some("4")));
        assert!(restated.iter().all(|it| it.before != it.after));
    }
    assert!(matches!(paper(&app, Some(3)), Err(AppError::NotFound { kind: "revision", .. })));
}
