import Foundation
import HealthCodeCredential
import Testing

private let now: Int64 = 1_622_000_000
private let authority = SigningKey()
private let keys = KeySet([authority.verifyingKey])

/// A list of one certificate and one key, made a minute ago, for a day.
private func list(
    _ content: TrustFile? = nil, formats: Set<Format>? = nil, at instant: Int64 = now - 60, lifetime: Int64 = 86_400,
    by key: SigningKey = authority
) throws -> SignedTrustList {
    var whole = try content ?? TrustFile(CertificateIssuer().certificate)
    if content == nil { whole.add(try TrustFile(Array(KeySet([SigningKey().verifyingKey]).jwks.utf8))) }
    return try SignedTrustList(
        signing: whole, issuer: "Partners", formats: formats, at: instant, lifetime: lifetime, by: key)
}

/// The text of a list with another header or other claims, signed as the authority signs.
private func signed(header: String? = nil, _ payload: String) throws -> String {
    let header = header ?? #"{"alg":"ES256","kid":"\#(authority.id)","typ":"healthcode-trust-list"}"#
    let start = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(payload.utf8))
    return start + "." + Base64URL.encode(try authority.signature(for: Array(start.utf8)))
}

private func refusal(_ act: () throws(TrustListError) -> SignedTrustList) -> TrustListError? {
    do throws(TrustListError) {
        _ = try act()
        return nil
    } catch { return error }
}

@Suite("Signed lists of trust")
struct SignedTrustListTests {
    private let claims = #""iss":"Partners","iat":1621999940,"exp":1622086400"#
    private let webKeys = String(KeySet([SigningKey().verifyingKey]).jwks.dropFirst().dropLast())

    @Test("A list is read back as it was signed, and its signers verify")
    func roundTrip() throws {
        let issuer = try CertificateIssuer()
        let made = try list(TrustFile(issuer.certificate), formats: [.covidCertificate])
        let read = try SignedTrustList(verifying: made.text, keys: keys)
        #expect(read == made)
        #expect((read.issuer, read.issued, read.expires) == ("Partners", now - 60, now - 60 + 86_400))
        #expect(read.list.name == "Partners" && read.list.expires == read.expires)
        let verifier = CredentialVerifier(trust: try read.taken(after: nil, at: now).list)
        #expect(verifier.verify(try issuer.text(), at: CertificateIssuer.now).outcome == .valid)
    }

    @Test("A signer that is trusted for other formats makes a certificate invalid by its usage")
    func otherFormat() throws {
        let issuer = try CertificateIssuer()
        let read = try list(TrustFile(issuer.certificate), formats: [.healthCard])
        let report = CredentialVerifier(trust: read.list).verify(try issuer.text(), at: CertificateIssuer.now)
        #expect(report.outcome == .invalid && report.layer == .usage)
    }

    @Test("What a place takes a list for limits it further, and never widens it")
    func limits() throws {
        let signers = try list(formats: [.covidCertificate, .healthCard]).list.limited(to: [.healthCard, .live]).signers
        #expect(signers.allSatisfy { $0.formats == [.healthCard] })
    }

    @Test("A key that is trusted for certificates alone signs no health codes")
    func ownCodes() throws {
        let key = SigningKey()
        let content = try TrustFile(Array(KeySet([key.verifyingKey]).jwks.utf8))
        #expect(try list(content).list.ownKeys.entries.map(\.key).contains(key.verifyingKey))
        #expect(try list(content, formats: [.covidCertificate]).list.ownKeys.entries.isEmpty)
    }

    @Test("A format that is not known limits the list to nothing that is")
    func unknownFormat() throws {
        let text = try signed("{\(claims),\"formats\":[\"a-later-one\"],\(webKeys)}")
        #expect(try SignedTrustList(verifying: text, keys: keys).signers.allSatisfy { $0.formats == [] })
    }

    @Test("A list that nobody signed is refused")
    func unsigned() throws {
        let text = try list().text.split(separator: ".").prefix(2).joined(separator: ".") + "."
        #expect(refusal { () throws(TrustListError) in try .init(verifying: text, keys: keys) } == .forged)
        #expect(refusal { () throws(TrustListError) in try .init(verifying: "{\"keys\":[]}", keys: keys) } == .unsigned)
    }

