//! Notices (แจ้งเตือน): what somebody is told because it waits for them or because it was decided, and when reminders are due.
//!
//! Serves section 6 of the rounds: reminders before and after a due date climb a [`Ladder`], which is the agency's to set. Nothing here
//! knows what time it is, nor whom an office belongs to.

mod address;
mod ladder;
mod waits;

pub use address::mail_address;
pub use ladder::{Ladder, LadderRefused, Reader, Rung};
pub use waits::{LONGEST_WAIT_MINUTES, wait_minutes};

use crate::words::Words;

/// What is done with a round after its units reported, each by a day of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Returns are verified.
    Verify,
    /// The round is compiled (step 17).
    Compile,
    /// The round is endorsed (step 18).
    Endorse,
}

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoticeKind {
    /// A return was sent back with comments.
    SentBack,
    /// The head handed a return back to the officer.
    HandedBack,
    /// A return was handed to the head.
    Proposed,
    /// The head endorsed a return; it can be submitted.
    Endorsed,
    /// A return was submitted and waits to be verified.
    Submitted,
    /// A return was verified.
    Verified,
    /// A return is due soon.
    DueSoon,
    /// A return is due today.
    DueToday,
    /// A return is overdue: told to those for whom it waits.
    Overdue,
    /// A return of the unit is overdue: told to its head.
    OverdueHead,
    /// Returns of a round are overdue: told to the policy group.
    OverduePolicy,
    /// Returns of a round are overdue: the Director-General's list.
    OverdueList,
    /// Returns wait to be verified, and the day of compiling is near.
    VerifyDue,
    /// Returns wait to be verified, and the day of compiling is over.
    VerifyOverdue,
    /// The day of compiling a round is near.
    CompileDue,
    /// A round should have been compiled.
    CompileOverdue,
    /// The day of endorsing a round is near.
    EndorseDue,
    /// A round should have been endorsed.
    EndorseOverdue,
    /// More time was given.
    Extended,
    /// A round was opened.
    RoundOpened,
    /// A round was compiled and waits for the executives.
    RoundCompiled,
    /// A resolution waits for the chair.
    RoundResolved,
    /// A round was endorsed and can be frozen.
    RoundEndorsed,
    /// A round was not endorsed.
    RoundRefused,
    /// A round was frozen.
    RoundFrozen,
    /// A round was reopened by order.
    RoundReopened,
}

impl NoticeKind {
    /// What is told of a stage, before its day and on it, or after it.
    #[must_use]
    pub const fn of_stage(stage: Stage, over: bool) -> Self {
        match (stage, over) {
            (Stage::Verify, false) => Self::VerifyDue,
            (Stage::Verify, true) => Self::VerifyOverdue,
            (Stage::Compile, false) => Self::CompileDue,
            (Stage::Compile, true) => Self::CompileOverdue,
            (Stage::Endorse, false) => Self::EndorseDue,
            (Stage::Endorse, true) => Self::EndorseOverdue,
        }
    }

    /// Whether it is about the round as a whole, so that it leads to the round and not to a return.
    #[must_use]
    pub const fn is_of_a_round(self) -> bool {
        matches!(
            self,
            Self::CompileDue
                | Self::CompileOverdue
                | Self::EndorseDue
                | Self::EndorseOverdue
                | Self::RoundCompiled
                | Self::RoundResolved
                | Self::RoundEndorsed
                | Self::RoundRefused
                | Self::RoundFrozen
                | Self::RoundReopened
        )
    }

    /// Whether it leads to the board: it tells of several units at once.
    #[must_use]
    pub const fn is_of_the_board(self) -> bool {
        matches!(self, Self::OverduePolicy | Self::OverdueList | Self::VerifyDue | Self::VerifyOverdue)
    }

    /// Whether it tells of returns that wait to be verified, not of units that are late.
    #[must_use]
    pub const fn is_to_verify(self) -> bool {
        matches!(self, Self::VerifyDue | Self::VerifyOverdue)
    }
}

