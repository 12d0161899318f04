use speir::{
    export::groups::key,
    results::{CollectionResults, Side},
    survey::Survey,
};

use super::rows::rows;
use crate::results::attack::{
    maker::Sample,
    model::{self, Counts, Shown},
};

/// What is shown of one collection, whose people are in these crowds.
pub fn collection(
    survey: &Survey,
    sample: &Sample,
    results: &CollectionResults,
    crowds: &[usize],
) -> model::Collection {
    let column = |key: &str| if key.is_empty() { "stratum" } else { key }.to_owned();
    let mut words = Vec::new();
    for division in &results.groups.divisions {
        words.extend(division.groups.iter().map(|group| {
            let word = key(group).unwrap_or_default().to_owned();
            (column(&division.key), word, group.labels.clone())
        }));
    }
    let mut figures = Vec::new();
    for question in &results.questions {
        let item = &survey.items[question.item];
        let whole = Shown::whole(&item.id, &question.whole);
        if let (Some(counts), Some(figure)) = (&whole.counts, question.whole.figure()) {
            // Sides and cuts tell nothing more than the options.
            assert!(Side::all(item).iter().all(|side| side.share(figure).base == counts.base));
        }
        figures.push(whole);
        for (division, split) in results.groups.divisions.iter().zip(&question.splits) {
            for (group, figure) in division.groups.iter().zip(split) {
                let of = [(column(&division.key), group.labels.clone())].into();
                figures.push(Shown::number(&item.id, of, Counts::of(figure)));
            }
        }
    }
    let unions = results.unions.iter().map(|union| {
        let share = union.whole.figure().map(|share| (share.favourable, share.base));
        (survey.unions[union.union].id.clone(), share)
    });
    model::Collection {
        survey: sample.survey,
        area: sample.area,
        k: results.threshold,
        from: speir::results::small_numbers::numbers_from(results.threshold),
        parts: model::parts(&sample.people),
        words,
        figures,
        unions: unions.collect(),
        rows: rows(&sample.people, results, crowds),
        truth: model::truth(survey, &sample.people),
    }
}
