//! A survey version in one language, laid out flat: every question that can be shown, in order.

use std::sync::Arc;

use super::{
    Audience, Instrument,
    cuts::{Cut, Union},
    file::{
        Counts, KindEntry, PageEntry, QuestionEntry, RouteEntry, SurveyFile, TranslationFile,
        UnionEntry,
    },
    option::{Opt, bits, options, reversed},
};
use crate::language::Language;

/// The default length of a text answer, in characters as people count them.
pub const DEFAULT_MAX_LENGTH: u32 = 2_000;

/// A survey version in one language.
#[derive(Clone, Debug)]
pub struct Survey {
    pub instrument: Instrument,
    pub version: u32,
    pub language: Language,
    /// Whether no speaker has reviewed this translation.
    pub draft: bool,
    pub title: String,
    pub minutes: u8,
    pub introduction: Vec<String>,
    /// The titles of the chapters.
    pub pages: Vec<String>,
    pub items: Vec<Item>,
    pub uses: Uses,
    /// The places of the items by whose answers results are also shown, the most important first.
    pub splits: Vec<usize>,
    pub unions: Vec<Union>,
}

/// The items that mean more than an answer in a survey that inspectors fill in: their places in
/// [`Survey::items`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// The number of the record in the sample.
    pub sample: Option<usize>,
    /// The choice by which results are split.
    pub split: Option<usize>,
    /// The number of people met.
    pub people: Option<usize>,
    /// The choice that says who they were.
    pub of: Option<usize>,
}

/// One question as it is shown: a statement of a set is an item of its own.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: String,
    pub kind: QuestionKind,
    pub text: String,
    pub hint: Option<String>,
    pub options: Arc<[Opt]>,
    /// Whether the options that are not outside are a scale, from one end to the other.
    pub is_scale: bool,
    /// The place of its chapter in [`Survey::pages`].
    pub page: usize,
    /// All of these must hold for it to be asked.
    pub route: Vec<Condition>,
    /// What reports call the people who are asked, if not everybody is.
    pub called: Option<String>,
    /// The cuts that reports use, beside the favourable and the unfavourable side.
    pub cuts: Arc<[Cut]>,
    pub quality_indicators: Vec<String>,
    pub inspection_question: Option<u8>,
}

/// How an item is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// Exactly one of the options.
    One,
    /// Any of the options.
    Many,
    /// Free text of up to this many characters, as people count them.
    Text { max_length: u32 },
    /// A whole number between the two, both included.
    Number { min: i32, max: i32 },
}

impl Survey {
    /// Lays out a definition in English or in a translation. `check` also uses it for invalid
    /// definitions, so parts that make no sense are left out.
    pub fn lay_out(file: &SurveyFile, translation: Option<&TranslationFile>) -> Self {
        let mut survey = Self {
            instrument: file.instrument(),
            version: file.version,
            language: translation.map_or(file.language, |t| t.language),
            draft: translation.is_some_and(|t| t.draft),
            title: translation.map_or(&file.title, |t| &t.title).clone(),
            minutes: file.minutes,
            introduction: translation.map_or(&file.introduction, |t| &t.introduction).clone(),
            pages: Vec::new(),
            items: Vec::new(),
            uses: Uses::default(),
            splits: Vec::new(),
            unions: Vec::new(),
        };
        for page in &file.pages {
            let title = translation.and_then(|t| t.pages.get(&page.id)).unwrap_or(&page.title);
            survey.pages.push(title.clone());
            for question in &page.questions {
                survey.lay_out_question(file, translation, page, question);
            }
        }
        survey.unions = file.unions.iter().map(|entry| survey.union(entry)).collect();
        survey
    }

    fn lay_out_question(
        &mut self,
        file: &SurveyFile,
        translation: Option<&TranslationFile>,
        page: &PageEntry,
        question: &QuestionEntry,
    ) {
        let words = translation.and_then(|t| t.questions.get(&question.id));
        let text = words.map_or(&question.text, |w| &w.text).clone();
        let hint = question
            .hint
            .as_ref()
            .map(|hint| words.and_then(|w| w.hint.as_ref()).unwrap_or(hint).clone());
        let scale = question.scale.as_ref().and_then(|name| Some((name, file.scales.get(name)?)));
        let options = match scale {
            Some((name, scale)) => {
                options(&scale.options, translation.and_then(|t| t.scales.get(name)))
            }
            None => options(&question.options, words.map(|w| &w.options)),
        };
        let route = self.conditions(page, question);
        let cuts = scale.map(|(_, scale)| scale.cuts.as_slice()).unwrap_or_default();
        let cuts = cuts.iter().chain(&question.cuts).map(|cut| Cut::of(cut, &options)).collect();
        let options = if question.reversed { reversed(&options) } else { options };
        let item = Item {
            id: question.id.clone(),
            kind: kind(question),
            text,
            hint,
            options,
            is_scale: scale.is_some(),
            page: self.pages.len().saturating_sub(1),
            route,
            called: called(page, question),
            cuts,
            quality_indicators: question.quality_indicators.clone(),
            inspection_question: question.inspection_question,
        };
        if question.kind != KindEntry::Statements {
            self.uses.note(question, self.items.len());
            self.splits.extend(question.split.then_some(self.items.len()));
            self.items.push(item);
            return;
        }
        for statement in &question.statements {
            let text = translation
                .and_then(|t| t.statements.get(&statement.id))
                .unwrap_or(&statement.text);
            self.items.push(Item {
                id: statement.id.clone(),
                text: text.clone(),
                hint: Some(match &item.hint {
                    Some(hint) => format!("{} {hint}", item.text),
                    None => item.text.clone(),
                }),
                options: if statement.reversed {
                    reversed(&item.options)
                } else {
                    Arc::clone(&item.options)
                },
                quality_indicators: statement.quality_indicators.clone(),
                inspection_question: statement.inspection_question,
                ..item.clone()
            });
        }
    }

