//! Rules that the sources themselves keep: no inline style or script, the secret in every form, no unused words,
//! vendored files as listed.

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, endings, found);
        } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
            found.push(path);
        }
    }
}

fn sources(endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), endings, &mut found);
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(path).expect("text"))).collect()
}

#[test]
fn no_template_holds_inline_style_script_or_handlers() {
    let templates = sources(&["html"]);
    assert!(templates.len() >= 4);
    for (path, text) in templates {
        assert!(!text.contains("style="), "{}", path.display());
        assert!(!text.contains("<style"), "{}", path.display());
        assert!(!text.contains("javascript:"), "{}", path.display());
        for script in text.split("<script").skip(1) {
            assert!(script.starts_with(" src=") && script.contains("></script>"), "{}", path.display());
        }
        for word in text.split([' ', '\n', '"', '\'']) {
            let handler = word.strip_prefix("on").and_then(|rest| rest.split_once('='));
            let handler = handler.is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()));
            assert!(!handler && !word.starts_with("hx-on"), "{}: {word}", path.display());
        }
    }
}

#[test]
fn every_form_that_writes_carries_the_secret_in_its_template() {
    for (path, text) in sources(&["html"]) {
        for form in text.split("<form").skip(1).filter(|form| form.split('>').next().is_some_and(|tag| tag.contains("\"post\"")))
        {
            let (_, inside) = form.split_once('>').expect("a tag's end");
            let inside = inside.trim_start_matches(|character: char| character != '<');
            let first = inside.split('>').next().unwrap_or("");
            assert!(first.contains("name=\"form_key\""), "{}: {first}", path.display());
        }
    }
}

#[test]
fn only_the_page_around_and_finished_drawings_bypass_escaping() {
    for (path, text) in sources(&["html"]) {
        let allowed = usize::from(path.ends_with("layout/layout.html"));
        assert_eq!(text.matches("|safe").count(), allowed, "{}", path.display());
    }
}

#[test]
fn no_sentence_of_the_locales_is_unused() {
    let all: String = sources(&["html", "rs"]).into_iter().map(|(_, text)| text).collect();
    let unused: Vec<&str> = phaen_web::text::KEYS.iter().filter(|key| !all.contains(&format!(".{key}("))).copied().collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn vendored_files_are_the_ones_listed() {
    use sha2::{Digest, Sha256};
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let list = fs::read_to_string(folder.join("SHA256SUMS")).expect("the list");
    assert_eq!(list.lines().count(), 9);
    for line in list.lines() {
        let (sum, name) = line.split_once("  ").expect("sum and name");
        let bytes = fs::read(folder.join(name)).expect("the file");
        let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, sum, "{name}");
    }
}
