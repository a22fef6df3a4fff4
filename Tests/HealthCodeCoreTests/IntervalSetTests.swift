import HealthCodeCore
import Testing

@Suite("The algebra of interval sets, over random sets")
struct IntervalSetTests {
    /// Sets over a short stretch of time, so that ends often meet, with both ends of time now and then.
    private func set(_ random: inout Seeded) -> IntervalSet {
        IntervalSet(
            random.some(0...6) { random in
                let from = random.number(-20...20)
                return Interval(
                    from: random.once(in: 12) ? .distantPast : Instant(seconds: Int64(from)),
                    until: random.once(in: 12) ? .distantFuture : Instant(seconds: Int64(from + random.number(-2...9))))
            })
    }

    private func forRandomSets(_ law: (IntervalSet, IntervalSet, IntervalSet) -> Bool) -> Bool {
        var random = Seeded(2)
        return (0..<4_000).allSatisfy { _ in law(set(&random), set(&random), set(&random)) }
    }

    private let all = IntervalSet.everything
    private let none = IntervalSet.nothing

    @Test("Union and intersection are commutative")
    func commutative() {
        #expect(forRandomSets { a, b, _ in a.union(b) == b.union(a) && a.intersection(b) == b.intersection(a) })
    }

    @Test("Union and intersection are associative")
    func associative() {
        #expect(
            forRandomSets { a, b, c in
                a.union(b).union(c) == a.union(b.union(c))
                    && a.intersection(b).intersection(c) == a.intersection(b.intersection(c))
            })
    }

    @Test("Each distributes over the other")
    func distributive() {
        #expect(
            forRandomSets { a, b, c in
                a.intersection(b.union(c)) == a.intersection(b).union(a.intersection(c))
                    && a.union(b.intersection(c)) == a.union(b).intersection(a.union(c))
            })
    }

    @Test("Both are idempotent, and each absorbs the other")
    func idempotent() {
        #expect(
            forRandomSets { a, b, _ in
                a.union(a) == a && a.intersection(a) == a && a.union(a.intersection(b)) == a
                    && a.intersection(a.union(b)) == a
            })
    }

    @Test("De Morgan's laws hold")
    func deMorgan() {
        #expect(
            forRandomSets { a, b, _ in
                a.union(b).complement() == a.complement().intersection(b.complement())
                    && a.intersection(b).complement() == a.complement().union(b.complement())
            })
    }

    @Test("A set and its complement make everything, share nothing, and the complement's complement is the set")
    func complement() {
        #expect(
            forRandomSets { a, _, _ in
                a.union(a.complement()) == all && a.intersection(a.complement()) == none
                    && a.complement().complement() == a
            })
    }

    @Test("Nothing and everything are neutral and absorbing")
    func bounds() {
        #expect(
            forRandomSets { a, _, _ in
                a.union(none) == a && a.intersection(all) == a && a.union(all) == all && a.intersection(none) == none
            })
    }

    @Test("Subtraction leaves what is in the one and not in the other")
    func subtraction() {
        #expect(
            forRandomSets { a, b, _ in
                a.subtracting(b) == a.intersection(b.complement()) && a.subtracting(b).intersection(b) == none
                    && a.subtracting(b).union(a.intersection(b)) == a
            })
    }

    @Test("Every operation says of every instant what logic says")
    func pointwise() {
        let instants = (-24...32).map { Instant(seconds: $0) } + [.distantPast, Instant(seconds: .max - 1)]
        #expect(
            forRandomSets { a, b, _ in
                instants.allSatisfy { instant in
                    let (inA, inB) = (a.contains(instant), b.contains(instant))
                    return a.union(b).contains(instant) == (inA || inB)
                        && a.intersection(b).contains(instant) == (inA && inB)
                        && a.complement().contains(instant) == !inA
                        && a.subtracting(b).contains(instant) == (inA && !inB)
                }
            })
    }

    @Test("Sets stay in order, with no interval empty and no two touching")
    func form() {
        #expect(
            forRandomSets { a, b, c in
                [a, a.union(b), a.intersection(c), a.complement(), b.subtracting(c)].allSatisfy { set in
                    set.intervals.allSatisfy { !$0.isEmpty }
                        && zip(set.intervals, set.intervals.dropFirst()).allSatisfy { $0.until < $1.from }
                }
            })
    }

    @Test("An interval inserted in any order gives the same set, and clipping is intersection with one interval")
    func insertion() {
        #expect(
            forRandomSets { a, b, _ in
                var inserted = a
                for interval in b.intervals.reversed() { inserted.insert(interval) }
                let window = Interval(from: Instant(seconds: -7), until: Instant(seconds: 9))
                return inserted == a.union(b) && a.clipped(to: window) == a.intersection(IntervalSet(window))
            })
    }

    @Test("An interval holds its first instant and not its last")
    func halfOpen() {
        let interval = Interval(from: Instant(seconds: 1), until: Instant(seconds: 3))
        #expect(!interval.contains(Instant(seconds: 0)))
        #expect(interval.contains(Instant(seconds: 1)))
        #expect(interval.contains(Instant(seconds: 2)))
        #expect(!interval.contains(Instant(seconds: 3)))
    }
}
