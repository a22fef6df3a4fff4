internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// Makes a code to be printed, of the colour that the person has now. Every earlier one of the person is revoked: a paper
    /// that was lost is of no use once there is a new one.
    ///
    /// - Throws: `noSuchPerson`, `unavailable`.
    public func printCode(of id: PersonID, by caller: Caller) async throws(Problem) -> PrintedCodeView {
        try await printCode(of: try await held(id, by: caller), onBehalf: nil)
    }

    /// The printed codes of a person, the newest first, with those that are over or revoked.
    ///
    /// - Throws: `noSuchPerson`.
    public func printedCodes(of id: PersonID, by caller: Caller) async throws(Problem) -> [PrintedCode] {
        _ = try await held(id, by: caller)
        return try await ask { try await store.printedCodes(of: id) }
    }

    /// One printed code of a person, to be drawn again.
    ///
    /// - Throws: `noSuchPerson`, `notFound`, `revokedCode`, `expiredCode`.
    public func printedCode(
        _ number: Int64, of id: PersonID, by caller: Caller
    ) async throws(Problem) -> PrintedCodeView {
        try await printedCode(number, of: try await held(id, by: caller))
    }

    /// Revokes a printed code: from now on no checkpoint takes it. One that is revoked stays so.
    ///
    /// - Throws: `noSuchPerson`, `notFound`.
    public func revokePrintedCode(_ number: Int64, of id: PersonID, by caller: Caller) async throws(Problem) {
        _ = try await held(id, by: caller)
        try await revokePrintedCode(number, of: id, revocation())
    }

    /// For how many days a code printed now is good: what the pack of the person's place says.
    ///
    /// - Throws: `noSuchPerson`, `unavailable`.
    public func printedCodeDays(of id: PersonID) async throws(Problem) -> Int {
        guard let person = try await ask({ try await store.person(id) }) else { throw Problem(.noSuchPerson) }
        return policy(of: person, at: dependencies.now())?.options.printedCodeDays ?? 90
    }

    func printCode(of person: Person, onBehalf: PrintingOnBehalf?) async throws(Problem) -> PrintedCodeView {
        let now = dependencies.now()
        var person = person
        let assignment = try await current(person, at: now).assignment
        person.assignment = assignment
        let days = policy(of: person, at: now)?.options.printedCodeDays ?? 90
        let code = NewPrintedCode(
            token: dependencies.randomBytes(TokenID.length), person: person.id, colour: assignment.colour, made: now,
            expires: now.advanced(bySeconds: Int64(days) * 86_400), onBehalf: onBehalf)
        let revoke = revocation(by: onBehalf?.staff)
        let number = try await ask { try await store.addPrintedCode(code, revoke: revoke) }
        return try view(
            PrintedCode(
                number: number, token: code.token, person: person.id, colour: code.colour, made: now,
                expires: code.expires, revoked: nil), of: person, at: now)
    }

    func printedCode(_ number: Int64, of person: Person) async throws(Problem) -> PrintedCodeView {
        let now = dependencies.now()
        var person = person
        person.assignment = try await current(person, at: now).assignment
        let codes = try await ask { try await store.printedCodes(of: person.id) }
        guard let code = codes.first(where: { $0.number == number }) else { throw Problem(.notFound) }
        guard code.revoked == nil else { throw Problem(.revokedCode) }
        guard now < code.expires else { throw Problem(.expiredCode) }
        return try view(code, of: person, at: now)
    }

    func revokePrintedCode(_ number: Int64, of id: PersonID, _ revoke: @escaping Revoke) async throws(Problem) {
        let now = dependencies.now()
        let codes = try await ask { try await store.printedCodes(of: id) }
        guard codes.contains(where: { $0.number == number }) else { throw Problem(.notFound) }
        try await ask { try await store.revokePrintedCode(number, at: now, revoke: revoke) }
    }

    /// What speaks against a printed code at an instant; nil where it is good.
    func objection(to code: LiveCode, _ timeliness: Timeliness, at instant: Instant) async throws(Problem) -> Problem? {
        switch timeliness {
        case .aged: return Problem(.expiredCode)
        case .early: return Problem(.staleCode)
        case .fresh:
            let known = try await ask { try await store.printedCode(token: code.tokenID.bytes) }
            // One that is in the list alone was revoked by its id.
            guard let known, known.isGood(at: instant), known.revoked != nil || !isListed(code) else {
                return Problem(.revokedCode)
            }
            return nil
        }
    }

    /// The paper: the same claims again, signed anew.
    private func view(_ code: PrintedCode, of person: Person, at now: Instant) throws(Problem) -> PrintedCodeView {
        let known = person.assignment.flatMap { rules.edition.policy($0.policy)?.policy }
        do {
            let text = try secrets.signer.issue(
                person: person.id.number, colour: code.colour.inCode, kind: .printed, at: code.made.seconds,
                lifetime: code.expires.seconds - code.made.seconds, tokenID: TokenID(code.token))
            return PrintedCodeView(
                code: code, person: try view(person),
                place: known?.place ?? ColourText.nowhere, text: text, now: now, offset: known?.offset ?? .china)
        } catch {
            if let problem = error as? Problem { throw problem }
            dependencies.report("no code can be signed: \(error)")
            throw Problem(.unavailable)
        }
    }
}
