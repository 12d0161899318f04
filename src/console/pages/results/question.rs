use maud::{Markup, html};

use super::{answers::answers, said, trust::trust, whom::Whom};
use crate::{
    language::numbers::grouped,
    results::{
        Figure, Shown,
        groups::NUMBERS,
        wording::{Fraction, Proportion, Term},
    },
    survey::Item,
};

/// Whether the answers of `item` are favourable or not.
pub fn has_favourable(item: &Item) -> bool {
    item.has_favourable()
}

/// The anchor of a question on its page.
pub fn anchor(item: &Item) -> String {
    format!("q-{}", item.id)
}

/// What a question stands among, which decides why it may have no number.
#[derive(Clone, Copy, Debug)]
pub enum Among<'a> {
    /// The questions of several areas.
    Areas,
    /// The questions of one collection, with the name and the address of the page on which it is
    /// shown together with others, if the reader sees that.
    Collection(Option<(&'a str, &'a str)>),
    /// The questions of several audiences together; whether some have a number of their own.
    Together { alone: bool },
}

/// One question of several areas: see [`question_among`].
pub fn question(
    item: &Item,
    whole: &Shown<Figure>,
    whom: Whom<'_>,
    told: (Option<&Markup>, Option<&str>),
    beside: Option<&Markup>,
) -> Markup {
    question_among(item, whole, whom, told, beside, Among::Areas)
}

/// One question and its figures. `headline` and `sentence` are shown in place of the usual ones, or the
/// sentence in place of a figure that is not shown; `beside` is shown beside the table of answers.
pub fn question_among(
    item: &Item,
    whole: &Shown<Figure>,
    whom: Whom<'_>,
    (headline, sentence): (Option<&Markup>, Option<&str>),
    beside: Option<&Markup>,
    among: Among<'_>,
) -> Markup {
    let anchor = anchor(item);
    let title = format!("{anchor}-title");
    html! {
        section.question id=(anchor) aria-labelledby=(title) {
            h3 id=(title) tabindex="-1" { (item.text) }
            @match whole {
                Shown::Figure(figure) => {
                    @match (headline, figure.share().and_then(Proportion::of)) {
                        (Some(headline), _) => (headline),
                        (None, Some(proportion)) => {
                            (headline_of(proportion))
                            (trust(item, proportion, whom))
                        }
                        (None, None) => {}
                    }
                    (said::of_figure(item, figure, whom, (sentence, headline.is_none())))
                    div.abreast[beside.is_some()] {
                        div { (answers(figure, &item.text, whom.asking)) }
                        @if let Some(beside) = beside { div { (beside) } }
                    }
                }
                Shown::Word(words) => {
                    p.headline { strong.term { (words) } }
                    (said::of_few(item, *words, whom))
                    p.hidden { "It rests on too few " (whom.asking.counted()) " for a number." }
                    @if let Some(beside) = beside { (beside) }
                }
                Shown::Together => {
                    p.hidden { (elsewhere(among, &anchor)) }
                    @if let Some(beside) = beside { (beside) }
                }
                Shown::FewerThan(people) => {
                    p.hidden {
                        @if let Some(sentence) = sentence { (sentence) } @else { (too_few(among, *people, whom)) }
                    }
                    @if let Some(beside) = beside { (beside) }
                }
            }
        }
    }
}

/// Where a question is shown that is shown together only.
fn elsewhere(among: Among<'_>, anchor: &str) -> Markup {
    html! {
        "Too few answered for a number, so this is shown for several groups of people together only"
        @if let Among::Collection(Some((name, address))) = among {
            ": " a href={ (address) "#" (anchor) } { "see " (name) " together" }
        }
        "."
    }
}

/// Why there is neither a number nor a word.
fn too_few(among: Among<'_>, people: u64, whom: Whom<'_>) -> String {
    let fewer = format!("it would rest on fewer than {people} {}", whom.asking.counted());
    match among {
        Among::Together { alone: true } => {
            "No number of all of them is shown here. Some of them have a number of \
                            their own, so the answers of the others could be found by subtraction."
                .to_owned()
        }
        Among::Areas if people >= NUMBERS => format!(
            "No number is shown here: {fewer}, or answers of few could be found from it by \
                subtraction."
        ),
        _ => format!("No number is shown here: {fewer}."),
    }
}

/// The percentage in large type, with its term, its fraction in words and both numbers.
fn headline_of(proportion: Proportion) -> Markup {
    html! {
        p.headline {
            span.figure { (proportion.percent()) "%" } " "
            strong.term { (Term::of(proportion)) } " "
            span.of { (Fraction::of(proportion)) ", " (grouped(proportion.count())) " of " (grouped(proportion.base())) }
        }
    }
}
