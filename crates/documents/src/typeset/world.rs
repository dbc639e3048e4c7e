//! What a template can see while it is set: itself, other templates, the fonts, one data file and named pictures.
//!
//! Serves every printed document. Must never read a disk, a network, a package or a clock: all else is refused.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use super::fonts::fonts;

/// The name under which a template reads its data.
pub const DATA_FILE: &str = "data.json";

/// All that one document is made from.
#[derive(Clone)]
pub(crate) struct Desk {
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    today: Option<Datetime>,
}

/// A name that cannot be the name of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadName(pub(crate) String);

impl Desk {
    /// Lays out sources, data and pictures. `main` is the name of the source to start with.
    pub(crate) fn new(
        main: &str,
        sources: impl IntoIterator<Item = (String, String)>,
        files: impl IntoIterator<Item = (String, Vec<u8>)>,
        today: Date,
    ) -> Result<Self, BadName> {
        let mut desk = Self { main: id_of(main)?, sources: HashMap::new(), files: HashMap::new(), today: date_of(today) };
        for (name, text) in sources {
            let id = id_of(&name)?;
            desk.sources.insert(id, Source::new(id, text));
        }
        for (name, bytes) in files {
            desk.files.insert(id_of(&name)?, Bytes::new(bytes));
        }
        if desk.sources.contains_key(&desk.main) { Ok(desk) } else { Err(BadName(main.to_owned())) }
    }

    /// The same with other data.
    pub(crate) fn with_data(&self, data: Vec<u8>) -> Result<Self, BadName> {
        let mut desk = self.clone();
        desk.files.insert(id_of(DATA_FILE)?, Bytes::new(data));
        Ok(desk)
    }
}

/// The date in the layout library's terms.
pub(crate) fn date_of(date: Date) -> Option<Datetime> {
    Datetime::from_ymd(i32::from(date.year()), u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?)
}

fn id_of(name: &str) -> Result<FileId, BadName> {
    let path = VirtualPath::new(name).map_err(|_| BadName(name.to_owned()))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn library() -> &'static LazyHash<Library> {
    static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
    LIBRARY.get_or_init(|| LazyHash::new(Library::default()))
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}
