//! The titles of inspection questions and quality indicators on these pages.

/// The title of an inspection question, by its number.
pub const fn inspection_question(number: u8) -> Option<&'static str> {
    match number {
        1 => Some("Recognising when children need protection, and responding"),
        2 => Some("Staying safe and recovering after abuse and neglect"),
        3 => Some("The wellbeing of those who are looked after"),
        4 => Some("Moving on from care to adulthood"),
        5 => Some("Leading together"),
        _ => None,
    }
}

/// The title of a quality indicator, by its number in the framework.
pub fn quality_indicator(number: &str) -> Option<&'static str> {
    match number {
        "1.1" => Some("Improvements in safety, wellbeing and life chances"),
        "2.1" => Some("Impact on children and young people"),
        "2.2" => Some("Impact on families"),
        "9.1" => Some("Vision, values and aims"),
        "9.2" => Some("Strategy and direction"),
        "9.3" => Some("People and partnerships"),
        "9.4" => Some("Improvement and change"),
        _ => None,
    }
}
