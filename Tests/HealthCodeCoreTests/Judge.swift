import HealthCodeCore

/// A second evaluator, slow and plain: it judges one instant at a time straight from the definitions and shares no
/// evaluation code with the product. It has no sets of intervals; where the product computes, it tries.
struct Judge {
    let start: Instant
    let region: RegionCode
    let facts: [Fact]
    let policies: [Policy]
    let notices: [RegionNotice]

    init(start: Instant, region: RegionCode, facts: [Fact], policies: [Policy], notices: [RegionNotice]) {
        self.start = start
        self.region = region
        self.policies = policies
        self.notices = notices
        self.facts = Judge.withRealEnds(facts)
    }

    /// Leaves out what never holds, and ends declarations and residences where the next begins.
    private static func withRealEnds(_ said: [Fact]) -> [Fact] {
        let held = said.filter { !$0.kind.isState || $0.from < ($0.until ?? .distantFuture) }
        return held.compactMap { fact in
            var fact = fact
            if !fact.kind.isState { fact.until = nil }
            guard fact.kind == .declaration || fact.kind == .residence else { return fact }
            for next in held where next.kind == fact.kind && (next.from, next.id) > (fact.from, fact.id) {
                fact.until = min(fact.until ?? .distantFuture, next.from)
            }
            return fact.from < (fact.until ?? .distantFuture) ? fact : nil
        }
    }

    /// The id of the rule that decides at the instant.
    func rule(at instant: Instant) -> String? {
        guard instant >= start, let policy = governing(at: instant) else { return nil }
        let inquiry = Inquiry(judge: self, policy: policy)
        return policy.rules.dropLast().first { inquiry.holds($0.condition, at: instant) }?.id ?? policy.rules.last?.id
    }

    /// The homes begun by the instant, the present one first.
    func homes(at instant: Instant) -> [RegionCode] {
        let moves = facts.filter { $0.kind == .residence && $0.from <= instant && $0.region != nil }
        return moves.sorted { ($0.from, $0.id) > ($1.from, $1.id) }.compactMap(\.region) + [region]
    }

    private func governing(at instant: Instant) -> Policy? {
        for home in homes(at: instant) {
            var best: Policy?
            for policy in policies where isInForce(policy, at: instant) && policy.region.contains(home) {
                guard let other = best else {
                    best = policy
                    continue
                }
                let isNearer = other.region != policy.region && other.region.contains(policy.region)
                if isNearer || (other.region == policy.region && policy.since >= other.since) { best = policy }
            }
            if let best { return best }
        }
        return nil
    }

    private func isInForce(_ policy: Policy, at instant: Instant) -> Bool {
        let isReplaced = policies.contains { other in
            other.since > policy.since && other.since <= instant
                && other.replaces.contains { $0.contains(policy.region) }
        }
        return policy.since <= instant && !isReplaced
    }

    func isLike(_ region: RegionCode, _ place: Place, at instant: Instant) -> Bool {
        if !place.inside.isEmpty && !place.inside.contains(where: { $0.contains(region) }) { return false }
        if place.outside.contains(where: { $0.contains(region) }) { return false }
        if !place.risk.isEmpty && !place.risk.contains(risk(of: region, at: instant)) { return false }
        if let closed = place.closed, closed != isClosed(region, at: instant) { return false }
        return true
    }

    private func risk(of region: RegionCode, at instant: Instant) -> RiskLevel {
        var node: RegionCode? = region
        while let here = node {
            var said: (level: RiskLevel, known: Instant)?
            for notice in notices where notice.region == here && notice.interval.contains(instant) {
                if case .risk(let level) = notice.what, notice.known >= said?.known ?? .distantPast {
                    said = (level, notice.known)
                }
            }
            if let said { return said.level }
            node = above(here)
        }
        return .low
    }

    private func above(_ region: RegionCode) -> RegionCode? {
        region.parent ?? (region == .country ? nil : .country)
    }

    private func isClosed(_ region: RegionCode, at instant: Instant) -> Bool {
        sequence(first: region, next: above).contains { here in
            var said: (isClosed: Bool, known: Instant) = (false, .distantPast)
            for notice in notices where notice.region == here && notice.interval.contains(instant) {
                guard notice.what == .closed || notice.what == .open, notice.known >= said.known else { continue }
                said = (notice.what == .closed, notice.known)
            }
            return said.isClosed
        }
    }
}

/// The judge with a policy in hand.
struct Inquiry {
    let judge: Judge
    let policy: Policy

    func holds(_ condition: Condition, at instant: Instant) -> Bool {
        switch condition {
        case .always: true
        case .all(let parts): parts.allSatisfy { holds($0, at: instant) }
        case .any(let parts): parts.contains { holds($0, at: instant) }
        case .not(let part): !holds(part, at: instant)
        case .unless(let part, let other): holds(part, at: instant) && !holds(other, at: instant)
        case .dated(let from, let until): from <= instant && instant < until
        case .residence(let place, let linger): lived(in: place, until: instant, linger)
        case .lapse(let pattern, let span):
            lapsed(found(pattern), span, at: instant)
        case .facts(let spans): found(spans.pattern, from: spans.anchor).contains { covers($0, spans, instant) }
        }
    }

    private func lapsed(_ found: [Found], _ span: Span, at instant: Instant) -> Bool {
        instant >= later(judge.start, span)
            && found.filter { $0.start <= instant }.allSatisfy { instant >= later($0.counted, span) }
    }

    /// Goes back from the instant, turn by turn, to the last time at which the person lived in such a place.
    private func lived(in place: Place, until instant: Instant, _ linger: Span?) -> Bool {
        let turns = judge.notices.flatMap { [$0.interval.from, $0.interval.until] } + judge.facts.map(\.from)
        var end: Instant?
        for turn in (turns + [.distantPast, instant]).filter({ $0 <= instant }).sorted(by: >) {
            if judge.isLike(judge.homes(at: turn)[0], place, at: turn) {
                return end.map { instant < later($0, linger) } ?? true
            }
            end = turn
        }
        return false
    }

    private func covers(_ found: Found, _ spans: FactSpans, _ instant: Instant) -> Bool {
        guard let anchor = spans.anchor == .end ? found.end : found.start else { return false }
        let origin = spans.anchor == .onset ? found.counted : anchor
        if spans.anchor == .onset && instant < found.start { return false }
        if instant < later(origin, spans.after) { return false }
        if spans.anchor != .end, let end = found.end, instant >= later(end, spans.linger) { return false }
        if let length = spans.length {
            let counted = spans.anchor == .end ? anchor : found.counted
            if instant >= later(later(counted, spans.after), length) { return false }
        }
        return !spans.until.contains { ender in
            self.found(ender.pattern).contains { other in
                other.start > anchor && other.start <= instant
                    && (ender.atLeast.map { other.counted >= later(origin, $0) } ?? begins(other, ender, anchor))
            }
        }
    }

    /// Whether a row begins late enough to end what is anchored here.
    private func begins(_ row: Found, _ ender: Ender, _ anchor: Instant) -> Bool {
        switch ender.pattern.subject {
        case .kinds: true
        case .streak: CivilDate(of: row.counted, in: policy.offset) >= CivilDate(of: anchor, in: policy.offset)
        case .negativeTests: row.counted >= anchor
        }
    }

    func later(_ instant: Instant, _ span: Span?) -> Instant {
        guard let span else { return instant }
        return instant.advanced(by: span, in: policy.offset)
    }
}
