//! Who is asked. Audiences are data: `surveys/audiences.toml` defines those that Speir ships, and a
//! published survey brings its own.

mod definition;
mod known;
#[cfg(test)]
mod sample;

use std::{fmt, str::FromStr};

pub use definition::{AREA, AudienceProblem, Definition, Group, Names, Way, read};
use known::{AUDIENCES, GROUPS};
pub use known::{as_shipped, define};

use super::{handle, registry::Slot};
use crate::language::Language;

/// What is assumed of an audience that nobody has defined.
const READING_AGE: u8 = 13;
const LONGEST_SENTENCE: usize = 25;
const TARGET_PERCENT: u8 = 50;

/// Who is asked. It is compared by its key, and ordered as audiences became known: those that Speir
/// ships first.
#[derive(Clone, Copy)]
pub struct Audience(&'static Slot<Definition>);

handle!(Audience);

impl Audience {
    /// The audience of a key that was stored, whether it is defined here or not.
    pub fn stored(key: &str) -> Self {
        Self(AUDIENCES.slot(key))
    }

    /// All that are defined, in their order.
    pub fn all() -> Vec<Self> {
        AUDIENCES.all().into_iter().map(Self).collect()
    }

    pub fn definition(self) -> Option<&'static Definition> {
        self.0.definition()
    }

    fn names(self, language: Language) -> Option<&'static Names> {
        self.definition().and_then(|definition| definition.names(language))
    }

    /// The name that people read, in English.
    pub fn name(self) -> &'static str {
        self.name_in(Language::En)
    }

    /// The name that people read.
    pub fn name_in(self, language: Language) -> &'static str {
        self.names(language).map_or(self.key(), |names| &names.name)
    }

    /// Who they are, in the list of surveys that run now.
    pub fn listed(self, language: Language) -> &'static str {
        self.names(language).map_or(self.key(), |names| &names.listed)
    }

    /// What posters and slips ask of them.
    pub fn ask(self, language: Language) -> &'static str {
        self.names(language).map_or("", |names| &names.ask)
    }

    /// Why they are asked, in the first message to them.
    pub fn opening(self, language: Language) -> Option<&'static str> {
        self.names(language)?.opening.as_deref()
    }

    /// What happens with their answers, where it is not what usually does.
    pub fn afterwards(self, language: Language) -> Option<&'static str> {
        self.names(language)?.afterwards.as_deref()
    }

    /// For whom the texts around a form are written: `child`, `young` or `adult`.
    pub fn reader(self) -> &'static str {
        self.definition().map_or("adult", Definition::reader)
    }

    /// The people, for use in an English sentence.
    pub fn people(self) -> &'static str {
        self.names(Language::En).map_or(self.key(), |names| &names.people)
    }

    /// The people of an area, for use in an English sentence.
    pub fn in_area(self, area: &str) -> String {
        match self.names(Language::En) {
            Some(names) => names.in_area.replace(AREA, area),
            None => format!("{area}, {}", self.key()),
        }
    }

    /// The age of the reader that surveys are written for, in years.
    pub fn reading_age(self) -> u8 {
        self.definition().map_or(READING_AGE, |definition| definition.reading_age)
    }

    /// The longest sentence that this reader follows at once, in words.
    pub fn longest_sentence(self) -> usize {
        self.definition().map_or(LONGEST_SENTENCE, |definition| definition.longest_sentence)
    }

    /// The usual target response rate, in percent.
    pub fn usual_target(self) -> u8 {
        self.definition().map_or(TARGET_PERCENT, |definition| definition.target_percent)
    }

    /// Whether it is usually asked by email.
    pub fn is_asked_by_email(self) -> bool {
        self.definition().is_some_and(|definition| definition.way == Way::Email)
    }

    /// Whether nobody can tell who answered.
    pub fn is_anonymous(self) -> bool {
        !self.is_signed_in() && !self.is_area()
    }

    /// Whether an area answers once, by the officers who are named for it.
    pub fn is_area(self) -> bool {
        self.definition().is_some_and(|definition| definition.way == Way::Area)
    }

    /// Whether its surveys are filled in the console by the inspection's team. They are not
    /// anonymous, and nobody else can answer them.
    pub fn is_signed_in(self) -> bool {
        self.definition().is_some_and(|definition| definition.way == Way::SignedIn)
    }

    /// Whether help comes first, and a button leaves the page at once.
    pub fn is_young(self) -> bool {
        self.definition().is_some_and(|definition| definition.young)
    }

    /// The group that it can be reported with.
    pub fn group(self) -> Option<&'static Group> {
        let key = self.definition()?.group.as_ref()?;
        GROUPS.defined(key.as_str())?.definition()
    }
}

impl FromStr for Audience {
    type Err = String;

    /// Of what people write: only what is defined.
    fn from_str(key: &str) -> Result<Self, String> {
        AUDIENCES.defined(key).map(Self).ok_or_else(|| {
            let keys: Vec<&str> = AUDIENCES.all().iter().map(|slot| slot.key).collect();
            format!("{key:?} is not an audience. There are: {}", keys.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_are_shipped_are_known_in_their_order() {
        let shipped: Vec<&str> = Audience::all().into_iter().map(Audience::key).take(4).collect();
        assert_eq!(shipped, ["staff", "age-8-15", "age-16-plus", "parents-carers"]);
        let staff = Audience::stored("staff");
        assert_eq!((staff.name(), staff.people(), staff.usual_target()), ("Staff", "staff", 80));
        assert_eq!(staff.in_area("Fife"), "Fife staff");
        assert!(staff < Audience::stored("age-8-15"));
    }

    #[test]
    fn an_audience_is_added_and_changed_by_its_definition_alone() {
        let stored = Audience::stored("foster-carers");
        assert_eq!((stored.name(), stored.reading_age()), ("foster-carers", READING_AGE));
        assert!("foster-carers".parse::<Audience>().is_err(), "nobody has defined it");
        let text = |name: &str| {
            format!(
                "[[audiences]]\nkey = \"foster-carers\"\nreading_age = 12\nlongest_sentence = 20\n\
                 way = \"email\"\ntarget_percent = 60\nnames.en = {{ name = \"{name}\", people = \
                 \"foster carers\", in_area = \"foster carers in {{area}}\", listed = \"Foster carers\", ask = \"Tell us.\" }}\n"
            )
        };
        for name in ["Foster carers", "Carers who foster"] {
            let (audiences, groups) = read(&text(name)).expect("a file");
            define(audiences, groups);
            assert_eq!("foster-carers".parse(), Ok(stored));
            assert_eq!((stored.name(), stored.reading_age()), (name, 12));
            assert_eq!(stored.in_area("Fife"), "foster carers in Fife");
        }
    }

    #[test]
    fn a_file_with_a_mistake_is_refused_with_its_place() {
        let good = include_str!("../../../surveys/audiences.toml");
        for (from, to, problem) in [
            ("target_percent = 80", "target_percent = 0", "staff: `target_percent`"),
            ("key = \"age-8-15\"", "key = \"Age 8\"", "\"Age 8\": a key has"),
            ("key = \"age-8-15\"", "key = \"staff\"", "staff: it stands twice"),
            ("{area} staff", "staff", "staff: each language needs"),
            ("group = \"young\"", "group = \"old\"", "age-8-15: its group is not"),
            ("way = \"email\"", "way = \"post\"", "unknown variant"),
        ] {
            let said = read(&good.replacen(from, to, 1)).expect_err(problem).to_string();
            assert!(said.contains(problem), "{problem}: {said}");
        }
    }
}
