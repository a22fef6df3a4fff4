import Foundation
import HealthCodeCore
import HealthCodeCredential
import HealthCodePacks
import HealthCodeService
import SQLiteStore
import Testing

@Suite("The service as a whole")
struct ServiceTests {
    @Test("A database is not opened with another master key")
    func wrongKey() async throws {
        let world = try await World()
        let other = try Secrets(masterKey: Array(repeating: 8, count: 32), codeKeys: CodeKeys(signing: SigningKey()))
        await #expect(throws: StartProblem.wrongMasterKey) { try await world.restarted(secrets: other) }
    }

    @Test("A master key of another length is refused")
    func shortKey() {
        #expect(throws: SecretsProblem.masterKeyLength(31)) {
            try Secrets(masterKey: Array(repeating: 8, count: 31), codeKeys: CodeKeys(signing: SigningKey()))
        }
    }

    @Test("A pack is published once, and another text does not take its place")
    func publishedOnce() async throws {
        let world = try await World()
        let text = try World.hubeiPack()
        #expect(try await !world.healthCode.publish(Pack(yaml: text)))
        let other = try Pack(yaml: text + "\n# another text\n")
        #expect(try await problem { _ = try await world.healthCode.publish(other) }?.kind == .exists)
    }

    @Test("Sealing an area turns its green codes grey, and opening it green again")
    func sealed() async throws {
        let world = try await World()
        let (caller, person) = try await world.verified(.zhang)
        let interval = Interval(from: world.clock.now, until: world.clock.now.advanced(bySeconds: 3_600))
        try await world.healthCode.importNotices([
            RegionNotice(region: World.wuhan, what: .closed, interval: interval, known: world.clock.now)
        ])
        #expect(try await world.healthCode.code(of: person.id, by: caller).rule == "sealed-area")
        world.clock.advance(seconds: 3_600)
        #expect(try await world.healthCode.code(of: person.id, by: caller).colour == .green)
    }

    @Test("After a clock was set back, everyone is decided anew as of its time")
    func clockSetBack() async throws {
        let world = try await World()
        let (caller, person) = try await world.verified(.zhang)
        let ill = Declaration(kind: .staying, answers: Answers(symptoms: .fever), truthful: true)
        world.clock.advance(seconds: 3_600)
        _ = try await world.healthCode.declare(ill, for: person.id, by: caller)
        let ahead = try await world.healthCode.code(of: person.id, by: caller)
        world.clock.advance(seconds: -1_800)
        try await world.healthCode.reassessEveryone()
        let code = try await world.healthCode.code(of: person.id, by: caller)
        #expect(code.colour == .green && code.token != ahead.token)
    }

    @Test("A full disk is told as such, and codes are shown all the same")
    func full() async throws {
        let world = try await World(pageLimit: 140)
        let (caller, person) = try await world.verified(.zhang)
        let name = String(repeating: "采", count: 90)
        var kind: Problem.Kind?
        for number in 0..<5_000 where kind == nil {
            kind = try await problem {
                _ = try await world.healthCode.addPoint(name: "\(name)\(number)", region: World.wuhan)
            }?.kind
        }
        #expect(kind == .storageFull)
        #expect(try await world.healthCode.code(of: person.id, by: caller).colour == .green)
    }

    @Test("Where a change cannot be written, the colour is right all the same, and told as late")
    func late() async throws {
        let world = try await World(pageLimit: 140)
        let (caller, person) = try await world.verified(.zhang)
        let clinic = try await world.source(.clinic, region: World.yichang)
        let visit = record("1", "fever_clinic", of: .zhang, ",\"from\":\"2020-04-10T08:00:00+08:00\"")
        _ = try await world.send(visit, from: clinic)
        let name = String(repeating: "采", count: 100)
        var kind: Problem.Kind?
        for _ in 0..<5_000 where kind == nil {
            kind = try await problem { _ = try await world.healthCode.addPoint(name: name, region: World.wuhan) }?.kind
        }
        world.clock.advance(days: 7)
        let view = try await world.healthCode.code(of: person.id, by: caller)
        #expect(view.colour == .green)
        let isWritten = try await world.store.assignment(of: person.id)?.colour == .green
        #expect(view.late == !isWritten)
    }

    @Test("Nothing that tells who someone is stands in the database as it is")
    func nothingPersonal() async throws {
        let world = try await World()
        let (_, _) = try await world.verified(.zhang)
        _ = try await world.checkpoint()
        try world.database.close()
        var bytes = Data()
        for file in try FileManager.default.contentsOfDirectory(at: world.directory, includingPropertiesForKeys: nil) {
            bytes += try Data(contentsOf: file)
        }
        #expect(bytes.count > 10_000)
        for secret in [Someone.zhang.name, Someone.zhang.number, Someone.zhang.phone, "13900000001", "王采集"] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil)
        }
    }

    @Test("A register of the population tells which part does not fit")
    func register() async throws {
        let world = try await World()
        let verifier = PopulationRegister(store: world.store, hashes: world.secrets.hashes)
        let document = try Someone.zhang.document
        #expect(await verifier.verify(name: "张三丰", document: document, phone: nil) == .unknown)
        let rows = [
            IdentityRow(
                line: 1, type: "resident_id", number: Someone.zhang.number, name: "张三丰", phone: "13800000001"),
            IdentityRow(line: 2, type: "resident_id", number: "1", name: "李四"),
        ]
        let taken = try await world.healthCode.importIdentities(rows)
        #expect(taken.taken == 1 && taken.refused.map(\.line) == [2])
        #expect(
            await verifier.verify(name: "张三丰", document: document, phone: "13800000001") == .matched(phoneProven: true))
        #expect(await verifier.verify(name: "张三丰", document: document, phone: nil) == .matched(phoneProven: false))
        #expect(await verifier.verify(name: "张三", document: document, phone: nil) == .mismatch(.name))
        #expect(await verifier.verify(name: "张三丰", document: document, phone: "13800000002") == .mismatch(.phone))
        let unlisted = try Someone.li.document
        #expect(await verifier.verify(name: "李四", document: unlisted, phone: nil) == .mismatch(.document))
    }

    @Test("The staff's names and phones read back, and who is revoked says so")
    func staff() async throws {
        let world = try await World()
        let added = try await world.healthCode.addStaff(
            role: .administrator, phone: "13900000002", name: "赵 主任", region: World.hubei)
        try await world.healthCode.revokeStaff(added.id)
        let staff = try await world.healthCode.staff()
        #expect(staff.map(\.name) == ["赵 主任"] && staff.map(\.phone) == ["13900000002"])
        #expect(staff.first?.revoked == world.clock.now)
    }
}

