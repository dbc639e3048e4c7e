//! What each refusal says: what happened, what to do, whom to ask. Thai and English come from the locales and from the domain's own words.

use phaen_domain::access::{Denial, Rule};
use phaen_domain::plan::EditionState;
use phaen_domain::round::RoundState;
use phaen_domain::words::Words;

use super::{Held, WebError};
use crate::display::Lang;
use crate::text::Text;

/// What a refusal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Heading.
    pub title: String,
    /// What happened.
    pub what: String,
    /// What to do.
    pub remedy: String,
    /// Whom to ask.
    pub who: String,
}

impl WebError {
    /// The words for the reader.
    #[must_use]
    pub fn wording(&self, t: Text, limit_bytes: usize) -> Wording {
        let (title, what, remedy) = match self {
            Self::BadRequest => (t.bad_request_title(), t.bad_request_what(), t.bad_request_remedy()),
            Self::Unauthenticated => (t.unauthenticated_title(), t.unauthenticated_what(), t.unauthenticated_remedy()),
            Self::Forbidden(_) => (t.forbidden_title(), t.forbidden_what(), t.forbidden_remedy()),
            Self::EnrolFirst => (t.enrol_first_title(), t.enrol_first_what(), t.enrol_first_remedy()),
            Self::Crossing => (t.crossing_title(), t.crossing_what(), t.crossing_remedy()),
            Self::NotFound => (t.not_found_title(), t.not_found_what(), t.not_found_remedy()),
            Self::NotAllowed => (t.not_allowed_title(), t.not_allowed_what(), t.not_allowed_remedy()),
            Self::Held(held) => held.words(t),
            Self::Past { next: Some(_), .. } => (t.held_past_title(), "", ""),
            Self::Past { next: None, .. } => (t.held_past_title(), "", t.held_past_last()),
            Self::StandsInReturn { .. } => (t.held_in_return_title(), "", t.held_in_return_remedy()),
            Self::Stale { .. } => (t.stale_title(), t.stale_what(), t.stale_remedy()),
            Self::PreviewOutOfDate => (t.preview_outdated_title(), t.preview_outdated_what(), t.preview_outdated_remedy()),
            Self::UnderWay => (t.under_way_title(), t.under_way_what(), t.under_way_remedy()),
            Self::KeyReused => (t.key_reused_title(), t.key_reused_what(), t.key_reused_remedy()),
            Self::TooLarge => (t.too_large_title(), "", t.too_large_remedy()),
            Self::Invalid => (t.invalid_title(), t.invalid_what(), t.invalid_remedy()),
            Self::TooMany { .. } => (t.too_many_title(), t.too_many_what(), ""),
            Self::Busy => (t.busy_title(), t.busy_what(), t.busy_remedy()),
            Self::Away { .. } => (t.away_title(), t.away_what(), t.away_remedy()),
            Self::FilesAway { .. } => (t.files_away_title(), t.files_away_what(), t.files_away_remedy()),
            Self::Full { .. } => (t.full_title(), t.full_what(), t.full_remedy()),
            Self::Internal { .. } => (t.internal_title(), t.internal_what(), t.internal_remedy()),
        };
        let mut wording = Wording {
            title: title.to_owned(),
            what: what.to_owned(),
            remedy: remedy.to_owned(),
            who: t.refusal_who_administrator().to_owned(),
        };
        self.add_facts(&mut wording, t, limit_bytes);
        wording
    }

    /// The words for whoever wrote the program that asked: it has a token, not a page.
    #[must_use]
    pub fn wording_for_programs(&self, t: Text, limit_bytes: usize) -> Wording {
        let mut wording = self.wording(t, limit_bytes);
        if matches!(self, Self::Unauthenticated) {
            t.unauthenticated_token_title().clone_into(&mut wording.title);
            t.unauthenticated_token_what().clone_into(&mut wording.what);
            t.unauthenticated_token_remedy().clone_into(&mut wording.remedy);
        }
        wording
    }

