//! The journal: entries page by page, its head, and the proof that nothing was altered.

use axum::response::Response;
use phaen_app::history::PAGE;
use phaen_domain::access::Action;
use phaen_domain::id::check_code;
use phaen_domain::journal::{BrokenKind, Change, Entry, Head, NotedHead};
use serde::Serialize;
use utoipa::ToSchema;

use super::call::Call;
use super::document::Invalid;
use super::refusal::{Fault, Refusal};
use super::wire::Word;

/// A page of the journal.
#[derive(Serialize, ToSchema)]
pub(super) struct Page {
    /// Newest first.
    entries: Vec<EntryAnswer>,
    /// Ask with `before` = this number for the next page; none when there is no more.
    next_before: Option<u64>,
}

/// One thing that was done.
#[derive(Serialize, ToSchema)]
struct EntryAnswer {
    /// Place in the chain: 1, 2, 3 … without gaps.
    seq: u64,
    /// When (UTC).
    #[schema(format = DateTime)]
    at: String,
    /// Login of the account that did it.
    actor: String,
    /// The office the actor stood in for.
    acting_for: Option<String>,
    /// What was done, in the past tense.
    #[schema(example = "observation_entered")]
    action: String,
    /// Kind of the object it was done to.
    #[schema(example = "indicator")]
    object_kind: String,
    /// Code of that object.
    object_code: String,
    /// The reason given.
    reason: Option<String>,
    /// Fields that changed.
    changes: Vec<ChangeAnswer>,
}

/// One field's value before and after.
#[derive(Serialize, ToSchema)]
struct ChangeAnswer {
    /// The field's name.
    field: String,
    /// The value before.
    before: Option<String>,
    /// The value after.
    after: Option<String>,
}

/// The end of the chain: worth keeping outside the system.
#[derive(Serialize, ToSchema)]
pub(super) struct HeadAnswer {
    /// Number of the newest entry; 0 when there is none.
    seq: u64,
    /// Its hash (SHA-256 over it and all before it).
    hash: String,
}

/// Whether the chain holds.
#[derive(Serialize, ToSchema)]
pub(super) struct Verification {
    /// True when nothing was altered, removed, moved or added.
    whole: bool,
    /// How many entries were verified, when whole.
    count: Option<u64>,
    /// Hash of the newest entry, when whole.
    head_hash: Option<String>,
    /// The first place where the journal is not what was written.
    broken: Option<BrokenAnswer>,
    /// What became of the head that was asked about with `head`.
    noted: Option<NotedAnswer>,
}

/// A head that was noted outside the system, held against the journal.
#[derive(Serialize, ToSchema)]
struct NotedAnswer {
    /// Number of the entry that was noted.
    seq: u64,
    /// True when the journal still leads to it; with `whole`, nothing up to it was altered, and it was not cut off.
    stands: bool,
    /// What was found.
    what: Word,
}

/// Where a chain breaks.
#[derive(Serialize, ToSchema)]
struct BrokenAnswer {
    /// Number of the entry concerned.
    seq: u64,
    /// What is wrong with it.
    what: Word,
}

impl EntryAnswer {
    fn of(entry: Entry) -> Self {
        let change = |change: Change| ChangeAnswer { field: change.field, before: change.before, after: change.after };
        Self {
            seq: entry.seq,
            at: entry.at.to_string(),
            actor: entry.actor,
            acting_for: entry.acting_for,
            action: entry.action,
            object_kind: entry.object_kind,
            object_code: entry.object_code,
            reason: entry.reason,
            changes: entry.detail.into_iter().map(change).collect(),
        }
    }
}

fn what(kind: BrokenKind) -> Word {
    match kind {
        BrokenKind::Altered => Word::new("altered", "ถูกแก้ไข", "Was altered"),
        BrokenKind::Removed => Word::new("removed", "ถูกลบ", "Was removed"),
        BrokenKind::Reordered => Word::new("reordered", "ถูกสลับลำดับ", "Was moved"),
        BrokenKind::Added => Word::new("added", "ถูกเพิ่ม", "Was added"),
        BrokenKind::HeadMismatch => Word::new("head_mismatch", "ไม่ตรงกับรายการล่าสุดที่บันทึกไว้", "Does not match the head"),
    }
}

impl NotedAnswer {
    fn of(noted: &Head, found: NotedHead) -> Self {
        let what = match found {
            NotedHead::Stands => Word::new("stands", "ยังอยู่และตรงกัน", "Is there as noted"),
            NotedHead::CutOff => Word::new("cut_off", "ถูกลบออกจากท้ายบันทึก", "Was cut off the end"),
            NotedHead::Replaced => Word::new("replaced", "ค่าตรวจสอบไม่ตรงกับที่จดไว้", "Has not the noted hash"),
        };
        Self { seq: noted.seq, stands: found == NotedHead::Stands, what }
    }
}

