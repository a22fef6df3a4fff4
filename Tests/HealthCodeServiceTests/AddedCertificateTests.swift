import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("Certificates of other places, added to a person")
struct AddedCertificateTests {
    let abroad = Abroad()
    let world: World
    let holder: Caller
    let person: PersonView

    init() async throws {
        world = try await World(pack: Abroad.pack(), shelf: abroad)
        (holder, person) = try await world.verified(.zhang)
    }

    private func refusal(_ text: String) async throws -> Problem.Kind? {
        try await problem { _ = try await world.healthCode.addCertificate(text, to: person.id, by: holder) }?.kind
    }

    @Test("A vaccination is put on record from when to when the pack says, and changes no colour by itself")
    func vaccinated() async throws {
        let before = try await world.healthCode.code(of: person.id, by: holder).colour
        let held = try await world.healthCode.addCertificate(
            abroad.sign(Abroad.dose(2)), to: person.id, by: holder)
        let fact = try #require(held.recorded)
        #expect(fact.kind == .vaccinated && fact.origin == .certificate)
        #expect(fact.from == instant("2020-03-15T00:00:00+08:00"))
        #expect(fact.until == instant("2020-06-13T00:00:00+08:00"))
        #expect(try await world.healthCode.code(of: person.id, by: holder).colour == before)
        let listed = try await world.healthCode.certificates(of: person.id, by: holder)
        #expect(listed.map(\.certificate?.answer) == [.valid] && listed.first?.recorded?.kind == .vaccinated)
    }

    @Test("A name in Chinese is the one that a passport writes in pinyin, in either order")
    func pinyin() async throws {
        let turned = CovidCertificate.Name(
            surname: nil, standardSurname: "SANFENG", forename: nil, standardForename: "ZHANG")
        #expect(try await refusal(try abroad.sign(Abroad.dose(2), name: turned)) == nil)
    }

    @Test("A certificate with another name is another person’s")
    func otherName() async throws {
        let other = CovidCertificate.Name(
            surname: "Li", standardSurname: "LI", forename: "Si", standardForename: "SI")
        #expect(try await refusal(try abroad.sign(Abroad.dose(2), name: other)) == .certificateOfAnother)
    }

    @Test("A certificate with another date of birth is another person’s")
    func otherBirth() async throws {
        #expect(try await refusal(try abroad.sign(Abroad.dose(2), birth: "1990-03-08")) == .certificateOfAnother)
    }

    @Test("A date of birth of which the certificate knows the year alone fits by the year")
    func birthYear() async throws {
        #expect(try await refusal(try abroad.sign(Abroad.dose(2), birth: "1990")) == nil)
    }

    @Test("A certificate counts for one person, once")
    func taken() async throws {
        let text = try abroad.sign(Abroad.dose(2))
        #expect(try await refusal(text) == nil)
        #expect(try await refusal(text) == .certificateTaken)
    }

    @Test("A certificate of nobody who is trusted is not added")
    func untrusted() async throws {
        #expect(try await refusal(try Abroad().sign(Abroad.dose(2))) == .untrustedCertificate)
        #expect(try await world.healthCode.certificates(of: person.id, by: holder).isEmpty)
    }

    @Test("What is no certificate is not understood")
    func unreadable() async throws {
        #expect(try await refusal("hello") == .unreadableCertificate)
    }

    @Test("A positive test that the pack does not put on record is kept, and stays off the record")
    func notRecorded() async throws {
        let held = try await world.healthCode.addCertificate(
            abroad.sign(Abroad.test("260373001")), to: person.id, by: holder)
        #expect(held.recorded == nil)
    }

    @Test("A certificate that is taken off counts no more, and can be added again")
    func removed() async throws {
        let text = try abroad.sign(Abroad.dose(2))
        let held = try await world.healthCode.addCertificate(text, to: person.id, by: holder)
        try await world.healthCode.removeCertificate(held.number, of: person.id, by: holder)
        let listed = try await world.healthCode.certificates(of: person.id, by: holder)
        #expect(listed.first?.because == .removed && listed.first?.recorded == nil)
        #expect(try await world.store.subject(person.id)?.facts.contains { $0.kind == .vaccinated } == false)
        #expect(try await refusal(text) == nil)
    }

    @Test("Nobody takes a certificate off another’s person")
    func removedByOther() async throws {
        let held = try await world.healthCode.addCertificate(abroad.sign(Abroad.dose(2)), to: person.id, by: holder)
        let (other, _) = try await world.verified(.li)
        let problem = try await problem {
            try await world.healthCode.removeCertificate(held.number, of: person.id, by: other)
        }
        #expect(problem?.kind == .noSuchPerson)
    }

    @Test("A certificate that its issuer takes back later is withdrawn with what it put on record")
    func revokedLater() async throws {
        _ = try await world.healthCode.addCertificate(abroad.sign(Abroad.dose(2)), to: person.id, by: holder)
        #expect(try await world.healthCode.recheckCertificates() == 0)
        abroad.revoke("URN:UVCI:01:XX:1")
        #expect(try await world.healthCode.recheckCertificates() == 1)
        let listed = try await world.healthCode.certificates(of: person.id, by: holder)
        #expect(listed.first?.because == .revoked && listed.first?.certificate == nil)
        #expect(try await world.store.subject(person.id)?.facts.contains { $0.kind == .vaccinated } == false)
    }

    @Test("A certificate whose signer is dropped from the trust list is withdrawn")
    func signerDropped() async throws {
        _ = try await world.healthCode.addCertificate(abroad.sign(Abroad.dose(2)), to: person.id, by: holder)
        abroad.dropSigner()
        #expect(try await world.healthCode.recheckCertificates() == 1)
        #expect(try await world.healthCode.certificates(of: person.id, by: holder).first?.because == .untrusted)
    }

    @Test("A certificate that has expired stays as it was taken")
    func expiredLater() async throws {
        _ = try await world.healthCode.addCertificate(abroad.sign(Abroad.dose(2)), to: person.id, by: holder)
        world.clock.advance(days: 200)
        #expect(try await world.healthCode.recheckCertificates() == 0)
        let again = try await world.signIn(Someone.zhang.phone)
        let listed = try await world.healthCode.certificates(of: person.id, by: again)
        #expect(listed.first?.certificate?.answer == .expired && listed.first?.recorded != nil)
    }

    @Test("Where a rule of the pack asks for it, a vaccination changes the colour, and only until it lapses")
    func judgedByRules() async throws {
        let pack = try Abroad.pack().replacing(
            "rules:\n",
            with: """
                rules:
                  - id: vaccinated
                    colour: yellow
                    when: {record: vaccinated}
                    because: {zh: 试, en: a trial}
                    ends: {zh: 到期, en: when it lapses}

                """)
        let world = try await World(pack: pack, shelf: abroad)
        let (holder, person) = try await world.verified(.zhang)
        _ = try await world.healthCode.addCertificate(abroad.sign(Abroad.dose(2)), to: person.id, by: holder)
        let code = try await world.healthCode.code(of: person.id, by: holder)
        #expect(code.colour == .yellow && code.next?.at == instant("2020-06-13T00:00:00+08:00"))
    }
}
