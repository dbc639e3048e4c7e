//! What the tests need from Debian: a PostgreSQL server, a browser, a reader of PDF text, Node for the journeys.

use std::path::Path;
use std::process::Command;

use crate::tasks::run;

/// A Debian package, and how to see whether it is there already.
struct Need {
    package: &'static str,
    is_there: fn() -> bool,
}

const NEEDS: [Need; 5] = [
    Need { package: "postgresql", is_there: has_postgres },
    Need { package: "chromium", is_there: || on_path("chromium") },
    Need { package: "poppler-utils", is_there: || on_path("pdftotext") },
    Need { package: "nodejs", is_there: || on_path("node") },
    Need { package: "npm", is_there: || on_path("npm") },
];

/// Installs what is missing.
pub(crate) fn install() -> Result<(), String> {
    let missing = NEEDS.iter().filter(|need| !(need.is_there)()).map(|need| need.package).collect::<Vec<_>>();
    if missing.is_empty() {
        return Ok(());
    }
    println!("installing: {}", missing.join(" "));
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0"));
    let apt = |arguments: &[&str]| {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            command.arg("apt-get");
        }
        run(command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments))
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], missing.as_slice()].concat())
}

fn on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|directory| directory.join(program).exists()))
}

fn has_postgres() -> bool {
    let versions = std::fs::read_dir(Path::new("/usr/lib/postgresql"));
    versions.is_ok_and(|versions| versions.flatten().any(|version| version.path().join("bin/postgres").exists()))
}
