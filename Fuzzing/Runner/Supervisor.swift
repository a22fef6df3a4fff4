import Foundation
import FuzzedDecoders

/// Runs a worker for each decoder, and keeps the inputs that one did not survive.
struct Supervisor {
    private let options: Options

    init(_ options: Options) {
        self.options = options
    }

    /// The exit status: 0 where every decoder held, else 1.
    func run() -> Int32 {
        var faults = 0
        for decoder in options.decoders {
            let note = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(decoder.name)-\(getpid())")
            defer { try? FileManager.default.removeItem(at: note) }
            let name = decoder.name.padding(toLength: 16, withPad: " ", startingAt: 0)
            do {
                let (fault, said) = try work(decoder, note)
                print("\(name) \(said)\(fault.map { "\($0): \(keep(note, of: decoder))" } ?? "")")
                if fault != nil { faults += 1 }
            } catch {
                print("\(name) could not be run: \(error)")
                faults += 1
            }
        }
        return faults == 0 ? 0 : 1
    }

    private func work(_ decoder: Decoder, _ note: URL) throws -> (fault: String?, said: String) {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0]).standardizedFileURL
        process.arguments = [
            "--only", decoder.name, "--count", "\(options.count)", "--seed", "\(options.seed)", "--worker", note.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let line = said.split(separator: "\n").joined(separator: "; ")
        if process.terminationReason == .uncaughtSignal {
            return (process.terminationStatus == SIGALRM ? "it hangs" : "it crashed", line)
        }
        return (process.terminationStatus == 0 ? nil : " is wrong", line)
    }

    /// Puts the input beside the others, where the tests try it from now on; its path.
    private func keep(_ note: URL, of decoder: Decoder) -> String {
        guard let bytes = FileManager.default.contents(atPath: note.path), bytes.count > 8 else { return "no input" }
        let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let input = bytes.dropFirst(8).prefix(length)
        let sum = input.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let file = Corpus.folder.appending(path: "\(decoder.name)/found-\(String(sum, radix: 16))")
        do { try input.write(to: file) } catch { return "the input could not be kept: \(error)" }
        return file.path
    }
}
