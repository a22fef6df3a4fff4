/// From this instant on, until the next step, a rule decides.
struct Step: Sendable {
    var from: Instant
    var decision: Decision
}

/// A rule by its place in a history, with its colour at hand.
struct Decision: Hashable, Sendable {
    var policy: Int
    var rule: Int
    var colour: Colour
}

/// A stretch of time, until the next reign, that one policy governs.
struct Reign: Sendable {
    var from: Instant
    /// By its place in the history.
    var policy: Int
    /// The colours of its rules.
    var colours: [Colour]
    /// When each of its rules but the last holds of people without facts in one area; nil for people who move.
    var plain: [IntervalSet]?
}

extension [Reign] {
    /// The steps along the reigns from an instant on, given when the rules of each hold.
    func steps(from start: Instant, times: (Reign) -> [IntervalSet]) -> [Step] {
        var steps: [Step] = []
        for index in indices {
            let until = index + 1 < count ? self[index + 1].from : .distantFuture
            if until <= start { continue }
            let interval = Interval(from: Swift.max(self[index].from, start), until: until)
            steps.follow(times(self[index]), of: self[index], in: interval)
        }
        return steps
    }
}

extension [Step] {
    /// Goes along an interval from change to change; at each instant the first rule that holds decides, else the last.
    fileprivate mutating func follow(_ times: [IntervalSet], of reign: Reign, in interval: Interval) {
        var from = interval.from
        while from < interval.until {
            var rule = 0
            var until = interval.until
            while rule < times.count {
                let state = times[rule].state(at: from)
                until = Swift.min(until, state.until)
                if state.holds { break }
                rule += 1
            }
            let decision = Decision(policy: reign.policy, rule: rule, colour: reign.colours[rule])
            if last?.decision != decision { append(Step(from: from, decision: decision)) }
            from = until
        }
    }
}
