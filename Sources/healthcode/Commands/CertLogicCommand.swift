import ArgumentParser
import Foundation
import HealthCodeCredential

/// `healthcode certlogic`: computes expressions of published rules over data.
struct CertLogicCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certlogic",
        abstract: "Computes a CertLogic expression over data, and prints the JSON that it gives.",
        discussion: """
            With `--logic -`, each line of standard input is {"logic": …, "data": …} (without "data", that of --data), \
            and each is answered by one line, in order. A line that cannot be computed is answered by \
            {"error": …, "place": …}, and standard error has its number and the reason; the others are computed all \
            the same.

            Exit status: 0 where everything was computed, whatever came out; 3 where something could not be.
            """)

    @Option(
        help: ArgumentHelp("The expression, or - for an expression with its data on each line.", valueName: "file|-"))
    var logic: String

    @Option(help: ArgumentHelp("The data, in JSON.", valueName: "file"))
    var data: String?

    func validate() throws {
        guard logic == "-" || data != nil else {
            throw ValidationError("Name the data with --data FILE.")
        }
    }

    func run() throws {
        let shared = try data.map { try Self.json(at: $0) }
        guard logic == "-" else {
            let expression = try Self.json(at: logic)
            do { Main.say(try Self.compute(expression, over: shared ?? .null).text) } catch {
                throw Failure("\(logic): \(error)")
            }
            return
        }
        let failed = Self.answerLines(shared)
        guard failed == 0 else { throw Failure("\(failed) of the lines could not be computed") }
    }

    /// Answers standard input line by line; how many lines could not be computed.
    private static func answerLines(_ shared: JSON?) -> Int {
        var number = 0
        var failed = 0
        while let line = readLine(strippingNewline: true) {
            number += 1
            do {
                Main.say(try answer(line, shared).text)
            } catch {
                failed += 1
                let place = error.place.map { JSON.Member("place", .string($0)) }
                Main.say(JSON.object([.init("error", .string(error.reason))] + [place].compactMap(\.self)).text)
                FileHandle.standardError.write(Data("line \(number): \(error)\n".utf8))
            }
        }
        return failed
    }

    private static func answer(_ line: String, _ shared: JSON?) throws(Mistake) -> JSON {
        let question: JSON
        do { question = try parse(line) } catch { throw Mistake(error) }
        guard let logic = question["logic"] else {
            throw Mistake(reason: "each line is an object with “logic” and “data”")
        }
        guard let data = question["data"] ?? shared else { throw Mistake(reason: "the line has no “data”") }
        return try compute(logic, over: data)
    }

    private static func compute(_ expression: JSON, over data: JSON) throws(Mistake) -> JSON {
        let logic: CertLogic
        do { logic = try CertLogic(expression) } catch {
            let others = error.issues.count > 1 ? ", and \(error.issues.count - 1) more issues" : ""
            throw Mistake(reason: "\(error.issues[0].message)\(others)", place: error.issues[0].place)
        }
        do { return try logic.evaluate(over: data) } catch {
            throw Mistake(reason: error.reason, place: error.place)
        }
    }

    private static func parse(_ text: String) throws(JSONError) -> JSON {
        try JSON(parsing: text, maximumBytes: 64 << 20, maximumDepth: 160)
    }

    private static func json(at path: String) throws -> JSON {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure("cannot read \(path)")
        }
        do { return try parse(text) } catch {
            throw Failure("\(path): \(Mistake(error))")
        }
    }

    /// Why a line, or the file, gives nothing.
    private struct Mistake: Error, CustomStringConvertible {
        let reason: String
        var place: String?

        init(reason: String, place: String? = nil) {
            self.reason = reason
            self.place = place
        }

        init(_ error: JSONError) {
            reason = "it is not JSON: \(error.reason) (byte \(error.offset))"
        }

        var description: String {
            guard let place, !place.isEmpty else { return reason }
            return "\(reason) (at \(place))"
        }
    }
}
