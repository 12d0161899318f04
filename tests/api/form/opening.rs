//! Opening a form, in every state.

use std::process::Command;

use chrono::Days;

use crate::support::{Place, inspection, today, wait_until};

#[test]
fn an_open_link_gives_a_fresh_ticket_and_everybody_the_same_bytes() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("age-8-15");
    let (first, second) = (service.open(&link), service.open(&link));
    assert_ne!(first, second);
    let (first, second) = (service.get(&first), service.get(&second));
    assert_eq!(first.status, 200);
    assert_eq!(first.text, second.text);
    assert!(first.text.contains("<h1>What do you think?</h1>"));
    assert!(first.text.contains("0800 1111"));
}

#[test]
fn every_form_is_one_request_of_less_than_ten_kilobytes() {
    let place = Place::with_collections();
    let service = place.serve();
    for collection in place.collections() {
        let path = service.open(collection["link"].as_str().unwrap());
        for query in ["", "?lang=gd"] {
            let answer = service.pressed(&format!("{path}{query}"));
            assert!(
                answer.size < 10 * 1024,
                "{} {query}: {} bytes",
                collection["audience"],
                answer.size
            );
            let plain = service.get(&format!("{path}{query}")).text;
            for elsewhere in ["src=", "@import", "url(", "<link rel=\"stylesheet\""] {
                assert!(!plain.contains(elsewhere), "{elsewhere} loads something more");
            }
        }
    }
}

#[test]
fn whoever_opens_a_form_first_has_the_small_page_too() {
    let place = Place::with_collections();
    let service = place.serve_with(&[("SPEIR_LOG", "debug")]);
    wait_until("all forms are compressed", || place.log().contains("the forms are compressed"));
    for collection in place.collections() {
        let path = service.open(collection["link"].as_str().unwrap());
        for query in ["", "?lang=gd"] {
            let answer = service.get_encoded(&format!("{path}{query}"), "br");
            assert!(answer.headers.contains("\"br\"") && answer.size < 10 * 1024, "{query}");
        }
    }
}

#[test]
fn a_form_is_read_in_gaelic_too_and_stays_so() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("age-16-plus");
    let entered = service.get(&format!("/s/{link}?lang=gd"));
    assert!(entered.location.ends_with("?lang=gd"));
    let form = service.get(&entered.location);
    assert!(form.text.contains("<html lang=\"gd\">"));
    let sent = service.post(&entered.location, "worker=teacher");
    assert_eq!(sent.location, format!("/s/{link}/thanks?lang=gd"));
    assert!(service.get(&sent.location).text.contains("<html lang=\"gd\">"));
}

#[test]
fn a_collection_that_is_not_open_says_when_it_opens_or_that_it_has_closed() {
    let place = Place::new();
    place.publish_all();
    place.create(&inspection("Fife", today() + Days::new(3), today() + Days::new(9)));
    place.create(&inspection("Angus", today() - Days::new(9), today() - Days::new(3)));
    let service = place.serve();
    let link = |area: &str| {
        let all = place.collections();
        all.iter().find(|c| c["area_name"] == area).unwrap()["link"].as_str().unwrap().to_owned()
    };
    let ticket = "AAAAAAAAAAAAAAAAAAAAAA";
    for path in [format!("/s/{}", link("Fife")), format!("/s/{}/{ticket}", link("Fife"))] {
        let answer = service.get(&path);
        assert_eq!(answer.status, 404);
        assert!(answer.text.contains("It opens on"));
    }
    for path in [format!("/s/{}", link("Angus")), format!("/s/{}/{ticket}", link("Angus"))] {
        let answer = service.get(&path);
        assert_eq!(answer.status, 410);
        assert!(answer.text.contains("It closed on"));
    }
    assert_eq!(
        service.post(&format!("/s/{}/{ticket}", link("Fife")), "worker=teacher").status,
        404
    );
    assert_eq!(
        service.post(&format!("/s/{}/{ticket}", link("Angus")), "worker=teacher").status,
        410
    );
    assert!(place.collections().iter().all(|c| c["returned"] == 0));
}

