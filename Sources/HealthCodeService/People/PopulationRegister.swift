internal import HealthCodeCore

/// A local population register as identity verifier. It keeps keyed hashes only: enough to compare with, too little
/// to read.
public struct PopulationRegister: IdentityVerifier {
    private let store: any Store
    private let hashes: KeyedHashes

    /// Makes a verifier over the register in a store.
    public init(store: any Store, hashes: KeyedHashes) {
        self.store = store
        self.hashes = hashes
    }

    /// `unknown` where the register is empty or cannot be read. A document that is not listed does not fit; a phone is
    /// compared only where the register knows one, and proven only then.
    public func verify(name: String, document: Document, phone: String?) async -> IdentityAnswer {
        do {
            guard let entry = try await store.identity(document: hashes.document(document)) else {
                return try await store.hasIdentities() ? .mismatch(.document) : .unknown
            }
            guard entry.name == hashes.name(name) else { return .mismatch(.name) }
            guard let phone = phone.flatMap(Phone.init), let known = entry.phone else {
                return .matched(phoneProven: false)
            }
            return known == hashes.phone(phone) ? .matched(phoneProven: true) : .mismatch(.phone)
        } catch {
            return .unknown
        }
    }
}

/// A row of a population register's file: `type,number,name` and perhaps the phone.
public struct IdentityRow: Hashable, Sendable {
    /// Counts from 1.
    public var line: Int
    public var type: String
    public var number: String
    public var name: String
    public var phone: String?

    public init(line: Int, type: String, number: String, name: String, phone: String? = nil) {
        self.line = line
        self.type = type
        self.number = number
        self.name = name
        self.phone = phone
    }
}

/// What came of importing a register.
public struct IdentityImport: Hashable, Sendable {
    /// A row that was not taken, and why.
    public struct RefusedRow: Hashable, Sendable {
        public var line: Int
        public var problem: Problem
    }

    /// So many entries are in the register now that were in the file.
    public var taken: Int
    public var refused: [RefusedRow]
}

extension HealthCode {
    /// Takes rows into the local population register; each stands alone.
    ///
    /// - Throws: `storageFull`, `unavailable`.
    public func importIdentities(_ rows: [IdentityRow]) async throws(Problem) -> IdentityImport {
        let now = dependencies.now()
        var entries: [IdentityEntry] = []
        var refused: [IdentityImport.RefusedRow] = []
        for row in rows {
            do throws(Problem) {
                entries.append(try entry(row, at: now))
            } catch {
                refused.append(.init(line: row.line, problem: error))
            }
        }
        let all = entries
        let taken = all.isEmpty ? 0 : try await ask { try await store.importIdentities(all) }
        return IdentityImport(taken: taken, refused: refused)
    }

    private func entry(_ row: IdentityRow, at now: Instant) throws(Problem) -> IdentityEntry {
        var check = FieldCheck()
        let document = check.document(row.type, row.number, at: "/document", now: now)
        let name = check.name(row.name, at: "/name")
        let phone = check.phone(row.phone, at: "/phone")
        try check.finish()
        guard let document, let name else { throw Problem(.invalidFields) }
        return IdentityEntry(
            document: secrets.hashes.document(document), name: secrets.hashes.name(name),
            phone: phone.map(secrets.hashes.phone))
    }
}
