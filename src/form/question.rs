//! One question of the form.

use maud::{Markup, html};

use super::{
    posted::{AnswerProblem, ItemProblem},
    routing::{control_name, option_id, section_id},
    view::View,
};
use crate::{
    language::args,
    survey::{Item, Opt, QuestionKind, file::Face},
};

/// The item at `place`.
pub fn question(view: &View<'_>, place: usize, item: &Item) -> Markup {
    let words = view.words;
    let id = section_id(place);
    let problem = view.problems.iter().find_map(|problem| match problem {
        AnswerProblem::At(at, problem) if *at == place => Some(*problem),
        _ => None,
    });
    let hint = hint(view, item);
    let is_typed = matches!(item.kind, QuestionKind::Text { .. } | QuestionKind::Number { .. });
    let error = problem.map(|_| format!("{id}-error"));
    let described = hint
        .as_ref()
        .map(|_| format!("{id}-hint"))
        .into_iter()
        .chain(error.clone())
        .collect::<Vec<_>>()
        .join(" ");
    let number = (place + 1).to_string();
    let total = view.survey.items.len().to_string();
    // Nobody is asked every question of a survey with routes, so its total would mislead.
    let is_routed = view.survey.items.iter().any(|item| !item.route.is_empty());
    html! {
        fieldset id=(id) class=[view.routing.class(place)] tabindex="-1" aria-describedby=[error.as_ref().filter(|_| !is_typed)] {
            legend {
                progress max=(view.survey.items.len()) value=(place + 1) aria-hidden="true" {}
                span.count {
                    @if is_routed { (words.say_with("question-number", &args([("number", number.into())]))) }
                    @else { (words.say_with("question-of", &args([("number", number.into()), ("total", total.into())]))) }
                    @if let Some(page) = view.survey.pages.get(item.page) { span { ": " (page) } }
                }
                h2 id=[is_typed.then(|| format!("{id}-text"))] { (item.text) }
                // For options, screen readers read the hint with the question. A text box has it as
                // its description.
                @if let Some(hint) = &hint { @if !is_typed { p.hint { (hint) } } }
            }
            (only(view, item))
            @if let Some(hint) = &hint { @if is_typed { p.hint id={ (id) "-hint" } { (hint) } } }
            @if let Some(problem) = problem {
                p.error id={ (id) "-error" } { (words.say("error-prefix")) " " (explain(view, item, problem)) }
            }
            @match item.kind {
                QuestionKind::One => (options(view, place, item, "radio")),
                QuestionKind::Many => (options(view, place, item, "checkbox")),
                QuestionKind::Text { max_length } => {
                    textarea name=(control_name(place)) id=(option_id(place, 0)) rows="6" data-most=(max_length) placeholder=" " aria-labelledby={ (id) "-text" }
                        aria-describedby=(described) { "\n" (typed(view, place)) }
                }
                QuestionKind::Number { .. } => {
                    input.number type="text" inputmode="numeric" name=(control_name(place)) id=(option_id(place, 0)) value=(typed(view, place)) placeholder=" "
                        aria-labelledby={ (id) "-text" } aria-describedby=(described) autocomplete="off";
                }
            }
            @if !item.route.is_empty() { p.off { (words.say("not-needed")) } }
            (onward(view, place))
        }
    }
}

fn typed<'a>(view: &'a View<'_>, place: usize) -> &'a str {
    view.posted.values(place).first().map_or("", |value| value.as_ref())
}

/// The author's hint, and what the kind of question asks for.
fn hint(view: &View<'_>, item: &Item) -> Option<String> {
    let words = view.words;
    let of_kind = match item.kind {
        QuestionKind::One => None,
        QuestionKind::Many => Some(words.say("any-number")),
        QuestionKind::Text { max_length } => {
            Some(words.say_with("own-words", &args([("count", grouped(max_length).into())])))
        }
        QuestionKind::Number { min, max } => {
            Some(words.say_with("number-between", &bounds(min, max)))
        }
    };
    let parts: Vec<String> = item.hint.clone().into_iter().chain(of_kind).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn grouped(number: u32) -> String {
    crate::language::numbers::grouped(number.into())
}

fn bounds(min: i32, max: i32) -> fluent_bundle::FluentArgs<'static> {
    args([("min", min.to_string().into()), ("max", max.to_string().into())])
}

/// Says who the question is for, in browsers that show all questions at once.
fn only(view: &View<'_>, item: &Item) -> Markup {
    let or = format!(" {} ", view.words.say("or"));
    html! {
        @for condition in &item.route {
            @if let Some(earlier) = view.survey.items.get(condition.item) {
                @let answers = condition.options.iter().filter_map(|o| earlier.options.get(*o)).map(|o| format!("“{}”", o.text)).collect::<Vec<_>>().join(&or);
                @let key = if condition.unless { "only-unless" } else { "only-if" };
                p.hint.only { (view.words.say_with(key, &args([("answers", answers.into()), ("number", (condition.item + 1).to_string().into())]))) }
            }
        }
    }
}

