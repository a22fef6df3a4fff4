/// The claims of a CBOR Web Token (RFC 8392): the registered ones by name, the rest as they are.
///
/// Instants are seconds since 1970-01-01T00:00:00Z. A NumericDate with a fraction is rounded up, which decides every
/// comparison with a clock of whole seconds as the fraction itself would.
public struct CWTClaims: Hashable, Sendable {
    /// Who issued the token (`iss`).
    public var issuer: String?
    /// Whom it speaks of (`sub`).
    public var subject: String?
    /// When it ends (`exp`); at that instant it is over.
    public var expires: Int64?
    /// When it begins (`nbf`).
    public var notBefore: Int64?
    /// When it was made (`iat`).
    public var issued: Int64?
    /// Its own id (`cti`).
    public var tokenID: [UInt8]?
    /// All other claims, the audience too, in the order read.
    public var others: [CBOR.Entry]

    /// Why a payload is not a set of claims.
    public enum Fault: Error, Hashable, Sendable {
        /// The payload is not the CBOR that was asked for.
        case cbor(CBORError)
        /// The payload is not a map with integer or text keys.
        case shape
        /// The registered claim of this key has a value of another type, or an instant that fits no calendar.
        case claim(Int64)
    }

    /// The claims that a payload holds.
    ///
    /// - Throws: `Fault`.
    public init(decoding payload: [UInt8], rules: CBORDecoder.Rules = .init()) throws(Fault) {
        let item: CBOR
        do { item = try CBORDecoder(rules).decode(payload) } catch { throw .cbor(error) }
        try self.init(item)
    }

    /// The claims that an item is.
    ///
    /// - Throws: `Fault.shape` or `.claim`.
    init(_ item: CBOR) throws(Fault) {
        guard case .map(let entries) = item else { throw .shape }
        others = []
        for entry in entries {
            switch entry.key {
            case .unsigned(1): issuer = try Self.text(entry.value, 1)
            case .unsigned(2): subject = try Self.text(entry.value, 2)
            case .unsigned(4): expires = try Self.instant(entry.value, 4)
            case .unsigned(5): notBefore = try Self.instant(entry.value, 5)
            case .unsigned(6): issued = try Self.instant(entry.value, 6)
            case .unsigned(7): tokenID = try Self.bytes(entry.value, 7)
            case .unsigned, .negative, .text: others.append(entry)
            default: throw .shape
            }
        }
    }

    /// The claim of a key that is not registered above.
    public subscript(_ key: Int64) -> CBOR? {
        others.value(under: key)
    }

    private static func text(_ item: CBOR, _ claim: Int64) throws(Fault) -> String {
        guard case .text(let text) = item else { throw .claim(claim) }
        return text
    }

    private static func bytes(_ item: CBOR, _ claim: Int64) throws(Fault) -> [UInt8] {
        guard case .bytes(let bytes) = item else { throw .claim(claim) }
        return bytes
    }

    private static func instant(_ item: CBOR, _ claim: Int64) throws(Fault) -> Int64 {
        if case .float(let value) = item, let whole = Int64(exactly: value.rounded(.up)) { return whole }
        guard let value = item.integer else { throw .claim(claim) }
        return value
    }
}
