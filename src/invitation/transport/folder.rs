use std::{fs, io, os::unix::fs::DirBuilderExt, path::PathBuf};

use lettre::Message;

use super::Failure;
use crate::store::private;

/// Writes each message to a file of its own, named by its `Message-ID`, readable for its owner
/// alone.
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
        // A file that was not written to its end is written again under the same name, so this is
        // no unknown outcome.
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
            // Sent once already, and only not recorded.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            written => written,
        }
    }
}