fn options(view: &View<'_>, place: usize, item: &Item, kind: &str) -> Markup {
    let is_apart = |option: &Opt| option.outside || option.alone;
    let first_apart = item.options.iter().position(is_apart).filter(|first| *first > 0);
    let first_apart = first_apart.filter(|first| item.options.iter().skip(*first).all(is_apart));
    html! {
        @for (number, option) in item.options.iter().enumerate() {
            @if first_apart == Some(number) { p.or { (view.words.say("or")) } }
            @let is_led_to = number == 0 && !view.problems.is_empty();
            @let id = (is_led_to || view.routing.looks_at(place, number)).then(|| option_id(place, number));
            label {
                input type=(kind) name=(control_name(place)) value=(number + 1) id=[id] data-alone[option.alone] checked[view.posted.chose(place, &option.id)];
                (option.text)
                (face(option))
            }
        }
    }
}

fn face(option: &Opt) -> Markup {
    html! { @if let Some(face) = option.face { svg aria-hidden="true" viewBox="0 0 40 40" { use href={ "#" (face_id(face)) } {} } } }
}

const fn face_id(face: Face) -> &'static str {
    match face {
        Face::Happy => "happy",
        Face::Smile => "smile",
        Face::Flat => "flat",
        Face::Sad => "sad",
    }
}

/// The faces of the options of `survey`, each drawn once.
pub fn faces(survey: &crate::survey::Survey) -> Markup {
    let mut worn: Vec<Face> =
        survey.items.iter().flat_map(|item| item.options.iter().filter_map(|o| o.face)).collect();
    worn.sort_unstable();
    worn.dedup();
    html! {
        @if !worn.is_empty() {
            svg hidden aria-hidden="true" {
                @for face in worn {
                    symbol id=(face_id(face)) viewBox="0 0 40 40" {
                        path d="M20 3a17 17 0 1 0 .1 0zM14 15v2M26 15v2" {}
                        path d=(match face {
                            Face::Happy => "M11 23c3 8 15 8 18 0",
                            Face::Smile => "M13 25c3 4 11 4 14 0",
                            Face::Flat => "M13 26h14",
                            Face::Sad => "M13 28c3-4 11-4 14 0",
                        }) {}
                    }
                }
            }
        }
    }
}

/// The links to the questions on either side.
fn onward(view: &View<'_>, place: usize) -> Markup {
    let (ahead, more) = view.routing.candidates(place + 1..view.survey.items.len());
    let (behind, earlier) = view.routing.candidates((0..place).rev());
    html! {
        div.go {
            div {
                @for next in ahead { a class=[view.routing.class(next)] href={ "#" (section_id(next)) } { (view.words.say("next")) } }
                @if !more { a href="#send" { (view.words.say("next")) } }
            }
            div {
                @for back in behind { a class=[view.routing.class(back)] href={ "#" (section_id(back)) } { (view.words.say("back")) } }
                @if !earlier { a href="#start" { (view.words.say("back")) } }
            }
        }
    }
}

/// What is wrong with an answer, and what to do.
pub fn explain(view: &View<'_>, item: &Item, problem: ItemProblem) -> String {
    let words = view.words;
    match (problem, item.kind) {
        (ItemProblem::TooLong(over), QuestionKind::Text { max_length }) => {
            let values = args([
                ("over", over.into()),
                ("shown", crate::language::numbers::grouped(over as u64).into()),
                ("max", grouped(max_length).into()),
            ]);
            words.say_with("problem-too-long", &values)
        }
        (ItemProblem::NotANumber, QuestionKind::Number { min, max }) => {
            words.say_with("problem-not-a-number", &bounds(min, max))
        }
        (ItemProblem::NotAlone(chosen), _) => {
            // Those that exclude the others come first.
            let (mut ticked, others): (Vec<&Opt>, Vec<&Opt>) =
                item.chosen(chosen).partition(|option| option.alone);
            ticked.extend(others);
            let texts: Vec<String> =
                ticked.iter().map(|option| format!("“{}”", option.text)).collect();
            let (first, others) = texts
                .split_first()
                .map_or(("", String::new()), |(a, b)| (a.as_str(), b.join(", ")));
            let count = ticked.len().saturating_sub(1);
            let values =
                args([("count", count.into()), ("first", first.into()), ("others", others.into())]);
            words.say_with("problem-not-alone", &values)
        }
        (ItemProblem::TwoAnswers, _) => words.say("problem-two-answers"),
        _ => words.say("problem-unknown-answer"),
    }
}
