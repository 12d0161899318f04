//! Two-step sign-in: who needs it and from when, and recovery codes.

use speir::users::{self, second_step::Key};

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
        let key = key_on(&page);
        let on = self.use_key(cookie, &key, "");
        assert_eq!(on.status, 200, "{}", on.text);
        (on.cookie.clone(), codes(&on.text))
    }

    /// Asks for `key` to be used, with its right code, the password and `present` as the code of
    /// the key before it.
    fn use_key(&self, cookie: &str, key: &Key, present: &str) -> Answer {
        let (text, code, password) = (key.text(), code(key), &self.password);
        let body = format!("key={text}&code={code}&present={password}&present-code={present}");
        self.service.post_as("/console/account/second-step", cookie, &body)
    }

    /// Sends a form of the account page that asks for the password and a code.
    fn confirm(&self, path: &str, cookie: &str, code: &str) -> Answer {
        let body = format!("present={}&present-code={code}", self.password);
        self.service.post_as(&format!("/console/account/{path}"), cookie, &body)
    }

    fn is_in(&self, cookie: &str) -> bool {
        self.service.get_as("/console", cookie).status == 200
    }

    fn actions(&self) -> Vec<String> {
        self.place.entries(40).into_iter().map(|entry| entry.action).collect()
    }

    fn type_code(&self, code: &str) -> u16 {
        let half = self.enter();
        assert!(half.location.starts_with("/console/second-step"), "{}", half.location);
        self.service.post_as("/console/second-step", &half.cookie, &format!("code={code}")).status
    }
}

fn key_on(page: &str) -> Key {
    let text =
        page.split("name=\"key\" value=\"").nth(1).expect("a key").split('"').next().unwrap();
    Key::read(text).unwrap()
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
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (303, "/console/account/second-step"),
            "{path}"
        );
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
    let refused = desk.confirm("second-step/off", &cookie, "");
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("Your role needs two-step sign-in"), "{}", refused.text);
    assert!(desk.enter().location.starts_with("/console/second-step"));
    desk.place.run(&["user", "second-step-off", LEAD]);
    assert_eq!(
        desk.service.get_as("/console", &cookie).status,
        303,
        "the lost telephone may hold a session"
    );
    let entered = desk.enter();
    assert!(
        desk.service
            .get_as("/console", &entered.cookie)
            .text
            .contains("Your role needs two-step sign-in")
    );
    let due = (chrono::Utc::now() + chrono::Duration::days(2)).format("%Y-%m-%d %H:%M:%S");
    assert_eq!(
        desk.place.number(&format!("SELECT COUNT(*) FROM users WHERE second_step_due < '{due}'")),
        1
    );
}

#[test]
fn the_roles_that_need_a_second_step_are_a_setting() {
    let desk = Desk::new(&[("SPEIR_SECOND_STEP_ROLES", "")]);
    desk.place.sql("UPDATE users SET second_step_due = '2026-01-05 10:00:00'");
    let entered = desk.enter();
    assert_eq!(entered.location, "/console");
    let (cookie, codes) = desk.set_up(&entered.cookie);
    assert_eq!(desk.confirm("second-step/off", &cookie, &codes[0]).status, 303);
    assert_eq!(desk.enter().location, "/console");
    assert!(desk.place.refuse(&["serve", "--second-step-roles", "owner"]).contains("owner"));
}

#[test]
fn new_recovery_codes_void_the_earlier_ones() {
    let desk = Desk::new(&[]);
    let (cookie, old) = desk.set_up(&desk.enter().cookie);
    let made = desk.confirm("recovery-codes", &cookie, &old[9]);
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
    let actions = desk.actions();
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
            let request = desk
                .service
                .agent
                .post(format!("{}{path}", desk.service.base))
                .header("Cookie", cookie);
            let request = request.header("X-Forwarded-For", network);
            Answer::of(
                request.content_type("application/x-www-form-urlencoded").send(body).unwrap(),
            )
        };
        let half = post("/sign-in", "", format!("email={LEAD}&password={}", desk.password));
        post("/console/second-step", &half.cookie, format!("code={code}")).status
    };
    let wrong: Vec<u16> = (0..6).map(|_| type_code("000000", "203.0.113.1")).collect();
    assert_eq!(wrong, [422, 422, 422, 422, 422, 429], "a new half session gives no new tries");
    let guessed = (2..40)
        .map(|n| type_code("000000", &format!("203.0.113.{n}")))
        .filter(|status| *status == 422)
        .count();
    assert_eq!(guessed, 15, "twenty short codes in all from unknown browsers");
    assert_eq!(type_code(&recovery[0], "198.51.100.7"), 303, "a recovery code gets its owner in");
}

