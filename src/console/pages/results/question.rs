use maud::{Markup, html};

use super::answers::answers;
use crate::{
    console::views::asking::Asking,
    language::numbers::grouped,
    results::{
        Figure, Shown,
        wording::{self, Fraction, Proportion, Term},
    },
    survey::{Audience, Item, QuestionKind},
};

/// Whether the answers of `item` are favourable or not.
pub fn has_favourable(item: &Item) -> bool {
    item.kind == QuestionKind::One && item.options.iter().any(|option| option.favourable)
}

/// The anchor of a question on its page.
pub fn anchor(item: &Item) -> String {
    format!("q-{}", item.id)
}

/// One question and its figures. `sentence` is what a report can use instead of the usual sentence;
/// `beside` is shown beside the table of answers.
pub fn question(
    item: &Item,
    whole: &Shown<Figure>,
    audience: Audience,
    sentence: Option<&str>,
    beside: Option<&Markup>,
) -> Markup {
    let anchor = anchor(item);
    let title = format!("{anchor}-title");
    html! {
        section.question id=(anchor) aria-labelledby=(title) {
            h3 id=(title) tabindex="-1" { (item.text) }
            @match whole {
                Shown::Figure(figure) => {
                    @if let Some(proportion) = figure.share().and_then(Proportion::of) { (headline(proportion)) }
                    @if let Some(sentence) = sentence.map(str::to_owned).or_else(|| report(item, figure, audience)) {
                        p.report { (sentence) }
                    }
                    div.beside[beside.is_some()] {
                        div { (answers(figure, &item.text, audience.into())) }
                        @if let Some(beside) = beside { div { (beside) } }
                    }
                }
                Shown::Word(term) => {
                    p.headline { strong.term { (term) } }
                    @if let Some(sentence) = word(item, *term, audience) { p.report { (sentence) } }
                    p.hidden { "It rests on too few " (Asking::from(audience).counted()) " for a number." }
                }
                Shown::FewerThan(people) => p.hidden { "Nothing is shown here: it would rest on \
                    fewer than " (people) " " (Asking::from(audience).counted()) "." },
            }
        }
    }
}

/// The percentage in large type, with its term, its fraction in words and both numbers.
fn headline(proportion: Proportion) -> Markup {
    html! {
        p.headline {
            span.figure { (proportion.percent()) "%" } " "
            strong.term { (Term::of(proportion)) } " "
            span.of { (Fraction::of(proportion)) ", " (grouped(proportion.count())) " of " (grouped(proportion.base())) }
        }
    }
}

/// The sentence of a figure that is shown as its term.
fn word(item: &Item, term: Term, audience: Audience) -> Option<String> {
    if audience.is_signed_in() {
        return None;
    }
    let did = wording::agreed(&item.text, &item.options)?;
    Some(wording::sentence_of_few(term, audience.people(), &did))
}

fn report(item: &Item, figure: &Figure, audience: Audience) -> Option<String> {
    let proportion = figure.share().and_then(Proportion::of)?;
    if audience.is_signed_in() {
        return wording::assessed(proportion, item);
    }
    let did = wording::agreed(&item.text, &item.options)?;
    Some(wording::sentence(proportion, audience.people(), &did))
}
