//! What can go wrong in storage. The variants carry data; the sentences a person reads are made in the web crate.

use crate::copy::CopyError;
use crate::migration::MigrationError;

/// Why storage could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database address is not one this program understands.
    #[error("not a database address: {0}")]
    Address(&'static str),
    /// There is no database of this program at the address.
    #[error("there is no database at this address")]
    NoDatabase,
    /// The database cannot be opened or reached.
    #[error("the database cannot be opened: {0}")]
    Open(String),
    /// The PostgreSQL server or database has a setting that would lose or hide Thai text.
    #[error("the database has {setting} = {value}; needed: {needed}")]
    Unfit {
        /// Name of the setting.
        setting: &'static str,
        /// Its value.
        value: String,
        /// What it must be.
        needed: &'static str,
    },
    /// A stored row cannot become a value of the domain.
    #[error("inconsistent row {row} of {table}, column {column}")]
    Inconsistent {
        /// The table read from.
        table: String,
        /// The column that does not fit.
        column: String,
        /// The first column of that row.
        row: String,
    },
    /// A row that must exist does not.
    #[error("no row in {table} where one must be")]
    Missing {
        /// The table read from.
        table: String,
    },
    /// More than one row where there can be one at most.
    #[error("several rows in {table} where one can be")]
    Several {
        /// The table read from.
        table: String,
    },
    /// The database refused a row.
    #[error("refused by the database: {0:?}")]
    Refused(Constraint),
    /// An earlier statement of this transaction failed, and nothing more can be done in it.
    #[error("an earlier statement of this transaction failed")]
    Aborted,
    /// A write changed rows without a journal entry.
    #[error("a write without a journal entry")]
    Unjournaled,
    /// A technical write touched a table whose changes belong in the journal.
    #[error("{table} is not a technical table")]
    NotTechnical {
        /// The table.
        table: String,
    },
    /// A write was begun inside a write.
    #[error("a write inside a write")]
    Nested,
    /// Another writer kept winning.
    #[error("given up after losing to other writers")]
    Contended,
    /// Another process holds the database.
    #[error("another process holds the database")]
    Busy,
    /// There is no room left where the database stands.
    #[error("no room is left for the database: {0}")]
    Full(String),
    /// The schema is not the one this program needs.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// A copy between databases was refused or did not prove equal.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// The engine reported something else.
    #[error("database engine: {0}")]
    Engine(String),
}

impl Error {
    /// Whether the same may succeed in a moment: nobody has to mend anything but the connection.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Open(_) | Self::Busy | Self::Contended)
    }

    /// The same for another who shared the commit that failed: its kind stays, so that each is told what to do.
    pub(crate) fn for_another(&self) -> Self {
        match self {
            Self::Open(why) => Self::Open(why.clone()),
            Self::Full(why) => Self::Full(why.clone()),
            Self::Busy => Self::Busy,
            Self::Engine(why) => Self::Engine(why.clone()),
            other => Self::Engine(other.to_string()),
        }
    }
}

/// Which rule of the schema a row broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// Such a row exists already.
    Unique,
    /// A row it points to does not exist, or a row still points to it.
    ForeignKey,
    /// A value is missing.
    NotNull,
    /// A value is outside what the column allows.
    Check,
}

#[cfg(test)]
mod tests {
    use phaen_app::AppError;

    use super::{Constraint, Error};

    #[test]
    fn what_passes_by_waiting_is_told_apart_from_what_somebody_has_to_mend() {
        for passing in [Error::Open("refused".to_owned()), Error::Busy, Error::Contended] {
            assert!(matches!(AppError::from(passing), AppError::StoreAway(_)));
        }
        for lasting in
            [Error::Engine("disk full".to_owned()), Error::Aborted, Error::Refused(Constraint::Unique), Error::NoDatabase]
        {
            assert!(matches!(AppError::from(lasting), AppError::Store(_)));
        }
    }
}
