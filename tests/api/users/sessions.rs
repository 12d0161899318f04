//! Sessions of the console: each is a row, which ends when it should and not before.

use std::io::{BufRead, BufReader};

use chrono::{Duration, Utc};

use crate::support::{Answer, Place, Service, wait_until};

const LEAD: &str = "lead@speir.example";
const NEW: &str = "marble kestrel orbit 52";

struct Desk {
    place: Place,
    service: Service,
    password: String,
}

impl Desk {
    fn new(role: &str) -> Self {
        let place = Place::with_collections();
        let password = place.user(LEAD, role);
        let service = place.serve();
        Self { place, service, password }
    }

    fn sign_in(&self) -> String {
        self.service.sign_in(LEAD, &self.password)
    }

    fn is_in(&self, cookie: &str) -> bool {
        self.service.get_as("/console", cookie).status == 200
    }

    fn post(&self, path: &str, cookie: &str, body: &str) -> Answer {
        self.service.post_as(path, cookie, body)
    }

    /// Moves a time of every session this far into the past.
    fn age(&self, column: &str, by: Duration) {
        let then = (Utc::now() - by).format("%Y-%m-%d %H:%M:%S");
        self.place.sql(&format!("UPDATE sessions SET {column} = '{then}'"));
    }

    /// How many sessions were used within the last five minutes.
    fn lately_used(&self) -> i64 {
        let then = (Utc::now() - Duration::minutes(5)).format("%Y-%m-%d %H:%M:%S");
        self.place.number(&format!("SELECT COUNT(*) FROM sessions WHERE used_at > '{then}'"))
    }

    fn change_password(&self, cookie: &str) -> Answer {
        let body = format!("present={}&password={NEW}&again={NEW}", self.password);
        self.post("/console/account/password", cookie, &body)
    }

    fn actions(&self) -> Vec<String> {
        self.place.entries(20).into_iter().map(|entry| entry.action).collect()
    }
}

#[test]
fn signing_out_ends_one_session_and_no_other() {
    let desk = Desk::new("lead");
    let [first, second] = [desk.sign_in(), desk.sign_in()];
    assert_eq!(desk.post("/sign-out", &first, "").status, 303);
    assert!(!desk.is_in(&first), "the old cookie opens nothing");
    assert!(desk.is_in(&second));
    assert_eq!(desk.place.count("sessions"), 1);
    assert!(desk.actions().contains(&"Signed out".to_owned()));
}

#[test]
fn a_new_password_ends_all_other_sessions_and_tokens() {
    let desk = Desk::new("lead");
    let token = desk.place.token(LEAD, "Dashboard");
    let [here, there] = [desk.sign_in(), desk.sign_in()];
    let warned = desk.service.get_as("/console/account", &here).text;
    assert!(warned.contains("1 token for another program"), "{warned}");
    let changed = desk.change_password(&here);
    assert_eq!(
        (changed.status, changed.location.as_str()),
        (303, "/console/account?done=password"),
        "{}",
        changed.text
    );
    assert!(!desk.is_in(&there), "another browser is signed out");
    assert!(!desk.is_in(&here), "the cookie is replaced");
    let page = desk.service.get_as(&changed.location, &changed.cookie);
    assert!(page.text.contains("your tokens for other programs are revoked"), "{}", page.text);
    assert_eq!(desk.service.ask(&token, "/inspections").status, 401);
    let actions = desk.actions();
    for action in ["Changed their password", "Revoked the token “Dashboard”"] {
        assert!(actions.contains(&action.to_owned()), "{action}: {actions:?}");
    }
    assert!(
        actions.iter().any(|action| action.contains("the password was changed")),
        "{actions:?}"
    );
}

#[test]
fn a_password_chosen_by_link_ends_every_session() {
    let desk = Desk::new("lead");
    let cookie = desk.sign_in();
    let said = desk.place.run(&["user", "link", LEAD]);
    let link = format!("/join/{}", said.split("/join/").nth(1).unwrap().lines().next().unwrap());
    let chosen = desk.service.post(&link, format!("password={NEW}&again={NEW}"));
    assert_eq!(chosen.status, 303, "{}", chosen.text);
    assert!(!desk.is_in(&cookie) && desk.is_in(&chosen.cookie));
}

