internal import Crypto
internal import HealthCodeCredential

/// Seals bytes with AES-256-GCM under one key; what was sealed for one purpose opens for no other.
struct Sealer: Sendable {
    private let key: SymmetricKey

    init(_ key: SymmetricKey) {
        self.key = key
    }

    /// A nonce of 12 random bytes, the ciphertext, and a tag of 16.
    ///
    /// - Throws: `Problem.unavailable` where the cryptographic library fails.
    func seal(_ bytes: [UInt8], nonce: [UInt8]) throws(Problem) -> [UInt8] {
        do {
            let box = try AES.GCM.seal(bytes, using: key, nonce: AES.GCM.Nonce(data: nonce))
            var sealed = nonce
            sealed.reserveCapacity(nonce.count + bytes.count + 16)
            sealed.append(contentsOf: box.ciphertext)
            sealed.append(contentsOf: box.tag)
            return sealed
        } catch {
            throw Problem(.unavailable)
        }
    }

    /// What was sealed.
    ///
    /// - Throws: `Problem.unavailable` for anything that was not sealed under this key: a damaged database, a wrong
    ///   key.
    func open(_ sealed: [UInt8]) throws(Problem) -> [UInt8] {
        do {
            return Array(try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key))
        } catch {
            throw Problem(.unavailable)
        }
    }

    /// The sealer of a person, whose key lies wrapped under this one.
    func person(_ wrappedKey: [UInt8]) throws(Problem) -> Sealer {
        Sealer(SymmetricKey(data: try open(wrappedKey)))
    }
}

/// What is sealed of a person: all that tells who they are.
struct Identity: Hashable, Sendable {
    var name: String
    var document: Document
    var phone: String?
    var address: String?

    /// As a CBOR array: kind, number, name, phone, address.
    var bytes: [UInt8] {
        var encoder = CBOREncoder(capacity: 96)
        encoder.beginArray(5)
        encoder.append(text: document.kind.rawValue)
        encoder.append(text: document.number)
        encoder.append(text: name)
        encoder.append(text: phone ?? "")
        encoder.append(text: address ?? "")
        return encoder.bytes
    }

    init(name: String, document: Document, phone: String?, address: String?) {
        self.name = name
        self.document = document
        self.phone = phone
        self.address = address
    }

    /// - Throws: `Problem.unavailable` for bytes that no version of HealthCode wrote.
    init(_ bytes: [UInt8]) throws(Problem) {
        guard case .array(let parts)? = try? CBORDecoder().decode(bytes), parts.count == 5,
            case .text(let kindName) = parts[0], let kind = Document.Kind(rawValue: kindName),
            case .text(let number) = parts[1], case .text(let name) = parts[2],
            case .text(let phone) = parts[3], case .text(let address) = parts[4]
        else { throw Problem(.unavailable) }
        self.name = name
        document = Document(kind: kind, canonical: number)
        self.phone = phone.isEmpty ? nil : phone
        self.address = address.isEmpty ? nil : address
    }
}
