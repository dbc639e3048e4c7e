//! Turns `locales/th/` and `locales/en/` into one Rust function per key on `Text`.
//!
//! A key that is missing in either language, or that names other arguments there, stops the build: no page can
//! ever show a key instead of words. Serves the rule "Thai is the source language, English complete".

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

type Sentences = BTreeMap<String, String>;

/// A sentence cut into words as written and names of arguments.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Argument(String),
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    let thai = read("locales/th")?;
    let english = read("locales/en")?;
    let mut complaints = Vec::new();
    for key in thai.keys().filter(|key| !english.contains_key(*key)) {
        complaints.push(format!("locales/en lacks `{key}`"));
    }
    for key in english.keys().filter(|key| !thai.contains_key(*key)) {
        complaints.push(format!("locales/th lacks `{key}`"));
    }
    let mut code = String::from("impl Text {\n");
    for (key, thai_sentence) in &thai {
        let Some(english_sentence) = english.get(key) else {
            continue;
        };
        match function(key, thai_sentence, english_sentence) {
            Ok(text) => code.push_str(&text),
            Err(complaint) => complaints.push(complaint),
        }
    }
    code.push_str("}\n\n/// Every key of the locales, for the test that none is unused.\npub const KEYS: &[&str] = &[\n");
    for key in thai.keys() {
        writeln!(code, "    {key:?},")?;
    }
    code.push_str("];\n");
    if !complaints.is_empty() {
        return Err(complaints.join("\n").into());
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("text.rs"), code)?;
    Ok(())
}

/// Reads one file; `[menu] overview = "…"` becomes the key `menu_overview`.
fn read(path: &str) -> Result<Sentences, Box<dyn Error>> {
    let mut sentences = Sentences::new();
    for file in fs::read_dir(path)? {
        read_file(&file?.path(), &mut sentences)?;
    }
    Ok(sentences)
}

/// One file per room, so that its words are found beside its name.
fn read_file(path: &Path, sentences: &mut Sentences) -> Result<(), Box<dyn Error>> {
    let table: toml::Table = fs::read_to_string(path)?.parse()?;
    let path = path.display();
    for (section, entries) in table {
        let entries = entries.as_table().ok_or_else(|| format!("{path}: `{section}` must be a section"))?;
        for (key, sentence) in entries {
            let sentence = sentence.as_str().ok_or_else(|| format!("{path}: `{section}.{key}` must be text"))?;
            if sentences.insert(format!("{section}_{key}"), sentence.to_owned()).is_some() {
                return Err(format!("{path}: `{section}.{key}` stands in two files").into());
            }
        }
    }
    Ok(())
}

/// Writes the function for one key. Arguments come in the order in which the Thai sentence names them.
fn function(key: &str, thai: &str, english: &str) -> Result<String, String> {
    let thai_pieces = pieces(key, thai)?;
    let english_pieces = pieces(key, english)?;
    let names = arguments(&thai_pieces);
    let mut left = names.clone();
    let mut right = arguments(&english_pieces);
    left.sort();
    right.sort();
    if left != right {
        return Err(format!("`{key}` names other arguments in locales/en: {left:?} and {right:?}"));
    }
    let doc = format!("    /// {} | {}\n    #[must_use]\n", one_line(thai), one_line(english));
    let variants = [
        literal(&thai_pieces, false),
        literal(&thai_pieces, true),
        literal(&english_pieces, false),
        literal(&english_pieces, true),
    ];
    if names.is_empty() {
        let [a, b, c, d] = variants;
        return Ok(format!(
            "{doc}    pub fn {key}(self) -> &'static str {{\n        self.pick([\n            {a},\n            {b},\n            {c},\n            {d},\n        ])\n    }}\n\n"
        ));
    }
    let parameters: String = names.iter().map(|name| format!(", {name}: impl std::fmt::Display")).collect();
    let [a, b, c, d] = variants;
    Ok(format!(
        "{doc}    pub fn {key}(self{parameters}) -> String {{\n        match self.variant() {{\n            0 => format!({a}),\n            1 => format!({b}),\n            2 => format!({c}),\n            _ => format!({d}),\n        }}\n    }}\n\n"
    ))
}

fn one_line(sentence: &str) -> String {
    sentence.replace('\n', " ")
}

fn pieces(key: &str, sentence: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(|| format!("`{key}` has an open brace"))?;
        if !before.is_empty() {
            pieces.push(Piece::Words(before.to_owned()));
        }
        pieces.push(Piece::Argument(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    Ok(pieces)
}

fn arguments(pieces: &[Piece]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in pieces {
        if let Piece::Argument(name) = piece
            && !names.contains(name)
        {
            names.push(name.clone());
        }
    }
    names
}

/// A Rust string literal: digits written in the sentence itself turn Thai here, arguments come prepared.
fn literal(pieces: &[Piece], thai_digits: bool) -> String {
    let has_arguments = pieces.iter().any(|piece| matches!(piece, Piece::Argument(_)));
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) if thai_digits => text.extend(words.chars().map(thai_digit)),
            Piece::Words(words) => text.push_str(words),
            Piece::Argument(name) => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
    }
    debug_assert!(has_arguments || !text.contains('{'));
    format!("{text:?}")
}

fn thai_digit(character: char) -> char {
    match character.to_digit(10) {
        Some(digit) => char::from_u32(0x0E50 + digit).unwrap_or(character),
        None => character,
    }
}
