use std::{collections::HashMap, net::SocketAddr};

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{Outcome, data, say};
use crate::{
    fieldwork::Recorded,
    inspection::{Collection, Inspection, queries},
    rates::{Figures, Measure, figures_of_all},
    settings::{BaseUrl, DataSettings},
    store::{Connection, StoreError},
    web::paths,
};

#[derive(Debug, Subcommand)]
pub enum CollectionCommand {
    /// List the collections with their links, states and counts
    List(List),
}

#[derive(Debug, Args)]
pub struct List {
    /// Print an array of JSON objects
    #[arg(long)]
    json: bool,
    /// The public address of the service. By default, the address that Speir listens on
    #[arg(long, env = "SPEIR_BASE_URL", default_value = "", hide_default_value = true)]
    base_url: BaseUrl,
    /// The address that Speir listens on
    #[arg(long, env = "SPEIR_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    data: DataSettings,
}

/// One collection in the JSON output.
#[derive(Debug, Serialize)]
pub struct Listed {
    id: String,
    inspection: String,
    area: &'static str,
    area_name: &'static str,
    audience: &'static str,
    survey: &'static str,
    version: u32,
    /// Null if the inspection's team fills it in the console, which `url` leads to.
    link: Option<String>,
    url: String,
    state: &'static str,
    issued: Option<u64>,
    /// What `issued` counts.
    issued_as: &'static str,
    /// Whether the open link works.
    open_link: bool,
    /// Null if so few people could answer that it is shown after closing.
    returned: Option<u64>,
    /// How many records the inspection's team is to read; null if there is no sample.
    sample: Option<u64>,
    #[serde(skip)]
    amount: String,
    /// Returned divided by issued, or null if there is no meaningful rate.
    rate: Option<f64>,
    /// Null if the inspection's team fills it in.
    target_percent: Option<u8>,
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
}

impl Listed {
    fn new(
        inspection: &Inspection,
        collection: &Collection,
        figures: &Figures,
        base_url: &BaseUrl,
        now: DateTime<Utc>,
    ) -> Self {
        let (rate, is_anonymous) = (figures.rate(collection), collection.is_anonymous());
        let recorded = Recorded::of(collection, rate.returned);
        Self {
            id: collection.id.to_string(),
            inspection: inspection.title.clone(),
            area: collection.area.code(),
            area_name: collection.area.name(),
            audience: collection.audience().key(),
            survey: collection.survey.key(),
            version: collection.version,
            link: is_anonymous.then(|| collection.link.to_string()),
            url: if is_anonymous {
                base_url.with(&format!("/s/{}", collection.link))
            } else {
                base_url.with(&paths::collection::PAGE.of(collection.id))
            },
            state: collection.state(now).key(),
            issued: rate.issued,
            issued_as: match figures.reach(collection).measure() {
                Measure::Population => "population",
                Measure::Delivered => "invitations",
                Measure::HandedOut => "slips",
                Measure::Both => "invitations and slips",
                Measure::Recorded => "nothing",
            },
            open_link: collection.open_link,
            returned: rate.returned.count(),
            sample: recorded.and_then(Recorded::sample),
            amount: recorded.map_or_else(|| rate.to_string(), Recorded::sentence),
            rate: rate.fraction(),
            target_percent: collection.target(),
            opens_at: collection.opens_at,
            closes_at: collection.closes_at,
        }
    }
}

impl CollectionCommand {
    pub fn run(self) -> Outcome {
        let Self::List(list) = self;
        let (store, _) = data::open_existing(&list.data)?;
        let base_url = list.base_url.or_listening(list.listen);
        let listed = all(&mut *store.connection()?, &base_url, Utc::now())?;
        if list.json {
            say(format_args!("{}", serde_json::to_string_pretty(&listed)?))?;
            return Ok(());
        }
        if listed.is_empty() {
            say(format_args!("There are no collections yet. Run `speir inspection create FILE`."))?;
        }
        for one in listed {
            say(format_args!(
                "{}  {}, {}, {}: {}. {}",
                one.url, one.inspection, one.area_name, one.survey, one.state, one.amount
            ))?;
        }
        Ok(())
    }
}

/// Every collection, in the order of inspection, area and audience.
fn all(
    connection: &mut Connection,
    base_url: &BaseUrl,
    now: DateTime<Utc>,
) -> Result<Vec<Listed>, StoreError> {
    let inspections: HashMap<_, _> =
        queries::unscoped::inspections(connection)?.into_iter().map(|i| (i.id, i)).collect();
    let figures = figures_of_all(connection, now)?;
    let mut collections = queries::unscoped::collections(connection)?;
    collections.sort_by_key(|c| (c.inspection, c.area, c.survey));
    let listed = collections.iter().filter_map(|collection| {
        let inspection = inspections.get(&collection.inspection)?;
        Some(Listed::new(inspection, collection, &figures, base_url, now))
    });
    let mut listed: Vec<Listed> = listed.collect();
    listed.sort_by(|a, b| a.inspection.cmp(&b.inspection));
    Ok(listed)
}
