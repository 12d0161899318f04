/// The two-sided 5% point of the standard normal distribution.
pub const Z: f64 = 1.959_963_984_540_054;

/// The probability that a standard normal deviate is further than `z` from 0.
pub fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// A count of people as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub const fn real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_points_of_the_tables_come_out() {
        assert!((two_sided(Z) - 0.05).abs() < 1e-15);
        assert!((two_sided(-2.575_829_303_548_901) - 0.01).abs() < 1e-15);
        assert!((two_sided(0.0) - 1.0).abs() < 1e-15);
        assert!(two_sided(40.0).abs() < 1e-300);
    }
}
