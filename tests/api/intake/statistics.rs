//! Three statistics of an order against the order of sending, over all collections together: how
//! many rows lie at the very place of their sender (of a random order one in each collection, with
//! variance one), how many neighbours were neighbours (two, with variance two), and the rank
//! correlation (none, with variance 1 / (n - 1)).

use std::collections::HashMap;

use rand::seq::SliceRandom;

/// An order of the people of each collection, as some attack finds it.
pub type Orders = Vec<Vec<usize>>;

fn place_of(order: &[usize]) -> HashMap<usize, usize> {
    order.iter().enumerate().map(|(place, person)| (*person, place)).collect()
}

/// The three statistics in standard deviations from what a random order gives.
#[expect(clippy::cast_precision_loss)]
pub fn deviations(found: &Orders, sent: &Orders) -> [f64; 3] {
    let (mut same, mut neighbours, mut correlation) = (0.0, 0.0, 0.0);
    let collections = sent.len() as f64;
    let people = sent[0].len() as f64;
    for (found, sent) in found.iter().zip(sent) {
        assert_eq!(found.len(), sent.len());
        let places = place_of(found);
        let ranks: Vec<usize> = sent.iter().map(|person| places[person]).collect();
        same += ranks.iter().enumerate().filter(|(place, rank)| place == *rank).count() as f64;
        neighbours += ranks.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) == 1).count() as f64;
        let middle = (people - 1.0) / 2.0;
        let spread: f64 = (0..ranks.len()).map(|rank| (rank as f64 - middle).powi(2)).sum();
        let together = ranks
            .iter()
            .enumerate()
            .map(|(place, rank)| (place as f64 - middle) * (*rank as f64 - middle));
        correlation += together.sum::<f64>() / spread;
    }
    [
        (same - collections) / collections.sqrt(),
        (neighbours - collections * 2.0 * (people - 1.0) / people) / (2.0 * collections).sqrt(),
        correlation * (people - 1.0).sqrt() / collections.sqrt(),
    ]
}

/// An order that tells nothing stays within six standard deviations, ten for a single collection,
/// but for once in a million.
pub fn tells_nothing(attack: &str, found: &Orders, sent: &Orders) {
    let deviations = deviations(found, sent);
    println!("{attack}: {deviations:.1?} standard deviations");
    // Counts of few are not spread as evenly to both sides as these are by many.
    let limit = if sent.len() > 1 { 6.0 } else { 10.0 };
    assert!(
        deviations.iter().all(|d| d.abs() < limit),
        "{attack} tells who answered what: {deviations:.1?}"
    );
}

#[test]
fn the_statistics_see_an_order_that_tells_something() {
    let mut rng = rand::rng();
    let mut sent: Orders = vec![(0..40).collect(); 24];
    for order in &mut sent {
        order.shuffle(&mut rng);
    }
    assert!(deviations(&sent, &sent).iter().all(|d| *d > 5.0));
    let mut rough = sent.clone();
    for some in rough.iter_mut().flat_map(|order| order.chunks_mut(10)) {
        some.shuffle(&mut rng);
    }
    assert!(deviations(&rough, &sent)[2] > 5.0, "the order of batches is seen");
    let back: Orders = sent.iter().map(|order| order.iter().rev().copied().collect()).collect();
    assert!(deviations(&back, &sent)[2] < -5.0);
}
