//! Evidence on disk: each file under its SHA-256, written beside its place and moved there, never changed afterwards.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use phaen_app::AppError;
use phaen_app::ports::{Files, file_failure};
use phaen_domain::evidence::FileHash;

/// How the name of a file ends that is still being written.
const UNFINISHED: &str = "part";
/// An unfinished file that is older than this belongs to no upload any more.
const LONGEST_UPLOAD: SignedDuration = SignedDuration::from_hours(1);

/// A folder of files by their hash: `ab/abcdef…`, so that no folder grows too large.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Files in a folder, which is made with its first file.
    #[must_use]
    pub const fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// The folder that belongs to a database: beside its file, or under the working directory for a server's.
    #[must_use]
    pub fn beside(database: &str) -> PathBuf {
        let file = database.strip_prefix("sqlite:").map(Path::new);
        let folder = file.map_or_else(|| Path::new("var"), |file| file.parent().unwrap_or(Path::new("")));
        folder.join("evidence")
    }

    /// Takes away what uploads left half-written that a crash cut short: unfinished files older than any upload lasts. Another server may be
    /// writing younger ones just now.
    pub fn sweep(&self, now: Timestamp) -> io::Result<usize> {
        let folders = match fs::read_dir(&self.root) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
            folders => folders?,
        };
        let mut swept = 0;
        for folder in folders {
            let folder = folder?.path();
            if !folder.is_dir() {
                continue;
            }
            for file in fs::read_dir(folder)? {
                let path = file?.path();
                if path.extension().is_some_and(|ending| ending == UNFINISHED) && is_old(&path, now)? {
                    fs::remove_file(&path)?;
                    swept += 1;
                }
            }
        }
        Ok(swept)
    }

    fn place(&self, hash: &FileHash) -> PathBuf {
        self.root.join(name_of(hash))
    }

    fn write(&self, hash: &FileHash, bytes: &[u8]) -> io::Result<()> {
        let place = self.place(hash);
        let folder = place.parent().unwrap_or(&self.root);
        // A file that was damaged on disk is put right by the same file sent again.
        if !holds(&place, bytes).unwrap_or(false) {
            make(folder)?;
            move_in(&place, bytes)?;
        }
        // Also for a file that is there already: whoever put it there just now may not have come to this yet.
        self.keep_names(folder)
    }

    /// The file's name, its folder's and that of the folder of all must outlive a crash as the bytes do.
    fn keep_names(&self, folder: &Path) -> io::Result<()> {
        sync(folder)?;
        sync(&self.root)?;
        match sync(above(&self.root)) {
            // A folder that we may not even look into is none in which we made anything.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
            synced => synced,
        }
    }
}

/// The name of a file among all: `ab/abcdef…`.
pub(super) fn name_of(hash: &FileHash) -> String {
    format!("{}/{hash}", &hash.as_str()[..2])
}

/// Whether a file is there and holds just this; never more than a piece of it is in memory.
fn holds(place: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(place)?;
    let mut piece = vec![0; 64 * 1024];
    let mut rest = bytes;
    loop {
        let read = file.read(&mut piece)?;
        match rest.split_at_checked(read) {
            _ if read == 0 => return Ok(rest.is_empty()),
            Some((same, after)) if same == &piece[..read] => rest = after,
            _ => return Ok(false),
        }
    }
}

/// Writes a file beside its place and moves it there.
fn move_in(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let waiting = place.with_extension(format!("{}.{UNFINISHED}", uuid::Uuid::new_v4().simple()));
    let written = File::create_new(&waiting).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let moved = written.and_then(|()| fs::rename(&waiting, place));
    if moved.is_err() {
        // What cannot be finished is taken away; the failure itself is what is told.
        let _ = fs::remove_file(&waiting);
    }
    moved
}

/// Makes a folder and those above it that are not there, each under a name that outlives a crash.
fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    make(above(folder))?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        made => made?,
    }
    sync(above(folder))
}

/// The folder in which something stands.
fn above(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the names in a folder outlive a crash.
fn sync(folder: &Path) -> io::Result<()> {
    #[cfg(test)]
    tests::SYNCED.with_borrow_mut(|synced| synced.push(folder.to_path_buf()));
    File::open(folder)?.sync_all()
}

impl Files for Folder {
    fn put(&self, hash: &FileHash, bytes: &[u8]) -> Result<(), AppError> {
        self.write(hash, bytes).map_err(|error| failed(&self.root, &error))
    }

    fn get(&self, hash: &FileHash) -> Result<Option<Vec<u8>>, AppError> {
        self.there(fs::read(self.place(hash)))
    }

    fn open(&self, hash: &FileHash) -> Result<Option<File>, AppError> {
        self.there(File::open(self.place(hash)))
    }

    fn size(&self, hash: &FileHash) -> Result<Option<u64>, AppError> {
        Ok(self.there(fs::metadata(self.place(hash)))?.map(|found| found.len()))
    }

    /// On the same disk as the files, which is the one that is made large enough for them.
    fn draft(&self) -> Result<File, AppError> {
        make(&self.root).and_then(|()| tempfile::tempfile_in(&self.root)).map_err(|error| failed(&self.root, &error))
    }
}

impl Folder {
    /// What was found, or nothing where nothing is.
    fn there<T>(&self, found: io::Result<T>) -> Result<Option<T>, AppError> {
        match found {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&self.root, &error)),
        }
    }
}

