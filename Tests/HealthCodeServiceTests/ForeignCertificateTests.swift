import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Testing

@Suite("Certificates of other places at a checkpoint")
struct ForeignCertificateTests {
    let abroad = Abroad()

    private func scene(as standing: String = "tests", more: String = "") async throws -> (World, Caller, PointID) {
        let world = try await World(pack: Abroad.pack(as: standing, more: more), shelf: abroad)
        let (collector, point) = try await world.checkpoint()
        return (world, collector, point)
    }

    private func refusal(_ text: String, as standing: String = "tests") async throws -> Problem? {
        let (world, collector, point) = try await scene(as: standing)
        return try await problem { _ = try await world.healthCode.check(token: text, point: point, by: collector) }
    }

    @Test("A genuine certificate is shown as what it is: masked, with the year of birth, its issuer and what it says")
    func shown() async throws {
        let (world, collector, point) = try await scene()
        let check = try await world.healthCode.check(
            token: abroad.sign(Abroad.dose(2)), point: point, by: collector)
        let certificate = try #require(check.certificate)
        #expect(certificate.answer == .valid && certificate.format == "eu-dcc")
        #expect(certificate.name == "S** F*** Z****" && certificate.birthYear == "1990")
        #expect(certificate.issuer == "Ministry of Health, XX")
        #expect(certificate.statement?.english == "Vaccination: dose 2 of 2 on 2020-03-01, Comirnaty")
        #expect(certificate.recognisedAs == "partners" && certificate.advice?.english == "Look at the passport.")
        #expect(check.needs.contains("document"))
    }

    @Test("A certificate that gives no colour is never green, and does not pass")
    func noColour() async throws {
        let (world, collector, point) = try await scene()
        let text = try abroad.sign(Abroad.dose(2))
        let check = try await world.healthCode.check(token: text, point: point, by: collector)
        #expect(check.colour == .grey && !check.passes)
        let view = try await world.healthCode.admit(pass(1, text, point), by: collector)
        #expect(!view.pass.allowed && view.pass.why == .certificate)
    }

    @Test("Where the pack lets it count as green, its holder passes with a normal temperature, and not with fever")
    func countsAsGreen() async throws {
        let (world, collector, point) = try await scene(as: "green")
        let text = try abroad.sign(Abroad.dose(2))
        #expect(try await world.healthCode.check(token: text, point: point, by: collector).colour == .green)
        let view = try await world.healthCode.admit(pass(1, text, point), by: collector)
        #expect(view.pass.allowed && view.pass.person == nil && view.pass.certificate == "partners")
        let hot = try await world.healthCode.admit(pass(2, text, point, temperature: 3_800), by: collector)
        #expect(hot.pass.why == .fever)
    }

    @Test("A pass with a certificate is recorded once, whoever asks twice, and cannot be linked to another one")
    func recordedOnce() async throws {
        let (world, collector, point) = try await scene(as: "green")
        let text = try abroad.sign(Abroad.dose(2))
        let first = try await world.healthCode.admit(pass(1, text, point), by: collector)
        #expect(try await world.healthCode.admit(pass(1, text, point), by: collector).repeated)
        let second = try await world.healthCode.admit(pass(2, text, point), by: collector)
        #expect(first.pass.token != second.pass.token)
        #expect(try await world.store.census().passes == 2)
        let other = try abroad.sign(Abroad.dose(1))
        let problem = try await problem {
            _ = try await world.healthCode.admit(pass(1, other, point), by: collector)
        }
        #expect(problem?.kind == .passConflict)
    }

    @Test("A test in a certificate counts where the place asks people on a journey for one (HB-19)")
    func testCounts() async throws {
        let (world, collector, point) = try await scene()
        let check = try await world.healthCode.check(token: abroad.sign(Abroad.test()), point: point, by: collector)
        #expect(check.certificate?.attests == .test && check.certificate?.answer == .valid)
        #expect(check.certificate?.statement?.english == "Test: nucleic acid test, negative, sampled on 2020-04-09")
    }

    @Test("A rule that is not met says so in both languages, and nobody passes on it")
    func ruleUnmet() async throws {
        try abroad.publishRule()
        let (world, collector, point) = try await scene(as: "green", more: "rules: [entry]")
        let text = try abroad.sign(Abroad.dose(1))
        let check = try await world.healthCode.check(token: text, point: point, by: collector)
        let rule = try #require(check.certificate?.rules.first)
        #expect(check.certificate?.answer == .insufficient && !rule.isMet && !check.passes)
        #expect(rule.text.english.contains("All doses must have been given."))
        #expect(rule.text.simplifiedChinese.contains("必须完成全部剂次。"))
        #expect(check.colour == .grey)
        #expect(try await world.healthCode.admit(pass(1, text, point), by: collector).pass.why == .certificate)
    }

    @Test("A rule that the installation does not have is not taken for met")
    func ruleMissing() async throws {
        let (world, collector, point) = try await scene(as: "green", more: "rules: [entry]")
        let check = try await world.healthCode.check(token: abroad.sign(Abroad.dose(2)), point: point, by: collector)
        #expect(check.certificate?.answer == .insufficient && !check.passes)
    }

    @Test("What the pack does not name is genuine, and not enough here")
    func notAttested() async throws {
        let recovery = CovidCertificate.Event.recovery(
            .init(firstPositive: "2020-02-01", validFrom: "2020-02-15", validUntil: "2020-08-01"))
        let (world, collector, point) = try await scene(as: "green")
        let check = try await world.healthCode.check(token: abroad.sign(recovery), point: point, by: collector)
        #expect(check.certificate?.answer == .insufficient && check.colour == .grey)
    }

    @Test("A certificate that another key signed under the name of a trusted one is forged, and nothing of it is told")
    func forged() async throws {
        let problem = try await refusal(try abroad.sign(Abroad.dose(2), key: SigningKey()))
        #expect(problem?.kind == .forgedCertificate)
        #expect(problem?.certificate?.name == nil && problem?.certificate?.reasons.first?.layer == "cose")
    }

    @Test("A certificate of an issuer whom nobody trusts here is not trusted")
    func untrusted() async throws {
        let other = Abroad()
        #expect(try await refusal(try other.sign(Abroad.dose(2)))?.kind == .untrustedCertificate)
    }

    @Test("A certificate past its end has expired")
    func expired() async throws {
        let text = try abroad.sign(Abroad.dose(2), expires: "2020-04-09T00:00:00Z")
        #expect(try await refusal(text)?.kind == .expiredCertificate)
    }

    @Test("A certificate from the future does not hold yet")
    func early() async throws {
        let text = try abroad.sign(Abroad.dose(2), issued: "2020-04-20T00:00:00Z")
        #expect(try await refusal(text)?.kind == .earlyCertificate)
    }

    @Test("A certificate that its issuer took back is revoked")
    func revoked() async throws {
        abroad.revoke("URN:UVCI:01:XX:1")
        #expect(try await refusal(try abroad.sign(Abroad.dose(2)))?.kind == .revokedCertificate)
    }

    @Test("A text that only begins like a certificate is not understood, or damaged")
    func unreadable() async throws {
        let kind = try await refusal("HC1:NOT")?.kind
        #expect(kind == .unreadableCertificate)
    }

    @Test("Where the pack names no certificates, none counts")
    func unrecognised() async throws {
        let world = try await World(shelf: abroad)
        let (collector, point) = try await world.checkpoint()
        let text = try abroad.sign(Abroad.dose(2))
        let problem = try await problem {
            _ = try await world.healthCode.check(token: text, point: point, by: collector)
        }
        #expect(problem?.kind == .unrecognisedCertificate)
    }
}
