use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Utc};

use crate::{
    inspection::{Area, create::NewCollection},
    language::{calendar, numbers::counted},
};

/// What will be made: "16 collections in 4 areas, from Monday 7 December 09:00 to Friday 25
/// December 17:00. Nobody is invited yet."
pub fn sentence(collections: &[NewCollection], now: DateTime<Utc>) -> String {
    let opens = collections.iter().map(|one| one.opens_at).min();
    let closes = collections.iter().map(|one| one.closes_at).max();
    let (Some(opens), Some(closes)) = (opens, closes) else {
        return "No collections. Nobody is asked until you add one.".to_owned();
    };
    let areas: BTreeSet<Area> = collections.iter().map(|one| one.area).collect();
    let place = match areas.first() {
        Some(area) if areas.len() == 1 => area.name().to_owned(),
        _ => format!("{} areas", areas.len()),
    };
    let year = calendar::day(now).year();
    let count = counted(collections.len(), "collection", "collections");
    let closes = moment(closes, year);
    if opens <= now {
        return format!(
            "{count} in {place}, open at once and until {closes}. Nobody is invited yet."
        );
    }
    format!("{count} in {place}, from {} to {closes}. Nobody is invited yet.", moment(opens, year))
}

/// With the year unless it is the present one.
fn moment(instant: DateTime<Utc>, year: i32) -> String {
    let there = calendar::local(instant);
    let format = if there.year() == year { "%A %-d %B %H:%M" } else { "%A %-d %B %Y %H:%M" };
    there.format(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{language::calendar::instant, survey::Instrument};

    fn collection(area: &str, opens: &str, closes: &str) -> NewCollection {
        let time = |text: &str| instant(text.parse().expect("a time"));
        NewCollection {
            area: area.parse().expect("an area"),
            survey: Instrument::staff(),
            version: 1,
            population: None,
            target_percent: 80,
            opens_at: time(opens),
            closes_at: time(closes),
            parts: Vec::new(),
            open_link: true,
            coordinator: None,
        }
    }

    #[test]
    fn the_summary_spans_first_opening_to_last_closing() {
        let fife = collection("Fife", "2026-12-07T09:00:00", "2026-12-25T17:00:00");
        let angus = collection("Angus", "2026-12-08T09:00:00", "2027-01-15T12:30:00");
        for (collections, now, says) in [
            (
                vec![fife.clone()],
                "2026-11-01",
                "1 collection in Fife, from Monday 7 December 09:00 to Friday 25 December 17:00.",
            ),
            (
                vec![angus.clone(), fife.clone()],
                "2026-11-01",
                "2 collections in 2 areas, from Monday 7 December 09:00 to Friday 15 January 2027 \
                    12:30.",
            ),
            (
                vec![fife],
                "2026-12-07",
                "1 collection in Fife, open at once and until Friday 25 December 17:00.",
            ),
        ] {
            let now = format!("{now}T12:00:00Z").parse().expect("a time");
            assert_eq!(sentence(&collections, now), format!("{says} Nobody is invited yet."));
        }
        assert!(sentence(&[], Utc::now()).starts_with("No collections."));
    }
}
