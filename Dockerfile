# Speir in an image that holds nothing else. Build it with `docker compose build`.

# The version that the tests are run with, on the Debian whose C library is taken along below.
FROM rust:1.95.0-bookworm AS build
WORKDIR /src
COPY . .
# The compiler's leavings stay in caches of the builder, so that an upgrade compiles only what has changed.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    CARGO_PROFILE_RELEASE_STRIP=symbols cargo build --release --locked --features postgres-tls \
    && install -D target/release/speir /image/usr/bin/speir
# The binary, the handful of C libraries that it names, the surveys, and the certificates of those who may vouch for a
# PostgreSQL server. Statically linked against musl it would need no libraries, but its allocator is slow under many
# threads; a Debian or distroless image would bring a shell, or a tag that moves.
RUN ldd /image/usr/bin/speir | grep -o '/[^ ]*' | xargs cp --dereference --parents --target-directory=/image \
    && cp --dereference --parents /etc/ssl/certs/ca-certificates.crt /image \
    && cp --recursive surveys /image/surveys

FROM scratch
COPY --from=build /image /
ENV SPEIR_LISTEN=0.0.0.0:8080 \
    SPEIR_OPERATIONS_LISTEN=0.0.0.0:8081 \
    SPEIR_SURVEYS=/surveys \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
EXPOSE 8080 8081
# A number, since there is no list of users here. Secrets that are given as files must belong to it.
USER 10001:10001
# No HEALTHCHECK: nothing here could ask, and the proxy finds out by itself. Watch /health/ready on port 8081.
ENTRYPOINT ["/usr/bin/speir"]
CMD ["serve"]
