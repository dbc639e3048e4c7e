//! Writes of the API, each by one use case: done, then told. With an `Idempotency-Key` the same request is done once, however often it is sent,
//! to whichever node, before and after a restart (`phaen_app::once`).
//!
//! Telling is apart from doing: where a program died between the two, what was done is only told again.

use std::thread;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::LOCATION;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use phaen_app::AppError;
use phaen_app::once::Known;
use phaen_app::ports::{KeptAnswer, KeyedRequest};
use phaen_app::returns::Draft;
use phaen_domain::access::Action;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::call::{Call, json_text};
use super::refusal::{Fault, Refusal};

/// The header in which a caller names a write.
pub(super) const HEADER: &str = "idempotency-key";
/// The header that says that an answer is one given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Longest name of a write, in characters.
const LONGEST_KEY: usize = 200;
/// How often it is looked whether the same write, sent twice at once, is done; and how long is waited between.
const LOOKS: u32 = 20;
const WAIT: Duration = Duration::from_millis(100);

/// What was sent: the parameters of the path, and the body.
pub(super) struct Sent<P, B = Bytes> {
    /// Parameters of the path.
    pub(super) path: P,
    /// The body.
    pub(super) body: B,
}

/// A body by which two requests of one name are told apart.
pub(super) trait Payload {
    /// Adds what the body is to a hash.
    fn add_to(&self, hash: &mut Sha256);
}

impl Payload for Bytes {
    fn add_to(&self, hash: &mut Sha256) {
        hash.update(self);
    }
}

/// A file on disk is known by its hash, which was computed as it came.
impl Payload for Draft {
    fn add_to(&self, hash: &mut Sha256) {
        hash.update(self.hash().as_str());
    }
}

/// What is told after a write.
pub(super) struct Told<T> {
    status: StatusCode,
    location: Option<String>,
    answer: T,
    kept: bool,
}

impl<T> Told<T> {
    /// The usual answer.
    pub(super) const fn ok(answer: T) -> Self {
        Self::new(StatusCode::OK, answer)
    }

    /// An answer with a status of its own.
    pub(super) const fn new(status: StatusCode, answer: T) -> Self {
        Self { status, location: None, answer, kept: true }
    }

    /// The same with the address of what was made.
    pub(super) fn at(self, address: String) -> Self {
        Self { location: Some(address), ..self }
    }

    /// The same with a secret in it, which is told once and stored nowhere: asked again by its key, the write is told without it.
    pub(super) fn not_kept(self) -> Self {
        Self { kept: false, ..self }
    }
}

impl Call {
    /// Writes by one use case and tells how things stand then. `tell` gets what the use case gave; nothing when the same named write was done
    /// before and its answer is lost.
    pub(super) async fn write<P, B, W, T>(
        self,
        action: Action,
        sent: Sent<P, B>,
        write: impl Fn(&Self, &Sent<P, B>) -> Result<W, Refusal> + Send + 'static,
        tell: impl Fn(&Self, &Sent<P, B>, Option<W>) -> Result<Told<T>, Refusal> + Send + 'static,
    ) -> Response
    where
        P: Send + 'static,
        B: Payload + Send + 'static,
        T: Serialize,
    {
        self.run(action, move |call| {
            let Some(key) = call.key()? else {
                let done = write(call, &sent)?;
                return Ok(answer(&put_down(&tell(call, &sent, Some(done))?)?, false));
            };
            let request = call.keyed(key, &sent.body);
            call.once(&request, |call| write(call, &sent), |call, done| tell(call, &sent, done))
        })
        .await
    }

    fn once<W, T: Serialize>(
        &self,
        request: &KeyedRequest,
        write: impl Fn(&Self) -> Result<W, Refusal>,
        tell: impl Fn(&Self, Option<W>) -> Result<Told<T>, Refusal>,
    ) -> Result<Response, Refusal> {
        let named = self.with(self.app.once(request));
        for _ in 0..LOOKS {
            match self.app.known_request(request)? {
                Known::Answered(kept) => return Ok(answer(&kept, true)),
                Known::Done => return Ok(answer(&self.keep(request, &tell(self, None)?)?, true)),
                Known::Nothing => match write(&named) {
                    // Whoever was quicker may still wait for its commit.
                    Err(Refusal::App(AppError::DoneBefore)) => thread::sleep(WAIT),
                    done => return Ok(answer(&self.keep(request, &tell(self, Some(done?))?)?, false)),
                },
            }
        }
        Err(AppError::DoneBefore.into())
    }

    /// Keeps an answer. When even that fails, the write stands and is told all the same; asked again, it is told anew.
    fn keep<T: Serialize>(&self, request: &KeyedRequest, told: &Told<T>) -> Result<KeptAnswer, Refusal> {
        let kept = put_down(told)?;
        if let Some(error) = told.kept.then(|| self.app.keep_answer(request, &kept).err()).flatten() {
            tracing::warn!(id = self.view.request_id, %error, "an answer could not be kept");
        }
        Ok(kept)
    }

    /// The name of the write, where the caller gave one.
    fn key(&self) -> Result<Option<&str>, Refusal> {
        let Some(given) = &self.key else { return Ok(None) };
        let key = given.to_str().ok().filter(|key| (1..=LONGEST_KEY).contains(&key.len()));
        key.map(Some).ok_or_else(|| {
            let th = format!("ต้องเป็นอักขระ ASCII ที่พิมพ์ได้ 1 ถึง {LONGEST_KEY} ตัว เช่น UUID");
            let en = format!("must be 1 to {LONGEST_KEY} printable ASCII characters, such as a UUID");
            Refusal::Fields(vec![Fault::new("Idempotency-Key", th, en)])
        })
    }

    /// Whether the write was done before under its name; nothing of the body has to be read for that.
    pub(super) fn is_named_and_done(&self) -> Result<bool, Refusal> {
        let done = self.key()?.map(|key| self.app.is_done(&self.actor.account, key));
        Ok(done.transpose()?.unwrap_or(false))
    }

    fn keyed(&self, key: &str, body: &impl Payload) -> KeyedRequest {
        let (method, address) = &self.asked_for;
        let mut hash = Sha256::new();
        hash.update(format!("{method}\n{address}\n"));
        body.add_to(&mut hash);
        KeyedRequest { account: self.actor.account.clone(), key: key.to_owned(), hash: format!("{:x}", hash.finalize()) }
    }
}

/// The answer as it is kept: the address of what was made in the first line, then the JSON.
fn put_down<T: Serialize>(told: &Told<T>) -> Result<KeptAnswer, Refusal> {
    let json = serde_json::to_string(&told.answer).map_err(|error| Refusal::internal(&error))?;
    let location = told.location.as_deref().unwrap_or_default();
    Ok(KeptAnswer { status: told.status.as_u16(), text: format!("{location}\n{json}") })
}

fn answer(kept: &KeptAnswer, replayed: bool) -> Response {
    let (location, json) = kept.text.split_once('\n').unwrap_or(("", &kept.text));
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    let mut response = json_text(status, json.to_owned());
    let headers = response.headers_mut();
    if let Some(location) = HeaderValue::from_str(location).ok().filter(|location| !location.is_empty()) {
        let _ = headers.insert(LOCATION, location);
    }
    if replayed {
        let _ = headers.insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}
