import Foundation
import FuzzedDecoders

/// What the command line asks for.
struct Options {
    /// How many changed inputs each decoder gets.
    var count = 100_000
    /// What the changes begin with.
    var seed: UInt64 = 1
    /// The decoders that are tried.
    var decoders: [Decoder] = []
    /// The file in which a worker notes its input; nil in the supervisor.
    var worker: String?

    init(_ arguments: some Collection<String>) {
        var rest = Array(arguments)[...]
        while let word = rest.popFirst() {
            switch (word, rest.popFirst()) {
            case ("--count", let value?) where Int(value) != nil: count = Int(value) ?? count
            case ("--seed", let value?) where UInt64(value) != nil: seed = UInt64(value) ?? seed
            case ("--only", let value?):
                guard let decoder = Decoder.named(value) else { Self.usage("There is no decoder “\(value)”.") }
                decoders.append(decoder)
            case ("--worker", let value?): worker = value
            default: Self.usage("“\(word)” is not understood.")
            }
        }
        if decoders.isEmpty { decoders = Decoder.all }
    }

    private static func usage(_ problem: String) -> Never {
        let names = Decoder.all.map(\.name).joined(separator: ", ")
        FileHandle.standardError.write(
            Data("\(problem)\nfuzz [--count N] [--seed S] [--only DECODER]…, of \(names)\n".utf8))
        exit(2)
    }
}
