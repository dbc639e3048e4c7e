//! Evidence beside the items of a return: shown, added by the browser's own file field, removed, and handed out.

use axum::Json;
use axum::extract::multipart::MultipartError;
use axum::extract::{Form, Multipart, Path, Query, State};
use axum::http::header::{ACCEPT, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use phaen_app::returns::{AddEvidence, Draft, NewSupport, ReturnView, key_of};
use phaen_app::{Actor, App, AppError};
use phaen_domain::evidence::{Evidence, MOST_BYTES, Unfit};
use phaen_domain::indicator::Shape;
use phaen_domain::observation::Subject;
use phaen_domain::submission::{Item, ItemKey, ItemKind, SubmissionKey};
use serde::Deserialize;

use super::field::NotTaken;
use super::form::{text_of, word};
use super::page_return::page;
use super::{anchor, place};
use crate::components::{Choice, Tone};
use crate::cookies::encode;
use crate::download;
use crate::errors::{Dressed, WebError};
use crate::evidence::{Piece, piece};
use crate::flash;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::spool::{Spool, TooLarge, handed_over};
use crate::text::Text;
use crate::view::View;

/// Most bytes of one sending, all files together.
pub(super) const MOST_TOGETHER: usize = 30 * 1024 * 1024;

/// What stands behind an item, and how more is added.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    /// Id of the form that the item's file field belongs to: a form of its own, for a form holds no form.
    pub(super) form: String,
    /// The item, for the form's address.
    pub(super) code: String,
    pub(super) pieces: Vec<Piece>,
    /// Steps of a milestone indicator that a file can belong to.
    pub(super) steps: Vec<Choice>,
    /// Whether a figure needs evidence.
    pub(super) required: bool,
    /// Where the item stands on the page.
    pub(super) anchor: String,
    /// Why what was sent just now is not there.
    pub(super) refused: Option<String>,
}

/// What stands behind an item.
pub(super) fn beside(t: Text, view: &ReturnView, item: &Item, not_taken: NotTaken<'_>) -> Beside {
    let key = item.key();
    let steps = match (&item.subject, item.kind) {
        (Subject::Indicator(code), ItemKind::Indicator(Shape::Steps)) => view.plan.indicator(code).map(|it| it.steps.as_slice()),
        _ => None,
    };
    let choice = |step: &phaen_domain::indicator::MilestoneStep| {
        let level = step.level.to_string();
        Choice::new(level.clone(), t.digits(&format!("{level}. {}", step.text)).into_owned())
    };
    Beside {
        form: format!("evidence-{}", anchor(&key)),
        code: encode(&key.to_string()),
        pieces: view.evidence_of(&key).map(|it| placed(t, view, it)).collect(),
        steps: steps.unwrap_or_default().iter().map(choice).collect(),
        required: item.evidence_required,
        anchor: anchor(&key),
        refused: not_taken.evidence.filter(|(of, _)| **of == key).map(|(_, words)| words.to_owned()),
    }
}

/// A piece with the other places where its file is used.
fn placed(t: Text, view: &ReturnView, it: &Evidence) -> Piece {
    Piece {
        elsewhere: view.elsewhere(it).map(|other| used_at(t, view, other)).collect(),
        ..piece(t, &view.plan.stored.people, it)
    }
}

/// Where a file is used: item, unit and round, as far as the plan names them.
fn used_at(t: Text, view: &ReturnView, it: &Evidence) -> String {
    let plan = &view.plan;
    let item = match &it.item {
        ItemKey::Whole => t.returns_whole().to_owned(),
        ItemKey::Subject(Subject::Indicator(code)) => {
            plan.indicator(code).map_or_else(|| code.to_string(), |it| it.name_th.clone())
        }
        ItemKey::Subject(Subject::Project(code) | Subject::ProjectIndicator(code, _)) => {
            plan.project(code).map_or_else(|| code.to_string(), |it| it.name_th.clone())
        }
    };
    let mut parts = vec![item];
    if it.key != view.submission.key {
        parts.push(plan.unit(&it.key.unit).map_or_else(|| it.key.unit.to_string(), |unit| unit.name_th.clone()));
        parts
            .push(plan.find_round(it.key.round.as_str()).map_or_else(|| it.key.round.to_string(), |round| round.name_th.clone()));
    }
    t.digits(&parts.join(" · ")).into_owned()
}

/// Which item a form belongs to.
#[derive(Debug, Deserialize)]
pub(super) struct About {
    item: String,
}

/// What was sent: files and perhaps a link.
#[derive(Default)]
struct Sent {
    step: u8,
    link: String,
    link_name: String,
    files: Vec<(String, Result<Draft, Unfit>)>,
}

