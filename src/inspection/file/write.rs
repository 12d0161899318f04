use std::fmt::Write;

use chrono::{DateTime, Utc};

use crate::{
    inspection::{
        Contact,
        create::{NewCollection, NewInspection, NewPart},
    },
    language::calendar,
};

/// Writes an inspection as a file from which a similar one can be created.
pub fn write(inspection: &NewInspection, collections: &[NewCollection]) -> String {
    let mut text = String::from(
        "# An inspection of Speir, for `speir inspection create FILE` or the console.\n",
    );
    let mut line = |key: &str, value: String| {
        // A string takes everything that is written to it.
        let _ = writeln!(text, "{key} = {value}");
    };
    line("title", quoted(&inspection.title));
    line("kind", quoted(inspection.kind.key()));
    line("framework", quoted(inspection.framework.key()));
    if let Some(programme) = &inspection.programme {
        line("programme", quoted(programme));
    }
    line("lead", quoted(&inspection.lead));
    line("threshold", inspection.threshold.to_string());
    line("keep_days", inspection.keep_days.to_string());
    line("opens_on", inspection.opens_on.to_string());
    line("closes_on", inspection.closes_on.to_string());
    let Contact { team, phone, reply_to, listed, remind_all } = &inspection.contact;
    for (key, value) in [("team", team), ("phone", phone), ("reply_to", reply_to)] {
        if let Some(value) = value {
            line(key, quoted(value));
        }
    }
    if !listed {
        line("listed", "false".to_owned());
    }
    if *remind_all {
        line("remind_everybody", "true".to_owned());
    }
    if let Some(title) = &inspection.follows {
        line("follows", quoted(title));
    }
    if let Some(phase) = inspection.particulars.phase {
        line("phase", quoted(phase.key()));
    }
    let recommendations = &inspection.particulars.recommendations;
    if !recommendations.is_empty() {
        let all: Vec<String> = recommendations.iter().map(|one| quoted(one)).collect();
        line("recommendations", format!("[\n  {},\n]", all.join(",\n  ")));
    }
    if collections.is_empty() {
        line("collections", "[]".to_owned());
    }
    for collection in collections {
        write_collection(&mut text, collection);
    }
    text
}

fn write_collection(text: &mut String, collection: &NewCollection) {
    let _ = writeln!(text, "\n[[collections]]  # {}", collection.area);
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("area", quoted(collection.area.code()));
    line("survey", quoted(collection.survey.key()));
    line("version", collection.version.to_string());
    if let Some(population) = collection.population {
        line("population", population.to_string());
    }
    let is_recorded = !collection.audience().is_anonymous();
    if !is_recorded {
        line("target_percent", collection.target_percent.to_string());
    }
    line("opens_at", time(collection.opens_at));
    line("closes_at", time(collection.closes_at));
    if !is_recorded {
        line("open_link", collection.open_link.to_string());
    }
    if let Some(coordinator) = &collection.coordinator {
        line("coordinator", quoted(coordinator));
    }
    if !collection.parts.is_empty() {
        let parts: Vec<String> = collection.parts.iter().map(part).collect();
        line("parts", format!("[\n  {},\n]", parts.join(",\n  ")));
    }
}

fn part(part: &NewPart) -> String {
    let (key, name) = (quoted(&part.key), quoted(&part.name));
    format!("{{ key = {key}, name = {name}, population = {} }}", part.population)
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// In Scottish time, unless the time is ambiguous because the clocks go back.
fn time(instant: DateTime<Utc>) -> String {
    let there = calendar::local(instant).naive_local();
    if calendar::instant(there) == instant {
        there.format("%Y-%m-%dT%H:%M:%S%.f").to_string()
    } else {
        instant.format("%Y-%m-%dT%H:%M:%S%.fZ").to_string()
    }
}
