public import HealthCodeCore

/// What the declaration of a person asks, and what else they should know before they travel.
public struct DeclarationAsked: Sendable {
    public var form: DeclarationForm
    public var place: LocalizedText
    /// What people who leave for elsewhere must show there (HB-19).
    public var travel: [LocalizedText]

    public init(form: DeclarationForm, place: LocalizedText, travel: [LocalizedText]) {
        self.form = form
        self.place = place
        self.travel = travel
    }
}

extension HealthCode {
    /// The policies that govern anywhere now, in the order of their regions.
    public func places() -> [Policy] {
        let now = dependencies.now()
        let edition = rules.edition
        return Set(edition.history.policies.map(\.region)).sorted().compactMap { region in
            edition.policy(governing: region, at: now).flatMap { $0.region == region ? $0 : nil }
        }
    }

    /// The policy that governs a region now; nil where none does.
    public func place(governing region: RegionCode) -> Policy? {
        rules.edition.policy(governing: region, at: dependencies.now())
    }

    /// The policies that govern the caller's persons now, each once, in the order of the persons.
    ///
    /// - Throws: `unavailable`.
    public func places(of caller: Caller) async throws(Problem) -> [Policy] {
        let now = dependencies.now()
        var places: [Policy] = []
        for person in try await ask({ try await store.people(of: caller.account) }) {
            guard let policy = policy(of: person, at: now), !places.contains(where: { $0.name == policy.name }) else {
                continue
            }
            places.append(policy)
        }
        return places
    }

    /// What a person's place asks them to declare now.
    ///
    /// - Throws: `noSuchPerson`.
    public func declarationAsked(
        of id: PersonID, by caller: Caller
    ) async throws(Problem) -> DeclarationAsked {
        let now = dependencies.now()
        let person = try await held(id, by: caller)
        let policy = policy(of: person, at: now)
        let history = rules.edition.history
        let travel = policy?.options.travel.filter { demand in
            demand.interval.until > now && history.isLike(demand.from, person.region, at: now)
        }
        return DeclarationAsked(
            form: form(of: person, at: now), place: policy?.place ?? ColourText.nowhere,
            travel: travel?.map(\.advice) ?? [])
    }

    /// Refuses where a person's place takes check-ins at another time only.
    ///
    /// - Throws: `noSuchPerson`, `checkInNotAsked`.
    public func requireCheckIns(of id: PersonID, by caller: Caller) async throws(Problem) {
        try requireCheckIns(of: try await held(id, by: caller), at: dependencies.now())
    }

    /// Where a pack names the time of check-ins, none is taken outside of it. Where nobody is asked for any, a check-in
    /// is taken all the same: what somebody reports of a fever is not turned away.
    func requireCheckIns(of person: Person, at now: Instant) throws(Problem) {
        guard let policy = policy(of: person, at: now), let window = policy.options.checkIns,
            !window.contains(now)
        else { return }
        let day = { (instant: Instant) in CivilDate(of: instant, in: policy.offset).description }
        throw Problem(
            .checkInNotAsked,
            parameters: [
                "place": policy.place.parameter,
                "from": window.from == .distantPast ? "" : day(window.from),
                "until": window.until == .distantFuture ? "" : day(window.until.advanced(bySeconds: -1)),
            ])
    }

    /// The policy of the place in which a person lives; where none governs there, the one that still decides for them.
    func policy(of person: Person, at now: Instant) -> Policy? {
        let edition = rules.edition
        return edition.policy(governing: person.region, at: now)
            ?? person.assignment.flatMap { edition.policy($0.policy)?.policy }
    }

    func form(of person: Person, at now: Instant) -> DeclarationForm {
        policy(of: person, at: now)?.options.form ?? DeclarationForm()
    }
}

extension HealthCode {
    /// The names of the codes and certificates of others that count at a point now (HB-10, HB-16).
    public func recognisedCodes(at point: Point) -> [LocalizedText] {
        let now = dependencies.now()
        let history = rules.edition.history
        guard let policy = rules.edition.policy(governing: point.region, at: now) else { return [] }
        return policy.options.recognised.filter { code in
            code.interval.contains(now) && history.isLike(code.point, point.region, at: now)
        }.map(\.name)
    }
}
