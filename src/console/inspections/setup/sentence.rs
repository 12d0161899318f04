use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Europe::London;

use crate::{
    console::views::times::{self, counted},
    inspection::{Area, create::NewCollection},
};

/// What will be made: "16 collections in 4 areas, from Monday 7 December 09:00 to Friday 25 December 17:00. Nobody is
/// invited yet."
pub fn sentence(collections: &[NewCollection], now: DateTime<Utc>) -> String {
    let opens = collections.iter().map(|one| one.opens_at).min();
    let closes = collections.iter().map(|one| one.closes_at).max();
    let (Some(opens), Some(closes)) = (opens, closes) else {
        return "No collection. Nobody is asked until you add one.".to_owned();
    };
    let areas: BTreeSet<Area> = collections.iter().map(|one| one.area).collect();
    let place = match areas.first() {
        Some(area) if areas.len() == 1 => area.name().to_owned(),
        _ => format!("{} areas", areas.len()),
    };
    let year = times::today(now).year();
    let count = counted(collections.len(), "collection", "collections");
    let closes = moment(closes, year);
    if opens <= now {
        return format!("{count} in {place}, open at once and until {closes}. Nobody is invited yet.");
    }
    format!("{count} in {place}, from {} to {closes}. Nobody is invited yet.", moment(opens, year))
}

/// With the year where it is not the present one.
fn moment(instant: DateTime<Utc>, year: i32) -> String {
    let there = instant.with_timezone(&London);
    let format = if there.year() == year { "%A %-d %B %H:%M" } else { "%A %-d %B %Y %H:%M" };
    there.format(format).to_string()
}
