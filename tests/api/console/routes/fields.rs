//! Ids of others in queries and forms.

use std::collections::BTreeSet;

use speir::users::{self, Role};

use super::{
    ROUTES,
    coverage::fields_of_console,
    world::{FOREIGN, Things, World, every_field},
};
use crate::support::form;

impl Things {
    fn ids(self) -> [String; 6] {
        [self.inspection, self.collection, self.comment, self.batch, self.person, self.token]
            .map(|id| id.to_string())
    }
}

/// Everything that is kept of what is not one's own.
fn kept(world: &World) -> BTreeSet<String> {
    let tables = [
        "inspections",
        "collections",
        "inspection_team",
        "inspection_readers",
        "message_texts",
        "evaluations",
        "evaluation_changes",
        "code_batches",
        "strata",
        "waves",
        "comments",
        "invitations",
        "unreached",
        "mailings",
        "holdings",
    ];
    let own =
        [world.own.inspection, world.own.collection].map(|id| format!("{:?}", id.0.as_bytes()));
    let rows = tables.into_iter().flat_map(|table| {
        world.place.rows(table).into_iter().map(move |row| format!("{table} {row}"))
    });
    rows.filter(|row| !own.iter().any(|own| row.contains(own))).collect()
}

fn foreign_ids_do_nothing(role: Role, invited: bool) {
    let world = World::of(role, invited);
    let cookie = world.sign_in();
    let names: Vec<String> = fields_of_console().into_iter().collect();
    let shown = [
        FOREIGN.to_owned(),
        world.other.inspection.to_string(),
        world.other.collection.to_string(),
    ];
    let before = foreign(&world);
    let mut wrong = Vec::new();
    for (method, route, _) in ROUTES.iter().filter(|(_, _, is_for)| is_for.has(role)) {
        if ["/account/sign-out", "/second-step"].contains(route) {
            continue;
        }
        for (address, _) in
            world.addresses(route).into_iter().filter(|(_, own)| *own != Some(false))
        {
            for id in world.other.ids() {
                let fields = every_field(&names, &id);
                let answer = match *method {
                    "GET" => world.ask("GET", &format!("{address}?{fields}"), &cookie, ""),
                    method => world.ask(method, &address, &cookie, &fields),
                };
                // What was typed comes back in its own field; what is looked for is what the
                // service adds.
                let told =
                    shown.iter().any(|word| *word != id && answer.text.contains(word.as_str()));
                if told || answer.status >= 500 {
                    wrong.push(format!("{method} {address} with {id}: {}", answer.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "as {role}: {wrong:#?}");
    assert_eq!(foreign(&world), before, "as {role}");
}

/// The rows that hold an id of what is not one's own.
fn foreign(world: &World) -> BTreeSet<String> {
    let other = [world.other.inspection, world.other.collection];
    let text = |id: speir::store::Id| id.0.simple().to_string();
    let of_other = |row: &String| other.iter().any(|id| row.to_lowercase().contains(&text(*id)));
    kept(world).into_iter().filter(of_other).collect()
}

#[test]
fn a_lead_reaches_nothing_by_foreign_ids_in_fields() {
    foreign_ids_do_nothing(Role::Lead, false);
}

#[test]
fn a_coordinator_reaches_nothing_by_foreign_ids_in_fields() {
    foreign_ids_do_nothing(Role::Coordinator, false);
}

#[test]
fn a_reader_reaches_nothing_by_foreign_ids_in_fields() {
    foreign_ids_do_nothing(Role::Reader, true);
}

#[test]
fn results_are_compared_with_collections_that_are_seen_only() {
    let world = World::of(Role::Lead, false);
    world.place.released_days_ago(9, "area = 'S12000047'");
    world.place.released_days_ago(3, "area = 'S12000019'");
    let compare = format!("/console/collections/{}/results/compare", world.own.collection);
    let cookie = world.sign_in();
    let other = world.other.collection;
    for with in [
        other.to_string(),
        other.to_string().to_uppercase(),
        format!("%{:02X}{}", other.to_string().as_bytes()[0], &other.to_string()[1..]),
    ] {
        let answer = world.ask("GET", &format!("{compare}?with={with}"), &cookie, "");
        assert_eq!(answer.status, 404, "{with}");
    }
    let offered = world.ask("GET", &compare, &cookie, "");
    assert!(offered.status == 200 && !offered.text.contains(FOREIGN), "{}", offered.text);
    let admin = World::of(Role::Admin, false);
    admin.place.released_days_ago(9, "area = 'S12000047'");
    admin.place.released_days_ago(3, "area = 'S12000019'");
    let compare = format!(
        "/console/collections/{}/results/compare?with={}",
        admin.own.collection, admin.other.collection
    );
    assert_ne!(
        admin.ask("GET", &compare, &admin.sign_in(), "").text.find(FOREIGN),
        None,
        "an administrator sees both"
    );
}

#[test]
fn a_lead_invites_for_areas_and_inspections_of_their_own_only() {
    let world = World::of(Role::Lead, false);
    let cookie = world.sign_in();
    let (own, other) = (world.own.inspection.to_string(), world.other.inspection.to_string());
    let invite = |fields: &[(&str, &str)]| {
        world.ask("POST", "/console/users", &cookie, &form(fields)).status
    };
    for refused in [
        vec![("role", "coordinator"), ("areas", "S12000047")],
        vec![("role", "coordinator"), ("areas", "S12000019"), ("areas", "S12000047")],
        vec![("role", "viewer")],
        vec![("role", "viewer"), ("inspections", other.as_str())],
        vec![("role", "reader")],
        vec![("role", "reader"), ("inspections", other.as_str())],
        vec![("role", "lead")],
        vec![("role", "lead"), ("inspections", own.as_str())],
        vec![("role", "analyst")],
        vec![("role", "admin")],
    ] {
        let fields = [vec![("email", "new@speir.example")], refused].concat();
        assert_eq!(invite(&fields), 422, "{fields:?}");
    }
    let page = world.ask("GET", "/console/users/new", &cookie, "").text;
    assert!(
        !page.contains(FOREIGN) && !page.contains("S12000047") && page.contains("S12000019"),
        "{page}"
    );
    for (number, allowed) in [
        vec![("role", "coordinator"), ("areas", "S12000019")],
        vec![("role", "viewer"), ("inspections", own.as_str())],
        vec![("role", "reader"), ("inspections", own.as_str()), ("inspections", other.as_str())],
    ]
    .into_iter()
    .enumerate()
    {
        let email = format!("new{number}@speir.example");
        let fields = [vec![("email", email.as_str())], allowed].concat();
        assert_eq!(invite(&fields), 303, "{fields:?}");
        let mut connection = world.place.store().connection().unwrap();
        let invited = users::by_email(&mut connection, &email).unwrap().unwrap().user;
        let scope = users::Scope::of(&mut connection, &invited).unwrap();
        assert!(
            scope.sees_inspection(world.own.inspection)
                && !scope.sees_inspection(world.other.inspection)
        );
    }
}

#[test]
fn nobody_but_an_administrator_sees_a_link_to_join() {
    let world = World::of(Role::Lead, false);
    let cookie = world.sign_in();
    let page = world.ask("GET", &format!("/console/users/{}", world.own.person), &cookie, "");
    assert!(page.status == 200 && !page.text.contains("/join/"), "{}", page.text);
    let sent = world.ask("POST", &format!("/console/users/{}/link", world.own.person), &cookie, "");
    assert_eq!(sent.status, 303);
    assert!(!world.ask("GET", &sent.location, &cookie, "").text.contains("/join/"));
    let admin = World::of(Role::Admin, false);
    let page =
        admin.ask("GET", &format!("/console/users/{}", admin.own.person), &admin.sign_in(), "");
    assert!(page.text.contains("/join/"), "{}", page.text);
}

#[test]
fn a_lead_does_nothing_to_accounts_of_people_who_have_joined() {
    let world = World::of(Role::Lead, false);
    let cookie = world.sign_in();
    let mut connection = world.place.store().connection().unwrap();
    let person = users::by_id(&mut connection, world.own.person).unwrap().unwrap().user.email;
    users::queries::set_password(
        &mut connection,
        &person,
        world.own.person,
        "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAA",
        None,
    )
    .unwrap();
    let of_person = format!("/console/users/{}", world.own.person);
    for path in ["/link", "/remove", "/role", "/sign-out", "/second-step"] {
        assert_eq!(
            world.ask("POST", &format!("{of_person}{path}"), &cookie, "").status,
            403,
            "{path}"
        );
    }
    assert!(users::by_email(&mut connection, &person).unwrap().is_some());
}
