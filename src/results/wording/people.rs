use crate::survey::Audience;

/// The term for an audience in reports, in the plural, for use in a sentence.
pub const fn people(audience: Audience) -> &'static str {
    match audience {
        Audience::Staff => "staff",
        Audience::Age8To15 => "children aged 8 to 15",
        Audience::Age16Plus => "young people aged 16 and over",
        Audience::ParentsCarers => "parents and carers",
    }
}
