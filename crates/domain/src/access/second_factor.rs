//! Of whom the agency asks a second factor: roles, in whatever way somebody acts in them.

use std::collections::BTreeSet;

use super::{Office, Role};
use crate::words::Words;

/// The roles in which nobody acts without a second factor; none until the agency asks it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecondFactorRule(BTreeSet<Role>);

impl SecondFactorRule {
    /// Asks a second factor of these roles.
    #[must_use]
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Self {
        Self(roles.into_iter().collect())
    }

    /// Whether it is asked of a role.
    #[must_use]
    pub fn names(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// Whether it is asked of somebody in these offices: their own, held, or stood in for by order.
    #[must_use]
    pub fn asked_of(&self, offices: &[Office]) -> bool {
        offices.iter().any(|office| self.names(office.role))
    }

    /// The rule as it is stored.
    #[must_use]
    pub fn written(&self) -> String {
        self.0.iter().map(|role| role.key()).collect::<Vec<_>>().join(";")
    }

    /// The rule from what is stored; none when a word of it is no role, because a rule that is not understood must not let everybody in.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        text.split(';').filter(|key| !key.is_empty()).map(Role::from_key).collect::<Option<_>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Acting, ActingKind};

    #[test]
    fn it_is_asked_of_an_office_in_whatever_way_somebody_acts_in_it() {
        let rule = SecondFactorRule::new([Role::Analyst]);
        let own = Office::own(Role::Viewer, None);
        let day = "2023-10-01".parse().unwrap();
        let (order_no, kind) = ("1/2566".to_owned(), ActingKind::ActingFor);
        let acting = Acting { kind, order_no, from: day, to: day, acts: Vec::new() };
        let stood_in = Office { acting: Some(acting), ..Office::own(Role::Analyst, None) };
        assert!(rule.asked_of(&[Office::own(Role::Analyst, None)]));
        assert!(rule.asked_of(&[own.clone(), stood_in]));
        assert!(!rule.asked_of(std::slice::from_ref(&own)) && !SecondFactorRule::default().asked_of(&[own]));
    }

    #[test]
    fn what_is_stored_is_read_again_and_what_is_no_role_is_no_rule() {
        for rule in [SecondFactorRule::default(), SecondFactorRule::new([Role::Administrator, Role::Analyst])] {
            assert_eq!(SecondFactorRule::read(&rule.written()), Some(rule));
        }
        assert_eq!(SecondFactorRule::read(""), Some(SecondFactorRule::default()));
        assert_eq!(SecondFactorRule::read("analyst;emperor"), None);
    }
}
