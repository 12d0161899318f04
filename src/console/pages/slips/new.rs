use super::model::SlipsPage;
use crate::{
    console::shell::form::{Errors, Typed, number},
    invitation::code::{FEWEST, LONGEST_PLACE, MOST, NewBatch},
    store::Id,
    text::is_line,
};

/// The slips that a posted form asks for, or what is wrong with it.
pub fn read(typed: &Typed, page: &SlipsPage) -> Result<NewBatch, Errors> {
    let mut errors = Errors::default();
    let count = number(typed.one("number")).filter(|count| (FEWEST..=MOST).contains(count));
    let count =
        errors.keep("number", count, "Write how many slips as a whole number from 8 to 5,000.");
    let place = typed.one("place");
    if !place.is_empty() && is_line(place, LONGEST_PLACE).is_err() {
        errors.add("place", "Write the place in one line of at most 100 characters.");
    }
    let key = typed.one("part");
    let part = page.parts.iter().find(|part| part.key == key);
    if !key.is_empty() && part.is_none() {
        errors.add("part", "Choose a part from the list.");
    }
    match count {
        Some(count) if errors.is_empty() => {
            let id = id(typed).unwrap_or_else(Id::random);
            Ok(NewBatch {
                id,
                ..NewBatch::of((&page.inspection, &page.collection), part, place, count, page.now)
            })
        }
        _ => Err(errors),
    }
}

/// The id that the form was shown with, so that one form makes slips only once.
pub fn id(typed: &Typed) -> Option<Id> {
    typed.one("batch").parse().ok().map(Id)
}
