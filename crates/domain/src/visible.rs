//! Characters that nobody sees: some are dropped from what comes in, others are refused because they change how the rest is shown.

/// Whether a character takes no room and says nothing, so that a text is the same without it: zero-width space, word joiner, soft hyphen,
/// byte order mark.
#[must_use]
pub const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether a character cannot be shown, or turns the direction in which its neighbours are read. Line breaks and tabs can be shown.
#[must_use]
pub fn is_unshowable(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2061}'..='\u{206f}');
    let unknown =
        matches!(c, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffd}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}');
    turns || unknown || (c.is_control() && !matches!(c, '\n' | '\t'))
}
