//! Recognises area names as people write them.

use super::{Area, by_code};
use crate::text::fold::{folded, words};

/// Words that name no area: *Fife Council* is Fife.
const AROUND: [&str; 6] = ["council", "the", "area", "local", "authority", "region"];

/// Words of official names that people leave out: *Edinburgh* for City of Edinburgh, *Orkney* for
/// Orkney Islands.
const LEFT_OUT: [&str; 5] = ["city", "of", "and", "islands", "isles"];

/// Words as people shorten or misspell them.
const SPELT_OUT: [(&str, &str); 8] = [
    ("n", "north"),
    ("nth", "north"),
    ("s", "south"),
    ("sth", "south"),
    ("e", "east"),
    ("w", "west"),
    ("dumbartonshire", "dunbartonshire"),
    ("argyle", "argyll"),
];

/// Gaelic words that name no area.
const AROUND_GAELIC: [&str; 4] = ["comhairle", "baile", "agus", "is"];

/// Other names of areas, in Gaelic too, each with the official name.
const OTHER_NAMES: [(&str, &str); 47] = [
    ("Western Isles", "Na h-Eileanan Siar"),
    ("Eilean Siar", "Na h-Eileanan Siar"),
    ("Eileanan Siar", "Na h-Eileanan Siar"),
    ("Na h-Eileanan an Iar", "Na h-Eileanan Siar"),
    ("Eileanan an Iar", "Na h-Eileanan Siar"),
    ("nan Eilean Siar", "Na h-Eileanan Siar"),
    ("nan Eilean", "Na h-Eileanan Siar"),
    ("Outer Hebrides", "Na h-Eileanan Siar"),
    ("Highlands", "Highland"),
    ("A’ Ghàidhealtachd", "Highland"),
    ("na Gàidhealtachd", "Highland"),
    ("Borders", "Scottish Borders"),
    ("Clacks", "Clackmannanshire"),
    ("Obar Dheathain", "Aberdeen City"),
    ("Dùn Èideann", "City of Edinburgh"),
    ("Dùn Dè", "Dundee City"),
    ("Glaschu", "Glasgow City"),
    ("Fìobha", "Fife"),
    ("Moireibh", "Moray"),
    ("Sruighlea", "Stirling"),
    ("Inbhir Chluaidh", "Inverclyde"),
    ("Arcaibh", "Orkney Islands"),
    ("Sealtainn", "Shetland Islands"),
    ("Orkney Isles", "Orkney Islands"),
    ("Shetland Isles", "Shetland Islands"),
    ("Earra-Ghàidheal agus Bòd", "Argyll and Bute"),
    ("An Eaglais Bhreac", "Falkirk"),
    ("na h-Eaglaise Brice", "Falkirk"),
    ("Siorrachd Obar Dheathain", "Aberdeenshire"),
    ("Aonghas", "Angus"),
    ("Aonghais", "Angus"),
    ("Siorrachd Chlach Mhanann", "Clackmannanshire"),
    ("Dùn Phrìs agus Gall-Ghaidhealaibh", "Dumfries and Galloway"),
    ("Siorrachd Àir an Ear", "East Ayrshire"),
    ("Siorrachd Àir a Tuath", "North Ayrshire"),
    ("Siorrachd Àir a Deas", "South Ayrshire"),
    ("Siorrachd Dhùn Bhreatainn an Ear", "East Dunbartonshire"),
    ("Siorrachd Dhùn Bhreatainn an Iar", "West Dunbartonshire"),
    ("Lodainn an Ear", "East Lothian"),
    ("Lodainn an Iar", "West Lothian"),
    ("Meadhan Lodainn", "Midlothian"),
    ("Siorrachd Rinn Friù an Ear", "East Renfrewshire"),
    ("Siorrachd Rinn Friù", "Renfrewshire"),
    ("Siorrachd Lannraig a Tuath", "North Lanarkshire"),
    ("Siorrachd Lannraig a Deas", "South Lanarkshire"),
    ("Peairt agus Ceann Rois", "Perth and Kinross"),
    ("Crìochan na h-Alba", "Scottish Borders"),
];

/// The area that `text` names, once or twice: *Na h-Eileanan Siar (Western Isles)*.
pub(super) fn read(text: &str) -> Option<Area> {
    const BETWEEN: [char; 9] = ['(', ')', '[', ']', '/', '|', ',', '–', '—'];
    let twice = || {
        let text = text.replace(" - ", "/");
        let mut areas = text.split(BETWEEN).filter(|name| !name.trim().is_empty()).map(one);
        let area = areas.next()??;
        areas.all(|other| other == Some(area)).then_some(area)
    };
    one(text).or_else(twice)
}

