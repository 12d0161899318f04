//! People who answer while the demo runs, so that pages move.

use std::time::Duration;

use chrono::Utc;
use rand::{Rng, SeedableRng, rngs::SmallRng, seq::IndexedMutRandom};

use super::{fill::Batch, invitations::is_printed};
use crate::{inspection::State, intake::Intake};

/// From how many to how many milliseconds pass between two of them: some fifteen a minute.
const BETWEEN: std::ops::RangeInclusive<u64> = 1_500..=6_500;
/// What they are drawn by.
const SEED: u64 = 14;

/// Lets one person after the other answer through the real intake, each in one of the open
/// collections, until as many have as will by closing. It ends when it is dropped.
pub async fn trickle(intake: Intake, mut batches: Vec<Batch>) {
    // Whoever opens the printed personal link should find its ticket unspent.
    batches.retain(|batch| !is_printed(&batch.entry.collection));
    let mut rng = SmallRng::seed_from_u64(SEED);
    loop {
        tokio::time::sleep(Duration::from_millis(rng.random_range(BETWEEN))).await;
        let now = Utc::now();
        batches.retain(|batch| batch.later > 0 && batch.entry.collection.state(now) == State::Open);
        // Where many have still to answer, more do.
        let Ok(batch) = batches.choose_weighted_mut(&mut rng, |batch| batch.later) else { return };
        if batch.one_more(&intake, now).await.is_err() {
            tracing::warn!(collection = %batch.entry.collection.name(), "a made-up response was \
                not accepted");
        }
    }
}
