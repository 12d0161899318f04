//! The to-do list before fieldwork, from the database. It disappears when people can answer.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::next_queries::{coordinated, reached};
use crate::{
    console::views::bar,
    fieldwork::Course,
    inspection::{Area, Collection, State},
    language::numbers::counted,
    store::{Connection, Id, StoreError},
    survey::Instrument,
    web::paths::{self, Pattern},
};

/// The collections of an inspection before fieldwork, and what is ready.
#[derive(Clone, Debug, Default)]
pub struct Next {
    collections: Vec<Collection>,
    /// Those with mailboxes or slips.
    reached: BTreeSet<Id>,
    /// The areas whose co-ordinator can sign in.
    coordinated: BTreeSet<Area>,
}

/// The state of one task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tick {
    Done,
    Open,
    /// The database cannot tell.
    Yours,
}

/// One task.
struct Todo {
    tick: Tick,
    /// The pages to do it, with their names.
    links: Vec<(String, String)>,
    says: String,
}

impl Next {
    /// `None` once people can answer a collection, and without collections.
    pub fn read(
        connection: &mut Connection,
        collections: &[Collection],
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, StoreError> {
        if collections.is_empty() || collections.iter().any(|one| one.state(now) != State::Planned)
        {
            return Ok(None);
        }
        // The rest needs neither invitations nor links.
        let mut collections: Vec<_> =
            collections.iter().filter(|one| one.is_anonymous()).cloned().collect();
        collections.sort_by_key(|one| (one.area, one.survey));
        let ids: Vec<Id> = collections.iter().map(|one| one.id).collect();
        Ok(Some(Self {
            reached: reached(connection, &ids)?,
            coordinated: coordinated(connection)?,
            collections,
        }))
    }

    fn todos(&self) -> Vec<Todo> {
        let mut todos = vec![self.populations()];
        todos.extend(self.personal());
        todos.extend(self.links());
        todos.push(self.coordinators());
        todos.push(self.surveys());
        todos
    }

    fn populations(&self) -> Todo {
        let missing: Vec<_> =
            self.collections.iter().filter(|one| one.population.is_none()).collect();
        let says = match missing.as_slice() {
            [] => "Every collection has one.".to_owned(),
            [first, ..] => {
                format!(
                    "Missing for {}. Next: {}.",
                    of(missing.len(), self.collections.len()),
                    first.name()
                )
            }
        };
        let name = "Enter how many people could answer".to_owned();
        let links = vec![(self.to(missing.first(), paths::collection::PAGE) + "#population", name)];
        Todo { tick: Tick::of(missing.is_empty()), links, says }
    }

    /// Collections that need an invitation or a slip for each person.
    fn personal(&self) -> Option<Todo> {
        let personal: Vec<_> = self.collections.iter().filter(|one| !one.open_link).collect();
        let missing: Vec<_> =
            personal.iter().copied().filter(|one| !self.reached.contains(&one.id)).collect();
        let says = match missing.as_slice() {
            [] if personal.is_empty() => return None,
            [] => "Every collection by invitation has mailboxes or slips.".to_owned(),
            [first, ..] => {
                format!(
                    "Nobody can answer yet in {}. Next: {}.",
                    of(missing.len(), personal.len()),
                    first.name()
                )
            }
        };
        let first = missing.first().or(personal.first());
        let link = self.to(first, paths::invitations::PAGE);
        let name = "Upload lists of mailboxes, or print slips".to_owned();
        Some(Todo { tick: Tick::of(missing.is_empty()), links: vec![(link, name)], says })
    }

    /// Collections that anybody with the link can answer.
    fn links(&self) -> Option<Todo> {
        let open: Vec<_> = self.collections.iter().filter(|one| one.open_link).collect();
        let reached = open.iter().filter(|one| self.reached.contains(&one.id)).count();
        let first = open.first()?;
        let says = match reached {
            0 => format!(
                "{} by link. Speir cannot see who has the links. Each collection’s page has its \
                    link, QR code and poster.",
                counted(open.len(), "collection", "collections")
            ),
            _ if reached == open.len() => {
                "Those with an open link have mailboxes or slips too.".to_owned()
            }
            _ => format!(
                "{reached} of {} with an open link have mailboxes or slips too. Speir cannot see \
                    who has the other links.",
                open.len()
            ),
        };
        let tick = if reached == open.len() { Tick::Done } else { Tick::Yours };
        let links = vec![(
            self.to(Some(first), paths::collection::PAGE),
            "Share the links and posters".to_owned(),
        )];
        Some(Todo { tick, links, says })
    }

    fn coordinators(&self) -> Todo {
        let areas: BTreeSet<Area> = self.collections.iter().map(|one| one.area).collect();
        let missing: Vec<&str> =
            areas.difference(&self.coordinated).map(|area| area.name()).collect();
        let says = match missing.as_slice() {
            [] => "Each area has somebody who can sign in.".to_owned(),
            few if few.len() <= 3 => format!("Nobody yet for {}.", few.join(", ")),
            [first, ..] => format!("Nobody yet for {} areas, such as {first}.", missing.len()),
        };
        let page = if missing.is_empty() { paths::user::ALL } else { paths::user::NEW };
        let links = vec![(page.to_owned(), "Invite the local co-ordinators".to_owned())];
        Todo { tick: Tick::of(missing.is_empty()), links, says }
    }

    /// Each survey that is used, once.
    fn surveys(&self) -> Todo {
        let asked: BTreeSet<(Instrument, u32)> =
            self.collections.iter().map(|one| (one.survey, one.version)).collect();
        let link = |(place, (survey, version)): (usize, &(Instrument, u32))| {
            let name = match place {
                0 => format!("Preview the survey: {}", survey.name()),
                _ => survey.name().to_owned(),
            };
            (format!("{}?lang=en", paths::SURVEY.of(survey, version)), name)
        };
        let says = "This is what people will see. The preview cannot send answers.".to_owned();
        Todo { tick: Tick::Yours, links: asked.iter().enumerate().map(link).collect(), says }
    }

    fn to(&self, collection: Option<&&Collection>, page: Pattern<1>) -> String {
        let collection = collection.copied().or(self.collections.first());
        collection.map(|one| page.of(one.id)).unwrap_or_default()
    }
}

fn of(missing: usize, all: usize) -> String {
    format!("{missing} of {}", counted(all, "collection", "collections"))
}

impl Tick {
    const fn of(done: bool) -> Self {
        if done { Self::Done } else { Self::Open }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Done => "finished",
            Self::Open => "open",
            Self::Yours => "yours",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Done => "Done",
            Self::Open => "To do",
            Self::Yours => "Yours",
        }
    }
}

