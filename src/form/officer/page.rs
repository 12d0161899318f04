use std::sync::LazyLock;

use maud::{Markup, PreEscaped, html};

use super::{
    found::{Found, Told},
    posted::{BEFORE, DRAFT, SAVE, SEND, WAS_SENT},
    status,
};
use crate::{
    form::{
        frame::{Frame, LEAVE_SCRIPT, STYLE},
        page::{ALONE_SCRIPT, Sheet},
        posted::{AnswerProblem, Posted},
        question::question,
        start::languages,
        trouble::Way,
        view::View,
    },
    language::{Language, Words, args},
    records::Written,
    settings::HelpLines,
    web::{ContentPolicy, squeeze::squeeze_script},
};

/// Asks before a page with changes is left.
static SCRIPT: LazyLock<String> = LazyLock::new(|| squeeze_script(include_str!("unsaved.js")));

/// The policy of a form's page.
pub fn policy(sheet: &Sheet) -> ContentPolicy {
    ContentPolicy::inline(&[&STYLE, sheet.style()], &[&LEAVE_SCRIPT, &SCRIPT, &ALONE_SCRIPT])
}

pub struct OfficersPage<'a> {
    found: &'a Found,
    help: &'a HelpLines,
    language: Language,
    /// The answers that the form is filled from.
    before: Written,
}

impl<'a> OfficersPage<'a> {
    pub const fn new(
        found: &'a Found,
        help: &'a HelpLines,
        language: Language,
        before: Written,
    ) -> Self {
        Self { found, help, language, before }
    }

    /// The page with these values in its form.
    pub fn with(&self, posted: &Posted<'_>, problems: &[AnswerProblem], told: &Told) -> Markup {
        let printed = self.found.form.in_language(self.language);
        let words = Words::of(printed.survey.language);
        let view = View {
            words,
            help: self.help,
            survey: &printed.survey,
            languages: self.found.form.languages(),
            routing: printed.sheet.routing(),
            posted,
            problems,
            sends: true,
            is_shared: false,
            way: &Way::Same,
        };
        let failed =
            !problems.is_empty() || matches!(told, Told::Clash { .. } | Told::SentMeanwhile { .. });
        let title = &printed.survey.title;
        let title =
            if failed { format!("{} {title}", words.say("error-prefix")) } else { title.clone() };
        let frame = Frame {
            words,
            help: self.help,
            title: &title,
            skip: html! { a.skip href="#main" { (words.say("skip")) } },
            style: Some(printed.sheet.style()),
            script: Some(&SCRIPT),
            body_class: None,
            keeps_page: true,
            official: true,
            posts: false,
        };
        frame.around(&self.main(&view, told))
    }

    fn main(&self, view: &View<'_>, told: &Told) -> Markup {
        let (words, survey) = (view.words, view.survey);
        html! {
            (status::told(words, survey, self.found, told))
            @if !view.problems.is_empty() { (status::problems(view)) }
            form method="post" data-officer {
                // The Enter key in a field presses the first button of a form: this one, which does
                // nothing.
                button hidden formmethod="dialog" formaction="data:," {}
                input type="hidden" name=(BEFORE) value=(self.before.to_text());
                @if self.found.is_sent() { input type="hidden" name=(WAS_SENT) value="yes"; }
                (languages(view, None))
                h1 { (survey.title) }
                p { strong { (words.say_with("area-for", &args([("area", self.found.collection.area.name().into())]))) } }
                (status::card(words, survey, self.found))
                @for paragraph in &survey.introduction { p { (paragraph) } }
                @for (place, item) in survey.items.iter().enumerate() { (question(view, place, item)) }
                (self.send(words))
            }
            @if survey.items.iter().any(|item| item.options.iter().any(|option| option.alone)) {
                script { (PreEscaped(ALONE_SCRIPT.as_str())) }
            }
        }
    }

    fn send(&self, words: &Words) -> Markup {
        let closes = words.date_and_time(self.found.collection.closes_at);
        let sent = self.found.is_sent();
        html! {
            section #send aria-labelledby="send-heading" {
                @if sent {
                    h2 #send-heading { (words.say("area-correct-heading")) }
                    p { (words.say_with("area-correct-text", &args([("when", closes.into())]))) }
                    p { button type="submit" name=(SAVE) value=(SEND) { (words.say("area-correct")) } }
                } @else {
                    h2 #send-heading { (words.say("area-heading")) }
                    p { (words.say_with("area-text", &args([("when", closes.into())]))) }
                    p { button type="submit" name=(SAVE) value=(DRAFT) { (words.say("area-save")) } }
                    p { button type="submit" name=(SAVE) value=(SEND) { (words.say("area-send")) } }
                }
            }
        }
    }
}
