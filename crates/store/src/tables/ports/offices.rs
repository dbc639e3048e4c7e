//! Positions, who holds them and who stands in.

use phaen_app::AppError;
use phaen_app::ports::{ReadOffices, WriteOffices};
use phaen_domain::position::{Delegation, Holding, Offices, Position};

use super::in_every_transaction;
use crate::tables::position;
use crate::tx::WriteTx;

in_every_transaction! {
    impl ReadOffices {
        fn offices(&mut self) -> Result<Offices, AppError> {
            Ok(position::all(self)?)
        }
    }
}

impl WriteOffices for WriteTx<'_> {
    fn save_position(&mut self, it: &Position) -> Result<bool, AppError> {
        Ok(position::save(self, it)?)
    }

    fn save_holding(&mut self, it: &Holding) -> Result<(), AppError> {
        Ok(position::save_holding(self, it)?)
    }

    fn remove_holding(&mut self, id: &str) -> Result<(), AppError> {
        Ok(position::remove_holding(self, id)?)
    }

    fn save_delegation(&mut self, it: &Delegation) -> Result<(), AppError> {
        Ok(position::save_delegation(self, it)?)
    }
}
