//! Lists of fewer than five mailboxes.

use crate::{
    invitation::second_lists::{hidden, send},
    support::Place,
};

fn list(count: usize) -> String {
    (1..=count).map(|n| format!("new{n}@example.org\n")).collect()
}

#[test]
fn a_first_list_of_fewer_than_five_is_refused_with_the_reason() {
    let place = Place::by_invitation();
    let file = place.dir.path().join("few.csv");
    std::fs::write(&file, list(4)).unwrap();
    let arguments = ["invitation", "import", &place.link("staff"), file.to_str().unwrap()];
    let said = place.refuse(&arguments);
    assert!(said.contains("4 mailboxes") && said.contains("show who has answered"), "{said}");
    assert_eq!(place.rows("invitations").len(), 0);
}

#[test]
fn a_later_addition_of_fewer_than_five_is_refused_and_keeps_the_list() {
    let place = Place::by_invitation();
    place.invite(30);
    let service = place.serve();
    place.wait_for_letters(30);
    let cookie = service.sign_in("lead@speir.example", &place.user("lead@speir.example", "lead"));
    let path = format!("/console/collections/{}/invitations/import", place.id("staff"));
    let before = place.rows("invitations");
    let refused = send(&service, &path, &cookie, &[("list", &list(4))]);
    assert_eq!(refused.status, 422, "{}", refused.text);
    for said in ["would get 4 new mailboxes", "Wait until you have 5"] {
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
    }
    assert_eq!((place.rows("invitations"), place.queue()), (before, 0), "nothing is lost or sent");
    let asked = send(&service, &path, &cookie, &[("list", &list(5))]);
    assert_eq!(asked.status, 200, "{}", asked.text);
    let fields = hidden(&asked.text);
    let fields: Vec<_> = fields.iter().map(|(name, is)| (name.as_str(), is.as_str())).collect();
    assert_eq!(send(&service, &path, &cookie, &fields).status, 303);
    place.wait_for_letters(35);
}
