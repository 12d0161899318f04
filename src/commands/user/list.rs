use clap::Args;

use crate::{
    commands::{Outcome, data, say},
    language::calendar,
    settings::DataSettings,
    users::queries,
};

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    data: DataSettings,
}

impl List {
    pub fn run(self) -> Outcome {
        let (store, _) = data::open_existing(&self.data)?;
        for account in queries::all(&mut *store.connection()?)? {
            let areas: Vec<&str> = account.user.areas.iter().map(|area| area.name()).collect();
            let last = match (account.signed_in_at, &account.password) {
                (_, None) => "invited".to_owned(),
                (None, _) => "never signed in".to_owned(),
                (Some(at), _) => {
                    format!("signed in {}", calendar::date(calendar::day(at)))
                }
            };
            let steps = if account.second_step.is_some() { "two-step sign-in" } else { "" };
            say(format_args!(
                "{}\t{}\t{}\t{last}\t{steps}",
                account.user.email,
                account.user.role,
                areas.join(", ")
            ))?;
        }
        Ok(())
    }
}
