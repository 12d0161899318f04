use maud::{Markup, html};

use crate::{
    console::pages::results::answers::{cells, head},
    results::{Shown, model::PartResult},
};

/// The favourable share in each part of the collection, or in each group by the answers to `split`.
/// `asked` is the question.
pub fn parts(parts: &[PartResult], asked: &str, split: Option<&str>) -> Markup {
    let heads = match split {
        Some(_) => ["Group", "Favourable", "Assessments"],
        None => ["Part", "Favourable", "People"],
    };
    html! {
        table.compact role="table" {
            caption {
                @match split { Some(split) => { "Favourable, by “" (split) "”" } None => "Favourable, by part" }
                span.unseen { ": " (asked) }
            }
            (head(heads))
            tbody role="rowgroup" {
                @for part in parts {
                    tr role="row" { th role="rowheader" scope="row" { (part.name) } (cells(&part.share)) }
                }
            }
        }
        @if parts.iter().any(|part| part.share == Shown::Withheld) {
            p.outside { "If hiding one part would let you work out its figures by subtraction, a \
                second part is hidden too." }
        }
    }
}