/// The list of tasks.
pub fn next(next: &Next) -> Markup {
    let todos = next.todos();
    let open = todos.iter().filter(|todo| todo.tick == Tick::Open).count();
    html! {
        section.next aria-labelledby="next" {
            h2 #next { "What to do next" }
            p { @match open { 0 => "Everything that Speir can check is done.", 1 => "There is 1 \
                thing left to do before people \
                answer.", more => { (more) " things are still to do before people answer." } } }
            ul {
                @for todo in &todos {
                    li {
                        span.tick.(todo.tick.key()) { @if todo.tick == Tick::Done { (bar::sign(Course::Reached)) } (todo.tick.words()) }
                        div { @for (place, (link, name)) in todo.links.iter().enumerate() { @if place > 0 { ", " } a href=(link) { (name) } } p { (todo.says) } }
                    }
                }
            }
            p.quiet { "“Yours” means that only you can tell whether it is done." }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::sample::half_way;

    fn ahead() -> Next {
        let (staff, _) = half_way();
        let by_slip = Collection {
            id: Id::random(),
            open_link: false,
            survey: Instrument::children(),
            population: None,
            ..staff.clone()
        };
        Next {
            collections: vec![Collection { open_link: true, ..staff }, by_slip],
            ..Next::default()
        }
    }

    fn ticks(next: &Next) -> Vec<&'static str> {
        next.todos().iter().map(|todo| todo.tick.words()).collect()
    }

    #[test]
    fn each_thing_is_ticked_off_by_what_is_there_and_in_words() {
        let mut next = ahead();
        assert_eq!(ticks(&next), ["To do", "To do", "Yours", "To do", "Yours"]);
        let page = super::next(&next).into_string();
        assert!(page.contains("3 things are still to do"), "{page}");
        assert!(
            page.contains("Missing for 1 of 2 collections. Next: Midlothian, 8 to 15."),
            "{page}"
        );
        next.collections[1].population = Some(20);
        next.reached = next.collections.iter().map(|one| one.id).collect();
        next.coordinated = next.collections.iter().map(|one| one.area).collect();
        assert_eq!(ticks(&next), ["Done", "Done", "Done", "Done", "Yours"]);
        assert!(super::next(&next).into_string().contains(
            "Everything that Speir can check is \
            done."
        ));
    }
}
