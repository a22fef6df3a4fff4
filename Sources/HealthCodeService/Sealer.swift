internal import Crypto

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

    /// One field a line: kind, number, name, phone, address. None of them can hold a line break.
    var bytes: [UInt8] {
        Array([document.kind.rawValue, document.number, name, phone ?? "", address ?? ""].joined(separator: "\n").utf8)
    }

    init(name: String, document: Document, phone: String?, address: String?) {
        self.name = name
        self.document = document
        self.phone = phone
        self.address = address
    }

    /// - Throws: `Problem.unavailable` for bytes that no version of HealthCode wrote.
    init(_ bytes: [UInt8]) throws(Problem) {
        let fields = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard fields.count == 5, let kind = Document.Kind(rawValue: String(decoding: fields[0], as: UTF8.self)) else {
            throw Problem(.unavailable)
        }
        document = Document(kind: kind, canonical: String(decoding: fields[1], as: UTF8.self))
        name = String(decoding: fields[2], as: UTF8.self)
        phone = fields[3].isEmpty ? nil : String(decoding: fields[3], as: UTF8.self)
        address = fields[4].isEmpty ? nil : String(decoding: fields[4], as: UTF8.self)
    }
}
