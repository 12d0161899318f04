use chrono::Utc;
use clap::Args;

use super::{Outcome, data, say};
use crate::{
    audit,
    inspection::{State, queries as inspections},
    intake::release::{self, Released, due_at},
    language::calendar,
    language::numbers::counted,
    logs,
    settings::DataSettings,
    store::Store,
};

/// Release every collection that closed more than two hours ago, when no form can still arrive
#[derive(Debug, Args)]
pub struct Release {
    /// Also release comments of open collections now, as the service does every night if enough
    /// people have answered
    #[arg(long)]
    comments: bool,
    /// Leave out sealed rows that cannot be unsealed. Use this only if no backup can restore them
    #[arg(long)]
    without_unreadable: bool,
    #[command(flatten)]
    data: DataSettings,
}

impl Release {
    pub fn run(self) -> Outcome {
        logs::start("warn");
        let (store, secret) = data::open_existing(&self.data)?;
        let now = Utc::now();
        let due = release::due(&mut *store.connection()?, now)?;
        let mut failed = Vec::new();
        for collection in &due {
            match release::release(
                &store,
                &secret,
                collection,
                audit::COMMAND_LINE,
                self.without_unreadable,
            ) {
                Ok(Some(released)) => say(sentence(&released))?,
                Ok(None) => say(format_args!("{} is already being released.", collection.name()))?,
                Err(error) => {
                    failed.push(format!("{} is not released: {error}", collection.name()));
                }
            }
        }
        if self.comments {
            let released = release::release_all_ripe(&store, &secret, now)?;
            say(format_args!(
                "{} of open collections released.",
                counted(released, "comment", "comments")
            ))?;
        }
        data::sweep(&store)?;
        if !failed.is_empty() {
            return Err(failed.join("\n").into());
        }
        if due.is_empty() {
            say(nothing_due(&store)?)?;
        }
        Ok(())
    }
}

fn sentence(Released { name, responses, comments, left_out }: &Released) -> String {
    let what = format!(
        "{name}: {} and {} released",
        counted(*responses, "response", "responses"),
        counted(*comments, "comment", "comments")
    );
    match left_out {
        0 => format!("{what}."),
        rows => format!(
            "{what}; left out {}, which could not be unsealed.",
            counted(*rows, "row", "rows")
        ),
    }
}

/// Says what is released next, and when.
fn nothing_due(store: &Store) -> Result<String, Box<dyn std::error::Error>> {
    let now = Utc::now();
    let collections = inspections::unscoped::collections(&mut *store.connection()?)?;
    let waiting = collections.iter().filter(|collection| collection.state(now) != State::Released);
    let next = waiting.min_by_key(|collection| collection.closes_at);
    Ok(match next {
        Some(next) => {
            let at = calendar::date_and_time(due_at(next));
            format!("Nothing is due. The next is {}, from {}.", next.name(), at)
        }
        None => "Nothing is due, and no collection is waiting.".to_owned(),
    })
}
