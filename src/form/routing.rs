//! Routing in CSS, with the same rules as `survey::route`, so that the page shows exactly the
//! questions that the server counts as asked.
//!
//! Items with the same conditions share a class. Sections of a class, and links to them, are hidden
//! unless the form matches its selector. Of adjacent links, the first visible one is shown.

use std::{collections::BTreeSet, fmt::Write};

use crate::survey::{Item, Survey, model::Condition};

/// The selector for a form with at least one answer.
const ANSWERED: &str = "form:has(fieldset :checked,fieldset [placeholder]:not(:placeholder-shown))";

/// The distinct routes of a survey, as CSS.
pub struct Routing {
    /// For each item, the number of its class; `None` if everybody is asked.
    class_of: Vec<Option<usize>>,
    /// For each class, the selector that the form matches when its items are asked.
    selectors: Vec<String>,
    /// The options that routes depend on, as positions of item and option.
    deciding: BTreeSet<(usize, usize)>,
}

impl Routing {
    pub fn of(survey: &Survey) -> Self {
        let mut routing =
            Self { class_of: Vec::new(), selectors: Vec::new(), deciding: BTreeSet::new() };
        let mut selector_of: Vec<String> = Vec::new();
        for item in &survey.items {
            for condition in &item.route {
                routing
                    .deciding
                    .extend(condition.options.iter().map(|option| (condition.item, *option)));
            }
            let selector = selector(item, &selector_of);
            let class = (!selector.is_empty()).then(|| {
                routing.selectors.iter().position(|s| *s == selector).unwrap_or_else(|| {
                    routing.selectors.push(selector.clone());
                    routing.selectors.len() - 1
                })
            });
            routing.class_of.push(class);
            selector_of.push(selector);
        }
        routing
    }

    /// The class of the item at `place`, such as `r0`.
    pub fn class(&self, place: usize) -> Option<String> {
        self.class_of.get(place).copied().flatten().map(|class| format!("r{class}"))
    }

    /// Whether a route depends on this option, so that its control needs an id. Other controls have
    /// none, to keep the page small.
    pub fn looks_at(&self, place: usize, option: usize) -> bool {
        self.deciding.contains(&(place, option))
    }

    /// The items that may come next, nearest first: the first of each class on the way, up to one
    /// that everybody is asked. `places` runs away from the item, in either direction.
    pub fn candidates(&self, places: impl Iterator<Item = usize>) -> (Vec<usize>, bool) {
        let mut found = Vec::new();
        let mut classes = Vec::new();
        for place in places {
            match self.class_of.get(place).copied().flatten() {
                None => {
                    found.push(place);
                    return (found, true);
                }
                Some(class) if classes.contains(&class) => {}
                Some(class) => {
                    classes.push(class);
                    found.push(place);
                }
            }
        }
        (found, false)
    }

    /// The style sheet of one version.
    pub fn style(&self) -> String {
        let mut css = String::from("@supports selector(:has(a)){\n@media screen{");
        for (class, selector) in self.selectors.iter().enumerate() {
            let off = format!("form{}", not(selector));
            let rules = [
                format!("{off} a.r{class},form{selector} a.r{class}~a{{display:none}}"),
                format!("{off} fieldset.r{class}:not(:target){{display:none!important}}"),
                format!("{off} .r{class}>:not(.off,.go){{display:none!important}}"),
                format!("{off} .r{class}>.off{{display:block}}"),
            ];
            for rule in rules {
                css.push_str(&rule);
                css.push('\n');
            }
        }
        // A blank printed form shows every question; a printed copy of answers shows those that
        // were asked.
        let _ = write!(css, "}}@media print{{{ANSWERED}{{");
        for (class, selector) in self.selectors.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = writeln!(css, "&{} .r{class}{{display:none!important}}", not(selector));
        }
        css.push_str("}}");
        css.push('}');
        css
    }
}

/// The selector that the form matches when `item` is asked; empty if it always is. `earlier` has
/// the selectors of the items before.
fn selector(item: &Item, earlier: &[String]) -> String {
    item.route.iter().map(|condition| of_condition(condition, earlier)).collect()
}

/// The negation of `selector`.
fn not(selector: &str) -> String {
    let inner = selector.strip_prefix(":not(").and_then(|inner| inner.strip_suffix(')'));
    // Only where the first bracket is closed by the last.
    let closes = |inner: &str| {
        let mut open = 0_i32;
        inner.chars().all(|c| {
            open += i32::from(c == '(') - i32::from(c == ')');
            open >= 0
        })
    };
    inner.filter(|inner| closes(inner)).map_or_else(|| format!(":not({selector})"), str::to_owned)
}

fn of_condition(condition: &Condition, earlier: &[String]) -> String {
    let asked = earlier.get(condition.item).map_or("", String::as_str);
    let options: Vec<String> = condition
        .options
        .iter()
        .map(|option| format!("#{}:checked", option_id(condition.item, *option)))
        .collect();
    let chosen = format!("{asked}:has({})", options.join(","));
    if condition.unless { format!(":not({chosen})") } else { chosen }
}

/// The id of the section of the item at `place`.
pub fn section_id(place: usize) -> String {
    format!("q{}", place + 1)
}

/// The id of the control of the option at place `option`; of a text or number, that of its only
/// control is option 0.
pub fn option_id(place: usize, option: usize) -> String {
    format!("q{}-{}", place + 1, option + 1)
}

/// The prefix of every question control's name. Neither properties of a form nor the page's other
/// fields have a full stop in their names, so a question id cannot collide with them.
const OF_QUESTION: &str = "q.";

/// The name under which the page posts the answers to the question at `place`. It is a number, to
/// keep the page small. A collection that has opened keeps its version, so a place always means the
/// same question.
pub fn control_name(place: usize) -> String {
    format!("{OF_QUESTION}{}", place + 1)
}

/// The place of the question with a control of this name, searched from `last` onwards. Accepts the
/// question's id too, with or without the prefix.
pub fn named(survey: &Survey, last: usize, control_name: &str) -> Option<usize> {
    let name = control_name.strip_prefix(OF_QUESTION);
    // An id begins with a letter.
    match name.and_then(|number| number.parse::<usize>().ok()) {
        Some(number) => number.checked_sub(1).filter(|place| *place < survey.items.len()),
        None => survey.item_from(last, name.unwrap_or(control_name)),
    }
}
