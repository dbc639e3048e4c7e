//! Where a return is in its life: draft → endorsed by the unit head → submitted → (returned → …) → verified.

use jiff::Timestamp;
use jiff::civil::Date;

use super::FieldKey;
use crate::id::{PlanCode, RoundCode, UnitCode};
use crate::words::Words;

/// Where a return is in its life. Frozen is its round's state, not its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SubmissionState {
    /// ร่าง: the officer fills it in.
    Draft,
    /// หัวหน้าหน่วยงานเห็นชอบ: ready to be submitted.
    Endorsed,
    /// ส่งแล้ว: the policy group looks at it.
    Submitted,
    /// ส่งคืนแก้ไข: with comments on fields.
    Returned,
    /// ตรวจรับแล้ว: its figures count.
    Verified,
}

impl Words for SubmissionState {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Draft, "draft", "ร่าง", "Draft"),
        (Self::Endorsed, "endorsed", "หัวหน้าหน่วยงานเห็นชอบ", "Endorsed by the head of unit"),
        (Self::Submitted, "submitted", "ส่งแล้ว รอตรวจรับ", "Submitted"),
        (Self::Returned, "returned", "ส่งคืนแก้ไข", "Sent back"),
        (Self::Verified, "verified", "ตรวจรับแล้ว", "Verified"),
    ];
}

impl SubmissionState {
    /// Whether fields may be changed.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }
}

/// Which return: at most one exists for each.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubmissionKey {
    /// The plan reported on.
    pub plan: PlanCode,
    /// The round.
    pub round: RoundCode,
    /// The unit that reports.
    pub unit: UnitCode,
}

/// More time, given by order of a person for a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The new day.
    pub due_on: Date,
    /// Why.
    pub reason: String,
    /// Login of who gave it.
    pub by: String,
    /// The office in which it was given.
    pub office: String,
}

/// A return, without what is typed into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Which one.
    pub key: SubmissionKey,
    /// Where it is.
    pub state: SubmissionState,
    /// The unit that had the obligation when the round was opened, where a successor has taken it over.
    pub inherited_from: Option<UnitCode>,
    /// The day by which it is due, by rule when the round was opened or last re-dated; an extension goes before it.
    pub due_on: Date,
    /// More time, if given.
    pub extension: Option<Extension>,
    /// When the officer last handed it to the head; editing takes that back.
    pub proposed_at: Option<Timestamp>,
    /// Login of the head that endorsed.
    pub endorsed_by: Option<String>,
    /// The office in which it was endorsed.
    pub endorsed_office: Option<String>,
    /// When it was endorsed.
    pub endorsed_at: Option<Timestamp>,
    /// When it was first submitted: what timeliness is judged by (U14).
    pub first_submitted_at: Option<Timestamp>,
    /// When it was last submitted.
    pub submitted_at: Option<Timestamp>,
    /// Login of who submitted it.
    pub submitted_by: Option<String>,
    /// The office in which it was submitted.
    pub submitted_office: Option<String>,
    /// The day by which a returned one is due again.
    pub return_due_on: Option<Date>,
    /// When it was verified.
    pub verified_at: Option<Timestamp>,
    /// Login of who verified.
    pub verified_by: Option<String>,
    /// The office in which it was verified.
    pub verified_office: Option<String>,
    /// 1, 2, 3 … counts submitted versions; 0 before the first.
    pub submissions: u32,
    /// Counts up with every decision; a write names the version it saw.
    pub version: u32,
}

impl Submission {
    /// A return as it is when its round opens: nothing typed, nothing decided.
    #[must_use]
    pub fn opened(key: SubmissionKey, due_on: Date) -> Self {
        Self {
            key,
            state: SubmissionState::Draft,
            inherited_from: None,
            due_on,
            extension: None,
            proposed_at: None,
            endorsed_by: None,
            endorsed_office: None,
            endorsed_at: None,
            first_submitted_at: None,
            submitted_at: None,
            submitted_by: None,
            submitted_office: None,
            return_due_on: None,
            verified_at: None,
            verified_by: None,
            verified_office: None,
            submissions: 0,
            version: 1,
        }
    }

    /// The day that counts: the extension's, else the rule's.
    #[must_use]
    pub fn due(&self) -> Date {
        self.extension.as_ref().map_or(self.due_on, |extension| extension.due_on)
    }

    /// Whether more time can still be given: once it was submitted, what came late stays late (`process.md` U13).
    #[must_use]
    pub const fn takes_more_time(&self) -> bool {
        self.first_submitted_at.is_none()
    }

    /// Days late on the day of first submission, or today when nothing was submitted; 0 when in time.
    #[must_use]
    pub fn days_late(&self, today: Date, civil: impl Fn(Timestamp) -> Date) -> u32 {
        let day = self.first_submitted_at.map_or(today, civil);
        day.since(self.due()).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
    }
}

/// A return as it was submitted once: readable for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmittedVersion {
    /// 1, 2, 3 …
    pub number: u32,
    /// When.
    pub submitted_at: Timestamp,
    /// Login of who submitted.
    pub submitted_by: String,
    /// Login of the head that had endorsed.
    pub endorsed_by: String,
    /// SHA-256 of all fields as canonical text ([`super::Fields::canonical`]), hexadecimal.
    pub hash: String,
}

/// A comment on a field or, without one, on the whole return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Globally unique id.
    pub id: String,
    /// Which field.
    pub field: Option<FieldKey>,
    /// What was said.
    pub text: String,
    /// Login of who said it.
    pub by: String,
    /// The office in which it was said.
    pub office: String,
    /// When.
    pub at: Timestamp,
    /// The submitted version it is about.
    pub about: u32,
    /// Who settled it and when.
    pub resolved: Option<(String, Timestamp)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_return(first: Option<&str>) -> Submission {
        let key = SubmissionKey {
            plan: PlanCode::new("LED-2566").unwrap(),
            round: RoundCode::new("R12").unwrap(),
            unit: UnitCode::new("พบ.").unwrap(),
        };
        let first_submitted_at = first.map(|at| at.parse().unwrap());
        Submission { first_submitted_at, ..Submission::opened(key, "2024-04-05".parse().unwrap()) }
    }

    fn bangkok(at: Timestamp) -> Date {
        at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(7))).date()
    }

    #[test]
    fn the_last_second_of_the_due_day_is_in_time_and_the_next_is_one_day_late() {
        let today = "2024-06-01".parse().unwrap();
        assert_eq!(a_return(Some("2024-04-05T23:59:59+07:00")).days_late(today, bangkok), 0);
        assert_eq!(a_return(Some("2024-04-06T00:00:00+07:00")).days_late(today, bangkok), 1);
    }

    #[test]
    fn what_was_never_submitted_grows_later_by_the_day() {
        assert_eq!(a_return(None).days_late("2024-04-15".parse().unwrap(), bangkok), 10);
    }

    #[test]
    fn an_extension_moves_the_day_that_counts() {
        let mut it = a_return(Some("2024-04-08T09:00:00+07:00"));
        it.extension = Some(Extension {
            due_on: "2024-04-10".parse().unwrap(),
            reason: "น้ำท่วม".to_owned(),
            by: "head".to_owned(),
            office: "ผอ.กนย.".to_owned(),
        });
        assert_eq!(it.days_late("2024-06-01".parse().unwrap(), bangkok), 0);
    }
}
