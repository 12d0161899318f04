# What the load scripts share. They source it from the project's folder.
for name in ${!SPEIR_@} ${!SMTP_@} DATABASE_URL; do unset "$name"; done
[ -x target/release/speir ] || cargo build --release
speir=$PWD/target/release/speir
place=$(mktemp -d)
# The services that run, by a name of the script's choice.
declare -A pids bases sinks
trap clean_up EXIT
# PostgreSQL's server may be another user, whose folder lies within.
chmod 711 "$place"
export SPEIR_SURVEYS=$PWD/surveys SPEIR_LISTEN=127.0.0.1:0 SPEIR_OPERATIONS_LISTEN=127.0.0.1:0
SPEIR_SECRET=$(head -c 32 /dev/urandom | base64)
export SPEIR_SECRET

clean_up() {
    local name
    for name in "${!pids[@]}"; do stop "$name"; done
    for name in "${!sinks[@]}"; do stop_sink "$name"; done
    stop_postgres
    rm -rf "$place"
}

give_up() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Whether what a command wrote to "said" has a text, with numbers as they are without commas: said TEXT
said() { tr -d , <"$place/said" | grep -q "$1"; }

need() {
    local tool
    declare -A packages=([psql]=postgresql [smtp-sink]=postfix)
    for tool in "$@"; do command -v "$tool" >"$place/found" || give_up "$tool is missing: apt-get install ${packages[$tool]:-$tool}"; done
}

# Durable as PostgreSQL is by itself. What differs from a fresh installation is what every manual advises: memory, and room
# for the log, so that checkpoints are rare. The log is not compressed: what is stored looks random and would hardly shrink.
start_postgres() {
    coproc POSTGRES {
        exec tests/postgres --folder "$place" -c shared_buffers=1GB -c max_wal_size=8GB -c checkpoint_timeout=15min -c wal_compression=off
    }
    postgres_pid=$POSTGRES_PID
    { read -r postgres && read -r postgres_folder; } <&"${POSTGRES[0]}" || give_up "PostgreSQL did not start."
}
stop_postgres() {
    [ -n "${postgres_pid:-}" ] || return 0
    eval "exec ${POSTGRES[1]}>&-"
    wait "$postgres_pid" || true
    postgres_pid=""
}

