//! Every route of the console, walked as every role and as a stranger. A route that is missing here fails the last test.

use std::{collections::BTreeSet, fs, path::Path};

use chrono::Days;
use speir::{
    inspection::queries,
    notice::digest,
    store::Id,
    users::{self, Role},
};

use crate::support::{Answer, Place, Service, inspection, today};

/// Who gets to a route, among those who see what it is about.
#[derive(Clone, Copy, Debug)]
enum For {
    Everybody,
    WhoChange,
    WhoReach,
    WhoReadResults,
    WhoReadComments,
    WhoManageUsers,
    WhoGetDigests,
}

use For::{Everybody, WhoChange, WhoGetDigests, WhoManageUsers, WhoReach, WhoReadComments, WhoReadResults};

impl For {
    fn has(self, role: Role) -> bool {
        match self {
            Everybody => true,
            WhoChange => role.may_change(),
            WhoReach => role.may_reach(),
            WhoReadResults => role.may_read_results(),
            WhoReadComments => role.may_read_comments(),
            WhoManageUsers => role.may_manage_users(),
            WhoGetDigests => digest::is_for(role),
        }
    }
}

/// What whoever gets through finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Finds {
    Something,
    /// Nothing: what the address names is not there.
    Nothing,
}

use Finds::{Nothing, Something};

