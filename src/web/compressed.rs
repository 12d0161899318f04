use std::{
    io::Write,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use actix_web::{
    HttpRequest, HttpResponseBuilder,
    body::BoxBody,
    http::header,
    web::{self, Bytes},
};
use flate2::Compression;

/// A text compressed once, so that sending it costs no work.
#[derive(Clone, Debug)]
pub struct Compressed(Arc<Text>);

#[derive(Debug)]
struct Text {
    plain: Bytes,
    /// Fast compression, sent until the best one is ready.
    quick: Bytes,
    /// Whether a request has begun the best.
    begun: AtomicBool,
    best: OnceLock<Best>,
}

/// The best compression, when it is ready.
#[derive(Clone, Debug)]
struct Best {
    gzip: Bytes,
    brotli: Bytes,
}

impl Compressed {
    /// Compresses lightly, within a millisecond or so.
    pub fn new(text: String) -> Self {
        Self(Arc::new(Text {
            quick: gzip(text.as_bytes(), Compression::fast()).into(),
            plain: text.into(),
            begun: AtomicBool::new(false),
            best: OnceLock::new(),
        }))
    }

    /// Compresses as much as possible, unless that is done. Blocks for a tenth of a second or more.
    pub fn press(&self) {
        self.0.press();
    }

    /// Answers with the smallest form that the browser accepts. The first answer starts the best
    /// compression if it is not ready; nobody waits for it.
    pub fn send(
        &self,
        request: &HttpRequest,
        mut response: HttpResponseBuilder,
    ) -> actix_web::HttpResponse<BoxBody> {
        let text = &self.0;
        if text.best.get().is_none() && !text.begun.swap(true, Ordering::Relaxed) {
            let text = Arc::clone(text);
            drop(web::block(move || text.press()));
        }
        let (body, encoding) = match text.best.get() {
            Some(best) if is_accepted(request, "br") => (&best.brotli, Some("br")),
            Some(best) if is_accepted(request, "gzip") => (&best.gzip, Some("gzip")),
            None if is_accepted(request, "gzip") => (&text.quick, Some("gzip")),
            _ => (&text.plain, None),
        };
        response.insert_header((header::VARY, "Accept-Encoding"));
        if let Some(encoding) = encoding {
            response.insert_header((header::CONTENT_ENCODING, encoding));
        }
        response.body(body.clone())
    }
}

impl Text {
    /// Compresses as much as possible. Blocks. Nobody waits here for another thread, which may have
    /// a lower priority.
    fn press(&self) {
        if self.best.get().is_some() {
            return;
        }
        let best = Best {
            gzip: gzip(&self.plain, Compression::best()).into(),
            brotli: brotli(&self.plain).into(),
        };
        let _ = self.best.set(best);
    }
}

/// Whether the browser accepts this encoding.
pub fn is_accepted(request: &HttpRequest, encoding: &str) -> bool {
    let accepted =
        request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepts(accepted, encoding))
}

/// Whether the header names `encoding` without forbidding it.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding))
            && !parts.any(|part| {
                part.strip_prefix("q=").and_then(|q| q.parse().ok()).is_some_and(|q: f32| q <= 0.0)
            })
    })
}

// Writing to memory cannot fail.
fn gzip(bytes: &[u8], how: Compression) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), how);
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

// Other modes and block sizes make no form smaller by more than 0.3%.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let params = brotli::enc::BrotliEncoderParams {
        mode: brotli::enc::backward_references::BrotliEncoderMode::BROTLI_MODE_TEXT,
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    // Writing to memory cannot fail.
    let _ = brotli::BrotliCompress(&mut &*bytes, &mut out, &params);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_used_only_where_it_is_accepted() {
        assert!(accepts("gzip, deflate, br;q=0.9", "br"));
        assert!(accepts("BR", "br"));
        assert!(!accepts("gzip;q=0, br", "gzip"));
        assert!(!accepts("brotli", "br"));
        assert!(!accepts("", "gzip"));
    }
}
