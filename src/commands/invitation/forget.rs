use std::io::Read;

use clap::Args;

use crate::{
    audit,
    commands::{Outcome, data, say},
    invitation,
    language::numbers::counted,
    settings::DataSettings,
};

#[derive(Debug, Args)]
pub struct Forget {
    #[command(flatten)]
    data: DataSettings,
}

impl Forget {
    pub fn run(self) -> Outcome {
        let (store, secret) = data::open_existing(&self.data)?;
        let mut address = String::new();
        std::io::stdin().take(1_000).read_to_string(&mut address)?;
        let count = invitation::forget(
            &mut *store.connection()?,
            &secret,
            address.trim(),
            audit::COMMAND_LINE,
        )?;
        if count == 0 {
            return Err(
                "No collection has that address. Write it to standard input exactly as it is in \
                    the list."
                    .into(),
            );
        }
        let places = counted(count, "collection", "collections");
        say(format_args!("Deleted from {places}. Later lists do not restore it."))?;
        Ok(())
    }
}
