use chrono::{DateTime, Utc};
use clap::Args;

use super::{Outcome, data, say};
use crate::{
    audit,
    language::calendar,
    language::numbers::counted,
    logs,
    results::retention::{self, Kept, Purged},
    settings::DataSettings,
    store::{Id, Store, StoreError},
};

/// Delete released responses and comments at the end of their retention period, as the service does
/// every night. Counts and figures stay. This cannot be undone
#[derive(Debug, Args)]
pub struct Purge {
    /// Only print what would be deleted
    #[arg(long)]
    dry_run: bool,
    /// Delete the released responses and comments of this inspection now. Give its id from `speir
    /// inspection list`
    #[arg(long, value_name = "INSPECTION", value_parser = inspection_id)]
    now: Option<Id>,
    #[command(flatten)]
    data: DataSettings,
}

impl Purge {
    pub fn run(self) -> Outcome {
        logs::start("warn");
        let (store, _) = data::open_existing(&self.data)?;
        let now = Utc::now();
        let kept = retention::kept(&mut *store.connection()?)?;
        let (due, later): (Vec<Kept>, Vec<Kept>) =
            kept.into_iter().partition(|one| self.is_meant(one, now));
        if due.is_empty() {
            return Ok(say(self.nothing(&later))?);
        }
        if self.dry_run {
            return due.iter().try_for_each(|one| Ok(say(would_go(&store, one)?)?));
        }
        for purged in retention::purge(&store, &due, now, audit::COMMAND_LINE)? {
            say(gone(&purged))?;
        }
        data::sweep(&store)
    }

    fn is_meant(&self, one: &Kept, now: DateTime<Utc>) -> bool {
        match self.now {
            Some(inspection) => one.inspection == inspection,
            None => one.is_interrupted() || one.until() <= now,
        }
    }

    /// Says why nothing is due, and what is due next.
    fn nothing(&self, later: &[Kept]) -> String {
        match later.first() {
            _ if self.now.is_some() => {
                "That inspection no longer has released responses or comments.".to_owned()
            }
            Some(next) => format!("Nothing is due. The next is {}, on {}.", next.name, day(next)),
            None => "Nothing is due, and there are no released responses or comments.".to_owned(),
        }
    }
}

fn inspection_id(text: &str) -> Result<Id, String> {
    text.parse().map(Id).map_err(|_| {
        format!("{text} is not the id of an inspection. `speir inspection list` shows the ids.")
    })
}

fn day(one: &Kept) -> String {
    calendar::date(calendar::day(one.until()))
}

fn would_go(store: &Store, one: &Kept) -> Result<String, StoreError> {
    let (responses, comments) = retention::count(&mut *store.connection()?, one.id)?;
    let (responses, comments) =
        (counted(responses, "response", "responses"), counted(comments, "comment", "comments"));
    Ok(format!(
        "{}: {responses} and {comments} would be deleted; kept until {}.",
        one.name,
        day(one)
    ))
}

fn gone(Purged { name, responses, comments }: &Purged) -> String {
    format!(
        "{name}: {} and {} deleted. Counts and figures stay.",
        counted(responses, "response", "responses"),
        counted(comments, "comment", "comments")
    )
}