#[test]
fn an_address_that_leads_nowhere_says_so_in_words() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    for path in [
        "/s/bbbbbbbbbb".to_owned(),
        "/s/x".to_owned(),
        format!("/s/{link}/not-a-ticket"),
        "/nowhere".to_owned(),
    ] {
        let answer = service.get(&path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text.contains("<h1>"), "{path}");
    }
    assert_eq!(service.post("/s/bbbbbbbbbb/AAAAAAAAAAAAAAAAAAAAAA", "agency=health").status, 404);
}

#[test]
fn looking_at_a_form_changes_nothing_however_often_and_by_whatever_means() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let path = service.open(&link);
    for _ in 0..3 {
        assert_eq!(service.get(&path).status, 200);
        let head = service.agent.head(format!("{}{path}", service.base)).call().unwrap();
        assert_eq!(head.status().as_u16(), 200);
    }
    assert_eq!(place.returned("staff"), 0);
    assert_eq!(service.post(&path, "agency=health").status, 303);
    assert_eq!(place.returned("staff"), 1);
}

#[test]
fn leaving_leads_to_the_neutral_page_and_clears_what_the_browser_kept() {
    let place = Place::new();
    let service = place.serve_with(&[("SPEIR_LEAVE_TO", "https://example.org/weather")]);
    let answer = service.get("/leave");
    assert_eq!((answer.status, answer.location.as_str()), (303, "https://example.org/weather"));
    assert!(answer.headers.contains("clear-site-data"));
}

#[test]
fn no_page_for_respondents_sets_a_cookie_or_tells_its_address() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("parents-carers");
    let form = service.open(&link);
    let sent = service.post(&form, "carer-type=parent");
    assert_eq!(sent.status, 303, "{}", sent.text);
    let thanks = format!("/s/{link}/thanks");
    for path in
        [form.as_str(), &thanks, "/", "/help", "/privacy", "/accessibility", "/leave", "/nowhere"]
    {
        let answer = service.get(path);
        assert!(!answer.headers.contains("set-cookie"), "{path}");
        assert!(
            answer.headers.contains("\"referrer-policy\": \"no-referrer\""),
            "{path}: {}",
            answer.headers
        );
        assert!(answer.headers.contains("\"cache-control\": \"no-store\""), "{path}");
        if answer.status != 303 {
            assert!(answer.headers.contains("default-src 'none'"), "{path}");
        }
    }
}

#[test]
fn the_service_starts_on_an_existing_database() {
    let place = Place::with_collections();
    place.serve().stop();
    let service = place.serve();
    assert_eq!(service.get("/health/live").text, "ok\n");
    let ready = Command::new("true").status().is_ok()
        && service
            .agent
            .get(format!("{}/health/ready", service.operations))
            .call()
            .unwrap()
            .status()
            == 200;
    assert!(ready);
}

#[test]
fn an_address_with_a_slash_or_capitals_too_many_leads_to_the_page_that_was_meant() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    for (path, meant) in [
        (format!("/s/{link}/?lang=gd"), format!("/s/{link}?lang=gd")),
        (format!("/S/{}", link.to_uppercase()), format!("/s/{}", link.to_uppercase())),
        ("/privacy/".to_owned(), "/privacy".to_owned()),
    ] {
        let answer = service.get(&path);
        assert_eq!((answer.status, answer.location), (303, meant), "{path}");
    }
    assert_eq!(service.get(&format!("/s/{}", link.to_uppercase())).status, 303);
    for elsewhere in ["//elsewhere.example/", "/\\elsewhere.example/", "/x//elsewhere.example/"] {
        assert_eq!(raw_get(&service.base, elsewhere), "HTTP/1.1 404 Not Found", "{elsewhere}");
    }
}

/// The status line of an answer to a path as it stands, with nothing tidied by a client.
fn raw_get(base: &str, path: &str) -> String {
    use std::io::{BufRead, BufReader, Write};
    let mut stream = std::net::TcpStream::connect(base.trim_start_matches("http://")).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: speir\r\nConnection: close\r\n\r\n").unwrap();
    BufReader::new(stream).lines().next().unwrap().unwrap()
}
