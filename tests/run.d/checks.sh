# The checks and tests that tests/run puts together.

deny_version=0.18.9

# Checks licences, sources and bans of the packages in the lock file. Advisories are left out, since
# their database would have to be fetched. The tool is built without optimisation, which takes
# minutes less, and it runs for a second.
packages() {
  local tools=$PWD/target/tools
  if [[ $("$tools/bin/cargo-deny" --version 2>/dev/null) != "cargo-deny $deny_version" ]]; then
    env -u OPENSSL_NO_VENDOR CARGO_PROFILE_DEV_DEBUG=0 cargo install --locked --debug \
      --no-default-features --root "$tools" --version "$deny_version" cargo-deny || return
  fi
  "$tools/bin/cargo-deny" check --hide-inclusion-graph bans licenses sources
}

browser_packages() { (cd tests/browser && npm ci --no-audit --no-fund); }

# in_browsers DATABASE [FILE]...
in_browsers() {
  (cd tests/browser && TEST_DATABASE=$1 SPEIR_BINARY=$PWD/../../target/release/speir \
    node --test --test-concurrency=3 --test-reporter=tap "${@:2}")
}

# In the dev profile also beside release builds: its packages are sooner built, and it finds the same.
lints() { cargo clippy --all-targets --target-dir target/clippy -- -D warnings; }

# tests_on DATABASE ARGUMENT...: cargo test, where the tests over HTTP use that database.
tests_on() { TEST_DATABASE=$1 cargo test "${@:2}"; }

# without LIST...: options that leave out modules of tests/api. Those in the list `own-database`
# choose their database themselves, and those in `one-database` ask what no database changes: the
# proxy, the mail server, addresses, bodies. Neither need run once for each database.
without() {
  local module
  while read -r module; do printf -- '--skip\n%s::\n' "$module"; done \
    < <(cd tests/run.d && cat "$@")
}
