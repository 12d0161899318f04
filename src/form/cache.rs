use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use actix_web::web;

use super::page::{Page, Sheet};
use crate::{
    catalogue::{self, PublishError},
    inspection::directory::Asked,
    language::Language,
    settings::HelpLines,
    store::{Store, StoreError},
    survey::{Edition, Survey},
    web::compressed::Compressed,
};

/// The published forms, each made once and kept compressed.
pub struct FormCache {
    store: Store,
    help: HelpLines,
    forms: RwLock<HashMap<Asked, Arc<Form>>>,
    /// Locked while a form is built, so that concurrent requests wait for one build.
    making: Mutex<()>,
}

/// One published version in all its languages.
pub struct Form {
    is_shared: bool,
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

impl FormCache {
    /// An empty cache: forms are made when they are first asked for, or by [`FormCache::build_all`].
    pub fn new(store: Store, help: HelpLines) -> Self {
        Self { store, help, forms: RwLock::default(), making: Mutex::default() }
    }

    /// Makes known what other processes have published. Blocks.
    pub fn know(&self) -> Result<(), StoreError> {
        catalogue::know(&mut *self.store.connection()?)
    }

    /// Builds the form of every published version, so that no respondent waits for it. Blocks.
    pub fn build_all(&self) -> Result<(), PublishError> {
        let mut published: Vec<_> = catalogue::list(&mut *self.store.connection()?)?
            .into_iter()
            .map(|p| (p.survey, p.version))
            .collect();
        published.dedup();
        published.into_iter().try_for_each(|(survey, version)| {
            self.put(Asked { survey, version, is_shared: false }).map(drop)
        })
    }

    /// Compresses these forms as hard as it goes, in all languages, so that whoever opens one
    /// first has the small page too. Blocks: each that was not compressed yet takes a tenth of a
    /// second or more.
    pub fn compress(&self, all: impl IntoIterator<Item = Asked>) -> Result<(), PublishError> {
        for asked in all {
            let form = self.put(asked)?;
            form.translated.values().chain([&form.in_english]).for_each(|one| one.blank.press());
        }
        Ok(())
    }

    /// The form of a published version.
    pub async fn form(self: &Arc<Self>, asked: Asked) -> Result<Arc<Form>, PublishError> {
        if let Some(form) = self.known(asked) {
            return Ok(form);
        }
        let this = Arc::clone(self);
        let put = web::block(move || this.put(asked)).await;
        put.unwrap_or_else(|_| Err(StoreError::Stopping.into()))
    }

    fn known(&self, asked: Asked) -> Option<Arc<Form>> {
        self.forms.read().unwrap_or_else(PoisonError::into_inner).get(&asked).cloned()
    }

    /// Blocks.
    fn put(&self, asked: Asked) -> Result<Arc<Form>, PublishError> {
        // Requests that wait here hold no database connection.
        let _one_at_a_time = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(form) = self.known(asked) {
            return Ok(form);
        }
        let edition = {
            let Asked { survey, version, .. } = asked;
            catalogue::edition(&mut *self.store.connection()?, survey, version)?
        };
        let form = Arc::new(Form::print(&edition, &self.help, asked.is_shared));
        self.forms.write().unwrap_or_else(PoisonError::into_inner).insert(asked, Arc::clone(&form));
        Ok(form)
    }
}

/// The page without what HTML does not need in its form: quotes around plain values. A whole form
/// gets some 1% smaller.
fn unquoted(page: &str) -> String {
    let (before, rest) = page.split_once("<form ").unwrap_or((page, ""));
    let (form, after) = rest.split_once("</form>").unwrap_or((rest, ""));
    if after.is_empty() {
        return page.to_owned();
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '#');
    let mut parts = form.split("=\"");
    let mut out = [before, "<form ", parts.next().unwrap_or_default()].concat();
    // A quote in a text or in a value is written as an entity.
    for part in parts {
        match part.split_once('"') {
            Some((value, more)) if !value.is_empty() && value.chars().all(is_plain) => {
                out.extend(["=", value, more]);
            }
            _ => out.extend(["=\"", part]),
        }
    }
    [out.as_str(), "</form>", after].concat()
}

impl Form {
    fn print(edition: &Edition, help: &HelpLines, is_shared: bool) -> Self {
        let languages: Vec<Language> = edition.languages().collect();
        let print = |language| {
            let survey = Arc::clone(edition.in_language(language));
            let sheet = Sheet::of(&survey);
            let page = Page {
                survey: &survey,
                sheet: &sheet,
                help,
                languages: &languages,
                sends: true,
                is_shared,
            };
            let blank = Compressed::new(unquoted(&page.blank().into_string()));
            Printed { survey, sheet, blank }
        };
        let translations = languages.iter().copied().filter(|l| *l != Language::En);
        Self {
            is_shared,
            in_english: print(Language::En),
            translated: translations.map(|l| (l, print(l))).collect(),
            languages,
        }
    }

    /// The form in `language`, or in English where it has no such translation.
    pub fn in_language(&self, language: Language) -> &Printed {
        self.translated.get(&language).unwrap_or(&self.in_english)
    }

    /// The languages that the version can be read in.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The page of `printed`, to be shown again with what was typed.
    pub fn page<'a>(&'a self, printed: &'a Printed, help: &'a HelpLines) -> Page<'a> {
        Page {
            survey: &printed.survey,
            sheet: &printed.sheet,
            help,
            languages: &self.languages,
            sends: true,
            is_shared: self.is_shared,
        }
    }
}
