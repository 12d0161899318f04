use maud::{Markup, html};

use super::{reading::Answered, views::stands};
use crate::{
    console::views::{
        asking::Asking,
        email::email,
        frame::{self, Head, Section},
        trail,
    },
    language::calendar,
    records::Written,
    survey::{Item, Survey},
    users::User,
    web::paths,
};

/// The answers of one area, question by question.
pub fn answers(viewer: &User, answered: &Answered) -> Markup {
    let collection = &answered.area.collection;
    let trail = [
        trail::inspections(),
        trail::inspection(&answered.inspection),
        trail::collection(collection),
    ];
    let name = collection.name();
    let head = Head {
        trail: &trail,
        asking: Some(Asking::Area),
        ..Head::of("Answers", viewer, Section::Inspections)
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                h1 { "Answers" span.whose { " " (name) } }
                @match &answered.sent {
                    Some(sent) => {
                        p.quiet {
                            "Sent by the area. "
                            @if let Some(by) = &sent.saved_by { (email(by)) " last saved them on " (calendar::named_date_and_time(sent.updated_at)) "." }
                        }
                        (list(&answered.survey, &sent.written))
                    }
                    None => {
                        p { (stands(answered.area.standing(), answered.area.response.as_ref())) }
                        @if answered.area.sent().is_some() { p { "Until they are released, only the inspection’s team reads them." } }
                        @else { p { "Answers can be read once the area has sent them. Nobody reads drafts." } }
                    }
                }
                @if viewer.role.may_read_results() {
                    p { a href=(paths::officers::ACROSS.of(answered.inspection.id, collection.survey.key())) { "All areas beside each other" } }
                }
            }
        },
    )
}

fn list(survey: &Survey, written: &Written) -> Markup {
    html! {
        @for (at, page) in survey.pages.iter().enumerate() {
            h2 { (page) }
            dl.facts.recorded {
                @for item in survey.items.iter().filter(|item| item.page == at) {
                    div { dt { (item.text) } dd { (said(item, written)) } }
                }
            }
        }
    }
}

/// The answer to a question, in words.
pub fn said(item: &Item, written: &Written) -> String {
    let word = |value: String| match item.option(&value).and_then(|at| item.options.get(at)) {
        Some(option) => option.text.clone(),
        None => value,
    };
    let all: Vec<String> = written.values(&item.id).into_iter().map(word).collect();
    if all.is_empty() { "No answer".to_owned() } else { all.join("; ") }
}