#[test]
fn signing_out_everywhere_takes_back_tokens() {
    let desk = Desk::new("lead");
    let tokens = || desk.place.token(LEAD, "Dashboard");
    let (cookie, token) = (desk.sign_in(), tokens());
    let out = desk.post("/console/account/sign-out", &cookie, "");
    assert!(
        desk.service
            .get_as(&out.location, &out.cookie)
            .text
            .contains("You are signed out everywhere else")
    );
    assert_eq!(desk.service.ask(&token, "/inspections").status, 401);
    let again = tokens();
    desk.place.run(&["user", "sign-out", LEAD]);
    assert_eq!(desk.service.ask(&again, "/inspections").status, 401);
    assert!(!desk.is_in(&out.cookie));
}

#[test]
fn an_idle_session_ends() {
    let desk = Desk::new("lead");
    let cookie = desk.sign_in();
    desk.age("used_at", Duration::minutes(29));
    assert!(desk.is_in(&cookie));
    desk.age("used_at", Duration::minutes(31));
    assert!(!desk.is_in(&cookie));
    let again = desk.sign_in();
    assert_eq!(desk.place.count("sessions"), 1, "the row is deleted at the next sign-in");
    assert!(desk.is_in(&again));
    assert!(desk.actions().iter().any(|action| action.contains("it was idle")));
}

#[test]
fn idle_sessions_are_deleted_without_a_sign_in() {
    let place = Place::with_collections();
    let password = place.user(LEAD, "lead");
    let mut desk = Desk { service: place.serve(), place, password };
    desk.sign_in();
    desk.age("used_at", Duration::minutes(31));
    // The service looks when it starts, and then every minute.
    desk.service = desk.place.serve();
    wait_until("the row is gone", || desk.place.count("sessions") == 0);
    assert!(
        desk.actions().iter().any(|action| action == "Ended a session: it was idle"),
        "{:?}",
        desk.actions()
    );
}

