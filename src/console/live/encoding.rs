//! The encoding of a stream: plain, or gzip if the client accepts it. If all areas change at once,
//! an event has 50 KB, or 3 KB compressed. Each chunk is compressed once, on its own, and
//! everybody's stream is put together from the same bytes: blocks of deflate that need none before
//! them may follow one another in any order (RFC 1951, 2), and the check at the end is combined
//! from those of the chunks (RFC 1952, 2.3.1).

use std::io::Write;

use actix_web::{HttpRequest, web::Bytes};
use flate2::{Compression, Crc, write::DeflateEncoder};

use crate::web::compressed::is_accepted;

/// The gzip header: no name, no time, no system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// The last block, which is empty.
const LAST: [u8; 2] = [3, 0];

/// A part of a stream: made once, sent to everybody.
#[derive(Debug)]
pub struct Chunk {
    plain: Bytes,
    deflated: Bytes,
    check: Crc,
}

impl Chunk {
    pub fn new(text: String) -> Self {
        let mut check = Crc::new();
        check.update(text.as_bytes());
        Self { deflated: deflate(text.as_bytes()).into(), plain: text.into(), check }
    }

    pub const fn plain(&self) -> &Bytes {
        &self.plain
    }
}

/// Compresses to a byte boundary, without an end. Writing to memory cannot fail.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.flush());
    debug_assert!(written.is_ok());
    std::mem::take(encoder.get_mut())
}

/// How the stream of one viewer is encoded.
pub enum Encoding {
    Identity,
    /// With the checksum of what was sent.
    Gzip(Crc),
}

impl Encoding {
    pub fn for_request(request: &HttpRequest) -> Self {
        if is_accepted(request, "gzip") { Self::Gzip(Crc::new()) } else { Self::Identity }
    }

    /// The value of `Content-Encoding`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip(_) => "gzip",
        }
    }

    /// The first bytes of the stream, with the first chunk.
    pub fn begin(&mut self, chunk: &Chunk) -> Bytes {
        let first = self.send(chunk);
        match self {
            Self::Identity => first,
            Self::Gzip(_) => [&HEADER, first.as_ref()].concat().into(),
        }
    }

    /// The bytes of another chunk.
    pub fn send(&mut self, chunk: &Chunk) -> Bytes {
        match self {
            Self::Identity => chunk.plain.clone(),
            Self::Gzip(check) => {
                check.combine(&chunk.check);
                chunk.deflated.clone()
            }
        }
    }

    /// The last bytes of the stream, if it needs any.
    pub fn end(&self) -> Option<Bytes> {
        match self {
            Self::Identity => None,
            Self::Gzip(check) => Some(
                [&LAST[..], &check.sum().to_le_bytes(), &check.amount().to_le_bytes()]
                    .concat()
                    .into(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;
    use proptest::prelude::*;

    use super::*;

    /// Everything readable in these bytes.
    fn read(bytes: &[u8]) -> (String, bool) {
        let (mut text, mut decoder) = (Vec::new(), GzDecoder::new(bytes));
        let whole = decoder.read_to_end(&mut text).is_ok();
        (String::from_utf8(text).expect("text"), whole)
    }

    proptest! {
        #[test]
        fn each_chunk_can_be_read_once_it_is_there_and_the_whole_is_one_gzip_file(
            texts in prop::collection::vec("(<p>é)?[a-c]{0,300}", 1..6), order in prop::collection::vec(0_usize..6, 0..12),
        ) {
            let chunks: Vec<_> = texts.iter().cloned().map(Chunk::new).collect();
            let mut encoding = Encoding::Gzip(Crc::new());
            let (mut sent, mut said) = (encoding.begin(&chunks[0]).to_vec(), texts[0].clone());
            for place in order.into_iter().map(|place| place % chunks.len()) {
                prop_assert_eq!(read(&sent), (said.clone(), false));
                sent.extend(encoding.send(&chunks[place]));
                said.push_str(&texts[place]);
            }
            sent.extend(encoding.end().expect("an end"));
            prop_assert_eq!(read(&sent), (said, true));
        }
    }
}
