# Parts of a test run: each has a heading, a time and a verdict.

passed=0
failed=0
broken=()
declare -A asides=()
output=$(mktemp)
aside=$(mktemp -d)

end_asides() {
  local pid
  for pid in "${asides[@]}"; do kill -- "-$pid" 2>/dev/null || true; done
  rm -rf "$output" "$aside"
}
trap end_asides EXIT

say() { printf '\n== %s\n' "$*"; }

give_up() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

# Runs one part under its heading. If it fails, the other parts still run.
part() {
  local name=$1 from=$SECONDS ended=0
  shift
  say "$name"
  "$@" 2>&1 | tee "$output" || ended=$?
  if ((ended)); then broken+=("$name"); fi
  count
  printf -- '-- %s: %s after %d s\n' "$name" "$([[ $ended == 0 ]] && echo passed || echo FAILED)" \
    $((SECONDS - from))
}

# Starts a part beside the next ones, which leave processors idle while they wait for databases.
# Nothing else needs its result.
beside() {
  local name=$1
  shift
  set -m
  {
    renice -n 19 $BASHPID >/dev/null
    ended=0
    "$@" || ended=$?
    echo $ended >"$aside/$name.ended"
  } >"$aside/$name" 2>&1 &
  set +m
  asides[$name]=$!
}

# Waits for such a part and prints what it said.
joined() {
  tail --pid="${asides[$1]}" -f /dev/null
  cat "$aside/$1"
  return "$(cat "$aside/$1.ended")"
}

# Adds up the numbers that a pattern finds in what the last part said: those of its group $2, or 1.
total() { sed -nE "s/$1/\\${2:-1}/p" "$output" | awk '{ sum += $1 } END { print sum + 0 }'; }

# Adds the tests that the last part counted: "test result: ok. 12 passed; 0 failed" or "# pass 12".
count() {
  local result='^test result: .* ([0-9]+)'
  passed=$((passed + $(total "$result passed;.*") + $(total '^# pass ([0-9]+)$')))
  failed=$((failed + $(total "$result failed;.*") + $(total '^# (fail|cancelled) ([0-9]+)$' 2)))
}

# Prints the verdict; fails if any part or test did.
verdict() {
  say "$SECONDS s in all"
  if ((${#broken[@]})); then printf 'Failed: %s\n' "${broken[@]}"; fi
  echo "$passed passed, $failed failed"
  ((failed == 0 && ${#broken[@]} == 0))
}
