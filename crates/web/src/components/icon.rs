//! The icons: one stroke weight on a 24-unit grid, drawn for this product, coloured by the text around them.

use std::fmt;

/// A finished drawing, safe to put into a page: it is made of our own constants and of text that was escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing(pub(crate) String);

impl Drawing {
    /// The drawing as text, for a document outside the page.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Drawing {}

/// The icon of this name; an unknown name draws nothing.
#[must_use]
pub fn icon(name: &str) -> Drawing {
    Drawing(format!(
        "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"20\" height=\"20\" fill=\"none\" stroke=\"currentColor\" \
         stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{}</svg>",
        strokes(name)
    ))
}

fn strokes(name: &str) -> &'static str {
    match name {
        "overview" => {
            r#"<rect x="3" y="3" width="8" height="9" rx="1.5"/><rect x="13" y="3" width="8" height="5" rx="1.5"/><rect x="3" y="15" width="8" height="6" rx="1.5"/><rect x="13" y="11" width="8" height="10" rx="1.5"/>"#
        }
        "plan" => {
            r#"<rect x="9" y="3" width="6" height="5" rx="1"/><rect x="2.5" y="16" width="6" height="5" rx="1"/><rect x="15.5" y="16" width="6" height="5" rx="1"/><path d="M12 8v4M5.5 16v-4h13v4"/>"#
        }
        "target" => r#"<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="5"/><circle cx="12" cy="12" r="1"/>"#,
        "briefcase" => {
            r#"<rect x="3" y="7.5" width="18" height="12.5" rx="2"/><path d="M8.5 7.5V5a1.5 1.5 0 0 1 1.5-1.5h4A1.5 1.5 0 0 1 15.5 5v2.5M3 13h18"/>"#
        }
        "building" => r#"<path d="M3 21h18M5 21V9.5l7-5.5 7 5.5V21M9.5 21v-6h5v6"/>"#,
        "calendar" => {
            r#"<rect x="3.5" y="5" width="17" height="16" rx="2"/><path d="M3.5 10h17M8 2.5V7M16 2.5V7M8 15l2.5 2.5L16 13"/>"#
        }
        "exchange" => r#"<path d="M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4"/>"#,
        "book" => r#"<path d="M12 6.5C10 4.8 7 4.5 3 4.5V19c4 0 7 .3 9 2 2-1.7 5-2 9-2V4.5c-4 0-7 .3-9 2zM12 6.5V21"/>"#,
        "history" => r#"<path d="M3.5 12a8.5 8.5 0 1 0 2.7-6.2L3.5 8.5M3.5 3.5v5h5M12 7.5V12l3.5 2"/>"#,
        "people" => {
            r#"<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M15.5 4.7a3.5 3.5 0 0 1 0 6.6M18 14.5c2 .8 3.2 2.6 3.5 5.5"/>"#
        }
        "person" => r#"<circle cx="12" cy="8" r="4"/><path d="M4 21c.7-5 3.7-7 8-7s7.3 2 8 7"/>"#,
        "leave" => r#"<path d="M14 4H6a1.5 1.5 0 0 0-1.5 1.5v13A1.5 1.5 0 0 0 6 20h8M10 12h10M16.5 8l4 4-4 4"/>"#,
        "search" => r#"<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>"#,
        "menu" => r#"<path d="M3 6h18M3 12h18M3 18h18"/>"#,
        "check" => r#"<path d="M4 12.5l5.5 5.5L20 6.5"/>"#,
        "near" => r#"<path d="M3.5 9.5c3-3.5 5.5-3.5 8.5-1.2s5.5 2.2 8.5-1.3M3.5 16.5c3-3.5 5.5-3.5 8.5-1.2s5.5 2.2 8.5-1.3"/>"#,
        "cross" => r#"<path d="M5.5 5.5l13 13M18.5 5.5l-13 13"/>"#,
        "bell" => r#"<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4"/>"#,
        "waiting" => r#"<circle cx="12" cy="12" r="9"/><path d="M12 6.5V12l3.5 2.5"/>"#,
        "unknown" => r#"<path d="M8 8.5C8 6 9.8 4.5 12 4.5s4 1.5 4 3.8c0 3-4 3.2-4 6.2M12 19v.01"/>"#,
        "none" => r#"<path d="M4.5 12h15"/>"#,
        "warning" => r#"<path d="M12 3.5L2.5 20h19L12 3.5zM12 10v4.5M12 17.3v.01"/>"#,
        "information" => r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.01"/>"#,
        "up" => r#"<path d="M12 6l7 12H5z" fill="currentColor"/>"#,
        "down" => r#"<path d="M12 18L5 6h14z" fill="currentColor"/>"#,
        "download" => r#"<path d="M12 3.5V15M7 10.5l5 5 5-5M4 20.5h16"/>"#,
        "upload" => r#"<path d="M12 15.5V4M7 8.5l5-5 5 5M4 20.5h16"/>"#,
        "edit" => r#"<path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19 4 20zM14 6.5L17.5 10"/>"#,
        "add" => r#"<path d="M12 4.5v15M4.5 12h15"/>"#,
        "print" => r#"<path d="M7 8.5V3.5h10v5M7 17H3.5V8.5h17V17H17M7 13.5h10v7H7z"/>"#,
        "explain" => r#"<path d="M4 5.5h10M4 10.5h7M4 15.5h5"/><circle cx="15.5" cy="15" r="4.5"/><path d="M19 18.5l2.5 2.5"/>"#,
        "empty" => r#"<path d="M3.5 13l3-8.5h11l3 8.5v6.5h-17V13zM3.5 13h5l1.5 3h4l1.5-3h5"/>"#,
        "previous" => r#"<path d="M15 5l-7 7 7 7"/>"#,
        "next" => r#"<path d="M9 5l7 7-7 7"/>"#,
        _ => "",
    }
}
