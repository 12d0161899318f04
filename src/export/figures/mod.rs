//! The published figures as a table.

mod areas;
mod columns;
mod line;
mod sections;

pub use columns::terms;
pub use sections::{Section, sections, sections_of_programme};

use columns::columns;
use line::{About, Group, Line, hidden};

use super::{ExportError, ProgrammeSelection, Selection, Table, Take, groups::key, period::Titles};
use crate::{
    results::{
        CollectionResults, Figure, Kept, Share, Shown, Side, SideKind, Words, asked, asked_any,
        over_areas::Names,
        over_groups::{self, GroupShare},
        withheld::Of,
        wording::{self, Proportion},
    },
    survey::{Item, Survey, Union, audience},
};

/// The figures of each released collection, its parts, and all areas of an inspection together; and
/// of the audiences that are reported together.
pub fn figures(scope: &Selection) -> Table<'static> {
    let (released, across) = (scope.released.clone(), scope.across.clone());
    let (together, kept, titles) = (scope.together.clone(), scope.kept.clone(), scope.titles());
    table(move |take| {
        let mut all = released.iter().chain(&together);
        all.try_for_each(|results| collection(results, &titles, take))?;
        kept_back(&kept, &titles, take)?;
        let named = (&Names::default(), &titles);
        across.iter().try_for_each(|results| areas::total(results, named, take))
    })
}

/// The figures that the results of a programme show: totals, and what is favourable in each area.
pub fn of_programme(scope: &ProgrammeSelection) -> Table<'static> {
    let (across, kept, titles) = (scope.across.clone(), scope.kept.clone(), scope.titles());
    table(move |take| {
        let named = |names| (names, &titles);
        across.iter().try_for_each(|(results, names)| areas::total(results, named(names), take))?;
        across.iter().try_for_each(|(results, names)| areas::each(results, named(names), take))?;
        kept_back(&kept, &titles, take)
    })
}

fn table(
    rows: impl FnOnce(Take<'_>) -> Result<(), ExportError> + Send + 'static,
) -> Table<'static> {
    Table {
        name: "figures",
        about:
            "One row is one question, or one of its options or sides, for one group of people. A \
            row without an option and a side is for the whole question."
                .to_owned(),
        columns: columns(),
        rows: Box::new(rows),
    }
}

/// One row for each collection that is kept from the reader.
fn kept_back(kept: &Kept, titles: &Titles, take: Take<'_>) -> Result<(), ExportError> {
    kept.collections().iter().try_for_each(|one| {
        let (survey, version) = (Some(one.survey.key()), Some(one.version));
        let audience = one.audience();
        let group = Group { survey, version, ..Group::of(audience.key(), audience.people()) };
        let period = titles.of(one);
        let group =
            Group { area: Some(one.area.code()), area_name: one.area.name(), period, ..group };
        let about = About { id: "", text: "All questions", item: None };
        group.line(about, &Line { hidden: Some(Kept::why()), ..Line::default() }, take)
    })
}

fn collection(
    results: &CollectionResults,
    titles: &Titles,
    take: Take<'_>,
) -> Result<(), ExportError> {
    let area = results.collection.area;
    let whole = Group {
        area: Some(area.code()),
        area_name: area.name(),
        period: titles.over(std::slice::from_ref(results)),
        ..of_all(results.group, &results.survey, results.people())
    };
    for question in &results.questions {
        let Some(item) = results.item(question) else { continue };
        let of = question.of(results.group.is_some());
        let line = Line { asked: results.asked, ..Line::default() };
        whole.figure(item, (&question.whole, of), &line, take)?;
        let divisions = results.groups.divisions.iter().zip(&results.names);
        for ((division, names), figures) in divisions.zip(&question.splits) {
            for ((group, name), figure) in division.groups.iter().zip(names).zip(figures) {
                let by = (!division.is_by_part()).then_some(division.key.as_str());
                let Some(share) = figure.share() else { continue };
                let (label, within) = (group.named(division), String::new());
                let own = [GroupShare { name, label, share, within }];
                let group = Group { by, part: key(group), part_name: Some(name), ..whole };
                let people = results.people();
                let sentence =
                    over_groups::sentence(&results.survey, &division.key, &own, item, people);
                group.share(item, share, sentence, take)?;
            }
        }
    }
    results.unions.iter().try_for_each(|found| {
        let union = results.survey.unions.get(found.union);
        let shown = (&found.whole, Of::Union);
        union.map_or(Ok(()), |union| whole.union(&results.survey, union, shown, take))
    })
}

