//! The public page where people check whether a survey is real.

use chrono::Days;

use crate::support::{Answer, Place, Service, inspection, today, wait_until};

const PAGE: &str = "/surveys-now";

fn has(answer: &Answer, name: &str, value: &str) -> bool {
    answer.headers.contains(&format!("\"{name}\": \"{value}"))
}

/// Fife is open, Midlothian and Angus are planned, and Moray is open and kept off the list.
fn world() -> (Place, Service) {
    let place = Place::new();
    place.publish_all();
    let (begun, ahead) = (today() - Days::new(1), today() + Days::new(2));
    place.create(
        &inspection("Fife", begun, today() + Days::new(20))
            .replace("title", "phone = \"0131 496 0001\"\nteam = \"Mòrag <MacLeod>\"\ntitle"),
    );
    place.create(&inspection("Midlothian", ahead, today() + Days::new(20)));
    place.create(
        &inspection("Moray", begun, today() + Days::new(20))
            .replace("title", "listed = false\ntitle"),
    );
    let service = place
        .serve_with(&[("SPEIR_MAIL_FROM", "asks@speir.example"), ("SPEIR_PHONE", "0131 496 0000")]);
    (place, service)
}

#[test]
fn the_page_names_what_runs_and_nothing_that_is_planned_or_kept_off() {
    let (place, service) = world();
    let page = service.get(PAGE);
    assert_eq!(page.status, 200);
    for words in [
        "Surveys that are running now",
        &format!("Fife {}", today() - Days::new(1)),
        "Staff who work with children and young people",
        "Parents and carers",
        "Mòrag &lt;MacLeod&gt;",
        "0131 496 0001",
        "0131 496 0000",
        "asks@speir.example",
        "surveys@speir.example",
        "Not every survey is listed here.",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    for hidden in ["Midlothian", "Moray", "/s/", "1,306", "1306"] {
        assert!(!page.text.contains(hidden), "{hidden}: {}", page.text);
    }
    for audience in ["staff", "age-8-15"] {
        assert!(!page.text.contains(&place.link(audience)), "no link to answer");
    }
    let gaelic = service.get(&format!("{PAGE}?lang=gd")).text;
    assert!(
        gaelic.contains("Suirbhidhean a tha a’ ruith an-dràsta") && gaelic.contains("lang=\"gd\""),
        "{gaelic}"
    );
    assert!(service.get("/").text.contains("href=\"/surveys-now\""));
    assert!(service.get("/?lang=gd").text.contains("href=\"/surveys-now?lang=gd\""));
}

#[test]
fn the_page_sets_no_cookie_may_be_kept_for_a_minute_and_takes_no_other_method() {
    let (_place, service) = world();
    let page = service.get(PAGE);
    assert!(has(&page, "cache-control", "public, max-age=60\""), "{}", page.headers);
    assert!(
        !page.headers.contains("no-store") && !page.headers.contains("set-cookie"),
        "{}",
        page.headers
    );
    assert!(has(&page, "referrer-policy", "no-referrer"));
    assert!(has(&page, "content-security-policy", "default-src 'none'"));
    assert_eq!(service.post(PAGE, "x=1").status, 405);
    assert_eq!(service.get("/surveys-now/").location, PAGE);
}

#[test]
fn what_has_closed_goes_from_the_page_and_what_opens_comes() {
    let (place, service) = world();
    place.sql(
        "UPDATE collections SET closes_at = '2026-01-02 10:00:00', opens_at = '2026-01-01 \
        10:00:00' WHERE area = 'S12000047'",
    );
    place.sql("UPDATE collections SET opens_at = '2026-01-01 10:00:00' WHERE area = 'S12000019'");
    wait_until("the page has changed", || {
        let text = service.get(PAGE).text;
        text.contains("Midlothian") && !text.contains("Fife")
    });
}
