//! The ways of counting the answers to a question that reports use.

use super::{Figure, Share, wording};
use crate::survey::{Item, Opt, QuestionKind, Survey, Union};

/// Some options of a question that are counted together, or one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    pub kind: SideKind,
    /// `favourable`, `unfavourable`, or the id of the cut or of the option.
    pub id: String,
    /// The ids of its options.
    options: Vec<String>,
    /// What the people did who are counted: "agreed with “…”".
    pub did: String,
}

/// What makes options one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideKind {
    Favourable,
    Unfavourable,
    /// A cut that the survey names.
    Cut,
    /// One option of a question without favourable answers.
    Option,
}

impl Side {
    /// The sides of a question: the favourable one first, then what it is not, then the cuts. A question
    /// without favourable answers has each option that no cut stands for.
    pub fn all(item: &Item) -> Vec<Self> {
        let chosen = |wanted: &dyn Fn(&Opt) -> bool| -> Vec<&Opt> {
            item.options.iter().filter(|option| !option.outside && wanted(option)).collect()
        };
        let mut sides = Vec::new();
        if item.kind == QuestionKind::One {
            let favourable = chosen(&|option| option.favourable);
            let unfavourable = chosen(&|option| option.unfavourable);
            sides.extend(Self::of(item, SideKind::Favourable, "favourable", &favourable));
            sides.extend(Self::of(item, SideKind::Unfavourable, "unfavourable", &unfavourable));
            sides.extend(item.cuts.iter().map(|cut| {
                let places = item.options.iter().zip(0..u32::BITS);
                let own = places.filter(|(_, place)| cut.options & (1 << place) != 0);
                Self {
                    kind: SideKind::Cut,
                    id: cut.id.clone(),
                    options: own.map(|(option, _)| option.id.clone()).collect(),
                    did: wording::cut(&cut.said, &item.text),
                }
            }));
        }
        if sides.iter().all(|side| side.kind != SideKind::Favourable) {
            let alone = |option: &&Opt| {
                !sides
                    .iter()
                    .any(|side| matches!(side.options.as_slice(), [only] if *only == option.id))
            };
            let options: Vec<Self> = chosen(&|_| true)
                .into_iter()
                .filter(alone)
                .filter_map(|option| Self::of(item, SideKind::Option, &option.id, &[option]))
                .collect();
            sides.extend(options);
        }
        sides
    }

    /// The side on which a report begins: the favourable one.
    pub fn favourable(item: &Item) -> Option<Self> {
        Self::all(item).into_iter().find(|side| side.kind == SideKind::Favourable)
    }

    /// Whether it is one option.
    pub const fn is_single(&self) -> bool {
        self.options.len() == 1
    }

    fn of(item: &Item, kind: SideKind, id: &str, options: &[&Opt]) -> Option<Self> {
        Some(Self {
            kind,
            id: id.to_owned(),
            options: options.iter().map(|option| option.id.clone()).collect(),
            did: wording::answered(&item.text, options)?,
        })
    }

    /// How many of the base are on this side.
    pub fn share(&self, figure: &Figure) -> Share {
        let own = figure.options.iter().filter(|option| self.options.contains(&option.id));
        Share { favourable: own.map(|option| option.count).sum(), base: figure.base }
    }
}

/// Whom a question was asked of, in the plural: everybody of `people`, or those to whom its route
/// leads.
pub fn asked<'a>(item: &'a Item, people: &'a str) -> std::borrow::Cow<'a, str> {
    match &item.called {
        Some(called) => called.as_str().into(),
        None if item.route.is_empty() => people.into(),
        None => format!("{people} who were asked").into(),
    }
}

/// Whom the questions of a union were asked of: those who were asked each of them, if these are the
/// same people.
pub fn asked_any<'a>(
    survey: &'a Survey,
    union: &Union,
    people: &'a str,
) -> std::borrow::Cow<'a, str> {
    let mut items = union.any.iter().filter_map(|(place, _)| survey.items.get(*place));
    match items.next() {
        Some(first)
            if items.all(|item| (&item.route, &item.called) == (&first.route, &first.called)) =>
        {
            asked(first, people)
        }
        _ => people.into(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::survey::Edition;

    #[test]
    fn a_union_is_of_those_who_were_asked_its_questions() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/staff/v2");
        let edition = Edition::read(&folder).expect("the survey");
        let survey = edition.english();
        let whom = |id: &str| {
            let union = survey.unions.iter().find(|union| union.id == id).expect("the union");
            asked_any(survey, union, "staff").into_owned()
        };
        assert_eq!(
            whom("protection-plans-doubted"),
            "staff who work with children in need of protection"
        );
        assert_eq!(whom("leaders-out-of-touch"), "staff");
    }
}
