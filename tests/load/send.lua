-- Sends one complete form for each request, each with a ticket of its own. With SPEIR_LOAD_RATE all connections of one
-- thread together send that many a second, evenly, as long as the answers keep up. With SPEIR_LOAD_LINKS, several of them,
-- they go to one link after the other.
local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
local body = os.getenv("SPEIR_LOAD_BODY")
local rate = tonumber(os.getenv("SPEIR_LOAD_RATE") or "0")
local headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
local links = {}
for link in (os.getenv("SPEIR_LOAD_LINKS") or ""):gmatch("%S+") do links[#links + 1] = link .. "/" end
local count = 0
local ticket

function init(args)
    math.randomseed(os.time() * 1000 + tonumber(os.getenv("SPEIR_LOAD_SEED")))
    local letters = {}
    for place = 1, 13 do
        local letter = math.random(64)
        letters[place] = alphabet:sub(letter, letter)
    end
    ticket = table.concat(letters)
end

-- "q.a=x|y" is one of them, another in each request.
local varies = body:find("|", 1, true)
local function chosen(choices)
    local options = {}
    for option in choices:gmatch("[^|]+") do options[#options + 1] = option end
    return "=" .. options[math.random(#options)]
end

function request()
    count = count + 1
    local body = varies and body:gsub("=([^&]*)", chosen) or body
    -- 22 characters that encode 16 bytes: the last holds two bits only.
    local link = links[count % math.max(#links, 1) + 1] or ""
    return wrk.format("POST", wrk.path .. link .. ticket .. string.format("%08d", count) .. "A", headers, body)
end

if rate > 0 then
    local ffi = require("ffi")
    ffi.cdef("typedef struct { long seconds, nanoseconds; } moment; int clock_gettime(int clock, moment *now);")
    local moment = ffi.new("moment")
    local due = 0

    -- The milliseconds until the next request is due, whichever connection sends it.
    function delay()
        ffi.C.clock_gettime(1, moment)
        local now = tonumber(moment.seconds) * 1000 + tonumber(moment.nanoseconds) / 1000000
        due = math.max(due + 1000 / rate, now)
        return math.floor(due - now)
    end
end
