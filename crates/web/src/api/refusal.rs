//! Why a call was not answered: a problem document (RFC 9457) that says in Thai and in English what happened and what to do.
//!
//! Status and general wording are those of [`crate::errors`]; here are only the facts that a program needs beside them.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use phaen_app::AppError;
use phaen_domain::access::{Denial, ObjectState, Rule};
use phaen_domain::words::Words;
use phaen_domain::workbook::{CellProblem, Problems};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::returns::{FieldOutcome, FindingAnswer};
use super::wire::Word;
use crate::errors::{Dressed, WebError, problem_document};
use crate::view::View;

/// One field of the query or of the body that was not accepted.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Fault {
    /// The field's name.
    field: String,
    /// What is wrong and what to do, in Thai.
    th: String,
    /// The same in English.
    en: String,
}

impl Fault {
    pub(super) fn new(field: impl Into<String>, th: impl Into<String>, en: impl Into<String>) -> Self {
        Self { field: field.into(), th: th.into(), en: en.into() }
    }

    /// The same in a part of the body.
    pub(super) fn within(self, place: &str) -> Self {
        Self { field: format!("{place}.{}", self.field), ..self }
    }

    /// A field with a member of an enumeration that says what is wrong with it.
    pub(super) fn of<W: Words>(field: impl Into<String>, why: W) -> Self {
        Self::new(field, why.th(), why.en())
    }
}

/// A sentence in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Sentence {
    /// In Thai.
    pub(super) th: String,
    /// In English.
    pub(super) en: String,
}

impl Sentence {
    pub(super) fn new(th: impl Into<String>, en: impl Into<String>) -> Self {
        Self { th: th.into(), en: en.into() }
    }
}

/// One rule that a workbook, a target or a result breaks.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Broken {
    /// Key of the sheet.
    sheet: String,
    /// Thai title of the sheet.
    sheet_th: String,
    /// The same in English.
    sheet_en: String,
    /// Row number in the file; 0 when the whole sheet is meant, or nothing came from a file.
    row: u32,
    /// Address of the cell in the template, such as `C12`.
    cell: String,
    /// Key of the column.
    column: Option<String>,
    /// Thai header of the column.
    column_th: Option<String>,
    /// The same in English.
    column_en: Option<String>,
    /// What stands there, at most 60 characters of it.
    value: String,
    /// The rule.
    rule: Sentence,
    /// What to do.
    remedy: Sentence,
}

impl Broken {
    fn of(problem: &CellProblem) -> Self {
        let words = problem.wording();
        Self {
            sheet: problem.sheet.to_owned(),
            sheet_th: problem.schema().map_or(problem.sheet, |sheet| sheet.title).to_owned(),
            sheet_en: problem.schema().map_or(problem.sheet, |sheet| sheet.title_en).to_owned(),
            row: problem.row,
            cell: problem.address(),
            column: problem.column.map(str::to_owned),
            column_th: problem.column_th().map(str::to_owned),
            column_en: problem.column_en().map(str::to_owned),
            value: phaen_domain::workbook::shortened(&problem.value),
            rule: Sentence { th: words.rule_th, en: words.rule_en },
            remedy: Sentence { th: words.remedy_th, en: words.remedy_en },
        }
    }
}

/// Problems beyond the first thousand, counted by sheet and rule.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Counted {
    /// Key of the sheet.
    sheet: String,
    /// The rule in Thai.
    rule_th: String,
    /// How many.
    count: usize,
}

/// The wording of a refusal in one language.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Wording {
    /// Heading.
    title: String,
    /// What happened.
    detail: String,
    /// What to do.
    remedy: String,
    /// Whom to ask.
    contact: String,
}

