//! The tasks: each a few commands, the first failure ends it.

use std::process::Command;
use std::time::Instant;

/// Runs a command and says how long it took.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    println!("→ {command:?}");
    let started = Instant::now();
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    println!("  {} s", started.elapsed().as_secs());
    if status.success() { Ok(()) } else { Err(format!("failed: {command:?}")) }
}

fn cargo(arguments: &[&str]) -> Result<(), String> {
    run(Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())).args(arguments))
}

/// Everything: what CI runs.
pub(crate) fn test() -> Result<(), String> {
    check()?;
    // The tests have built the binary already.
    walk()
}

/// Format, lints, tests on both databases.
pub(crate) fn check() -> Result<(), String> {
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    cargo(&["test", "--workspace"])
}

/// Documentation of the code, private items too; a broken link fails.
pub(crate) fn docs() -> Result<(), String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    run(Command::new(cargo).env("RUSTDOCFLAGS", "-D warnings").args([
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ]))
}

/// Journeys in a real browser against the built binary.
pub(crate) fn journeys() -> Result<(), String> {
    cargo(&["build", "-p", "phaen"])?;
    walk()
}

fn walk() -> Result<(), String> {
    let install = ["install", "--no-package-lock", "--no-audit", "--no-fund", "--silent", "--ignore-scripts"];
    run(Command::new("npm").current_dir("e2e").args(install))?;
    let mut node = Command::new("node");
    node.current_dir("e2e").env("PHAEN_BINARY", binary()?).args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
    run(node.args(journey_files()?))
}

/// The files that hold journeys, named one by one: given a folder, node may find none and call that a success.
fn journey_files() -> Result<Vec<String>, String> {
    let folder = std::fs::read_dir("e2e/journeys").map_err(|error| format!("no journeys: {error}"))?;
    let names = folder.flatten().map(|file| format!("journeys/{}", file.file_name().to_string_lossy()));
    let holds_tests =
        |name: &String| std::fs::read_to_string(format!("e2e/{name}")).is_ok_and(|text| text.contains("\"node:test\""));
    let mut files = names.filter(holds_tests).collect::<Vec<_>>();
    files.sort();
    if files.is_empty() { Err("no journeys were found".to_owned()) } else { Ok(files) }
}

/// Where cargo put the binary.
fn binary() -> Result<std::path::PathBuf, String> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), std::path::PathBuf::from);
    target.join("debug/phaen").canonicalize().map_err(|error| format!("no built binary: {error}"))
}

/// The benchmark, optimised.
pub(crate) fn bench(arguments: &[String]) -> Result<(), String> {
    example("bench", arguments)
}

/// The deadline hour, optimised.
pub(crate) fn deadline(arguments: &[String]) -> Result<(), String> {
    example("deadline", arguments)
}

fn example(name: &str, arguments: &[String]) -> Result<(), String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    run(Command::new(cargo).args(["run", "--release", "-p", "phaen", "--example", name, "--"]).args(arguments))
}
