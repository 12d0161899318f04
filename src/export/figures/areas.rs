//! The rows of several areas.

use super::{
    line::{Group, Line},
    of_all,
};
use crate::{
    export::{ExportError, Take, period::Titles},
    results::{
        AcrossAreas, CollectionResults, Share, Shown, SideKind,
        over_areas::{self, Names},
        over_groups::{self, GroupShare},
        withheld::{self, Of},
    },
};

/// What areas are called, and the inspections.
pub type Named<'a> = (&'a Names, &'a Titles);

/// The totals over areas.
pub fn total(
    results: &AcrossAreas,
    (names, titles): Named<'_>,
    take: Take<'_>,
) -> Result<(), ExportError> {
    let period = titles.over(&results.areas);
    let group = Group { period, ..of_all(results.group, &results.survey, results.people()) };
    let name = |area: &CollectionResults| names.of(area);
    for question in &results.questions {
        let Some(item) = results.survey.items.get(question.item) else { continue };
        let average = question.average_percent();
        let sentence = over_areas::sentence(results, question, item, &name, None);
        let line = Line { asked: results.asked(question), average, sentence, ..Line::default() };
        let within = over_areas::within(results, question, &name);
        let shown = (&question.whole, over_areas::of(results, question));
        Group { within: &within, ..group }.figure(item, shown, &line, take)?;
        for split in &question.splits {
            let by = (!split.key.is_empty()).then_some(split.key.as_str());
            for one in &split.groups {
                let within = over_areas::within_group(results, question, one, &name);
                let own =
                    [GroupShare { name: &one.name, label: &one.label, share: one.share, within }];
                let (survey, people) = (&results.survey, results.people());
                let sentence = over_groups::sentence(survey, &split.key, &own, item, people);
                let (part, part_name) = (Some(one.label.as_str()), Some(one.name.as_str()));
                let group = Group { by, part, part_name, ..group };
                group.share(item, one.share, sentence, take)?;
            }
        }
    }
    results.unions.iter().try_for_each(|found| {
        let union = results.survey.unions.get(found.union);
        let within = over_areas::within_union(results, found, &name);
        let group = Group { within: &within, ..group };
        let shown = (&found.whole, Of::UnionInAreas);
        union.map_or(Ok(()), |union| group.union(&results.survey, union, shown, take))
    })
}

/// What is favourable in each area, as the table below a question shows it.
pub fn each(
    results: &AcrossAreas,
    (names, titles): Named<'_>,
    take: Take<'_>,
) -> Result<(), ExportError> {
    for question in &results.questions {
        let Some(item) = results.survey.items.get(question.item) else { continue };
        // A question without favourable answers has no table.
        if !item.has_favourable() {
            continue;
        }
        for (area, shown) in results.areas.iter().zip(&question.areas) {
            let name = names.of(area);
            let (code, people) = (area.collection.area.code(), results.people());
            let group = of_all(results.group, &area.survey, people);
            let period = titles.over(std::slice::from_ref(area));
            let group = Group { area: Some(code), area_name: &name, period, ..group };
            let own = area.question(&item.id);
            let of = own.map_or(Of::Collection, |own| own.of(results.group.is_some()));
            let line = match shown {
                Some(Shown::Figure(share)) => {
                    let Share { favourable, base } = *share;
                    let sentence = group.sentence(item, *share);
                    let (base, favourable) = (Some(base), Some(favourable));
                    let asked = area.asked.filter(|_| item.route.is_empty());
                    Line { base, favourable, asked, sentence, interval: true, ..Line::default() }
                }
                Some(other) => group.of_few(item, (other, of), SideKind::Favourable),
                None => Line { hidden: Some(withheld::not_alike()), ..Line::default() },
            };
            group.line(item.into(), &line, take)?;
        }
    }
    Ok(())
}
