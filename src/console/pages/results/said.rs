//! The sentences that a report can use.

use maud::{Markup, html};

use super::whom::Whom;
use crate::{
    console::views::asking::Asking,
    results::{
        Figure, Side, SideKind, Words, asked,
        wording::{self, Proportion},
    },
    survey::Item,
};

/// The sentence of the favourable side, or of the answer that most people gave, or `first` in its
/// place; and those of all other sides, if `whole` is the headline.
pub fn of_figure(
    item: &Item,
    figure: &Figure,
    whom: Whom<'_>,
    (first, whole): (Option<&str>, bool),
) -> Markup {
    if whom.asking != Asking::Anonymous {
        let proportion = figure.share().and_then(Proportion::of);
        let assessed = proportion.and_then(|proportion| wording::assessed(proportion, item));
        return report(first.map(str::to_owned).or(assessed).as_deref(), &[]);
    }
    let mut sides = sides(item, figure, whom);
    let favourable = sides.iter().position(|(side, ..)| side.kind == SideKind::Favourable);
    let main = favourable.or_else(|| {
        let single = sides.iter().enumerate().filter(|(_, (side, ..))| side.is_single());
        single.max_by_key(|(place, (_, count, _))| (*count, usize::MAX - place)).map(|(p, _)| p)
    });
    let main = main.map(|place| sides.remove(place).2);
    let others = sides.into_iter().map(|(.., sentence)| sentence).filter(|_| whole);
    let others: Vec<String> = others.collect();
    report(first.map(str::to_owned).or(main).as_deref(), &others)
}

/// The sentences of few people.
pub fn of_few(item: &Item, words: Words, whom: Whom<'_>) -> Markup {
    if whom.asking != Asking::Anonymous {
        return html! {};
    }
    let people = asked(item, whom.people);
    let sides = Side::all(item);
    let said = |kind, term| {
        let side = sides.iter().find(|side| side.kind == kind)?;
        Some(wording::sentence_of_few(term, &people, &side.did))
    };
    let favourable = said(SideKind::Favourable, words.favourable);
    let unfavourable = words.unfavourable.and_then(|term| said(SideKind::Unfavourable, term));
    report(favourable.as_deref(), unfavourable.as_slice())
}

/// Every side that somebody may ask for, how many are on it, and its sentence.
fn sides(item: &Item, figure: &Figure, whom: Whom<'_>) -> Vec<(Side, u64, String)> {
    let people = format!("{}{}", asked(item, whom.people), whom.within);
    let sentence = |side: Side| {
        let share = Proportion::of(side.share(figure))?;
        let said = wording::sentence(share, &people, &side.did);
        Some((side, share.count(), said))
    };
    Side::all(item).into_iter().filter_map(sentence).collect()
}

fn report(first: Option<&str>, others: &[String]) -> Markup {
    html! {
        @if let Some(first) = first { p.report { (first) } }
        @if !others.is_empty() {
            details.sentences {
                summary { @if others.len() == 1 { "One more sentence" } @else { (others.len()) " more sentences" } }
                @for other in others { p.report { (other) } }
            }
        }
    }
}