    fn add_facts(&self, wording: &mut Wording, t: Text, limit_bytes: usize) {
        match self {
            Self::Forbidden(Some(denial)) => add_denial(wording, t, denial),
            Self::Held(held) => wording.what = held.what(t),
            Self::Past { state, next } => {
                wording.what = t.held_past_what(word(t, *state));
                if let Some(next) = next {
                    wording.remedy = t.held_past_next(t.digits(own_name(t, next)));
                }
            }
            Self::StandsInReturn { unit, round } => {
                wording.what = t.held_in_return_what(t.digits(own_name(t, unit)), t.digits(own_name(t, round)));
            }
            Self::TooLarge => {
                let limit = t.size_megabytes(t.count(limit_bytes / (1024 * 1024)));
                wording.what = t.too_large_what(limit);
            }
            Self::TooMany { seconds } => {
                wording.remedy = t.too_many_remedy(t.digits(&seconds.to_string()));
            }
            _ => {}
        }
    }
}

/// A name in the reader's language: in Thai where it has no English one.
fn own_name(t: Text, (th, en): &(String, Option<String>)) -> &str {
    en.as_deref().filter(|_| t.display().lang == Lang::English).unwrap_or(th)
}

fn add_denial(wording: &mut Wording, t: Text, denial: &Denial) {
    let who: Vec<&str> = denial.who_could.iter().map(|role| word(t, *role)).collect();
    wording.what = match denial.rule {
        Rule::Unit => t.forbidden_what_unit(word(t, denial.action)),
        Rule::OwnPreparation => t.forbidden_what_own_preparation(word(t, denial.action)),
        Rule::OwnSubmission => t.forbidden_what_own_submission(word(t, denial.action)),
        Rule::OwnEndorsement => t.forbidden_what_own_endorsement(word(t, denial.action)),
        Rule::NotHandedOver => t.forbidden_what_not_handed_over(word(t, denial.action)),
        Rule::Role | Rule::State(_) => t.forbidden_what_rule(word(t, denial.action)),
    };
    wording.who = t.refusal_who_person(who.join(", "));
}

fn word<W: Words>(t: Text, member: W) -> &'static str {
    if t.display().lang == Lang::Thai { member.th() } else { member.en() }
}

impl Held {
    /// Title, what happened in general, what to do.
    fn words(self, t: Text) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Edition(EditionState::Draft) => (t.held_draft_title(), "", t.held_draft_remedy()),
            Self::Edition(_) => (t.held_edition_title(), "", t.held_edition_remedy()),
            Self::Round(RoundState::Planned) => (t.held_planned_title(), "", t.held_planned_remedy()),
            Self::ReopeningOver(_) => (t.held_reopening_title(), "", t.held_reopening_remedy()),
            Self::Round(_) => (t.held_round_title(), "", t.held_round_remedy()),
            Self::RoundStep(_) => (t.held_step_title(), "", t.held_step_remedy()),
            Self::Return(_) => (t.held_return_title(), "", t.held_return_remedy()),
            Self::Incomplete => (t.held_incomplete_title(), "", t.held_incomplete_remedy()),
            Self::Findings => (t.returns_findings_title(), "", t.returns_findings_remedy()),
            Self::RoundFindings => (t.findings_held_title(), "", t.findings_held_remedy()),
            Self::NothingToReport => (t.held_nothing_title(), "", t.held_nothing_remedy()),
        }
    }

    /// What happened, with the state by its name.
    fn what(self, t: Text) -> String {
        match self {
            Self::Edition(EditionState::Draft) => t.held_draft_what().to_owned(),
            Self::Edition(state) => t.held_edition_what(word(t, state)),
            Self::ReopeningOver(day) => t.held_reopening_what(crate::when::long_day(t, day)),
            Self::Round(state) => t.held_round_what(word(t, state)),
            Self::RoundStep(state) => t.held_step_what(word(t, state)),
            Self::Return(state) => t.held_return_what(word(t, state)),
            Self::Incomplete => t.held_incomplete_what().to_owned(),
            Self::Findings => t.returns_findings_what().to_owned(),
            Self::RoundFindings => t.findings_held_what().to_owned(),
            Self::NothingToReport => t.held_nothing_what().to_owned(),
        }
    }
}
