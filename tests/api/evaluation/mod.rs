//! Evaluations of quality indicators.

mod agreeing;
mod frameworks;
mod table;
mod writing;

use crate::support::{Answer, Desk, Place, form, hidden};

pub const LEAD: &str = "lead@speir.example";
pub const DEPUTY: &str = "bea@speir.example";
pub const ADMIN: &str = "admin@speir.example";

/// A desk of the lead, with a deputy and an administrator who are signed in too.
pub struct Team {
    pub desk: Desk,
    deputy: String,
    admin: String,
}

impl Team {
    pub fn new() -> Self {
        Self::of(Place::with_collections())
    }

    pub fn of(place: Place) -> Self {
        let (deputy, admin) = (place.user(DEPUTY, "lead"), place.user(ADMIN, "admin"));
        let inspection = place.bytes(place.inspection_id());
        place.sql(&format!(
            "INSERT INTO inspection_team (inspection, email) VALUES ({inspection}, '{DEPUTY}')"
        ));
        let desk = Desk::of(place);
        let deputy = desk.service.sign_in(DEPUTY, &deputy);
        let admin = desk.service.sign_in(ADMIN, &admin);
        Self { desk, deputy, admin }
    }

    /// Starts the service anew. Everybody stays signed in.
    pub fn restart(&mut self) {
        self.desk.service = self.desk.place.serve();
    }

    pub fn place(&self) -> &Place {
        &self.desk.place
    }

    /// The address of the table.
    pub fn table(&self) -> String {
        format!("/console/inspections/{}/evaluations", self.place().inspection_id())
    }

    /// The address of an evaluation in Midlothian.
    pub fn one(&self, indicator: &str) -> String {
        format!("{}/S12000019/{indicator}", self.table())
    }

    pub fn get(&self, who: &str, path: &str) -> Answer {
        match who {
            LEAD => self.desk.get(path),
            DEPUTY => self.desk.service.get_as(path, &self.deputy),
            _ => self.desk.service.get_as(path, &self.admin),
        }
    }

    pub fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        match who {
            LEAD => self.desk.post(path, fields),
            DEPUTY => self.desk.service.post_as(path, &self.deputy, &form(fields)),
            _ => self.desk.service.post_as(path, &self.admin, &form(fields)),
        }
    }

    /// Opens the page and sends its form with these values.
    pub fn write(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let seen = hidden(&self.get(who, path), "seen");
        self.post(who, path, &[&[("seen", seen.as_str())], fields].concat())
    }

    /// The same, which must be done.
    pub fn written(&self, who: &str, path: &str, fields: &[(&str, &str)]) {
        let answer = self.write(who, path, fields);
        assert_eq!(answer.status, 303, "{}", answer.text);
        assert_eq!(answer.location, format!("{path}?done=saved"));
    }

    /// Agrees to what the page shows now.
    pub fn agree(&self, who: &str, path: &str) -> Answer {
        self.agree_seeing(who, path, &hidden(&self.get(who, path), "seen"))
    }

    /// Agrees to what the page showed.
    pub fn agree_seeing(&self, who: &str, path: &str, seen: &str) -> Answer {
        self.post(who, &format!("{path}/agree"), &[("seen", seen), ("agreement", "agree")])
    }

    /// The words of a page's main part.
    pub fn words(&self, who: &str, path: &str) -> String {
        let page = self.get(who, path);
        assert_eq!(page.status, 200, "{path}: {}", page.text);
        words(&page)
    }
}

/// The words of a page's main part, with single spaces.
pub fn words(page: &Answer) -> String {
    let main = page.text.split("<main").nth(1).unwrap_or_else(|| panic!("{}", page.text));
    let html = scraper::Html::parse_fragment(&format!("<main{main}"));
    let text: String = html.root_element().text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
