use chrono::NaiveDate;

use super::surveys;
use crate::{
    inspection::{
        Area, InspectionKind, Part,
        create::{DEFAULT_KEEP_DAYS, DEFAULT_THRESHOLD, NewCollection, NewInspection, NewPart},
    },
    language::calendar::{end_of, start_of},
    survey::{Framework, Instrument},
};

/// An inspection to be made, and how many responses each of its collections gets.
pub struct Plan {
    pub inspection: NewInspection,
    pub collections: Vec<(NewCollection, Fill)>,
}

/// How many people will have answered by closing, by the collection's own link, and by the link of
/// each of its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fill {
    pub own: u32,
    pub parts: Vec<u32>,
    /// Where slips are handed out, and how many at each place. Where there are none, people come by
    /// email or by a link.
    pub places: &'static [(&'static str, u32)],
    /// Whether a reminder goes out as soon as the demo runs.
    pub reminded: bool,
}

/// Returned and issued for staff, 8 to 15, 16 and over, parents and carers.
pub type Counts = [(u32, u32); 4];

/// A part of a collection: key, name, and returned and issued.
pub type PlannedPart = (&'static str, &'static str, u32, u32);

/// The surveys of a joint inspection.
pub const STAFF: &str = "staff";
pub const AGE_8_TO_15: &str = "age-8-15";
pub const AGE_16_PLUS: &str = "age-16-plus";
pub const PARENTS_CARERS: &str = "parents-carers";

/// The email address of the demo's inspection lead.
pub const LEAD: &str = "lead@speir.example";

/// Parts a collection that comes by the links, or by the invitations, of its parts.
pub fn in_parts((collection, fill): &mut (NewCollection, Fill), parts: &[PlannedPart]) {
    for (key, name, returned, population) in parts {
        let (key, name) = ((*key).to_owned(), (*name).to_owned());
        collection.parts.push(NewPart { key, name, population: *population });
        fill.parts.push(*returned);
    }
    fill.own = 0;
}

/// Returned and issued that differ from area to area: from `fewest` issued, `spread` more at most,
/// and from `percent` returned.
pub fn made_up(number: usize, fewest: usize, spread: usize, percent: usize) -> (u32, u32) {
    let issued = fewest + number * 37 % spread;
    let returned = issued * (percent + number * 29 % 45) / 100;
    (u32::try_from(returned).unwrap_or(0), u32::try_from(issued).unwrap_or(0))
}

impl Plan {
    pub fn new(
        title: &str,
        kind: InspectionKind,
        opens_on: NaiveDate,
        closes_on: NaiveDate,
    ) -> Self {
        let inspection = NewInspection {
            title: title.to_owned(),
            kind,
            framework: Framework::first(),
            lead: LEAD.to_owned(),
            threshold: DEFAULT_THRESHOLD,
            opens_on,
            closes_on,
            keep_days: DEFAULT_KEEP_DAYS,
            contact: crate::inspection::Contact::default(),
            particulars: crate::inspection::Particulars::default(),
            programme: None,
            follows: None,
        };
        Self { inspection, collections: Vec::new() }
    }

    pub fn add_all(&mut self, area: &str, counts: Counts) {
        for (survey, counts) in
            [STAFF, AGE_8_TO_15, AGE_16_PLUS, PARENTS_CARERS].into_iter().zip(counts)
        {
            self.add(area, survey, counts);
        }
    }

    /// Everybody came by a link: nobody's address is made up for what is over.
    pub fn by_link(mut self) -> Self {
        self.collections.iter_mut().for_each(|(collection, _)| collection.open_link = true);
        self
    }

    pub fn add(&mut self, area: &str, survey: &str, (returned, issued): (u32, u32)) {
        // A test makes every plan.
        let (Ok(area), Some(survey)) = (area.parse::<Area>(), Instrument::defined(survey)) else {
            return;
        };
        let collection = NewCollection {
            area,
            survey,
            version: surveys::newest(survey.key()),
            population: Some(issued),
            target_percent: survey.audience().usual_target(),
            opens_at: start_of(self.inspection.opens_on),
            closes_at: end_of(self.inspection.closes_on),
            parts: Vec::new(),
            open_link: !survey.audience().is_asked_by_email(),
            coordinator: Some(format!("coordinator@{}", domain(area))),
        }
        .for_its_way();
        self.collections.push((collection, Fill { own: returned, ..Fill::default() }));
    }
}

/// A day that is written as in ISO 8601.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

/// A made-up domain of an area, such as `south-lanarkshire.example`.
pub fn domain(area: Area) -> String {
    format!("{}.example", area.name().to_lowercase().replace(' ', "-"))
}

impl Fill {
    /// The responses that come by the link of each part, the collection's own link first.
    pub fn by_link<'a>(
        &'a self,
        parts: &'a [Part],
    ) -> impl Iterator<Item = (Option<&'a Part>, u32)> {
        let parts = parts.iter().map(Some).zip(self.parts.iter().copied());
        std::iter::once((None, self.own)).chain(parts)
    }
}
