use crate::survey::Audience;

/// What reports call the people of an audience, in the plural, to stand inside a sentence.
pub const fn people(audience: Audience) -> &'static str {
    match audience {
        Audience::Staff => "staff",
        Audience::Age8To15 => "children aged 8 to 15",
        Audience::Age16Plus => "young people aged 16 and over",
        Audience::ParentsCarers => "parents and carers",
    }
}
