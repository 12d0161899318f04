//! The options of a question.

use std::{collections::BTreeMap, sync::Arc};

use super::file::{Face, OptionEntry};

/// One option of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key that authors write")]
pub struct Opt {
    pub id: String,
    pub text: String,
    pub favourable: bool,
    pub unfavourable: bool,
    pub outside: bool,
    /// Whether it excludes all other options.
    pub alone: bool,
    pub face: Option<Face>,
}

/// The options of a definition in English or in a translation.
pub fn options(
    entries: &[OptionEntry],
    translated: Option<&BTreeMap<String, String>>,
) -> Arc<[Opt]> {
    entries
        .iter()
        .map(|entry| Opt {
            id: entry.id.clone(),
            text: translated.and_then(|t| t.get(&entry.id)).unwrap_or(&entry.text).clone(),
            favourable: entry.favourable,
            unfavourable: entry.unfavourable,
            outside: entry.outside,
            alone: entry.alone,
            face: entry.face,
        })
        .collect()
}

/// The same with the favourable and the unfavourable side exchanged.
pub fn reversed(options: &[Opt]) -> Arc<[Opt]> {
    let turned = |option: &Opt| Opt {
        favourable: option.unfavourable,
        unfavourable: option.favourable,
        ..option.clone()
    };
    options.iter().map(turned).collect()
}

/// The places of the options with these ids, as bits.
pub fn bits(options: &[Opt], ids: &[String]) -> u32 {
    let named = options.iter().zip(0..u32::BITS).filter(|(option, _)| ids.contains(&option.id));
    named.fold(0, |bits, (_, place)| bits | 1 << place)
}
