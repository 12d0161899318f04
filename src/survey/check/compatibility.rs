//! A new version keeps the ids and kinds of the previous one, so that answers can be compared.

use super::Refusals;
use crate::survey::{Edition, Item};

pub fn check(edition: &Edition, previous: &Edition, refusals: &mut Refusals) {
    let (now, before) = (edition.english(), previous.english());
    if now.audience() != before.audience() {
        refusals.refuse(
            "audience",
            format!("the version before asked `{}`", before.audience()),
            "Ask the same audience, or start a survey with another key",
        );
    }
    for item in &now.items {
        let place = format!("question `{}`", item.id);
        match before.item(&item.id) {
            Some((_, old))
                if std::mem::discriminant(&old.kind) != std::mem::discriminant(&item.kind) =>
            {
                refusals.refuse(
                    place,
                    format!("its kind changed since version {}", before.version),
                    "Keep the kind, or give the new question a new id",
                );
            }
            Some(_) => {}
            None => {
                if let Some(old) = renamed(item, &before.items, &now.items) {
                    refusals.refuse(
                        place,
                        format!(
                            "version {} asked the same under the id `{}`",
                            before.version, old.id
                        ),
                        format!("Use the id `{}` again", old.id),
                    );
                }
            }
        }
    }
    if now.version != before.version + 1 {
        refusals.refuse(
            "version",
            format!(
                "the previous version is {}, and version numbers increase by one",
                before.version
            ),
            format!("Write {}", before.version + 1),
        );
    }
}

fn renamed<'a>(item: &Item, before: &'a [Item], now: &[Item]) -> Option<&'a Item> {
    before.iter().find(|old| old.text == item.text && !now.iter().any(|kept| kept.id == old.id))
}
