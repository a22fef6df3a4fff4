internal import HealthCodeCore

/// What a place allows a holder at a point, by its pack (WH-13): worked out once for a check or a pass.
struct Allowance: Sendable {
    let colour: Colour
    let advice: LocalizedText
    /// The first case that fits; nil where none does, and nobody passes.
    let passage: Passage?
    /// Whether a test is asked for of which the holder has none that will do.
    let lacksTest: Bool
    let travel: TravelView?
    /// Whether nobody passes whose temperature was not taken.
    let asksTemperature: Bool
    /// The temperature must be below this.
    let temperatureLimit: Temperature
    let agedCodePasses: Bool
    /// The civil time of the place.
    let offset: UTCOffset

    /// Whether the holder passes, without fever.
    var passes: Bool { (passage?.isAllowed ?? false) && !lacksTest }
    /// Whether a temperature must be taken before the holder passes.
    var takesTemperature: Bool { passes && asksTemperature }

    /// What the holder must still bring, or the collector take.
    var needs: [String] { lacksTest ? ["test"] : takesTemperature ? ["temperature"] : [] }
    /// The tests of which one is missing.
    var lacks: LocalizedText? { lacksTest ? passage.map { PlaceText.words($0.tests) } : nil }

    /// Why a crossing is allowed or not.
    func reason(_ temperature: Temperature?, isAged: Bool) -> PassReason {
        if let temperature, temperature >= temperatureLimit { return .fever }
        guard let passage, passage.isAllowed else { return .colour }
        if lacksTest { return .testMissing }
        if isAged && !agedCodePasses { return .aged }
        if asksTemperature && temperature == nil { return .temperatureMissing }
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

    /// - Parameter customs: the policy of the place; nil where none governs, and nobody passes.
    private func allowance(
        of colour: Colour, under customs: Policy?, from home: RegionCode, at point: Point, tests: [Fact], now: Instant
    ) -> Allowance {
        guard let customs else {
            return Allowance(
                colour: colour, advice: ColourText.waiting, passage: nil, lacksTest: false, travel: nil,
                asksTemperature: true, temperatureLimit: .feverLimit, agedCodePasses: false, offset: .china)
        }
        let history = rules.edition.history
        let passage = history.passage(of: colour, under: customs, point: point.region, home: home, at: now)
        let travel = history.travelDemand(under: customs, from: home, to: point.region, at: now)
        let isMet = { (demands: [TestDemand]) in
            demands.contains { demand in tests.contains { demand.isMet(by: $0, at: now, in: customs.offset) } }
        }
        let asked = passage.map { $0.isAllowed ? $0.tests : [] } ?? []
        return Allowance(
            colour: colour, advice: customs.options.meanings[colour]?.advice ?? ColourText.waiting, passage: passage,
            lacksTest: !asked.isEmpty && !isMet(asked),
            travel: travel.map { TravelView(advice: $0.advice, isMet: $0.tests.isEmpty ? nil : isMet($0.tests)) },
            asksTemperature: customs.options.temperatureAtCheckpoint,
            temperatureLimit: passage?.temperatureLimit ?? customs.feverLimit,
            agedCodePasses: customs.options.agedCodePasses, offset: customs.offset)
    }

    /// The tests of a person that stand.
    private func testFacts(of person: Person) async throws(Problem) -> [Fact] {
        guard person.kinds.contains(FactKind.test) else { return [] }
        let facts = try await ask { try await store.notedFacts(of: person.id, kinds: FactKinds([.test])) }
        return facts.filter { !$0.retracted }.map(\.fact)
    }
}
