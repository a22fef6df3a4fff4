import HealthCodeCore

/// The people of scenarios, tried under two policies.
struct Trials {
    var changes: [PackDifference.PersonChange] = []
    /// How many people there were, each told once.
    var count = 0
    /// How many have the same colours by other rules.
    var byAnotherRule = 0

    init(_ old: Policy, _ new: Policy, scenarios: [Scenarios]) {
        let since = min(old.since, new.since)
        var tried: Set<Scenario> = []
        for file in scenarios {
            for sentence in file.sentences {
                for person in sentence.people where tried.insert(person.withoutExpectations).inserted {
                    let notices = RegionNotices(person.notices)
                    let lines = [old, new].map { policy in
                        var policy = policy
                        policy.since = since
                        return FileDecisions(policy, and: file.others, notices: notices)
                            .timeline(home: person.home, facts: person.facts)
                    }
                    take(person, sentence.cites, lines[0], lines[1], new.offset)
                }
            }
        }
        count = tried.count
    }

    private mutating func take(
        _ person: Scenario, _ cites: [String], _ before: Timeline, _ after: Timeline, _ offset: UTCOffset
    ) {
        var instants: [PackDifference.Outcome] = []
        var isByAnotherRule = false
        for expected in person.expectations {
            let (one, two) = (before.assignment(at: expected.at)?.rule, after.assignment(at: expected.at)?.rule)
            if one?.colour == two?.colour {
                isByAnotherRule = isByAnotherRule || one?.id != two?.id
                continue
            }
            instants.append(
                PackDifference.Outcome(
                    at: civil(expected.at, offset), before: PackDifference.Verdict(one?.colour, one?.id),
                    after: PackDifference.Verdict(two?.colour, two?.id)))
        }
        if !instants.isEmpty {
            changes.append(PackDifference.PersonChange(cites: cites, person: person.person, instants: instants))
        } else if isByAnotherRule {
            byAnotherRule += 1
        }
    }
}

extension Scenario {
    /// The person alone, so that one whom two files tell of with other expectations is tried once.
    fileprivate var withoutExpectations: Scenario {
        var person = self
        person.matches = true
        person.expectations = expectations.map {
            Expectation(at: $0.at, colour: nil, rule: nil, line: 0)
        }
        return person
    }
}

/// The place's own date and time: `2020-04-01 08:00:00`.
func civil(_ instant: Instant, _ offset: UTCOffset) -> String {
    String(instant.rfc3339(in: offset).prefix(19).replacing("T", with: " "))
}

/// A colour with its rule, or `no code`.
func described(_ colour: Colour?, _ rule: String?) -> String {
    guard let colour else { return "no code" }
    return rule.map { "\(colour.rawValue) (\($0))" } ?? colour.rawValue
}
