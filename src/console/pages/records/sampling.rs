//! How many records are read, and by whom.

use maud::{Markup, html};

use super::{model::SamplePage, parts};
use crate::{
    console::{
        pages::changing::{Change, Shown, hidden, told},
        shell::form::{Errors, Typed, number},
        views::{
            email::email,
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame,
        },
    },
    fieldwork::change::{Difference, Refused},
    inspection::State,
    records::{
        NotSampled,
        queries::{self as records, Sample},
        sample::{MOST, read_twice},
    },
    store::Connection,
    users::User,
    web::paths,
};

pub struct Sampling;

const SIZE: &str = "size";
const READERS: &str = "readers";

impl Change for Sampling {
    type Page = SamplePage;
    type From = Sample;
    type To = Sample;

    const FIELDS: &'static [&'static str] = &[SIZE, READERS];

    fn from(SamplePage(page): &SamplePage) -> Sample {
        records::sample_of(&page.readings)
    }

    fn filled(from: &Sample) -> Typed {
        let size = if from.size == 0 { String::new() } else { from.size.to_string() };
        let readers = from.readers.iter().map(|reader| (READERS, reader.clone()));
        std::iter::once((SIZE, size)).chain(readers).collect()
    }

    fn read(typed: &Typed, _: &Sample, SamplePage(page): &SamplePage) -> Result<Sample, Errors> {
        let mut errors = Errors::default();
        let size = number::<u32>(typed.one("size")).filter(|size| (1..=MOST).contains(size));
        let sentence = format!("Write how many records are read, from 1 to {MOST}.");
        let size = errors.keep(SIZE, size, &sentence);
        let mut readers: Vec<String> = typed.all("readers").map(str::to_owned).collect();
        readers.sort_unstable();
        readers.dedup();
        if readers.is_empty() {
            errors.add(READERS, "Choose at least one person to read records.");
        } else if readers.iter().any(|reader| !page.team.contains(reader)) {
            errors.add(READERS, "Choose people of the inspection’s team.");
        }
        match size {
            Some(size) if errors.is_empty() => Ok(Sample { size, readers }),
            _ => Err(errors),
        }
    }

    fn make(
        connection: &mut Connection,
        SamplePage(page): &SamplePage,
        (from, to): (&Sample, &Sample),
        actor: &User,
    ) -> Result<String, Refused> {
        let by = (actor.email.as_str(), chrono::Utc::now());
        records::set_sample(connection, &page.collection, (from, to), by).map_err(|error| {
            match error {
                NotSampled::HasAnswers(number) => Refused::Broken(vec![(
                    SIZE,
                    format!("Record {number} has answers. Write at least {number}."),
                )]),
                NotSampled::Store(error) => Refused::Store(error),
                NotSampled::Closed => Refused::NotOpen,
                NotSampled::Gone => Refused::Gone,
                NotSampled::SampleChanged => {
                    Refused::Stale(changed(from, &records::sample_of(&page.readings)))
                }
            }
        })?;
        Ok(page.list())
    }

    fn view(viewer: &User, SamplePage(page): &SamplePage, shown: &Shown<'_>) -> Markup {
        let trail = parts::trail_to_list(page);
        let title = "Set the sample";
        let head = frame::Head { failed: shown.failed(), ..parts::head(title, viewer, &trail) };
        let again = "What you typed is still in the form. Save it if that is still right.";
        let can = matches!(page.state(), State::Planned | State::Open);
        frame::page(
            &head,
            &html! {
                div.narrow {
                    (told(shown.told, again))
                    (fields::summary(shown.errors))
                    h1 { "Who reads which records" }
                    @if can { (form(page, shown)) } @else { (parts::until(page)) }
                }
            },
        )
    }

    /// A list is one field: what was typed is kept as a whole.
    fn kept(typed: &Typed, _: &Typed, _: &Typed) -> Typed {
        typed.clone()
    }
}

fn changed(from: &Sample, now: &Sample) -> Vec<Difference> {
    let mut found = Vec::new();
    if from.size != now.size {
        found.push(Difference {
            what: "how many records are read".to_owned(),
            from: from.size.to_string(),
            to: now.size.to_string(),
        });
    }
    if from.readers != now.readers {
        found.push(Difference {
            what: "who reads".to_owned(),
            from: from.readers.join(", "),
            to: now.readers.join(", "),
        });
    }
    found
}

fn form(page: &super::model::RecordsPage, shown: &Shown<'_>) -> Markup {
    let Shown { typed, errors, .. } = shown;
    let size = Field {
        value: typed.one("size"),
        hint: Some("From 1 to 999. Records are numbered from 1, in the order of your list."),
        errors,
        ..Field::new(SIZE, "How many records are read?")
    };
    let readers = Field {
        hint: Some(
            "Records are given out as evenly as possible. With two people or more, one in ten is \
                read again by somebody else.",
        ),
        errors,
        ..Field::new(READERS, "Who reads them?")
    };
    let gone = typed.all("readers").filter(|one| !page.team.iter().any(|member| member == one));
    let choices: Vec<Choice> = page
        .team
        .iter()
        .map(|member| Choice {
            value: member.clone(),
            text: member.clone(),
            chosen: typed.has(READERS, member),
        })
        .collect();
    let size_now = records::sample_of(&page.readings).size;
    html! {
        @if size_now > 0 {
            p { "Now: " (size_now) " records, " (read_twice(size_now)) " of them to be read twice. \
                No answer is lost when you change this: what somebody has finished stays theirs, \
                and a draft goes to another person only if its reader no longer reads." }
        }
        @for reader in gone { p { (email(reader)) " is not in the team any more. What they have finished \
            stays; the rest is given to the others." } }
        form method="post" action=(paths::records::SAMPLE.of(page.collection.id)) novalidate {
            (hidden(shown.from))
            (fields::input(&size, FieldKind::Number))
            (fields::choices(&readers, HowMany::Any, &choices))
            p { "Is somebody missing? " a href=(paths::inspection::TEAM.of(page.inspection.id)) { "Add them to the team" } "." }
            button.main type="submit" { "Save the sample" }
            " " a.beside href=(page.list()) { "Cancel" }
        }
    }
}
