/// Derived events: rows of check-ins and of tests.
extension Evaluation {
    /// Visits every run of so many civil days in a row, each with a check-in and with none that is not clean. Runs
    /// overlap: of eight such days the last seven are a streak of seven as well as the first.
    func eachStreak(of days: Int64, _ visit: (Occurrence) -> Void) {
        guard days > 0, subject.kinds.contains(.checkIn) else { return }
        var run: Int64 = 0
        var last: CivilDate?
        var allClean = true
        func close(_ day: CivilDate) {
            run = allClean ? run + 1 : 0
            guard run >= days else { return }
            let end = day.advanced(byDays: 1).midnight(in: offset)
            let counted = day.advanced(byDays: 1 - days).midnight(in: offset)
            visit(Occurrence(fact: nil, start: end, end: .distantFuture, counted: counted))
        }
        for fact in subject.facts where fact.kind == .checkIn {
            let day = CivilDate(of: fact.from, in: offset)
            if let last, last != day {
                close(last)
                if last.advanced(byDays: 1) != day { run = 0 }
                allClean = true
            }
            last = day
            if case .answers(let answers) = fact.detail, !isClean(answers) { allClean = false }
        }
        if let last { close(last) }
    }

    /// Visits, for every negative test that begins one, the row of so many of them, at the report that completes it.
    ///
    /// From a test the row goes on to the next negative one, by its sampling, that lies far enough from the one before.
    /// No choice of others would be complete earlier or be broken less, among the tests known at a time.
    func eachRow(
        of count: Int64, _ methods: Choices, apart: Span?, _ visit: (Occurrence) -> Void
    ) {
        guard count > 0, subject.kinds.contains(.test) else { return }
        let tests = sampledTests(by: methods)
        let reports = tests.map(\.reported).sorted()
        for first in tests where first.isNegative {
            for report in reports where report >= first.reported {
                guard let last = last(of: count, from: first, among: tests, knownAt: report, apart: apart) else {
                    continue
                }
                let isBroken = tests.contains { test in
                    !test.isNegative && test.reported <= report && first.sampled <= test.sampled
                        && test.sampled <= last
                }
                if isBroken { continue }
                visit(Occurrence(fact: nil, start: report, end: .distantFuture, counted: first.sampled))
                break
            }
        }
    }

    /// When the last of so many negative tests in a row was sampled, of those reported by an instant.
    private func last(
        of count: Int64, from first: SampledTest, among tests: [SampledTest], knownAt report: Instant, apart: Span?
    ) -> Instant? {
        var last = first.sampled
        var left = count - 1
        for test in tests where left > 0 && test.isNegative && test.reported <= report {
            guard test.sampled > last, test.sampled >= later(last, by: apart) else { continue }
            last = test.sampled
            left -= 1
        }
        return left == 0 ? last : nil
    }

    /// The tests by one of the methods, in the order of their sampling.
    private func sampledTests(by methods: Choices) -> [SampledTest] {
        subject.facts.compactMap { fact in
            guard fact.kind == .test, case .test(let detail) = fact.detail, methods.contains(detail.method) else {
                return nil
            }
            return SampledTest(
                sampled: fact.counted, reported: fact.from, isNegative: detail.result == .negative)
        }.sorted { $0.sampled < $1.sampled }
    }
}

/// A test as one of a row.
private struct SampledTest {
    var sampled: Instant
    var reported: Instant
    var isNegative: Bool
}
