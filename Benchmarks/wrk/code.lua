-- Shows codes: each request is of a random session, for a random one of the persons that it may act for.
--     wrk … -s code.lua URL -- SESSIONS_FILE      each line: a session token and the ids of its persons

local sessions, persons = {}, {}
local each = 0

local threads = {}
function setup(thread)
    threads[#threads + 1] = thread
    thread:set("number", #threads)
end

function init(arguments)
    math.randomseed(os.time() * 16 + number)
    for line in io.lines(arguments[1]) do
        local words = line:gmatch("%S+")
        sessions[#sessions + 1] = words()
        for person in words do persons[#persons + 1] = person end
    end
    each = #persons / #sessions
    loaded = os.clock()
end

function request()
    local index = math.random(#persons)
    return "GET /api/v1/people/" .. persons[index] .. "/code HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
        .. sessions[math.ceil(index / each)] .. "\r\n\r\n"
end

function done(summary, latency)
    local errors = summary.errors
    print("loading_core_seconds " .. threads[#threads]:get("loaded"))
    print("requests " .. summary.requests)
    print("seconds " .. summary.duration / 1e6)
    local connection = errors.connect + errors.read + errors.write
    print("errors " .. connection + errors.status + errors.timeout)
    print("errors_of_connections " .. connection)
    print("errors_by_status " .. errors.status)
    print("errors_by_timeout " .. errors.timeout)
    print("p50_seconds " .. latency:percentile(50) / 1e6)
    print("p99_seconds " .. latency:percentile(99) / 1e6)
end