/// All areas, of one audience or of a group.
fn of_all<'a>(
    together: Option<&'static audience::Group>,
    survey: &'a Survey,
    people: &'a str,
) -> Group<'a> {
    let audience = together.map_or_else(|| survey.audience().key(), |group| group.key.as_str());
    let own = together.is_none().then_some(survey);
    Group {
        survey: own.map(|survey| survey.instrument.key()),
        version: own.map(|survey| survey.version),
        is_recorded: own.is_some_and(|survey| !survey.audience().is_anonymous()),
        ..Group::of(audience, people)
    }
}

impl Group<'_> {
    /// The whole question, its sides and its options. `line` has what is known beside the figure.
    fn figure(
        &self,
        item: &Item,
        (shown, of): (&Shown<Figure>, Of),
        line: &Line<'_>,
        take: Take<'_>,
    ) -> Result<(), ExportError> {
        let Shown::Figure(figure) = shown else {
            return self.without_numbers(item, (shown, of), take);
        };
        let asked = line.asked.filter(|_| item.route.is_empty());
        let (base, favourable, mean) = (Some(figure.base), figure.favourable, figure.average);
        let sentence = line.sentence.clone().or_else(|| self.sentence(item, figure.share()?));
        let whole =
            Line { base, favourable, mean, asked, sentence, interval: true, ..line.clone() };
        self.line(item.into(), &whole, take)?;
        let people = asked_of(item, self);
        for side in Side::all(item) {
            if matches!(side.kind, SideKind::Favourable | SideKind::Option) || self.is_recorded {
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
            let sentence = own.zip(share).filter(|_| !self.is_recorded);
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
        (shown, of): (&Shown<Figure>, Of),
        take: Take<'_>,
    ) -> Result<(), ExportError> {
        let favourable = self.of_few(item, (shown, of), SideKind::Favourable);
        self.line(item.into(), &favourable, take)?;
        let unfavourable = self.of_few(item, (shown, of), SideKind::Unfavourable);
        if unfavourable.term.is_some() {
            let line = Line { side: Some("unfavourable"), ..unfavourable };
            self.line(item.into(), &line, take)?;
        }
        item.options.iter().try_for_each(|option| {
            let option = Some((option.id.as_str(), option.text.as_str()));
            self.line(item.into(), &Line { option, ..hidden(shown, of, |_| None) }, take)
        })
    }

    /// The word of one side, if there is one.
    fn of_few<T>(&self, item: &Item, (shown, of): (&Shown<T>, Of), kind: SideKind) -> Line<'_> {
        let word = |words: Words| match kind {
            SideKind::Unfavourable => words.unfavourable,
            _ => Some(words.favourable),
        };
        let line = hidden(shown, of, word);
        let people = asked_of(item, self);
        let side = Side::all(item).into_iter().find(|side| side.kind == kind);
        let sentence = line.term.zip(side).filter(|_| !self.is_recorded);
        let sentence =
            sentence.map(|(term, side)| wording::sentence_of_few(term, &people, &side.did));
        Line { sentence, ..line }
    }

    /// The favourable answers of a group.
    fn share(
        &self,
        item: &Item,
        Share { favourable, base }: Share,
        sentence: Option<String>,
        take: Take<'_>,
    ) -> Result<(), ExportError> {
        let line = Line {
            base: Some(base),
            favourable: Some(favourable),
            sentence,
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
        (shown, of): (&Shown<Share>, Of),
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
                let line = hidden(other, of, |words| Some(words.favourable));
                let said = |term| wording::sentence_of_few(term, &people, &union.said);
                Line { sentence: line.term.map(said), ..line }
            }
        };
        self.line(about, &Line { side: Some("any-of-several"), ..line }, take)
    }

    /// The sentence of the favourable side.
    fn sentence(&self, item: &Item, share: Share) -> Option<String> {
        let share = Proportion::of(share)?;
        if self.is_recorded {
            return wording::assessed(share, item);
        }
        let did = Side::favourable(item)?.did;
        Some(wording::sentence(share, &asked_of(item, self), &did))
    }
}

/// Whom a question was asked of.
fn asked_of(item: &Item, group: &Group<'_>) -> String {
    format!("{}{}", asked(item, group.people), group.within)
}
