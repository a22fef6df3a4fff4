-- Shows codes: each request is of a random session, for a random one of the persons that it may act for.
--     wrk … -s code.lua URL -- SESSIONS_FILE      each line: a session token and the ids of its persons

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "load.lua")

local sessions, persons = {}, {}
local each = 0

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
