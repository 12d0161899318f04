//! argon2id with reused working memory.
//!
//! A check uses 19 MiB for some tens of milliseconds. If each check allocated it, every thread that
//! ever checked a password would keep that much, and a flood of wrong passwords would leave
//! hundreds of megabytes allocated.

use std::sync::{Mutex, PoisonError};

use argon2::{
    ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, PasswordHash, Version,
    password_hash::{Error, Output, ParamsString, Result, SaltString},
};
use rand::RngCore;

/// How many buffers are kept: usually as many as there are concurrent checks.
const KEPT: usize = 2;
/// The most memory that a stored hash may require, in KiB.
const MOST_MEMORY: u32 = 64 * 1024;

static MEMORIES: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

/// The argon2id hash of a text with a fresh salt, as a PHC string.
pub fn hash(params: &Params, text: &str) -> Result<String> {
    let mut salt = [0; 16];
    rand::rng().fill_bytes(&mut salt);
    let salt = SaltString::encode_b64(&salt)?;
    let mut raw = [0; 64];
    let output =
        derive(params, text, salt.as_salt().decode_b64(&mut raw)?, Params::DEFAULT_OUTPUT_LEN)?;
    let phc = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params)?,
        salt: Some(salt.as_salt()),
        hash: Some(output),
    };
    Ok(phc.to_string())
}

/// Whether `text` matches the PHC string `hash`.
pub fn fits(text: &str, hash: &str) -> bool {
    compare(text, hash).unwrap_or(false)
}

fn compare(text: &str, hash: &str) -> Result<bool> {
    let parsed = PasswordHash::new(hash)?;
    let (Some(salt), Some(expected)) = (parsed.salt, parsed.hash) else {
        return Err(Error::PhcStringField);
    };
    let params = Params::try_from(&parsed)?;
    let current = Some(Version::V0x13.into());
    if parsed.algorithm != ARGON2ID_IDENT
        || parsed.version != current
        || params.m_cost() > MOST_MEMORY
    {
        return Err(Error::Algorithm);
    }
    let mut raw = [0; 64];
    // Two outputs are compared in constant time.
    Ok(derive(&params, text, salt.decode_b64(&mut raw)?, expected.len())? == expected)
}

fn derive(params: &Params, text: &str, salt: &[u8], length: usize) -> Result<Output> {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let memories = || MEMORIES.lock().unwrap_or_else(PoisonError::into_inner);
    let mut memory = memories().pop().unwrap_or_default();
    if memory.len() < params.block_count() {
        memory.resize(params.block_count(), Block::default());
    }
    let derived = Output::init_with(length, |out| {
        Ok(argon.hash_password_into_with_memory(text.as_bytes(), salt, out, &mut memory)?)
    });
    let mut kept = memories();
    if kept.len() < KEPT {
        kept.push(memory);
    }
    derived
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher, PasswordVerifier};

    use super::*;

    #[test]
    fn it_gives_what_the_library_gives_by_itself() {
        let theirs = Argon2::default();
        let salt = SaltString::encode_b64(b"sixteen bytes...").expect("a salt");
        let text = "heron kettle gravel";
        let by_library = theirs.hash_password(text.as_bytes(), &salt).expect("a hash").to_string();
        assert!(fits(text, &by_library) && !fits("heron kettle grave", &by_library));
        let own = hash(&Params::default(), text).expect("a hash");
        let parsed = PasswordHash::new(&own).expect("a PHC string");
        assert!(theirs.verify_password(text.as_bytes(), &parsed).is_ok(), "{own}");
        assert!(fits(text, &own));
    }

    #[test]
    fn memory_of_other_texts_and_costs_changes_nothing() {
        let small = Params::new(64, 1, 1, None).expect("parameters");
        let (first, second) = (
            hash(&small, "first").expect("a hash"),
            hash(&Params::default(), "second").expect("a hash"),
        );
        for _ in 0..2 {
            assert!(fits("first", &first) && fits("second", &second));
            assert!(!fits("second", &first) && !fits("first", &second));
        }
    }

    #[test]
    fn no_stored_text_asks_for_more_memory_than_there_is() {
        let huge = "$argon2id$v=19$m=4194304,t=1,p=1$c3BlaXIgb2Ygbm9ib2R5$4/JDpuISMSvXldxK8VZy8CsmTEoYT3UNVQlI6LUkEzs";
        assert!(!fits("first", huge) && !fits("first", "not a hash") && !fits("first", ""));
    }
}
