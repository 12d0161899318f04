use maud::{Markup, html};

use super::model::Listed;
use crate::{
    console::views::{
        frame::{self, Head, Section},
        trail,
    },
    language::numbers::{counted, grouped},
    programme::Stage,
    users::User,
    web::paths,
};

/// Every programme.
pub fn list(viewer: &User, listed: &[Listed]) -> Markup {
    let may_change = viewer.role.may_change();
    let trail = [trail::inspections()];
    let head = Head { trail: &trail, ..Head::of("Programmes", viewer, Section::Inspections) };
    let make = html! { a.button href=(paths::programme::NEW) { "Create a programme" } };
    frame::page(
        &head,
        &html! {
            div.wide {
                div.top {
                    h1 { "Programmes" }
                    @if may_change && !listed.is_empty() { (make) }
                }
                p.lead { "A programme groups inspections that are reported together." }
                @if listed.is_empty() {
                    div.empty {
                        h2 { "There is no programme yet" }
                        @if may_change {
                            p { "Create one to see the totals of several inspections, and to \
                                compare them with an earlier programme." }
                            p { (make) }
                        } @else {
                            p { "Inspection leads can create one. It appears here if you can see \
                                one of its inspections." }
                        }
                    }
                } @else {
                    ul.cards { @for one in listed { (card(one)) } }
                }
            }
        },
    )
}

fn card(listed: &Listed) -> Markup {
    let programme = &listed.programme;
    html! {
        li.card {
            div.card-text {
                h2 { a href=(paths::programme::PAGE.of(programme.id)) { (programme.title) } }
                p.quiet { (programme.framework.name()) }
            }
            div.card-figure {
                @if listed.inspections == 0 {
                    p.quiet { "No inspections" }
                } @else {
                    p { strong { (listed.progress.returned()) } " responses in "
                        (counted(listed.inspections, "inspection", "inspections")) }
                    p.quiet { (areas(listed)) }
                }
                @if listed.figures > 0 {
                    p.quiet { (counted(grouped(listed.figures), "figure", "figures")) " published \
                        elsewhere" }
                }
            }
        }
    }
}

/// "Areas: 8 done, 1 under way, 2 to come".
fn areas(listed: &Listed) -> String {
    let parts = Stage::ALL.into_iter().filter_map(|stage| {
        let count = listed.progress.areas_at(stage);
        (count > 0).then(|| format!("{count} {}", stage.name().to_lowercase()))
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        "No areas yet".to_owned()
    } else {
        format!("Areas: {}", parts.join(", "))
    }
}
