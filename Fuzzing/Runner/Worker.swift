import Foundation
import FuzzedDecoders
import Glibc

/// Gives changed inputs to one decoder. Each input is noted where another process finds it should this one die of it.
struct Worker {
    private let decoder: Decoder
    private let note: UnsafeMutableRawPointer
    private static let noteLength = 1 << 20
    /// The longest that an input may take, in seconds, and the memory it may need, in KiB.
    private static let longest: UInt32 = 10
    private static let mostMemory = 64 * 1024

    init(_ decoder: Decoder, noting file: String) {
        self.decoder = decoder
        let descriptor = open(file, O_RDWR | O_CREAT, 0o600)
        guard descriptor >= 0, ftruncate(descriptor, off_t(Self.noteLength)) == 0,
            let place = mmap(nil, Self.noteLength, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
            place != MAP_FAILED
        else {
            print("cannot write to \(file)")
            exit(3)
        }
        note = place
    }

    /// The exit status: 0 where everything held.
    func run(count: Int, seed: UInt64) -> Int32 {
        let corpus = Corpus.inputs(of: decoder.name).map(\.bytes)
        guard !corpus.isEmpty else {
            print("Fuzzing/Corpus/\(decoder.name) has no input")
            return 1
        }
        let inputs = corpus + decoder.vectors(VectorFolder())
        for input in inputs where !take(input) { return 1 }
        var mutations = Mutations(of: inputs, words: decoder.words, seed: seed)
        let (memory, start) = (Self.memory, ContinuousClock.now)
        for _ in 0..<count {
            guard take(mutations.next()) else { return 1 }
            guard Self.memory - memory <= Self.mostMemory else {
                print("it took \((Self.memory - memory) / 1024) MiB")
                return 1
            }
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("\(inputs.count) valid, \(count) changed, \(Int(seconds)) s, \((Self.memory - memory) / 1024) MiB")
        return 0
    }

    private func take(_ input: [UInt8]) -> Bool {
        let length = min(input.count, Self.noteLength - 8)
        note.storeBytes(of: UInt64(length), as: UInt64.self)
        (note + 8).copyMemory(from: input, byteCount: length)
        alarm(Self.longest)
        defer { alarm(0) }
        guard let fault = decoder.take(input) else { return true }
        print(fault)
        return false
    }

    /// The most memory this process had, in KiB.
    private static var memory: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }
}
