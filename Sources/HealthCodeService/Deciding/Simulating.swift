public import HealthCodeCore
public import HealthCodePacks

extension HealthCode {
    /// Runs a draft against the stored population without changing anything: the colour everybody would have under it
    /// beside the one that the rules in force give them. Newcomers are decided once a region, all others one by one.
    /// - Parameters:
    ///   - pack: the draft; it takes the place of a published one of its region and version.
    ///   - region: whose people are counted: who lives at or under it then. Nil for all whom the draft would govern.
    ///   - instant: when; nil for now, or for the draft's `since` where that is yet to come.
    ///   - listed: at most so many of those who would newly be red are named.
    ///   - progress: told the part that is done, from 0 to 1, now and then and from any thread; what it throws ends it.
    /// - Throws: `unavailable`, and what `progress` throws.
    public func simulate(
        _ pack: Pack, region: RegionCode? = nil, at instant: Instant? = nil, listed: Int = Simulation.listed,
        progress: @Sendable (Double) throws(Problem) -> Void = { _ in }
    ) async throws(Problem) -> Simulation {
        let now = dependencies.now()
        let at = instant ?? max(now, pack.policy.since)
        let edition = rules.edition
        let trial = Trial(
            change: PolicyChange(from: edition.history, to: edition.trying(pack).history, at: at),
            draft: pack.policy.name, region: region)
        return try await ask {
            var tally = TrialTally(listed: listed)
            var scanned: Set<RegionCode> = []
            for (region, people) in try await store.newcomers() {
                // Of an instant in the past nobody has counted how many had registered.
                if at < now || !tally.add(people, newcomersOf: region, trial) { scanned.insert(region) }
            }
            let rest = scanned
            try await eachStretch { numbers in
                let trial = trial.apart()
                var part = try await store.gather(TrialTally(listed: listed), subjects: numbers) {
                    part, person, subject in
                    part.add(person, subject, trial)
                }
                guard !rest.isEmpty else { return part }
                for newcomer in try await store.newcomers(in: numbers) where rest.contains(newcomer.region) {
                    part.add(newcomer.person, .newcomer(at: newcomer.registered, in: newcomer.region), trial)
                }
                return part
            } take: { part, numbers, last in
                tally.add(part)
                try progress(Double(numbers.upperBound) / Double(last))
            }
            try progress(1)
            return Simulation(at: at, rows: tally.rows, newlyRed: tally.newlyRed)
        }
    }
}

/// What a simulation compares.
private struct Trial: Sendable {
    var change: PolicyChange
    var draft: PolicyName
    /// Whose people are counted; nil for all whom the draft would govern.
    var region: RegionCode?

    /// The same for one of several workers.
    func apart() -> Trial {
        var copy = self
        copy.change = change.apart()
        return copy
    }

    func counts(_ home: RegionCode, governedBy policy: @autoclosure () -> PolicyName?) -> Bool {
        if let region { return region.contains(home) }
        return draft.region.contains(home) || policy() == draft
    }
}

/// What was counted of some of the people.
private struct TrialTally: Sendable {
    private static let colours = Colour.allCases
    private let listed: Int
    /// By county: for each colour before all those after.
    private var counts: [RegionCode: [Int]] = [:]
    private(set) var newlyRed: [Simulation.NewlyRed] = []

    init(listed: Int) {
        self.listed = listed
    }

    /// Counts a person who had registered by then.
    mutating func add(_ person: PersonID, _ subject: Subject, _ trial: Trial) {
        guard subject.start <= trial.change.after.instant else { return }
        let home = subject.home(at: trial.change.after.instant)
        guard trial.counts(home, governedBy: trial.change.after.verdict(on: subject)?.policy.name) else { return }
        let colours = trial.change.colours(of: subject)
        let (from, to) = (colours.before ?? .grey, colours.after ?? .grey)
        count(1, from, to, in: home)
        if to == .red, from != .red, newlyRed.count < listed {
            let rule = trial.change.after.verdict(on: subject)?.rule.id ?? ""
            newlyRed.append(.init(person: person, region: home, from: from, rule: rule))
        }
    }

    /// Counts the newcomers of a region all at once; false, and nothing counted, where they differ or are to be listed.
    mutating func add(_ people: Int, newcomersOf region: RegionCode, _ trial: Trial) -> Bool {
        var colours: [Colour] = []
        for verdict in [trial.change.before.sharedVerdict(in: region), trial.change.after.sharedVerdict(in: region)] {
            switch verdict {
            case .none: colours.append(.grey)
            case .same(let verdict): colours.append(verdict.colour)
            case .dependsOnRegistration: return false
            }
        }
        // Where people live whom the draft would govern, it governs newcomers too.
        guard trial.counts(region, governedBy: nil) else { return true }
        if colours[1] == .red, colours[0] != .red, listed > 0 { return false }
        count(people, colours[0], colours[1], in: region)
        return true
    }

    /// Adds what was counted of people whose numbers come later.
    mutating func add(_ other: TrialTally) {
        for (county, numbers) in other.counts {
            counts[county, default: Self.none].withUnsafeMutableBufferPointer { sums in
                for index in sums.indices { sums[index] += numbers[index] }
            }
        }
        let first = other.newlyRed.sorted { $0.person.number < $1.person.number }
        newlyRed += first.prefix(listed - newlyRed.count)
    }

    /// The counties in their order, without the moves that nobody makes.
    var rows: [Simulation.Row] {
        counts.sorted { $0.key < $1.key }.map { county, numbers in
            var moves: [Simulation.Move: Int] = [:]
            for (index, people) in numbers.enumerated() where people > 0 {
                let (from, to) = index.quotientAndRemainder(dividingBy: Self.colours.count)
                moves[Simulation.Move(from: Self.colours[from], to: Self.colours[to])] = people
            }
            return Simulation.Row(region: county, counts: moves)
        }
    }

    private static let none = Array(repeating: 0, count: colours.count * colours.count)

    private mutating func count(_ people: Int, _ from: Colour, _ to: Colour, in home: RegionCode) {
        counts[home.enclosing(.county), default: Self.none][from.place * Self.colours.count + to.place] += people
    }
}

extension Colour {
    /// Its place among all.
    fileprivate var place: Int {
        switch self {
        case .red: 0
        case .yellow: 1
        case .green: 2
        case .grey: 3
        }
    }
}
