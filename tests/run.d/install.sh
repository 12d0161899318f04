# Installs on Debian what the tests need; elsewhere says what is missing.

has() { command -v "$1" >/dev/null; }

new_enough_node() {
  has node && node -e '
    const [major, minor] = process.versions.node.split(".");
    process.exit(major > 18 || (major == 18 && minor >= 19) ? 0 : 1)'
}

# What the tests over HTTP need.
missing_servers() {
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || has postgres || echo postgresql
  for tool in openssl nginx pgbouncer postfix; do has "$tool" || echo "$tool"; done
  compgen -G '/usr/lib/*/libeatmydata.so' >/dev/null || echo libeatmydata1
  has dovecot || echo dovecot-core
}

# What browsers, load, the check of the API and TLS to PostgreSQL need besides.
missing_others() {
  [[ -x ${CHROMIUM:-/usr/bin/chromium} ]] || echo chromium
  [[ -x ${FIREFOX:-/usr/bin/firefox-esr} ]] || echo firefox-esr
  new_enough_node || echo nodejs
  has npm || echo npm
  for tool in wrk sqlite3 curl pkg-config; do has "$tool" || echo "$tool"; done
  [[ -e /usr/include/openssl/ssl.h ]] || echo libssl-dev
  has python3 && python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

# Installs the packages that are named.
install() {
  (($#)) || return 0
  say "Installing $*"
  has apt-get || give_up "These are missing: $*. There is no apt-get here: install them," \
    "and run this again."
  local as_root=()
  if ((EUID != 0)); then
    has sudo || give_up "These are missing: $*. Install them as root, and run this again."
    as_root=(sudo)
  fi
  local get=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get)
  "${get[@]}" update && "${get[@]}" install --yes --no-install-recommends "$@" \
    || give_up "apt-get could not install $*. Install them, and run this again."
  # Debian starts the servers that it installs. The tests start their own.
  for server in nginx pgbouncer postgresql postfix dovecot-core; do
    if [[ " $* " == *" $server "* ]]; then
      "${as_root[@]}" service "${server%-core}" stop || true
    fi
  done
}

# Whether Rust and C compilers are here, which this script does not install.
need_compilers() {
  for tool in cargo cc; do
    has "$tool" || give_up "$tool is missing. Install Rust (rustup.rs) and a C compiler first."
  done
}
