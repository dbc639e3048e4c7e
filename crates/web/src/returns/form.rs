//! Everything that a return's page says, looked up once.

use phaen_app::accounts::People;
use phaen_app::returns::ReturnView;
use phaen_app::{Actor, App};
use phaen_domain::access::Action;
use phaen_domain::submission::{Field, ItemKey, SubmissionState};
use phaen_domain::words::Words;

use super::field::{Fields, NotTaken, Shown, Way};
use super::finding;
use super::item::{ShownItem, items};
use super::path;
use crate::components::{Tag, Tone};
use crate::cookies::encode;
use crate::display::Lang;
use crate::journal::{office_in_words, who};
use crate::text::Text;
use crate::when;

/// What the reader may do with the return now.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct May {
    pub(super) edit: bool,
    pub(super) propose: bool,
    pub(super) endorse: bool,
    pub(super) hand_back: bool,
    pub(super) submit: bool,
    pub(super) verify: bool,
    pub(super) send_back: bool,
}

impl May {
    pub(super) fn of(actor: &Actor, view: &ReturnView) -> Self {
        let may = |action, state| view.may(actor, action, state);
        let state = view.submission.state;
        let edit = may(Action::EditReturn, state);
        let takes = view.takes_results;
        Self {
            edit,
            propose: edit && view.submission.proposed_at.is_none(),
            endorse: view.submission.proposed_at.is_some() && may(Action::EndorseReturn, state),
            hand_back: may(Action::EndorseReturn, SubmissionState::Draft)
                && (state == SubmissionState::Endorsed || (view.submission.proposed_at.is_some() && state.is_editable())),
            submit: may(Action::SubmitReturn, state),
            verify: takes && may(Action::VerifyReturn, state),
            // What is verified stays where it is once the round went on; what came late can still be sent back.
            send_back: (takes || state != SubmissionState::Verified) && may(Action::SendBack, state),
        }
    }
}

/// One step of the way that a return goes.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) done: Option<String>,
    pub(super) now: bool,
}

/// The whole page.
pub(super) struct Sheet {
    pub(super) items: Vec<ShownItem>,
    pub(super) whole: Vec<Shown>,
    pub(super) steps: Vec<Step>,
    pub(super) facts: Vec<(String, String)>,
    /// How many findings there are, with the label.
    pub(super) counted: (String, String),
    /// How many items may start with what counts already.
    pub(super) startable: usize,
    /// Open comments on the return as a whole: id, text, who and in which office.
    pub(super) comments: Vec<(String, String, String)>,
    /// Address, name and time of what was submitted.
    pub(super) versions: Vec<(String, String, String)>,
    pub(super) state: Tag,
    pub(super) done: usize,
    pub(super) all: usize,
    /// Plan and round, as pages of figures are asked for them.
    pub(super) of_round: String,
}

impl Sheet {
    pub(super) fn of(t: Text, app: &App, view: &ReturnView, not_taken: NotTaken<'_>) -> Self {
        let (findings, key) = (view.findings(), &view.submission.key);
        let fields = Fields { t, view, not_taken, findings: &findings };
        let whole = phaen_domain::submission::WHOLE_FIELDS.map(|field| fields.of(&ItemKey::Whole, field, Way::Lines, None));
        let (done, all) = view.completeness();
        let open = view.comments.iter().filter(|comment| comment.field.is_none() && comment.resolved.is_none());
        Self {
            items: items(&fields),
            startable: view.starting().iter().filter(|(key, _)| key.field == Field::Answer).count(),
            whole: whole.to_vec(),
            steps: steps(t, view),
            facts: facts(t, app, view),
            counted: finding::counted(t, &findings),
            comments: open
                .map(|it| (it.id.clone(), it.text.clone(), in_office(t, &view.plan.stored.people, &it.by, &it.office)))
                .collect(),
            versions: view
                .versions
                .iter()
                .map(|version| {
                    let number = t.count(usize::try_from(version.number).unwrap_or(0));
                    let href = format!("{}/versions/{}", path(key), version.number);
                    (href, t.returns_version(number), when::instant(t, version.submitted_at))
                })
                .collect(),
            state: state_tag(t, view.submission.state),
            done,
            all,
            of_round: format!("plan={}&round={}", encode(key.plan.as_str()), encode(key.round.as_str())),
        }
    }
}

/// What was sent under a name.
pub(super) fn text_of<'a>(typed: &'a [(String, String)], name: &str) -> Option<&'a str> {
    typed.iter().find(|(given, _)| given == name).map(|(_, text)| text.as_str())
}

