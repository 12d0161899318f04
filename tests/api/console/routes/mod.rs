//! Every route of the console, walked as every role and as a stranger, by every spelling of its
//! address and with foreign ids in every place that takes one. A route or a place that is missing
//! here fails the tests of `coverage`.

mod coverage;
mod fields;
mod spellings;
mod walk;
mod world;

use speir::{notice::digest, users::Role};

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

use For::{
    Everybody, WhoChange, WhoGetDigests, WhoManageUsers, WhoReach, WhoReadComments, WhoReadResults,
};

/// The addresses of the pages of a collection, without `/console`.
pub fn pages_of_collections() -> impl Iterator<Item = String> {
    let of_one = |route: &&str| {
        route.starts_with("/collections/{id}") || route.starts_with("/{of:inspections|collections}")
    };
    let gets = ROUTES.iter().filter(|(method, ..)| *method == "GET").map(|(_, route, _)| *route);
    gets.filter(of_one).map(|route| route.replace("{of:inspections|collections}", "collections"))
}

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

/// The routes as src/console/routes.rs writes them, without `/console`, in an order in which none
/// takes from another what it needs.
const ROUTES: &[(&str, &str, For)] = &[
    ("GET", "", Everybody),
    ("GET", "/second-step", Everybody),
    ("POST", "/second-step", Everybody),
    ("GET", "/inspections", Everybody),
    ("POST", "/inspections", WhoChange),
    ("GET", "/inspections/new", WhoChange),
    ("GET", "/inspections/new/file", WhoChange),
    ("POST", "/inspections/new/file", WhoChange),
    ("GET", "/inspections/{id}/copy", WhoChange),
    ("POST", "/inspections/{id}/copy", WhoChange),
    ("GET", "/inspections/{id}/file", WhoChange),
    ("GET", "/programmes", Everybody),
    ("POST", "/programmes", WhoChange),
    ("GET", "/programmes/new", WhoChange),
    ("GET", "/programmes/{id}", Everybody),
    ("GET", "/programmes/{id}/change", WhoChange),
    ("POST", "/programmes/{id}/change", WhoChange),
    ("GET", "/programmes/{id}/figures", Everybody),
    ("POST", "/programmes/{id}/figures", WhoChange),
    ("GET", "/programmes/{id}/results", WhoReadResults),
    ("GET", "/programmes/{id}/results/compare", WhoReadResults),
    ("GET", "/live", Everybody),
    ("GET", "/inspections/{id}", Everybody),
    ("GET", "/inspections/{id}/live", Everybody),
    ("GET", "/inspections/{id}/collections/new", WhoChange),
    ("GET", "/inspections/{id}/collections", Everybody),
    ("POST", "/inspections/{id}/collections", WhoChange),
    ("GET", "/collections/{id}", Everybody),
    ("GET", "/collections/{id}/live", Everybody),
    ("GET", "/collections/{id}/release", WhoChange),
    ("POST", "/collections/{id}/release", WhoChange),
    ("GET", "/collections/{id}/qr.svg", Everybody),
    ("GET", "/collections/{id}/population", Everybody),
    ("POST", "/collections/{id}/population", WhoChange),
    ("GET", "/collections/{id}/records", WhoChange),
    ("GET", "/collections/{id}/records/sample", WhoChange),
    ("POST", "/collections/{id}/records/sample", WhoChange),
    ("GET", "/collections/{id}/records/figures", WhoChange),
    ("GET", "/collections/{id}/records/rows.{format}", WhoChange),
    ("GET", "/collections/{id}/records/new", WhoChange),
    ("POST", "/collections/{id}/records/new", WhoChange),
    ("GET", "/collections/{id}/records/{number}/delete", WhoChange),
    ("POST", "/collections/{id}/records/{number}/delete", WhoChange),
    ("GET", "/collections/{id}/records/{number}/{turn}", WhoChange),
    ("POST", "/collections/{id}/records/{number}/{turn}", WhoChange),
    ("GET", "/collections/{id}/invitations", Everybody),
    ("GET", "/bounces", Everybody),
    ("POST", "/bounces", WhoManageUsers),
    ("GET", "/collections/{id}/invitations/unreached", WhoReach),
    ("POST", "/collections/{id}/invitations/unreached", WhoReach),
    ("GET", "/collections/{id}/invitations/import", Everybody),
    ("POST", "/collections/{id}/invitations/import", WhoReach),
    ("GET", "/collections/{id}/invitations/reminders", Everybody),
    ("POST", "/collections/{id}/invitations/reminders", WhoChange),
    ("GET", "/collections/{id}/invitations/pause", Everybody),
    ("POST", "/collections/{id}/invitations/pause", WhoChange),
    ("GET", "/collections/{id}/invitations/departed", Everybody),
    ("POST", "/collections/{id}/invitations/departed", WhoReach),
    ("GET", "/collections/{id}/invitations/way", Everybody),
    ("POST", "/collections/{id}/invitations/way", WhoChange),
    ("GET", "/collections/{id}/invitations/erase", Everybody),
    ("POST", "/collections/{id}/invitations/erase", WhoChange),
    ("GET", "/inspections/{id}/messages", Everybody),
    ("GET", "/inspections/{id}/messages/{kind}", Everybody),
    ("POST", "/inspections/{id}/messages/{kind}", WhoChange),
    ("GET", "/collections/{id}/messages/{kind}/html", Everybody),
    ("GET", "/collections/{id}/messages/{kind}", Everybody),
    ("POST", "/collections/{id}/messages/{kind}", WhoReach),
    ("GET", "/inspections/{id}/export", WhoReadResults),
    ("GET", "/inspections/{id}/export/{file}", WhoReadResults),
    ("GET", "/collections/{id}/export", WhoReadResults),
    ("GET", "/collections/{id}/export/{file}", WhoReadResults),
    ("GET", "/inspections/{id}/rates.{format}", Everybody),
    ("GET", "/inspections/{id}/results", WhoReadResults),
    ("GET", "/collections/{id}/results", WhoReadResults),
    ("GET", "/collections/{id}/results/compare", WhoReadResults),
    ("GET", "/inspections/{id}/evaluations", WhoChange),
    ("GET", "/inspections/{id}/evaluations.{format}", WhoChange),
    ("GET", "/inspections/{id}/evaluations/{area}/{indicator}", WhoChange),
    ("POST", "/inspections/{id}/evaluations/{area}/{indicator}", WhoChange),
    ("GET", "/inspections/{id}/evaluations/{area}/{indicator}/agree", WhoChange),
    ("POST", "/inspections/{id}/evaluations/{area}/{indicator}/agree", WhoChange),
    ("GET", "/inspections/{id}/evaluations/{area}/{indicator}/history", WhoChange),
    ("GET", "/audit", WhoChange),
    ("GET", "/audit/{file}", WhoChange),
    ("GET", "/account/digest", Everybody),
    ("POST", "/account/digest", WhoGetDigests),
    ("GET", "/{of:inspections|collections}/{id}/comments", WhoReadComments),
    ("GET", "/{of:inspections|collections}/{id}/comments/concerns", WhoReadComments),
    ("GET", "/{of:inspections|collections}/{id}/comments/search", WhoReadComments),
    ("POST", "/{of:inspections|collections}/{id}/comments/search", WhoReadComments),
    ("GET", "/{of:inspections|collections}/{id}/comments/{comment}", WhoReadComments),
    ("GET", "/{of:inspections|collections}/{id}/comments/{comment}/read", WhoReadComments),
    ("POST", "/{of:inspections|collections}/{id}/comments/{comment}/read", WhoReadComments),
    ("GET", "/{of:inspections|collections}/{id}/comments/{comment}/redact", WhoReadComments),
    ("POST", "/{of:inspections|collections}/{id}/comments/{comment}/redact", WhoReadComments),
    ("GET", "/{of:inspections|collections}/{id}/comments/{comment}/concern", WhoReadComments),
    ("POST", "/{of:inspections|collections}/{id}/comments/{comment}/concern", WhoReadComments),
    ("GET", "/account", Everybody),
    ("GET", "/account/password", Everybody),
    ("POST", "/account/password", Everybody),
    ("GET", "/account/second-step", Everybody),
    ("POST", "/account/second-step", Everybody),
    ("GET", "/account/second-step/off", Everybody),
    ("POST", "/account/second-step/off", Everybody),
    ("GET", "/account/sign-out", Everybody),
    ("GET", "/account/sessions/end", Everybody),
    ("POST", "/account/sessions/end", Everybody),
    ("GET", "/account/recovery-codes", Everybody),
    ("POST", "/account/recovery-codes", Everybody),
    ("GET", "/account/tokens", Everybody),
    ("POST", "/account/tokens", Everybody),
    ("GET", "/account/tokens/{id}/take-back", Everybody),
    ("POST", "/account/tokens/{id}/take-back", Everybody),
    ("GET", "/users", WhoChange),
    ("POST", "/users", WhoChange),
    ("GET", "/users/new", WhoChange),
    ("GET", "/users/{id}", WhoChange),
    ("GET", "/users/{id}/link", WhoChange),
    ("POST", "/users/{id}/link", WhoChange),
    ("GET", "/users/{id}/role", WhoChange),
    ("POST", "/users/{id}/role", WhoManageUsers),
    ("GET", "/users/{id}/sign-out", WhoChange),
    ("POST", "/users/{id}/sign-out", WhoManageUsers),
    ("GET", "/users/{id}/second-step", WhoChange),
    ("POST", "/users/{id}/second-step", WhoManageUsers),
    ("GET", "/users/{id}/remove", WhoChange),
    ("GET", "/inspections/{id}/team", WhoChange),
    ("POST", "/inspections/{id}/team", WhoChange),
    ("GET", "/collections/{id}/poster", Everybody),
    ("GET", "/collections/{id}/slips", Everybody),
    ("POST", "/collections/{id}/slips", WhoReach),
    ("GET", "/collections/{id}/slips/{batch}/revoke", WhoReach),
    ("POST", "/collections/{id}/slips/{batch}/revoke", WhoReach),
    ("GET", "/surveys", Everybody),
    ("GET", "/surveys/{survey}/{version}", Everybody),
    // A form without what it was filled from changes nothing.
    ("GET", "/inspections/{id}/change", WhoChange),
    ("POST", "/inspections/{id}/change", WhoChange),
    ("GET", "/inspections/{id}/delete", WhoChange),
    ("GET", "/collections/{id}/change", WhoChange),
    ("POST", "/collections/{id}/change", WhoChange),
    ("GET", "/collections/{id}/close", WhoChange),
    ("GET", "/collections/{id}/delete", WhoChange),
    ("POST", "/collections/{id}/close", WhoChange),
    ("POST", "/collections/{id}/delete", WhoChange),
    ("POST", "/inspections/{id}/delete", WhoChange),
    ("POST", "/users/{id}/remove", WhoChange),
    ("POST", "/account/sign-out", Everybody),
];
