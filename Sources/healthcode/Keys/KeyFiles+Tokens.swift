import Foundation
import HealthCodeAdapters
import HealthCodeCore
import HealthCodeCredential

extension KeyFiles {
    /// A token by its module and label, and the file of the PIN of its user.
    struct Token {
        let module: String
        let label: String
        let pinFile: URL
    }

    /// Adds a key of a token, which waits until it is its turn to sign.
    ///
    /// - Parameter object: the label of a key that is there already; nil for a new one.
    func addKey(in token: Token, object: String?, to ring: inout KeyRing, at now: Instant) throws -> KeyRing.Entry {
        let pin = try Self.text(of: token.pinFile, for: "the PIN of the token")
        let keys = try TokenKeys(module: token.module, token: token.label, pin: pin)
        let place = try object.map(keys.find) ?? keys.make(id: (0..<16).map { _ in UInt8.random(in: 0...255) })
        let key = try TokenKey(place, pin: pin).verifyingKey
        guard !ring.keys.contains(where: { $0.id == key.id.description }) else {
            throw Failure("the key \(key.id) is in the ring already")
        }
        let entry = KeyRing.Entry(
            id: key.id.description, made: Stamp(now), token: place, pinFile: token.pinFile.standardizedFileURL.path,
            publicKey: key.pem)
        ring.keys.append(entry)
        try write(ring)
        return entry
    }

    /// The PIN of the token in which a key lies.
    func pin(of entry: KeyRing.Entry) throws -> String {
        guard let file = entry.pinFile else { throw Failure("the key \(entry.id) names no file of the token's PIN") }
        return try Self.text(of: URL(filePath: file), for: "the PIN of the token")
    }
}
