//! The published figures as a table.

mod columns;
mod line;

use columns::columns;
use line::{About, Group, Line, hidden};

use super::{ExportError, Selection, Table, Take, groups::key};
use crate::{
    results::{
        AcrossAreas, CollectionResults, Figure, Share, Shown, Side, SideKind, Words, asked,
        asked_any, over_areas,
        wording::{self, Proportion, Term},
    },
    survey::{Item, Survey, Union},
};

/// The figures of each released collection, its parts, and all areas of an inspection together; and
/// of the audiences that are reported together.
pub fn figures(scope: &Selection) -> Table<'static> {
    let (released, across) = (scope.released.clone(), scope.across.clone());
    let together = scope.together.clone();
    Table {
        name: "figures",
        about:
            "One row is one question, or one of its options or sides, for one group of people. A \
            row without an option and a side is for the whole question."
                .to_owned(),
        columns: columns(),
        rows: Box::new(move |take| {
            released.iter().chain(&together).try_for_each(|results| collection(results, take))?;
            across.iter().try_for_each(|results| all_areas(results, take))
        }),
    }
}

fn collection(results: &CollectionResults, take: Take<'_>) -> Result<(), ExportError> {
    let area = results.collection.area;
    let whole = Group {
        area: Some(area.code()),
        area_name: area.name(),
        ..of_all(results.group, &results.survey, results.people())
    };
    for question in &results.questions {
        let Some(item) = results.item(question) else { continue };
        whole.figure(
            item,
            &question.whole,
            &Line { asked: results.asked, ..Line::default() },
            take,
        )?;
        let divisions = results.groups.divisions.iter().zip(&results.names);
        for ((division, names), figures) in divisions.zip(&question.splits) {
            for ((group, name), figure) in division.groups.iter().zip(names).zip(figures) {
                let by = (!division.is_by_part()).then_some(division.key.as_str());
                let group = Group { by, part: key(group), part_name: Some(name), ..whole };
                if let Some(share) = figure.share() {
                    group.share(item, share, take)?;
                }
            }
        }
    }
    results.unions.iter().try_for_each(|found| {
        let union = results.survey.unions.get(found.union);
        union.map_or(Ok(()), |union| whole.union(&results.survey, union, &found.whole, take))
    })
}

fn all_areas(results: &AcrossAreas, take: Take<'_>) -> Result<(), ExportError> {
    let group = of_all(results.group, &results.survey, results.people());
    let name = |area: &CollectionResults| area.collection.area.name().to_owned();
    for question in &results.questions {
        let Some(item) = results.survey.items.get(question.item) else { continue };
        let average = question.average_percent();
        let sentence = over_areas::sentence(results, question, item, &name, None);
        let line = Line { asked: results.asked(question), average, sentence, ..Line::default() };
        let within = over_areas::within(results, question, &name);
        Group { within: &within, ..group }.figure(item, &question.whole, &line, take)?;
        for split in &question.splits {
            let by = (!split.key.is_empty()).then_some(split.key.as_str());
            for one in &split.groups {
                let within = over_areas::within_group(results, question, one, &name);
                let (part, part_name) = (Some(one.label.as_str()), Some(one.name.as_str()));
                let group = Group { by, part, part_name, within: &within, ..group };
                group.share(item, one.share, take)?;
            }
        }
    }
    results.unions.iter().try_for_each(|found| {
        let union = results.survey.unions.get(found.union);
        let within = over_areas::within_union(results, found, &name);
        let group = Group { within: &within, ..group };
        union.map_or(Ok(()), |union| group.union(&results.survey, union, &found.whole, take))
    })
}

/// All areas, of one audience or of a group.
fn of_all<'a>(
    together: Option<&'static crate::survey::audience::Group>,
    survey: &'a Survey,
    people: &'a str,
) -> Group<'a> {
    Group {
        area: None,
        area_name: "All areas shown",
        audience: together.map_or_else(|| survey.audience().key(), |group| group.key.as_str()),
        survey: together.is_none().then_some(survey),
        people,
        by: None,
        part: None,
        part_name: None,
        within: "",
    }
}

