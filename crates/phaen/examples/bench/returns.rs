//! Reporting rounds: submits against bare durable commits, statements of a verification, 3,300 results verified with their totals, and the
//! page of a unit's return.

use std::collections::BTreeMap;
use std::thread;
use std::time::Instant;

use phaen::outside::application;
use phaen_app::returns::{ExplainFinding, SaveField, SentBack, Verification};
use phaen_app::{Actor, App};
use phaen_domain::access::{Office as Held, Role};
use phaen_domain::id::UnitCode;
use phaen_domain::observation::{Observation, Reported, Subject};
use phaen_domain::shown;
use phaen_domain::submission::{Field, FieldKey, SubmissionKey};
use phaen_web::site::site;
use tokio::runtime::Runtime;

use crate::generator::{INDICATORS, PLAN, UNITS};
use crate::measure::{TURNS, in_turns};
use crate::office::Office;
use crate::pages::{against_bare, ask, log_to_nowhere, serve};
use crate::place::{analyst, directory};
use crate::reporting::{self, ROUND};
use crate::score::{self, Figure, Figures};
use crate::table::{Aim, Line, Shown};
use crate::writes::bare;

/// Clients at once.
const CLIENTS: usize = 16;
/// Returns of one verification: with thirty figures each they are at least 500 results.
const BATCH: usize = 17;
/// Turns in which all are verified; each prepares 110 returns again.
const WHOLE: usize = 3;

/// The agency with every return filled in.
struct Desk {
    office: Office,
    app: App,
    units: Vec<UnitCode>,
    results: Vec<Vec<Observation>>,
}

pub(crate) fn lines() -> Vec<Line> {
    log_to_nowhere();
    let directory = directory();
    let office = Office::open(&format!("sqlite:{}", directory.path().join("bench.db").display()), UNITS);
    let app = application(office.store.clone());
    let units = office.plan.units.iter().map(|unit| unit.code.clone()).collect();
    let desk = Desk { office, app, units, results: reporting::results(UNITS) };
    desk.fill_in();
    let mut lines: Vec<Line> = [1, CLIENTS].map(|clients| desk.submits(clients)).into();
    lines.extend(desk.statements());
    lines.push(desk.whole());
    lines.extend(desk.page());
    lines
}

fn who(role: Role, unit: &UnitCode) -> Actor {
    let login = format!("{role:?} {unit}");
    let offices = vec![Held::own(role, Some(unit.clone()))];
    Actor { account: login.clone(), name: login.clone(), login, offices, enrolling: false }
}

fn key(unit: &UnitCode) -> SubmissionKey {
    phaen_app::returns::key_of(PLAN, ROUND, unit.as_str()).unwrap()
}

impl Desk {
    /// Does something with every unit, so many at once.
    fn all(&self, clients: usize, work: impl Fn(&Self, usize) + Sync) {
        thread::scope(|scope| {
            for client in 0..clients {
                let work = &work;
                scope.spawn(move || (client..self.units.len()).step_by(clients).for_each(|unit| work(self, unit)));
            }
        });
    }

    fn fill_in(&self) {
        self.all(CLIENTS, |desk, unit| {
            let (key, officer) = (key(&desk.units[unit]), who(Role::ReportingOfficer, &desk.units[unit]));
            for it in &desk.results[unit] {
                for (field, text) in fields(&it.reported) {
                    let field = FieldKey::of(it.subject.clone(), field);
                    let command = SaveField { key: key.clone(), field, text, seen_version: 0 };
                    desk.app.save_field(&officer, &command).unwrap();
                }
            }
            for finding in desk.app.unit_return(&officer, &key).unwrap().holding() {
                let (rule, field, facts) = (finding.rule, finding.field, finding.facts);
                let command = ExplainFinding {
                    key: key.clone(), rule, field, facts, text: "นับรวมผลที่เกินเป้าหมาย".to_owned()
                };
                desk.app.explain_finding(&officer, &command).unwrap();
            }
        });
    }