/// A refusal (RFC 9457, `application/problem+json`).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    /// Stable name of the kind of refusal, such as `/problems/stale`.
    #[serde(rename = "type")]
    kind: String,
    /// Heading in the reader's language.
    title: String,
    /// The status again.
    status: u16,
    /// What happened, in the reader's language.
    detail: String,
    /// What to do.
    remedy: String,
    /// Whom to ask.
    contact: String,
    /// Short id that finds the line in the log.
    reference: String,
    /// The wording in Thai.
    th: Wording,
    /// The wording in English.
    en: Wording,
    /// 403: what was asked.
    #[schema(required = false)]
    action: Option<Word>,
    /// 403 and 409: by which rule it is refused: `role`, `unit`, `state`, `own_preparation`, `own_submission`,
    /// `own_endorsement` or `not_handed_over`.
    #[schema(required = false)]
    rule: Option<Word>,
    /// 403: which roles could do it.
    #[schema(required = false)]
    who_could: Option<Vec<Word>>,
    /// 409: the state of the edition, the round or the return that does not take it.
    #[schema(required = false)]
    state: Option<Word>,
    /// 409: the round whose report is the next one, for a return of a round that went on; none in the same fiscal year when null.
    #[schema(required = false)]
    next_round: Option<String>,
    /// 409: the return in which the result is reported, as `plan/round/unit`.
    #[schema(required = false)]
    of_return: Option<String>,
    /// 409: the last day of the order that had reopened the round.
    #[schema(required = false, format = Date)]
    ended_on: Option<String>,
    /// 409: what was sent, in words.
    #[schema(required = false)]
    yours: Option<String>,
    /// 409: what is stored, in words.
    #[schema(required = false)]
    theirs: Option<String>,
    /// 409: who stored it.
    #[schema(required = false)]
    by: Option<String>,
    /// 409: the version that is stored; send it as `seen_version` to write over it.
    #[schema(required = false)]
    stored_version: Option<u32>,
    /// 409: findings that have to be mended or explained before the return is handed on, or the round compiled.
    #[schema(required = false)]
    findings: Option<Vec<FindingAnswer>>,
    /// 409, 422: what became of each field that was sent, where nothing could be stored.
    #[schema(required = false)]
    outcomes: Option<Vec<FieldOutcome>>,
    /// 422: fields that were not accepted, all of them; 409: fields of the return that are missing.
    #[schema(required = false)]
    fields: Option<Vec<Fault>>,
    /// 422: how many rules are broken.
    #[schema(required = false)]
    problem_count: Option<usize>,
    /// 422: the rules that are broken, the first thousand.
    #[schema(required = false)]
    problems: Option<Vec<Broken>>,
    /// 422: the others, counted.
    #[schema(required = false)]
    unlisted: Option<Vec<Counted>>,
}

