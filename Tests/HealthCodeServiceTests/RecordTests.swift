import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Records of sources")
struct RecordTests {
    let world: World
    init() async throws { world = try await World() }

    static let morning = ",\"from\":\"2020-04-10T08:00:00+08:00\""

    /// What came of a record that a hospital sent.
    func refusal(_ line: String) async throws -> Problem? {
        guard case .refused(let problem)? = try await world.send(line, from: try await world.source(.hospital)) else {
            return nil
        }
        return problem
    }

    @Test("A confirmed case turns red and, recovered, green again by itself")
    func redThenGreen() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let hospital = try await world.source(.hospital)
        #expect(try await world.send(record("1", "confirmed", of: .zhang, Self.morning), from: hospital) == .accepted)
        #expect(try await world.healthCode.code(of: person.id, by: caller).rule == "case")
        world.clock.advance(days: 20)
        let line = record("2", "recovered", of: .zhang, ",\"from\":\"2020-04-29T08:00:00+08:00\"")
        #expect(try await world.send(line, from: hospital) == .accepted)
        #expect(try await world.healthCode.code(of: person.id, by: caller).colour == .green)
    }

    @Test("A record of someone who has not registered waits, and attaches when they do")
    func waits() async throws {
        let hospital = try await world.source(.hospital)
        #expect(try await world.send(record("1", "confirmed", of: .zhang, Self.morning), from: hospital) == .waiting)
        #expect(try await world.verified(.zhang).person.colour == .red)
    }

    @Test("The same record again is repeated, however its members are ordered")
    func repeated() async throws {
        let hospital = try await world.source(.hospital)
        _ = try await world.send(record("1", "confirmed", of: .zhang, Self.morning), from: hospital)
        let reordered = """
            { "from": "2020-04-10T08:00:00+08:00", "kind": "confirmed", "id": "1",
              "document": {"number": "\(Someone.zhang.number)", "type": "resident_id"} }
            """
        #expect(try await world.send(reordered, from: hospital) == .repeated)
    }

    @Test("Another record under the same id is a conflict")
    func conflict() async throws {
        let hospital = try await world.source(.hospital)
        _ = try await world.send(record("1", "confirmed", of: .zhang, Self.morning), from: hospital)
        let other = record("1", "suspected", of: .zhang, Self.morning)
        #expect(try await world.send(other, from: hospital) == .refused(Problem(.recordConflict)))
    }

    @Test("A source takes back its own record, and the colour follows")
    func retraction() async throws {
        let (caller, person) = try await world.verified(.zhang)
        let hospital = try await world.source(.hospital)
        _ = try await world.send(record("1", "confirmed", of: .zhang, Self.morning), from: hospital)
        let line = "{\"id\":\"2\",\"kind\":\"retraction\",\"retracts\":\"1\"}"
        #expect(try await world.send(line, from: hospital) == .accepted)
        #expect(try await world.healthCode.code(of: person.id, by: caller).colour == .green)
    }

    @Test("A source does not take back another's record")
    func othersRecord() async throws {
        let hospital = try await world.source(.hospital)
        _ = try await world.send(record("1", "confirmed", of: .zhang, Self.morning), from: hospital)
        let line = "{\"id\":\"2\",\"kind\":\"retraction\",\"retracts\":\"1\"}"
        let other = try await world.source(.cdc)
        #expect(try await world.send(line, from: other) == .refused(Problem(.nothingToRetract)))
    }

    @Test("One refused line leaves the others as they are")
    func eachAlone() async throws {
        let hospital = try await world.source(.hospital)
        let lines = [
            record("1", "confirmed", of: .zhang, Self.morning), "nonsense",
            record("3", "recovered", of: .li, Self.morning),
        ]
        let answers = try await world.healthCode.receive(lines.map { Array($0.utf8) }, from: hospital)
        #expect([answers[0].outcome, answers[2].outcome] == [.waiting, .waiting])
        guard case .refused(let problem) = answers[1].outcome else {
            Issue.record("the line that is no JSON was not refused")
            return
        }
        #expect(problem.kind == .malformedJSON)
    }

    @Test("A kind that the source may not send is refused by name")
    func kind() async throws {
        let laboratory = try await world.source(.laboratory)
        let line = record("1", "confirmed", of: .zhang, Self.morning)
        let expected = Problem(
            .kindNotAllowed,
            parameters: ["kind": "confirmed", "source": "laboratory", "kinds": "test, retraction"])
        #expect(try await world.send(line, from: laboratory) == .refused(expected))
    }

    @Test(
        "What people say themselves no source may send",
        arguments: ["declaration", "residence", "screening", "nonsense"])
    func notARecord(kind: String) async throws {
        #expect(try await refusal(record("1", kind, of: .zhang, Self.morning))?.fields.first?.pointer == "/kind")
    }

    @Test("Of two sources in use no two have one name, and a revoked one gives its name free")
    func sameName() async throws {
        let first = try await world.healthCode.addSource(name: "H", kind: .hospital, region: World.wuhan)
        let problem = try await problem {
            _ = try await world.healthCode.addSource(name: "H", kind: .clinic, region: World.wuhan)
        }
        #expect(problem == Problem(.exists, fields: [FieldProblem("/name", .nameTaken)]))
        try await world.healthCode.revokeSource(first.id)
        let second = try await world.healthCode.addSource(name: "H", kind: .clinic, region: World.wuhan)
        #expect(second.id != first.id)
    }

    @Test("A revoked source is told so")
    func revoked() async throws {
        let added = try await world.healthCode.addSource(name: "H", kind: .hospital, region: World.wuhan)
        try await world.healthCode.revokeSource(added.id)
        #expect(try await problem { _ = try await world.healthCode.source(key: added.key) }?.kind == .revokedSource)
    }

    @Test("An unknown key is told so", arguments: ["", "key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
    func unknown(key: String) async throws {
        #expect(try await problem { _ = try await world.healthCode.source(key: key) }?.kind == .unknownSource)
    }

    @Test("A record over the limit is refused")
    func tooLarge() async throws {
        let more = Self.morning + ",\"institution\":\"\(String(repeating: "x", count: HealthCode.maximumRecordBytes))\""
        #expect(try await refusal(record("1", "confirmed", of: .zhang, more))?.kind == .bodyTooLarge)
    }

    @Test("A record without an id is refused")
    func noID() async throws {
        let line = record("", "confirmed", of: .zhang, Self.morning)
        #expect(try await refusal(line)?.fields == [FieldProblem("/id", .missing)])
    }

    @Test("A record without a document is refused")
    func noDocument() async throws {
        let line = "{\"id\":\"1\",\"kind\":\"confirmed\"\(Self.morning)}"
        #expect(try await refusal(line)?.fields == [FieldProblem("/document", .missing)])
    }

    @Test("A bad check digit is refused at the number")
    func checkDigit() async throws {
        var someone = Someone.zhang
        someone.number = "110105194912310021"
        let problem = try await refusal(record("1", "confirmed", of: someone, Self.morning))
        #expect(problem?.fields == [FieldProblem("/document/number", .badCheckDigit)])
    }

    @Test("A record from the future is refused")
    func future() async throws {
        let line = record("1", "confirmed", of: .zhang, ",\"from\":\"2020-04-11T08:00:00+08:00\"")
        #expect(try await refusal(line)?.fields == [FieldProblem("/from", .inFuture)])
    }

    @Test("A record from before 1900 is refused")
    func absurd() async throws {
        let line = record("1", "confirmed", of: .zhang, ",\"from\":\"1020-04-11T08:00:00+08:00\"")
        #expect(try await refusal(line)?.fields == [FieldProblem("/from", .absurdDate)])
    }

    @Test("An instant without an offset is refused")
    func noOffset() async throws {
        let line = record("1", "confirmed", of: .zhang, ",\"from\":\"2020-04-10T08:00:00\"")
        #expect(try await refusal(line)?.fields == [FieldProblem("/from", .badInstant)])
    }

    @Test("A state that ends before it begins is refused")
    func backwards() async throws {
        let line = record("1", "confirmed", of: .zhang, Self.morning + ",\"until\":\"2020-04-01T08:00:00+08:00\"")
        #expect(try await refusal(line)?.fields == [FieldProblem("/until", .endsBeforeStart)])
    }

    @Test("An end of what happens at an instant is taken and changes nothing")
    func endOfEvent() async throws {
        let line = record("1", "fever_clinic", of: .zhang, Self.morning + ",\"until\":\"2020-04-10T08:30:00+08:00\"")
        #expect(try await refusal(line) == nil)
    }

    @Test("An end before the instant at which something happened is refused")
    func endBeforeEvent() async throws {
        let line = record("1", "fever_clinic", of: .zhang, Self.morning + ",\"until\":\"2020-04-09T08:30:00+08:00\"")
        #expect(try await refusal(line)?.fields == [FieldProblem("/until", .endsBeforeStart)])
    }

    @Test("A region that is none is refused")
    func region() async throws {
        let line = record("1", "confirmed", of: .zhang, Self.morning + ",\"region\":\"999999\"")
        #expect(try await refusal(line)?.kind == .unknownRegion)
    }

    @Test("A number where a text belongs is refused by its type")
    func wrongType() async throws {
        let line = "{\"id\":1,\"kind\":\"confirmed\"\(Self.morning)}"
        #expect(try await refusal(line)?.fields.contains(FieldProblem("/id", .wrongType(expected: "string"))) == true)
    }

    @Test("A test that was reported before it was sampled is refused")
    func sampledLater() async throws {
        let more = """
            ,"method":"nucleic_acid","result":"negative","sampled":"2020-04-09T08:00:00+08:00",\
            "reported":"2020-04-08T08:00:00+08:00"
            """
        #expect(
            try await refusal(record("1", "test", of: .zhang, more))?.fields == [
                FieldProblem("/reported", .reportedBeforeSampled)
            ])
    }

    @Test("An unknown result of a test is refused with those that are known")
    func unknownResult() async throws {
        let more = """
            ,"method":"nucleic_acid","result":"good","sampled":"2020-04-08T08:00:00+08:00",\
            "reported":"2020-04-08T18:00:00+08:00"
            """
        let allowed = FieldProblem.Reason.unknownValue(allowed: ["positive", "negative", "inconclusive"])
        #expect(try await refusal(record("1", "test", of: .zhang, more))?.fields == [FieldProblem("/result", allowed)])
    }
}
