//! The one file of a form.

use axum::extract::Multipart;
use axum::http::StatusCode;

use crate::errors::WebError;
use crate::exchange;
use crate::text::Text;

/// Why no file was read.
pub(crate) enum Unread {
    /// None was chosen, or an empty one.
    Missing,
    /// It is larger than what is taken.
    TooLarge,
    /// The sending broke off, or is none.
    Broken,
}

impl Unread {
    /// What to say beside the form.
    ///
    /// # Errors
    /// [`WebError::BadRequest`] where nobody waits for words.
    pub(crate) fn words(self, t: Text) -> Result<String, WebError> {
        match self {
            Self::Missing => Ok(t.exchange_no_file().to_owned()),
            Self::TooLarge => Ok(t.exchange_too_large(t.size_megabytes(t.count(exchange::LARGEST / (1024 * 1024))))),
            Self::Broken => Err(WebError::BadRequest),
        }
    }
}

/// The name and contents of the file `file` of a form.
pub(crate) async fn file_of(mut form: Multipart) -> Result<(String, Vec<u8>), Unread> {
    let unread = |error: axum::extract::multipart::MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Unread::TooLarge } else { Unread::Broken }
    };
    while let Some(field) = form.next_field().await.map_err(unread)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(unread)?;
        return match bytes.len() {
            0 => Err(Unread::Missing),
            length if length > exchange::LARGEST => Err(Unread::TooLarge),
            _ => Ok((name, bytes.to_vec())),
        };
    }
    Err(Unread::Missing)
}
