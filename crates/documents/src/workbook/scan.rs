//! A look over every tag of an XML part before the spreadsheet reader sees it.
//!
//! It finds what that reader would take on trust: declared entities, counts for which memory is reserved at once, addresses that do not
//! fit a number. It does not read values and must stay simple enough to be right by reading it.

use super::limits::{LONGEST_TAG, MOST_SHARED_TEXTS, MOST_SHEETS};
use super::refused::FileRefused;

/// Most cell formats, which is also Excel's limit.
const MOST_FORMATS: usize = 65_490;

/// Checks one part, and says whether any formula may stand in it.
pub(super) fn check_xml(part: &str, bytes: &[u8]) -> Result<bool, FileRefused> {
    let mut rest = super::text::utf8(part, bytes)?;
    let broken = || FileRefused::Broken { part: part.to_owned() };
    let mut counts = Counts::default();
    while let Some((_, after)) = cut(rest, b'<') {
        rest = after;
        if let Some(instruction) = rest.strip_prefix('?') {
            let (instruction, after) = instruction.split_once("?>").ok_or_else(broken)?;
            check_declaration(part, instruction)?;
            rest = after;
        } else if let Some(comment) = rest.strip_prefix("!--") {
            // Readers differ on where a comment ends that begins so; no program writes it.
            let strange = comment.starts_with('>') || comment.starts_with("->");
            rest = comment.split_once("-->").filter(|_| !strange).ok_or_else(broken)?.1;
        } else if let Some(literal) = rest.strip_prefix("![CDATA[") {
            rest = literal.split_once("]]>").ok_or_else(broken)?.1;
        } else if rest.starts_with('!') {
            return Err(FileRefused::Entities { part: part.to_owned() });
        } else {
            let (tag, after) = rest.split_at(tag_end(rest).ok_or_else(broken)?);
            let name = local_name(tag);
            check_tag(name, tag).then_some(()).ok_or_else(broken)?;
            counts.add(name)?;
            rest = after;
        }
    }
    Ok(counts.formulas)
}

/// The declaration at the head of a part may name no other encoding than the one that is read.
fn check_declaration(part: &str, instruction: &str) -> Result<(), FileRefused> {
    let other = Attributes::of(instruction).any(|(key, value)| key == "encoding" && !value.eq_ignore_ascii_case("utf-8"));
    if other { Err(FileRefused::BrokenEncoding { part: part.to_owned(), line: 1 }) } else { Ok(()) }
}

/// What stands before and after the first such byte of ASCII. On stretches as short as those of a sheet it is quicker than a search for
/// a character.
fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    cut_where(text, |byte| byte == at)
}

fn cut_where(text: &str, is_it: impl Fn(u8) -> bool) -> Option<(&str, &str)> {
    let place = text.bytes().position(is_it)?;
    Some((text.get(..place)?, text.get(place + 1..)?))
}

/// Where a tag ends; `>` within quotes does not end it.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (place, byte) in rest.bytes().enumerate().take(LONGEST_TAG) {
        match (quote, byte) {
            (None, b'>') => return Some(place),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[derive(Default)]
struct Counts {
    shared_texts: usize,
    formats: usize,
    sheets: usize,
    formulas: bool,
}

impl Counts {
    fn add(&mut self, name: &str) -> Result<(), FileRefused> {
        match name {
            "si" => self.shared_texts += 1,
            "xf" => self.formats += 1,
            "sheet" => self.sheets += 1,
            "f" => self.formulas = true,
            _ => return Ok(()),
        }
        if self.sheets > MOST_SHEETS {
            Err(FileRefused::TooManySheets)
        } else if self.shared_texts > MOST_SHARED_TEXTS || self.formats > MOST_FORMATS {
            Err(FileRefused::UnpacksTooLarge)
        } else {
            Ok(())
        }
    }
}

/// Whether the figures in a tag are such as a spreadsheet program writes.
fn check_tag(name: &str, tag: &str) -> bool {
    let small = |text: &str| text.parse::<usize>().is_ok_and(|n| n <= MOST_SHARED_TEXTS);
    let all = |key: &str, right: &dyn Fn(&str) -> bool| {
        Attributes::of(tag).filter(|(found, _)| *found == key).all(|(_, value)| right(value))
    };
    match name {
        "c" => all("r", &is_cell),
        "row" => all("r", &is_row),
        "dimension" => all("ref", &is_range),
        "f" => all("ref", &is_range) && all("si", &small),
        "sst" => all("uniqueCount", &small),
        "Relationship" if any_type(tag, &["/officeDocument"]) => {
            all("Target", &|target| matches!(target, "xl/workbook.xml" | "/xl/workbook.xml"))
        }
        "Relationship" if any_type(tag, &["/worksheet", "/chartsheet", "/dialogsheet"]) => all("Target", &is_sheet_part),
        _ => true,
    }
}

fn any_type(tag: &str, ends: &[&str]) -> bool {
    Attributes::of(tag).any(|(key, value)| key == "Type" && ends.iter().any(|end| value.ends_with(end)))
}

/// Whether a link to a sheet leads to a part that has been checked.
fn is_sheet_part(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    lower.ends_with(".xml") && (lower.starts_with("/xl/") || !lower.starts_with('/'))
}

/// The name of a tag without its prefix; a closing tag has none.
fn local_name(tag: &str) -> &str {
    let ends = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'/');
    let end = tag.as_bytes().iter().position(ends).unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or_default();
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

/// The attributes of a tag in order.
struct Attributes<'a>(&'a str);

