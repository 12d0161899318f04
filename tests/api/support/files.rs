//! Looking for secrets in the files of a database.

use std::{
    fs,
    path::{Path, PathBuf},
};

use aho_corasick::AhoCorasick;

use super::{Cluster, Kind, Place};

impl Place {
    /// Every file that the database has written, with what lies beside it. A server of PostgreSQL
    /// is shared: what belongs to other databases alone is left out, for it is large.
    pub fn files(&self) -> Vec<PathBuf> {
        match self.kind {
            Kind::Sqlite => below(self.dir.path(), |_| true),
            Kind::Postgres => {
                let (base, own) = (Cluster::shared().folder.join("data/base"), self.own_folder());
                below(&Cluster::shared().folder, |folder| {
                    folder.parent() != Some(&base) || folder == own
                })
            }
        }
    }

    /// The files of this database alone, as they are once everything is written. The log of
    /// PostgreSQL, which is overwritten in its own time, is not among them.
    pub fn own_files(&self) -> Vec<PathBuf> {
        if self.kind == Kind::Sqlite {
            return self.files();
        }
        self.sql("CHECKPOINT");
        let files = below(&self.own_folder(), |_| true);
        assert!(!files.is_empty());
        files
    }

    fn own_folder(&self) -> PathBuf {
        let own = self.number("SELECT oid FROM pg_database WHERE datname = current_database()");
        Cluster::shared().folder.join(format!("data/base/{own}"))
    }
}

fn below(folder: &Path, enters: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        // What a running server takes away meanwhile is no longer written anywhere.
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                true if enters(&path) => folders.push(path),
                true => (),
                false => files.push(path),
            }
        }
    }
    files
}

/// The files that hold one of these byte strings, each with the first that it holds, by place.
pub fn found_in(files: &[PathBuf], sought: &[impl AsRef<[u8]>]) -> Vec<(PathBuf, usize)> {
    let search = AhoCorasick::new(sought).unwrap();
    let found = |file: &PathBuf| {
        let found = search.find(&fs::read(file).ok()?)?;
        Some((file.clone(), found.pattern().as_usize()))
    };
    files.iter().filter_map(found).collect()
}
