//! The answers to one question: a table with a bar and a number in each row, so that the chart is
//! its own table.

use maud::{Markup, html};

use crate::{
    console::views::{asking::Asking, bar},
    language::numbers::grouped,
    results::{Figure, OptionCount, Share, Shown, groups::NUMBERS, wording::Proportion},
};

/// The answers by option; below, separately, the ways out. `asked` is the question.
pub fn answers(figure: &Figure, asked: &str, asking: Asking) -> Markup {
    html! {
        @if let Some(average) = figure.average {
            p { "On average " strong { (format!("{average:.1}")) } ", of " (grouped(figure.base)) " answers." }
        }
        @if !figure.options.is_empty() {
            table.compact role="table" {
                caption { "Of " (grouped(figure.base)) " " (asking.with_an_answer()) span.unseen { ": " (asked) } }
                (head(["Answer", "Share", asking.column()]))
                tbody role="rowgroup" { @for option in &figure.options { (row(option, figure)) } }
            }
        }
        (outside(&figure.outside))
    }
}

fn row(option: &OptionCount, figure: &Figure) -> Markup {
    let hollow = figure.favourable.is_some() && !option.favourable;
    html! {
        tr role="row" {
            th role="rowheader" scope="row" {
                (option.text)
                @if option.favourable { span.unseen { ", counts as favourable" } }
            }
            td.share role="cell" {
                @if let Some(proportion) = Proportion::new(option.count, figure.base) {
                    span.percent { (proportion.percent()) "%" } (bar::share(proportion.percent(), hollow))
                }
            }
            td.count role="cell" { (grouped(option.count)) }
        }
    }
}

fn outside(ways: &[OptionCount]) -> Markup {
    html! {
        @if !ways.is_empty() {
            p.outside {
                "Not counted: "
                @for (place, way) in ways.iter().enumerate() {
                    @if place > 0 { "; " }
                    "“" (way.text) "” " (grouped(way.count))
                }
                "."
            }
        }
    }
}

/// The header row of a compact table.
pub fn head<const N: usize>(names: [&str; N]) -> Markup {
    html! {
        thead role="rowgroup" {
            tr role="row" { @for name in names { th role="columnheader" scope="col" { (name) } } }
        }
    }
}

/// The cells of a favourable share: the percentage with its bar, and both numbers; or its term.
pub fn cells(share: &Shown<Share>) -> Markup {
    html! {
        @match share.figure().and_then(|share| Proportion::of(*share)) {
            Some(proportion) => {
                td.share role="cell" { span.percent { (proportion.percent()) "%" } (bar::share(proportion.percent(), false)) }
                td.count role="cell" { (grouped(proportion.count())) " of " (grouped(proportion.base())) }
            }
            None => {
                td.hidden role="cell" colspan="2" { (without_number(share)) }
            }
        }
    }
}

/// What stands in the place of a number, in few words: its term, or how few people there are.
pub fn without_number<T>(shown: &Shown<T>) -> String {
    match shown {
        // From so many on, it may be withheld because others could be worked out from it.
        Shown::FewerThan(NUMBERS..) => "no number".to_owned(),
        Shown::FewerThan(people) => format!("fewer than {people}"),
        Shown::Word(words) => words.to_string(),
        Shown::Together => "shown together".to_owned(),
        Shown::Figure(_) => "nobody was asked".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Words, wording::Term};

    fn option(text: &str, favourable: bool, count: u64) -> OptionCount {
        OptionCount { id: text.to_lowercase(), text: text.to_owned(), favourable, count }
    }

    #[test]
    fn every_bar_has_its_number_and_ways_out_stand_apart() {
        let figure = Figure {
            base: 1_160,
            favourable: Some(1_090),
            options: vec![option("Agree", true, 1_090), option("Disagree", false, 70)],
            outside: vec![option("I do not know", false, 1_200)],
            average: None,
        };
        let page =
            answers(&figure, "I know how to report a concern.", Asking::Anonymous).into_string();
        for words in [
            "Of 1,160 who answered",
            "94%",
            "1,090</td>",
            "6%",
            "counts as favourable",
            "“I do not know” 1,200.",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert_eq!(page.matches("<svg").count(), 2);
        assert!(page.find("I do not know") > page.find("</table>"));
    }

    #[test]
    fn a_hidden_number_says_fewer_than_and_is_never_blank() {
        let hidden = |people| cells(&Shown::FewerThan(people)).into_string();
        assert!(hidden(10).contains("fewer than 10") && hidden(30).contains("no number"));
        assert!(
            cells(&Shown::Word(Words { favourable: Term::Most, unfavourable: None }))
                .into_string()
                .contains("most")
        );
        let zero = cells(&Shown::Figure(Share { favourable: 0, base: 42 })).into_string();
        assert!(zero.contains("0%") && zero.contains("0 of 42"), "{zero}");
    }
}
