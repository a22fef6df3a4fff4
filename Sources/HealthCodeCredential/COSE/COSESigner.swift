/// Signs messages with one key. What every message has in common is encoded once.
public struct COSESigner: Sendable {
    /// The key that signs; its algorithm and id stand in the protected header.
    public let key: SigningKey
    private let messageStart: [UInt8]
    private let signedStart: [UInt8]

    /// A signer with this key, with or without CBOR tag 18 before each message.
    ///
    /// - Parameters:
    ///   - key: the key that signs.
    ///   - keyID: the id that stands in the messages; the key's own, where none is given.
    ///   - isTagged: whether tag 18 stands before each message.
    public init(key: SigningKey, keyID: KeyID? = nil, isTagged: Bool) {
        self.key = key
        let header: [CBOR.Entry] = [
            .init(CBOR(COSEHeader.Label.algorithm), CBOR(key.verifyingKey.algorithm.rawValue)),
            .init(CBOR(COSEHeader.Label.keyID), .bytes((keyID ?? key.id).bytes)),
        ]
        let protected = CBOREncoder.encode(.map(header))
        var message = CBOREncoder()
        if isTagged { message.append(encoded: [0xc0 | UInt8(COSESign1.tag)]) }
        message.beginArray(4)
        message.append(bytes: protected)
        message.beginMap(0)
        messageStart = message.bytes
        var signed = CBOREncoder()
        signed.beginArray(4)
        signed.append(text: "Signature1")
        signed.append(bytes: protected)
        signed.append(bytes: [])
        signedStart = signed.bytes
    }

    /// The signed message over this content.
    ///
    /// - Throws: `CredentialError.signing` where the cryptographic library fails.
    public func sign(_ payload: [UInt8]) throws(CredentialError) -> [UInt8] {
        var signed = CBOREncoder(capacity: signedStart.count + payload.count + 9)
        signed.append(encoded: signedStart)
        signed.append(bytes: payload)
        let signature = try key.signature(for: signed.bytes)
        var message = CBOREncoder(capacity: messageStart.count + payload.count + signature.count + 18)
        message.append(encoded: messageStart)
        message.append(bytes: payload)
        message.append(bytes: signature)
        return message.bytes
    }
}
