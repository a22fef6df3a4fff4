import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Certificates of other places")
struct CertificateTests {
    private func new(_ name: String, of person: PersonID) throws -> NewCertificate {
        let vaccinated = fact(.vaccinated, origin: .certificate)
        return NewCertificate(
            person: person, digest: try digest(name), sealed: [1, 2], added: now, fact: NewFact(vaccinated))
    }

    @Test("A certificate comes back as it was kept, and its fact with it", arguments: Backend.all)
    func kept(backend: Backend) async throws {
        let store = try backend.open()
        let person = try await store.register("document")
        let kept = try #require(try await store.addCertificate(try new("one", of: person), decide: decide))
        #expect(try await store.certificates(of: person) == [kept])
        #expect(try await store.standingCertificates(after: 0, limit: 10) == [kept])
        #expect(try await store.standingCertificates(after: kept.number, limit: 10).isEmpty)
        let facts = try await store.notedFacts(of: person, kinds: FactKinds([.vaccinated]))
        let recorded = try #require(facts.first?.fact)
        #expect(recorded.id == kept.fact)
        #expect(recorded.origin == FactOrigin.certificate)
    }

    @Test("A certificate counts for one person until it is withdrawn", arguments: Backend.all)
    func one(backend: Backend) async throws {
        let store = try backend.open()
        let (person, other) = (try await store.register("document"), try await store.register("another"))
        let kept = try #require(try await store.addCertificate(try new("one", of: person), decide: decide))
        #expect(try await store.addCertificate(try new("one", of: other), decide: decide) == nil)
        try await store.withdrawCertificate(kept.number, because: .removed, at: now, decide: decide)
        #expect(try await store.addCertificate(try new("one", of: other), decide: decide) != nil)
    }

    @Test("What is withdrawn is forgotten, and what it put on record is taken back", arguments: Backend.all)
    func withdrawn(backend: Backend) async throws {
        let store = try backend.open()
        let person = try await store.register("document")
        let kept = try #require(try await store.addCertificate(try new("one", of: person), decide: decide))
        try await store.withdrawCertificate(kept.number, because: .revoked, at: now, decide: decide)
        try await store.withdrawCertificate(
            kept.number, because: .removed, at: now.advanced(bySeconds: 9), decide: decide)
        let after = try #require(try await store.certificates(of: person).first)
        #expect(after.sealed.isEmpty && after.because == .revoked && after.withdrawn == now)
        #expect(try await store.subject(person)?.facts.contains { $0.kind == .vaccinated } == false)
        #expect(try await store.standingCertificates(after: 0, limit: 10).isEmpty)
    }

    @Test("A visitor's pass with a certificate is recorded once", arguments: Backend.all)
    func visitor(backend: Backend) async throws {
        let store = try backend.open()
        let (point, collector) = try await store.addCheckpoint()
        var pass = samplePass(1, of: PersonID(1), at: point, by: collector)
        (pass.person, pass.certificate) = (nil, "partners")
        #expect(try await store.admitPass(pass) == .recorded)
        #expect(try await store.admitPass(pass) == .repeated(pass))
    }
}
