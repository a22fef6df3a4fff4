import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Registering")
struct RegisteringTests {
    let world: World
    init() async throws { world = try await World() }

    func refusal(_ change: (inout Registration) -> Void) async throws -> Problem? {
        var registration = Someone.zhang.registration
        change(&registration)
        let caller = try await world.signIn(Someone.zhang.phone)
        return try await problem { _ = try await world.healthCode.register(registration, by: caller) }
    }

    @Test("A resident registers and is green under Hubei's rules, masked wherever shown")
    func registers() async throws {
        let (_, person) = try await world.verified(.zhang)
        #expect(person.name == "张*丰")
        #expect(person.document.number.hasPrefix("420***********"))
        #expect(person.colour == .green)
        #expect(person.verified)
    }

    @Test("Without a verifier that knows them, a person is registered but not verified")
    func unverified() async throws { #expect(try await !world.registered(.zhang).person.verified) }

    @Test("A name that is none is refused", arguments: ["1234", "张<b>三</b>", "@@@"])
    func badName(name: String) async throws {
        #expect(try await refusal { $0.name = name }?.fields == [FieldProblem("/name", .badName)])
    }

    @Test("A missing name is refused")
    func noName() async throws {
        #expect(try await refusal { $0.name = "  " }?.fields == [FieldProblem("/name", .missing)])
    }

    @Test("A bad check digit is refused at the number")
    func checkDigit() async throws {
        let problem = try await refusal { $0.documentNumber = "110105194912310021" }
        #expect(problem?.fields == [FieldProblem("/document/number", .badCheckDigit)])
    }

    @Test("An unknown type of document is refused with those that are known")
    func documentType() async throws {
        let allowed = Document.Kind.allCases.map(\.rawValue)
        let problem = try await refusal { $0.documentKind = "library_card" }
        #expect(problem?.fields == [FieldProblem("/document/type", .unknownValue(allowed: allowed))])
    }

    @Test("An unknown relation is refused")
    func relation() async throws {
        #expect(try await refusal { $0.relation = "cousin" }?.fields.first?.pointer == "/relation")
    }

    @Test("A region that is not in the register is refused")
    func unknownRegion() async throws {
        let expected = Problem(.unknownRegion, fields: [FieldProblem("/region", .badRegion)])
        #expect(try await refusal { $0.region = "429999" } == expected)
    }

    @Test("A region that is not in the register is told with all else that is wrong")
    func unknownRegionAndName() async throws {
        let problem = try await refusal {
            $0.name = "1"
            $0.region = "429999"
        }
        #expect(problem?.fields.map(\.pointer) == ["/name", "/region"])
    }

    @Test("A region where no policy governs is refused")
    func uncovered() async throws {
        #expect(try await refusal { $0.region = "110101" }?.kind == .uncoveredRegion)
    }

    @Test("Who does not consent is not registered")
    func consent() async throws { #expect(try await refusal { $0.consent = "" }?.kind == .consentMissing) }

    @Test("All that is wrong is told at once")
    func allAtOnce() async throws {
        let problem = try await refusal {
            $0.name = "1"
            $0.region = "x"
        }
        #expect(problem?.fields.map(\.pointer) == ["/name", "/region"])
    }

    @Test("A failed real-name check says which part failed")
    func mismatch() async throws {
        world.register.enter("别人", try Someone.zhang.document, phone: Someone.zhang.phone)
        let expected = Problem(
            .identityMismatch, fields: [FieldProblem("/name", .mismatch)], parameters: ["part": "name"])
        #expect(try await refusal { _ in } == expected)
    }

    @Test("One account registers one document once")
    func twice() async throws {
        let (caller, _) = try await world.verified(.zhang)
        let problem = try await problem {
            _ = try await world.healthCode.register(Someone.zhang.registration, by: caller)
        }
        #expect(problem?.kind == .alreadyRegistered)
    }

    @Test("A stranger is told no more than that it could not be done")
    func stranger() async throws {
        _ = try await world.registered(.zhang)
        let caller = try await world.signIn("13800000005")
        let problem = try await problem {
            _ = try await world.healthCode.register(Someone.zhang.registration, by: caller)
        }
        #expect(problem == Problem(.couldNotRegister))
    }

    @Test("An unproven stranger does not keep the owner from registering, nor leaves a word of theirs behind")
    func owner() async throws {
        let stranger = try await world.signIn("13800000005")
        var registration = Someone.zhang.registration
        registration.name = "路人"
        registration.address = "别处"
        let squatted = try await world.healthCode.register(registration, by: stranger)
        let (caller, person) = try await world.verified(.zhang)
        #expect(person.id == squatted.id && person.verified && person.name == "张*丰")
        #expect(try await world.healthCode.details(of: person.id, by: caller).address == nil)
        #expect(try await world.healthCode.people(of: stranger).isEmpty)
    }

    @Test("One account has one self")
    func secondSelf() async throws {
        let (caller, _) = try await world.verified(.zhang)
        let problem = try await problem {
            _ = try await world.healthCode.register(Someone.li.registration, by: caller)
        }
        #expect(problem == Problem(.invalidFields, fields: [FieldProblem("/relation", .secondSelf)]))
    }

    @Test("Who is matched is told that another verified account holds the document")
    func heldVerified() async throws {
        world.register.enter(Someone.zhang.name, try Someone.zhang.document, phone: nil)
        _ = try await world.registered(.zhang)
        let caller = try await world.signIn("13800000005")
        let problem = try await problem {
            _ = try await world.healthCode.register(Someone.zhang.registration, by: caller)
        }
        #expect(problem?.kind == .alreadyRegistered)
    }

    @Test("Of two who register one document at once, one succeeds")
    func race() async throws {
        let callers = [try await world.signIn("13800000001"), try await world.signIn("13800000002")]
        let successes = await withTaskGroup(of: Bool.self) { group in
            for caller in callers {
                group.addTask {
                    (try? await world.healthCode.register(Someone.zhang.registration, by: caller)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(successes == 1)
    }

    @Test("Where a pack forbids it, nobody registers for others")
    func noProxies() async throws {
        let pack = try World.hubeiPack().replacing("acting-for-others: yes", with: "acting-for-others: no")
        let world = try await World(pack: pack)
        let caller = try await world.signIn(Someone.zhang.phone)
        let problem = try await problem {
            _ = try await world.healthCode.register(Someone.child.registration(as: "child"), by: caller)
        }
        #expect(problem?.kind == .proxiesNotAllowed)
    }

    @Test("A person of another account is not there")
    func otherAccount() async throws {
        let (_, person) = try await world.registered(.zhang)
        let caller = try await world.signIn(Someone.li.phone)
        #expect(
            try await problem { _ = try await world.healthCode.person(person.id, by: caller) }?.kind == .noSuchPerson)
    }
}
