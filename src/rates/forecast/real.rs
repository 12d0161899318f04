//! Counts as real numbers.

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub fn real(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "a handful")]
pub fn number(count: usize) -> f64 {
    count as f64
}