/// A head that was noted: `12:9f…`.
fn noted(call: &Call) -> Result<Option<Head>, Refusal> {
    let Some(text) = call.asked("head") else { return Ok(None) };
    let fault = |_| {
        let th = "ระบุเป็น ลำดับ:ค่าตรวจสอบ (เลขฐานสิบหก 64 หลัก) ตามที่ journal/head ตอบ";
        Refusal::Fields(vec![Fault::new("head", th, "must be number:hash (64 hexadecimal digits), as journal/head answers")])
    };
    text.parse().map(Some).map_err(fault)
}

/// `kind:code`, such as `indicator:K11`.
fn object(call: &Call) -> Result<Option<(String, String)>, Refusal> {
    let Some(text) = call.asked("object") else { return Ok(None) };
    let parts =
        text.split_once(':').filter(|(kind, _)| !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    let parts = parts.and_then(|(kind, code)| Some((kind.to_owned(), check_code(code).ok()?)));
    let fault = || Fault::new("object", "ระบุเป็น ชนิด:รหัส เช่น indicator:K11", "must be kind:code, such as indicator:K11");
    parts.map(Some).ok_or_else(|| Refusal::Fields(vec![fault()]))
}

fn limit(call: &Call) -> Result<usize, Refusal> {
    let limit = call.number::<u32>("limit")?.unwrap_or(PAGE);
    if !(1..=PAGE).contains(&limit) {
        let (th, en) = (format!("ระบุได้ 1 ถึง {PAGE}"), format!("must be 1 to {PAGE}"));
        return Err(Refusal::Fields(vec![Fault::new("limit", th, en)]));
    }
    usize::try_from(limit).map_err(|error| Refusal::internal(&error))
}

/// Entries of the journal, newest first
#[utoipa::path(
    get, path = "/api/v1/journal", tag = "journal",
    extensions(("x-summary-th" = json!("บันทึกการตรวจสอบ รายการใหม่ก่อน"))),
    params(
        ("object" = Option<String>, Query, description = "Only entries of one object, as kind:code such as indicator:K11; with the import that brought it"),
        ("before" = Option<u64>, Query, description = "Only entries with a smaller number"),
        ("limit" = Option<u32>, Query, description = "How many at most: 1 to 100", minimum = 1, maximum = 100),
    ),
    responses((status = 200, description = "The entries", body = Page), (status = 422, response = Invalid))
)]
pub(super) async fn list(call: Call) -> Response {
    call.read(Action::ReadJournal, |call| {
        let (object, limit) = (object(call)?, limit(call)?);
        let before = call.number::<u64>("before")?.map(|before| before.min(u64::MAX >> 1));
        let object = object.as_ref().map(|(kind, code)| (kind.as_str(), code.as_str()));
        let found = call.app.journal(&call.actor, object, before)?;
        let entries: Vec<EntryAnswer> = found.into_iter().take(limit).map(EntryAnswer::of).collect();
        let last = entries.last().filter(|last| entries.len() == limit && last.seq > 1).map(|last| last.seq);
        Ok(Page { entries, next_before: last })
    })
    .await
}

/// Number and hash of the newest entry
#[utoipa::path(
    get, path = "/api/v1/journal/head", tag = "journal",
    extensions(("x-summary-th" = json!("ลำดับและค่าตรวจสอบของรายการล่าสุด"))),
    responses((status = 200, description = "The head", body = HeadAnswer))
)]
pub(super) async fn head(call: Call) -> Response {
    call.read(Action::ReadJournal, |call| {
        let head = call.app.journal_head(&call.actor)?;
        Ok(HeadAnswer { seq: head.seq, hash: head.hash.to_string() })
    })
    .await
}

/// Walks the whole chain and says whether it holds; computed anew each time
#[utoipa::path(
    get, path = "/api/v1/journal/verify", tag = "journal",
    extensions(("x-summary-th" = json!("ตรวจความครบถ้วนของบันทึกทั้งหมด คำนวณใหม่ทุกครั้ง"))),
    params(("head" = Option<String>, Query, description = "A head noted earlier outside the system, as number:hash: whether the journal still leads to it")),
    responses((status = 200, description = "Whether it holds", body = Verification), (status = 422, response = Invalid))
)]
pub(super) async fn verify(call: Call) -> Response {
    // What somebody altered behind the system's back does not move the head: this answer is never taken from a cache.
    call.fresh(Action::ReadJournal, |call| {
        let noted = noted(call)?;
        let verdict = call.app.verify_journal(&call.actor)?;
        let noted = match noted {
            Some(head) => Some(NotedAnswer::of(&head, call.app.find_noted_head(&call.actor, &head)?)),
            None => None,
        };
        let verified = verdict.as_ref().ok();
        Ok(Verification {
            whole: verdict.is_ok(),
            count: verified.map(|verified| verified.count),
            head_hash: verified.map(|verified| verified.head_hash.to_string()),
            broken: verdict.err().map(|broken| BrokenAnswer { seq: broken.seq, what: what(broken.kind) }),
            noted,
        })
    })
    .await
}