/// The area of one name. A code may stand beside it, if both are of one area.
fn one(text: &str) -> Option<Area> {
    let words = words(text);
    let code = words.iter().find_map(|word| by_code(word));
    let name: Vec<String> = words.into_iter().filter(|word| by_code(word).is_none()).collect();
    match (code, named(&name)) {
        (Some(code), None) if name.is_empty() => Some(code),
        (Some(code), Some(named)) => Some(code).filter(|code| *code == named),
        (_, named) => named,
    }
}

fn named(words: &[String]) -> Option<Area> {
    let name = spelt_out(&without(words, &AROUND));
    let (joined, bare) = (name.concat(), without(&name, &LEFT_OUT));
    if bare.is_empty() {
        return None;
    }
    let official = |area: &Area| {
        let own = crate::text::fold::words(area.name());
        let own_bare = without(&own, &LEFT_OUT);
        own.concat() == joined
            || own_bare.concat() == bare.concat()
            || sorted(own_bare) == sorted(bare.clone())
    };
    let other = || {
        let spelling = unlenited(words);
        let is_alike = |(other, _): &&(&str, &str)| {
            folded(other) == joined || unlenited(&crate::text::fold::words(other)) == spelling
        };
        OTHER_NAMES.iter().find(is_alike).map(|(_, official)| *official)
    };
    Area::all().find(official).or_else(|| {
        let official = other()?;
        Area::all().find(|area| area.name() == official)
    })
}

fn spelt_out(words: &[String]) -> Vec<String> {
    let whole = |word: &String| {
        SPELT_OUT.iter().find(|(short, _)| short == word).map(|(_, whole)| (*whole).to_owned())
    };
    words.iter().map(|word| whole(word).unwrap_or_else(|| word.clone())).collect()
}

/// A name without the h that Gaelic puts after the first letter of a word behind another: *Baile
/// Ghlaschu* is Glaschu.
fn unlenited(words: &[String]) -> String {
    let words = without(&without(words, &AROUND), &AROUND_GAELIC);
    let bare = |word: &String| match word.as_bytes() {
        [b'b' | b'c' | b'd' | b'f' | b'g' | b'm' | b'p' | b's' | b't', b'h', ..] => {
            word.chars().take(1).chain(word.chars().skip(2)).collect()
        }
        _ => word.clone(),
    };
    words.iter().map(bare).collect()
}

fn without(words: &[String], left_out: &[&str]) -> Vec<String> {
    words.iter().filter(|word| !left_out.contains(&word.as_str())).cloned().collect()
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words
}

