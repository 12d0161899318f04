//! Joining by a link, signing in by two steps, signing out everywhere, and what a role opens from
//! one moment to the next.

use std::thread;

use diesel::connection::SimpleConnection;
use speir::{inspection::queries, users::second_step::Key};

use crate::support::{Place, Service, form, from, wait_until};

const PASSWORD: &str = "heron+kettle+gravel+lamp";

fn link(said: &str) -> String {
    let address = said.split("Link: ").nth(1).expect("a link").lines().next().unwrap();
    format!("/join/{}", address.split("/join/").nth(1).unwrap())
}

fn choose(service: &Service, link: &str) -> crate::support::Answer {
    service.post(link, format!("password={PASSWORD}&again={PASSWORD}"))
}

/// The key that a page of two-step sign-in offers, and the recovery codes that it shows.
fn key(page: &str) -> Key {
    let value =
        page.split("name=\"key\" value=\"").nth(1).expect("a key").split('"').next().unwrap();
    Key::read(value).expect("a key")
}

/// The code that a telephone shows now.
fn code(key: &Key) -> String {
    let shared = totp_rs::Secret::try_from_base32(key.text()).unwrap();
    let totp = totp_rs::Builder::new().with_secret(shared).build().unwrap();
    totp.generate(u64::try_from(chrono::Utc::now().timestamp()).unwrap()).to_string()
}

#[test]
fn an_invitation_lets_somebody_in_once_and_a_look_at_the_link_spends_nothing() {
    let place = Place::with_collections();
    let service = place.serve();
    let said = place.run(&[
        "user",
        "invite",
        "new@speir.example",
        "--role",
        "coordinator",
        "--area",
        "Midlothian",
    ]);
    let link = link(&said);
    assert_eq!(
        service.post("/sign-in", format!("email=new@speir.example&password={PASSWORD}")).status,
        422
    );
    for _ in 0..3 {
        assert!(service.get(&link).text.contains("new@"), "a mail scanner opens every link");
    }
    let too_short = service.post(&link, "password=short&again=short");
    assert_eq!(too_short.status, 422, "{}", too_short.text);
    let joined = choose(&service, &link);
    assert_eq!((joined.status, joined.location.as_str()), (303, "/console"), "{}", joined.text);
    assert!(service.get_as("/console", &joined.cookie).text.contains("Local co-ordinator"));
    for gone in [service.get(&link), choose(&service, &link)] {
        assert_eq!(gone.status, 410, "{}", gone.text);
    }
    service.sign_in("new@speir.example", PASSWORD);
    let log = place.log();
    assert!(!log.contains(&link["/join/".len()..]) && !log.contains("new@"), "{log}");
    let done: Vec<_> = place.entries(10).into_iter().map(|entry| entry.action).collect();
    assert!(
        done.iter()
            .any(|action| action.starts_with("Invited as a local co-ordinator of Midlothian")),
        "{done:?}"
    );
    assert!(done.iter().any(|action| action.starts_with("Joined")), "{done:?}");
}

#[test]
fn of_two_who_use_a_link_at_once_one_gets_in() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = link(&place.run(&["user", "invite", "new@speir.example", "--role", "viewer"]));
    let answers: Vec<u16> = thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| choose(&service, &link).status)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 410).count(), 3, "{answers:?}");
}

#[test]
fn a_newer_link_takes_the_place_of_an_older_one() {
    let place = Place::with_collections();
    let service = place.serve();
    let older = link(&place.run(&["user", "invite", "new@speir.example", "--role", "viewer"]));
    let newer = link(&place.run(&["user", "link", "new@speir.example"]));
    assert_eq!(choose(&service, &older).status, 410);
    assert_eq!(choose(&service, &newer).status, 303);
    assert_eq!(service.get("/join/abc").status, 410);
}

#[test]
fn with_two_steps_a_password_alone_opens_nothing_and_no_code_is_good_twice() {
    let place = Place::with_collections();
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &password);
    let key = key(&service.get_as("/console/account/second-step", &cookie).text);
    let wrong = format!("key={}&code=000000&present={password}", key.text());
    assert_eq!(service.post_as("/console/account/second-step", &cookie, &wrong).status, 422);
    let without = format!("key={}&code={}&present=something+else", key.text(), code(&key));
    assert_eq!(service.post_as("/console/account/second-step", &cookie, &without).status, 422);
    let used = code(&key);
    let turn_on = format!("key={}&code={used}&present={password}", key.text());
    let on = service.post_as("/console/account/second-step", &cookie, &turn_on);
    assert_eq!(on.status, 200, "{}", on.text);
    let recovery: Vec<String> = on
        .text
        .split("<code>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    assert_eq!(recovery.len(), 10, "{}", on.text);
    assert!(
        service.get_as("/console", &cookie).location.starts_with("/sign-in"),
        "other sign-ins have ended"
    );

    let half = || {
        let answer =
            service.post("/sign-in", format!("email=lead@speir.example&password={password}"));
        assert!(answer.location.starts_with("/console/second-step"), "{}", answer.location);
        answer.cookie
    };
    let cookie = half();
    for page in ["/console", "/console/account", "/console/users"] {
        assert!(service.get_as(page, &cookie).location.starts_with("/sign-in"), "{page}");
    }
    let type_code = |cookie: &str, code: &str| {
        service.post_as("/console/second-step", cookie, &format!("code={code}"))
    };
    assert_eq!(type_code(&cookie, &used).status, 422, "a code that has turned it on is spent");
    let in_at_last = type_code(&cookie, &recovery[0]);
    assert_eq!(in_at_last.status, 303, "{}", in_at_last.text);
    assert!(service.get_as("/console", &in_at_last.cookie).text.contains("Inspection lead"));
    assert_eq!(type_code(&half(), &recovery[0]).status, 422, "a recovery code is good once");
    assert_eq!(type_code(&half(), &recovery[1].to_uppercase()).status, 303);
    place.run(&["user", "second-step-off", "lead@speir.example"]);
    let plain = service.post("/sign-in", format!("email=lead@speir.example&password={password}"));
    assert_eq!(plain.location, "/console");
}

