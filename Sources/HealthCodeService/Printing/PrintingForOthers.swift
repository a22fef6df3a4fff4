internal import HealthCodeCore

extension HealthCode {
    /// Prints a code for somebody who lives in the administrator's region; who did so and why is recorded.
    ///
    /// - Throws: `notAllowed`, `notSignedIn`; `noSuchPerson` for one who lives elsewhere; `unavailable`.
    public func printCode(
        of id: PersonID, because reason: PrintingReason, byAdministrator caller: Caller
    ) async throws(Problem) -> PrintedCodeView {
        let (person, duty) = try await resident(id, of: caller)
        return try await printCode(of: person, onBehalf: PrintingOnBehalf(staff: duty.id, reason: reason))
    }

    /// A person of the administrator's region, masked, with their printed codes, the newest first.
    ///
    /// - Throws: as `printCode`.
    public func printedCodes(
        of id: PersonID, byAdministrator caller: Caller
    ) async throws(Problem) -> (person: PersonView, codes: [PrintedCode]) {
        var (person, _) = try await resident(id, of: caller)
        person.assignment = try await current(person, at: dependencies.now()).assignment
        let view = try view(person)
        return (view, try await ask { try await store.printedCodes(of: id) })
    }

    /// One of them, to be drawn again.
    ///
    /// - Throws: as `printCode`; `notFound`, `revokedCode`, `expiredCode`.
    public func printedCode(
        _ number: Int64, of id: PersonID, byAdministrator caller: Caller
    ) async throws(Problem) -> PrintedCodeView {
        try await printedCode(number, of: try await resident(id, of: caller).person)
    }

    /// Revokes one of them; who did so and why is recorded.
    ///
    /// - Throws: as `printCode`; `notFound`.
    public func revokePrintedCode(
        _ number: Int64, of id: PersonID, because reason: RevocationReason, byAdministrator caller: Caller
    ) async throws(Problem) {
        let (_, duty) = try await resident(id, of: caller)
        try await revokePrintedCode(number, of: id, revocation(by: duty.id, because: reason))
    }

    /// A person who lives in a region of the administrator's, and the duty by which that is so.
    func resident(_ id: PersonID, of caller: Caller) async throws(Problem) -> (person: Person, duty: Staff) {
        let duties = try administering(caller)
        let person = try await ask { try await store.person(id) }
        guard let person, let duty = duties.first(where: { $0.region.contains(person.region) }) else {
            throw Problem(.noSuchPerson)
        }
        return (person, duty)
    }
}
