//! What Speir tells of a finding: a sentence or figure, and the words for it.

use speir::results::wording::{Fraction, Proportion, Term};

use super::{
    exported::{Exported, Row},
    finding::Finding,
    pages::Pages,
};

/// By how many points a difference that reports name is larger, at least.
const CLEARLY: f64 = 10.0;

pub struct Told {
    /// As an inspector reads it.
    pub said: String,
    /// The term, the fraction and the percentage; or the number.
    pub words: Vec<String>,
}

impl Told {
    /// What is told of a finding, if anything is.
    pub fn of(finding: &Finding, figures: &Exported, pages: &Pages) -> Option<Self> {
        let rows: Option<Vec<&Row>> =
            finding.audiences().map(|audience| figures.row(finding, audience)).collect();
        match finding.measure.as_str() {
            "responses" => Some(responses(finding, figures)),
            "rate" => rate(finding, figures),
            "" => alone(rows?.first()?),
            "added up" => added_up(&rows?),
            "second above first" => above(&rows?),
            "above 2012-17" => {
                let said = pages.change_of(&rows?.first()?.question_text);
                let is_more = said.contains("points higher, more than chance would explain");
                Some(Self { said, words: is_more.then(|| "more".to_owned()).into_iter().collect() })
            }
            measure => over_areas(rows?.first()?, measure, pages),
        }
    }

    fn share(said: String, share: Proportion) -> Self {
        Self { said, words: words(share) }
    }
}

fn words(share: Proportion) -> Vec<String> {
    let term = Term::of(share).words().to_owned();
    vec![term, Fraction::of(share).to_string(), format!("{}%", share.percent())]
}

/// The sentence; where a row has none, its figure.
fn alone(row: &Row) -> Option<Told> {
    let Some(share) = row.share() else {
        let (said, term) = (row.sentence.clone(), row.quantity_term.clone());
        return (!said.is_empty()).then(|| Told { said, words: vec![term] });
    };
    if !row.sentence.is_empty() {
        return Some(Told::share(row.sentence.clone(), share));
    }
    let whom = [&row.stratum_name, &row.question_text].map(String::as_str).join(": ");
    Some(Told::share(format!("{} ({share}): {whom}", Term::of(share)), share))
}

/// Figures of audiences that no group has together, as an inspector adds them up.
fn added_up(rows: &[&Row]) -> Option<Told> {
    let shares: Vec<Proportion> = rows.iter().map(|row| row.share()).collect::<Option<_>>()?;
    let sum = |of: fn(Proportion) -> u64| shares.iter().map(|share| of(*share)).sum();
    let sum = Proportion::new(sum(Proportion::count), sum(Proportion::base))?;
    let sentences: Vec<&str> = rows.iter().map(|row| row.sentence.as_str()).collect();
    Some(Told::share(format!("Added up, {sum}: {}", sentences.join(" ")), sum))
}

/// The same figure of two audiences, beside each other.
fn above(rows: &[&Row]) -> Option<Told> {
    let [first, second] = rows else { return None };
    let is_more = 100.0 * (second.share()?.value() - first.share()?.value()) > CLEARLY;
    let said = format!("{} {}", first.sentence, second.sentence);
    Some(Told { said, words: is_more.then(|| "more".to_owned()).into_iter().collect() })
}

/// The average over areas, or an end of their range.
fn over_areas(row: &Row, measure: &str, pages: &Pages) -> Option<Told> {
    let said = pages.over_areas(&row.question_text)?;
    let percentages: Vec<u64> = said
        .split('%')
        .filter_map(|before| before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
        .collect();
    let [average, lowest, highest] = percentages.as_slice() else { return None };
    assert_eq!(row.average_percent?.round().to_string(), average.to_string(), "{said}");
    let percent = match measure {
        "average" => average,
        "lowest" => lowest,
        "highest" => highest,
        other => panic!("{other} is no measure"),
    };
    Some(Told::share(said, Proportion::new(*percent, 100)?))
}

fn responses(finding: &Finding, figures: &Exported) -> Told {
    let of = |survey: &str| {
        let mut rates = figures.rates.iter().filter(|rate| rate.area_name == finding.place);
        rates.find(|rate| rate.survey == survey).expect("a collection").returned
    };
    let each: Vec<u64> = finding.audiences().map(of).collect();
    let sum: u64 = each.iter().sum();
    let parts: Vec<String> = each.iter().map(u64::to_string).collect();
    let said = match parts.as_slice() {
        [_] => format!("{sum} responses"),
        _ => format!("{} responses, added up: {sum}", parts.join(" + ")),
    };
    Told { said, words: vec![sum.to_string()] }
}

fn rate(finding: &Finding, figures: &Exported) -> Option<Told> {
    let is_ours = |rate: &&super::exported::Rate| {
        rate.area_name == finding.place && rate.survey == finding.asked
    };
    let rate = figures.rates.iter().find(is_ours)?;
    let percent = format!("{}%", rate.percent?);
    let said = format!("{} of {}, {percent}", rate.returned, rate.issued?);
    Some(Told { said, words: vec![percent] })
}