impl Words for NoticeKind {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::SentBack, "sent_back", "แบบรายงานถูกส่งคืนให้แก้ไข", "A return was sent back to be mended"),
        (Self::HandedBack, "handed_back", "หัวหน้าหน่วยงานส่งแบบรายงานคืน", "The head handed a return back"),
        (Self::Proposed, "proposed", "มีแบบรายงานเสนอให้เห็นชอบ", "A return waits for endorsement"),
        (Self::Endorsed, "endorsed", "หัวหน้าหน่วยงานเห็นชอบแบบรายงานแล้ว ส่งได้", "The head endorsed a return; it can be submitted"),
        (Self::Submitted, "submitted", "มีแบบรายงานรอตรวจรับ", "A return waits to be verified"),
        (Self::Verified, "verified", "ตรวจรับแบบรายงานแล้ว", "A return was verified"),
        (Self::DueSoon, "due_soon", "ใกล้ครบกำหนดส่งแบบรายงาน", "A return is due soon"),
        (Self::DueToday, "due_today", "ครบกำหนดส่งแบบรายงานวันนี้", "A return is due today"),
        (Self::Overdue, "overdue", "แบบรายงานเลยกำหนดส่ง", "A return is overdue"),
        (Self::OverdueHead, "overdue_head", "แบบรายงานของหน่วยงานท่านเลยกำหนดส่ง", "A return of your unit is overdue"),
        (Self::OverduePolicy, "overdue_policy", "มีหน่วยงานยังไม่ส่งแบบรายงานที่เลยกำหนด", "Units have not submitted overdue returns"),
        (Self::OverdueList, "overdue_list", "รายชื่อหน่วยงานที่ค้างส่งแบบรายงาน", "List of units with overdue returns"),
        (
            Self::VerifyDue,
            "verify_due",
            "เตือนให้ตรวจรับแบบรายงานก่อนกำหนดรวบรวมผลของรอบ",
            "Reminder: returns wait to be verified before their round is compiled",
        ),
        (
            Self::VerifyOverdue,
            "verify_overdue",
            "แบบรายงานยังไม่ได้ตรวจรับ เลยกำหนดรวบรวมผลของรอบ",
            "Returns are not verified and the day of compiling is over",
        ),
        (Self::CompileDue, "compile_due", "เตือนกำหนดรวบรวมผลของรอบ", "Reminder: a round is to be compiled"),
        (Self::CompileOverdue, "compile_overdue", "เลยกำหนดรวบรวมผลของรอบ", "A round is overdue for compiling"),
        (Self::EndorseDue, "endorse_due", "เตือนกำหนดเห็นชอบผลของรอบ", "Reminder: a round is to be endorsed"),
        (Self::EndorseOverdue, "endorse_overdue", "เลยกำหนดเห็นชอบผลของรอบ", "A round is overdue for endorsement"),
        (Self::Extended, "extended", "ได้รับการขยายเวลาส่งแบบรายงาน", "More time was given for a return"),
        (Self::RoundOpened, "round_opened", "เปิดรอบการรายงานแล้ว", "A round was opened"),
        (
            Self::RoundCompiled,
            "round_compiled",
            "รวบรวมผลของรอบแล้ว รอผู้บริหารเห็นชอบ",
            "A round was compiled and waits for endorsement",
        ),
        (Self::RoundResolved, "round_resolved", "มีมติคณะกรรมการรอประธานรับรอง", "A resolution waits for the chair"),
        (Self::RoundEndorsed, "round_endorsed", "ผลของรอบได้รับความเห็นชอบ รอตรึงผล", "A round was endorsed and can be frozen"),
        (Self::RoundRefused, "round_refused", "ผลของรอบไม่ได้รับความเห็นชอบ", "A round was not endorsed"),
        (Self::RoundFrozen, "round_frozen", "ตรึงผลของรอบแล้ว", "A round was frozen"),
        (Self::RoundReopened, "round_reopened", "เปิดรอบใหม่ตามคำสั่ง", "A round was reopened by order"),
    ];
}
