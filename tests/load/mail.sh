# Measures messages: how fast they leave, and that no more leave than may. tests/load/run sources it.
PATH=$PATH:/usr/sbin:/sbin

# A mail server that takes everything and keeps nothing: start_sink NAME. It runs as nobody if this runs as root.
start_sink() {
    local port as=()
    if [ "$(id -u)" = 0 ]; then as=(-u nobody); fi
    for _ in {1..100}; do
        port=$((20000 + RANDOM % 12000))
        smtp-sink "${as[@]}" -c "127.0.0.1:$port" 1000 >"$place/$1.sink" 2>&1 &
        sinks[$1]=$!
        sleep 0.3
        if kill -0 "${sinks[$1]}" 2>"$place/found"; then
            export SMTP_URL=smtp://127.0.0.1:$port
            return
        fi
    done
    give_up "$(cat "$place/$1.sink")"
}
stop_sink() {
    kill "${sinks[$1]}"
    wait "${sinks[$1]}" || true
    unset "sinks[$1]" SMTP_URL
}
# How many messages a sink has taken.
taken() { tail -c 100 "$place/$1.sink" | tr '\r' '\n' | sed -nE 's/.*mesg=([0-9]+).*/\1/p' | tail -n 1 | grep . || echo 0; }

# A list of so many mailboxes, imported: import COUNT
import() {
    seq -f 'somebody.with.a.name.%.0f@council.example.org' "$1" >"$place/list.csv"
    "$speir" invitation import "$(links)" "$place/list.csv" >"$place/imported" 2>&1 || give_up "$(cat "$place/imported")"
}

measure_mail() {
    local name=$1 from minute limit=600 first rest
    use "$name" mailboxes
    make_collection
    from=$(now_ms)
    import 100000
    cells[$name,import]=$(awk -v ms=$(($(now_ms) - from)) 'BEGIN { printf "%.1f", ms / 1000 }')

    use "$name" messages
    make_collection
    import "$messages"
    start_sink "$name"
    minute=$(($(date +%s) / 60))
    SPEIR_MAIL_PER_MINUTE=$limit start "$name"
    sleep "$seconds"
    stop "$name"
    first=$(taken "$name")
    limit=$((limit * ($(date +%s) / 60 - minute + 1)))
    if [ "$first" = 0 ] || [ "$first" -gt "$limit" ]; then give_up "$first messages left where $limit may leave"; fi
    cells[$name,limit]=$first

    SPEIR_MAIL_PER_MINUTE=1000000 start "$name"
    from=$(now_ms)
    rest=$((messages - first))
    until [ "$(taken "$name")" -ge "$messages" ]; do
        [ $(($(now_ms) - from)) -lt 120000 ] || give_up "After two minutes $(taken "$name") messages of $messages have left: $(tail -n 3 "$place/$name.log")"
        sleep 0.02
    done
    cells[$name,mail]=$((rest * 1000 / ($(now_ms) - from)))
    until "$speir" message status | grep -q '^0 '; do sleep 0.1; done
    stop "$name"
    [ "$(taken "$name")" = "$messages" ] || give_up "$messages messages were to be sent, and $(taken "$name") were"
    stop_sink "$name"
}
