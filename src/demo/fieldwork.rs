//! What an inspection of the demo is made from, and which there are: dates are moved to today.

use chrono::NaiveDate;

use super::{history, plan::Plan, reviews, running};

/// All inspections of the demo: in fieldwork on `today`, to come, and with results.
pub fn plans(today: NaiveDate) -> Vec<Plan> {
    let mut plans = running::plans(today);
    plans.extend(history::plans());
    plans.extend(reviews::plans());
    plans
}

#[cfg(test)]
mod tests {
    use validator::Validate;

    use super::*;
    use crate::survey::Audience;

    #[test]
    fn the_demo_shows_the_published_counts() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        crate::survey::Instrument::staff();
        let plans = plans(today);
        assert_eq!(
            plans.iter().map(|p| p.collections.len()).collect::<Vec<_>>(),
            [18, 64, 4, 32, 64, 8, 32, 12]
        );
        let returned = |plan: &Plan, audiences: &[Audience]| {
            let ours = plan.collections.iter().filter(|(c, _)| audiences.contains(&c.audience()));
            ours.map(|(_, fill)| fill.own + fill.parts.iter().sum::<u32>()).sum::<u32>()
        };
        assert!(returned(&plans[3], &[Audience::staff()]) > 7_000);
        assert_eq!(returned(&plans[3], &[Audience::children(), Audience::young_people()]), 647);
        assert_eq!(returned(&plans[3], &[Audience::parents()]), 305);
    }

    #[test]
    fn every_inspection_is_sound_on_every_day_of_the_week_and_nobody_answers_twice() {
        crate::survey::Instrument::staff();
        for day in 16..23 {
            for plan in plans(NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")) {
                plan.inspection.validate().expect("a sound inspection");
                for (collection, fill) in plan.collections {
                    collection.validate().expect("a sound collection");
                    let in_parts: u32 = collection.parts.iter().map(|part| part.population).sum();
                    assert!(in_parts == 0 || Some(in_parts) == collection.population);
                    let slips: u32 = fill.places.iter().map(|(_, number)| number).sum();
                    assert!(slips == 0 || Some(slips) == collection.population);
                    let most = collection.population.unwrap_or(u32::MAX);
                    assert!(fill.own + fill.parts.iter().sum::<u32>() <= most);
                    assert!(
                        collection
                            .parts
                            .iter()
                            .zip(&fill.parts)
                            .all(|(part, came)| *came <= part.population)
                    );
                }
            }
        }
    }
}
