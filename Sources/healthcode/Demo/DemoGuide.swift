import Foundation
import HealthCodeCore

/// What the demo prints: who can sign in, and what to try. Kept in the data directory for the next start.
struct DemoGuide: Codable {
    struct Entry: Codable {
        var phone: String
        var name: String
        var story: String
    }

    var roles: [Entry]
    /// People in other places; nil in a demo that was filled by an earlier version.
    var elsewhere: [Entry]?
    var collectorPhone: String
    /// Missing from a guide of before there was a console.
    var administrators: [Entry]?
    var newcomer: Entry
    var sourceKey: String
    var sampleNumber: String

    private static func file(of data: DataDirectory) -> URL { data.url.appending(path: "demo-guide.json") }

    /// Reads the guide of a demo that was filled before; nil where there is none.
    static func read(from data: DataDirectory) -> DemoGuide? {
        guard let content = try? Data(contentsOf: file(of: data)) else { return nil }
        return try? JSONDecoder().decode(DemoGuide.self, from: content)
    }

    /// Keeps the guide, for its owner alone: it holds a source's key.
    func write(to data: DataDirectory) throws {
        let content = try JSONEncoder().encode(self)
        let made = FileManager.default.createFile(
            atPath: Self.file(of: data).path, contents: content, attributes: [.posixPermissions: 0o600])
        guard made else { throw Failure("could not write the demo's guide into \(data.url.path)") }
    }

    /// The guide as it is printed.
    ///
    /// - Parameter isKept: whether the demo was filled earlier, so that what it says of people is how they began.
    func text(address: String, data: DataDirectory, now: Instant, isKept: Bool) -> String {
        let yesterday = now.advanced(bySeconds: -86_400).rfc3339(in: .china)
        let people = roles.map { "  \($0.phone)  \($0.name)  \($0.story)" }.joined(separator: "\n")
        let others = (elsewhere ?? []).map { "  \($0.phone)  \($0.name)  \($0.story)" }
        let places =
            others.isEmpty
            ? ""
            : "\n\nIn other places the rules differ; all of these were in contact with a case five days ago:\n\n"
                + others.joined(separator: "\n")
        let staff = (administrators ?? []).map { "  \($0.phone)  \($0.name)  \($0.story)" }.joined(separator: "\n")
        // By the path that it was called by, so that it can be called again.
        let program = CommandLine.arguments[0]
        let began =
            isKept
            ? "\n(This demo was filled before: below is how they began. Remove \(data.url.path) for a new one.)\n" : ""
        return """

            Open \(address) and sign in with one of these phones:
            \(began)
            \(people)
              \(newcomer.phone)  \(newcomer.name)  \(newcomer.story)
              \(collectorPhone)  秦春燕  collector in Wuchang, with two points: scans the codes above
            \(staff)\(places)

            This window goes on serving: try what follows in a second one, in the same folder.

            The one-time codes appear in \(data.outbox.path):
              tail -n 1 \(data.outbox.path)

            Report something as the disease-control centre, and see the colour change by itself:
              curl -s \(address)/api/v1/records -H 'Authorization: Bearer \(sourceKey)' -H 'Content-Type: application/json' \\
                -d '{"id":"try-\(now.seconds)","document":{"type":"resident_id","number":"\(sampleNumber)"},"kind":"close_contact","from":"\(yesterday)"}'

            Move the clock, and see grey turn green:
              \(program) demo clock +7d --data \(data.url.path)

            """
    }
}
