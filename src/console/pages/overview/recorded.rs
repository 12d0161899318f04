//! How much inspectors have recorded in an inspection: "Record reading: 98 of 109 records read."

use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

use crate::{
    catalogue::{self, PublishError},
    fieldwork::Recorded,
    inspection::{Collection, Inspection},
    language::numbers::grouped,
    rates::{Figures, Visible},
    records::queries as records,
    store::{Connection, Id},
    survey::{Instrument, Survey},
    users::Role,
};

/// One survey in all its areas.
struct Found {
    recorded: Option<Recorded>,
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
    let mut surveys: BTreeMap<(Instrument, u32), Arc<Survey>> = BTreeMap::new();
    for one in &its_own {
        if let Entry::Vacant(place) = surveys.entry((one.survey, one.version)) {
            place.insert(catalogue::english(connection, one.survey, one.version)?);
        }
    }
    let survey_of = |one: &Collection| surveys.get(&(one.survey, one.version));
    // Only conversations count people; how many records are read is a counter.
    let counts_people = |one: &&&Collection| {
        survey_of(one).is_some_and(|survey| survey.uses.people.is_some())
            && role.may_read_results()
            && (role.may_change() || one.released_at.is_some())
    };
    let counting: Vec<Id> = its_own.iter().filter(counts_people).map(|one| one.id).collect();
    let totals = match counting.as_slice() {
        [] => Vec::new(),
        ids => records::totals(connection, ids)?,
    };
    let mut found: BTreeMap<Instrument, Found> = BTreeMap::new();
    for one in its_own {
        let Some(survey) = survey_of(one) else { continue };
        let Some(recorded) = Recorded::of(one, figures.returned(one)) else { continue };
        let found = found
            .entry(one.survey)
            .or_insert_with(|| Found { recorded: None, people: BTreeMap::new() });
        found.recorded = Some(found.recorded.map_or(recorded, |sum| sum + recorded));
        for total in totals.iter().filter(|total| total.collection == one.id) {
            let met = found.people.entry(who(survey, &total.of)).or_default();
            met.people += total.people;
            met.meetings += total.meetings;
        }
    }
    let least = if role.may_change() { 0 } else { inspection.k() };
    let answered = collections.iter().filter(|one| one.is_anonymous());
    let answered = answered.map(|one| figures.returned(one)).sum::<Visible>().or_none();
    let sentences = found.iter().map(|(survey, found)| sentence(survey.name(), found, least));
    Ok(std::iter::once(summary(answered, found.values(), least)).chain(sentences).collect())
}

/// "Surveys 7,041, records 754, children and young people met 647, parents and carers met 305."
fn summary<'a>(answered: u64, found: impl Iterator<Item = &'a Found>, least: u64) -> String {
    let mut parts = vec![format!("Surveys {}", grouped(answered))];
    let mut met = Vec::new();
    for one in found {
        let shown = one.people.iter().filter(|(_, met)| met.people > 0 && !met.is_few(least));
        let people: Vec<String> =
            shown.map(|(who, met)| format!("{who} met {}", grouped(met.people))).collect();
        match one.recorded {
            Some(recorded) if people.is_empty() => parts.push(recorded.count()),
            _ => met.extend(people),
        }
    }
    parts.extend(met);
    format!("{}.", parts.join(", "))
}

/// Who was met, as part of a sentence.
fn who(survey: &Survey, option: &str) -> String {
    let item = survey.uses.of.and_then(|place| survey.items.get(place));
    let text = item.and_then(|item| item.options.get(item.option(option)?)).map(|one| &one.text);
    let text = text.map_or("people", String::as_str);
    let (first, rest) = text.split_at_checked(1).unwrap_or(("", text));
    format!("{}{rest}", first.to_lowercase())
}

impl Met {
    /// Whether so few were met, or so rarely, that the number is not shown.
    const fn is_few(self, least: u64) -> bool {
        self.people < least || self.meetings < least
    }
}

fn sentence(name: &str, found: &Found, least: u64) -> String {
    let done = found.recorded.map(Recorded::sentence).unwrap_or_default();
    let people = found.people.iter().filter(|(_, met)| met.people > 0).map(|(who, met)| {
        if met.is_few(least) {
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
    use crate::fieldwork::recorded::sample::{meetings, records};

    #[test]
    fn a_sentence_tells_what_is_read_and_who_was_met() {
        let found = |recorded, people| Found { recorded: Some(recorded), people };
        let records = found(records(98, Some(109)), BTreeMap::new());
        assert_eq!(
            sentence("Record reading", &records, 0),
            "Record reading: 98 of 109 records read."
        );
        let people = BTreeMap::from([
            ("children and young people".to_owned(), Met { people: 647, meetings: 90 }),
            ("parents and carers".to_owned(), Met { people: 30, meetings: 3 }),
        ]);
        let meetings = found(meetings(120), people);
        assert_eq!(
            summary(7_041, [&records, &meetings].into_iter(), 10),
            "Surveys 7,041, records 98, children and young people met 647."
        );
        assert_eq!(
            sentence("Conversations", &meetings, 10),
            "Conversations: 120 meetings; 647 children and young people met; too few meetings with \
             parents and carers to say how many people."
        );
        assert!(sentence("Conversations", &meetings, 0).ends_with("30 parents and carers met."));
    }
}
