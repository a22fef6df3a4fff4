import Foundation

// The people that the server is measured with, made through the service's own verbs.
//
//     BenchmarkPopulation fill DATA PEOPLE SESSIONS_FILE     registers so many, with their sessions and records
//     BenchmarkPopulation collectors DATA COLLECTORS_FILE    signs in a collector at each of 256 points
//     BenchmarkPopulation passes DATA COUNT SESSIONS_FILE COLLECTORS_FILE REQUESTS_FILE
//                                                            shows so many codes, and writes the passes to ask for

let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("fill", 4):
    let installation = try await Installation(directory: arguments[1])
    try await Filling(installation: installation, people: Int(arguments[2]) ?? 0).fill(sessions: arguments[3])
case ("collectors", 3):
    let installation = try await Installation(directory: arguments[1])
    try await Collectors(installation: installation).write(to: arguments[2])
case ("passes", 6):
    let installation = try await Installation(directory: arguments[1])
    try await Passes(installation: installation, count: Int(arguments[2]) ?? 0)
        .write(sessions: arguments[3], collectors: arguments[4], to: arguments[5])
default:
    print("usage: BenchmarkPopulation fill|collectors|passes …, as its source says")
    exit(2)
}
