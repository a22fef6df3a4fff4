import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("What the FHIR resources of a SMART Health Card come to")
struct HealthCardClaimsTests {
    let abroad = Abroad()
    let world: World
    let holder: Caller
    let person: PersonView

    init() async throws {
        world = try await World(pack: Abroad.pack(format: "smart-health-card"), shelf: abroad)
        (holder, person) = try await world.verified(.zhang)
    }

    private func added(_ resources: String...) async throws -> HeldCertificate {
        try await world.healthCode.addCertificate(abroad.signCard(resources), to: person.id, by: holder)
    }

    private func dose(_ day: String, status: String = "completed") -> String {
        #"{"resourceType":"Immunization","status":"\#(status)","occurrenceDateTime":"\#(day)"}"#
    }

    private func test(
        code: String = "94500-6", result: String = "260415000", at sampled: String = "2020-04-09T08:00:00Z",
        status: String = "final"
    ) -> String {
        #"""
        {"resourceType":"Observation","status":"\#(status)","effectiveDateTime":"\#(sampled)",
         "code":{"coding":[{"system":"http://loinc.org","code":"\#(code)"}]},
         "valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"\#(result)"}]}}
        """#
    }

    @Test("Of several doses the last one counts, from when the pack says")
    func doses() async throws {
        let held = try await added(dose("2020-02-01"), dose("2020-03-01"))
        #expect(held.recorded?.kind == .vaccinated)
        #expect(held.recorded?.from == instant("2020-03-15T00:00:00+08:00"))
        #expect(held.certificate?.statement?.english == "Vaccination: 2 doses, the last on 2020-03-01")
    }

    @Test("A dose that was not given does not count")
    func notDone() async throws {
        let held = try await added(dose("2020-02-01"), dose("2020-03-01", status: "not-done"))
        #expect(held.recorded?.from == instant("2020-02-15T00:00:00+08:00"))
    }

    @Test("A nucleic acid test that found nothing is put on record as one, sampled when the card says")
    func negative() async throws {
        let fact = try #require(try await added(test()).recorded)
        #expect(fact.kind == .test && fact.origin == .certificate)
        let expected = TestDetail(
            method: .nucleicAcid, result: .negative, sampled: instant("2020-04-09T08:00:00Z"))
        #expect(fact.detail == .test(expected))
    }

    @Test("A test that found the virus is not the negative one that the pack puts on record")
    func positive() async throws {
        #expect(try await added(test(result: "260373001")).recorded == nil)
    }

    @Test("Of several tests the last one counts")
    func lastTest() async throws {
        let held = try await added(test(), test(result: "260373001", at: "2020-04-09T20:00:00Z"))
        #expect(held.recorded == nil)
    }

    @Test("A test of another kind than nucleic acid is shown, and not put on record")
    func rapidTest() async throws {
        let held = try await added(test(code: "94558-4"))
        #expect(held.recorded == nil && held.certificate?.attests == .test)
    }

    @Test("A test that is not final says nothing, and the card is not enough")
    func preliminary() async throws {
        let problem = try await problem { _ = try await added(test(status: "preliminary")) }
        #expect(problem?.kind == .insufficientCertificate)
    }

    @Test("A card with another name is another person’s")
    func otherName() async throws {
        let card = try abroad.signCard([dose("2020-03-01")], name: #"{"family":"Li","given":["Si"]}"#)
        let problem = try await problem {
            _ = try await world.healthCode.addCertificate(card, to: person.id, by: holder)
        }
        #expect(problem?.kind == .certificateOfAnother)
    }

    @Test("At a checkpoint a card is shown as what it is, and gives no colour")
    func shown() async throws {
        let (collector, point) = try await world.checkpoint()
        let check = try await world.healthCode.check(
            token: abroad.signCard([dose("2020-03-01")]), point: point, by: collector)
        let certificate = try #require(check.certificate)
        #expect(certificate.answer == .valid && certificate.format == "smart-health-card")
        #expect(certificate.issuer == "https://cards.example" && certificate.birthYear == "1990")
        #expect(check.colour == .grey && !check.passes)
    }
}