    /// The version of a return that its officer is shown, with nothing that holds it up.
    fn shown(&self, unit: usize) -> u32 {
        let code = &self.units[unit];
        let view = self.app.unit_return(&who(Role::ReportingOfficer, code), &key(code)).unwrap();
        assert!(view.unsettled().is_empty());
        view.submission.version
    }

    fn version(&self, unit: usize) -> u32 {
        self.app.unit_return(&analyst(), &key(&self.units[unit])).unwrap().submission.version
    }

    /// Brings every return to where it can be submitted; those that were submitted before are sent back first.
    fn endorse(&self) {
        self.all(CLIENTS, |desk, unit| {
            let (code, mut version) = (&desk.units[unit], desk.version(unit));
            let key = key(code);
            if desk.app.unit_return(&analyst(), &key).unwrap().submission.submissions > 0 {
                let comments = vec![(None, "ขอให้ส่งใหม่".to_owned())];
                desk.app.send_back_return(&analyst(), &SentBack { key: key.clone(), seen_version: version, comments }).unwrap();
                version += 1;
                let officer = who(Role::ReportingOfficer, code);
                let view = desk.app.unit_return(&officer, &key).unwrap();
                for comment in view.comments.iter().filter(|it| it.resolved.is_none()) {
                    desk.app.settle_comment(&officer, &key, &comment.id).unwrap();
                }
            }
            desk.app.propose_return(&who(Role::ReportingOfficer, code), &key, version).unwrap();
            desk.app.endorse_return(&who(Role::UnitHead, code), &key, version + 1).unwrap();
        });
    }

    /// Submits all, each as it was shown before; seconds that it took.
    fn submit(&self, clients: usize) -> f64 {
        let versions: Vec<u32> = (0..self.units.len()).map(|unit| self.shown(unit)).collect();
        let started = Instant::now();
        self.all(clients, |desk, unit| {
            let code = &desk.units[unit];
            desk.app.submit_return(&who(Role::ReportingOfficer, code), &key(code), versions[unit]).unwrap();
        });
        started.elapsed().as_secs_f64()
    }

    /// Submits of all units, against as many bare commits by as many clients.
    fn submits(&self, clients: usize) -> Line {
        let directory = directory();
        let bare = bare(&directory.path().join("bare.db"), &self.results[0]);
        let count = self.units.len() as f64;
        let ours = || {
            self.endorse();
            count / self.submit(clients)
        };
        let theirs = || {
            let started = Instant::now();
            self.all(clients, |_, unit| bare(unit));
            count / started.elapsed().as_secs_f64()
        };
        let measured = in_turns(TURNS, &mut [Box::new(ours), Box::new(theirs)]);
        let plural = if clients == 1 { "" } else { "s" };
        Line::ratio(
            format!("returns of 30 figures submitted, {clients} client{plural}; bare: durable commits of one row"),
            (measured[0].clone(), measured[1].clone()),
            Shown::PerSecond,
            Shown::Percent,
            Aim::AtLeast(0.4),
        )
    }

    fn verify(&self, units: std::ops::Range<usize>) -> usize {
        let units = units.map(|unit| (self.units[unit].clone(), self.version(unit))).collect();
        let key = key(&self.units[0]);
        let command = Verification { plan: key.plan, round: key.round, units, chosen: [].into() };
        self.app.verify_returns(&analyst(), &command).unwrap().figures
    }

    /// Statements of one verification and of a batch. The plan was read before, as by everybody who looks at what they verify.
    fn statements(&self) -> Vec<Line> {
        let count = |units: std::ops::Range<usize>| {
            let wanted: Vec<(UnitCode, u32)> = units.map(|unit| (self.units[unit].clone(), self.version(unit))).collect();
            let key = key(&self.units[0]);
            let command = Verification { plan: key.plan, round: key.round, units: wanted, chosen: [].into() };
            drop(self.app.plan(&analyst(), PLAN, None).unwrap());
            let before = self.office.store.db().statements();
            let figures = self.app.verify_returns(&analyst(), &command).unwrap().figures;
            (figures, (self.office.store.db().statements() - before) as f64)
        };
        let (one, of_one) = count(0..1);
        let (many, of_many) = count(1..1 + BATCH);
        let line = |what: String, statements| Line::alone(what, statements, Shown::Number, Aim::AtMost(15.0));
        vec![
            line(format!("verifying one return of {one} results: SQL statements"), of_one),
            line(format!("verifying {BATCH} returns of {many} results at once: SQL statements"), of_many),
        ]
    }

