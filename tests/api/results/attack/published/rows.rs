use std::collections::BTreeMap;

use speir::{
    export::{
        Cell,
        coarsening::Review,
        responses::columns::{Plan, facts},
    },
    results::CollectionResults,
};

use crate::results::attack::people::Person;

/// The rows of the file of responses.
pub fn rows(
    people: &[Person],
    results: &CollectionResults,
    crowds: &[usize],
) -> Option<Vec<BTreeMap<String, String>>> {
    let mut review = Review::begin(results, people.len() as u64)?;
    people.iter().zip(crowds).for_each(|(person, crowd)| review.add(*crowd, &person.answers));
    let coarsening = review.decide();
    let plan = Plan::of(std::slice::from_ref(results));
    let (columns, places) = (plan.columns(), plan.places(results));
    let row = |(person, crowd): (&Person, &usize)| {
        let groups = results.groups.crowds.get(*crowd).map(|crowd| crowd.groups.as_slice());
        let groups = groups.unwrap_or_default();
        let class = coarsening.class(&results.survey, *crowd, &person.answers);
        let mut cells = Vec::new();
        facts("", (results, ""), groups, &mut cells);
        let shows = |item| coarsening.shows(class, item);
        places.cells(results, groups, &person.answers, shows, &mut cells);
        let text = |cell: &Cell<'_>| match cell {
            Cell::Text(text) => (*text).to_owned(),
            _ => String::new(),
        };
        let named = columns.iter().zip(&cells);
        let told = named.filter(|(column, _)| {
            column.name == "stratum" || results.survey.item(&column.name).is_some()
        });
        told.map(|(column, cell)| (column.name.clone(), text(cell))).collect()
    };
    Some(people.iter().zip(crowds).map(row).collect())
}
