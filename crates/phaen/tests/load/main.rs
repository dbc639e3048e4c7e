//! The deadline hour in small, and faults in the middle of it: the built binary, real processes, people over HTTP. The same program in full
//! size is `cargo xtask deadline`.

#![expect(clippy::unwrap_used, clippy::float_arithmetic, reason = "a test says what it expects; rates are not figures of a plan")]

#[path = "../../examples/deadline/browser.rs"]
mod browser;
#[path = "../../examples/bench/client.rs"]
#[expect(dead_code, reason = "the benchmark uses the rest")]
mod client;
#[path = "../../examples/bench/generator.rs"]
#[expect(dead_code, reason = "the benchmark uses the rest")]
mod generator;
#[path = "../../examples/deadline/hour.rs"]
#[expect(dead_code, reason = "the whole hour tells more of itself")]
mod hour;
#[path = "../../examples/deadline/office.rs"]
#[expect(dead_code, reason = "the whole hour tells more of itself")]
mod office;
#[path = "../../examples/deadline/overseers.rs"]
mod overseers;
#[path = "../../examples/bench/place.rs"]
#[expect(dead_code, reason = "the benchmark uses the rest")]
mod place;
#[path = "../../examples/deadline/recount.rs"]
mod recount;
#[path = "../../examples/bench/reporting.rs"]
mod reporting;
#[path = "../../examples/deadline/score.rs"]
mod score;
#[path = "../../examples/deadline/server.rs"]
mod server;
#[path = "../../examples/deadline/tally.rs"]
#[expect(dead_code, reason = "the whole hour tells more of itself")]
mod tally;
#[path = "../../examples/deadline/unit.rs"]
mod unit;

mod faults;
mod small_hour;
mod uploads;

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use phaen_store::Engine;
use phaen_store::testing::Fresh;
use tempfile::TempDir;

use browser::Browser;
use office::Office;
use recount::{Recount, recount};
use server::Server;
use tally::Tally;

/// An agency on its last day in a place of its own.
struct Scene {
    office: Office,
    database: String,
    directory: TempDir,
    /// Goes last.
    _fresh: Option<Fresh>,
}

impl Scene {
    fn on(engine: Engine, units: u64) -> Self {
        match engine {
            Engine::Sqlite => Self::at(None, units),
            Engine::Postgres => Self::at(Some(Fresh::on(engine)), units),
        }
    }

    /// In this database of a server, else in a file.
    fn at(fresh: Option<Fresh>, units: u64) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let file = || format!("sqlite:{}", directory.path().join("phaen.db").display());
        let database = fresh.as_ref().map_or_else(file, |fresh| fresh.address().to_owned());
        Self { office: Office::open(&database, units), database, directory, _fresh: fresh }
    }

    fn evidence(&self) -> PathBuf {
        self.directory.path().join("evidence")
    }

    fn serve(&self) -> Server {
        Server::start(Path::new(env!("CARGO_BIN_EXE_phaen")), &self.database, &self.evidence())
    }

    fn serve_at(&self, address: SocketAddr) -> Server {
        Server::at(&address.to_string(), Path::new(env!("CARGO_BIN_EXE_phaen")), &self.database, &self.evidence())
    }

    /// Everything counted anew, by somebody who may read all of it.
    fn recount(&self, address: SocketAddr) -> Recount {
        let mut browser = Browser::new(address, &self.office.people.readers[0], Arc::new(Tally::default()));
        recount(&self.office, &mut browser)
    }
}

/// An address that nobody listens at.
fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