# Makes a database if need be, and lets what follows use it: use sqlite|postgres NAME
use() {
    if [ "$1" = sqlite ]; then
        export DATABASE_URL=$place/$2.sqlite
    else
        export DATABASE_URL=${postgres%/*}/$2
        psql --no-psqlrc --quiet "$postgres" --command "CREATE DATABASE $2"
    fi
}

now_ms() { date +%s%3N; }

# Starts a service on the database in use: start NAME
start() {
    # What an earlier one said must not be taken for its own words.
    : >"$place/$1.out"
    "$speir" serve >>"$place/$1.out" 2>"$place/$1.log" &
    pids[$1]=$!
    until grep -q listening "$place/$1.out"; do
        kill -0 "${pids[$1]}" || give_up "$(cat "$place/$1.log")"
        sleep 0.005
    done
    bases[$1]=$(grep -o 'http://[0-9.:]*' "$place/$1.out")
}
stop() {
    kill "${pids[$1]}" 2>"$place/found" || true
    wait "${pids[$1]}" || true
    unset "pids[$1]"
}
resident() { awk '/VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/${pids[$1]}/status"; }

# The controls of a form's questions, a line with name and value for each option: controls URL
controls() { curl -sf "$1" | grep -oE 'name="?q[^" >]*"? value="?[^" >]*' | sed -E 's/"//g; s/name=(.*) value=/\1 /'; }
# One answer to every question that has options: what the form at this address posts.
answers() { controls "$1" | awk '!seen[$1]++ { printf "%s%s=%s", sep, $1, $2; sep = "&" }'; }
# Every option of every question, for one of each that is chosen by chance.
choices() {
    controls "$1" | awk '
        { if (!($1 in of)) names[++n] = $1; of[$1] = of[$1] ($1 in seen ? "|" : "") $2; seen[$1] }
        END { for (i = 1; i <= n; i++) { printf "%s%s=%s", sep, names[i], of[names[i]]; sep = "&" } }'
}
links() { "$speir" collection list --json | grep -o '"link": "[^"]*"' | cut -d'"' -f4; }

# What wrk has written to a file: requests a second, or a percentile in milliseconds.
rate() { awk '/Requests\/sec/ { print $2 }' "$1"; }
percentile() { awk -v row="$1%" '$1 == row { v = $2; if (v ~ /us$/) { sub("us", "", v); v /= 1000 } else if (v ~ /ms$/) sub("ms", "", v); else { sub("s", "", v); v *= 1000 } printf "%.2f", v }' "$2"; }
clean() { if grep -E 'Non-2xx|Socket errors' "$1"; then give_up "$1 had errors: $(cat "$1" "$place"/*.log)"; fi; }
median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Submissions to one link as fast as they are answered, or at a rate: send BASE/s/LINK/ SEED SECONDS CONNECTIONS [RATE] >FILE
send() {
    SPEIR_LOAD_SEED=$2 SPEIR_LOAD_RATE=${5:-0} wrk -t1 -c"$4" -d"$3s" --timeout 25s --latency -s tests/load/send.lua "$1"
}

machine() { echo "$(nproc) cores, $(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo), load generator on the same machine"; }

# A collection of staff, and what `more` adds to its inspection; `asked` is another survey and its version:
# make_collection [TITLE AREA]
asked=(staff 1)
make_collection() {
    "$speir" survey publish "${asked[@]}" --with-drafts >"$place/published"
    cat >"$place/inspection.toml" <<TOML
title = "${1:-Load}"
kind = "national-survey"
lead = "load@speir.example"
opens_on = $(date -d yesterday +%F)
closes_on = $(date -d tomorrow +%F)
[[collections]]
area = "${2:-S12000029}"
audience = "${asked[0]}"
population = 1000000
${more:-}
TOML
    "$speir" inspection create "$place/inspection.toml" >"$place/created"
}

# The last two digits of the code of each area.
areas=(05 06 08 10 11 13 14 17 18 19 20 21 23 26 27 28 29 30 33 34 35 36 38 39 40 41 42 45 47 48 49 50)

# Every audience in every area, and a lead who may sign in: make_country TITLE
make_country() {
    local audience area
    for audience in staff age-8-15 age-16-plus parents-carers; do "$speir" survey publish "$audience" 1 --with-drafts; done
    cat <<TOML >"$place/inspection.toml"
title = "$1"
kind = "national-survey"
lead = "load@speir.example"
opens_on = $(date -d '20 days ago' +%F)
closes_on = $(date -d tomorrow +%F)
TOML
    for area in "${areas[@]}"; do
        for audience in staff age-8-15 age-16-plus parents-carers; do
            printf '[[collections]]\narea = "S120000%s"\naudience = "%s"\npopulation = 100000\n' "$area" "$audience"
        done
    done >>"$place/inspection.toml"
    "$speir" inspection create "$place/inspection.toml"
    echo "$password" | "$speir" user add load@speir.example --role lead --password-stdin
}
password=$(head -c 16 /dev/urandom | base64)

# The cookie of the lead who signs in there: sign_in BASE
sign_in() {
    curl -sf -D - -o "$place/signed-in" --data-urlencode "email=load@speir.example" --data-urlencode "password=$password" "$1/sign-in" \
        | sed -nE 's/^set-cookie: (speir=[^;]*);.*/\1/pI'
}

# Runs statements from standard input in the database in use.
sql() {
    case $DATABASE_URL in
        postgres*) psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$DATABASE_URL" ;;
        *) sqlite3 -bail "$DATABASE_URL" ;;
    esac
}

# A row of the table, with a cell for each database: row KEY WHAT FIGURE
row() {
    local name
    printf '| %s | %s |' "$2" "$3"
    for name in "${databases[@]}"; do printf ' %s |' "${cells[$name,$1]}"; done
    echo
}
