use maud::{Markup, html};

use super::{answers::answers, said, trust::trust, whom::Whom};
use crate::{
    language::numbers::grouped,
    results::{
        Figure, Shown,
        wording::{Fraction, Proportion, Term},
    },
    survey::{Item, QuestionKind},
};

/// Whether the answers of `item` are favourable or not.
pub fn has_favourable(item: &Item) -> bool {
    item.kind == QuestionKind::One && item.options.iter().any(|option| option.favourable)
}

/// The anchor of a question on its page.
pub fn anchor(item: &Item) -> String {
    format!("q-{}", item.id)
}

/// One question and its figures. `headline` and `sentence` are shown in place of the usual ones, or the
/// sentence in place of a figure that is not shown; `beside` is shown beside the table of answers.
pub fn question(
    item: &Item,
    whole: &Shown<Figure>,
    whom: Whom<'_>,
    (headline, sentence): (Option<&Markup>, Option<&str>),
    beside: Option<&Markup>,
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
                    p.hidden { "Too few answered for a number, so this is shown for several groups of people together." }
                    @if let Some(beside) = beside { (beside) }
                }
                Shown::FewerThan(people) => {
                    p.hidden {
                        @if let Some(sentence) = sentence { (sentence) } @else {
                            "No number is shown here: it would rest on fewer than " (people) " " (whom.asking.counted()) "."
                        }
                    }
                    @if let Some(beside) = beside { (beside) }
                }
            }
        }
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