fn is_old(path: &Path, now: Timestamp) -> io::Result<bool> {
    let written = Timestamp::try_from(fs::metadata(path)?.modified()?).map_err(io::Error::other)?;
    Ok(now.duration_since(written) > LONGEST_UPLOAD)
}

fn failed(root: &Path, error: &io::Error) -> AppError {
    file_failure(&format!("evidence in {}", root.display()), error)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    thread_local! {
        /// The folders whose names were made to last by this test.
        pub(super) static SYNCED: RefCell<Vec<PathBuf>> = const { RefCell::new(Vec::new()) };
    }

    fn synced() -> Vec<PathBuf> {
        SYNCED.take()
    }

    fn folder() -> (tempfile::TempDir, Folder) {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path().join("evidence"));
        (root, folder)
    }

    #[test]
    fn a_file_is_there_once_under_its_hash_and_nothing_is_left_beside_it() {
        let (_root, folder) = folder();
        let hash = FileHash::of(b"abc");
        assert_eq!(folder.get(&hash).unwrap(), None);
        folder.put(&hash, b"abc").unwrap();
        folder.put(&hash, b"abc").unwrap();
        assert_eq!(folder.get(&hash).unwrap().as_deref(), Some(b"abc".as_slice()));
        let names: Vec<_> = fs::read_dir(folder.root.join("ba")).unwrap().map(|it| it.unwrap().file_name()).collect();
        assert_eq!(names, [hash.as_str()]);
    }

    #[test]
    fn every_name_on_the_way_to_a_file_is_made_to_last_also_for_a_file_that_is_there_already() {
        let outer = tempfile::tempdir().unwrap();
        let root = outer.path().join("srv/phaen/evidence");
        let folder = Folder::at(root.clone());
        let hash = FileHash::of(b"abc");
        folder.put(&hash, b"abc").unwrap();
        let made = synced();
        let all = [outer.path(), &outer.path().join("srv"), &outer.path().join("srv/phaen"), &root, &root.join("ba")];
        assert!(all.iter().all(|it| made.iter().any(|synced| synced == it)), "{made:?}");
        // Somebody else's file may be there under a name that was not made to last yet.
        folder.put(&hash, b"abc").unwrap();
        let again = synced();
        assert!(all[2..].iter().all(|it| again.iter().any(|synced| synced == it)), "{again:?}");
    }

    #[test]
    fn a_file_that_is_longer_shorter_or_other_is_not_the_same() {
        let (_root, folder) = folder();
        let long = vec![7; 200_000];
        let hash = FileHash::of(&long);
        folder.put(&hash, &long).unwrap();
        let place = folder.place(&hash);
        let longer = [long.as_slice(), b"7"].concat();
        let mut other = long.clone();
        other[199_999] = 8;
        for (bytes, same) in [(&long, true), (&longer, false), (&other, false), (&long[..199_999].to_vec(), false)] {
            assert_eq!(holds(&place, bytes).unwrap(), same, "{}", bytes.len());
        }
    }

    #[test]
    fn a_file_that_was_damaged_is_put_right_by_the_same_file() {
        let (_root, folder) = folder();
        let hash = FileHash::of(b"abc");
        folder.put(&hash, b"abc").unwrap();
        fs::write(folder.place(&hash), b"xyz").unwrap();
        folder.put(&hash, b"abc").unwrap();
        assert_eq!(folder.get(&hash).unwrap().as_deref(), Some(b"abc".as_slice()));
    }

    #[test]
    fn what_a_crash_left_half_written_is_swept_away_and_nothing_else_is() {
        let (_root, folder) = folder();
        let hash = FileHash::of(b"abc");
        folder.put(&hash, b"abc").unwrap();
        let left = folder.root.join("ba").join("ba7816.1.part");
        fs::write(&left, b"ab").unwrap();
        let written = Timestamp::try_from(fs::metadata(&left).unwrap().modified().unwrap()).unwrap();
        assert_eq!(folder.sweep(written).unwrap(), 0, "somebody may be writing it just now");
        assert_eq!(folder.sweep(written + SignedDuration::from_hours(2)).unwrap(), 1);
        assert!(!left.exists());
        assert_eq!(folder.get(&hash).unwrap().as_deref(), Some(b"abc".as_slice()));
    }

    #[test]
    fn a_full_disk_is_told_as_full() {
        let full = failed(Path::new("evidence"), &io::Error::from(ErrorKind::StorageFull));
        assert!(matches!(full, AppError::StoreFull(_)));
        let other = failed(Path::new("evidence"), &io::Error::from(ErrorKind::PermissionDenied));
        assert!(matches!(other, AppError::Store(_)));
    }

    #[test]
    fn a_disk_that_refuses_is_told() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("evidence"), b"a file where the folder should be").unwrap();
        let folder = Folder::at(root.path().join("evidence"));
        assert!(matches!(folder.put(&FileHash::of(b"abc"), b"abc"), Err(AppError::Store(_))));
    }

    #[test]
    fn the_folder_stands_beside_the_database() {
        assert_eq!(Folder::beside("sqlite:/srv/phaen/phaen.db"), Path::new("/srv/phaen/evidence"));
        assert_eq!(Folder::beside("sqlite:var/phaen.db"), Path::new("var/evidence"));
        assert_eq!(Folder::beside("postgres://phaen@db/phaen"), Path::new("var/evidence"));
    }
}
