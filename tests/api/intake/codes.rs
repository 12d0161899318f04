//! Typing the code of a slip.

use chrono::Days;

use crate::support::{Place, Service, Slips, inspection, today};

const HERE: &str = "203.0.113.5";

#[test]
fn a_code_opens_its_form_however_it_is_spelt_and_counts_once() {
    let place = Place::with_collections();
    let (slips, others) = (Slips::make(&place, "age-8-15", 8), Slips::make(&place, "staff", 8));
    let service = place.serve();
    let link = place.link("age-8-15");
    let spellings: [fn(&str) -> String; 6] = [
        str::to_owned,
        str::to_lowercase,
        |code| code.replace('-', ""),
        |code| code.replace('-', " \u{2013} "),
        |code| code.chars().flat_map(|c| [c, '\u{a0}']).collect(),
        |code| {
            code.replace('B', "8")
                .replace('S', "5")
                .replace('Z', "2")
                .replace('G', "6")
                .replace('L', "1")
        },
    ];
    for (code, spell) in slips.codes.iter().zip(spellings) {
        let found = service.type_code(&spell(code), HERE);
        assert_eq!(found.status, 303, "{}", found.text);
        assert_eq!(found.location, format!("/s/{link}/{}", place.ticket("age-8-15", code)));
        for _ in 0..2 {
            assert_eq!(service.get(&found.location).status, 200, "opening it spends nothing");
        }
        for _ in 0..3 {
            assert_eq!(service.post(&found.location, "worker=teacher").status, 303);
        }
        let again = service.type_code(code, HERE);
        assert!(
            service.get(&again.location).text.contains("already been sent"),
            "{}",
            again.location
        );
    }
    assert_eq!((place.returned("age-8-15"), place.returned("staff")), (6, 0));
    assert_eq!((place.used("age-8-15"), place.used("staff")), (6, 0));
    let other = service.type_code(&others.codes[0], HERE);
    assert!(
        other.location.starts_with(&format!("/s/{}/", place.link("staff"))),
        "{}",
        other.location
    );
    service.stop();
    let service = place.serve();
    let forgotten = service.type_code(&slips.codes[0], HERE);
    assert_eq!(forgotten.status, 422);
    assert!(forgotten.text.contains("A code works only once"));
    assert_eq!(
        place.run(&["check-store"]).lines().count(),
        2,
        "the data and the audit log, and no complaint"
    );
}

#[test]
fn what_opens_nothing_is_explained_and_kept() {
    let place = Place::with_collections();
    let slips = Slips::make(&place, "staff", 8);
    let service = place.serve();
    for (typed, words) in [
        ("", "Type the code that is on your slip"),
        ("BCDF", "You typed 4."),
        ("BCDF-GHJE", "No code has “E” in it"),
        ("B\u{fffd}", "No code has “\u{fffd}” in it"),
        ("<b>\"", "No code has “&lt;” in it"),
        ("BCDF-GHJK", "does not open a form"),
    ] {
        let answer = service.type_code(typed, HERE);
        assert_eq!(answer.status, 422, "{typed}");
        let kept = typed.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        for part in [
            "<title>Error: ",
            "There is a problem",
            "role=\"alert\"",
            words,
            &format!("value=\"{kept}\""),
        ] {
            assert!(answer.text.contains(part), "{typed}: {part} is not in {}", answer.text);
        }
    }
    let control = service.post("/code", "code=B%00CD%FF");
    assert!(
        control.status == 422 && control.text.contains("value=\"BCD\u{fffd}\""),
        "{}",
        control.text
    );
    let request =
        service.agent.post(format!("{}/code", service.base)).header("Sec-Fetch-Site", "cross-site");
    let elsewhere = request
        .content_type("application/x-www-form-urlencoded")
        .send(format!("code={}", slips.codes[0]));
    assert_eq!(elsewhere.unwrap().status(), 400);
    let gaelic = service.post("/code?lang=gd", format!("code={}", slips.codes[0]));
    assert!(gaelic.location.ends_with("?lang=gd"), "{}", gaelic.location);
    assert_eq!(service.get("/CODE/").location, "/code");
    assert!(service.get("/").text.contains("href=\"/code\""));
    assert_eq!(place.returned("staff"), 0);
}

#[test]
fn the_twenty_first_wrong_code_of_a_network_waits_and_a_class_with_right_ones_never_does() {
    let place = Place::with_collections();
    let slips = Slips::make(&place, "age-8-15", 33);
    let service = place.serve();
    for (number, code) in slips.codes.iter().enumerate() {
        assert_eq!(service.type_code(code, HERE).status, 303);
        // A slip of the pen is no guess.
        assert_eq!(service.type_code("BCDF-GHJ", HERE).status, 422);
        if number < 20 {
            assert_eq!(service.type_code("BCDF-GHJK", HERE).status, 422);
        }
        if number == 19 {
            break;
        }
    }
    let right = &slips.codes[20];
    let refused = service.type_code(right, HERE);
    assert_eq!(refused.status, 429);
    assert!(refused.headers.contains("retry-after"));
    for part in ["Wait one minute", "you can scan that now", &format!("value=\"{right}\"")] {
        assert!(refused.text.contains(part), "{part} is not in {}", refused.text);
    }
    assert_eq!(service.type_code(right, "203.0.113.6").status, 303, "another network goes on");
    let scanned = format!("/s/{}/{}", place.link("age-8-15"), place.ticket("age-8-15", right));
    assert_eq!(service.get(&scanned).status, 200, "what is scanned is not limited");
    // The machine itself is a network like any other.
    for _ in 0..20 {
        assert_eq!(service.post("/code", "code=BCDF-GHJK").status, 422);
    }
    assert_eq!(service.post("/code", "code=BCDF-GHJK").status, 429);
}