/// POST …/evidence: adds files and a link to an item; each is taken or refused for itself.
pub(super) async fn add(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit)): Path<(String, String, String)>,
    Query(about): Query<About>,
    headers: HeaderMap,
    form: Multipart,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let item: ItemKey = about.item.parse().map_err(|_| WebError::NotFound)?;
    let t = view.t;
    let (app, who, back) = (site.app.clone(), actor.clone(), place(&key, &item));
    let about = item.clone();
    // Nothing of a file is read for somebody who may not add it here.
    let (asking, whose, here, what) = (site.app.clone(), actor.clone(), key.clone(), item.clone());
    blocking(move || asking.may_attach(&whose, &here, &what, 0)).await?;
    let sent = match read(&app, form).await {
        Ok(sent) => sent,
        Err(Unread::TooLarge) => Sent { files: vec![(String::new(), Err(Unfit::TooLarge))], ..Sent::default() },
        Err(Unread::Refused(refusal)) => return Err(refusal),
    };
    let (found, added, refused) = blocking(move || {
        let (added, refused) = take(t, &app, &who, &key, &item, sent)?;
        Ok::<_, AppError>((app.unit_return(&who, &key)?, added, refused))
    })
    .await?;
    let by_script = headers.get(ACCEPT).is_some_and(|kind| kind == "application/json");
    let taken = t.evidence_added(t.count(added));
    if refused.is_empty() && added > 0 {
        let answer = flash::redirect_with(&back, Tone::Success, &taken);
        return Ok(if by_script { stays(answer) } else { answer });
    }
    let says = if refused.is_empty() { t.evidence_nothing().to_owned() } else { refused.join(" · ") };
    if by_script {
        return Ok(match added {
            0 => says_only(&says),
            _ => stays(flash::redirect_with(&back, Tone::Refusal, &format!("{taken} {says}"))),
        });
    }
    let says = if added > 0 { format!("{taken} {says}") } else { says };
    let not_taken = NotTaken { evidence: Some((&about, &says)), ..NotTaken::default() };
    Ok(page(&site, &view, &actor, &found, not_taken))
}

/// Why nothing was taken, for the page's script.
fn says_only(says: &str) -> Response {
    let mut answer = (StatusCode::UNPROCESSABLE_ENTITY, Json(serde_json::json!({ "says": says }))).into_response();
    let _ = answer.extensions_mut().insert(Dressed);
    answer
}

/// The same for the page's script, which has shown how far the sending was and opens the page anew itself.
fn stays(mut answer: Response) -> Response {
    *answer.status_mut() = StatusCode::NO_CONTENT;
    let _ = answer.headers_mut().remove(LOCATION);
    answer
}

/// Why a form was not read to its end.
enum Unread {
    /// It is larger than what is taken together.
    TooLarge,
    /// It broke off, or could not be written down.
    Refused(WebError),
}

impl From<MultipartError> for Unread {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooLarge } else { Self::Refused(WebError::BadRequest) }
    }
}

impl From<WebError> for Unread {
    fn from(error: WebError) -> Self {
        Self::Refused(error)
    }
}

async fn read(app: &App, mut form: Multipart) -> Result<Sent, Unread> {
    let mut sent = Sent::default();
    while let Some(mut field) = form.next_field().await? {
        match field.name().unwrap_or_default() {
            "step" => sent.step = field.text().await?.parse().unwrap_or(0),
            "link" => field.text().await?.trim().clone_into(&mut sent.link),
            "link_name" => field.text().await?.trim().clone_into(&mut sent.link_name),
            "file" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let mut spool = Spool::begin(app, MOST_BYTES).await?;
                while let Some(chunk) = field.chunk().await? {
                    // One file that is too large does not keep the others out.
                    let _ = spool.add(&chunk).await?;
                }
                // A browser sends a nameless empty file where none was chosen.
                if !(name.is_empty() && spool.is_empty()) {
                    sent.files.push((name, spool.done().await?.map_err(|TooLarge| Unfit::TooLarge)));
                }
            }
            _ => {}
        }
    }
    Ok(sent)
}

/// Adds what was sent, one by one; tells how many were taken and why others were not.
fn take(
    t: Text,
    app: &App,
    actor: &Actor,
    key: &SubmissionKey,
    item: &ItemKey,
    sent: Sent,
) -> Result<(usize, Vec<String>), AppError> {
    let mut supports: Vec<(String, Result<NewSupport, Unfit>)> =
        sent.files.into_iter().map(|(name, draft)| (name, draft.map(NewSupport::File))).collect();
    if !sent.link.is_empty() {
        supports.push((sent.link_name, Ok(NewSupport::Link(sent.link))));
    }
    let (mut added, mut refused) = (0, Vec::new());
    for (name, support) in supports {
        let new = |support| AddEvidence { key: key.clone(), item: item.clone(), step: sent.step, name: name.clone(), support };
        match support.map_err(AppError::Evidence).and_then(|support| app.add_evidence(actor, &new(support))) {
            Ok(_) => added += 1,
            Err(AppError::Evidence(why)) => {
                refused.push(format!("{name}: {}", t.digits(&word(t, why))).trim_start_matches(": ").to_owned())
            }
            Err(AppError::EvidenceKnown(known)) => refused.push(t.evidence_known(known.name)),
            Err(other) => return Err(other),
        }
    }
    Ok((added, refused))
}

/// POST …/evidence/remove
pub(super) async fn remove(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path((plan, round, unit)): Path<(String, String, String)>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let key = key_of(&plan, &round, &unit)?;
    let id = text_of(&typed, "evidence").ok_or(WebError::BadRequest)?.to_owned();
    let of = key.clone();
    let removed = blocking(move || site.app.remove_evidence(&actor, &of, &id)).await?;
    Ok(flash::redirect_with(&place(&key, &removed.item), Tone::Success, &view.t.evidence_removed(removed.name)))
}

/// Whether it is to be looked at in place.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    show: String,
}

/// GET /evidence/{id}: hands a file out; only paper and pictures may be looked at in place.
pub(super) async fn file(
    State(site): State<Site>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let (evidence, file) = blocking(move || site.app.evidence_file(&actor, &id)).await?;
    let media = evidence.file().ok_or(WebError::NotFound)?.media;
    let look = !wanted.show.is_empty() && media.may_be_shown();
    let body = handed_over(file);
    Ok(if look {
        download::inline(media.mime(), &evidence.name, body)
    } else {
        download::attachment_of(media.mime(), &evidence.name, body)
    })
}
