//! Every route by its plain address.

use speir::users::Role;

use super::{
    For, ROUTES,
    world::{World, sees_all},
};

fn walk(role: Role, invited: bool) {
    let world = World::of(role, invited);
    let cookie = world.sign_in();
    let mut wrong = Vec::new();
    for (method, route, is_for) in ROUTES {
        for (address, own) in world.addresses(route) {
            let answer = world.ask(method, &address, &cookie, "");
            let (status, location) = (answer.status, answer.location.as_str());
            // One's token is one's own, whatever one's role; a comment or a batch belongs to its
            // own page.
            let elsewhere = route.starts_with("/account")
                || route.contains("{comment}")
                || route.contains("{batch}");
            let seen = own.is_none_or(|own| {
                own || (sees_all(role, invited) && !(elsewhere && is_mixed(&world, &address)))
            });
            let as_expected = if !is_for.has(role) {
                status == 403
            } else if !seen {
                status == 404
            } else {
                // The second step is for those who are half signed in; and what ends sign-ins leads
                // there.
                let leaves = ["/second-step", "/account/sign-out", "/account/second-step/off"]
                    .contains(route);
                matches!(status, 200 | 303 | 409 | 422)
                    && (leaves || !location.starts_with("/sign-in"))
            };
            if !as_expected {
                wrong.push(format!("{method} {address}: {status} {location}"));
            }
        }
    }
    assert!(wrong.is_empty(), "as {role}: {wrong:#?}");
}

/// Whether an address names a token of somebody else, or something of one inspection on a page of
/// the other.
fn is_mixed(world: &World, address: &str) -> bool {
    let (own, other) = (world.own, world.other);
    let has = |id: speir::store::Id| address.contains(&id.to_string());
    has(other.token)
        || (has(own.inspection) || has(own.collection)) && (has(other.comment) || has(other.batch))
}

#[test]
fn an_administrator_gets_everywhere() {
    walk(Role::Admin, false);
}

#[test]
fn a_lead_gets_to_their_own_inspections_only() {
    walk(Role::Lead, false);
}

#[test]
fn a_coordinator_gets_to_counts_and_papers_of_their_area_only() {
    walk(Role::Coordinator, false);
}

#[test]
fn a_viewer_sees_counts_and_changes_nothing() {
    walk(Role::Viewer, false);
}

#[test]
fn a_viewer_of_one_inspection_sees_no_other() {
    walk(Role::Viewer, true);
}

#[test]
fn a_reader_sees_counts_and_results_of_one_inspection() {
    walk(Role::Reader, true);
}

#[test]
fn an_analyst_reads_results_and_changes_nothing() {
    walk(Role::Analyst, false);
}

#[test]
fn a_stranger_is_led_to_sign_in_from_everywhere() {
    let world = World::of(Role::Lead, false);
    for cookie in ["", "speir=forged", "speir=%7B%22user%22%3A1%7D"] {
        for (method, route, _) in ROUTES {
            for (address, _) in world.addresses(route) {
                let answer = world.ask(method, &address, cookie, "");
                assert_eq!(answer.status, 303, "{method} {address}");
                assert!(
                    answer.location.starts_with("/sign-in"),
                    "{method} {address}: {}",
                    answer.location
                );
            }
        }
    }
}

#[test]
fn no_form_of_the_console_is_taken_from_another_site() {
    let world = World::of(Role::Admin, false);
    let cookie = world.sign_in();
    for (method, route, _) in ROUTES.iter().filter(|(method, ..)| *method == "POST") {
        for (address, _) in world.addresses(route) {
            let request = world
                .service
                .agent
                .post(format!("{}{address}", world.service.base))
                .header("Cookie", &cookie);
            let request = request
                .header("Origin", "https://elsewhere.example")
                .header("Sec-Fetch-Site", "cross-site");
            let answer =
                request.content_type("application/x-www-form-urlencoded").send("").unwrap();
            assert_eq!(answer.status(), 403, "{method} {address}");
        }
    }
}

/// Which roles are walked: a role that is added must be added here.
#[test]
fn every_role_is_walked() {
    let walked =
        [Role::Admin, Role::Lead, Role::Coordinator, Role::Viewer, Role::Reader, Role::Analyst];
    assert!(Role::ALL.iter().all(|role| walked.contains(role)));
    assert!(ROUTES.iter().any(|(.., is_for)| matches!(is_for, For::WhoGetDigests)));
}
