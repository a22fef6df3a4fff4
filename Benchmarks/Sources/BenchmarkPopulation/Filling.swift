import Foundation
import HealthCodeCore
import HealthCodeService
import Synchronization

/// Fills an installation with families of four, each with one account and its session.
struct Filling: Sendable {
    let installation: Installation
    let people: Int

    private static let relations: [Relation] = [.`self`, .spouse, .child, .parent]
    private static let province = RegionCode(number: 420_000_000_000)

    /// Registers everybody, writes a line for each session (its token, and the ids of the four), and sends the records.
    func fill(sessions file: String) async throws {
        let counties = try await counties()
        let families = people / Self.relations.count
        let lines = Mutex<[String]>([])
        let healthCode = installation.healthCode
        try await forEach(0..<families, together: 256) { family in
            let session = try await installation.signIn("15" + String(100_000_000 + family))
            let caller = try await healthCode.caller(token: session.token)
            var line = session.token
            for (index, relation) in Self.relations.enumerated() {
                let resident = Resident(family * Self.relations.count + index, counties: counties)
                let person = try await healthCode.register(resident.registration(as: relation), by: caller)
                line += " \(person.id.number)"
            }
            let written = lines.withLock { lines in
                lines.append(line)
                return lines.count
            }
            if written % 5_000 == 0 { show("\(written * Self.relations.count) of \(people) people") }
        }
        try await report(counties)
        let text = lines.withLock { $0 }.joined(separator: "\n") + "\n"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    private func counties() async throws -> [RegionCode] {
        var counties: [RegionCode] = []
        for prefecture in try await installation.healthCode.regions(under: Self.province) {
            let regions = try await installation.healthCode.regions(under: prefecture.code)
            counties += regions.filter { $0.level == .county }.map(\.code)
        }
        return counties
    }

    /// Sends the records of all, a thousand people at a time.
    private func report(_ counties: [RegionCode]) async throws {
        let healthCode = installation.healthCode
        let added = try await healthCode.addSource(name: "江城第三检验所", kind: .laboratory, region: Self.province)
        let source = try await healthCode.source(key: added.key)
        let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
        let each = 1_000
        try await forEach(0..<(people + each - 1) / each, together: 4) { part in
            let numbers = part * each..<min(people, (part + 1) * each)
            let records = numbers.flatMap { Resident($0, counties: counties).records(now: now) }
            for answer in try await healthCode.receive(records, from: source) where answer.outcome != .accepted {
                throw Refused(what: "\(answer)")
            }
            if part % 100 == 99 { show("records of \(numbers.upperBound) people") }
        }
    }
}

/// Shows how far the work got.
private func show(_ text: String) {
    FileHandle.standardError.write(Data("bench: \(text)\n".utf8))
}

/// Something that ought to have been taken was not.
struct Refused: Error {
    let what: String
}

extension Resident {
    func registration(as relation: Relation) -> Registration {
        Registration(
            name: name, documentKind: Document.Kind.residentID.rawValue, documentNumber: document,
            region: region.description, relation: relation.rawValue, channel: "benchmark",
            consent: HealthCode.purposes)
    }
}
