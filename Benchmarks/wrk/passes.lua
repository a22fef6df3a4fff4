-- Sends passes, each once; the threads share the lines among them.
--     wrk … -s passes.lua URL -- REQUESTS_FILE THREADS      each line: a session token, a space, and a JSON body

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "load.lua")

local lines = {}
local sent = 0

function init(arguments)
    local count = 0
    for line in io.lines(arguments[1]) do
        count = count + 1
        if count % tonumber(arguments[2]) == number - 1 then lines[#lines + 1] = line end
    end
    loaded = os.clock()
end

function request()
    sent = sent + 1
    -- Where the lines are too few the server says so, and the errors are counted.
    local line = lines[sent] or lines[#lines]
    local space = line:find(" ", 1, true)
    return "POST /api/v1/passes HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "
        .. line:sub(1, space - 1) .. "\r\nContent-Length: " .. #line - space .. "\r\n\r\n" .. line:sub(space + 1)
end
