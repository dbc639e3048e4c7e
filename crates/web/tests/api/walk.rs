//! Everybody of the agency as programs: each call is held against the document, so that a walk is also a test of what it promises; and each
//! write is sent by its key to a node that loses its answer, then to another one, which tells it and does nothing again.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use phaen_domain::access::Role;
use serde_json::{Value, json};

use crate::schema::check;
use crate::support::{Answer, LED, Site};

/// The people of a round, with tokens.
const PEOPLE: [(&str, Role, Option<&str>); 8] = [
    ("auditor", Role::Auditor, None),
    ("officer", Role::ReportingOfficer, Some("กนย.")),
    ("head", Role::UnitHead, Some("กนย.")),
    ("policy", Role::HeadOfPolicy, None),
    ("secretary", Role::CommitteeSecretary, None),
    ("chair", Role::CommitteeChair, None),
    ("executive", Role::Executive, None),
    ("general", Role::DirectorGeneral, None),
];

/// The round that is walked.
pub(crate) const ROUND: &str = "R9";

/// What is there to read only when a round is on its way: the walk reads it, and a test of a round just opened need not.
pub(crate) const READ_ON_THE_WAY: [&str; 2] = [
    "/api/v1/plans/{plan}/rounds/{round}/returns/{unit}/versions/{number}",
    "/api/v1/plans/{plan}/rounds/{round}/revisions/{revision}",
];

/// An agency with everybody whom a round needs.
pub(crate) struct Walk {
    pub(crate) site: Site,
    losing: Site,
    keys: AtomicU32,
    document: Value,
    read: Mutex<BTreeSet<String>>,
}

impl Walk {
    pub(crate) fn begin() -> Self {
        let site = Site::fresh();
        for (login, role, unit) in PEOPLE {
            site.account(login, role, unit);
        }
        let document = site.send("GET", "/api/v1/openapi.json", &[], Vec::new()).json();
        Self { losing: site.losing_answers(), keys: AtomicU32::default(), site, document, read: Mutex::default() }
    }

    /// The address of something of the round.
    pub(crate) fn round(what: &str) -> String {
        format!("{LED}/rounds/{ROUND}{what}")
    }

    /// The address of something of the policy division's return.
    pub(crate) fn own(what: &str) -> String {
        Self::round(&format!("/returns/กนย.{what}"))
    }

    /// Reads as somebody what must be there.
    pub(crate) fn read(&self, who: &str, path: &str) -> Value {
        let bearer = format!("Bearer {}", self.site.token(who));
        let answer = self.site.send("GET", path, &[("authorization", &bearer)], Vec::new());
        self.site.knows(who, path, &answer);
        self.promised("get", path, &answer)
    }

    /// Does as somebody what must succeed.
    pub(crate) fn does(&self, who: &str, path: &str, body: &Value) -> Value {
        self.promised("post", path, &self.sends(who, path, body.to_string().into_bytes()))
    }

    /// Does something without words.
    pub(crate) fn steps(&self, who: &str, path: &str) -> Value {
        self.promised("post", path, &self.sends(who, path, Vec::new()))
    }

    /// What the checks find in the plan is explained, and the round is compiled.
    pub(crate) fn compiles(&self) {
        let all = self.read("analyst", &Self::round("/findings"))["of_plan"].clone();
        let open = |it: &&Value| it["severity"]["key"] == "to_explain" && it["explained"].is_null();
        for it in all.as_array().unwrap().iter().filter(open) {
            let (rule, field, facts) = (&it["rule"]["key"], &it["field"], &it["facts"]);
            let body = json!({ "rule": rule, "field": field, "facts": facts, "text": "ตามเล่มแผนที่ประกาศ" });
            self.does("analyst", &Self::round("/explanations"), &body);
        }
        self.steps("analyst", &Self::round("/compile"));
    }

    /// Is refused as somebody.
    pub(crate) fn refused(&self, who: &str, path: &str, body: &Value, status: u16) -> Value {
        let problem = self.site.post(who, path, body).problem(status);
        check(&self.document, &json!({ "$ref": "#/components/schemas/Problem" }), &problem, path);
        problem
    }

    /// Fetches a file as somebody.
    pub(crate) fn fetches(&self, who: &str, path: &str) -> Answer {
        let bearer = format!("Bearer {}", self.site.token(who));
        self.site.send("GET", path, &[("authorization", &bearer)], Vec::new())
    }

    /// Sends something of which no journal tells: the same again by its key is told again, and not done again.
    pub(crate) fn keeps(&self, who: &str, path: &str, body: &[u8]) -> Answer {
        let [first, again] = self.twice(who, path, body);
        assert_eq!(again.bytes, first.bytes, "{path}");
        again
    }

