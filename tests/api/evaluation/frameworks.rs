//! Frameworks that lack indicators, or change.

use super::{ADMIN, LEAD, Team};
use crate::support::Place;

#[test]
fn an_inspection_whose_framework_has_nothing_to_evaluate_by_says_so() {
    let place = Place::with_collections();
    place.sql(
        "INSERT INTO definitions (kind, key, definition) VALUES ('framework', 'bare', \
         '{\"key\":\"bare\",\"names\":{\"en\":\"A theme\"},\"questions\":[{\"number\":1,\
         \"en\":\"One\"}]}')",
    );
    place.sql("UPDATE inspections SET framework = 'bare'");
    let team = Team::of(place);
    let lacks = "“A theme” has no quality indicators and no scale of evaluations";
    let overview = format!("/console/inspections/{}", team.place().inspection_id());
    for path in [overview, team.table()] {
        let page = team.words(LEAD, &path);
        assert!(page.contains(lacks), "{page}");
    }
    assert_eq!(team.get(LEAD, &team.one("1.1")).status, 404);
}

#[test]
fn an_indicator_that_is_gone_stays_under_its_number() {
    let place = Place::with_collections();
    let mut team = Team::of(place);
    let (gone, stays) = (team.one("9.4"), team.one("9.3"));
    for one in [&gone, &stays] {
        team.written(LEAD, one, &[("grade", "very-good"), ("rationale", "They improve.")]);
    }
    let shipped = speir::survey::framework::as_shipped("joint-2018").unwrap();
    let changed = serde_json::to_string(&shipped)
        .unwrap()
        .replace("\"9.4\"", "\"9.5\"")
        .replace("\"very-good\"", "\"strong\"")
        .replace('\'', "''");
    team.place().sql(&format!(
        "INSERT INTO definitions (kind, key, definition) VALUES ('framework', 'joint-2018', \
         '{changed}')"
    ));
    team.restart();
    let marked = format!("{}?drafts=marked", team.table());
    let page = team.words(LEAD, &marked);
    for words in ["9.5 Improvement and change", "9.4 (no longer in the framework)", "very-good"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let page = team.words(LEAD, &gone);
    assert!(page.contains("Draft Grade very-good Rationale They improve."), "{page}");
    assert!(page.contains("very-good (no longer in the framework)"), "{page}");
    // It can be changed, keeping its grade or not.
    for grade in ["very-good", "good"] {
        team.written(ADMIN, &gone, &[("grade", grade), ("rationale", "They improved.")]);
    }
    assert_eq!(team.write(LEAD, &gone, &[("grade", "very-good")]).status, 422);
    assert_eq!(team.get(LEAD, &team.one("9.6")).status, 404);
}

#[test]
fn what_is_not_evaluated_here_is_not_there() {
    let team = Team::new();
    for place in ["S12000047/1.1", "Midlothian/1.1", "s12000019/1.1", "S12000019/1.2", "x/y"] {
        for path in ["", "/history", "/agree"] {
            let address = format!("{}/{place}{path}", team.table());
            assert_eq!(team.get(LEAD, &address).status, 404, "{address}");
        }
    }
}
