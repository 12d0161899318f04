//! A form sent again: by the same person, by another at the same address, and when it cannot be
//! taken.

use std::thread;

use chrono::Days;

use crate::support::{Place, Slips, by_invitation, inspection, today};

/// Where the page sends its answers.
fn action(page: &str) -> String {
    let page = scraper::Html::parse_document(page);
    let send = scraper::Selector::parse("#send button").unwrap();
    page.select(&send)
        .next()
        .expect("a button that sends")
        .attr("formaction")
        .unwrap()
        .replace("#top", "")
}

const MINE: &str = "worker=teacher&comment=Mine+%3Cb%3E";
const THEIRS: &str = "worker=social-worker&comment=Theirs";

#[test]
fn other_answers_with_a_spent_ticket_come_back_and_are_stored_as_new() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("age-8-15");
    let path = service.open(&link);
    assert_eq!(service.post(&path, MINE).status, 303);
    let refused = service.post(&path, THEIRS);
    assert_eq!(refused.status, 409);
    assert!(
        refused.text.contains("already been sent from this address")
            && refused.text.contains("Theirs")
    );
    let fresh = action(&refused.text);
    assert!(fresh.starts_with(&format!("/s/{link}/")) && fresh != path);
    for _ in 0..2 {
        assert_eq!(service.post(&fresh, THEIRS).status, 303);
    }
    assert_eq!(service.post(&path, MINE).status, 303, "the first is still recognised");
    assert_eq!((place.returned("age-8-15"), place.held("age-8-15").0.len()), (2, 2));
    let spent = service.get(&path);
    assert_eq!(spent.status, 410);
    assert!(spent.text.contains(&format!("href=\"/s/{link}\"")), "it offers a fresh form");
}

#[test]
fn of_different_answers_at_once_with_one_ticket_one_is_thanked() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("age-8-15"));
    let send =
        |person: usize| service.post(&path, format!("worker=teacher&comment=Person+{person}"));
    let answers: Vec<_> = thread::scope(|scope| {
        // More than five different ones would make the process forget which answers it stored.
        (0..6)
            .map(|n| scope.spawn(move || send(n / 2)))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|t| t.join().unwrap())
            .collect()
    });
    let (_, comments, sealer) = place.held("age-8-15");
    assert_eq!(comments.len(), 1);
    let stored = sealer.unseal_comment(comments[0].id, &comments[0].sealed).unwrap();
    for (number, answer) in answers.iter().enumerate() {
        let mine = format!("Person {}", number / 2);
        if answer.status == 303 {
            assert_eq!(mine, stored, "nobody else is thanked");
        } else {
            assert_eq!(answer.status, 409);
            assert!(answer.text.contains(&mine));
        }
    }
    assert_eq!(answers.iter().filter(|answer| answer.status == 303).count(), 2);
}

#[test]
fn a_process_that_did_not_store_the_answers_does_not_thank_for_them() {
    let place = Place::with_collections();
    let (first, second) = (place.serve(), place.serve());
    let path = first.open(&place.link("age-8-15"));
    assert_eq!(first.post(&path, MINE).status, 303);
    for body in [MINE, THEIRS] {
        let again = second.post(&path, body);
        assert_eq!(again.status, 409, "{body}");
        assert!(again.text.contains("If you have, you are finished"));
    }
    assert_eq!(first.post(&path, MINE).status, 303);
    assert_eq!(place.returned("age-8-15"), 1);
}

#[test]
fn the_mark_of_a_page_tells_equal_answers_apart() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("age-8-15"));
    assert_eq!(service.post(&path, "worker=teacher&%7Emark=1").status, 303);
    assert_eq!(service.post(&path, "worker=teacher&%7Emark=1").status, 303);
    assert_eq!(service.post(&path, "worker=teacher&%7Emark=2").status, 409);
    assert_eq!(place.returned("age-8-15"), 1);
}