    /// Makes something with a secret: it is told once, and whoever asks again by the key is told the rest.
    pub(crate) fn makes_secret(&self, who: &str, path: &str, body: &Value, secret: &str) -> (Value, Value) {
        let [first, again] = self.twice(who, path, body.to_string().as_bytes()).map(|it| self.promised("post", path, &it));
        assert!(first[secret].is_string() && again[secret].is_null(), "{first} {again}");
        (first, again)
    }

    /// The same by the same key, twice; the second time nothing is done.
    fn twice(&self, who: &str, path: &str, body: &[u8]) -> [Answer; 2] {
        let (bearer, key) = (format!("Bearer {}", self.site.token(who)), self.keys.fetch_add(1, Ordering::Relaxed).to_string());
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str())];
        let first = self.site.send("POST", path, &headers, body.to_vec());
        let head = self.read("viewer", "/api/v1/journal/head");
        let again = self.site.send("POST", path, &headers, body.to_vec());
        assert_eq!((again.status, again.header("idempotency-replayed")), (first.status, "true"), "{path}: {}", first.text());
        assert_eq!(again.header("location"), first.header("location"), "{path}");
        assert_eq!(self.read("viewer", "/api/v1/journal/head"), head, "{path} was done twice");
        [first, again]
    }

    /// Sends a file as evidence.
    pub(crate) fn attaches(&self, who: &str, item: &str, name: &str, bytes: &[u8]) -> Answer {
        self.sends(who, &Self::own(&format!("/evidence?item={item}&name={name}")), bytes.to_vec())
    }

    /// Writes by a key: the first node is gone before it answers, the second answers what the first would have, and nothing is done twice.
    fn sends(&self, who: &str, path: &str, body: Vec<u8>) -> Answer {
        let (bearer, key) = (format!("Bearer {}", self.site.token(who)), self.keys.fetch_add(1, Ordering::Relaxed).to_string());
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str())];
        let first = self.losing.send("POST", path, &headers, body.clone());
        let head = self.read("viewer", "/api/v1/journal/head");
        let again = self.site.send("POST", path, &headers, body);
        assert_eq!(again.status, first.status, "{path}: {}", again.text());
        assert!(!first.status.is_success() || again.bytes == first.bytes, "{path}: {} after {}", again.text(), first.text());
        assert_eq!(self.read("viewer", "/api/v1/journal/head"), head, "{path} was done twice");
        again
    }

    /// The version of the return as it stands.
    pub(crate) fn version(&self) -> Value {
        self.read("officer", &Self::own(""))["return"]["version"].clone()
    }

    /// Takes a step of the return on the version that stands.
    pub(crate) fn moves(&self, who: &str, step: &str) -> Value {
        self.does(who, &Self::own(&format!("/{step}")), &json!({ "seen_version": self.version() }))
    }

    /// The return goes from its officer through its head to the policy group, and is verified.
    pub(crate) fn goes_through(&self) {
        for (who, step, state) in
            [("officer", "propose", None), ("head", "endorse", Some("endorsed")), ("officer", "submit", Some("submitted"))]
        {
            let after = self.moves(who, step);
            assert!(state.is_none_or(|state| after["state"]["key"] == state), "{step}: {after}");
        }
    }

    /// Holds an answer against the document: its status is one that is promised, and its JSON has the promised form.
    pub(crate) fn promised(&self, method: &str, path: &str, answer: &Answer) -> Value {
        assert!(answer.status.is_success(), "{path}: {} {}", answer.status, answer.text());
        let template = self.template(path);
        let operation = &self.document["paths"][&template][method];
        let schema = &operation["responses"][answer.status.as_str()]["content"]["application/json"]["schema"];
        assert!(!schema.is_null(), "{path}: {} is not documented", answer.status);
        let json = answer.json();
        check(&self.document, schema, &json, path);
        if method == "get" {
            self.read.lock().unwrap().insert(template);
        }
        json
    }

    /// Whether something at this documented path was read, and held against the document.
    pub(crate) fn has_read(&self, template: &str) -> bool {
        self.read.lock().unwrap().contains(template)
    }

    /// The documented path of an address.
    fn template(&self, path: &str) -> String {
        let segments: Vec<&str> = path.split('?').next().unwrap().split('/').collect();
        let fits = |template: &&String| {
            let parts: Vec<&str> = template.split('/').collect();
            parts.len() == segments.len()
                && parts.iter().zip(&segments).all(|(part, segment)| part.starts_with('{') || part == segment)
        };
        let mut found: Vec<&String> = self.document["paths"].as_object().unwrap().keys().filter(fits).collect();
        found.sort_by_key(|template| template.matches('{').count());
        (*found.first().unwrap_or_else(|| panic!("{path} is not documented"))).clone()
    }
}