#[test]
fn signing_out_clears_the_cache_and_leads_to_the_sign_in_page() {
    let desk = Desk::new("lead");
    let [first, second] = [desk.sign_in(), desk.sign_in()];
    let own = offered(&desk.service.get_as("/console/account", &second).text).remove(0);
    let ended = desk.post("/console/account/sessions/end", &first, &format!("session={own}"));
    for out in [ended, desk.post("/sign-out", &second, ""), desk.post("/sign-out", "", "")] {
        assert_eq!((out.status, out.location.as_str()), (303, "/sign-in"));
        assert!(out.headers.contains(r#""clear-site-data": "\"cache\"""#), "{}", out.headers);
    }
}

#[test]
fn the_idle_time_is_a_setting() {
    let desk = Desk::new("lead");
    let service = desk.place.serve_with(&[("SPEIR_IDLE_MINUTES", "120")]);
    let cookie = service.sign_in(LEAD, &desk.password);
    desk.age("used_at", Duration::minutes(119));
    assert_eq!(service.get_as("/console", &cookie).status, 200);
    desk.age("used_at", Duration::minutes(121));
    assert_eq!(service.get_as("/console", &cookie).status, 303);
    assert!(desk.place.refuse(&["serve", "--idle-minutes", "721"]).contains("720"));
}

#[test]
fn no_session_lasts_longer_than_twelve_hours() {
    let desk = Desk::new("lead");
    let cookie = desk.sign_in();
    desk.age("began_at", Duration::minutes(719));
    let out = desk.post("/console/account/sign-out", &cookie, "");
    assert!(desk.is_in(&out.cookie));
    desk.age("began_at", Duration::minutes(721));
    assert!(!desk.is_in(&out.cookie), "a new cookie does not prolong it");
}

#[test]
fn live_pages_do_not_keep_a_session_alive() {
    let desk = Desk::new("lead");
    let cookie = desk.sign_in();
    desk.age("used_at", Duration::minutes(10));
    for accept in ["text/event-stream", "*/*"] {
        let request = desk.service.agent.get(format!("{}/console/live", desk.service.base));
        let stream = request.header("Cookie", &cookie).header("Accept", accept).call().unwrap();
        assert_eq!(stream.status(), 200);
    }
    assert_eq!(desk.lately_used(), 0);
    assert!(desk.is_in(&cookie));
    assert_eq!(desk.lately_used(), 1);
}

#[test]
fn an_open_live_page_ends_with_its_session() {
    let desk = Desk::new("lead");
    let [watching, other] = [desk.sign_in(), desk.sign_in()];
    let open = |cookie: &str| {
        let request = desk.service.agent.get(format!("{}/console/live", desk.service.base));
        let answer =
            request.header("Cookie", cookie).header("Accept-Encoding", "identity").call().unwrap();
        let mut lines = BufReader::new(answer.into_body().into_reader()).lines();
        assert!(lines.next().unwrap().unwrap().starts_with("retry:"));
        lines
    };
    let (ends, mut stays) = (open(&watching), open(&other));
    assert_eq!(desk.post("/sign-out", &watching, "").status, 303);
    // Reading comes to its end, or the client's time runs out and this fails.
    assert!(ends.into_iter().all(|line| line.is_ok()));
    assert!(stays.next().unwrap().is_ok());
}

/// The sessions that a page of the account offers to end.
fn offered(page: &str) -> Vec<String> {
    let values = page.split("name=\"session\" value=\"").skip(1);
    values.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn sessions_are_listed_and_ended_one_by_one() {
    let desk = Desk::new("lead");
    let firefox =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let request = desk
        .service
        .agent
        .post(format!("{}/sign-in", desk.service.base))
        .header("User-Agent", firefox);
    let body = format!("email={LEAD}&password={}", desk.password);
    let there =
        Answer::of(request.content_type("application/x-www-form-urlencoded").send(&body).unwrap())
            .cookie;
    let here = desk.sign_in();
    let page = desk.service.get_as("/console/account", &here).text;
    assert!(page.contains("Firefox on Windows") && page.contains("(this one)"), "{page}");
    assert!(!page.contains("Mozilla"), "the header is not shown");
    assert!(
        desk.place
            .rows("sessions")
            .iter()
            .all(|row| !row.contains("Mozilla") && !row.contains("Gecko"))
    );
    let sessions = offered(&page);
    assert_eq!(sessions.len(), 1, "{page}");
    let ended =
        desk.post("/console/account/sessions/end", &here, &format!("session={}", sessions[0]));
    assert_eq!((ended.status, ended.location.as_str()), (303, "/console/account?done=session"));
    assert!(!desk.is_in(&there) && desk.is_in(&here));
}

#[test]
fn nobody_ends_the_session_of_somebody_else() {
    let desk = Desk::new("lead");
    let password = desk.place.user("other@speir.example", "viewer");
    let [mine, one, two] = [
        desk.sign_in(),
        desk.service.sign_in("other@speir.example", &password),
        desk.service.sign_in("other@speir.example", &password),
    ];
    let foreign = offered(&desk.service.get_as("/console/account", &one).text).remove(0);
    for session in [foreign.as_str(), "", "zz", "00"] {
        let answer =
            desk.post("/console/account/sessions/end", &mine, &format!("session={session}"));
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (303, "/console/account"),
            "{session}"
        );
    }
    assert!([mine, one, two].iter().all(|cookie| desk.is_in(cookie)));
}

#[test]
fn the_database_holds_nothing_that_opens_a_session() {
    let desk = Desk::new("lead");
    let cookie = desk.sign_in();
    let value = cookie.split_once('=').unwrap().1;
    assert_eq!(value.len(), 43, "256 bits");
    let bytes = format!("{:?}", data_encoding::BASE64URL_NOPAD.decode(value.as_bytes()).unwrap());
    let rows = desk.place.rows("sessions").join("");
    assert!(!rows.contains(value) && !rows.contains(&bytes), "{rows}");
}

#[test]
fn pages_for_respondents_neither_read_nor_set_the_cookie() {
    let desk = Desk::new("lead");
    let cookie = desk.sign_in();
    desk.age("used_at", Duration::minutes(10));
    let form = desk.service.open(&desk.place.link("staff"));
    let with = desk.service.get_as(&form, &cookie);
    let without = desk.service.get_as(&form, "speir=");
    assert_eq!((with.status, &with.text), (without.status, &without.text));
    let sent = desk.post(&form, &cookie, "agency=health&comment=kind");
    assert_eq!(sent.status, 303, "{}", sent.text);
    for answer in [&with, &sent, &desk.service.get_as(&sent.location, &cookie)] {
        assert!(!answer.headers.contains("set-cookie"), "{}", answer.headers);
    }
    assert_eq!(desk.lately_used(), 0, "the session is not touched");
}
