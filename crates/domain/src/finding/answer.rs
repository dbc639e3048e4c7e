//! What was explained about a finding.

use jiff::Timestamp;

use super::{Finding, Rule, Severity};
use crate::submission::FieldKey;

/// An explanation: it stands as long as the finding says the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// By which rule it was found.
    pub rule: Rule,
    /// Where.
    pub field: FieldKey,
    /// What the finding said when it was explained.
    pub facts: String,
    /// The explanation.
    pub text: String,
    /// Login of who explained.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Explained {
    /// Whether it explains a finding: the same rule, place and figures.
    #[must_use]
    pub fn explains(&self, finding: &Finding) -> bool {
        self.rule == finding.rule && self.field == finding.field && self.facts == finding.facts
    }
}

impl Finding {
    /// Whether it holds the return up: blocking, or to be explained and without its explanation.
    #[must_use]
    pub fn holds(&self, explained: &[Explained]) -> bool {
        match self.severity {
            Severity::Blocking => true,
            Severity::ToExplain => !explained.iter().any(|it| it.explains(self)),
            Severity::Notice => false,
        }
    }
}