/// The routes as src/console/mod.rs writes them, without `/console`, in an order in which none takes from another what it
/// needs.
const ROUTES: &[(&str, &str, For, Finds)] = &[
    ("GET", "", Everybody, Something),
    ("GET", "/second-step", Everybody, Something),
    ("POST", "/second-step", Everybody, Something),
    ("GET", "/inspections", Everybody, Something),
    ("POST", "/inspections", WhoChange, Something),
    ("GET", "/inspections/new", WhoChange, Something),
    ("GET", "/inspections/new/file", WhoChange, Something),
    ("POST", "/inspections/new/file", WhoChange, Something),
    ("GET", "/inspections/{id}/copy", WhoChange, Something),
    ("POST", "/inspections/{id}/copy", WhoChange, Something),
    ("GET", "/inspections/{id}/file", WhoChange, Something),
    ("GET", "/live", Everybody, Something),
    ("GET", "/inspections/{id}", Everybody, Something),
    ("GET", "/inspections/{id}/live", Everybody, Something),
    ("GET", "/inspections/{id}/collections/new", WhoChange, Something),
    ("GET", "/inspections/{id}/collections", Everybody, Something),
    ("POST", "/inspections/{id}/collections", WhoChange, Something),
    ("GET", "/collections/{id}", Everybody, Something),
    ("GET", "/collections/{id}/live", Everybody, Something),
    ("GET", "/collections/{id}/release", WhoChange, Something),
    ("POST", "/collections/{id}/release", WhoChange, Something),
    ("GET", "/collections/{id}/qr.svg", Everybody, Something),
    ("GET", "/collections/{id}/population", Everybody, Something),
    ("POST", "/collections/{id}/population", WhoChange, Something),
    ("GET", "/collections/{id}/invitations", Everybody, Something),
    ("GET", "/collections/{id}/invitations/import", Everybody, Something),
    ("POST", "/collections/{id}/invitations/import", WhoReach, Something),
    ("GET", "/collections/{id}/invitations/reminders", Everybody, Something),
    ("POST", "/collections/{id}/invitations/reminders", WhoChange, Something),
    ("GET", "/collections/{id}/invitations/pause", Everybody, Something),
    ("POST", "/collections/{id}/invitations/pause", WhoChange, Something),
    ("GET", "/collections/{id}/invitations/departed", Everybody, Something),
    ("POST", "/collections/{id}/invitations/departed", WhoReach, Something),
    ("GET", "/collections/{id}/invitations/way", Everybody, Something),
    ("POST", "/collections/{id}/invitations/way", WhoChange, Something),
    ("GET", "/collections/{id}/invitations/erase", Everybody, Something),
    ("POST", "/collections/{id}/invitations/erase", WhoChange, Something),
    ("GET", "/collections/{id}/messages/{kind}", Everybody, Something),
    ("POST", "/collections/{id}/messages/{kind}", WhoReach, Something),
    ("GET", "/inspections/{id}/export", WhoReadResults, Something),
    ("GET", "/inspections/{id}/export/{file}", WhoReadResults, Something),
    ("GET", "/collections/{id}/export", WhoReadResults, Something),
    ("GET", "/collections/{id}/export/{file}", WhoReadResults, Something),
    ("GET", "/inspections/{id}/rates.{format}", Everybody, Something),
    ("GET", "/inspections/{id}/results", WhoReadResults, Something),
    ("GET", "/collections/{id}/results", WhoReadResults, Something),
    ("GET", "/collections/{id}/results/compare", WhoReadResults, Something),
    ("GET", "/audit", WhoChange, Something),
    ("GET", "/audit/{file}", WhoChange, Something),
    ("GET", "/account/digest", Everybody, Something),
    ("POST", "/account/digest", WhoGetDigests, Something),
    ("GET", "/{of:inspections|collections}/{id}/comments", WhoReadComments, Something),
    ("GET", "/{of:inspections|collections}/{id}/comments/concerns", WhoReadComments, Something),
    ("GET", "/{of:inspections|collections}/{id}/comments/search", WhoReadComments, Something),
    ("POST", "/{of:inspections|collections}/{id}/comments/search", WhoReadComments, Something),
    ("GET", "/{of:inspections|collections}/{id}/comments/{comment}", WhoReadComments, Nothing),
    ("GET", "/{of:inspections|collections}/{id}/comments/{comment}/read", WhoReadComments, Nothing),
    ("POST", "/{of:inspections|collections}/{id}/comments/{comment}/read", WhoReadComments, Nothing),
    ("GET", "/{of:inspections|collections}/{id}/comments/{comment}/redact", WhoReadComments, Nothing),
    ("POST", "/{of:inspections|collections}/{id}/comments/{comment}/redact", WhoReadComments, Nothing),
    ("GET", "/{of:inspections|collections}/{id}/comments/{comment}/concern", WhoReadComments, Nothing),
    ("POST", "/{of:inspections|collections}/{id}/comments/{comment}/concern", WhoReadComments, Nothing),
    ("GET", "/account", Everybody, Something),
    ("GET", "/account/password", Everybody, Something),
    ("POST", "/account/password", Everybody, Something),
    ("GET", "/account/second-step", Everybody, Something),
    ("POST", "/account/second-step", Everybody, Something),
    ("GET", "/account/second-step/off", Everybody, Something),
    ("POST", "/account/second-step/off", Everybody, Something),
    ("GET", "/account/sign-out", Everybody, Something),
    ("GET", "/account/tokens", Everybody, Something),
    ("POST", "/account/tokens", Everybody, Something),
    ("GET", "/account/tokens/{id}/take-back", Everybody, Nothing),
    ("POST", "/account/tokens/{id}/take-back", Everybody, Nothing),
    ("GET", "/users", WhoChange, Something),
    ("POST", "/users", WhoChange, Something),
    ("GET", "/users/new", WhoChange, Something),
    ("GET", "/users/{id}", WhoChange, Something),
    ("GET", "/users/{id}/link", WhoChange, Something),
    ("POST", "/users/{id}/link", WhoManageUsers, Something),
    ("GET", "/users/{id}/role", WhoChange, Something),
    ("POST", "/users/{id}/role", WhoManageUsers, Something),
    ("GET", "/users/{id}/sign-out", WhoChange, Something),
    ("POST", "/users/{id}/sign-out", WhoManageUsers, Something),
    ("GET", "/users/{id}/second-step", WhoChange, Something),
    ("POST", "/users/{id}/second-step", WhoManageUsers, Something),
    ("GET", "/users/{id}/remove", WhoManageUsers, Something),
    ("POST", "/users/{id}/remove", WhoManageUsers, Something),
    ("GET", "/inspections/{id}/team", WhoChange, Something),
    ("POST", "/inspections/{id}/team", WhoChange, Something),
    ("GET", "/collections/{id}/poster", Everybody, Something),
    ("GET", "/collections/{id}/slips", Everybody, Something),
    ("POST", "/collections/{id}/slips", WhoReach, Something),
    ("GET", "/collections/{id}/slips/{batch}/revoke", WhoReach, Nothing),
    ("POST", "/collections/{id}/slips/{batch}/revoke", WhoReach, Nothing),
    ("GET", "/surveys", Everybody, Something),
    ("GET", "/surveys/{audience}/{version}", Everybody, Something),
    // A form without what it was filled from changes nothing.
    ("GET", "/inspections/{id}/change", WhoChange, Something),
    ("POST", "/inspections/{id}/change", WhoChange, Something),
    ("GET", "/inspections/{id}/delete", WhoChange, Something),
    ("GET", "/collections/{id}/change", WhoChange, Something),
    ("POST", "/collections/{id}/change", WhoChange, Something),
    ("GET", "/collections/{id}/close", WhoChange, Something),
    ("GET", "/collections/{id}/delete", WhoChange, Something),
    ("POST", "/collections/{id}/close", WhoChange, Something),
    ("POST", "/collections/{id}/delete", WhoChange, Something),
    ("POST", "/inspections/{id}/delete", WhoChange, Something),
    ("POST", "/account/sign-out", Everybody, Something),
];