/// Why `text` is not an area, and which areas it could be.
pub(super) fn unknown(text: &str) -> String {
    let typed: String = text.trim().chars().take(60).collect();
    let asked = spelt_out(&without(&without(&words(text), &AROUND), &LEFT_OUT));
    let is_like =
        |area: &Area| asked.iter().any(|word| word.len() > 3 && folded(area.name()).contains(word));
    let like: Vec<&str> = Area::all().filter(is_like).map(Area::name).collect();
    match like.split_last() {
        None => format!(
            "“{typed}” is not a council area of Scotland: write its code, such as S12000019, or \
                its name"
        ),
        Some((only, [])) => format!(
            "“{typed}” is not a council area of Scotland: write {only} if you mean that one"
        ),
        Some((last, others)) => {
            format!("“{typed}” could be {} or {last}: write which one", others.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<&'static str> {
        text.parse::<Area>().ok().map(Area::name)
    }

    /// Every way in which a form, a file or a person writes one name.
    fn variants(name: &str) -> Vec<String> {
        let and = name.replace(" and ", " & ");
        let mut all = vec![
            name.to_owned(),
            and.clone(),
            and.replace(' ', ""),
            name.replace(' ', "-"),
            name.replace(' ', "\u{a0}"),
        ];
        all.extend([
            format!("{name} Council"),
            format!("The {name} council "),
            format!("{name}, Council Area"),
            format!("\u{200b}{name}."),
        ]);
        all.extend(all.clone().iter().flat_map(|text| [text.to_uppercase(), text.to_lowercase()]));
        all
    }

    #[test]
    fn every_area_is_read_in_every_spelling() {
        for area in Area::all() {
            for text in variants(area.name()) {
                assert_eq!(text.parse(), Ok(area), "{text:?}");
            }
            for text in [
                area.code().to_lowercase(),
                format!(" {} ", area.code()),
                format!("{} ({})", area.name(), area.code()),
            ] {
                assert_eq!(text.parse(), Ok(area), "{text:?}");
            }
        }
        for (other, official) in OTHER_NAMES {
            for text in variants(other) {
                assert_eq!(read(&text), Some(official), "{text:?}");
            }
        }
    }

    #[test]
    fn parts_of_official_names_are_enough() {
        for (text, name) in [
            ("Edinburgh", "City of Edinburgh"),
            ("Edinburgh, City of", "City of Edinburgh"),
            ("Edinburgh City Council", "City of Edinburgh"),
            ("The City of Edinburgh Council", "City of Edinburgh"),
            ("Aberdeen", "Aberdeen City"),
            ("Aberdeenshire", "Aberdeenshire"),
            ("City of Glasgow", "Glasgow City"),
            ("Dundee", "Dundee City"),
            ("Orkney", "Orkney Islands"),
            ("Shetland", "Shetland Islands"),
            ("Argyll Bute", "Argyll and Bute"),
            ("Ayrshire, East", "East Ayrshire"),
            ("Lanarkshire (North)", "North Lanarkshire"),
            ("Renfrewshire", "Renfrewshire"),
            ("Na h-Eileanan Siar", "Na h-Eileanan Siar"),
            ("comhairle nan eilean siar", "Na h-Eileanan Siar"),
            ("Na h-Eileanan Siar (Western Isles)", "Na h-Eileanan Siar"),
            ("Comhairle nan Eilean Siar / Western Isles Council", "Na h-Eileanan Siar"),
            ("Eileanan an Iar", "Na h-Eileanan Siar"),
            ("Highland [A’ Ghàidhealtachd]", "Highland"),
            ("Edinburgh (City of)", "City of Edinburgh"),
            ("Fife Council (S12000047)", "Fife"),
            ("Argyll &amp; Bute", "Argyll and Bute"),
            ("E. Lothian", "East Lothian"),
            ("N.Lanarkshire Council", "North Lanarkshire"),
            ("S Ayrshire", "South Ayrshire"),
            ("West Dumbartonshire", "West Dunbartonshire"),
            ("Western Isles (Na h-Eileanan Siar)", "Na h-Eileanan Siar"),
            ("Comhairle Baile Ghlaschu", "Glasgow City"),
            ("Comhairle Baile Dhùn Èideann", "City of Edinburgh"),
            ("Comhairle Fìobha", "Fife"),
            ("Comhairle Shruighlea", "Stirling"),
            ("Comhairle Pheairt is Cheann Rois", "Perth and Kinross"),
            ("Comhairle Siorrachd Àir an Ear", "East Ayrshire"),
            ("Comhairle na Gàidhealtachd", "Highland"),
            ("Comhairle nan Eilean", "Na h-Eileanan Siar"),
        ] {
            assert_eq!(read(text), Some(name), "{text:?}");
        }
    }

    #[test]
    fn no_spelling_names_two_areas() {
        let mut seen = std::collections::HashMap::new();
        let all = Area::all().flat_map(|area| {
            variants(area.name()).into_iter().map(move |text| (text, area.name()))
        });
        for (text, name) in all.chain(OTHER_NAMES.map(|(other, name)| (other.to_owned(), name))) {
            assert_eq!(*seen.entry(folded(&text)).or_insert(name), name, "{text:?}");
        }
    }

    #[test]
    fn what_could_be_several_areas_is_refused_with_their_names() {
        for (text, like) in [
            ("Ayrshire", "East Ayrshire, North Ayrshire or South Ayrshire"),
            ("lanarkshire council", "North Lanarkshire or South Lanarkshire"),
            ("Dunbartonshire", "East Dunbartonshire or West Dunbartonshire"),
            ("Lothian", "East Lothian, Midlothian or West Lothian"),
            ("Perth", "Perth and Kinross"),
        ] {
            let refused = text.parse::<Area>().expect_err(text);
            assert!(refused.contains(like), "{refused}");
        }
        for text in [
            "",
            "City",
            "Council",
            "Islands",
            "East",
            "S12000099",
            "Midlothian S12000036",
            "Yorkshire",
            "Fife / Angus",
            "Fife (Leven)",
        ] {
            assert!(text.parse::<Area>().is_err(), "{text:?}");
        }
    }
}
