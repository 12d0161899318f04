//! A translation has exactly the texts of the English version.

use std::collections::BTreeSet;

use super::{Refusals, questions};
use crate::{
    language::Language,
    survey::{Edition, file::TranslationFile},
};

pub fn check(edition: &Edition, language: Language, refusals: &mut Refusals) {
    let Some(translation) = edition.translations.iter().find(|t| t.language == language) else {
        if edition.sources.iter().any(|s| s.language == language) {
            refusals.refuse(
                "language",
                format!("this file must say language = \"{language}\""),
                "Correct it",
            );
        } else {
            refusals.refuse(
                "the whole file",
                "the translation is missing",
                "Write it; a draft is marked draft = true",
            );
        }
        return;
    };
    let file = &edition.file;
    if (&translation.survey, translation.version) != (&file.survey, file.version) {
        refusals.refuse(
            "survey and version",
            "they differ from those in survey.toml",
            "Make them the same",
        );
    }
    if translation.introduction.len() != file.introduction.len() {
        refusals.refuse(
            "introduction",
            format!(
                "{} paragraphs, and English has {}",
                translation.introduction.len(),
                file.introduction.len()
            ),
            "Translate each paragraph",
        );
    }
    if translation.name.is_some() != file.name.is_some() {
        refusals.refuse("name", "only one of the two files has it", "Translate it, or remove it");
    }
    let mut same = |what: &str, english: BTreeSet<&str>, translated: BTreeSet<&str>| {
        for key in english.difference(&translated) {
            refusals.refuse(format!("{what} `{key}`"), "the translation is missing", "Add it");
        }
        for key in translated.difference(&english) {
            refusals.refuse(format!("{what} `{key}`"), "English has no such text", "Remove it");
        }
    };
    same("page", file.pages.iter().map(|p| p.id.as_str()).collect(), keys(&translation.pages));
    same("scale", keys(&file.scales), keys(&translation.scales));
    for (name, scale) in &file.scales {
        let translated = translation.scales.get(name).map(keys).unwrap_or_default();
        same(
            &format!("scale `{name}`, option"),
            scale.options.iter().map(|o| o.id.as_str()).collect(),
            translated,
        );
    }
    same(
        "question",
        questions(file).map(|(_, q)| q.id.as_str()).collect(),
        keys(&translation.questions),
    );
    let statements = questions(file).flat_map(|(_, q)| q.statements.iter().map(|s| s.id.as_str()));
    same("statement", statements.collect(), keys(&translation.statements));
    for (_, question) in questions(file) {
        let Some(words) = translation.questions.get(&question.id) else { continue };
        let options = question.options.iter().map(|o| o.id.as_str()).collect();
        same(&format!("question `{}`, option", question.id), options, keys(&words.options));
        let hint = |has: bool| if has { BTreeSet::from(["hint"]) } else { BTreeSet::new() };
        same(
            &format!("question `{}`,", question.id),
            hint(question.hint.is_some()),
            hint(words.hint.is_some()),
        );
    }
    empty_texts(translation, refusals);
}

fn empty_texts(translation: &TranslationFile, refusals: &mut Refusals) {
    let title = [("title", &translation.title)].into_iter();
    let introduction = translation.introduction.iter().map(|text| ("introduction", text));
    let pages = translation.pages.iter().map(|(id, text)| (id.as_str(), text));
    let scales = translation.scales.values().flatten().map(|(id, text)| (id.as_str(), text));
    let statements = translation.statements.iter().map(|(id, text)| (id.as_str(), text));
    let questions = translation.questions.iter().flat_map(|(id, q)| {
        let options = q.options.values().chain(&q.hint).chain([&q.text]);
        options.map(move |text| (id.as_str(), text))
    });
    for (place, text) in
        title.chain(introduction).chain(pages).chain(scales).chain(statements).chain(questions)
    {
        if text.trim().is_empty() {
            refusals.refuse(format!("`{place}`"), "no text", "Translate it");
        }
    }
}

fn keys<V>(map: &std::collections::BTreeMap<String, V>) -> BTreeSet<&str> {
    map.keys().map(String::as_str).collect()
}
