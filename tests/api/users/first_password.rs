//! Passwords: a printed one has to be replaced, and a guessable one is refused wherever it is
//! chosen.

use std::{io::Write, process::Stdio};

use crate::support::{Place, Service};

const NEW: &str = "marble kestrel orbit 52";

/// A place where the password of a lead was printed.
fn printed() -> (Place, Service, String) {
    let place = Place::with_collections();
    let said = place.run(&["user", "add", "lead@speir.example", "--role", "lead"]);
    let password = said.split("Password: ").nth(1).unwrap().lines().next().unwrap().to_owned();
    assert!(said.contains("must be replaced at the first sign-in"), "{said}");
    let service = place.serve();
    (place, service, password)
}

#[test]
fn a_printed_password_opens_nothing_until_it_is_replaced() {
    let (place, service, password) = printed();
    let entered = service.post("/sign-in", format!("email=lead@speir.example&password={password}"));
    assert_eq!((entered.status, entered.location.as_str()), (303, "/console/account/password"));
    let cookie = entered.cookie;
    let inspection = place.run(&["inspection", "list"]).split(' ').next().unwrap().to_owned();
    for path in [
        "/console".to_owned(),
        "/console/account".to_owned(),
        "/console/account/tokens".to_owned(),
        "/console/account/second-step".to_owned(),
        "/console/%61ccount/tokens".to_owned(),
        format!("/console/inspections/{inspection}"),
        format!("/console/inspections/{inspection}/live"),
        "/console/nowhere".to_owned(),
    ] {
        let answer = service.get_as(&path, &cookie);
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (303, "/console/account/password"),
            "{path}"
        );
    }
    let token = service.post_as("/console/account/tokens", &cookie, "name=A&days=30");
    assert_eq!((token.status, place.count("api_tokens")), (303, 0));
    let page = service.get_as("/console/account/password", &cookie).text;
    assert!(page.contains("Choose a new password") && page.contains("Sign out"), "{page}");

    let choose = |new: &str| {
        let body = format!("present={password}&password={new}&again={new}");
        service.post_as("/console/account/password", &cookie, &body)
    };
    for nearly in [
        password.clone(),
        password.to_uppercase(),
        password.replace('-', "+"),
        password.replace('-', ""),
    ] {
        let same = choose(&nearly);
        assert_eq!(same.status, 422, "{nearly}");
        assert!(same.text.contains("This is your current password"), "{}", same.text);
    }
    let chosen = choose(NEW);
    assert_eq!((chosen.status, chosen.location.as_str()), (303, "/console"), "{}", chosen.text);
    assert_eq!(service.get_as("/console", &chosen.cookie).status, 200);
    assert_eq!(service.get_as("/console", &service.sign_in("lead@speir.example", NEW)).status, 200);
}

#[test]
fn a_printed_password_may_be_left_by_signing_out() {
    let (_place, service, password) = printed();
    let cookie = service.sign_in("lead@speir.example", &password);
    assert_eq!(service.post_as("/sign-out", &cookie, "").location, "/sign-in");
    assert!(service.get_as("/console", &cookie).location.starts_with("/sign-in"));
}

#[test]
fn guessable_passwords_are_refused_at_every_door() {
    let place = Place::with_collections();
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &password);
    let said = place.run(&["user", "invite", "morag.sinclair@fife.example", "--role", "viewer"]);
    let link = format!("/join/{}", said.split("/join/").nth(1).unwrap().lines().next().unwrap());
    for (weak, sentence) in [
        ("aaaaaaaaaaaa", "repeats one character"),
        ("short", "too short"),
        ("password1234", "too easy to guess"),
        ("Care+Inspectorate", "too easy to guess"),
        ("speir-speir-2026", "too easy to guess"),
        ("morag.sinclair@fife.example", "is your email address"),
        (&"x1".repeat(101), "too long"),
    ] {
        let joined = service.post(&link, format!("password={weak}&again={weak}"));
        assert!(joined.status == 422 && joined.text.contains(sentence), "{weak}: {}", joined.text);
        if sentence != "is your email address" {
            let body = format!("present={password}&password={weak}&again={weak}");
            let changed = service.post_as("/console/account/password", &cookie, &body);
            assert!(
                changed.status == 422 && changed.text.contains(sentence),
                "{weak}: {}",
                changed.text
            );
        }
    }
    let hint = service.get(&link).text;
    assert!(hint.contains("At least 12 characters") && !hint.contains("heron"), "{hint}");
}

#[test]
fn a_guessable_password_is_refused_on_the_command_line() {
    let place = Place::new();
    let arguments = ["user", "add", "lead@speir.example", "--role", "lead", "--password-stdin"];
    let mut child = place
        .command(&arguments)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"lead@speir.example\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(!output.status.success());
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("is your email address"),
        "{output:?}"
    );
}

#[test]
fn a_password_is_compared_exactly_as_it_was_typed() {
    let place = Place::with_collections();
    let said = place.run(&["user", "invite", "new@speir.example", "--role", "viewer"]);
    let service = place.serve();
    let link = format!("/join/{}", said.split("/join/").nth(1).unwrap().lines().next().unwrap());
    let typed = "+%D1%81%D0%BE%D0%B2%D0%B0+Kestrel+orbit+";
    assert_eq!(service.post(&link, format!("password={typed}&again={typed}")).status, 303);
    let enter = |password: &str| {
        service.post("/sign-in", format!("email=new@speir.example&password={password}")).status
    };
    assert_eq!(enter(typed), 303);
    for other in [typed.trim_matches('+'), &typed.to_lowercase(), &typed[..typed.len() - 1]] {
        assert_eq!(enter(other), 422, "{other}");
    }
}
