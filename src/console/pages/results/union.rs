//! What a survey counts over several questions.

use maud::{Markup, html};

use crate::{
    language::numbers::grouped,
    results::{
        Share, Shown, asked_any,
        wording::{self, Fraction, Proportion, Term},
    },
    survey::{Survey, Union},
};

/// What a union is over: the answers to one question, or several questions.
const fn over(questions: usize) -> &'static str {
    if questions == 1 { "Over several answers" } else { "Over several questions" }
}

/// One union and its figure, with the questions that it is of.
pub fn union(
    survey: &Survey,
    union: &Union,
    whole: &Shown<Share>,
    (people, within): (&str, &str),
) -> Markup {
    let people = &format!("{}{within}", asked_any(survey, union, people));
    let title = format!("u-{}-title", union.id);
    let texts = union.any.iter().filter_map(|(place, _)| survey.items.get(*place));
    let texts: Vec<&str> = texts.map(|item| item.text.as_str()).collect();
    html! {
        section.question id={ "u-" (union.id) } aria-labelledby=(title) {
            h3 id=(title) tabindex="-1" { (over(texts.len())) ": who " (union.said) }
            @match whole {
                Shown::Figure(share) => {
                    @if let Some(proportion) = Proportion::of(*share) {
                        p.headline {
                            span.figure { (proportion.percent()) "%" } " "
                            strong.term { (Term::of(proportion)) } " "
                            span.of { (Fraction::of(proportion)) ", " (grouped(proportion.count())) " of " (grouped(proportion.base())) }
                        }
                        p.report { (wording::sentence(proportion, people, &union.said)) }
                    }
                }
                Shown::Word(words) => {
                    p.headline { strong.term { (words) } }
                    p.report { (wording::sentence_of_few(words.favourable, people, &union.said)) }
                }
                Shown::FewerThan(_) => p.hidden { "No number is shown here: too few people answered one of its questions." },
                Shown::Together => p.hidden { "No number is shown here: one of its questions is shown for several groups of people together only." },
            }
            p.quiet {
                "Counted once each: people who gave one of these answers to "
                @if texts.len() == 1 { "this question: " } @else { "any of these questions: " }
                (texts.iter().map(|text| format!("“{}”", text.trim_end_matches('.'))).collect::<Vec<_>>().join("; "))
                "."
                @if texts.len() > 1 { " It is of everybody who answered one of them." }
            }
        }
    }
}
