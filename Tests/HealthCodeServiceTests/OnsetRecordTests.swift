import Foundation
import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Records of when a case fell ill")
struct OnsetRecordTests {
    let world: World

    init() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Packs/onsets/pack.yaml"), encoding: .utf8)
        world = try await World(
            pack: text.replacing("990600", with: "420000").replacing("2021-01-01T", with: "2020-01-01T"))
    }

    private func at(_ day: String) -> String { ",\"case\":\"S-17\",\"from\":\"2020-04-\(day)T08:00:00+08:00\"" }

    @Test("A term counts from the onset once it is known, and a corrected onset moves it")
    func moves() async throws {
        let person = try await world.verified(.zhang).person
        let centre = try await world.source(.cdc)
        let ends = { () async throws -> Instant? in
            try await world.healthCode.explanation(of: person.id).coming.first?.at
        }
        #expect(try await world.send(record("1", "close_contact", of: .zhang, at("08")), from: centre) == .accepted)
        #expect(try await world.healthCode.explanation(of: person.id).rule == "onset-unknown")
        #expect(try await ends() == instant("2020-04-29T08:00:00+08:00"))
        #expect(try await world.send(record("2", "case_onset", of: .zhang, at("05")), from: centre) == .accepted)
        #expect(try await world.healthCode.explanation(of: person.id).rule == "contact")
        #expect(try await ends() == instant("2020-04-19T08:00:00+08:00"))
        let back = "{\"id\":\"3\",\"kind\":\"retraction\",\"retracts\":\"2\"}"
        #expect(try await world.send(back, from: centre) == .accepted)
        #expect(try await world.send(record("4", "case_onset", of: .zhang, at("07")), from: centre) == .accepted)
        #expect(try await ends() == instant("2020-04-21T08:00:00+08:00"))
        #expect(try await world.healthCode.replayEveryone().differences.isEmpty)
    }

    @Test("A contact and an onset that wait for their person attach together")
    func waits() async throws {
        let centre = try await world.source(.cdc)
        #expect(try await world.send(record("1", "close_contact", of: .zhang, at("08")), from: centre) == .waiting)
        #expect(try await world.send(record("2", "case_onset", of: .zhang, at("05")), from: centre) == .waiting)
        let person = try await world.verified(.zhang).person
        #expect(try await world.healthCode.explanation(of: person.id).rule == "contact")
    }

    @Test("An onset without its case is refused")
    func noCase() async throws {
        let line = record("1", "case_onset", of: .zhang, RecordTests.morning)
        guard case .refused(let problem)? = try await world.send(line, from: try await world.source(.cdc)) else {
            Issue.record("taken")
            return
        }
        #expect(problem.fields == [FieldProblem("/case", .missing)])
    }

    @Test("A hospital traces no contacts, and says no onsets")
    func hospital() async throws {
        let line = record("1", "case_onset", of: .zhang, at("05"))
        guard case .refused(let problem)? = try await world.send(line, from: try await world.source(.hospital)) else {
            Issue.record("taken")
            return
        }
        #expect(problem.kind == .kindNotAllowed)
    }
}
