use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use super::page::{Page, Sheet};
use crate::{
    catalogue::{self, PublishError},
    language::Language,
    settings::HelpLines,
    store::{Connection, Store},
    survey::{Audience, Edition, Survey},
    web::compressed::Compressed,
};

/// The published forms, each made once and kept compressed.
pub struct Shelf {
    store: Store,
    help: HelpLines,
    forms: RwLock<HashMap<(Audience, u32), Arc<Form>>>,
}

/// One published version in all its languages.
pub struct Form {
    in_english: Printed,
    translated: HashMap<Language, Printed>,
    languages: Vec<Language>,
}

/// One published version in one language.
pub struct Printed {
    pub survey: Arc<Survey>,
    pub sheet: Sheet,
    /// The blank page, the same bytes for everyone.
    pub blank: Compressed,
}

impl Shelf {
    /// Makes the form of every published version.
    pub fn open(store: Store, help: HelpLines) -> Result<Self, PublishError> {
        let shelf = Self { store, help, forms: RwLock::default() };
        let mut connection = shelf.store.connection()?;
        let mut published: Vec<_> =
            catalogue::list(&mut connection)?.into_iter().map(|p| (p.audience, p.version)).collect();
        published.dedup();
        for (audience, version) in published {
            shelf.put(audience, version, &mut connection)?;
        }
        drop(connection);
        Ok(shelf)
    }

    /// The form of a published version, made now if another process has published it since this one started.
    pub async fn form(self: &Arc<Self>, audience: Audience, version: u32) -> Result<Arc<Form>, PublishError> {
        let known = self.forms.read().unwrap_or_else(PoisonError::into_inner).get(&(audience, version)).cloned();
        if let Some(form) = known {
            return Ok(form);
        }
        let this = Arc::clone(self);
        self.store.run(move |connection| this.put(audience, version, connection)).await
    }

    fn put(&self, audience: Audience, version: u32, connection: &mut Connection) -> Result<Arc<Form>, PublishError> {
        let edition = catalogue::edition(connection, audience, version)?;
        let form = Arc::new(Form::print(&edition, &self.help));
        self.forms.write().unwrap_or_else(PoisonError::into_inner).insert((audience, version), Arc::clone(&form));
        Ok(form)
    }
}

impl Form {
    fn print(edition: &Edition, help: &HelpLines) -> Self {
        let languages: Vec<Language> = edition.languages().collect();
        let print = |language| {
            let survey = Arc::clone(edition.in_language(language));
            let sheet = Sheet::of(&survey);
            let page = Page { survey: &survey, sheet: &sheet, help, languages: &languages, sends: true };
            let blank = Compressed::new(page.blank().into_string());
            Printed { survey, sheet, blank }
        };
        let translations = languages.iter().copied().filter(|l| *l != Language::En);
        Self { in_english: print(Language::En), translated: translations.map(|l| (l, print(l))).collect(), languages }
    }

    /// The form in `language`, or in English where it has no such translation.
    pub fn in_language(&self, language: Language) -> &Printed {
        self.translated.get(&language).unwrap_or(&self.in_english)
    }

    /// The page of `printed`, to be shown again with what was typed.
    pub fn page<'a>(&'a self, printed: &'a Printed, help: &'a HelpLines) -> Page<'a> {
        Page { survey: &printed.survey, sheet: &printed.sheet, help, languages: &self.languages, sends: true }
    }
}
