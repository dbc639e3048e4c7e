//! Servers: real processes of the binary on a database, ended when the value goes.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running server.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Starts one on a free port and waits until it answers.
    pub(crate) fn start(binary: &Path, database: &str, evidence: &Path) -> Self {
        Self::at("127.0.0.1:0", binary, database, evidence)
    }

    /// Starts one at an address.
    pub(crate) fn at(listen: &str, binary: &Path, database: &str, evidence: &Path) -> Self {
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", listen, "--database", database, "--evidence"]).arg(evidence);
        command.env("PHAEN_LOG", "warn").env_remove("PHAEN_DATABASE");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
        Self { child, address }
    }
}

impl Drop for Server {
    /// Killed as by `kill -9`: nothing may depend on a quiet end.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
