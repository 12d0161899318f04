//! Links as mail programs, chats and posters pass them on.

use crate::support::{Place, Slips};

/// Follows redirects of this service from `path`, and gives the last path and its status.
fn follow(service: &crate::support::Service, path: &str) -> (String, u16, String) {
    let mut at = path.to_owned();
    for _ in 0..4 {
        let answer = service.get(&at);
        if answer.status != 303 {
            return (at, answer.status, answer.text);
        }
        assert!(
            answer.location.starts_with('/') && !answer.location.starts_with("//"),
            "{}",
            answer.location
        );
        at = answer.location;
    }
    panic!("{path} leads round in circles");
}

#[test]
fn a_link_opens_with_whatever_a_mail_program_adds() {
    let place = Place::with_collections();
    let slips = Slips::make(&place, "staff", 8);
    let service = place.serve();
    let link = place.link("staff");
    let ticket = format!("/s/{link}/{}", place.ticket("staff", &slips.codes[0]));
    let behind = [
        ".",
        ",",
        ")",
        "%20",
        "%3E",
        "&gt;",
        "%22",
        "'",
        "/",
        "%C2%A0",
        "=",
        "%E2%80%9D",
        "%0D%0A",
        "*",
        "!",
        ").",
        ";",
        "]",
    ];
    for more in behind {
        let (_, status, text) = follow(&service, &format!("/s/{link}{more}"));
        assert!(status == 200 && text.contains("data-send="), "{more}: {status}");
        let (at, status, _) = follow(&service, &format!("{ticket}{more}"));
        assert_eq!((at.as_str(), status), (ticket.as_str(), 200), "{more}");
    }
    for damaged in [
        format!("/S/{}", link.to_uppercase()),
        format!("/s/{}.", link.to_uppercase()),
        format!("/http://speir.example/s/{link}"),
        format!("/s/%20{link}"),
        format!("/s/{}=%0D%0A{}", &link[..4], &link[4..]),
        format!("/s/{link}.?lang=gd."),
    ] {
        let (_, status, text) = follow(&service, &damaged);
        assert!(status == 200 && text.contains("data-send="), "{damaged}: {status}");
        assert_eq!(text.contains("<html lang=\"gd\">"), damaged.contains("gd"), "{damaged}");
    }
    assert_eq!(follow(&service, "/code).").0, "/code");
    assert_eq!(follow(&service, "/help.").0, "/help");
    let collection =
        format!("/console/collections/{}", place.collections()[0]["id"].as_str().unwrap());
    for page in
        ["/console", "/console/audit", "/console/account/digest", "/surveys-now", &collection]
    {
        for more in [".", ").", "%20", "/", "%E2%80%9D", "%3E"] {
            assert_eq!(service.get(&format!("{page}{more}")).location, page, "{page}{more}");
        }
    }
    assert_eq!(service.get("/api/v1/openapi.json.").status, 404);
    assert_eq!(place.returned("staff"), 0);
}

#[test]
fn an_unknown_link_stays_unknown_however_it_is_damaged() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    for path in [
        "/s/bbbbbbbbbb.",
        "/s/%3Cbbbbbbbbbb%3E",
        "/s/.",
        "/stop/nothing.",
        "/join/nothing)",
        "/digest/stop/nothing.",
    ] {
        assert!(matches!(follow(&service, path).1, 404 | 410), "{path}");
    }
    assert_eq!(follow(&service, &format!("/s/{link}x")).1, 404);
    assert_eq!(follow(&service, &format!("/s/{link}/not-a-ticket.")).1, 404);
}

#[test]
fn a_code_is_read_out_of_the_words_around_it() {
    let place = Place::with_collections();
    let slips = Slips::make(&place, "staff", 8);
    let service = place.serve();
    let code = &slips.codes[0];
    for typed in [
        format!("  {code} "),
        format!("{code}."),
        format!("“{code}”,"),
        format!("({})", code.to_lowercase()),
        format!("{code}\u{b}"),
    ] {
        let body = serde_urlencoded::to_string([("code", &typed)]).unwrap();
        let answer = service.post("/code", body);
        assert_eq!(answer.status, 303, "{typed:?}: {}", answer.text);
    }
}
