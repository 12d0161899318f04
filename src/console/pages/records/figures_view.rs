//! What the records say, and how far two readers agree.

use maud::{Markup, html};

use super::{model::RecordsPage, parts};
use crate::{
    console::views::frame,
    language::numbers::counted,
    records::{
        Summary,
        agreement::{Agreement, FEWEST_PAIRS},
    },
    results::{
        Share,
        wording::{self, Proportion},
    },
    survey::Item,
    users::User,
};

pub fn figures(viewer: &User, page: &RecordsPage) -> Markup {
    let summary = Summary::of(&page.survey, &page.readings);
    let title = if page.has_sample() { "Figures and agreement" } else { "Figures" };
    let trail = parts::trail_to_list(page);
    frame::page(
        &parts::head(title, viewer, &trail),
        &html! {
            div.wide.records {
                h1 { (title) span.whose { " " (page.collection.name()) } }
                p { "These figures are for the team, of " (summary.done) " finished so far, however small the \
                    numbers are. In results and files for others, figures that rest on fewer \
                    than " (page.inspection.k()) " are left out." }
                (shares(page, &summary))
                @if page.has_sample() { (agreement(page, &summary)) }
            }
        },
    )
}

fn item(page: &RecordsPage, place: usize) -> Option<&Item> {
    page.survey.items.get(place)
}

fn shares(page: &RecordsPage, summary: &Summary) -> Markup {
    html! {
        h2 { "What was assessed as favourable" }
        @if summary.shares.is_empty() { p { "No question of this survey has favourable answers." } }
        @else {
            table.shares role="table" {
                caption { "Favourable assessments" @if !summary.groups.is_empty() { ", in all and by group" } }
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { "Question" }
                    th role="columnheader" scope="col" { "All" }
                    @for group in &summary.groups { th role="columnheader" scope="col" { (group) } }
                } }
                tbody role="rowgroup" {
                    @for (place, whole, groups) in &summary.shares {
                        @if let Some(item) = item(page, *place) {
                            tr role="row" {
                                th role="rowheader" scope="row" { (item.text) }
                                td role="cell" { (share(*whole, "All")) }
                                @for (name, one) in summary.groups.iter().zip(groups) { td role="cell" { (share(*one, name)) } }
                            }
                        }
                    }
                }
            }
            h2 { "In words" }
            ul.says {
                @for (place, whole, _) in &summary.shares {
                    @if let Some(sentence) = item(page, *place).and_then(|item| sentence(item, *whole)) {
                        li { (sentence) }
                    }
                }
            }
            p.quiet { "A record that was read twice counts once, by its first reading. Answers outside \
                the scale, such as “Does not apply”, are not counted." }
        }
    }
}

fn sentence(item: &Item, share: Share) -> Option<String> {
    wording::assessed(Proportion::of(share)?, item)
}

fn share(share: Share, label: &str) -> Markup {
    html! {
        span.label aria-hidden="true" { (label) }
        @match Proportion::of(share) {
            Some(proportion) => { span.figure { (proportion.percent()) "%" } " " span.of.quiet { (share.favourable) " of " (share.base) } }
            None => span.quiet { "none" },
        }
    }
}

fn agreement(page: &RecordsPage, summary: &Summary) -> Markup {
    html! {
        h2 #agreement { "How far two readers agree" }
        p { (counted(summary.twice, "record is", "records are")) " read twice. Cohen’s kappa is 1 where the two always agree, and 0 \
            where they agree no more than by chance. The weighted kappa counts a difference of one \
            step on a scale as less than one of several. Both are undefined where all answers are \
            the same." }
        @if summary.twice > 0 {
            table.agree role="table" {
                caption { "Agreement on each question" }
                thead role="rowgroup" { tr role="row" {
                    @for name in ["Question", "Pairs", "Same answer", "Kappa", "Weighted kappa"] {
                        th role="columnheader" scope="col" { (name) }
                    }
                } }
                tbody role="rowgroup" {
                    @for one in &summary.agreement {
                        @if let Some(item) = item(page, one.item) {
                            tr role="row" {
                                th role="rowheader" scope="row" { (item.text) }
                                td role="cell" { span.label aria-hidden="true" { "Pairs" } (one.agreement.pairs) }
                                td role="cell" { span.label aria-hidden="true" { "Same answer" } @match one.agreement.percent() { Some(percent) => { (percent) "%" } None => "–" } }
                                td role="cell" { span.label aria-hidden="true" { "Kappa" } (kappa(one.agreement, one.agreement.kappa)) }
                                td role="cell" { span.label aria-hidden="true" { "Weighted kappa" } @if item.is_scale { (kappa(one.agreement, one.agreement.weighted)) } @else { span.quiet { "no scale" } } }
                            }
                        }
                    }
                }
            }
            p.quiet { "A pair counts if both readers gave an answer on the scale. Kappa is shown \
                from " (FEWEST_PAIRS) " pairs on: with fewer, a single pair decides it." }
        }
    }
}

/// With two digits after the point, and a true minus.
fn kappa(of: Agreement, kappa: Option<f64>) -> Markup {
    html! {
        @match kappa {
            _ if !of.is_enough() => span.quiet { "too few pairs" },
            Some(kappa) => { (format!("{kappa:.2}").replace('-', "−")) }
            None => span.quiet { "undefined" },
        }
    }
}
