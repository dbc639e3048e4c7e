//! Simple rich text on a page. Every word is escaped; the tags are ours.

use std::fmt::Write as _;

use phaen_domain::rich::{Part, Run, is_marked, read};

use super::icon::Drawing;

/// A text with its lists, tables and bold words, as it was typed otherwise: its digits too, which are its writer's and not the reader's.
#[must_use]
pub fn rich(text: &str) -> Drawing {
    let parts = read(text);
    let mut out = String::new();
    if is_marked(&parts) {
        out.push_str("<div class=\"rich\">");
        write_parts(&mut out, &parts);
        out.push_str("</div>");
    } else {
        out.push_str("<span class=\"as-typed\">");
        escape(&mut out, text);
        out.push_str("</span>");
    }
    Drawing(out)
}

fn write_parts(out: &mut String, parts: &[Part]) {
    for part in parts {
        match part {
            Part::Paragraph(runs) => {
                out.push_str("<p>");
                write_runs(out, runs);
                out.push_str("</p>");
            }
            Part::List(first, items) => write_list(out, *first, items),
            Part::Table(head, rows) => {
                out.push_str("<table><thead>");
                write_row(out, "th scope=\"col\"", "th", head);
                out.push_str("</thead><tbody>");
                rows.iter().for_each(|row| write_row(out, "td", "td", row));
                out.push_str("</tbody></table>");
            }
        }
    }
}

fn write_list(out: &mut String, first: Option<u64>, items: &[Vec<Part>]) {
    // Writing to a String cannot fail.
    let _ = match first {
        Some(number) => write!(out, "<ol start=\"{number}\">"),
        None => write!(out, "<ul>"),
    };
    for item in items {
        out.push_str("<li>");
        match item.as_slice() {
            // An item of one paragraph needs none.
            [Part::Paragraph(runs), below @ ..] => {
                write_runs(out, runs);
                write_parts(out, below);
            }
            parts => write_parts(out, parts),
        }
        out.push_str("</li>");
    }
    out.push_str(if first.is_some() { "</ol>" } else { "</ul>" });
}

fn write_row(out: &mut String, open: &str, close: &str, cells: &[Vec<Run>]) {
    out.push_str("<tr>");
    for cell in cells {
        let _ = write!(out, "<{open}>");
        write_runs(out, cell);
        let _ = write!(out, "</{close}>");
    }
    out.push_str("</tr>");
}

fn write_runs(out: &mut String, runs: &[Run]) {
    for run in runs {
        let tags = if run.strong { ("<strong>", "</strong>") } else { ("", "") };
        out.push_str(tags.0);
        for (place, line) in run.text.split('\n').enumerate() {
            if place > 0 {
                out.push_str("<br>");
            }
            escape(out, line);
        }
        out.push_str(tags.1);
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_tags_of_ours_and_everything_else_is_escaped() {
        let shown = rich("**<b>หนา</b>**\n- ข้อ \"หนึ่ง\"\n\n| ก |\n|---|\n| <script>alert(1)</script> |");
        assert_eq!(
            shown.as_str(),
            "<div class=\"rich\"><p><strong>&lt;b&gt;หนา&lt;/b&gt;</strong></p><ul><li>ข้อ &quot;หนึ่ง&quot;</li></ul><table><thead><tr>\
             <th scope=\"col\">ก</th></tr></thead><tbody><tr><td>&lt;script&gt;alert(1)&lt;/script&gt;</td></tr></tbody></table></div>"
        );
    }

    #[test]
    fn a_text_without_marks_stays_as_it_was_typed() {
        assert_eq!(rich("ก <i>\nข").as_str(), "<span class=\"as-typed\">ก &lt;i&gt;\nข</span>");
    }
}
