use maud::Markup;

use super::{
    change::Change,
    collection_view,
    from::{moment, shown},
    model::CollectionPage,
    parts::Shown,
};
use crate::{
    console::shell::form::{Errors, Typed, number},
    fieldwork::change::{self, Refused, Setup},
    store::Connection,
    users::User,
};

/// The fields in the order in which the page shows them.
const FIELDS: [&str; 4] = ["opens_at", "closes_at", "target_percent", "version"];

/// The dates, the target and the survey version of a collection. A later closing time reopens it.
pub struct ChangingCollection;

impl Change for ChangingCollection {
    type Page = CollectionPage;
    type From = Setup;
    type To = Setup;

    const FIELDS: &'static [&'static str] = &FIELDS;

    fn from(page: &CollectionPage) -> Setup {
        Setup::from(&page.collection)
    }

    fn filled(setup: &Setup) -> Typed {
        Typed::of([
            ("opens_at", shown(setup.opens_at)),
            ("closes_at", shown(setup.closes_at)),
            ("target_percent", setup.target_percent.to_string()),
            ("version", setup.version.to_string()),
        ])
    }

    fn read(typed: &Typed, from: &Setup, page: &CollectionPage) -> Result<Setup, Errors> {
        read(typed, from, page)
    }

    fn make(
        connection: &mut Connection,
        page: &CollectionPage,
        change: (&Setup, &Setup),
        actor: &User,
    ) -> Result<String, Refused> {
        change::change(connection, page.collection.id, change, &actor.email, page.now)?;
        Ok(page.place())
    }

    fn view(viewer: &User, page: &CollectionPage, shown: &Shown<'_>) -> Markup {
        collection_view::change(viewer, page, shown)
    }
}

/// What was typed, or what is wrong with it. A missing field stays unchanged.
fn read(typed: &Typed, from: &Setup, page: &CollectionPage) -> Result<Setup, Errors> {
    let mut errors = Errors::default();
    let mut time = |field, before, sentence: &str| {
        if typed.is_there(field) {
            errors.keep(field, moment(typed.one(field), before), sentence)
        } else {
            Some(before)
        }
    };
    let opens_at =
        time("opens_at", from.opens_at, "Choose the day and time when the survey opens.");
    let closes_at =
        time("closes_at", from.closes_at, "Choose the day and time when the survey closes.");
    let has_target = page.collection.target().is_some();
    let target_percent = if has_target && typed.is_there("target_percent") {
        let percent = number(typed.one("target_percent").trim_end_matches('%'))
            .filter(|percent| (1..=100).contains(percent));
        errors.keep(
            "target_percent",
            percent,
            "Write the target as a whole number from 1 to 100, such as 80.",
        )
    } else {
        Some(from.target_percent)
    };
    let version = if typed.is_there("version") {
        let known = |version: &u32| *version == from.version || page.versions.contains(version);
        errors.keep(
            "version",
            number(typed.one("version")).filter(known),
            "Choose one of the published versions.",
        )
    } else {
        Some(from.version)
    };
    match (opens_at, closes_at, target_percent, version) {
        (Some(opens_at), Some(closes_at), Some(target_percent), Some(version)) => {
            Ok(Setup { opens_at, closes_at, target_percent, version })
        }
        _ => Err(errors.in_order(&FIELDS)),
    }
}
