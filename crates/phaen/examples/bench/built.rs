//! The binary that is measured: of the same profile as this program, built now.

use std::path::PathBuf;
use std::process::Command;

use crate::place::beside;

/// The binary of the same profile, built now.
pub(crate) fn binary() -> PathBuf {
    let directory = beside().parent().unwrap().to_owned();
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    let built = Command::new(cargo).args(["build", "--quiet", "-p", "phaen", "--profile", profile]).status().unwrap();
    assert!(built.success());
    directory.join("phaen")
}
