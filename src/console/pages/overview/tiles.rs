//! The place of each area on the tile map, and its two letters.

use crate::inspection::Area;

/// One area on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    pub area: Area,
    pub letters: &'static str,
    /// From 1, at the top.
    pub row: u8,
    /// From 1, at the left.
    pub column: u8,
}

/// The last two digits of each area's code, its letters, its row and its column, from the
/// north-west.
const TILES: [(&str, &str, u8, u8); 32] = [
    ("27", "SH", 1, 6),
    ("23", "OR", 2, 5),
    ("13", "NE", 3, 1),
    ("17", "HI", 3, 3),
    ("20", "MO", 3, 4),
    ("34", "AS", 3, 5),
    ("33", "AC", 3, 6),
    ("35", "AB", 4, 2),
    ("30", "ST", 4, 3),
    ("48", "PK", 4, 4),
    ("42", "DU", 4, 5),
    ("41", "AN", 4, 6),
    ("39", "WD", 5, 2),
    ("45", "ED", 5, 3),
    ("05", "CL", 5, 4),
    ("47", "FI", 5, 5),
    ("18", "IN", 6, 1),
    ("38", "RE", 6, 2),
    ("49", "GL", 6, 3),
    ("50", "NL", 6, 4),
    ("14", "FA", 6, 5),
    ("36", "CE", 6, 6),
    ("21", "NA", 7, 2),
    ("11", "ER", 7, 3),
    ("29", "SL", 7, 4),
    ("40", "WL", 7, 5),
    ("19", "ML", 7, 6),
    ("10", "EL", 7, 7),
    ("28", "SA", 8, 2),
    ("08", "EA", 8, 3),
    ("06", "DG", 8, 4),
    ("26", "SB", 8, 6),
];

/// Every tile, from the north-west to the south-east.
pub fn tiles() -> impl Iterator<Item = Tile> {
    TILES.iter().filter_map(|&(digits, letters, row, column)| {
        let area = Area::all().find(|area| area.code().ends_with(digits))?;
        Some(Tile { area, letters, row, column })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// How many rows and columns the style sheet can place.
    const SIZE: (u8, u8) = (8, 7);

    #[test]
    fn every_area_has_one_tile_of_its_own_inside_of_the_map() {
        let all: Vec<_> = tiles().collect();
        assert_eq!(
            all.iter().map(|tile| tile.area).collect::<BTreeSet<_>>(),
            Area::all().collect()
        );
        assert_eq!(all.iter().map(|tile| tile.letters).collect::<BTreeSet<_>>().len(), 32);
        assert_eq!(
            all.iter().map(|tile| (tile.row, tile.column)).collect::<BTreeSet<_>>().len(),
            32
        );
        assert!(
            all.is_sorted_by_key(|tile| (tile.row, tile.column)),
            "screen readers go from north to south"
        );
        for tile in all {
            assert!(
                (1..=SIZE.0).contains(&tile.row) && (1..=SIZE.1).contains(&tile.column),
                "{tile:?}"
            );
        }
    }

    #[test]
    fn neighbours_lie_beside_each_other() {
        let place = |name: &str| {
            let tile = tiles().find(|tile| tile.area.name() == name).expect("a tile");
            (tile.row, tile.column)
        };
        assert_eq!(place("Shetland Islands"), (1, 6));
        assert_eq!(place("City of Edinburgh"), (6, 6));
        assert_eq!(place("Midlothian"), (7, 6));
        assert_eq!(place("East Lothian"), (7, 7));
        assert_eq!(place("Na h-Eileanan Siar"), (3, 1));
        assert_eq!(place("Scottish Borders"), (8, 6));
    }
}
