//! Positions, who holds them and who stands in.

use phaen_domain::position::{Delegation, Holding, Offices, Position};

use crate::error::AppError;

/// What is read of positions.
pub trait ReadOffices {
    /// All positions with who holds and who stands in for them.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn offices(&mut self) -> Result<Offices, AppError>;
}

/// What is written of positions.
pub trait WriteOffices {
    /// Stores a new position, or one whose stored version is one below; tells whether it was.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_position(&mut self, position: &Position) -> Result<bool, AppError>;
    /// Stores an account's time in a position, new or with another last day.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_holding(&mut self, holding: &Holding) -> Result<(), AppError>;
    /// Takes an account's time in a position out: it never begins.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn remove_holding(&mut self, id: &str) -> Result<(), AppError>;
    /// Stores an order to stand in, new or taken back.
    ///
    /// # Errors
    /// [`AppError::Store`].
    fn save_delegation(&mut self, delegation: &Delegation) -> Result<(), AppError>;
}
