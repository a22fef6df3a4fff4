public import HealthCodeCore
internal import HealthCodePacks

/// A pack as somebody is writing it: what is wrong with it, what its scenarios come to, and what it changes.
public struct Draft: Sendable {
    /// Something that is wrong in one of the two texts.
    public struct Mistake: Hashable, Sendable {
        /// Whether it is in the pack, and not in its scenarios.
        public var isInPack: Bool
        /// Line and column in characters, counted from 1.
        public var line: Int
        public var column: Int
        public var message: LocalizedText
    }

    /// What stands against proposing a pack that has no mistake.
    public enum Objection: String, Hashable, Sendable, CaseIterable {
        /// It would take effect at an instant that is past.
        case past
        /// A pack of its region and version is published.
        case published
        /// Its region is not in the register.
        case unknownRegion = "unknown_region"
        /// Its region is not at or under one that whoever writes it administers.
        case elsewhere
    }

    /// Nil where the text has mistakes.
    var pack: Pack?
    /// What is wrong, in the order of each text.
    public var mistakes: [Mistake]
    /// What the scenarios came to, to be read whole; nil where there are none, or mistakes.
    public var scenarioReport: LocalizedText?
    /// Whether all scenarios came out as expected.
    public var scenariosPassed = true
    /// The pack that governs the region when this one begins; nil where none does.
    public var inForce: PublishedPack?
    /// What changes of the one in force, in rules, options, and people of the scenarios; nil where none is in force.
    public var changes: DraftChanges?
    /// What changes of the text of the one in force, line by line.
    public var difference: [LineDifference]

    /// What stands against proposing it though it is sound.
    public var objections: [Objection] = []

    /// Whether it reads without a mistake, and its scenarios come out as expected.
    public var isSound: Bool { pack != nil && mistakes.isEmpty && scenariosPassed }
    /// Whether it can be proposed.
    public var isReady: Bool { isSound && objections.isEmpty }
    /// Whether nothing shows that it does what it should: it has rules, and no scenario.
    public var isUntried: Bool { isSound && scenarioReport == nil && pack?.policy.rules.isEmpty == false }

    /// The pack of a text; nil where it has mistakes.
    static func pack(in text: String) -> Pack? { try? Pack(yaml: text) }
}

/// One line of a text, beside another text.
public struct LineDifference: Hashable, Sendable {
    /// What became of the line.
    public enum Change: String, Hashable, Sendable {
        case kept, added, removed
    }

    public var change: Change
    public var text: String

    /// All lines of both texts in their order; of a place that changed, what was removed before what was added.
    static func between(_ old: String, _ new: String) -> [LineDifference] {
        let (old, new) = (lines(of: old), lines(of: new))
        let changes = new.difference(from: old)
        let removed = Set(changes.removals.map(\.offset))
        let added = Set(changes.insertions.map(\.offset))
        var result: [LineDifference] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if left < old.count, removed.contains(left) {
                result.append(LineDifference(change: .removed, text: old[left]))
                left += 1
            } else if right < new.count, added.contains(right) {
                result.append(LineDifference(change: .added, text: new[right]))
                right += 1
            } else {
                result.append(LineDifference(change: .kept, text: new[right]))
                left += 1
                right += 1
            }
        }
        return result
    }

    private static func lines(of text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map(String.init)
    }
}

extension CollectionDifference.Change {
    fileprivate var offset: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}

extension HealthCode {
    /// Reads a pack that somebody is writing, runs its scenarios, compares it with the one in force, and says what stands
    /// against proposing it.
    ///
    /// - Parameter caller: who would propose it; nil where that is not known.
    /// - Throws: `unavailable`.
    public func draft(
        _ text: String, scenarios: String = "", by caller: Caller? = nil
    ) async throws(Problem) -> Draft {
        var draft = Draft(pack: nil, mistakes: [], inForce: nil, difference: [])
        var told: [Scenarios] = []
        do throws(Mistakes) {
            let pack = try Pack(yaml: text)
            draft.pack = pack
            draft.inForce = rules.edition.published(before: pack.policy)
            draft.difference = LineDifference.between(draft.inForce?.text ?? "", text)
            if scenarios.contains(where: { !$0.isWhitespace }) {
                told = [try Scenarios(yaml: scenarios, of: pack.policy)]
                let report = ScenarioReport(of: told[0], under: pack.policy)
                draft.scenarioReport = LocalizedText(
                    simplifiedChinese: report.text(.simplifiedChinese), english: report.text(.english))
                draft.scenariosPassed = report.passed
            }
        } catch {
            let isInPack = draft.pack == nil
            draft.mistakes = error.list.map {
                Draft.Mistake(isInPack: isInPack, line: $0.line, column: $0.column, message: $0.text)
            }
        }
        if let pack = draft.pack, let inForce = draft.inForce.flatMap({ Draft.pack(in: $0.text) }) {
            draft.changes = try await changes(from: inForce, to: pack, told)
        }
        if let policy = draft.pack?.policy { draft.objections = try await objections(to: policy, by: caller) }
        return draft
    }

    private func objections(to policy: Policy, by caller: Caller?) async throws(Problem) -> [Draft.Objection] {
        var objections: [Draft.Objection] = []
        if policy.since < dependencies.now() { objections.append(.past) }
        if rules.edition.published.contains(where: { $0.name == policy.name }) { objections.append(.published) }
        if try await ask({ try await store.region(policy.region) }) == nil { objections.append(.unknownRegion) }
        if let caller, try !administering(caller).contains(where: { $0.region.contains(policy.region) }) {
            objections.append(.elsewhere)
        }
        return objections
    }
}
