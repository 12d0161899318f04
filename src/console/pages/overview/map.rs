//! Scotland as a list of tiles: each with the letters of its area, its rate, and a shape and a
//! border for its course.

use maud::{Markup, html};

use super::{
    model::{AreaRow, Overview},
    tiles::{Tile, tiles},
};
use crate::{console::views::bar, fieldwork::Course, rates::Rate, web::paths};

/// The lowest percentage of each shade.
const SHADES: [u64; 4] = [20, 40, 60, 80];

/// The list. Each tile is a live region.
pub fn map(overview: &Overview) -> Markup {
    html! {
        ul.map role="list" {
            @for tile in tiles() {
                @match row_of(overview, &tile) {
                    Some(row) => li class=(place(&tile)) data-live=(key(row)) { (inside(row, tile.letters)) },
                    None => li class={ (place(&tile)) " off" } {
                        span.letters aria-hidden="true" { (tile.letters) }
                        span.unseen { (tile.area) ", not asked" }
                    },
                }
            }
        }
    }
}

/// The live regions: the contents of each tile.
pub fn moving(overview: &Overview) -> impl Iterator<Item = (String, Markup)> + '_ {
    let tiles = overview.has_rates().then(tiles).into_iter().flatten();
    tiles.filter_map(move |tile| {
        row_of(overview, &tile).map(|row| (key(row), inside(row, tile.letters)))
    })
}

fn row_of<'a>(overview: &'a Overview, tile: &Tile) -> Option<&'a AreaRow> {
    overview.areas.iter().find(|row| row.area == tile.area)
}

fn key(row: &AreaRow) -> String {
    format!("tile-{}", row.area.code())
}

/// The style sheet places each row and column.
fn place(tile: &Tile) -> String {
    format!("r{} c{}", tile.row, tile.column)
}

fn inside(row: &AreaRow, letters: &str) -> Markup {
    let course = row.most_urgent().map_or(Course::Unmeasured, |cell| cell.standing.course);
    let percent = row.total.and_then(Rate::percent);
    let shade = percent.map_or(0, |percent| SHADES.iter().filter(|from| percent >= **from).count());
    html! {
        a class={ "tile s" (shade) " " (course.key()) } href=(leads_to(row)) {
            span.letters aria-hidden="true" { (letters) }
            (bar::sign(course))
            span.unseen { (row.area) ", " }
            @match percent {
                Some(percent) => { b { (percent) } span.unseen { "%, " (course.name()) } }
                None => { b aria-hidden="true" { "–" } span.unseen { "no rate, " (course.name()) } }
            }
        }
    }
}

/// The only collection of an area, or else the area's row in the table.
fn leads_to(row: &AreaRow) -> String {
    let mut cells = row.cells.iter().flatten();
    match (cells.next(), cells.next()) {
        (Some(only), None) => paths::collection::PAGE.of(only.collection),
        _ => format!("#{}", row.area.code()),
    }
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::{
        super::{
            model_tests::{everywhere, two_areas},
            params::Params,
        },
        *,
    };

    fn count(page: &Html, selector: &str) -> usize {
        page.select(&Selector::parse(selector).expect("a selector")).count()
    }

    #[test]
    fn areas_that_are_asked_are_links_and_the_others_are_not() {
        let page = Html::parse_fragment(&map(&two_areas()).into_string());
        assert_eq!(
            (count(&page, "li"), count(&page, "a"), count(&page, "li.off:not(:has(a))")),
            (32, 2, 30)
        );
        let html = map(&two_areas()).into_string();
        assert!(
            html.contains(
                "<span class=\"unseen\">Fife, </span><b>10</b><span class=\"unseen\">%, \
                Behind</span>"
            ),
            "{html}"
        );
        assert!(html.contains("href=\"#S12000019\""), "Midlothian asks two audiences: {html}");
        assert!(html.contains("<b>45</b>"), "what is held back is in no rate: {html}");
    }

    #[test]
    fn every_area_can_be_there_at_once_and_moves_by_itself() {
        let overview = everywhere(Params::default());
        let page = Html::parse_fragment(&map(&overview).into_string());
        assert_eq!(
            (
                count(&page, "li[data-live] > a[href^='/console/collections/']"),
                count(&page, ".off")
            ),
            (32, 0)
        );
        assert_eq!(moving(&overview).count(), 32);
        for shade in 0..=4 {
            assert!(count(&page, &format!(".s{shade}")) > 0, "shade {shade}");
        }
    }
}