/// Why a call was not answered.
#[derive(Debug)]
pub(super) enum Refusal {
    /// What a use case answered.
    App(AppError),
    /// Fields of the query or the body.
    Fields(Vec<Fault>),
    /// A body that is no JSON at all.
    NotJson(String),
    /// Somebody else stored something first.
    Stale { yours: String, theirs: String, by: Option<String>, stored_version: Option<u32> },
    /// None of several fields could be stored; the refusal is that of the first.
    NoneStored { first: Box<Refusal>, outcomes: Vec<FieldOutcome> },
    /// Not now.
    Busy,
    /// Our failure; the text is for the log.
    Internal(String),
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl Refusal {
    /// Our failure.
    pub(super) fn internal(error: &dyn std::fmt::Display) -> Self {
        Self::Internal(error.to_string())
    }

    /// There is no such thing.
    pub(super) fn missing(kind: &'static str, code: &str) -> Self {
        Self::App(AppError::NotFound { kind, code: code.to_owned() })
    }

    /// The problem document. It is logged here, once.
    pub(super) fn answer(self, view: &View) -> Response {
        let facts = self.facts();
        let details = self.details();
        let error = self.into_web();
        match error.failure() {
            Some(detail) => tracing::error!(id = view.request_id, detail, "request failed"),
            None => tracing::info!(id = view.request_id, refusal = error.code(), "request refused"),
        }
        let mut document = problem_document(&error, view, 0);
        if let Some((th, en)) = details {
            document["th"]["detail"] = th.into();
            document["en"]["detail"] = en.into();
        }
        // The members at the top say the same as those of the reader's language.
        let own = document[view.t.lang()].clone();
        merge(&mut document, own);
        merge(&mut document, facts);
        let mut response = respond(error.status(), &document);
        if let Some(seconds) = error.retry_after() {
            let _ = response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn into_web(self) -> WebError {
        match self {
            Self::App(error) => error.into(),
            Self::Fields(_) => WebError::Invalid,
            Self::NotJson(_) => WebError::BadRequest,
            Self::Stale { yours, theirs, .. } => WebError::Stale { yours, theirs },
            Self::NoneStored { first, .. } => first.into_web(),
            Self::Busy => WebError::Busy,
            Self::Internal(detail) => WebError::Internal { detail },
        }
    }

    /// What happened in this case, in Thai and in English.
    fn details(&self) -> Option<(String, String)> {
        Some(match self {
            Self::App(AppError::NotFound { kind, code }) => {
                let (th, en) = kind_words(kind);
                (format!("ไม่พบ{th} “{code}”"), format!("There is no {en} “{code}”"))
            }
            Self::App(AppError::File(refusal)) => (refusal.th.clone(), refusal.en.clone()),
            Self::NotJson(why) => (format!("อ่านเนื้อหาเป็น JSON ไม่ได้ ({why})"), format!("The body cannot be read as JSON ({why})")),
            _ => return None,
        })
    }

    /// Members of the document that programs read.
    fn facts(&self) -> Value {
        match self {
            Self::App(AppError::Denied(denial)) => denied(denial),
            Self::App(AppError::ReturnIncomplete(missing)) => {
                let fields: Vec<Fault> = missing.iter().map(|it| Fault::of(it.field.to_string(), it.why)).collect();
                json!({ "fields": fields })
            }
            Self::App(AppError::ReturnFindings(findings)) => {
                json!({ "findings": findings.iter().map(FindingAnswer::of).collect::<Vec<_>>() })
            }
            Self::App(AppError::RoundFindings(held)) => {
                json!({ "findings": held.iter().map(|(_, it)| FindingAnswer::of(it)).collect::<Vec<_>>() })
            }
            Self::App(AppError::FieldRefused { field, why }) => json!({ "fields": [Fault::of(field.to_string(), *why)] }),
            Self::App(AppError::Evidence(why)) => json!({ "fields": [Fault::of("evidence", *why)] }),
            Self::NoneStored { first, outcomes } => {
                let mut facts = first.facts();
                facts["outcomes"] = json!(outcomes);
                facts
            }
            Self::App(AppError::EditionNotDraft(state)) => json!({ "state": Word::of(*state) }),
            Self::App(AppError::RoundNotOpen(state)) => json!({ "state": Word::of(*state) }),
            Self::App(AppError::RoundPast { state, next }) => {
                json!({ "state": Word::of(*state), "next_round": next.as_ref().map(|round| round.code.to_string()) })
            }
            Self::App(AppError::StandsInReturn { plan, unit, round }) => {
                json!({ "of_return": format!("{plan}/{}/{}", round.code, unit.code) })
            }
            Self::App(AppError::ReopeningOver(day)) => json!({ "ended_on": day.to_string() }),
            Self::App(AppError::Fields(problems)) => {
                let faults: Vec<Fault> = problems.iter().map(|p| Fault::new(p.field, &p.th, &p.en)).collect();
                json!({ "fields": faults })
            }
            Self::Fields(faults) => json!({ "fields": faults }),
            Self::App(AppError::Workbook(problems)) => broken(problems),
            Self::Stale { by, stored_version, .. } => json!({ "by": by, "stored_version": stored_version }),
            _ => json!({}),
        }
    }
}

fn denied(denial: &Denial) -> Value {
    let who: Vec<Word> = denial.who_could.iter().map(|role| Word::of(*role)).collect();
    let mut facts = json!({ "action": Word::of(denial.action), "rule": rule(denial.rule), "who_could": who });
    if let Rule::State(state) = denial.rule {
        facts["state"] = json!(match state {
            ObjectState::Submission(state) => Word::of(state),
            ObjectState::Round(state) => Word::of(state),
        });
    }
    facts
}

/// By which rule something is refused.
fn rule(rule: Rule) -> Word {
    match rule {
        Rule::Role => Word::new("role", "บทบาทไม่มีอำนาจ", "No office of the account does this"),
        Rule::Unit => Word::new("unit", "เป็นของหน่วยงานอื่น", "It belongs to another unit"),
        Rule::State(_) => Word::new("state", "สถานะไม่รับการดำเนินการนี้", "Its state does not take this"),
        Rule::OwnPreparation => {
            Word::new("own_preparation", "ผู้จัดทำตัดสินเรื่องที่ตนจัดทำไม่ได้", "Whoever prepared it does not decide on it")
        }
        Rule::OwnSubmission => Word::new("own_submission", "ผู้ส่งตัดสินเรื่องที่ตนส่งไม่ได้", "Whoever submitted it does not decide on it"),
        Rule::OwnEndorsement => {
            Word::new("own_endorsement", "ผู้เห็นชอบส่งเรื่องที่ตนเห็นชอบไม่ได้", "Whoever endorsed it does not submit it")
        }
        Rule::NotHandedOver => Word::new("not_handed_over", "คำสั่งไม่ได้มอบงานนี้", "The order does not hand over this act"),
    }
}

fn broken(problems: &Problems) -> Value {
    let listed: Vec<Broken> = problems.listed().iter().map(Broken::of).collect();
    let counted = problems.unlisted();
    let counted: Vec<Counted> =
        counted.map(|(sheet, rule, count)| Counted { sheet: sheet.to_owned(), rule_th: rule.to_owned(), count }).collect();
    json!({ "problem_count": problems.count(), "problems": listed, "unlisted": counted })
}

fn merge(document: &mut Value, members: Value) {
    if let (Value::Object(document), Value::Object(members)) = (document, members) {
        document.extend(members.into_iter().filter(|(_, value)| !value.is_null()));
    }
}

fn respond(status: StatusCode, document: &Value) -> Response {
    let mut response = (status, document.to_string()).into_response();
    let _ = response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    let _ = response.extensions_mut().insert(Dressed);
    response
}

fn kind_words(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "plan" => ("แผนหรือฉบับของแผน", "plan or edition of it:"),
        "round" => ("รอบการรายงาน", "round"),
        "indicator" => ("ตัวชี้วัด", "indicator"),
        "project" => ("โครงการ", "project"),
        "unit" => ("หน่วยงาน", "unit"),
        "job" => ("เล่มที่จัดทำเสร็จแล้ว", "finished book"),
        "return" => ("แบบรายงานของหน่วยงานในรอบ", "return of a unit at a round:"),
        "revision" => ("ฉบับตรึงของรอบ", "frozen revision"),
        "submitted_version" => ("ฉบับที่ส่งของแบบรายงาน", "submitted version of the return:"),
        "evidence" => ("หลักฐาน", "evidence"),
        "upload" => (
            "ไฟล์ที่รอยืนยัน (ยืนยันไปแล้ว หรือมีไฟล์ใหม่มาแทน)",
            "file that waits to be confirmed (it was confirmed, or a newer one took its place):",
        ),
        "position" => ("ตำแหน่ง", "position"),
        "delegation" => ("คำสั่งที่ยังมีผล", "order that is in force:"),
        "account" => ("บัญชีผู้ใช้", "account"),
        "invitation" => ("ลิงก์ที่ยังใช้ได้ของบัญชี", "link that still opens for account"),
        "second_factor" => ("การยืนยันสองขั้นของบัญชี", "second factor of account"),
        "feed" => ("ปฏิทินส่วนตัวของ", "calendar of"),
        "notice" => ("การแจ้งเตือน", "notice"),
        "letter" => ("จดหมายที่รอส่งหรือส่งไม่ได้", "letter that waits or failed:"),
        "comment" => ("ความเห็นที่ยังไม่แก้", "unsettled comment"),
        "finding" => ("ข้อสังเกตที่ต้องชี้แจง", "finding to explain:"),
        "item" | "field" => ("รายการในแบบรายงาน", "item of the return:"),
        "resolution" => ("มติที่รอยืนยันของรอบ", "resolution that waits for the chair at the round"),
        "holiday" => ("วันหยุด", "holiday"),
        _ => ("รายการ", "item"),
    }
}
