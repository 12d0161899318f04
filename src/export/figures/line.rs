use crate::{
    export::{Cell, ExportError, Take, period::Period},
    results::{
        Shown, Words, statistics,
        withheld::{self, Of},
        wording::{Proportion, Term},
    },
    survey::Item,
};

/// Whom a figure is of.
#[derive(Clone, Copy)]
pub struct Group<'a> {
    pub area: Option<&'a str>,
    pub area_name: &'a str,
    /// The key of the audience, or of the group of audiences.
    pub audience: &'a str,
    /// The key of the survey and its version; empty for several audiences.
    pub survey: Option<&'a str>,
    pub version: Option<u32>,
    /// Whether inspectors recorded it, so that no people answered.
    pub is_recorded: bool,
    /// The people, in the plural.
    pub people: &'a str,
    /// The question whose answers divide; empty for the whole and for parts.
    pub by: Option<&'a str>,
    pub part: Option<&'a str>,
    pub part_name: Option<&'a str>,
    /// Where, if not everywhere: see [`over_areas::within`](crate::results::over_areas::within).
    pub within: &'a str,
    pub period: Period<'a>,
}

/// What a figure is about: a question, or several at once.
#[derive(Clone, Copy)]
pub struct About<'a> {
    pub id: &'a str,
    pub text: &'a str,
    pub item: Option<&'a Item>,
}

impl<'a> From<&'a Item> for About<'a> {
    fn from(item: &'a Item) -> Self {
        Self { id: &item.id, text: &item.text, item: Some(item) }
    }
}

/// What a row says beside whom and what it is of.
#[derive(Clone, Default)]
pub struct Line<'a> {
    pub option: Option<(&'a str, &'a str)>,
    pub side: Option<&'a str>,
    pub count: Option<u64>,
    pub base: Option<u64>,
    /// How many could answer.
    pub asked: Option<u64>,
    pub favourable: Option<u64>,
    pub mean: Option<f64>,
    /// The mean of the percentages of areas.
    pub average: Option<f64>,
    pub sentence: Option<String>,
    /// Whether it has an interval.
    pub interval: bool,
    /// The term, where it is shown without a number.
    pub term: Option<Term>,
    pub hidden: Option<String>,
}

impl<'a> Group<'a> {
    /// All people of an audience or a group of audiences, by its key, in all areas.
    pub fn of(audience: &'a str, people: &'a str) -> Self {
        Self {
            area: None,
            area_name: "All areas shown",
            audience,
            survey: None,
            version: None,
            is_recorded: false,
            people,
            by: None,
            part: None,
            part_name: None,
            within: "",
            period: Period::default(),
        }
    }
}

impl Group<'_> {
    pub fn line(
        &self,
        about: About<'_>,
        line: &Line<'_>,
        take: Take<'_>,
    ) -> Result<(), ExportError> {
        let indicators = about.item.map(|item| item.quality_indicators.join("; "));
        let number = about.item.and_then(|item| item.inspection_question);
        let of_base = |count: Option<u64>| Proportion::new(count?, line.base?);
        let (percent, favourable) = (of_base(line.count), of_base(line.favourable));
        let rounded =
            |p: Option<Proportion>| p.map_or(Cell::Empty, |p| Cell::Number(p.percent().into()));
        let quoted = favourable.or(percent.filter(|_| line.side.is_some()));
        let interval = quoted.filter(|_| line.interval).and_then(|share| {
            let asked = line.asked.filter(|all| *all >= share.base());
            statistics::interval(share.value(), share.base(), asked).ok()
        });
        let mean = |mean: Option<f64>| mean.map_or(Cell::Empty, Cell::Mean);
        let [inspection, opened, closed, released] = self.period.cells();
        take(&[
            any(self.area),
            Cell::Text(self.area_name),
            Cell::Text(self.audience),
            any(self.survey),
            any(self.by),
            any(self.part),
            any(self.part_name),
            Cell::count(self.version.map(u64::from)),
            any(Some(about.id).filter(|id| !id.is_empty())),
            Cell::Text(about.text),
            number.map_or(Cell::Empty, |number| Cell::Number(number.into())),
            any(indicators.as_deref().filter(|text| !text.is_empty())),
            any(line.option.map(|(id, _)| id)),
            any(line.option.map(|(_, text)| text)),
            any(line.side),
            Cell::count(line.count),
            Cell::count(line.base),
            rounded(percent),
            Cell::count(line.asked),
            mean(interval.map(|(low, _)| 100.0 * low)),
            mean(interval.map(|(_, high)| 100.0 * high)),
            mean(line.average),
            Cell::count(line.favourable),
            rounded(favourable),
            any(line.term.or(quoted.map(Term::of)).map(Term::words)),
            any(line.sentence.as_deref()),
            mean(line.mean),
            Cell::Text(if line.hidden.is_some() { "yes" } else { "no" }),
            any(line.hidden.as_deref()),
            inspection,
            opened,
            closed,
            released,
        ])
    }
}

/// A text, or an empty cell.
fn any(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Empty, Cell::Text)
}

/// A row whose numbers may not be shown; `word` is which of the words it tells, if it tells one.
pub fn hidden<'a, T>(shown: &Shown<T>, of: Of, word: impl Fn(Words) -> Option<Term>) -> Line<'a> {
    let term = if let Shown::Word(words) = shown { word(*words) } else { None };
    Line { term, hidden: withheld::why(shown, of), ..Line::default() }
}
