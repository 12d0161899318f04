//! How far a figure can be trusted.

use maud::{Markup, html};

use super::whom::Whom;
use crate::{
    console::views::asking::Asking,
    language::numbers::{grouped, percent_range},
    results::{statistics, wording::Proportion},
    survey::Item,
};

/// Below this rate, in percent, too many are unknown for a figure to stand for everybody.
const LOW_RATE: u64 = 33;
/// From this half-width, in percentage points, a figure is told with a caution.
const WIDE: f64 = 10.0;

/// On how many of those who were asked it rests, and the 95% interval; with a caution if that is little.
/// Of a question with a route, nobody knows how many could have answered.
pub fn trust(item: &Item, proportion: Proportion, whom: Whom<'_>) -> Markup {
    if whom.asking != Asking::Anonymous {
        return html! {};
    }
    let base = proportion.base();
    let asked = whom.asked.filter(|all| item.route.is_empty() && *all >= base);
    let interval = statistics::interval(proportion.value(), base, asked).ok();
    html! {
        p.trust {
            @if let Some(all) = asked {
                @if all == base { "Everybody answered, so chance plays no part. " }
                @else { "Based on " (grouped(base)) " of " (grouped(all)) " who were asked (" (base * 100 / all) "%). " }
            }
            @if let Some((low, high)) = interval.filter(|_| asked != Some(base)) {
                "95% interval: " (percent_range(low, high)) ". "
                @if let Some(caution) = caution(asked.map(|all| (base, all)), (low, high)) { strong { (caution) } }
            }
        }
    }
}

/// What to be careful about, if anything: (how many answered, how many were asked), and the interval.
fn caution(answered: Option<(u64, u64)>, (low, high): (f64, f64)) -> Option<String> {
    let half = 50.0 * (high - low);
    if answered.is_some_and(|(base, all)| base * 100 < LOW_RATE * all) {
        return Some("Read with care: fewer than a third answered.".to_owned());
    }
    (half > WIDE).then(|| "Read with care: few answered.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::pages::results::collection::tests::staff;

    fn told(count: u64, base: u64, asked: Option<u64>) -> String {
        let survey = staff();
        let (_, item) = survey.item("valued").expect("the question");
        let whom = Whom { people: "staff", within: "", asking: Asking::Anonymous, asked };
        trust(item, Proportion::new(count, base).expect("a proportion"), whom).into_string()
    }

    #[test]
    fn a_figure_says_how_many_answered_and_how_sure_it_is() {
        let said = told(1_090, 1_160, Some(1_306));
        assert!(
            said.contains(
                "Based on 1,160 of 1,306 who were asked (88%). 95% interval: 93% to 94%."
            ),
            "{said}"
        );
        assert!(!said.contains("care"), "{said}");
        let narrow = told(87_310, 100_000, Some(100_900));
        assert!(narrow.contains("95% interval: 87.29% to 87.33%."), "{narrow}");
        assert!(told(40, 60, Some(60)).contains("Everybody answered"));
        assert!(told(40, 60, None).contains("95% interval"));
    }

    #[test]
    fn a_low_rate_and_a_small_base_are_to_be_read_with_care() {
        assert!(told(400, 600, Some(2_000)).contains("fewer than a third"));
        assert!(told(20, 40, Some(90)).contains("few answered"));
        // More answered than were stated: nobody knows how many could.
        assert!(!told(40, 60, Some(50)).contains("who were asked"));
    }
}
