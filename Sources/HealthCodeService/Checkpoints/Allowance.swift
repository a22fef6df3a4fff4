internal import HealthCodeCore

/// What a place allows a holder at a point, by its pack (WH-13): worked out once for a check or a pass.
struct Allowance: Sendable {
    let colour: Colour
    /// The policy of the place; nil where none governs, and nobody passes.
    let customs: Policy?
    /// The first case that fits.
    let passage: Passage?
    /// Whether a test is asked for of which the holder has none that will do.
    let lacksTest: Bool
    let travel: TravelView?

    /// Whether the holder passes, without fever.
    var passes: Bool { (passage?.isAllowed ?? false) && !lacksTest }
    /// Whether a temperature must be taken before the holder passes.
    var takesTemperature: Bool { passes && (customs?.options.temperatureAtCheckpoint ?? true) }
    /// The temperature must be below this.
    var temperatureLimit: Temperature { passage?.temperatureLimit ?? customs?.feverLimit ?? .feverLimit }
    var advice: LocalizedText { customs?.options.meanings[colour]?.advice ?? ColourText.waiting }

    /// What the holder must still bring, or the collector take.
    var needs: [String] { lacksTest ? ["test"] : takesTemperature ? ["temperature"] : [] }
    /// The tests of which one is missing.
    var lacks: LocalizedText? { lacksTest ? passage.map { PlaceText.words($0.tests) } : nil }

    /// Why a crossing is allowed or not.
    func reason(_ temperature: Temperature?, isAged: Bool) -> PassReason {
        if let temperature, temperature >= temperatureLimit { return .fever }
        guard let passage, passage.isAllowed, let customs else { return .colour }
        if lacksTest { return .testMissing }
        if isAged && !customs.options.agedCodePasses { return .aged }
        if customs.options.temperatureAtCheckpoint && temperature == nil { return .temperatureMissing }
        return .allowed
    }
}

extension HealthCode {
    /// What a colour allows a person at a point.
    ///
    /// - Throws: `unavailable`.
    func allowance(
        of colour: Colour, at point: Point, for person: Person, at now: Instant
    ) async throws(Problem) -> Allowance {
        let customs = customs(at: point, for: person, at: now)
        let history = rules.edition.history
        let wanted = customs.map { customs in
            (history.passage(of: colour, under: customs, point: point.region, home: person.region, at: now)?.tests ?? [])
                + (customs.options.travel.isEmpty ? [] : customs.options.travel.flatMap(\.tests))
        }
        let tests = wanted?.isEmpty ?? true ? [] : try await testFacts(of: person)
        return allowance(of: colour, under: customs, from: person.region, at: point, tests: tests, now: now)
    }

    /// What a colour allows a person of whose tests these stand.
    func allowance(
        of colour: Colour, at point: Point, for person: Person, tests: [Fact], at now: Instant
    ) -> Allowance {
        let customs = customs(at: point, for: person, at: now)
        return allowance(of: colour, under: customs, from: person.region, at: point, tests: tests, now: now)
    }

    /// What a colour allows a visitor, of whose tests nothing is known here but what they show.
    func allowance(
        ofVisitor colour: Colour, from home: RegionCode, at point: Point, tests: [Fact] = [], now: Instant
    ) -> Allowance {
        let customs = rules.edition.policy(governing: point.region, at: now)
        return allowance(of: colour, under: customs, from: home, at: point, tests: tests, now: now)
    }

    private func allowance(
        of colour: Colour, under customs: Policy?, from home: RegionCode, at point: Point, tests: [Fact], now: Instant
    ) -> Allowance {
        let history = rules.edition.history
        let passage = customs.flatMap {
            history.passage(of: colour, under: $0, point: point.region, home: home, at: now)
        }
        let travel = customs.flatMap { history.travelDemand(under: $0, from: home, to: point.region, at: now) }
        let isMet = { (demands: [TestDemand]) in
            demands.contains { demand in
                tests.contains { demand.isMet(by: $0, at: now, in: customs?.offset ?? .china) }
            }
        }
        let asked = passage.map { $0.isAllowed ? $0.tests : [] } ?? []
        return Allowance(
            colour: colour, customs: customs, passage: passage, lacksTest: !asked.isEmpty && !isMet(asked),
            travel: travel.map { TravelView(advice: $0.advice, isMet: $0.tests.isEmpty ? nil : isMet($0.tests)) })
    }

    /// The tests of a person that stand.
    private func testFacts(of person: Person) async throws(Problem) -> [Fact] {
        guard person.kinds.contains(FactKind.test) else { return [] }
        let facts = try await ask { try await store.notedFacts(of: person.id, kinds: FactKinds([.test])) }
        return facts.filter { !$0.retracted }.map(\.fact)
    }
}
