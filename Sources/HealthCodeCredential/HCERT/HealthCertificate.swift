/// The outer form of EU Digital COVID Certificates (HCERT): `HC1:` and the base45 of a zlib-compressed COSE_Sign1 message over
/// CWT claims, of which claim -260 holds the certificate under key 1.
public enum HealthCertificate {
    /// What stands before the base45: the context identifier, version 1.
    public static let prefix = "HC1:"
    /// The claim that holds the certificate.
    static let claim: Int64 = -260
    /// The key of the certificate in that claim.
    static let version1: Int64 = 1
    /// The most bytes that a message may have when inflated. A QR code holds at most 2,864 of them compressed.
    public static let longestMessage = 65_536

    /// Why a text is not a message.
    public enum Fault: Error, Hashable, Sendable {
        /// The text does not begin with `HC1:`.
        case prefix
        /// What follows is not base45.
        case base45(Base45.Fault)
        /// The bytes do not inflate. Data that was not compressed at all is refused too: the format has one form.
        case inflate(Zlib.Fault)

        /// The fault as a reason of a report.
        var reason: Reason {
            switch self {
            case .prefix: Reason(.prefix, .notUnderstood, "It does not begin with “HC1:”.")
            case .base45(let fault): Reason(.base45, .damaged, "It is not base45: \(fault.rawValue).")
            case .inflate(let fault): Reason(.inflate, .damaged, "It does not inflate: \(fault.rawValue).")
            }
        }
    }

    /// The COSE message in a text.
    ///
    /// - Throws: `Fault`.
    public static func message(in text: String) throws(Fault) -> [UInt8] {
        guard text.utf8.starts(with: prefix.utf8) else { throw .prefix }
        let compressed: [UInt8]
        do {
            compressed = try Base45.decode(Array(text.utf8.dropFirst(prefix.utf8.count)))
        } catch {
            throw .base45(error)
        }
        do { return try Zlib.inflate(compressed, maximum: longestMessage) } catch { throw .inflate(error) }
    }

    /// The text of a COSE message.
    public static func text(of message: [UInt8]) -> String {
        Base45.encode(Zlib.deflate(message), prefix: prefix)
    }
}
