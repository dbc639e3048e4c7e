//! Mail addresses, as far as they can be told from the text alone.

/// The longest address that mail servers take.
const LONGEST: usize = 254;

/// An address without the blanks around it; none for what cannot be one.
#[must_use]
pub fn mail_address(text: &str) -> Option<String> {
    let address = text.trim();
    let (person, place) = address.rsplit_once('@')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let person_is = !person.is_empty() && person.len() <= 64 && person.chars().all(plain) && dots_part_words(person);
    let letters = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    let place_is = place.contains('.') && place.chars().all(letters) && dots_part_words(place) && !place.starts_with('-');
    (person_is && place_is && address.len() <= LONGEST).then(|| address.to_owned())
}

fn dots_part_words(text: &str) -> bool {
    text.split('.').all(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::mail_address;

    #[test]
    fn an_address_has_a_person_and_a_place() {
        assert_eq!(mail_address(" somchai.p@led.mail.go.th "), Some("somchai.p@led.mail.go.th".to_owned()));
        for wrong in [
            "",
            "somchai",
            "@led.go.th",
            "somchai@",
            "somchai@led",
            "a b@led.go.th",
            "a@led..go.th",
            "สมชาย@led.go.th",
            "a@b.c\nBcc: x@y.z",
        ] {
            assert_eq!(mail_address(wrong), None, "{wrong}");
        }
    }
}
