internal import HealthCodeCredential
internal import HealthCodeCore

/// A terminal in an office that prints codes for people by their papers, set up by a member of staff.
public struct Kiosk: Hashable, Sendable {
    let duty: Staff
}

/// What somebody enters at a kiosk, as it was typed.
public struct KioskRequest: Hashable, Sendable {
    public var name: String
    public var documentKind: String
    public var documentNumber: String
    /// The date of birth, as eight figures with anything between them.
    public var born: String

    public init(name: String, documentKind: String, documentNumber: String, born: String) {
        self.name = name
        self.documentKind = documentKind
        self.documentNumber = documentNumber
        self.born = born
    }
}

extension HealthCode {
    /// For how many seconds a terminal prints before staff have to set it up again: a working day.
    static let kioskLifetime: Int64 = 12 * 3_600

    /// Turns the terminal that asks into a kiosk for the region of the administrator's first duty; gives its token.
    ///
    /// - Throws: `notAllowed`, `notSignedIn`, `unavailable`.
    public func openKiosk(by caller: Caller) async throws(Problem) -> (token: String, seconds: Int) {
        let now = dependencies.now()
        guard let duty = try administering(caller).first else { throw Problem(.notAllowed) }
        let token = Base64URL.encode(dependencies.randomBytes(32))
        guard let hash = Digest32(session: token) else { throw Problem(.unavailable) }
        let expires = now.advanced(bySeconds: Self.kioskLifetime)
        try await ask { try await store.openKiosk(hash, by: duty.id, at: now, until: expires) }
        return (token, Int(Self.kioskLifetime))
    }

    /// The kiosk of a token; nil where it is none any more.
    ///
    /// - Throws: `unavailable`.
    public func kiosk(token: String) async throws(Problem) -> Kiosk? {
        let now = dependencies.now()
        guard let hash = Digest32(session: token) else { return nil }
        return try await ask { try await store.kiosk(hash, at: now) }.map(Kiosk.init)
    }

    /// Ends a kiosk.
    ///
    /// - Throws: `unavailable`.
    public func closeKiosk(token: String) async throws(Problem) {
        let now = dependencies.now()
        guard let hash = Digest32(session: token) else { return }
        try await ask { try await store.closeKiosk(hash, at: now) }
    }

    /// Prints a code for whoever holds these papers and lives in the kiosk's region.
    ///
    /// - Throws: `invalidFields` for what cannot be a document; `noSuchPerson` for everything that does not fit together, with
    ///   no word of what; `unavailable`.
    public func printCode(_ request: KioskRequest, at kiosk: Kiosk) async throws(Problem) -> PrintedCodeView {
        let person = try await person(request, at: kiosk)
        return try await printCode(of: person, onBehalf: PrintingOnBehalf(staff: kiosk.duty.id, atKiosk: true))
    }

    /// Revokes every printed code of such a person: their paper was lost. Gives how many were good.
    ///
    /// - Throws: as `printCode`.
    public func revokePrintedCodes(_ request: KioskRequest, at kiosk: Kiosk) async throws(Problem) -> Int {
        let now = dependencies.now()
        let person = try await person(request, at: kiosk)
        let good = try await ask { try await store.printedCodes(of: person.id) }.filter { $0.isGood(at: now) }
        for code in good {
            try await revokePrintedCode(code.number, of: person.id, revocation(by: kiosk.duty.id, because: .lost))
        }
        return good.count
    }

    /// Who holds these papers. Name, number and date of birth have to fit what is registered and what the identity verifier
    /// knows; which of them does not is told to nobody.
    private func person(_ request: KioskRequest, at kiosk: Kiosk) async throws(Problem) -> Person {
        let now = dependencies.now()
        var check = FieldCheck()
        let name = check.name(request.name, at: "/name")
        let document = check.document(request.documentKind, request.documentNumber, at: "/document", now: now)
        let born = Self.date(request.born)
        if born == nil { check.note("/born", request.born.isEmpty ? .missing : .badValue) }
        try check.finish()
        guard let name, let document, let born else { throw Problem(.invalidFields) }
        let hash = secrets.hashes.document(document)
        guard let person = try await ask({ try await store.person(document: hash) }),
            kiosk.duty.region.contains(person.region), document.born == born,
            secrets.hashes.name(try identity(of: person).name) == secrets.hashes.name(name)
        else { throw Problem(.noSuchPerson) }
        if case .mismatch = await dependencies.identity.verify(name: name, document: document, phone: nil) {
            throw Problem(.noSuchPerson)
        }
        return person
    }

    private static func date(_ text: String) -> CivilDate? {
        let figures = Canonical.text(text).filter { $0.isASCII && $0.isNumber }
        guard figures.count == 8, let whole = Int64(figures) else { return nil }
        return CivilDate(year: whole / 10_000, month: whole / 100 % 100, day: whole % 100)
    }
}
