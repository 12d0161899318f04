//! The whole survey as one document, the same bytes for every respondent, and the page again with
//! what was typed.

use std::sync::LazyLock;

use maud::{Markup, PreEscaped, html};

use super::{
    posted::{AnswerProblem, Posted},
    question::{explain, faces, question},
    routing::{Routing, option_id},
    start::{languages, send, start},
    trouble::{self, Trouble, Way},
    view::View,
};
use crate::{
    form::frame::{Frame, LEAVE_SCRIPT, STYLE},
    language::{Language, Words},
    settings::HelpLines,
    survey::{QuestionKind, Survey},
    web::{
        ContentPolicy,
        squeeze::{squeeze_script, squeeze_style},
    },
};

static FORM_STYLE: LazyLock<String> = LazyLock::new(|| squeeze_style(include_str!("style.css")));
static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{}\n{}",
        squeeze_script(include_str!("script.js")),
        squeeze_script(include_str!("paper.js"))
    )
});
/// For surveys whose options have faces. It comes first, so that the print style can override it.
const FACE_STYLE: &str = "label svg{width:2.1rem;height:2.1rem;stroke:currentColor;fill:none;stroke-width:2.5;stroke-linecap:round}\n";
/// For surveys that ask for numbers.
const NUMBER_STYLE: &str = ".number{max-width:12rem}\n";
/// For surveys with options that exclude others.
pub(super) static ALONE_SCRIPT: LazyLock<String> =
    LazyLock::new(|| squeeze_script(include_str!("alone.js")));

/// The parts of a version's page that depend only on its questions.
pub struct Sheet {
    pub(super) routing: Routing,
    style: String,
    pub policy: ContentPolicy,
}

impl Sheet {
    pub fn of(survey: &Survey) -> Self {
        let routing = Routing::of(survey);
        let has_faces = survey
            .items
            .iter()
            .flat_map(|item| item.options.iter())
            .any(|option| option.face.is_some());
        let has_numbers =
            survey.items.iter().any(|item| matches!(item.kind, QuestionKind::Number { .. }));
        let faces = if has_faces { FACE_STYLE } else { "" };
        let numbers = if has_numbers { NUMBER_STYLE } else { "" };
        let style = format!("{faces}{numbers}{}{}", FORM_STYLE.as_str(), routing.style());
        let policy =
            ContentPolicy::inline(&[&STYLE, &style], &[&LEAVE_SCRIPT, &SCRIPT, &ALONE_SCRIPT]);
        Self { routing, style, policy }
    }

    /// The style of the form.
    pub(super) fn style(&self) -> &str {
        &self.style
    }

    pub(super) const fn routing(&self) -> &Routing {
        &self.routing
    }
}

/// The page of one version in one language.
pub struct Page<'a> {
    pub survey: &'a Survey,
    pub sheet: &'a Sheet,
    pub help: &'a HelpLines,
    /// The languages that the version can be read in.
    pub languages: &'a [Language],
    /// Whether it can be sent; false in a preview.
    pub sends: bool,
    /// Whether the area’s co-ordinator sees the results too.
    pub is_shared: bool,
}

impl Page<'_> {
    /// The page with no answers.
    pub fn blank(&self) -> Markup {
        self.with_answers(&Posted::nothing(self.survey))
    }

    /// The page with answers filled in, at the question that its address names.
    pub fn with_answers(&self, posted: &Posted<'_>) -> Markup {
        self.render(posted, &[], None, &Way::Same)
    }

    /// The page again, with everything that was typed and with its problems.
    pub fn with_problems(&self, posted: &Posted<'_>, problems: &[AnswerProblem]) -> Markup {
        self.render(posted, problems, None, &Way::Same)
    }

    /// The page again, with everything that was typed, because it could not be accepted.
    pub fn with_trouble(&self, posted: &Posted<'_>, trouble: &Trouble, way: &Way) -> Markup {
        self.render(posted, &[], Some(trouble), way)
    }

    fn render(
        &self,
        posted: &Posted<'_>,
        problems: &[AnswerProblem],
        trouble: Option<&Trouble>,
        way: &Way,
    ) -> Markup {
        let words = Words::of(self.survey.language);
        let view = View {
            words,
            help: self.help,
            survey: self.survey,
            languages: self.languages,
            routing: &self.sheet.routing,
            posted,
            problems,
            sends: self.sends,
            is_shared: self.is_shared,
            way,
        };
        let again = !problems.is_empty() || trouble.is_some();
        let title = if problems.is_empty() {
            self.survey.title.clone()
        } else {
            format!("{} {}", words.say("error-prefix"), self.survey.title)
        };
        let frame = Frame {
            words,
            help: self.help,
            title: &title,
            skip: html! { a.skip href=(if again { "#main" } else { "#start" }) { (words.say("skip")) } },
            style: Some(&self.sheet.style),
            script: Some(&SCRIPT),
            body_class: (!again).then_some("one"),
            keeps_page: true,
            official: false,
            posts: self.sends,
        };
        frame.around(&html! {
            @if let Some(trouble) = trouble { (trouble::notice(words, self.help, trouble, way)) }
            @if !problems.is_empty() { (summary(&view)) }
            (faces(self.survey))
            form method="post" data-send=(words.say("send")) data-sending=(words.say("sending"))
                data-left=(words.say("characters-left")) data-over=(words.say("characters-over")) data-listen=(words.say("listen")) {
                // The Enter key at a radio or a box presses the first button of a form: this one,
                // which does nothing.
                button hidden formmethod="dialog" formaction="data:," {}
                (languages(&view, again.then(|| trouble.map_or("", Trouble::key))))
                h1 { (self.survey.title) }
                p.on-paper.blank { (words.say("print-blank")) }
                p.on-paper.own { (words.say("print-own")) }
                @if !again { (start(&view)) }
                div #all tabindex="-1" { h2 { (words.say("all-heading")) } @if *way != Way::None { p { (words.say("all-text")) } } }
                @for (place, item) in self.survey.items.iter().enumerate() { (question(&view, place, item)) }
                (send(&view))
            }
            @if self.survey.items.iter().any(|item| item.options.iter().any(|option| option.alone)) {
                script { (PreEscaped(ALONE_SCRIPT.as_str())) }
            }
        })
    }
}

fn summary(view: &View<'_>) -> Markup {
    let words = view.words;
    html! {
        div.wrong #top role="alert" tabindex="-1" aria-labelledby="problem" {
            h2 #problem { (words.say("problem-heading")) }
            ul {
                @for problem in view.problems {
                    li { @match problem {
                        AnswerProblem::NothingAnswered => a href={ "#" (option_id(0, 0)) } { (words.say("problem-nothing")) },
                        AnswerProblem::UnknownQuestion => (words.say("problem-unknown-question")),
                        AnswerProblem::At(place, problem) => {
                            @if let Some(item) = view.survey.items.get(*place) {
                                a href={ "#" (option_id(*place, 0)) } { (explain(view, item, *problem)) }
                            }
                        }
                    } }
                }
            }
        }
    }
}
