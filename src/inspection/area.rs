mod spelling;

use std::{fmt, str::FromStr};

/// One of the 32 council areas of Scotland.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area(usize);

/// GSS codes and names, in the order of the names.
const AREAS: [(&str, &str); 32] = [
    ("S12000033", "Aberdeen City"),
    ("S12000034", "Aberdeenshire"),
    ("S12000041", "Angus"),
    ("S12000035", "Argyll and Bute"),
    ("S12000036", "City of Edinburgh"),
    ("S12000005", "Clackmannanshire"),
    ("S12000006", "Dumfries and Galloway"),
    ("S12000042", "Dundee City"),
    ("S12000008", "East Ayrshire"),
    ("S12000045", "East Dunbartonshire"),
    ("S12000010", "East Lothian"),
    ("S12000011", "East Renfrewshire"),
    ("S12000014", "Falkirk"),
    ("S12000047", "Fife"),
    ("S12000049", "Glasgow City"),
    ("S12000017", "Highland"),
    ("S12000018", "Inverclyde"),
    ("S12000019", "Midlothian"),
    ("S12000020", "Moray"),
    ("S12000013", "Na h-Eileanan Siar"),
    ("S12000021", "North Ayrshire"),
    ("S12000050", "North Lanarkshire"),
    ("S12000023", "Orkney Islands"),
    ("S12000048", "Perth and Kinross"),
    ("S12000038", "Renfrewshire"),
    ("S12000026", "Scottish Borders"),
    ("S12000027", "Shetland Islands"),
    ("S12000028", "South Ayrshire"),
    ("S12000029", "South Lanarkshire"),
    ("S12000030", "Stirling"),
    ("S12000039", "West Dunbartonshire"),
    ("S12000040", "West Lothian"),
];

/// Codes that were replaced when a boundary moved, with those of today (Standard Geography Code
/// Register).
const SUPERSEDED: [(&str, &str); 16] = [
    ("S12000001", "S12000033"),
    ("S12000002", "S12000034"),
    ("S12000003", "S12000041"),
    ("S12000004", "S12000035"),
    ("S12000007", "S12000042"),
    ("S12000009", "S12000045"),
    ("S12000012", "S12000036"),
    ("S12000015", "S12000047"),
    ("S12000016", "S12000049"),
    ("S12000022", "S12000050"),
    ("S12000024", "S12000048"),
    ("S12000025", "S12000038"),
    ("S12000037", "S12000049"),
    ("S12000043", "S12000049"),
    ("S12000044", "S12000050"),
    ("S12000046", "S12000049"),
];

impl Area {
    /// Every area, in the order of their names.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..AREAS.len()).map(Self)
    }

    /// The GSS code.
    pub fn code(self) -> &'static str {
        AREAS.get(self.0).map_or("", |(code, _)| code)
    }

    pub fn name(self) -> &'static str {
        AREAS.get(self.0).map_or("", |(_, name)| name)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads a GSS code, a superseded one too, or a name as people write it: in any case, with or
/// without *Council* and *City of*, with `&` or *and*, hyphens, commas or accents, and by the other
/// names that an area is known by.
impl FromStr for Area {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // What the database holds is read without comparing names.
        by_code(text).or_else(|| spelling::read(text)).ok_or_else(|| spelling::unknown(text))
    }
}

/// The area of a GSS code, a superseded one too.
fn by_code(text: &str) -> Option<Area> {
    let current = SUPERSEDED
        .iter()
        .find(|(old, _)| old.eq_ignore_ascii_case(text))
        .map_or(text, |(_, new)| new);
    AREAS.iter().position(|(code, _)| code.eq_ignore_ascii_case(current)).map(Area)
}

crate::store::text_column!(Area);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_is_found_by_its_code_and_by_its_name() {
        for area in Area::all() {
            assert_eq!(area.code().parse(), Ok(area));
            assert_eq!(area.name().to_lowercase().parse(), Ok(area));
        }
        assert!(AREAS.is_sorted_by_key(|(_, name)| name));
    }

    #[test]
    fn a_superseded_code_leads_to_the_area_of_today() {
        assert_eq!("S12000015".parse::<Area>().expect("an area").name(), "Fife");
        for code in ["S12000016", "S12000037", "s12000043", "S12000046"] {
            assert_eq!(code.parse::<Area>().expect("an area").name(), "Glasgow City");
        }
        for (old, new) in SUPERSEDED {
            assert_eq!(old.parse::<Area>().map(Area::code).as_deref(), Ok(new));
            assert!(AREAS.iter().all(|(code, _)| *code != old), "{old} is a code of today");
        }
        assert!("S12000099".parse::<Area>().is_err());
    }
}