    /// All 3,300 results verified at once, until the plan's totals have been read and are right.
    fn whole(&self) -> Line {
        let right = score::agency(&self.office.plan, &self.figures());
        let seconds: Vec<f64> = (0..WHOLE)
            .map(|_| {
                self.endorse();
                self.submit(CLIENTS);
                let started = Instant::now();
                assert_eq!(self.verify(0..self.units.len()), usize::try_from(UNITS * INDICATORS).unwrap());
                let view = self.app.plan(&analyst(), PLAN, None).unwrap();
                let total = &view.round(&key(&self.units[0]).round).unwrap().scorecard.plan;
                let read =
                    [shown::score(&total.score), shown::score(&total.full), shown::percent(total.percent.as_ref().unwrap())];
                let lasted = started.elapsed().as_secs_f64();
                assert_eq!(read, ["plan/score", "plan/full", "plan/percent"].map(|name| right[name].clone()));
                lasted
            })
            .collect();
        Line::alone("3,300 results verified at once, with totals read and right", seconds, Shown::Milliseconds, Aim::AtMost(10.0))
    }

    /// What was reported, as the recount wants it.
    fn figures(&self) -> Figures {
        let all = self.units.iter().zip(&self.results).flat_map(|(unit, results)| results.iter().map(move |it| (unit, it)));
        let named = all.filter_map(|(unit, it)| {
            let Subject::Indicator(code) = &it.subject else { return None };
            Some(((unit.to_string(), code.to_string()), Figure::of(&it.reported)?))
        });
        named.collect::<BTreeMap<_, _>>()
    }

    /// The return as its officer sees it, with all fields to fill in.
    fn page(&self) -> Vec<Line> {
        let runtime = Runtime::new().unwrap();
        let comments = vec![(None, "ขอให้ส่งใหม่".to_owned())];
        let sent_back = SentBack { key: key(&self.units[0]), seen_version: self.version(0), comments };
        self.app.send_back_return(&analyst(), &sent_back).unwrap();
        let address = serve(&runtime, site(self.app.clone(), false));
        let cookie = format!("phaen_session={}", self.office.people.officers[0][0]);
        let path = format!("/returns/{PLAN}/{ROUND}/{}", self.units[0]);
        let answer = ask(address, &path, &cookie);
        assert_eq!(answer.status, 200);
        let before = self.office.store.db().statements();
        assert_eq!(ask(address, &path, &cookie).status, 200);
        let statements = (self.office.store.db().statements() - before) as f64;
        let mut lines: Vec<Line> = against_bare(&runtime, "a unit's return", &path, &cookie, address, &answer).into();
        lines.push(Line::alone("a unit's return: SQL statements", statements, Shown::Number, Aim::Told));
        lines
    }
}

/// What is typed for a figure.
fn fields(reported: &Reported) -> Vec<(Field, String)> {
    let mut fields = vec![(Field::Answer, "figure".to_owned())];
    match reported {
        Reported::Ratio(above, below) => {
            fields.extend([(Field::Numerator, above.to_string()), (Field::Denominator, below.to_string())]);
        }
        Reported::Value(value) => fields.push((Field::Value, value.to_string())),
        _ => {}
    }
    fields.push((Field::Narrative, "ดำเนินการตามแผนแล้ว".to_owned()));
    fields.push((Field::Source, "รายงานจำลองของหน่วยงาน".to_owned()));
    fields
}