/// Somebody with the office in which they acted.
pub(super) fn in_office(t: Text, people: &People, by: &str, office: &str) -> String {
    format!("{} · {}", who(t, people, by), office_in_words(t, office))
}

/// The state as a tag.
pub(super) fn state_tag(t: Text, state: SubmissionState) -> Tag {
    let tone = match state {
        SubmissionState::Draft => Tone::Information,
        SubmissionState::Endorsed | SubmissionState::Submitted => Tone::Information,
        SubmissionState::Returned => Tone::Warning,
        SubmissionState::Verified => Tone::Success,
    };
    Tag { words: word(t, state), tone }
}

pub(super) fn word<W: Words>(t: Text, word: W) -> String {
    if t.display().lang == Lang::Thai { word.th() } else { word.en() }.to_owned()
}

fn steps(t: Text, view: &ReturnView) -> Vec<Step> {
    let it = &view.submission;
    let at = |at: Option<jiff::Timestamp>| at.map(|at| when::instant(t, at));
    let proposed = at(it.proposed_at).filter(|_| it.state.is_editable());
    let passed = !it.state.is_editable();
    let decided = |by: &Option<String>, office: &Option<String>, instant: Option<jiff::Timestamp>| {
        let who = in_office(t, &view.plan.stored.people, by.as_deref()?, office.as_deref().unwrap_or(""));
        Some(at(instant).map_or_else(|| who.clone(), |at| format!("{who} · {at}")))
    };
    let submitted = matches!(it.state, SubmissionState::Submitted | SubmissionState::Verified);
    let rows = [
        (t.returns_step_fill(), proposed.clone().or_else(|| passed.then(String::new))),
        (t.returns_step_endorse(), decided(&it.endorsed_by, &it.endorsed_office, it.endorsed_at)),
        (t.returns_step_submit(), decided(&it.submitted_by, &it.submitted_office, it.submitted_at).filter(|_| submitted)),
        (t.returns_step_verify(), at(it.verified_at)),
    ];
    let now = rows.iter().position(|(_, done)| done.is_none());
    rows.into_iter()
        .enumerate()
        .map(|(place, (name, done))| Step { name: name.to_owned(), done, now: Some(place) == now })
        .collect()
}

fn facts(t: Text, app: &App, view: &ReturnView) -> Vec<(String, String)> {
    let it = &view.submission;
    let mut facts = vec![(t.returns_due().to_owned(), when::long_day(t, it.due()))];
    if let Some(extension) = &it.extension {
        facts.push((t.returns_extension().to_owned(), format!("{} · {}", extension.reason, extension.office)));
    }
    let late = it.days_late(app.today(), phaen_app::civil);
    let days = t.count(usize::try_from(late).unwrap_or(0));
    let timeliness = match (it.first_submitted_at, late) {
        (Some(at), 0) => t.returns_in_time(when::instant(t, at)),
        (Some(at), _) => t.returns_late(when::instant(t, at), days),
        (None, 0) => t.returns_not_due().to_owned(),
        (None, _) => t.returns_overdue(days),
    };
    facts.push((t.returns_timeliness().to_owned(), timeliness));
    if let Some(day) = it.return_due_on.filter(|_| it.state == SubmissionState::Returned) {
        facts.push((t.returns_return_due().to_owned(), when::long_day(t, day)));
    }
    if let Some(unit) = &it.inherited_from {
        facts.push((t.returns_inherited().to_owned(), unit.to_string()));
    }
    if let Some(by) = &it.verified_by {
        let office = it.verified_office.as_deref().unwrap_or("");
        facts.push((t.returns_verified_by().to_owned(), in_office(t, &view.plan.stored.people, by, office)));
    }
    facts
}

#[cfg(test)]
mod tests {
    use phaen_app::accounts::People;

    use super::in_office;
    use crate::display::{Digits, Display, Lang};
    use crate::text::Text;

    #[test]
    fn an_office_by_order_is_written_in_the_readers_digits() {
        let t = Text::new(Display { lang: Lang::Thai, digits: Digits::Thai });
        let people = People::from_iter([("head".to_owned(), "ผู้อำนวยการกอง".to_owned())]);
        let shown = in_office(t, &people, "head", "รักษาราชการแทน ตามคำสั่งที่ 123/2566");
        assert_eq!(shown, "ผู้อำนวยการกอง · รักษาราชการแทน ตามคำสั่งที่ ๑๒๓/๒๕๖๖");
    }
}