impl<'a> Attributes<'a> {
    fn of(tag: &'a str) -> Self {
        Self(cut_where(tag, |byte| byte.is_ascii_whitespace()).map_or("", |(_, rest)| rest))
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, rest) = cut(self.0, b'=')?;
        let rest = rest.trim_ascii_start();
        let quote = rest.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''))?;
        let (value, after) = cut(rest.get(1..)?, quote)?;
        self.0 = after;
        Some((key.trim_ascii(), value))
    }
}

fn is_row(text: &str) -> bool {
    (1..=7).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) && text != "0"
}

fn is_cell(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    (1..=3).contains(&letters) && text.get(letters..).is_some_and(is_row)
}

/// One cell, or two of which the second is not before the first.
fn is_range(text: &str) -> bool {
    match text.split_once(':') {
        None => is_cell(text),
        Some((first, last)) => {
            is_cell(first) && is_cell(last) && place(first).0 <= place(last).0 && place(first).1 <= place(last).1
        }
    }
}

fn place(cell: &str) -> (u32, u32) {
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = cell.bytes().take(letters).fold(0, |sum, byte| sum * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1);
    (column, cell.get(letters..).and_then(|row| row.parse().ok()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_written() {
        let read = |tag| Attributes::of(tag).collect::<Vec<_>>();
        assert_eq!(read(r#"c xr="9" r = 'B2' s=">""#), [("xr", "9"), ("r", "B2"), ("s", ">")]);
        assert_eq!(read(r#"c t="x r='A1'" r="AAAAAA1""#), [("t", "x r='A1'"), ("r", "AAAAAA1")]);
    }

    #[test]
    fn links_lead_to_checked_parts_only() {
        let link = |kind: &str, target: &str| format!(r#"<Relationship Type="http://x/{kind}" Target="{target}"/>"#);
        for (kind, target) in [("officeDocument", "xl/workbook.xml"), ("worksheet", "worksheets/s.xml"), ("image", "a.png")] {
            assert_eq!(check_xml("p", link(kind, target).as_bytes()), Ok(false));
        }
        for (kind, target) in [("officeDocument", "evil.xml"), ("worksheet", "media/a.png"), ("worksheet", "/customXml/a.xml")] {
            assert!(check_xml("p", link(kind, target).as_bytes()).is_err(), "{target}");
        }
    }

    #[test]
    fn nothing_hides_behind_quotes_comments_or_instructions() {
        let count = r#"<sst uniqueCount="99999999999">"#;
        for before in
            ["", "<a b='>'>", "<a b=\">\"/>", "<?pi \" ?>", "<!-- \" -->", "<!--><a \" -->", "<![CDATA[ \" ]]>", "</a b='>'>"]
        {
            assert!(check_xml("p", format!("{before}{count}").as_bytes()).is_err(), "{before}");
        }
    }

    #[test]
    fn addresses_that_no_spreadsheet_has_are_not_taken() {
        assert!(is_cell("XFD1048576") && is_range("A1:XFD1048576"));
        for wrong in ["", "1", "A", "A0", "AAAA1", "A99999999", "A1:B", "B2:A1", "ก1"] {
            assert!(!is_range(wrong), "{wrong}");
        }
    }

    #[test]
    fn no_formula_goes_unseen() {
        for formula in ["<f>", "<f/>", "<x:f t=\"shared\">", "<f\r\nt='a'/>", "<c r='A1'><f>1</f></c>"] {
            assert_eq!(check_xml("p", formula.as_bytes()), Ok(true), "{formula}");
        }
        for other in ["<fonts>", "<c r='A1' t='f'><v>f</v></c>", "<!-- <f> -->", "<![CDATA[<f>]]>"] {
            assert_eq!(check_xml("p", other.as_bytes()), Ok(false), "{other}");
        }
    }

    #[test]
    fn entities_are_refused_and_comments_are_not() {
        assert_eq!(check_xml("p", b"<!-- <!DOCTYPE x> --><a><![CDATA[<!ENTITY]]></a>"), Ok(false));
        let refused = check_xml("p", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>");
        assert_eq!(refused, Err(FileRefused::Entities { part: "p".to_owned() }));
    }
}
