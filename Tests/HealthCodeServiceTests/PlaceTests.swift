import HealthCodeCore
import HealthCodePacks
import HealthCodeService
import Testing

@Suite("What a place has chosen is followed")
struct PlaceTests {
    /// A pack of a place, with options put in, in force from a day on.
    private static func pack(
        _ options: String, region: String = "420100", since: String = "2020-04-01", green: String = "passes: yes"
    ) -> String {
        """
        place: {zh: 某地, en: Somewhere}
        region: \(region)
        since: \(since)T00:00:00+08:00
        rules:
          - id: sealed
            colour: grey
            when: {residence: {closed: yes}}
            because: {zh: 封闭管理, en: Sealed}
            ends: {zh: 开放后, en: When it opens}
          - id: everyone-else
            colour: green
            when: always
            because: {zh: 无, en: Nothing else}
        colours:
          green:
            advice: {zh: 可通行, en: Pass}
            \(green)
          grey: {passes: no, advice: {zh: 请等待, en: Wait}}
        \(options)
        """
    }

    private func world(_ options: String, green: String = "passes: yes") async throws -> World {
        let world = try await World()
        _ = try await world.healthCode.publish(Pack(yaml: Self.pack(options, green: green)))
        return world
    }

    private func register(_ registration: Registration, in world: World) async throws -> Problem? {
        let caller = try await world.signIn("13800000001")
        return try await problem { _ = try await world.healthCode.register(registration, by: caller) }
    }

    // MARK: Registering

    @Test("A document that the place does not accept is refused with those that it does")
    func document() async throws {
        let world = try await world("serves: {documents: [resident_id]}")
        var registration = Someone.zhang.registration
        (registration.documentKind, registration.documentNumber) = ("passport", "E12345678")
        let refused = try #require(try await register(registration, in: world))
        #expect(refused.kind == .documentNotAccepted)
        #expect(refused.fields == [FieldProblem("/document/type", .unknownValue(allowed: ["resident_id"]))])
        #expect(ProblemText.detail(refused, in: .english).hasPrefix("Somewhere accepts: a resident identity card."))
        #expect(ProblemText.detail(refused, in: .simplifiedChinese).hasPrefix("某地接受的证件：居民身份证。"))
    }

    @Test("The same document is accepted where the pack of the region lets it")
    func documentElsewhere() async throws {
        let world = try await world("serves: {documents: [resident_id]}")
        var registration = Someone.zhang.registration
        (registration.documentKind, registration.documentNumber) = ("passport", "E12345678")
        registration.region = "420502"
        #expect(try await register(registration, in: world) == nil)
    }

    @Test("A group that the place's code is not for is told which it is for")
    func group() async throws {
        let world = try await world("serves: {people: [residents, coming]}")
        var registration = Someone.zhang.registration
        registration.group = "overseas"
        let refused = try #require(try await register(registration, in: world))
        #expect(refused.kind == .groupNotServed)
        #expect(refused.fields == [FieldProblem("/applies_as", .unknownValue(allowed: ["residents", "coming"]))])
        registration.group = "coming"
        #expect(try await register(registration, in: world) == nil)
    }

