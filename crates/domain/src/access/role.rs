//! Roles (`process.md` section 4): what kind of office somebody holds.

use crate::words::Words;

/// What kind of office it is; with a unit it holds for that unit and those below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Reads what is frozen, writes nothing.
    Viewer,
    /// ผู้รายงานผลของหน่วยงาน: fills in and submits the unit's return.
    ReportingOfficer,
    /// หัวหน้าหน่วยงาน: endorses the unit's return, keeps the unit's accounts.
    UnitHead,
    /// นักวิเคราะห์นโยบายและแผน: keeps plans and verifies returns.
    Analyst,
    /// ผู้อำนวยการกองนโยบายและแผน: opens and freezes rounds, grants extensions.
    HeadOfPolicy,
    /// เลขานุการคณะกรรมการ: records the committee's resolutions.
    CommitteeSecretary,
    /// ประธานคณะกรรมการ: confirms the committee's resolutions.
    CommitteeChair,
    /// ผู้บริหาร: endorses compiled rounds.
    Executive,
    /// อธิบดี: endorses and orders a round to be reopened.
    DirectorGeneral,
    /// ผู้ตรวจสอบ: reads everything, writes nothing.
    Auditor,
    /// ผู้ดูแลระบบ: keeps accounts, offices and calendars, never decides content.
    Administrator,
}

impl Role {
    /// Whether the role is held for one unit, so that its office names the unit.
    #[must_use]
    pub const fn is_of_a_unit(self) -> bool {
        matches!(self, Self::ReportingOfficer | Self::UnitHead)
    }
}

impl Words for Role {
    const TABLE: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::Viewer, "viewer", "ผู้อ่านข้อมูล", "Viewer"),
        (Self::ReportingOfficer, "reporting_officer", "ผู้รายงานผลของหน่วยงาน", "Reporting officer"),
        (Self::UnitHead, "unit_head", "หัวหน้าหน่วยงาน", "Head of unit"),
        (Self::Analyst, "analyst", "นักวิเคราะห์นโยบายและแผน", "Policy and plan analyst"),
        (Self::HeadOfPolicy, "head_of_policy", "ผู้อำนวยการกองนโยบายและแผน", "Head of policy and plan"),
        (Self::CommitteeSecretary, "committee_secretary", "เลขานุการคณะกรรมการ", "Committee secretary"),
        (Self::CommitteeChair, "committee_chair", "ประธานคณะกรรมการ", "Committee chair"),
        (Self::Executive, "executive", "ผู้บริหาร", "Executive"),
        (Self::DirectorGeneral, "director_general", "อธิบดี", "Director-General"),
        (Self::Auditor, "auditor", "ผู้ตรวจสอบ", "Auditor"),
        (Self::Administrator, "administrator", "ผู้ดูแลระบบ", "Administrator"),
    ];
}