@Suite("The texts of problems")
struct ProblemTextTests {
    @Test("Every problem has a title and a detail in both languages", arguments: Problem.Kind.allCases)
    func everyProblem(kind: Problem.Kind) {
        let problem = Problem(
            kind,
            parameters: [
                "part": "name", "tries": "4", "limit": "1", "kind": "test", "kinds": "test", "source": "clinic",
                "place": "某地\nSomewhere", "documents": "passport", "groups": "residents", "from": "", "until": "",
                "issuer": "Somewhere", "types": "application/json",
            ])
        for language in Language.allCases {
            #expect(!ProblemText.title(kind, in: language).isEmpty)
            let detail = ProblemText.detail(problem, in: language)
            #expect(!detail.isEmpty && !detail.contains("{"))
        }
        #expect(isEnglish(ProblemText.title(kind, in: .english)))
        #expect(!ProblemText.title(kind, in: .english).contains("{"))
        #expect(!isEnglish(ProblemText.title(kind, in: .simplifiedChinese)))
    }

    @Test(
        "The tries left are counted as people count", arguments: [("0", "new one"), ("1", "1 try "), ("2", "2 tries ")])
    func tries(left: String, words: String) {
        let problem = Problem(.wrongOneTimeCode, parameters: ["tries": left])
        #expect(ProblemText.detail(problem, in: .english).contains(words))
    }

    @Test("No two problems have the same title")
    func distinct() {
        let titles = Problem.Kind.allCases.map { ProblemText.title($0, in: .english) }
        #expect(Set(titles).count == titles.count)
    }

    static let reasons: [FieldProblem.Reason] = [
        .missing, .wrongType(expected: "string"), .unknownValue(allowed: ["a", "b"]), .badPhone, .badName, .badDocument,
        .badCheckDigit, .badInstant, .inFuture, .absurdDate, .endsBeforeStart, .badTemperature, .badRegion,
        .tooLong(limit: 5), .notTruthful, .notUUID, .mismatch, .secondSelf,
        .badResidentID, .reportedBeforeSampled, .ownPhone, .actsAlready, .tooWide, .nameTaken, .onlineIsNow, .badValue,
        .notCorrectable, .noneGiven(of: ["name", "region"]),
    ]

    @Test("Every reason against a field is told in both languages", arguments: reasons)
    func everyReason(reason: FieldProblem.Reason) {
        #expect(!isEnglish(ProblemText.detail(reason, in: .simplifiedChinese)))
        #expect(isEnglish(ProblemText.detail(reason, in: .english)))
    }
}

private func isEnglish(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value < 0x3000 }
}