#[test]
fn a_slip_that_was_used_thanks_its_own_sender_alone() {
    let place = Place::with_collections();
    let slips = Slips::make(&place, "age-8-15", 8);
    let service = place.serve();
    let path =
        format!("/s/{}/{}", place.link("age-8-15"), place.ticket("age-8-15", &slips.codes[0]));
    for _ in 0..2 {
        assert_eq!(service.post(&path, MINE).status, 303);
    }
    let refused = service.post(&path, THEIRS);
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("with this personal link") && refused.text.contains("Theirs"));
    assert_eq!(service.post(&action(&refused.text), THEIRS).status, 303, "by the open link");
    assert_eq!(place.returned("age-8-15"), 2);
}

#[test]
fn the_language_changes_with_the_answers_and_stores_nothing() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("age-8-15"));
    let long = "long ".repeat(1_000);
    let body = format!("worker=teacher&comment={long}&%7Elang=gd");
    for at in [path.clone(), format!("{path}?lang=en")] {
        let page = service.post(&at, &body);
        assert_eq!(page.status, 200);
        assert!(page.text.contains("<html lang=\"gd\">") && page.text.contains(long.trim()));
        assert!(
            page.text.contains("name=\"q.1\" value=\"2\" checked")
                && page.text.contains("<body class=\"one\">")
        );
        assert_eq!(action(&page.text), "?lang=gd");
    }
    assert_eq!(place.returned("age-8-15"), 0);
    assert_eq!(service.post(&path, MINE).status, 303, "the ticket is unspent");
    assert_eq!(
        service.post(&path, &body).status,
        410,
        "what was shown before it was spent is not shown after"
    );
    assert_eq!(service.post(&path, format!("{THEIRS}&~lang=gd")).status, 200, "other answers are");
}

#[test]
fn whatever_the_state_the_answers_come_back() {
    let place = Place::new();
    place.publish_all();
    place.create(&inspection("Fife", today() + Days::new(3), today() + Days::new(9)));
    place.create(&inspection("Angus", today() - Days::new(9), today() - Days::new(3)));
    place.create(&by_invitation("Moray", today(), today() + Days::new(9)));
    let service = place.serve();
    let link = |area: &str| {
        let all = place.collections();
        all.iter().find(|c| c["area_name"] == area && c["audience"] == "staff").unwrap()["link"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let ticket = "AAAAAAAAAAAAAAAAAAAAAA";
    let body = "agency=police&comment=Word+for+word+%3Cb%3E";
    let cases = [
        (format!("/s/{}", link("Moray")), 404),
        (format!("/s/{}/{ticket}", link("Fife")), 404),
        (format!("/s/{}/{ticket}", link("Angus")), 410),
        (format!("/s/{}/{ticket}", link("Moray")), 404),
        (format!("/s/{}/nonsense", link("Moray")), 404),
        (format!("/s/bbbbbbbbbb/{ticket}"), 404),
    ];
    for (path, status) in cases {
        let answer = service.post(&path, body);
        assert_eq!(answer.status, status, "{path}");
        assert!(
            answer.text.contains("Word for word &lt;b&gt;")
                && (answer.text.contains("police") || answer.text.contains(" checked")),
            "{path}"
        );
    }
    let elsewhere = service.agent.post(format!("{}/s/{}/{ticket}", service.base, link("Fife")));
    let mut answer = elsewhere
        .header("Sec-Fetch-Site", "cross-site")
        .content_type("application/x-www-form-urlencoded")
        .send(body)
        .unwrap();
    assert_eq!(answer.status(), 400);
    assert!(answer.body_mut().read_to_string().unwrap().contains("Word for word"));
    assert_eq!(place.number("SELECT COALESCE(SUM(returned), 0) FROM returns"), 0);
}

#[test]
fn a_form_that_lost_its_ticket_is_stored() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("age-8-15");
    let sent = service.post(&format!("/s/{link}?lang=gd"), MINE);
    assert_eq!((sent.status, sent.location), (303, format!("/s/{link}/thanks?lang=gd")));
    assert_eq!(place.returned("age-8-15"), 1);
}

#[test]
fn a_form_left_without_a_script_is_not_shown_by_back() {
    let place = Place::with_collections();
    let service = place.serve_with(&[("SPEIR_LEAVE_TO", "https://example.org/weather")]);
    let link = place.link("age-8-15");
    let (path, other) = (service.open(&link), service.open(&link));
    let left = service.post(&format!("{path}?leave&lang=en"), "");
    assert_eq!(left.status, 200);
    assert!(
        left.text.contains("0;url=https://example.org/weather")
            && left.headers.contains("clear-site-data")
    );
    assert!(service.get(&path).text.contains("You left this form"));
    assert!(service.get(&format!("{path}?again&lang=en")).text.contains("What do you think?"));
    assert!(service.get(&other).text.contains("What do you think?"));
    assert_eq!(service.post(&path, MINE).status, 303, "it can still be sent");
}

#[test]
fn what_was_shown_before_leaving_or_sending_is_not_shown_after() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("age-8-15");
    let in_gaelic = |path: &str, answers: &str| service.post(path, format!("{answers}&~lang=gd"));
    let wrong = "q.worker=teacher&q.worker=carer&q.comment=Mine";
    let (left, sent) = (service.open(&link), service.open(&link));
    for path in [&left, &sent] {
        assert!(in_gaelic(path, MINE).text.contains("Mine &lt;b&gt;"));
        assert!(service.post(path, wrong).text.contains("Mine"));
    }
    service.post(&format!("{left}?leave&lang=en"), "");
    assert_eq!(service.post(&sent, format!("{MINE}&q.better=yes")).status, 422, "no such option");
    assert_eq!(service.post(&sent, "worker=teacher&comment=Last").status, 303);
    for (path, said) in
        [(&left, "<h1>You left this form"), (&sent, "<h1>These answers have already been sent")]
    {
        let again = [in_gaelic(path, MINE).text, service.post(path, wrong).text];
        assert!(again.iter().all(|page| !page.contains("Mine")), "{path}: {again:?}");
        assert!(again[1].contains(said), "{}", again[1]);
    }
    assert!(
        in_gaelic(&sent, "worker=teacher&comment=Last").text.contains("mu thràth</h1>"),
        "these were stored"
    );
    for path in [left, sent] {
        assert!(
            in_gaelic(&path, THEIRS).text.contains("Theirs"),
            "what somebody else typed since is not lost"
        );
        assert!(in_gaelic(&path, THEIRS).text.contains("Theirs"), "not even on a reload");
    }
}

