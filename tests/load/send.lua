-- Sends one complete form for each request, each with a ticket of its own. With SPEIR_LOAD_RATE it waits between
-- requests so that all connections together come near that many a second.
local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
local body = os.getenv("SPEIR_LOAD_BODY")
local rate = tonumber(os.getenv("SPEIR_LOAD_RATE") or "0")
local connections = tonumber(os.getenv("SPEIR_LOAD_CONNECTIONS") or "1")
local headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
local count = 0
local prefix

function init(args)
    math.randomseed(os.time() * 1000 + tonumber(os.getenv("SPEIR_LOAD_SEED")))
    local letters = {}
    for place = 1, 13 do
        local letter = math.random(64)
        letters[place] = alphabet:sub(letter, letter)
    end
    prefix = wrk.path .. table.concat(letters)
end

function request()
    count = count + 1
    -- 22 characters that encode 16 bytes: the last holds two bits only.
    return wrk.format("POST", prefix .. string.format("%08d", count) .. "A", headers, body)
end

if rate > 0 then
    function delay()
        return math.floor(1000 * connections / rate)
    end
end
