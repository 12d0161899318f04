//! How a collection gets its answers, and the words for it: pages take every sentence that depends
//! on it from here.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::{
    inspection::{Collection, GRACE},
    language::{calendar, numbers::grouped},
    survey::Audience,
};

/// How a collection gets its answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asking {
    /// People answer, and nobody can tell who.
    #[default]
    Anonymous,
    /// The inspection's team records it in the console, under their names.
    Recorded,
    /// An area answers once, by the officers who are named for it.
    Area,
}

impl From<Audience> for Asking {
    fn from(audience: Audience) -> Self {
        if audience.is_signed_in() {
            Self::Recorded
        } else if audience.is_area() {
            Self::Area
        } else {
            Self::Anonymous
        }
    }
}

impl From<&Collection> for Asking {
    fn from(collection: &Collection) -> Self {
        collection.audience().into()
    }
}

impl Asking {
    /// One of the texts.
    const fn pick(
        self,
        anonymous: &'static str,
        recorded: &'static str,
        area: &'static str,
    ) -> &'static str {
        match self {
            Self::Anonymous => anonymous,
            Self::Recorded => recorded,
            Self::Area => area,
        }
    }

    /// The box that pages about what is not anonymous begin with.
    pub fn notice(self) -> Markup {
        html! {
            @match self {
                Self::Anonymous => {}
                Self::Recorded => p.named { strong { "Not anonymous." } " The inspection’s team sees who recorded what. Do not \
                    write names, or anything else that identifies a child or a family." },
                Self::Area => p.named { strong { "Not anonymous." } " An area answers once, by the people who are asked for it. The \
                    inspection’s team sees which area answered, and who saved the answers." },
            }
        }
    }

    /// What the foot of every page says.
    pub const fn foot(self) -> &'static str {
        self.pick(
            "Speir counts how many have answered. It cannot tell who.",
            "What inspectors record is not anonymous to their team.",
            "What an area answers is not anonymous.",
        )
    }

    /// How a collection is answered other than by people, in a cell of a table.
    pub const fn not_by_people(self) -> Option<&'static str> {
        match self {
            Self::Anonymous => None,
            Self::Recorded => Some("Recorded by the team"),
            Self::Area => Some("The area answers once"),
        }
    }

    /// What a figure rests on.
    pub const fn counted(self) -> &'static str {
        self.pick("people", "records or meetings", "areas")
    }

    /// What a collection receives.
    pub const fn entries(self) -> &'static str {
        self.pick("responses", "records or meetings", "answers of areas")
    }

    /// Who or what a question was asked of.
    pub const fn of_each(self) -> &'static str {
        self.pick(
            "Percentages are of those who gave an answer on the question’s scale. People who \
                skipped the question, or chose an option such as “I am not sure”, are not counted. ",
            "Percentages are of the records or meetings with an answer on the question’s scale. \
                Others, such as those with “Does not apply”, are not counted. ", "Percentages are of the areas with an answer on the question’s scale. ")
    }

    /// Of whom or what percentages are, in short.
    pub const fn of_whom(self) -> &'static str {
        self.pick(
            "Percentages are of those who gave an answer on the question’s scale. ",
            "Percentages are of the records or meetings with an answer on the question’s scale. ",
            "Percentages are of the areas with an answer on the question’s scale. ",
        )
    }

    /// What people or records did to be counted.
    pub const fn came(self) -> &'static str {
        self.pick("answered", "are recorded", "answered")
    }

    /// The heading of a column that counts.
    pub const fn column(self) -> &'static str {
        self.pick("People", "Number", "Areas")
    }

    /// What a base counts, after its number.
    pub const fn with_an_answer(self) -> &'static str {
        self.pick("who answered", "with an answer", "with an answer")
    }

    /// The title of the questions that inform nothing else.
    pub const fn rest(self) -> &'static str {
        self.pick(
            "About those who answered, and other questions",
            "Other questions",
            "Other questions",
        )
    }

    /// What decides whether a change is larger than chance.
    pub const fn judged_from(self) -> &'static str {
        self.pick(
            "from the number of people who answered and, if known, the number who could have; it \
                is not judged below 30 people. ",
            "from the number of records or meetings; it is not judged below 30. ",
            "from the number of areas; it is not judged below 30. ",
        )
    }

    /// What a reader of a comparison should remember.
    pub const fn may_differ(self) -> &'static str {
        self.pick(
            "Remember that different people may have answered this time.",
            "Remember that these are other records and meetings.",
            "Remember that other people may have answered for an area this time.",
        )
    }

    /// What a file has as rows.
    pub const fn rows(self) -> &'static str {
        self.pick(
            "Responses, one per row",
            "Records or meetings, one per row",
            "Answers of areas, one per row",
        )
    }

    /// What the file of rows is called.
    pub const fn rows_file(self) -> &'static str {
        self.pick("Responses", "Rows", "Rows")
    }

    /// What the file of counts is called.
    pub const fn rates_file(self) -> &'static str {
        self.pick("Response rates", "Counts", "Counts")
    }

    /// What the file of counts says.
    pub const fn counts_file(self) -> &'static str {
        self.pick(
            "how many people answered, and how many could have.",
            "how much is recorded, and how many records the sample has.",
            "whether the area has answered.",
        )
    }

    /// What a later closing time does to a closed collection.
    pub const fn reopens(self) -> &'static str {
        self.pick(
            "A later closing time reopens it, and its link works at once.",
            "A later closing time reopens it, and the team can record again at once.",
            "A later closing time reopens it, and the links of those who are asked work at once.",
        )
    }

    /// Why a released collection stays as it is.
    pub const fn stays_released(self) -> &'static str {
        self.pick(
            "Its answers are released, so it can no longer be changed. If it were reopened, \
                comparing the results before and after would reveal the new answers.",
            "Its results are released, so it can no longer be changed.",
            "Its answers are released, so it can no longer be changed.",
        )
    }

    /// What an opening time means.
    pub const fn opens(self) -> &'static str {
        self.pick(
            "Scottish time. Email invitations are sent then. Reminders before this time are \
                cancelled.",
            "Scottish time. Until then nothing can be recorded.",
            "Scottish time. Those who are asked get their links then.",
        )
    }

    /// What a closing time means while the collection is open.
    pub const fn closes(self) -> &'static str {
        self.pick(
            "Scottish time. A form that is open by then can still be sent for two hours. Reminders \
                after this time are cancelled. A later time does not add reminders.",
            "Scottish time. From then on, what was recorded can be read, but not changed.", "Scottish time. Until then the area can send its answers and correct them. A message that was \
                not sent yet moves with it.")
    }

    /// What a closing time means for a collection to be added.
    pub const fn closes_new(self) -> &'static str {
        self.pick(
            "A form that is open by then can still be sent for two hours.",
            "Until then everything can be corrected.",
            "Until then the area can send its answers and correct them.",
        )
    }

    /// The question which survey it is.
    pub const fn which_survey(self) -> &'static str {
        self.pick(
            "Which survey is asked?",
            "What is recorded?",
            "Which survey does the area answer?",
        )
    }

    /// What closing now does.
    pub fn closed_now(self, now: DateTime<Utc>) -> String {
        match self {
            Self::Anonymous => format!(
                "New forms no longer open. A form that is already open can still be sent for two \
                    hours, until about {}.",
                calendar::time_on(now + GRACE)
            ),
            Self::Recorded => {
                "From then on, what was recorded can be read, but not changed.".to_owned()
            }
            Self::Area => {
                "From then on, the area can no longer save or send answers. A draft that was not sent \
                    is read by nobody."
                    .to_owned()
            }
        }
    }

    /// What closing loses.
    pub const fn closing_instead(self) -> &'static str {
        self.pick(
            ": new forms no longer open, and nothing is lost.",
            ": nothing more can be recorded, and nothing is lost.",
            ": nothing more can be saved, and nothing is lost.",
        )
    }

    /// What still comes in after closing.
    pub fn comes_in_until(self, closed_at: DateTime<Utc>) -> Option<String> {
        let until = calendar::time_on(closed_at + GRACE);
        (self == Self::Anonymous).then(|| {
            format!("A form that was open when it closed can still be sent until {until}.")
        })
    }

    /// The state of a collection that has just closed.
    pub fn closing_state(self, closed_at: DateTime<Utc>) -> String {
        let until = calendar::time_on(closed_at + GRACE);
        match self {
            Self::Anonymous => {
                format!("Closing: a form that was already open can be sent until {until}")
            }
            Self::Recorded => format!("Closed; the results come soon after {until}"),
            Self::Area => "Closed".to_owned(),
        }
    }

    /// Why area and survey stay as they are.
    pub const fn fixed(self, begun: bool) -> &'static str {
        match (self, begun) {
            (_, false) => "If it is the wrong one, delete this collection and add another.",
            (Self::Anonymous, true) => {
                "People have answered, or can answer, as this audience in this area."
            }
            (Self::Recorded, true) => "The team records, or can record, for this area.",
            (Self::Area, true) => "The area answers, or can answer.",
        }
    }

    /// Why the threshold stays as it is.
    pub const fn fixed_threshold(self) -> &'static str {
        self.pick(
            "It is set for the whole inspection. People were told that no figure about answers \
                rests on fewer people.",
            "It is set for the whole inspection, and holds for results and files for others.", "It is set for the whole inspection. The answers of an area are not figures, so it does not \
                apply to them.")
    }

    /// What the fewest behind a figure are called.
    pub const fn fewest(self) -> &'static str {
        self.pick(
            "Fewest people behind a figure",
            "Fewest records or meetings behind a figure",
            "Fewest people behind a figure",
        )
    }

    /// The label of the survey, for what cannot be changed.
    pub const fn survey_label(self) -> &'static str {
        self.pick("Audience", "Survey", "Survey")
    }

    /// What can be changed in a collection, as a link.
    pub const fn changes(self, has_closed: bool) -> &'static str {
        match (self, has_closed) {
            (Self::Anonymous, false) => "Dates and target",
            (Self::Anonymous, true) => "Reopen it, or change its target",
            (Self::Recorded | Self::Area, false) => "Dates",
            (Self::Recorded | Self::Area, true) => "Reopen it",
        }
    }

    /// Why an empty collection can be deleted.
    pub const fn unused(self) -> &'static str {
        self.pick(
            "Nobody has answered, and nothing has been sent.",
            "Nothing has been recorded.",
            "Nobody has saved an answer for the area.",
        )
    }

    /// What is deleted with a collection.
    pub const fn deleted_with_it(self) -> &'static str {
        self.pick(
            "Its link, its parts, its dates and any list of mailboxes are deleted with it.",
            "Its dates and its sample are deleted with it.",
            "Its dates, and the links of those who are asked, are deleted with it.",
        )
    }

    /// What no longer works once a collection is deleted.
    pub const fn breaks(self) -> &'static str {
        self.pick(
            " The link on posters that are already printed will not work.",
            "",
            " Those who were asked are not told. Tell them.",
        )
    }

    /// Why a collection with so many answers cannot be deleted.
    pub fn kept(self, count: u64) -> String {
        match (self, count) {
            (Self::Anonymous, 1) => {
                "1 person has answered. Their answers are not thrown away.".to_owned()
            }
            (Self::Anonymous, count) => {
                let count = grouped(count);
                format!("{count} people have answered. Their answers are not thrown away.")
            }
            (Self::Area, _) => {
                "The area has answers, or a draft. They are not thrown away.".to_owned()
            }
            (Self::Recorded, 1) => {
                "1 record or meeting has answers, or a draft. It is not thrown away.".to_owned()
            }
            (Self::Recorded, count) => format!(
                "{} records or meetings have answers, or a draft. They are not thrown away.",
                grouped(count)
            ),
        }
    }

    /// What happens to answers until they are released.
    pub const fn release(self) -> &'static str {
        self.pick(
            "The answers are unsealed in random order and counted. Nothing that could identify a \
                person is kept: neither the order in which the answers arrived nor the tickets.",
            "The first reading of each record, and each meeting, is counted. What was recorded \
                stays readable for the team.",
            "From then on, those who read results can read the answers too, and not only the \
                inspection’s team.",
        )
    }

    /// Why a release has to wait until `due`.
    pub fn release_waits(self, due: DateTime<Utc>) -> String {
        let due = calendar::named_date_and_time(due);
        match self {
            Self::Anonymous => format!(
                "It is too early. A form that was open at closing can be sent for two hours. The \
                    last one can arrive until {due}."
            ),
            Self::Recorded => format!("It is too early. The results can be released from {due}."),
            Self::Area => format!("It is too early. The answers can be released from {due}."),
        }
    }

    /// What a failed release has left.
    pub const fn still_sealed(self) -> &'static str {
        self.pick(
            "All answers are still sealed.",
            "Nothing that was recorded is lost.",
            "Nothing that the area answered is lost.",
        )
    }

    /// What the state of a closed collection without results is called.
    pub const fn unreleased(self) -> &'static str {
        self.pick(
            "Closed; the answers are not released yet",
            "Closed; the results are not released yet",
            "Closed; the answers are not released yet",
        )
    }

    /// Why there are too few answers for results.
    pub fn too_few(self, threshold: u64) -> (&'static str, String) {
        match self {
            Self::Anonymous => (
                "Too few people answered to show results",
                format!(
                    "Fewer than {threshold} people responded. With so few, a figure could reveal \
                        what one of them said, so no answers are shown here or in any file. The \
                        same limit applies to comments."
                ),
            ),
            Self::Area => (
                "One answer is no figure",
                "The answers of an area are read as it sent them.".to_owned(),
            ),
            Self::Recorded => (
                "Too few were recorded to show results",
                format!(
                    "Fewer than {threshold} records or meetings were recorded. With so few, a \
                        figure could reveal something about one child, so nothing is shown here or \
                        in any file for others. The team has its own figures."
                ),
            ),
        }
    }
}