impl Group<'_> {
    /// The whole question, its sides and its options. `line` has what is known beside the figure.
    fn figure(
        &self,
        item: &Item,
        shown: &Shown<Figure>,
        line: &Line<'_>,
        take: Take<'_>,
    ) -> Result<(), ExportError> {
        let Shown::Figure(figure) = shown else { return self.without_numbers(item, shown, take) };
        let asked = line.asked.filter(|_| item.route.is_empty());
        let (base, favourable, mean) = (Some(figure.base), figure.favourable, figure.average);
        let sentence = line.sentence.clone().or_else(|| self.sentence(item, figure));
        let whole =
            Line { base, favourable, mean, asked, sentence, interval: true, ..line.clone() };
        self.line(item.into(), &whole, take)?;
        let people = asked_of(item, self);
        for side in Side::all(item) {
            if matches!(side.kind, SideKind::Favourable | SideKind::Option) || self.is_recorded() {
                continue;
            }
            let share = side.share(figure);
            let sentence =
                Proportion::of(share).map(|share| wording::sentence(share, &people, &side.did));
            let count = Some(share.favourable);
            let side = Some(side.id.as_str());
            let line =
                Line { side, count, base, asked, sentence, interval: true, ..Line::default() };
            self.line(item.into(), &line, take)?;
        }
        for option in &figure.options {
            let sides = Side::all(item);
            let own =
                sides.iter().find(|side| side.kind == SideKind::Option && side.id == option.id);
            let share = Proportion::new(option.count, figure.base);
            let sentence = own.zip(share).filter(|_| !self.is_recorded());
            let sentence =
                sentence.map(|(side, share)| wording::sentence(share, &people, &side.did));
            let option_named = Some((option.id.as_str(), option.text.as_str()));
            let count = Some(option.count);
            let line = Line { option: option_named, count, base, sentence, ..Line::default() };
            self.line(item.into(), &line, take)?;
        }
        for option in &figure.outside {
            let option_named = Some((option.id.as_str(), option.text.as_str()));
            let line = Line { option: option_named, count: Some(option.count), ..Line::default() };
            self.line(item.into(), &line, take)?;
        }
        Ok(())
    }

    /// The options of a hidden figure are listed, so that nothing is missed.
    fn without_numbers(
        &self,
        item: &Item,
        shown: &Shown<Figure>,
        take: Take<'_>,
    ) -> Result<(), ExportError> {
        let people = asked_of(item, self);
        let sides = Side::all(item);
        let said = |kind, word: &dyn Fn(Words) -> Option<Term>| {
            let line = hidden(shown, word);
            let side = sides.iter().find(|side| side.kind == kind);
            let sentence = line.term.zip(side).filter(|_| !self.is_recorded());
            let sentence =
                sentence.map(|(term, side)| wording::sentence_of_few(term, &people, &side.did));
            Line { sentence, ..line }
        };
        let favourable = said(SideKind::Favourable, &|words| Some(words.favourable));
        self.line(item.into(), &favourable, take)?;
        let unfavourable = said(SideKind::Unfavourable, &|words| words.unfavourable);
        if unfavourable.term.is_some() {
            let line = Line { side: Some("unfavourable"), ..unfavourable };
            self.line(item.into(), &line, take)?;
        }
        item.options.iter().try_for_each(|option| {
            let option = Some((option.id.as_str(), option.text.as_str()));
            self.line(item.into(), &Line { option, ..hidden(shown, |_| None) }, take)
        })
    }

    /// The favourable answers of a group.
    fn share(
        &self,
        item: &Item,
        Share { favourable, base }: Share,
        take: Take<'_>,
    ) -> Result<(), ExportError> {
        let line = Line {
            base: Some(base),
            favourable: Some(favourable),
            interval: true,
            ..Line::default()
        };
        self.line(item.into(), &line, take)
    }

    /// What was counted over several questions.
    fn union(
        &self,
        survey: &Survey,
        union: &Union,
        shown: &Shown<Share>,
        take: Take<'_>,
    ) -> Result<(), ExportError> {
        let people = format!("{}{}", asked_any(survey, union, self.people), self.within);
        let about = About { id: &union.id, text: &union.said, item: None };
        let line = match shown {
            Shown::Figure(share) => Line {
                count: Some(share.favourable),
                base: Some(share.base),
                sentence: Proportion::of(*share)
                    .map(|share| wording::sentence(share, &people, &union.said)),
                interval: true,
                ..Line::default()
            },
            other => {
                let line = hidden(other, |words| Some(words.favourable));
                let said = |term| wording::sentence_of_few(term, &people, &union.said);
                Line { sentence: line.term.map(said), ..line }
            }
        };
        self.line(about, &Line { side: Some("any-of-several"), ..line }, take)
    }

    /// The sentence of the favourable side.
    fn sentence(&self, item: &Item, figure: &Figure) -> Option<String> {
        let share = figure.share().and_then(Proportion::of)?;
        if self.is_recorded() {
            return wording::assessed(share, item);
        }
        let did = Side::favourable(item)?.did;
        Some(wording::sentence(share, &asked_of(item, self), &did))
    }

    /// Whether inspectors recorded it, so that no people answered.
    fn is_recorded(&self) -> bool {
        self.survey.is_some_and(|survey| !survey.audience().is_anonymous())
    }
}

/// Whom a question was asked of.
fn asked_of(item: &Item, group: &Group<'_>) -> String {
    format!("{}{}", asked(item, group.people), group.within)
}
