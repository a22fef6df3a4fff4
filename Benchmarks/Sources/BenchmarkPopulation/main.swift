import Foundation

// The people that the server is measured with, made through the service's own verbs.
//
//     BenchmarkPopulation fill DATA PEOPLE SESSIONS_FILE     registers so many, with their sessions and records
//     BenchmarkPopulation collectors DATA COLLECTORS_FILE    signs in a collector at each of 256 points
//     BenchmarkPopulation passes DATA COUNT SESSIONS_FILE COLLECTORS_FILE REQUESTS_FILE
//                                                            shows so many codes, and writes the passes to ask for
//     BenchmarkPopulation decide DATA                        decides those of a province that ProvinceFiller filled
//     BenchmarkPopulation simulate DATA ROUNDS               tries other rules on it
//     BenchmarkPopulation publish DATA                       publishes other rules in it
//     BenchmarkPopulation announce DATA                      keeps other rules for a running server to find
//     BenchmarkPopulation seal DATA                          seals one of its counties
//     BenchmarkPopulation explain DATA COUNT                 explains the colours of so many who have facts
//     BenchmarkPopulation parse FILE ROUNDS                  reads what `policy decide` reads, and decides nobody

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
case ("decide", 2):
    try await Province(installation: Installation(directory: arguments[1])).decideFirst()
case ("simulate", 3):
    try await Province(installation: Installation(directory: arguments[1])).simulate(rounds: Int(arguments[2]) ?? 1)
case ("publish", 2):
    try await Province(installation: Installation(directory: arguments[1])).publish()
case ("announce", 2):
    try await Province(installation: Installation(directory: arguments[1])).announce()
case ("seal", 2):
    try await Province(installation: Installation(directory: arguments[1])).sealCounty()
case ("explain", 3):
    try await Province(installation: Installation(directory: arguments[1])).explain(Int(arguments[2]) ?? 0)
case ("parse", 3):
    try await PeopleFile(path: arguments[1]).parse(rounds: Int(arguments[2]) ?? 1)
default:
    print("usage: BenchmarkPopulation fill|collectors|passes|decide|simulate|publish|announce|seal|explain|parse …")
    exit(2)
}