#[test]
fn the_password_alone_does_not_change_the_second_step() {
    let desk = Desk::new(&[("SPEIR_SECOND_STEP_ROLES", "")]);
    let (cookie, recovery) = desk.set_up(&desk.enter().cookie);
    let before = (desk.place.rows("users"), desk.place.rows("recovery_codes"));
    let other = key_on(&desk.service.get_as("/console/account/second-step", &cookie).text);
    for present in ["", "000000", "1-bcdfg-hjkmn-pqrst-vwxz2-34567"] {
        assert_eq!(desk.use_key(&cookie, &other, present).status, 422, "{present}");
    }
    // The next forms take the two tries that are left, and then have to wait.
    let statuses: Vec<_> = ["recovery-codes", "second-step/off", "second-step/off"]
        .map(|path| desk.confirm(path, &cookie, "000000"))
        .into_iter()
        .map(|answer| (answer.status, answer.text.contains("too many attempts")))
        .collect();
    assert_eq!(statuses, [(422, false), (422, false), (422, true)]);
    desk.service.post_as("/console/account/sign-out", &cookie, "");
    assert_eq!((desk.place.rows("users"), desk.place.rows("recovery_codes")), before);
    assert_eq!(desk.type_code(&recovery[0]), 303, "signing in is not held to that limit");
}

#[test]
fn a_renewed_session_has_no_new_tries() {
    let desk = Desk::new(&[("SPEIR_SECOND_STEP_ROLES", "")]);
    let (mut cookie, _) = desk.set_up(&desk.enter().cookie);
    let mut renew = || {
        cookie = desk.service.post_as("/console/account/sign-out", &cookie, "").cookie;
        cookie.clone()
    };
    let codes: Vec<_> = (0..6)
        .map(|_| desk.confirm("recovery-codes", &renew(), "000000").text.contains("too many"))
        .collect();
    assert_eq!(codes, [false, false, false, false, false, true]);
    let guess = |cookie: &str| {
        desk.service.post_as("/console/account/recovery-codes", cookie, "present=wrong").text
    };
    let passwords: Vec<_> = (0..11).map(|_| guess(&renew()).contains("too many")).collect();
    assert_eq!((passwords[9], passwords[10]), (false, true));
}

#[test]
fn changing_the_second_step_ends_other_sessions_and_is_recorded() {
    let desk = Desk::new(&[("SPEIR_SECOND_STEP_ROLES", "")]);
    let (mut here, recovery) = desk.set_up(&desk.enter().cookie);
    let other_browser = |code: &str| {
        let half = desk.enter();
        desk.service.post_as("/console/second-step", &half.cookie, &format!("code={code}")).cookie
    };
    let there = other_browser(&recovery[0]);
    let made = desk.confirm("recovery-codes", &here, &recovery[1]);
    assert!(
        !desk.is_in(&there) && !desk.is_in(&here) && desk.is_in(&made.cookie),
        "new recovery codes"
    );
    here = made.cookie;
    let recovery = codes(&made.text);

    let there = other_browser(&recovery[0]);
    let new = key_on(&desk.service.get_as("/console/account/second-step", &here).text);
    let replaced = desk.use_key(&here, &new, &recovery[1]);
    assert_eq!(replaced.status, 200, "{}", replaced.text);
    assert!(!desk.is_in(&there) && desk.is_in(&replaced.cookie), "a new key");
    here = replaced.cookie;
    assert_eq!(desk.type_code(&recovery[2]), 422, "the codes of the key before are void");

    let there = other_browser(&codes(&replaced.text)[0]);
    // The code of the new key was used when it was confirmed; this makes it new again.
    desk.place.sql("UPDATE users SET second_step_used = 0");
    let off = desk.confirm("second-step/off", &here, &code(&new));
    assert_eq!(off.location, "/console/account?done=second-step-off", "{}", off.text);
    assert!(!desk.is_in(&there) && desk.is_in(&off.cookie), "turned off");
    assert!(
        desk.service.get_as(&off.location, &off.cookie).text.contains("Two-step sign-in is off.")
    );

    let actions = desk.actions();
    let count = |action: &str| actions.iter().filter(|found| *found == action).count();
    assert_eq!(count("Confirmed with a password and a recovery code"), 2, "{actions:?}");
    assert_eq!(
        count("Confirmed with a password and a code of an authenticator app"),
        1,
        "{actions:?}"
    );
    assert_eq!(count("Ended a session: two-step sign-in was changed"), 3, "{actions:?}");
}

#[test]
fn administrators_do_not_change_their_own_sign_in_by_the_page_for_others() {
    let desk = Desk::new(&[]);
    desk.place.run(&["user", "role", LEAD, "admin"]);
    let (cookie, _) = desk.set_up(&desk.enter().cookie);
    let own = users::by_email(&mut desk.place.store().connection().unwrap(), LEAD)
        .unwrap()
        .unwrap()
        .user
        .id;
    let page = format!("/console/users/{own}");
    let off = desk.service.post_as(&format!("{page}/second-step"), &cookie, "");
    assert_eq!((off.status, off.location.as_str()), (303, "/console/account/second-step/off"));
    assert!(desk.enter().location.starts_with("/console/second-step"), "it is still on");
    desk.service.post_as(&format!("{page}/link"), &cookie, "");
    let shown = desk.service.get_as(&page, &cookie);
    assert!(shown.status == 200 && !shown.text.contains("/join/"), "{}", shown.text);
    assert!(!shown.text.contains("Turn off two-step sign-in"));
}
