/// The id by which a signature names its key: the `kid` of COSE (RFC 9052 section 3.1), any bytes.
///
/// Ours are the first 8 bytes of the COSE Key Thumbprint with SHA-256 (RFC 9679). A key id is a hint, never a proof: two keys may
/// share one, and only the signature decides.
public struct KeyID: Hashable, Sendable, CustomStringConvertible {
    /// The id as it stands in the header.
    public let bytes: [UInt8]

    /// An id of these bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// An id from its base64url text (no padding), or nil where that is not one.
    public init?(text: String) {
        guard let bytes = Base64URL.decode(text), !bytes.isEmpty else { return nil }
        self.bytes = bytes
    }

    /// The base64url text, as in the `kid` of a JSON Web Key.
    public var description: String { Base64URL.encode(bytes) }
}
