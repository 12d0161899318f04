//! Files that hold a secret: readable for their owner alone.

use std::{
    fs, io,
    io::{Read, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

/// Reads a file, unless others than its owner can read it.
pub fn read(path: &Path) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_file() && metadata.permissions().mode() & 0o077 != 0 {
        let problem = "other users can read it. Change its mode: chmod 600";
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, problem));
    }
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(text)
}

/// Writes a new file, whole or not at all.
pub fn write_new(path: &Path, content: impl AsRef<[u8]>) -> io::Result<()> {
    write_new_with(path, |file| file.write_all(content.as_ref()))
}

/// Like [`write_new`], with what `write` writes piece by piece.
pub fn write_new_with(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .permissions(fs::Permissions::from_mode(0o600))
        .tempfile_in(folder)?;
    write(&mut file)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map(|_| ()).map_err(|error| error.error)
}

/// Makes an empty file, readable for its owner alone, if there is none.
pub fn touch(path: &Path) -> io::Result<()> {
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Opens the file beside `path` that processes lock for `purpose`, making it if there is none.
pub(super) fn lock_file(path: &Path, purpose: &str) -> io::Result<fs::File> {
    let mut name = path.to_owned().into_os_string();
    name.push(".");
    name.push(purpose);
    fs::OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(name)
}