/// Two inspections: one of Midlothian that lead@speir.example leads, and one of Fife that somebody else leads.
struct World {
    place: Place,
    service: Service,
    own: (Id, Id),
    other: (Id, Id),
    somebody: Id,
}

impl World {
    fn new() -> Self {
        let place = Place::new();
        place.publish_all();
        place.create(&inspection("Midlothian", today() - Days::new(1), today() + Days::new(20)));
        let fife = inspection("Fife", today() - Days::new(1), today() + Days::new(20));
        place.create(&fife.replace("lead@speir.example", "somebody.else@speir.example"));
        place.user("somebody@speir.example", "viewer");
        let mut connection = place.store().connection().unwrap();
        let somebody = users::by_email(&mut connection, "somebody@speir.example").unwrap().unwrap().user.id;
        let all = queries::unscoped::collections(&mut connection).unwrap();
        let of = |area: &str| {
            let one = all.iter().find(|one| one.area.name() == area && one.audience.key() == "staff").unwrap();
            (one.inspection, one.id)
        };
        let (own, other) = (of("Midlothian"), of("Fife"));
        drop(connection);
        let service = place.serve();
        Self { place, service, own, other, somebody }
    }

    /// The addresses of a route, each with whether it is about what the lead leads and the co-ordinator co-ordinates; `None`
    /// where it is about neither inspection.
    fn addresses(&self, route: &str) -> Vec<(String, Option<bool>)> {
        let route = route
            .replace("{kind}", "invitation")
            .replace("{format}", "csv")
            .replace("{file}", if route.starts_with("/audit") { "audit.csv" } else { "rates.csv" })
            .replace("{comment}", &Id::random().to_string())
            .replace("{batch}", &Id::random().to_string())
            .replace("{audience}/{version}", "staff/1");
        let ways: &[&str] = if route.contains("{of:") { &["inspections", "collections"] } else { &[""] };
        let mut addresses = Vec::new();
        for way in ways {
            let route = route.replace("{of:inspections|collections}", way);
            for (own, (inspection, collection)) in [(true, self.own), (false, self.other)] {
                let id = match route.split('/').nth(1) {
                    Some("inspections") => inspection,
                    Some("collections") => collection,
                    _ => self.somebody,
                };
                let is_about = route.contains("{id}") && !route.starts_with("/users");
                let address = format!("/console{}", route.replace("{id}", &id.to_string()));
                if is_about || own {
                    addresses.push((address, is_about.then_some(own)));
                }
            }
        }
        addresses
    }

    fn ask(&self, method: &str, address: &str, cookie: &str) -> (u16, String) {
        let url = format!("{}{address}", self.service.base);
        let response = if method == "GET" {
            self.service.agent.get(url).header("Cookie", cookie).call().unwrap()
        } else {
            let request = self.service.agent.post(url).header("Cookie", cookie);
            request.content_type("application/x-www-form-urlencoded").send("").unwrap()
        };
        let status = response.status().as_u16();
        if response.headers().get("content-type").is_some_and(|of| of == "text/event-stream") {
            return (status, String::new());
        }
        (status, Answer::of(response).location)
    }
}

fn sees(role: Role, own: bool) -> bool {
    own || !matches!(role, Role::Lead | Role::Coordinator)
}

