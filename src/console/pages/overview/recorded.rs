//! How much inspectors have recorded in an inspection: "Record reading: 98 of 109 records read."

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    catalogue::{self, PublishError},
    inspection::{Collection, Inspection},
    language::numbers::{counted, grouped},
    rates::Figures,
    records::queries as records,
    store::{Connection, Id},
    survey::{Instrument, Survey},
    users::Role,
};

/// One survey in all its areas.
#[derive(Default)]
struct Recorded {
    done: u64,
    /// How many records are in the samples.
    sample: u64,
    has_sample: bool,
    /// How many people were met, by who they were.
    people: BTreeMap<String, Met>,
}

#[derive(Clone, Copy, Default)]
struct Met {
    people: u64,
    meetings: u64,
}

/// A sentence for each survey that inspectors fill in. Those who may not see results see how much is
/// recorded, and not who was met. Outside the team, people met are counted only once their
/// collection is released, and neither a number of people below the threshold is shown nor one that
/// rests on fewer meetings.
pub fn read(
    connection: &mut Connection,
    inspection: &Inspection,
    collections: &[Collection],
    figures: &Figures,
    role: Role,
) -> Result<Vec<String>, PublishError> {
    let its_own: Vec<&Collection> = collections.iter().filter(|one| one.is_signed_in()).collect();
    if its_own.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Id> = its_own.iter().map(|one| one.id).collect();
    let totals =
        if role.may_read_results() { records::totals(connection, &ids)? } else { Vec::new() };
    let mut surveys: BTreeMap<(Instrument, u32), Arc<Survey>> = BTreeMap::new();
    let mut found: BTreeMap<Instrument, Recorded> = BTreeMap::new();
    for one in its_own {
        let key = (one.survey, one.version);
        let survey = match surveys.get(&key) {
            Some(survey) => Arc::clone(survey),
            None => Arc::clone(catalogue::edition(connection, one.survey, one.version)?.english()),
        };
        surveys.insert(key, Arc::clone(&survey));
        let recorded = found.entry(one.survey).or_default();
        recorded.done += figures.returned(one);
        recorded.sample += u64::from(one.population.unwrap_or(0));
        recorded.has_sample |= survey.uses.sample.is_some();
        if survey.uses.people.is_some() {
            let counts = role.may_change() || one.released_at.is_some();
            for total in totals.iter().filter(|total| counts && total.collection == one.id) {
                let met = recorded.people.entry(who(&survey, &total.of)).or_default();
                met.people += total.people;
                met.meetings += total.meetings;
            }
        }
    }
    let least = if role.may_change() { 0 } else { inspection.k() };
    Ok(found.iter().map(|(survey, recorded)| sentence(survey.name(), recorded, least)).collect())
}

/// Who was met, as part of a sentence.
fn who(survey: &Survey, option: &str) -> String {
    let item = survey.uses.of.and_then(|place| survey.items.get(place));
    let text = item.and_then(|item| item.options.get(item.option(option)?)).map(|one| &one.text);
    let text = text.map_or("people", String::as_str);
    let (first, rest) = text.split_at_checked(1).unwrap_or(("", text));
    format!("{}{rest}", first.to_lowercase())
}

fn sentence(name: &str, recorded: &Recorded, least: u64) -> String {
    let done = if recorded.has_sample {
        format!("{} of {} records read", grouped(recorded.done), grouped(recorded.sample))
    } else {
        let done = usize::try_from(recorded.done).unwrap_or(usize::MAX);
        counted(done, "meeting", "meetings")
    };
    let people = recorded.people.iter().filter(|(_, met)| met.people > 0).map(|(who, met)| {
        if met.people < least || met.meetings < least {
            format!("; too few meetings with {who} to say how many people")
        } else {
            format!("; {} {who} met", grouped(met.people))
        }
    });
    format!("{name}: {done}{}.", people.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_tells_what_is_read_and_who_was_met() {
        let records = Recorded { done: 98, sample: 109, has_sample: true, ..Recorded::default() };
        assert_eq!(
            sentence("Record reading", &records, 0),
            "Record reading: 98 of 109 records read."
        );
        let people = BTreeMap::from([
            ("children and young people".to_owned(), Met { people: 647, meetings: 90 }),
            ("parents and carers".to_owned(), Met { people: 30, meetings: 3 }),
        ]);
        let meetings = Recorded { done: 120, people, ..Recorded::default() };
        assert_eq!(
            sentence("Conversations", &meetings, 10),
            "Conversations: 120 meetings; 647 children and young people met; too few meetings with \
             parents and carers to say how many people."
        );
        assert!(sentence("Conversations", &meetings, 0).ends_with("30 parents and carers met."));
    }
}
