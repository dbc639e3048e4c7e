//! Addresses of pages that documents, letters and calendars lead to: written here, answered by the site.

use phaen_domain::figure::FigureId;

/// Percent-encodes any text so that it fits a part of an address.
#[must_use]
pub fn encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// The path of the page that explains a figure.
#[must_use]
pub fn figure_path(id: &FigureId) -> String {
    let parts = id.as_str().split('/').map(|part| encode(part).replace("%3A", ":"));
    format!("/explain/{}", parts.collect::<Vec<_>>().join("/"))
}

/// Which figures are meant: those of a plan's edition at a round, at the address where people reach the site.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    /// Where people reach the site, such as `https://plan.example.go.th`.
    pub site: &'a str,
    /// Code of the plan.
    pub plan: &'a str,
    /// Number of the edition.
    pub edition: u32,
    /// Code of the round.
    pub round: &'a str,
}

impl Figures<'_> {
    /// The whole address of the page that explains one of them.
    #[must_use]
    pub fn address(&self, id: &FigureId) -> String {
        let (plan, round) = (encode(self.plan), encode(self.round));
        let site = self.site.trim_end_matches('/');
        format!("{site}{}?plan={plan}&edition={}&round={round}", figure_path(id), self.edition)
    }
}

#[cfg(test)]
mod tests {
    use phaen_domain::id::IndicatorCode;

    use super::*;

    #[test]
    fn the_address_of_a_figure_names_plan_edition_and_round_in_ascii() {
        let figures = Figures { site: "https://plan.example/", plan: "แผน-2566", edition: 2, round: "R12" };
        let id = FigureId::indicator(&IndicatorCode::new("K 1").expect("a code"), "score");
        let address =
            "https://plan.example/explain/indicator:K%201/score?plan=%E0%B9%81%E0%B8%9C%E0%B8%99-2566&edition=2&round=R12";
        assert_eq!(figures.address(&id), address);
    }
}