fn walk(role: Role) {
    let world = World::new();
    let email = format!("{}@speir.example", role.key());
    let password = world.place.user(&email, role.key());
    if role == Role::Admin {
        world.place.user("another@speir.example", "admin");
    }
    let cookie = world.service.sign_in(&email, &password);
    let mut wrong = Vec::new();
    for (method, route, is_for, finds) in ROUTES {
        for (address, own) in world.addresses(route) {
            let (status, location) = world.ask(method, &address, &cookie);
            let as_expected = if !own.is_none_or(|own| sees(role, own)) {
                status == 404
            } else if !is_for.has(role) {
                status == 403
            } else if *finds == Nothing {
                status == 404
            } else {
                // The second step is for those who are half signed in; and what ends sign-ins leads there.
                let leaves = ["/second-step", "/account/sign-out", "/account/second-step/off"].contains(route);
                matches!(status, 200 | 303 | 409 | 422) && (leaves || !location.starts_with("/sign-in"))
            };
            if !as_expected {
                wrong.push(format!("{method} {address}: {status} {location}"));
            }
        }
    }
    assert!(wrong.is_empty(), "as {role}: {wrong:#?}");
}

#[test]
fn an_administrator_gets_everywhere() {
    walk(Role::Admin);
}

#[test]
fn a_lead_gets_to_the_inspections_that_they_lead_and_to_no_other() {
    walk(Role::Lead);
}

#[test]
fn a_coordinator_gets_to_the_counts_and_papers_of_their_area_and_to_no_result() {
    walk(Role::Coordinator);
}

#[test]
fn a_viewer_sees_counts_and_changes_nothing() {
    walk(Role::Viewer);
}

#[test]
fn an_analyst_reads_results_and_changes_nothing() {
    walk(Role::Analyst);
}

#[test]
fn a_stranger_is_led_to_the_sign_in_from_everywhere_and_a_forged_session_too() {
    let world = World::new();
    for cookie in ["", "speir=forged", "speir=%7B%22user%22%3A1%7D"] {
        for (method, route, ..) in ROUTES {
            for (address, _) in world.addresses(route) {
                let (status, location) = world.ask(method, &address, cookie);
                assert_eq!(status, 303, "{method} {address}");
                assert!(location.starts_with("/sign-in"), "{method} {address}: {location}");
            }
        }
    }
}

#[test]
fn no_form_of_the_console_is_taken_from_another_site() {
    let world = World::new();
    let cookie = world.service.sign_in("admin@speir.example", &world.place.user("admin@speir.example", "admin"));
    for (method, route, ..) in ROUTES.iter().filter(|(method, ..)| *method == "POST") {
        for (address, _) in world.addresses(route) {
            let request =
                world.service.agent.post(format!("{}{address}", world.service.base)).header("Cookie", &cookie);
            let request = request.header("Origin", "https://elsewhere.example").header("Sec-Fetch-Site", "cross-site");
            let answer = request.content_type("application/x-www-form-urlencoded").send("").unwrap();
            assert_eq!(answer.status(), 403, "{method} {address}");
        }
    }
}

/// The routes that the sources register: each address with its methods.
fn registered() -> BTreeSet<(String, String)> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console/mod.rs");
    let source = fs::read_to_string(file).unwrap();
    let pages = &source[source.find("fn pages(").unwrap()..];
    let mut found = BTreeSet::new();
    for rest in pages.split("resource(\"").skip(1).chain(pages.split("(at(\"").skip(1)) {
        let (address, after) = rest.split_once('"').unwrap();
        let is_of_comments = !address.is_empty() && pages.contains(&format!("(at(\"{address}\")"))
            || rest.starts_with("\").get(comments");
        let address = if is_of_comments {
            format!("/{{of:inspections|collections}}/{{id}}/comments{address}")
        } else {
            address.to_owned()
        };
        let end = after.find("service(").unwrap_or(after.len());
        for method in ["get", "post"] {
            if after[..end].contains(&format!(".{method}(")) {
                found.insert((method.to_uppercase(), address.clone()));
            }
        }
    }
    found
}

#[test]
fn the_walk_leaves_no_route_out() {
    let walked: BTreeSet<_> =
        ROUTES.iter().map(|(method, route, ..)| ((*method).to_owned(), (*route).to_owned())).collect();
    assert_eq!(walked.len(), ROUTES.len(), "none stands there twice");
    let registered = registered();
    assert!(registered.len() > 60, "{registered:?}");
    assert_eq!(registered.difference(&walked).collect::<Vec<_>>(), Vec::<&(String, String)>::new(), "not walked");
    assert_eq!(
        walked.difference(&registered).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new(),
        "not there any more"
    );
}
