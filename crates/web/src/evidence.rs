//! Evidence as pages show it: a file or the address of a source, what it is, and who added it when.

use phaen_app::accounts::People;
use phaen_domain::evidence::{Evidence, Support};

use crate::cookies::encode;
use crate::explain::wording::word;
use crate::text::Text;
use crate::when;

/// One file or link for a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where the file is fetched, or the address of the source.
    pub href: String,
    /// Where it can be looked at in place.
    pub look: Option<String>,
    /// Whether it leads away from the site.
    pub is_link: bool,
    /// Step, kind and size, who and when.
    pub about: String,
    /// Where else the file is used.
    pub elsewhere: Vec<String>,
}

/// A piece of evidence as it is shown.
#[must_use]
pub fn piece(t: Text, people: &People, it: &Evidence) -> Piece {
    let address = format!("/evidence/{}", encode(&it.id));
    let by = format!("{} · {}", crate::journal::who(t, people, &it.added_by), when::instant(t, it.added_at));
    let step = (it.step > 0).then(|| t.evidence_of_step(t.count(usize::from(it.step))));
    let (href, kind, look, is_link) = match &it.support {
        Support::Link(link) => (link.clone(), t.evidence_link_kind().to_owned(), None, true),
        Support::File(file) => {
            let look = file.media.may_be_shown().then(|| format!("{address}?show=1"));
            (address, format!("{} {}", word(t, file.media), size(t, file.size)), look, false)
        }
    };
    Piece {
        id: it.id.clone(),
        name: it.file_name(),
        href,
        look,
        is_link,
        about: step.into_iter().chain([kind, by]).collect::<Vec<_>>().join(" · "),
        elsewhere: Vec::new(),
    }
}

/// A size in the largest unit that leaves a whole number.
fn size(t: Text, bytes: u64) -> String {
    let count = |number: u64| t.count(usize::try_from(number).unwrap_or(usize::MAX));
    match bytes {
        0..1024 => t.evidence_bytes(count(bytes)),
        1024..1_048_576 => t.evidence_kilobytes(count(bytes.div_ceil(1024))),
        _ => t.size_megabytes(count(bytes.div_ceil(1_048_576))),
    }
}
