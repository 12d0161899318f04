use std::{
    io::{self, Write},
    net::SocketAddr,
    path::PathBuf,
};

use chrono::Utc;
use clap::Args;

use super::{Outcome, collection};
use crate::{
    audit,
    commands::{data, files, say},
    inspection::{Collection, Inspection, Part, queries},
    intake::TicketIssuer,
    invitation::{
        code::{self, FEWEST, LONGEST_PLACE, MOST, NewBatch, Slip},
        paper::{Asking, ON_A_SHEET, Sheet},
    },
    language::numbers::counted,
    settings::{BaseUrl, DataSettings, HelpLines, whole},
    store::{Connection, private},
    text::is_line,
};

#[derive(Debug, Args)]
pub struct Slips {
    /// The collection's id or link
    collection: String,
    /// The number of slips, from 8 to 5,000; each A4 sheet has eight
    #[arg(long, value_parser = count)]
    count: u32,
    /// Where they are handed out, such as a school; never a person. It is not printed on the slips
    #[arg(long, default_value = "", hide_default_value = true)]
    place: String,
    /// The key of the collection's part
    #[arg(long, alias = "stratum")]
    part: Option<String>,
    /// The file to write. It must not exist yet
    #[arg(long, default_value = "slips.html")]
    output: PathBuf,
    /// The public address of the service. By default, the address that Speir listens on
    #[arg(long, env = "SPEIR_BASE_URL", default_value = "", hide_default_value = true)]
    base_url: BaseUrl,
    /// The address that Speir listens on
    #[arg(long, env = "SPEIR_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    help: HelpLines,
    #[command(flatten)]
    data: DataSettings,
}

impl Slips {
    pub fn run(self) -> Outcome {
        let (store, secret) = data::open_existing(&self.data)?;
        let mut connection = store.connection()?;
        let collection = collection(&mut connection, &self.collection)?;
        let inspection =
            queries::unscoped::inspection_by_id(&mut connection, collection.inspection)?
                .ok_or("Its inspection was deleted.")?;
        let batch = self.batch(&mut connection, &inspection, &collection)?;
        let sheet = self.sheet(&collection)?;
        files::refuse_existing(&self.output)?;
        let (actor, subject) = (audit::COMMAND_LINE, collection.name());
        let mut made = false;
        let written = private::write_new_with(&self.output, |file| {
            // Make the codes only when the file is open: they cannot be shown again.
            let by = (actor, &collection);
            let slips =
                code::queries::make(&mut connection, &TicketIssuer::of(&secret), &batch, by)
                    .map_err(io::Error::other)?;
            made = true;
            write(file, &sheet, &slips)
        });
        if let Err(error) = written {
            if made && let Some(lost) = code::queries::batch_by_id(&mut connection, batch.id)? {
                code::queries::revoke(&mut connection, &lost, (actor, &collection))?;
            }
            let why = files::unwritable(&self.output, &error);
            return Err(format!("{why} No slips were printed.").into());
        }
        let sheets = (self.count as usize).div_ceil(ON_A_SHEET);
        say(format_args!(
            "{} slips for {subject}, on {} of A4, are in {}. Print it and delete \
                it: anybody who has a code can answer.",
            self.count,
            counted(sheets, "sheet", "sheets"),
            self.output.display()
        ))?;
        Ok(())
    }

    fn batch(
        &self,
        connection: &mut Connection,
        inspection: &Inspection,
        collection: &Collection,
    ) -> Result<NewBatch, Box<dyn std::error::Error>> {
        let now = Utc::now();
        if now >= collection.closes_at {
            return Err("This collection has closed, so new slips would not work.".into());
        }
        let place = self.place.trim();
        if !place.is_empty() {
            is_line(place, LONGEST_PLACE)
                .map_err(|why| format!("--place cannot be printed. {why}"))?;
        }
        let parts = queries::parts_of(connection, collection.id)?;
        let part = match &self.part {
            None => None,
            Some(key) => Some(
                parts.iter().find(|part| part.key == *key).ok_or_else(|| no_part(key, &parts))?,
            ),
        };
        Ok(NewBatch::of((inspection, collection), part, place, self.count, now))
    }

    fn sheet(&self, collection: &Collection) -> Result<Sheet, Box<dyn std::error::Error>> {
        let mut base = self.base_url.clone();
        if base.as_str().is_empty() {
            base = format!("http://{}", self.listen).parse()?;
            eprintln!(
                "warning: The slips lead to {base}. Set SPEIR_BASE_URL to the address that people \
                    should type."
            );
        }
        Ok(Sheet {
            asking: Asking {
                audience: collection.audience(),
                closes_at: collection.closes_at,
                help: self.help.clone(),
                base,
            },
            link: collection.link.clone(),
            name: collection.name(),
            place: self.place.trim().to_owned(),
            number: self.count as usize,
            back: None,
        })
    }
}

fn count(text: &str) -> Result<u32, String> {
    whole(FEWEST.into(), MOST.into())(text)
        .map_err(|_| "Print between 8 and 5,000 slips at once.".to_owned())
}

fn no_part(key: &str, parts: &[Part]) -> String {
    let keys: Vec<_> = parts.iter().map(|part| part.key.as_str()).collect();
    match keys.as_slice() {
        [] => format!("This collection has no parts, so leave out --part {key}."),
        keys => {
            format!("There is no part {key}. Name one of these with --part: {}.", keys.join(", "))
        }
    }
}

fn write(file: &mut dyn Write, sheet: &Sheet, slips: &[Slip]) -> io::Result<()> {
    let (before, after) = sheet.around();
    file.write_all(before.as_bytes())?;
    for (slips, number) in slips.chunks(ON_A_SHEET).zip(1..) {
        file.write_all(sheet.sheet(number, slips).as_bytes())?;
    }
    file.write_all(after.as_bytes())
}