    @Test("A list of another authority is refused")
    func foreign() throws {
        let (stranger, text) = (SigningKey(), try list().text)
        let known = KeySet([stranger.verifyingKey])
        let refused = refusal { () throws(TrustListError) in try .init(verifying: text, keys: known) }
        #expect(refused == .foreign(authority.id))
    }

    @Test("A list that was edited is refused")
    func edited() throws {
        let parts = try list().text.split(separator: ".")
        let text = [parts[0], try list(formats: [.live]).text.split(separator: ".")[1], parts[2]].joined(separator: ".")
        #expect(refusal { () throws(TrustListError) in try .init(verifying: text, keys: keys) } == .forged)
    }

    @Test(
        "A header that is not the one of a list is refused",
        arguments: [
            #"{"alg":"none","kid":"KID","typ":"healthcode-trust-list"}"#,
            #"{"alg":"HS256","kid":"KID","typ":"healthcode-trust-list"}"#,
            #"{"alg":"ES256","kid":"KID","typ":"jwt"}"#,
            #"{"alg":"ES256","kid":"KID"}"#,
            #"{"alg":"ES256","kid":"KID","typ":"healthcode-trust-list","crit":["exp"]}"#,
            #"{"alg":"ES256","kid":"KID","typ":"healthcode-trust-list","jwk":{}}"#,
        ])
    func header(header: String) throws {
        let text = try signed(
            header: header.replacing("KID", with: authority.id.description), "{\(claims),\(webKeys)}")
        #expect(refusal { () throws(TrustListError) in try .init(verifying: text, keys: keys) } == .unsigned)
    }

    @Test(
        "Claims that are not those of a list are refused",
        arguments: [
            "[]", #"{"iat":1,"exp":2,KEYS}"#, #"{"iss":"P","exp":2,KEYS}"#, #"{"iss":"P","iat":1,KEYS}"#,
            #"{"iss":"P","iat":2,"exp":2,KEYS}"#, #"{"iss":"P","iat":1,"exp":1e9,KEYS}"#,
            #"{"iss":"P","iat":1,"exp":2}"#, #"{"iss":"P","iat":1,"exp":2,"formats":[],KEYS}"#,
            #"{"iss":"P","iat":1,"exp":2,"formats":"eu-dcc",KEYS}"#,
            #"{"iss":"P","iat":1,"exp":2,"certificates":["AAAA"],KEYS}"#,
            #"{"iss":"P","iss":"P","iat":1,"exp":2,KEYS}"#,
        ])
    func claims(payload: String) throws {
        let text = try signed(payload.replacing("KEYS", with: webKeys))
        guard case .damaged? = refusal({ () throws(TrustListError) in try .init(verifying: text, keys: keys) }) else {
            Issue.record("\(payload) was taken")
            return
        }
    }

    @Test("A list that has ended is refused, and its last second counts")
    func expired() throws {
        let made = try list(lifetime: 60)
        #expect(refusal { () throws(TrustListError) in try made.taken(after: nil, at: now) } == nil)
        #expect(refusal { () throws(TrustListError) in try made.taken(after: nil, at: now + 1) } == .expired(now))
    }

    @Test("A list from the future is refused")
    func early() throws {
        let made = try list(at: now + 61)
        #expect(refusal { () throws(TrustListError) in try made.taken(after: nil, at: now) } == .early(now + 61))
    }

    @Test("A list that is older than the one at hand is refused, and the same one is not")
    func rolledBack() throws {
        let (older, newer) = (try list(at: now - 120), try list(at: now - 60))
        let refused = refusal { () throws(TrustListError) in try older.taken(after: newer, at: now) }
        #expect(refused == .rolledBack(now - 60))
        #expect(refusal { () throws(TrustListError) in try newer.taken(after: newer, at: now) } == nil)
        #expect(refusal { () throws(TrustListError) in try newer.taken(after: older, at: now) } == nil)
    }

    @Test("Another list of the same second is no newer one")
    func sameSecond() throws {
        let (one, other) = (try list(), try list(formats: [.live]))
        #expect(refusal { () throws(TrustListError) in try other.taken(after: one, at: now) } == .rolledBack(now - 60))
    }
}
