use std::{fs, io, os::unix::fs::DirBuilderExt, path::PathBuf};

use lettre::Message;

use super::Failure;
use crate::store::private;

/// Writes each message to a separate file, named by its `Message-ID`, readable only for its owner.
pub struct Folder(PathBuf);

impl Folder {
    pub const fn new(path: PathBuf) -> Self {
        Self(path)
    }

    pub fn carry(
        &self,
        message: &Message,
        may_hand_over: &mut dyn FnMut() -> bool,
    ) -> Result<(), Failure> {
        if !may_hand_over() {
            return Err(Failure::Withheld);
        }
        // An incomplete file is written again under the same name, so this is not an unknown
        // outcome.
        self.write(message)
            .map_err(|error| Failure::Trouble(format!("{}: {error}", self.0.display())))
    }

    fn write(&self, message: &Message) -> io::Result<()> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.0)?;
        let id = message.headers().get_raw("Message-ID").unwrap_or_default();
        let name: String =
            id.chars().skip(1).take_while(|c| *c != '@').filter(char::is_ascii_graphic).collect();
        let path = self.0.join(name.replace('/', "-") + ".eml");
        match private::write_new(&path, message.formatted()) {
            // Already sent, but not recorded.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            written => written,
        }
    }
}
