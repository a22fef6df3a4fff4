import Foundation
import HealthCodeCore
import HealthCodeService
import Synchronization

/// Passes to be asked for: the codes of so many people, each at one of many points, by the collector who stands there.
struct Passes: Sendable {
    let installation: Installation
    let count: Int

    /// Shows the codes as phones do, and writes a line for each: a collector's session and the body of the request. They
    /// can be used for a minute.
    func write(sessions: String, collectors: String, to file: String) async throws {
        let posts = try Self.posts(in: collectors)
        let families = try Self.families(in: sessions)
        let each = families.first.map { $0.persons.count } ?? 0
        guard count <= families.count * each else { throw Refused(what: "\(count) codes of \(families.count * each)") }
        let lines = Mutex<[String]>([])
        let workers = 16
        let now = Instant(seconds: Int64(Date.now.timeIntervalSince1970))
        // Neighbours in the file are of different families, and a family comes once in each round.
        let order = (0..<families.count).shuffled()
        try await forEach(0..<workers, together: workers) { worker in
            var own: [String] = []
            for number in stride(from: worker, to: count, by: workers) {
                let family = families[order[number % families.count]]
                let person = family.persons[number / families.count]
                let code = try await installation.healthCode.code(of: person, session: family.session)
                let post = posts[number % posts.count]
                let body = """
                    {"id":"\(PassID.new(at: now).uuid)","token":"\(code.token)","point":"\(post.point)",\
                    "temperature":36.5}
                    """
                own.append("\(post.session) \(body)")
            }
            lines.withLock { $0 += own }
        }
        // The workers' lines are in the order of their issue; together they are not, which does not matter.
        let text = lines.withLock { $0 }.joined(separator: "\n") + "\n"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    private static func posts(in file: String) throws -> [(session: String, point: String)] {
        try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            return (words[0], words[1])
        }
    }

    private static func families(in file: String) throws -> [(session: String, persons: [PersonID])] {
        try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return (String(words[0]), words.dropFirst().compactMap { Int64($0) }.map { PersonID($0) })
        }
    }
}
