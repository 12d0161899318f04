//! Whoever uploaded the addresses of a collection sees its results from thirty responses.

use crate::{
    invitation::second_lists::send,
    support::{ANSWER, Place, Service},
};

/// A released collection whose addresses lead@speir.example uploaded, with so many responses.
fn uploaded(answers: usize) -> (Place, Service, [String; 2], String) {
    let place = Place::with_collections();
    let service = place.serve();
    let sign_in = |email: &str| service.sign_in(email, &place.user(email, "lead"));
    let cookies = ["lead@speir.example", "other@speir.example"].map(sign_in);
    place.sql("UPDATE users SET role = 'admin' WHERE email = 'other@speir.example'");
    let at = format!("/console/collections/{}", place.id("staff"));
    let list: String = (1..=40).map(|n| format!("person{n}@example.org\n")).collect();
    let path = format!("{at}/invitations/import");
    let added = send(&service, &path, &cookies[0], &[("list", &list), ("seen", "40")]);
    assert_eq!(added.status, 303, "{}", added.text);
    let link = place.link("staff");
    for _ in 0..answers {
        service.answer(&link, ANSWER);
    }
    place.release();
    (place, service, cookies, at)
}

#[test]
fn with_fewer_than_thirty_others_see_the_results() {
    let (place, service, [own, other], at) = uploaded(29);
    let results = format!("{at}/results");
    assert!(service.get_as(&results, &own).text.contains("You do not see these results"));
    assert!(!service.get_as(&results, &other).text.contains("You do not see these results"));
    let figures = format!("{at}/export/figures.csv");
    let rows = |cookie: &str| {
        let text = service.get_as(&figures, cookie).text;
        text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count()
    };
    assert!(rows(&own) < rows(&other), "{} and {}", rows(&own), rows(&other));
    let all = format!("/console/inspections/{}", place.inspection_id());
    let across = service.get_as(&format!("{all}/results"), &own).text;
    assert!(!across.contains("29 responses"), "{across}");
}

#[test]
fn pages_and_files_of_several_areas_name_what_is_kept() {
    let (place, service, [own, other], at) = uploaded(29);
    let title = place.collection("staff")["inspection"].as_str().unwrap().to_owned();
    place.run(&["programme", "create", "Kept"]);
    place.run(&["programme", "add", "Kept", &title]);
    place.released_days_ago(2, "survey <> 'staff'");
    let inspection = format!("/console/inspections/{}", place.inspection_id());
    let programme = crate::programme::path_of(&place, "Kept");
    let notice = "Not shown to you: Midlothian";
    for path in [
        format!("{inspection}/results?survey=staff"),
        format!("{inspection}/results?survey=all"),
        format!("{programme}/results?survey=staff"),
        format!("{programme}/results/compare?survey=staff"),
        format!("{programme}/results/over-time?survey=staff"),
        format!("{programme}/export"),
        format!("{inspection}/export"),
    ] {
        let seen = |cookie: &str| service.get_as(&path, cookie);
        assert_eq!(seen(&own).status, 200, "{path}");
        assert!(seen(&own).text.contains(notice), "{path}: {}", seen(&own).text);
        assert!(!seen(&other).text.contains("Not shown to you"), "{path}");
    }
    let files =
        [format!("{at}/export"), format!("{inspection}/export"), format!("{programme}/export")];
    for (path, file) in files
        .iter()
        .flat_map(|path| ["figures.csv", "codebook.csv", "results.json"].map(|file| (path, file)))
    {
        let seen = |cookie: &str| service.get_as(&format!("{path}/{file}"), cookie).text;
        let says = "The person who made this file uploaded the addresses";
        let says = if file == "figures.csv" { &says.to_lowercase()[..] } else { says };
        assert!(seen(&own).contains(says), "{path}/{file}: {}", seen(&own));
        assert!(!seen(&other).contains(says), "{path}/{file}");
    }
}

#[test]
fn comments_are_kept_from_them_too() {
    let (place, service, [own, other], at) = uploaded(29);
    let id = place.id("staff");
    let store = place.store();
    let mut connection = store.connection().unwrap();
    for _ in 0..12 {
        use diesel::prelude::*;
        use speir::store::{Id, schema::comments};
        diesel::insert_into(comments::table)
            .values((
                comments::collection.eq(id),
                comments::id.eq(Id::random()),
                comments::question.eq("comment"),
                comments::text.eq("Plainly said"),
                comments::seen.eq(false),
                comments::redacted.eq(false),
            ))
            .execute(&mut *connection)
            .unwrap();
    }
    let list = format!("{at}/comments");
    assert!(service.get_as(&list, &other).text.contains("12"));
    let kept = service.get_as(&list, &own);
    assert!(!kept.text.contains("Plainly said") && !kept.text.contains("12 comments"));
    assert!(
        !service.get_as(&format!("{list}/search?q=Plainly"), &own).text.contains("Plainly said")
    );
}

#[test]
fn with_thirty_they_see_them_as_others_do() {
    let (_place, service, [own, _], at) = uploaded(30);
    let results = service.get_as(&format!("{at}/results"), &own);
    assert_eq!(results.status, 200);
    assert!(!results.text.contains("You do not see these results"), "{}", results.text);
}
