/// How many of `base` people gave a favourable answer, or another that is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub favourable: u64,
    pub base: u64,
}
