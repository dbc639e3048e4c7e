//! The readers: so many connections, each lent to one closure at a time. A closure that finds none free waits its turn.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::db::Connection;
use crate::error::Error;

/// Connections for reading.
pub(crate) struct Pool {
    limit: usize,
    state: Mutex<State>,
    returned: Condvar,
}

struct State {
    idle: Vec<Connection>,
    opened: usize,
}

/// A connection on loan; it goes back when dropped.
pub(crate) struct Loan<'p> {
    pool: &'p Pool,
    connection: Option<Connection>,
}

impl Pool {
    pub(crate) fn new(limit: usize) -> Self {
        let state = State { idle: Vec::new(), opened: 0 };
        Self { limit: limit.max(1), state: Mutex::new(state), returned: Condvar::new() }
    }

    /// A free connection, or a new one by `open` while the limit allows.
    pub(crate) fn borrow(&self, open: impl FnOnce() -> Result<Connection, Error>) -> Result<Loan<'_>, Error> {
        let mut state = self.lock();
        loop {
            if let Some(connection) = state.idle.pop() {
                return Ok(Loan { pool: self, connection: Some(connection) });
            }
            if state.opened < self.limit {
                state.opened += 1;
                break;
            }
            state = self.returned.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        drop(state);
        // The loan is made first: should opening fail, dropping it gives the place back.
        let mut loan = Loan { pool: self, connection: None };
        loan.connection = Some(open()?);
        Ok(loan)
    }

    /// Closes the connections that nobody has on loan.
    pub(crate) fn forget_idle(&self) {
        let mut state = self.lock();
        let idle = std::mem::take(&mut state.idle);
        state.opened -= idle.len();
        drop(state);
        self.returned.notify_all();
        // Closing may wait for the network, and nobody shall wait for that.
        drop(idle);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is whole after every line below, so a panic elsewhere does not spoil it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Loan<'_> {
    /// The connection on loan.
    pub(crate) fn connection(&mut self) -> Result<&mut Connection, Error> {
        self.connection.as_mut().ok_or(Error::Aborted)
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let connection = self.connection.take().filter(Connection::is_usable);
        let mut state = self.pool.lock();
        match connection {
            Some(connection) => state.idle.push(connection),
            None => state.opened -= 1,
        }
        drop(state);
        self.pool.returned.notify_one();
    }
}
