//! The parts before the first question and after the last one.

use maud::{Markup, html};

use super::{beside::LANGUAGE, query::keep, routing::section_id, trouble::Way, view::View};
use crate::language::{Language, args};

/// Who asks and why, what is kept, who can help; then the first question.
pub fn start(view: &View<'_>) -> Markup {
    let (words, survey) = (view.words, view.survey);
    let know = |key: &str| {
        let values = args([
            ("reader", survey.audience().reader().into()),
            ("childline", view.help.childline.as_str().into()),
            ("text", view.help.text_number.as_str().into()),
        ]);
        words.say_with(key, &values)
    };
    let young = survey.audience().is_young();
    html! {
        div #start tabindex="-1" {
            // Adults' forms are the longest, and every byte of theirs counts.
            @if young { (scene()) }
            @if survey.draft { p { em { (words.say("draft")) } } }
            @for paragraph in &survey.introduction { p { (paragraph) } }
            p { (words.say_with("minutes", &args([("minutes", survey.minutes.into())]))) }
            div.card {
                h2 { (words.say("know-heading")) }
                ul {
                    @if survey.audience().is_anonymous() { li { (know("know-anonymous")) } } @else { li { (words.say("know-named")) } }
                    @if view.is_shared { li { (know("know-shared")) } }
                    li { (know("know-skip")) @if survey.audience().reader() != "child" { " " span.seen { (words.say("know-send")) } } }
                    @if survey.audience().is_anonymous() { li { (know("know-danger")) } li { (know("know-duty")) } }
                    @if young { li.seen { (know("know-leave")) } li.seen #keys hidden { (words.say("leave-key")) } }
                }
            }
            // Only a script can keep anything.
            @if view.sends {
                label #keeps hidden {
                    input #keep type="checkbox";
                    span { (words.say("keep")) ". " small { (words.say("keep-hint")) } }
                }
            }
            div.go { div { a href={ "#" (section_id(0)) } { (words.say("start")) } } a.more href="#all" { (words.say("see-all")) } }
        }
    }
}

/// A drawing of hills in the sun, as decoration.
pub fn scene() -> Markup {
    html! {
        svg.scene viewBox="0 0 400 60" preserveAspectRatio="xMidYMax slice" aria-hidden="true" {
            circle cx="316" cy="24" r="12" fill="#f2b632" {}
            path d="M0 60V44Q70 14 150 38T290 30T400 26V60z" fill="var(--hill)" {}
            path d="M0 60V54Q90 30 190 50T400 42V60z" fill="var(--go)" {}
        }
    }
}

/// The other languages of the survey. Each is a button that posts the answers and shows the same
/// question again: the form posts to the page's address, which names the question in view. `told`
/// is the notice above the questions, so that it is shown again too.
pub fn languages(view: &View<'_>, told: Option<&str>) -> Markup {
    let others: Vec<Language> =
        view.languages.iter().copied().filter(|l| *l != view.survey.language).collect();
    html! {
        @if !others.is_empty() {
            nav.langs aria-label=(view.words.say("language-label")) {
                @for other in others {
                    @if view.sends {
                        button name=(LANGUAGE) value={ (other.tag()) @if let Some(told) = told { "." (told) } } lang=(other.tag()) { (other.own_name()) }
                    } @else {
                        a href={ "?lang=" (other.tag()) } lang=(other.tag()) hreflang=(other.tag()) { (other.own_name()) }
                    }
                }
            }
        }
    }
}

/// The last step: looking through everything, and sending it.
pub fn send(view: &View<'_>) -> Markup {
    let words = view.words;
    let last = view.routing.candidates((0..view.survey.items.len()).rev()).0;
    let audience = view.survey.audience();
    let text = if audience.is_anonymous() {
        words.say_with("send-text", &args([("reader", audience.reader().into())]))
    } else {
        words.say("send-named")
    };
    html! {
        section #send tabindex="-1" aria-labelledby="send-heading" {
            h2 #send-heading { (words.say("send-heading")) }
            @if *view.way != Way::None { p { (text) } }
            p.wrong #lost role="alert" hidden { (words.say("send-failed")) }
            p.wrong #busy role="alert" hidden { (words.say("send-busy")) }
            @match (view.sends, view.way) {
                (false, _) => p.card { (words.say("preview")) },
                (true, Way::Same) => button #sends type="submit" formaction={ "?" (keep(view.survey.language).trim_start_matches('?')) "#top" } { (words.say("send")) },
                (true, Way::Fresh(address)) => button #sends type="submit" formaction=(address) { (words.say("send")) },
                (true, Way::None) => {},
            }
            p.more { a.more href="#all" { (words.say("see-answers")) } }
            div.go { div {} div {
                @for back in last { a class=[view.routing.class(back)] href={ "#" (section_id(back)) } { (words.say("back")) } }
            } }
        }
    }
}
