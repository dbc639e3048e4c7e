//! How a person wants to see the system: language and digits, kept in two cookies.
//!
//! Serves "Thai and English switch; Thai or Arabic digits by preference" of the interface. A preference changes
//! the rendering only: it must never reach stored values, ids, addresses or what a form sends back.

use std::borrow::Cow;
use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::cookies;

/// Cookie that holds the language.
pub const LANGUAGE_COOKIE: &str = "phaen_lang";
/// Cookie that holds the kind of digits.
pub const DIGITS_COOKIE: &str = "phaen_digits";

/// Language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// Thai, the source language.
    #[default]
    Thai,
    /// English.
    English,
}

impl Lang {
    /// The code for the `lang` attribute, cookies and addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Thai => "th",
            Self::English => "en",
        }
    }

    /// Reads a code; anything unknown is `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "th" => Some(Self::Thai),
            "en" => Some(Self::English),
            _ => None,
        }
    }
}

/// Digits of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Digits {
    /// ๐–๙
    Thai,
    /// 0–9
    Arabic,
}

impl Digits {
    /// The code for cookies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Thai => "thai",
            Self::Arabic => "arabic",
        }
    }

    /// Reads a code; anything unknown is `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "thai" => Some(Self::Thai),
            "arabic" => Some(Self::Arabic),
            _ => None,
        }
    }
}

/// The two preferences together; an extractor that never fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Display {
    /// Language of the words.
    pub lang: Lang,
    /// Digits of the figures.
    pub digits: Digits,
}

impl Default for Display {
    fn default() -> Self {
        Self::of(Lang::Thai)
    }
}

impl Display {
    /// A language with the digits usual in it.
    #[must_use]
    pub fn of(lang: Lang) -> Self {
        let digits = match lang {
            Lang::Thai => Digits::Thai,
            Lang::English => Digits::Arabic,
        };
        Self { lang, digits }
    }

    /// Reads the preferences from the cookies; unknown or missing ones fall back to the usual.
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let lang = cookies::read(headers, LANGUAGE_COOKIE).and_then(|code| Lang::from_code(&code)).unwrap_or_default();
        let usual = Self::of(lang);
        let digits = cookies::read(headers, DIGITS_COOKIE).and_then(|code| Digits::from_code(&code)).unwrap_or(usual.digits);
        Self { lang, digits }
    }

    /// Shows the digits of a prepared string in the preferred kind. Works both ways, so text typed with Thai
    /// digits also follows the preference.
    #[must_use]
    pub fn digits<'a>(&self, prepared: &'a str) -> Cow<'a, str> {
        match self.digits {
            Digits::Thai => thai_digits(prepared),
            Digits::Arabic => arabic_digits(prepared),
        }
    }
}

/// Replaces 0–9 by ๐–๙.
#[must_use]
pub fn thai_digits(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(to_thai).collect())
}

/// Replaces ๐–๙ by 0–9.
#[must_use]
pub fn arabic_digits(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| ('๐'..='๙').contains(&character)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(to_arabic).collect())
}

fn to_thai(character: char) -> char {
    character.to_digit(10).and_then(|digit| char::from_u32(u32::from('๐') + digit)).unwrap_or(character)
}

fn to_arabic(character: char) -> char {
    if ('๐'..='๙').contains(&character) {
        char::from_digit(u32::from(character) - u32::from('๐'), 10).unwrap_or(character)
    } else {
        character
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Display {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::from_headers(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::{Digits, Display, Lang};

    #[test]
    fn digits_follow_the_preference_in_both_directions() {
        let thai = Display { lang: Lang::Thai, digits: Digits::Thai };
        let arabic = Display { lang: Lang::Thai, digits: Digits::Arabic };
        assert_eq!(thai.digits("2,779.50"), "๒,๗๗๙.๕๐");
        assert_eq!(arabic.digits("๒,๗๗๙.๕๐"), "2,779.50");
        assert_eq!(thai.digits("–"), "–");
    }

    #[test]
    fn an_unknown_preference_falls_back_to_thai() {
        let mut headers = axum::http::HeaderMap::new();
        let _ = headers.insert("cookie", "phaen_lang=xx; phaen_digits=roman".parse().expect("a header"));
        assert_eq!(Display::from_headers(&headers), Display::default());
    }
}
