//! Actions: everything that authority is asked for.

use crate::words::Words;

/// What may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Read plans, verified results and scorecards.
    ReadPlan,
    /// Read the journal.
    ReadJournal,
    /// Take plans and scorecards out as files.
    Export,
    /// Make books.
    MakeBook,
    /// Bring a workbook in.
    Import,
    /// Make a draft edition of an announced plan.
    AmendPlan,
    /// Change a target in a draft edition.
    SetTarget,
    /// Enter a result in an open round, beside the returns.
    EnterObservation,
    /// Write the texts of a book.
    WriteNarrative,
    /// Open a round for all units that have something to report.
    OpenRound,
    /// Give a unit more time.
    ExtendDue,
    /// Change holidays and deadline rules.
    SetCalendar,
    /// See the board of all units' returns.
    ReadBoard,
    /// Read a unit's return that is not frozen yet.
    ReadReturn,
    /// Fill in a unit's return: figures, narratives, evidence.
    EditReturn,
    /// Endorse a unit's return as its head, or hand it back to the officer.
    EndorseReturn,
    /// Submit an endorsed return.
    SubmitReturn,
    /// Verify a submitted return.
    VerifyReturn,
    /// Send a submitted return back with comments on fields.
    SendBack,
    /// Explain what the checks find in the plan itself and in verified returns.
    ExplainRound,
    /// Compile a round whose returns are in.
    CompileRound,
    /// Record the committee's resolution on a compiled round.
    RecordResolution,
    /// Confirm the committee's resolution.
    ConfirmResolution,
    /// Endorse a compiled round.
    EndorseRound,
    /// Freeze an endorsed round.
    FreezeRound,
    /// Order a frozen round to be reopened.
    ReopenRound,
    /// Pack a round's evidence.
    PackEvidence,
    /// See the accounts: a head those of the own officers.
    ReadAccounts,
    /// See the keeping of accounts: all of them, the letters that go out, and of which roles a second factor is asked.
    ReadKeeping,
    /// Keep accounts of reporting officers, a head those of the own unit; whose exactly, `keeps_account` decides.
    ManageUnitAccounts,
    /// Create, change and close any account.
    ManageAccounts,
    /// Keep offices, who holds them and who acts for them.
    ManageOffices,
    /// Keep one's own password, second factor and access tokens.
    KeepOwnAccount,
}

impl Action {
    /// Whether it changes nothing.
    #[must_use]
    pub const fn only_reads(self) -> bool {
        matches!(
            self,
            Self::ReadPlan
                | Self::ReadJournal
                | Self::Export
                | Self::MakeBook
                | Self::ReadBoard
                | Self::ReadReturn
                | Self::PackEvidence
                | Self::ReadAccounts
                | Self::ReadKeeping
        )
    }
}

impl Words for Action {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::ReadPlan, "read_plan", "อ่านแผนและผล", "Read plans and results"),
        (Self::ReadJournal, "read_journal", "อ่านบันทึกการตรวจสอบ", "Read the journal"),
        (Self::Export, "export", "ส่งออกข้อมูล", "Export"),
        (Self::MakeBook, "make_book", "จัดทำเล่มรายงาน", "Make books"),
        (Self::Import, "import", "นำเข้าสมุดงานแผน", "Import a plan workbook"),
        (Self::AmendPlan, "amend_plan", "ปรับแผน", "Amend a plan"),
        (Self::SetTarget, "set_target", "แก้ไขค่าเป้าหมาย", "Change a target"),
        (Self::EnterObservation, "enter_observation", "บันทึกผล", "Enter a result"),
        (Self::WriteNarrative, "write_narrative", "เขียนข้อความในเล่ม", "Write the texts of a book"),
        (Self::OpenRound, "open_round", "เปิดรอบการรายงาน", "Open a round"),
        (Self::ExtendDue, "extend_due", "ขยายเวลารายงาน", "Extend a due date"),
        (Self::SetCalendar, "set_calendar", "ตั้งค่าวันหยุดและกำหนดเวลา", "Set holidays and deadline rules"),
        (Self::ReadBoard, "read_board", "ดูกระดานติดตามการรายงาน", "See the board of returns"),
        (Self::ReadReturn, "read_return", "อ่านแบบรายงานของหน่วยงาน", "Read a unit's return"),
        (Self::EditReturn, "edit_return", "กรอกแบบรายงาน", "Fill in a return"),
        (Self::EndorseReturn, "endorse_return", "เห็นชอบแบบรายงานของหน่วยงาน", "Endorse a unit's return"),
        (Self::SubmitReturn, "submit_return", "ส่งแบบรายงาน", "Submit a return"),
        (Self::VerifyReturn, "verify_return", "ตรวจรับแบบรายงาน", "Verify a return"),
        (Self::SendBack, "send_back", "ส่งคืนแก้ไข", "Send a return back"),
        (Self::ExplainRound, "explain_round", "ชี้แจงข้อสังเกตของแผนและรอบ", "Explain findings of plan and round"),
        (Self::CompileRound, "compile_round", "รวบรวมรอบ", "Compile a round"),
        (Self::RecordResolution, "record_resolution", "บันทึกมติคณะกรรมการ", "Record a resolution"),
        (Self::ConfirmResolution, "confirm_resolution", "รับรองมติคณะกรรมการ", "Confirm a resolution"),
        (Self::EndorseRound, "endorse_round", "เห็นชอบผลของรอบ", "Endorse a round"),
        (Self::FreezeRound, "freeze_round", "ตรึงผลของรอบ", "Freeze a round"),
        (Self::ReopenRound, "reopen_round", "สั่งเปิดรอบใหม่", "Order a round reopened"),
        (Self::PackEvidence, "pack_evidence", "จัดชุดหลักฐาน", "Pack evidence"),
        (Self::ReadAccounts, "read_accounts", "ดูบัญชีผู้ใช้", "See the accounts"),
        (
            Self::ReadKeeping,
            "read_keeping",
            "ดูบัญชีทั้งหมด อีเมลขาออก และกฎการยืนยันสองขั้น",
            "See all accounts, the outbox and the rule of second factors",
        ),
        (Self::ManageUnitAccounts, "manage_unit_accounts", "จัดการบัญชีของหน่วยงาน", "Manage the unit's accounts"),
        (Self::ManageAccounts, "manage_accounts", "จัดการบัญชีผู้ใช้", "Manage accounts"),
        (Self::ManageOffices, "manage_offices", "จัดการตำแหน่งและการมอบอำนาจ", "Manage offices and delegations"),
        (Self::KeepOwnAccount, "keep_own_account", "จัดการบัญชีของตนเอง", "Keep one's own account"),
    ];
}
