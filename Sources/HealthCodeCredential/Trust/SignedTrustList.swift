/// A list of signers as an authority signs and publishes it: whom a place may trust, for which formats, from when until when.
///
/// It travels as a JWS in the compact form (RFC 7515 section 7.1), ES256, with a header of exactly `alg`, `kid` and `typ`, so that
/// any JOSE library can check it, over a JSON object:
///
///     {"iss","iat","exp","formats"?,"keys"?,"certificates"?,"authorities"?}
///
/// `keys` are JSON Web Keys (RFC 7517); `certificates` and `authorities` X.509 in base64 of DER. Where there are authorities, each
/// certificate must have been issued by one of them.
public struct SignedTrustList: Sendable, Hashable {
    /// The authority that signed it, as it calls itself.
    public let issuer: String
    /// When it was made, in seconds since 1970-01-01T00:00:00Z. Each later list of an authority has a later one.
    public let issued: Int64
    /// The last instant at which it may be relied on, likewise.
    public let expires: Int64
    /// The formats that its signers are trusted for; nil for all.
    public let formats: Set<Format>?
    /// The signers, each for those formats alone.
    public let signers: [Signer]
    /// The key that signed it.
    public let keyID: KeyID
    /// The list as it travels.
    public let text: String

    /// The longest list that is looked at, in bytes; the European one has a twentieth of it.
    public static let longest = 16_777_216
    /// The `typ` of its header: no other message that the same key may sign has it.
    static let type = "healthcode-trust-list"

    /// The list in a text, if one of these keys signed it.
    ///
    /// - Throws: `TrustListError.unsigned`, `.damaged`, `.foreign` or `.forged`. Whether it holds at an instant is for `taken`.
    public init(verifying text: String, keys: KeySet) throws(TrustListError) {
        let message: SignedText
        do { message = try SignedText(text, longest: Self.longest) } catch { throw .unsigned }
        guard message.type == Self.type else { throw .unsigned }
        let candidates = keys[message.keyID]
        guard !candidates.isEmpty else { throw .foreign(message.keyID) }
        guard candidates.contains(where: { message.isSigned(by: $0) }) else { throw .forged }
        guard let json = JSON(utf8: message.payload, maximumBytes: Self.longest) else {
            throw .damaged("what is signed is not JSON")
        }
        try self.init(json, keyID: message.keyID, text: text)
    }

    /// Makes and signs a list.
    ///
    /// - Parameters:
    ///   - content: whom it names.
    ///   - issuer: what the authority calls itself.
    ///   - formats: what its signers are trusted for; nil for everything.
    ///   - now: the instant, in seconds since 1970-01-01T00:00:00Z.
    ///   - lifetime: for how many seconds it may be relied on.
    ///   - key: the authority's.
    /// - Throws: `TrustListError.damaged` for a list that nobody could use; `.unsigned` where the key does not sign.
    public init(
        signing content: TrustFile, issuer: String, formats: Set<Format>? = nil, at now: Int64, lifetime: Int64,
        by key: SigningKey
    ) throws(TrustListError) {
        let (expires, overflow) = now.addingReportingOverflow(lifetime)
        guard now >= 0, lifetime > 0, !overflow else { throw .damaged("it would end before it begins") }
        var members: [JSON.Member] = [
            .init("iss", .string(issuer)), .init("iat", .integer(now)), .init("exp", .integer(expires)),
        ]
        if let formats {
            members.append(.init("formats", .array(formats.map(\.rawValue).sorted().map(JSON.string))))
        }
        members += content.members
        let text: String
        do throws(CredentialError) {
            text = try SignedText.text(of: Array(JSON.object(members).text.utf8), type: Self.type, by: key)
        } catch {
            throw .unsigned
        }
        try self.init(.object(members), keyID: key.id, text: text)
    }

    private init(_ json: JSON, keyID: KeyID, text: String) throws(TrustListError) {
        guard let issuer = json["iss"]?.string, !issuer.isEmpty, issuer.utf8.count <= 200 else {
            throw .damaged("it does not say who issued it")
        }
        guard case .integer(let issued)? = json["iat"], case .integer(let expires)? = json["exp"], issued >= 0,
            expires > issued
        else { throw .damaged("it does not say from when until when it holds") }
        formats = try json["formats"].map(Self.formats)
        let allowed = formats
        do throws(CredentialError) {
            signers = try TrustFile(json).signers().map { $0.limited(to: allowed) }
        } catch {
            throw .damaged(error.why)
        }
        guard !signers.isEmpty else { throw .damaged("it names nobody to trust") }
        (self.issuer, self.issued, self.expires) = (issuer, issued, expires)
        (self.keyID, self.text) = (keyID, text)
    }

    private static func formats(_ json: JSON) throws(TrustListError) -> Set<Format> {
        guard let names = json.array, !names.isEmpty else { throw .damaged("“formats” is not a list of formats") }
        // A format that is not known here limits its signers to something else than what is known, which is right.
        let texts = names.compactMap(\.string)
        guard texts.count == names.count else { throw .damaged("“formats” is not a list of formats") }
        return Set(texts.compactMap(Format.init(rawValue:)))
    }

    /// This list, where it may be relied on at an instant (seconds since 1970-01-01T00:00:00Z) by somebody who has another one of
    /// the same authority at hand.
    ///
    /// - Parameters:
    ///   - older: the list at hand; nil where there is none.
    ///   - now: the instant.
    ///   - tolerance: by how many seconds the authority's clock may be ahead.
    /// - Throws: `TrustListError.expired`, `.early`, or `.rolledBack` where the one at hand is newer.
    public func taken(
        after older: SignedTrustList?, at now: Int64, tolerance: Int64 = 60
    ) throws(TrustListError) -> SignedTrustList {
        guard now <= expires else { throw .expired(expires) }
        guard issued - tolerance <= now else { throw .early(issued) }
        if let older, older.text != text, issued <= older.issued { throw .rolledBack(older.issued) }
        return self
    }

    /// The signers as a verifier takes them.
    public var list: TrustList { TrustList(signers, name: issuer, issuedAt: issued, expires: expires) }
}

/// Why a signed list of trust is not relied on.
public enum TrustListError: Error, Hashable, Sendable {
    /// It is no list that somebody signed.
    case unsigned
    /// It is signed, and is not of the form of a list; why, in words.
    case damaged(String)
    /// It is signed by a key that is none of the authority's.
    case foreign(KeyID)
    /// The signature does not fit: it was edited, or made by someone else.
    case forged
    /// It ended at this instant.
    case expired(Int64)
    /// It is from the future, of this instant: a clock is wrong.
    case early(Int64)
    /// It is older than the one at hand, which is of this instant.
    case rolledBack(Int64)
}