    @Test("Where nobody acts for others, a child is not registered, and the way is said")
    func proxies() async throws {
        let world = try await world("service: {acting-for-others: no}")
        let refused = try #require(
            try await register(Someone.child.registration(as: "child"), in: world))
        #expect(refused.kind == .proxiesNotAllowed)
        #expect(ProblemText.detail(refused, in: .english).contains("pass on paper"))
    }

    // MARK: Declaring

    private func declare(_ declaration: Declaration, in world: World) async throws -> [FieldProblem] {
        let (caller, person) = try await world.registered(.zhang)
        return try await problem {
            _ = try await world.healthCode.declare(declaration, for: person.id, by: caller)
        }?.fields ?? []
    }

    private static func declaration(_ kind: Declaration.Kind, arrival: String? = nil) -> Declaration {
        Declaration(kind: kind, answers: Answers(), arrival: arrival.map(instant), truthful: true)
    }

    @Test("A kind of declarer that the form does not have is refused with those that it has")
    func declarer() async throws {
        let world = try await world("declaration: {who: [staying, returning]}")
        let fields = try await declare(Self.declaration(.arriving), in: world)
        #expect(fields == [FieldProblem("/kind", .unknownValue(allowed: ["staying", "returning"]))])
    }

    @Test("Where the day of arrival is required, a declaration without one is refused")
    func arrivalRequired() async throws {
        let world = try await world("declaration: {who: [{kind: returning, arrival: required}]}")
        #expect(try await declare(Self.declaration(.returning), in: world) == [FieldProblem("/arrival", .missing)])
    }

    @Test("Where nobody declares ahead, an arrival that is still to come is refused")
    func arrivalAhead() async throws {
        let world = try await world("declaration: {who: [{kind: arriving, arrival: required, ahead: no}]}")
        let ahead = Self.declaration(.arriving, arrival: "2020-04-12T00:00:00+08:00")
        #expect(try await declare(ahead, in: world) == [FieldProblem("/arrival", .inFuture)])
    }

    @Test("A new pack changes the form at its instant, without a restart, and in its own place alone")
    func published() async throws {
        let world = try await World()
        let (zhang, li) = (try await world.registered(.zhang), try await world.registered(.li))
        _ = try await world.healthCode.correct(li.person.id, PersonCorrection(region: "420502"), by: li.caller)
        let pack = Self.pack("declaration: {who: [staying], asks: [temperature]}", since: "2020-04-11")
        _ = try await world.healthCode.publish(Pack(yaml: pack))
        let before = try await world.healthCode.declarationAsked(of: zhang.person.id, by: zhang.caller)
        #expect(before.form == DeclarationForm())
        world.clock.advance(days: 1)
        let after = try await world.healthCode.declarationAsked(of: zhang.person.id, by: zhang.caller)
        #expect(after.form.questions.map(\.subject) == [.temperature])
        let elsewhere = try await world.healthCode.declarationAsked(of: li.person.id, by: li.caller)
        #expect(elsewhere.form == DeclarationForm())
    }

    // MARK: Checking in

    private func checkIn(in world: World) async throws -> Problem? {
        let (caller, person) = try await world.registered(.zhang)
        return try await problem {
            _ = try await world.healthCode.checkIn(
                temperature: Temperature(hundredths: 3_650), symptoms: [], for: person.id, by: caller)
        }
    }

    @Test("A check-in after the last day is refused with the days on which they were taken")
    func checkInOver() async throws {
        let world = try await world("service: {daily-check-in: {from: 2020-02-20, until: 2020-04-10}}")
        let refused = try #require(try await checkIn(in: world))
        #expect(refused.kind == .checkInNotAsked)
        #expect(
            ProblemText.detail(refused, in: .english)
                == "In Somewhere people check in from 2020-02-20 until 2020-04-09. "
                + "Where your health has changed, declare again.")
    }

    @Test("A check-in on the last day is taken, and so is one where nobody is asked for any")
    func checkInTaken() async throws {
        #expect(try await checkIn(in: world("service: {daily-check-in: {from: 2020-02-20, until: 2020-04-11}}")) == nil)
        #expect(try await checkIn(in: world("service: {daily-check-in: no}")) == nil)
    }

    // MARK: At a checkpoint

    private func pass(
        in world: World, temperature: Int32 = 3_650, _ records: [String] = []
    ) async throws -> (check: CheckView, why: PassReason) {
        let (caller, person) = try await world.verified(.zhang)
        let laboratory = try await world.source(.laboratory)
        for text in records { #expect(try await world.send(text, from: laboratory) == .accepted) }
        let (collector, point) = try await world.checkpoint()
        let token = try await world.healthCode.code(of: person.id, by: caller).token
        let check = try await world.healthCode.check(token: token, point: point, by: collector)
        let request = HealthCodeServiceTests.pass(1, token, point, temperature: temperature)
        return (check, try await world.healthCode.admit(request, by: collector).pass.why)
    }

    private static func negative(sampled: String) -> String {
        record(
            "t-1", "test", of: .zhang,
            #","method":"nucleic_acid","result":"negative","sampled":"\#(sampled)","reported":"2020-04-09T20:00:00+08:00""#
        )
    }

    private static let tested = "passes: [{allowed: yes, test: {within: 48h}}]"

    @Test("Where a place asks for a fresh test, green without one does not pass")
    func testMissing() async throws {
        let old = Self.negative(sampled: "2020-04-07T08:00:00+08:00")
        let (check, why) = try await pass(in: world("", green: Self.tested), [old])
        #expect(why == .testMissing)
        #expect((check.passes, check.needs) == (false, ["test"]))
        #expect(check.lacks?.english == "nucleic acid test: negative, sampled within 2 days")
    }

    @Test("With a test that is fresh enough it passes after a temperature")
    func testFresh() async throws {
        let fresh = Self.negative(sampled: "2020-04-09T08:00:00+08:00")
        let (check, why) = try await pass(in: world("", green: Self.tested), [fresh])
        #expect(why == .allowed)
        #expect(check.needs == ["temperature"])
    }

    @Test("A place may set a lower limit for the temperature")
    func lowerLimit() async throws {
        let strict = "passes: [{allowed: yes, temperature-below: 37.0}]"
        #expect(try await pass(in: world("", green: strict), temperature: 3_700).why == .fever)
        #expect(try await pass(in: world("", green: strict), temperature: 3_690).why == .allowed)
    }

    @Test("What a colour allows may follow the risk level of the point, from the instant at which it changes")
    func riskOfPoint() async throws {
        let cases = "passes: [{point: {risk: [high]}, allowed: no}, {allowed: yes}]"
        let world = try await world("", green: cases)
        #expect(try await pass(in: world).why == .allowed)
        let other = try await self.world("", green: cases)
        let always = Interval(from: instant("2020-04-01T00:00:00+08:00"), until: .distantFuture)
        try await other.healthCode.importNotices([
            RegionNotice(region: World.wuhan, what: .risk(.high), interval: always, known: other.clock.now)
        ])
        #expect(try await pass(in: other).why == .colour)
    }

    @Test("A traveller is told what to show, and the collector whether it is on record")
    func traveller() async throws {
        let options = """
            travellers:
              - id: from-jiangan
                from: {in: 420102}
                to: {in: 420102}
                test: {within: 7d}
                says: {zh: 须有核酸阴性, en: A negative test is asked for}
            """
        #expect(try await pass(in: world(options)).check.travel?.isMet == false)
        let fresh = Self.negative(sampled: "2020-04-09T08:00:00+08:00")
        let travel = try await pass(in: world(options), [fresh]).check.travel
        #expect(travel?.isMet == true)
        #expect(travel?.advice.english == "A negative test is asked for")
    }

    // MARK: Lateness

    @Test("A colour that is still due is late after the hours of the risk level, and no other is")
    func late() async throws {
        let text = Self.pack("service: {colour-due: {low: 4h, medium: 12h}}").replacing(
            "  - id: everyone-else",
            with: """
                  - id: pending
                    colour: grey
                    pending: yes
                    when: {not: {record: declaration}}
                    because: {zh: 尚未申报, en: Not declared}
                    ends: {zh: 申报后, en: Once declared}
                  - id: everyone-else
                """)
        let world = try await World()
        _ = try await world.healthCode.publish(Pack(yaml: text))
        let (caller, person) = try await world.registered(.zhang)
        world.clock.advance(seconds: 4 * 3_600 - 1)
        #expect(try await !world.healthCode.code(of: person.id, by: caller).late)
        #expect(try await world.healthCode.lateColours() == 0)
        world.clock.advance(seconds: 1)
        #expect(try await world.healthCode.code(of: person.id, by: caller).late)
        #expect(try await world.healthCode.lateColours() == 1)
        _ = try await world.healthCode.declare(Self.declaration(.staying), for: person.id, by: caller)
        #expect(try await !world.healthCode.code(of: person.id, by: caller).late)
        #expect(try await world.healthCode.lateColours() == 0)
    }
}