#[test]
fn whoever_is_signed_out_everywhere_demoted_or_removed_feels_it_at_the_next_page() {
    let place = Place::with_collections();
    let password = place.user("lead@speir.example", "lead");
    place.user("admin@speir.example", "admin");
    let service = place.serve();
    let [here, there] = [(); 2].map(|()| service.sign_in("lead@speir.example", &password));
    let out = service.post_as("/console/account/sign-out", &here, "");
    assert_eq!(out.status, 303);
    assert_eq!(service.get_as("/console", &there).status, 303, "the other device is signed out");
    assert_eq!(service.get_as("/console/users", &out.cookie).status, 200, "this one stays");
    place.run(&["user", "role", "lead@speir.example", "viewer"]);
    assert_eq!(
        service.get_as("/console/users", &out.cookie).status,
        303,
        "another role ends the session"
    );
    let as_viewer = service.sign_in("lead@speir.example", &password);
    assert_eq!(service.get_as("/console/users", &as_viewer).status, 403);
    place.run(&["user", "sign-out", "lead@speir.example"]);
    assert_eq!(service.get_as("/console", &as_viewer).status, 303);
    let again = service.sign_in("lead@speir.example", &password);
    place.run(&["user", "remove", "lead@speir.example"]);
    assert_eq!(service.get_as("/console", &again).status, 303);
    assert!(
        place
            .refuse(&["user", "remove", "admin@speir.example"])
            .contains("This is the only administrator")
    );
    assert!(
        place
            .refuse(&["user", "role", "nobody@speir.example", "lead"])
            .contains("Nobody has the address")
    );
    let listed = place.run(&["user", "list"]);
    assert!(listed.contains("admin@speir.example\tadmin") && !listed.contains("lead@"), "{listed}");
}

#[test]
fn whoever_tries_passwords_has_to_wait_and_is_told_for_how_long() {
    let place = Place::with_collections();
    place.user("lead@speir.example", "lead");
    let service = place.serve();
    let tried: Vec<_> = (0..12)
        .map(|_| service.post("/sign-in", "email=lead@speir.example&password=wrong"))
        .collect();
    assert!(tried.iter().take(10).all(|answer| answer.status == 422));
    let last = tried.last().unwrap();
    assert_eq!(last.status, 429, "{}", last.text);
    assert!(last.headers.contains("retry-after"), "{}", last.headers);
}

#[test]
fn entries_of_the_audit_log_cannot_be_changed_or_deleted_and_a_lead_reads_those_of_their_inspections()
 {
    let place = Place::with_collections();
    let password = place.user("lead@speir.example", "lead");
    place.user("somebody@speir.example", "viewer");
    for statement in ["UPDATE audit_log SET action = 'Nothing'", "DELETE FROM audit_log"] {
        assert!(
            place.store().connection().unwrap().batch_execute(statement).is_err(),
            "{statement}"
        );
    }
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &password);
    let inspection = queries::unscoped::inspections(&mut place.store().connection().unwrap())
        .unwrap()[0]
        .id
        .to_string();
    let team = format!("/console/inspections/{inspection}/team");
    place.user("bea@speir.example", "lead");
    let from = from(&service.get_as(&team, &cookie));
    let body = form(&[("from", &from), ("team", "bea@speir.example")]);
    assert_eq!(service.post_as(&team, &cookie, &body).status, 303);
    let page = service.get_as("/console/audit", &cookie).text;
    assert!(page.contains("Changed who leads it beside its lead"), "{page}");
    assert!(!page.contains("Added as a viewer"), "accounts are no business of a lead");
    let file =
        service.get_as(&format!("/console/audit/audit.csv?inspection={inspection}"), &cookie);
    assert_eq!(file.status, 200);
    let lines: Vec<&str> = file.text.lines().collect();
    assert_eq!(lines[0], "at,who,what,where,inspection");
    assert!(
        lines
            .iter()
            .any(|line| line.contains("Changed who leads it") && line.ends_with(&inspection)),
        "{lines:?}"
    );
    assert!(lines.last().unwrap().starts_with("# rows: "));
    wait_until("the log says so", || {
        service.get_as("/console/audit", &cookie).text.contains("Downloaded the audit log as CSV")
    });
}