#[test]
fn errors_and_notices_are_read_in_another_language_too() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("age-8-15");
    let button = |page: &str| {
        let page = scraper::Html::parse_document(page);
        let field = scraper::Selector::parse("[name='~lang']").unwrap();
        page.select(&field).next().expect("a button").attr("value").unwrap().to_owned()
    };
    let path = service.open(&link);
    let wrong = "q.1=1&q.1=2&comment=Mine";
    let refused = service.post(&path, wrong);
    let gaelic = service.post(&path, format!("{wrong}&~lang={}", button(&refused.text)));
    assert!(refused.status == 422 && gaelic.status == 200);
    for part in ["<title>Mearachd: ", "id=\"q1-error\"", "Mine"] {
        assert!(gaelic.text.contains(part), "{part}: {}", gaelic.text);
    }
    assert_eq!(service.post(&path, MINE).status, 303);
    let refused = service.post(&path, THEIRS);
    let gaelic = service.post(&path, format!("{THEIRS}&~lang={}", button(&refused.text))).text;
    assert!(
        gaelic.contains("An do chuir sibh na freagairtean agaibh fhathast?")
            && gaelic.contains("Theirs")
    );
    assert!(action(&gaelic).starts_with(&format!("/s/{link}/")), "it can still be sent as new");
    assert_eq!(
        button(&service.post(&service.open(&link), format!("{MINE}&~lang=gd")).text),
        "en",
        "nothing was told"
    );
}

#[test]
fn only_pages_of_ours_say_that_they_are() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("age-8-15");
    let path = service.open(&link);
    let says = |word: &str, headers: &str| headers.contains(&format!("\"speir\": \"{word}\""));
    assert!(says("answers", &service.post(&path, "q.1=1&q.1=2").headers));
    assert!(says("answers", &service.post(&path, "q.1=1&~lang=gd").headers));
    assert!(says("thanks", &service.get(&format!("/s/{link}/thanks")).headers));
    for other in ["/help", "/nowhere", path.as_str()] {
        assert!(!service.get(other).headers.contains("\"speir\""), "{other} holds no answers");
    }
}
