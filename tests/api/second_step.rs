//! Two-step sign-in: who needs it and from when, and recovery codes.

use speir::users::second_step::Key;

use crate::support::{Answer, Place, Service};

const LEAD: &str = "lead@speir.example";

struct Desk {
    place: Place,
    service: Service,
    password: String,
}

impl Desk {
    fn new(settings: &[(&str, &str)]) -> Self {
        let place = Place::with_collections();
        let password = place.user(LEAD, "lead");
        let service = place.serve_with(settings);
        Self { place, service, password }
    }

    fn enter(&self) -> Answer {
        self.service.post("/sign-in", format!("email={LEAD}&password={}", self.password))
    }

    /// Sets two-step sign-in up. Gives the cookie and the recovery codes.
    fn set_up(&self, cookie: &str) -> (String, Vec<String>) {
        let page = self.service.get_as("/console/account/second-step", cookie).text;
        let key = page.split("name=\"key\" value=\"").nth(1).expect("a key").split('"').next().unwrap().to_owned();
        let body = format!("key={key}&code={}&present={}", code(&Key::read(&key).unwrap()), self.password);
        let on = self.service.post_as("/console/account/second-step", cookie, &body);
        assert_eq!(on.status, 200, "{}", on.text);
        (on.cookie.clone(), codes(&on.text))
    }

    fn type_code(&self, code: &str) -> u16 {
        let half = self.enter();
        assert!(half.location.starts_with("/console/second-step"), "{}", half.location);
        self.service.post_as("/console/second-step", &half.cookie, &format!("code={code}")).status
    }
}

fn code(key: &Key) -> String {
    let shared = totp_rs::Secret::try_from_base32(key.text()).unwrap();
    let totp = totp_rs::Builder::new().with_secret(shared).build().unwrap();
    totp.generate(u64::try_from(chrono::Utc::now().timestamp()).unwrap()).to_string()
}

fn codes(page: &str) -> Vec<String> {
    page.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[test]
fn a_role_that_needs_a_second_step_has_seven_days() {
    let desk = Desk::new(&[]);
    let entered = desk.enter();
    assert_eq!(entered.location, "/console");
    let page = desk.service.get_as("/console", &entered.cookie).text;
    assert!(page.contains("Your role needs two-step sign-in"), "{page}");
    desk.place.sql("UPDATE users SET second_step_due = '2026-01-05 10:00:00'");
    for path in ["/console", "/console/account", "/console/account/tokens", "/console/%61ccount"] {
        let answer = desk.service.get_as(path, &entered.cookie);
        assert_eq!((answer.status, answer.location.as_str()), (303, "/console/account/second-step"), "{path}");
    }
    assert_eq!(desk.enter().location, "/console/account/second-step");
    let (cookie, recovery) = desk.set_up(&entered.cookie);
    assert_eq!(recovery.len(), 10);
    assert_eq!(desk.service.get_as("/console", &cookie).status, 200);
    assert!(!desk.service.get_as("/console", &cookie).text.contains("Your role needs"));
}

#[test]
fn a_role_that_needs_a_second_step_cannot_turn_it_off() {
    let desk = Desk::new(&[]);
    let (cookie, _) = desk.set_up(&desk.enter().cookie);
    let off = format!("present={}", desk.password);
    let refused = desk.service.post_as("/console/account/second-step/off", &cookie, &off);
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("Your role needs two-step sign-in"), "{}", refused.text);
    assert!(desk.enter().location.starts_with("/console/second-step"));
    desk.place.run(&["user", "second-step-off", LEAD]);
    assert_eq!(desk.service.get_as("/console", &cookie).status, 303, "the lost telephone may hold a session");
    let entered = desk.enter();
    assert!(desk.service.get_as("/console", &entered.cookie).text.contains("Your role needs two-step sign-in"));
    let due = (chrono::Utc::now() + chrono::Duration::days(2)).format("%Y-%m-%d %H:%M:%S");
    assert_eq!(desk.place.number(&format!("SELECT COUNT(*) FROM users WHERE second_step_due < '{due}'")), 1);
}

#[test]
fn the_roles_that_need_a_second_step_are_a_setting() {
    let desk = Desk::new(&[("SPEIR_SECOND_STEP_ROLES", "")]);
    desk.place.sql("UPDATE users SET second_step_due = '2026-01-05 10:00:00'");
    let entered = desk.enter();
    assert_eq!(entered.location, "/console");
    let (cookie, _) = desk.set_up(&entered.cookie);
    let off = format!("present={}", desk.password);
    assert_eq!(desk.service.post_as("/console/account/second-step/off", &cookie, &off).status, 303);
    assert_eq!(desk.enter().location, "/console");
    assert!(desk.place.refuse(&["serve", "--second-step-roles", "owner"]).contains("owner"));
}

#[test]
fn new_recovery_codes_void_the_earlier_ones() {
    let desk = Desk::new(&[]);
    let (cookie, old) = desk.set_up(&desk.enter().cookie);
    let path = "/console/account/recovery-codes";
    assert_eq!(desk.service.post_as(path, &cookie, "present=wrong").status, 422);
    let made = desk.service.post_as(path, &cookie, &format!("present={}", desk.password));
    assert_eq!(made.status, 200, "{}", made.text);
    let new = codes(&made.text);
    assert_eq!(new.len(), 10);
    assert_eq!(desk.type_code(&old[0]), 422);
    assert_eq!(desk.type_code(&new[0].to_uppercase().replace('-', "+")), 303);
    assert_eq!(desk.type_code(&new[0]), 422, "each is good once");
    let rows = desk.place.rows("recovery_codes");
    assert_eq!(rows.len(), 9);
    assert!(rows.iter().all(|row| row.contains("$argon2id$")), "{rows:?}");
    let groups: Vec<&str> = new[1].split('-').skip(1).collect();
    assert!(rows.iter().all(|row| !row.contains(groups[0])), "no part of a code is kept");
    let actions: Vec<_> = desk.place.entries(20).into_iter().map(|entry| entry.action).collect();
    for action in ["Made new recovery codes", "Signed in with a password and a recovery code"] {
        assert!(actions.contains(&action.to_owned()), "{actions:?}");
    }
}

#[test]
fn wrong_codes_of_one_network_do_not_keep_another_out() {
    let desk = Desk::new(&[]);
    let (_, recovery) = desk.set_up(&desk.enter().cookie);
    let type_code = |code: &str, network: &str| {
        let post = |path: &str, cookie: &str, body: String| {
            let request = desk.service.agent.post(format!("{}{path}", desk.service.base)).header("Cookie", cookie);
            let request = request.header("X-Forwarded-For", network);
            Answer::of(request.content_type("application/x-www-form-urlencoded").send(body).unwrap())
        };
        let half = post("/sign-in", "", format!("email={LEAD}&password={}", desk.password));
        post("/console/second-step", &half.cookie, format!("code={code}")).status
    };
    let wrong: Vec<u16> = (0..6).map(|_| type_code("000000", "203.0.113.1")).collect();
    assert_eq!(wrong, [422, 422, 422, 422, 422, 429], "a new half session gives no new tries");
    let guessed =
        (2..40).map(|n| type_code("000000", &format!("203.0.113.{n}"))).filter(|status| *status == 422).count();
    assert_eq!(guessed, 15, "twenty short codes in all from unknown browsers");
    assert_eq!(type_code(&recovery[0], "198.51.100.7"), 303, "a recovery code gets its owner in");
}