    fn union(&self, entry: &UnionEntry) -> Union {
        let any = entry.any.iter().filter_map(|one| {
            let (place, item) = self.item(&one.question)?;
            Some((place, bits(&item.options, &one.answers)))
        });
        Union { id: entry.id.clone(), any: any.collect(), said: entry.said.clone() }
    }

    fn conditions(&self, page: &PageEntry, question: &QuestionEntry) -> Vec<Condition> {
        [
            (&page.ask_when, false),
            (&page.ask_unless, true),
            (&question.ask_when, false),
            (&question.ask_unless, true),
        ]
        .into_iter()
        .filter_map(|(route, unless)| self.condition(route.as_ref()?, unless))
        .collect()
    }

    fn condition(&self, route: &RouteEntry, unless: bool) -> Option<Condition> {
        let (place, item) = self.item(&route.question)?;
        let options = route.answers.iter().filter_map(|id| item.option(id)).collect();
        Some(Condition { item: place, options, unless })
    }

    /// Who is asked.
    pub const fn audience(&self) -> Audience {
        self.instrument.audience()
    }

    /// The place of the item with this id, searched from `start` onwards and then before it.
    pub fn item_from(&self, start: usize, id: &str) -> Option<usize> {
        let (before, after) = self.items.split_at_checked(start)?;
        let here = |item: &Item| item.id == id;
        after
            .iter()
            .position(here)
            .map(|place| place + start)
            .or_else(|| before.iter().position(here))
    }

    /// The item with this id, and its place.
    pub fn item(&self, id: &str) -> Option<(usize, &Item)> {
        self.items.iter().enumerate().find(|(_, item)| item.id == id)
    }
}

impl Uses {
    /// Notes what the question at `place` is marked for.
    fn note(&mut self, question: &QuestionEntry, place: usize) {
        let marked = |is: bool| is.then_some(place);
        self.sample = self.sample.or(marked(question.sample));
        self.split = self.split.or(marked(question.split));
        self.people = self.people.or(marked(question.counts == Some(Counts::People)));
        self.of = self.of.or(marked(question.of));
    }
}

impl Item {
    /// Whether the answer is one of several, of which some are favourable.
    pub fn has_favourable(&self) -> bool {
        self.kind == QuestionKind::One && self.options.iter().any(|option| option.favourable)
    }

    /// Whether an option that excludes the others is among several that were chosen, as the bits of
    /// their places.
    pub fn not_alone(&self, chosen: u32) -> bool {
        self.chosen(chosen).count() > 1 && self.chosen(chosen).any(|option| option.alone)
    }

    /// The options at these places.
    pub fn chosen(&self, bits: u32) -> impl Iterator<Item = &Opt> {
        self.options
            .iter()
            .zip(0..u32::BITS)
            .filter(move |(_, place)| bits >> place & 1 == 1)
            .map(|(option, _)| option)
    }

    /// The place of the option with this id.
    pub fn option(&self, id: &str) -> Option<usize> {
        self.options.iter().position(|option| option.id == id)
    }
}

fn called(page: &PageEntry, question: &QuestionEntry) -> Option<String> {
    [&question.ask_when, &question.ask_unless, &page.ask_when, &page.ask_unless]
        .into_iter()
        .flatten()
        .find_map(|route| route.called.clone())
}

fn kind(question: &QuestionEntry) -> QuestionKind {
    match question.kind {
        KindEntry::Scale | KindEntry::Choice | KindEntry::Statements => QuestionKind::One,
        KindEntry::Choices => QuestionKind::Many,
        KindEntry::Text => {
            QuestionKind::Text { max_length: question.max_length.unwrap_or(DEFAULT_MAX_LENGTH) }
        }
        KindEntry::Number => QuestionKind::Number {
            min: question.min.unwrap_or(0),
            max: question.max.unwrap_or(i32::MAX),
        },
    }
}

/// A condition for asking a question. It depends on one earlier question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// The place of the earlier item; always smaller than that of the item that carries the
    /// condition.
    pub item: usize,
    /// The places of the options that decide, in the earlier item's order.
    pub options: Vec<usize>,
    /// Whether the item is asked *unless* one of the options was chosen, rather than *when* one
    /// was.
    pub unless: bool,
}
