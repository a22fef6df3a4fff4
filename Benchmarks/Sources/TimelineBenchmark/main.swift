import HealthCodeCore

// Timelines per second on one core under Hubei's rules of 1 April 2020: by the rules as data, and the same written by
// hand, verified to give the same timelines. Run one after the other in turns, so that both meet the same machine.

/// A timeline is made and every assignment of it read.
func byRules(_ person: Subject) -> Int64 {
    let timeline = timeline(of: person, under: Hubei.history)
    var sum: Int64 = 0
    for index in timeline.indices {
        let assignment = timeline[index]
        sum &+= assignment.interval.from.seconds &+ (assignment.colour == .green ? 1 : 0)
    }
    return sum
}

func withGrounds(_ person: Subject) -> Int64 {
    let timeline = timeline(of: person, under: Hubei.history)
    return timeline.reduce(0) { $0 &+ Int64(timeline.grounds(of: $1).count) }
}

/// The colour at a late instant, with why and why not, what comes and what can be done.
func explained(_ person: Subject) -> Int64 {
    let instant = person.start.advanced(bySeconds: 60 * 86_400)
    let explanation = explain(person, under: Hubei.history, at: instant)
    return Int64(explanation?.trials.reduce(explanation?.remedies.count ?? 0) { $0 + $1.grounds.count } ?? 0)
}

/// How many of these people a second each work is done for. All of them are gone through in short stretches, several
/// times over, and of each stretch the best time counts, so that what else the machine does matters little.
func rates(_ people: [Subject], _ works: [(Subject) -> Int64]) -> (rates: [Double], sum: Int64) {
    var times = works.map { _ in Duration.zero }
    var sum: Int64 = 0
    for start in stride(from: 0, to: people.count, by: 2_000) {
        let stretch = people[start..<min(start + 2_000, people.count)]
        var best = works.map { _ in Duration.seconds(3_600) }
        for _ in 0..<9 {
            for (index, work) in works.enumerated() {
                let time = ContinuousClock().measure {
                    for person in stretch { sum &+= work(person) }
                }
                best[index] = min(best[index], time)
            }
        }
        for index in works.indices { times[index] += best[index] }
    }
    return (times.map { Double(people.count) / ($0 / .seconds(1)) }, sum)
}

struct Disagreement: Error {
    var person: Subject
}

/// Checks that the rules and the hand give everybody the same timeline.
func compare(_ people: [Subject]) throws(Disagreement) {
    for person in people {
        let steps = timeline(of: person, under: Hubei.history).map { assignment in
            let rule = Hubei.policy.rules.firstIndex { $0.id == assignment.rule.id }
            return ByHand.Step(from: assignment.interval.from, rule: rule ?? -1)
        }
        if steps != ByHand.timeline(person) { throw Disagreement(person: person) }
    }
}

func column(_ text: String, _ width: Int = 14) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
}

/// The number with two decimals.
func decimal(_ number: Double) -> String {
    let hundredths = Int(number * 100 + 0.5)
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
}

/// What is measured, each for one person; the sums keep the work from being left out.
let works: [(title: String, work: (Subject) -> Int64)] = [
    ("by rules", byRules),
    ("by hand", { ByHand.timeline($0).reduce(0) { $0 &+ $1.from.seconds &+ ($1.rule == 6 ? 1 : 0) } }),
    ("facts unread", { byRules(Subject(start: $0.start, region: $0.region, facts: $0.facts)) }),
    ("with grounds", withGrounds), ("explained", explained),
]

var population = Population()
let groups: [(name: String, people: [Subject])] = [
    ("no facts", population.people(100_000, with: 0...0)),
    ("1 to 3 facts", population.people(100_000, with: 1...3)),
    ("4 to 12 facts", population.people(50_000, with: 4...12)),
    ("mix 85/12/3", population.mixed(200_000)),
]
print("million timelines a second on one core")
print(column("") + works.map { column($0.title) }.joined() + column("rules/hand"))
for (name, people) in groups {
    try compare(people)
    let (rates, sum) = rates(people, works.map(\.work))
    let figures = rates.map { decimal($0 / 1_000_000) } + [decimal(rates[0] / rates[1])]
    // The sum is asked for, so that the compiler can leave no work out.
    if sum != .min { print(column(name) + figures.map { column($0) }.joined()) }
}
