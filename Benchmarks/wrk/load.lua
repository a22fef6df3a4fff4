-- How threads are numbered, and what is printed in the end; for both kinds of load.

local threads = {}
function setup(thread)
    threads[#threads + 1] = thread
    thread:set("number", #threads)
end

function done(summary)
    local errors = summary.errors
    local connection = errors.connect + errors.read + errors.write
    print("loading_core_seconds " .. threads[#threads]:get("loaded"))
    print("requests " .. summary.requests)
    print("seconds " .. summary.duration / 1e6)
    print("errors " .. connection + errors.status + errors.timeout)
    print("errors_of_connections " .. connection)
    print("errors_by_status " .. errors.status)
    print("errors_by_timeout " .. errors.timeout)
end