/// Types a wrong code as each of these networks, several at a time.
fn guess(service: &Service, networks: &[String]) {
    std::thread::scope(|scope| {
        for networks in networks.chunks(networks.len().div_ceil(4)) {
            scope.spawn(move || {
                for network in networks {
                    let status = service.type_code("BCDF-GHJK", network).status;
                    assert!(status == 422 || status == 429, "{status}");
                }
            });
        }
    });
}

/// A class behind one address: each child first leaves a letter out, four type a wrong code, and
/// all get in.
fn class_types(service: &Service, codes: &[String], network: &str) {
    assert_eq!(codes.len(), 33);
    for (child, code) in codes.iter().enumerate() {
        assert_eq!(service.type_code("BCDF-GHJ", network).status, 422);
        if child % 9 == 0 {
            assert_eq!(service.type_code("BCDF-GHJK", network).status, 422, "child {child}");
        }
        assert_eq!(service.type_code(code, network).status, 303, "child {child}");
    }
}

#[test]
fn a_class_types_its_codes_while_others_guess() {
    let place = Place::with_collections();
    let slips = Slips::make(&place, "age-8-15", 99);
    let service = place.serve();
    let one = vec!["198.51.100.1".to_owned(); 10_000];
    let many: Vec<String> =
        (0..1_000).map(|n| format!("[2001:db8:0:{:x}::{n:x}]:443", n % 50)).collect();
    // With 70 whole sites the limit for everybody is used up, and so stays for as long as they go
    // on.
    let sites: Vec<String> = (0..1_400).map(|n| format!("2001:db8:{:x}::1", n % 70)).collect();
    for (guessing, (codes, class)) in [one, many, sites].iter().zip(slips.codes.chunks(33).zip([
        "203.0.113.1",
        "203.0.113.2",
        "203.0.113.3",
    ])) {
        std::thread::scope(|scope| {
            scope.spawn(|| guess(&service, guessing));
            class_types(&service, codes, class);
        });
        guess(&service, &guessing[..100]);
        let after = service.type_code(&codes[0], class);
        assert_eq!(after.status, 303, "{}", after.text);
    }
    for wrong in 0..16 {
        let status = service.type_code("BCDF-GHJK", "203.0.113.4").status;
        assert_eq!(
            status,
            if wrong < 5 { 422 } else { 429 },
            "the limit for everybody was not used up: {wrong}"
        );
    }
}

#[test]
fn of_two_forwarded_lines_the_last_counts_and_only_from_a_named_proxy() {
    let place = Place::with_collections();
    let service = place.serve();
    let type_wrong = |service: &Service, lines: &[String]| {
        let mut request = service.agent.post(format!("{}/code", service.base));
        for line in lines {
            request = request.header("X-Forwarded-For", line);
        }
        let request = request.content_type("application/x-www-form-urlencoded");
        request.send("code=BCDF-GHJK").unwrap().status().as_u16()
    };
    for n in 0..20 {
        let lines = [format!("198.51.100.{n}"), format!("198.51.100.{n}, {HERE}:{}", 40_000 + n)];
        assert_eq!(type_wrong(&service, &lines), 422);
    }
    assert_eq!(type_wrong(&service, &[HERE.to_owned()]), 429);
    assert_eq!(type_wrong(&service, &[HERE.to_owned(), "203.0.113.6".to_owned()]), 422);
    drop(service);
    let service = place.serve_with(&[("SPEIR_PROXIES", "192.0.2.1")]);
    for n in 0..20 {
        assert_eq!(type_wrong(&service, &[format!("198.51.100.{n}")]), 422);
    }
    assert_eq!(type_wrong(&service, &[HERE.to_owned()]), 429, "loopback is no named proxy");
}

#[test]
fn a_whole_school_types_its_codes_in_one_instant() {
    let place = Place::with_collections();
    let slips = Slips::make(&place, "age-8-15", 99);
    let service = place.serve();
    std::thread::scope(|scope| {
        let service = &service;
        for codes in slips.codes.chunks(3) {
            scope.spawn(move || {
                for code in codes {
                    assert_eq!(service.type_code(code, HERE).status, 303);
                }
            });
        }
    });
}

#[test]
fn without_an_open_link_a_form_opens_by_a_code_alone() {
    let place = Place::new();
    place.publish_all();
    let toml = inspection("Midlothian", today() - Days::new(1), today() + Days::new(20));
    place.create(&toml.replace("population", "open_link = false\npopulation"));
    let slips = Slips::make(&place, "age-8-15", 8);
    let service = place.serve();
    let link = place.link("age-8-15");
    let personal = service.get(&format!("/s/{link}"));
    assert_eq!(personal.status, 404);
    assert!(
        personal.text.contains("a personal link or code")
            && personal.text.contains("href=\"/code\"")
    );
    let own = service.get(&format!("/s/{link}/AAAAAAAAAAAAAAAAAAAAAA"));
    assert!(own.text.contains("a personal link or code"));
    let form = service.type_code(&slips.codes[0], HERE).location;
    assert_eq!(service.post(&form, "worker=teacher").status, 303);
    assert_eq!(place.returned("age-8-15"), 1);
}

#[test]
fn a_code_of_a_collection_that_is_not_open_leads_to_the_page_that_says_so() {
    let place = Place::new();
    place.publish_all();
    place.create(&inspection("Midlothian", today() + Days::new(2), today() + Days::new(20)));
    let slips = Slips::make(&place, "staff", 8);
    let service = place.serve();
    let found = service.type_code(&slips.codes[0], HERE);
    let page = service.get(&found.location);
    assert_eq!((found.status, page.status), (303, 404));
    assert!(page.text.contains("has not opened yet"));
}
