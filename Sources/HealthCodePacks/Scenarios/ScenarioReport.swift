public import HealthCodeCore

/// What came of running the scenarios of a pack.
public struct ScenarioReport: Hashable, Sendable {
    /// What a person had at an instant, beside what they must have.
    public struct Outcome: Hashable, Sendable {
        public var expected: Scenario.Expectation
        /// Nil where there was no code.
        public var colour: Colour?
        public var rule: String?

        /// Whether the colour, and the rule where one is named, are as expected.
        public var passed: Bool {
            expected.colour == colour && (expected.rule == nil || expected.rule == rule)
        }
    }

    /// One person with what came of each expectation.
    public struct Case: Hashable, Sendable {
        public var scenario: Scenario
        public var outcomes: [Outcome]

        /// Whether all is as expected.
        public var passed: Bool { outcomes.allSatisfy(\.passed) }
    }

    /// One sentence of the notice with its people.
    public struct Section: Hashable, Sendable {
        public var sentence: Scenarios.Sentence
        public var cases: [Case]
    }

    /// The policy that was tried.
    public var policy: Policy
    /// Others that were in force beside it.
    public var others: [Policy]
    public var sections: [Section]

    /// Runs the scenarios under a policy.
    public init(of scenarios: Scenarios, under policy: Policy) {
        self.policy = policy
        others = scenarios.others
        var ready: [[RegionNotice]: FileDecisions] = [:]
        sections = scenarios.sentences.map { sentence in
            let cases = sentence.people.map { scenario in
                let notices = scenario.notices
                let decisions =
                    ready[notices]
                    ?? FileDecisions(
                        policy, and: scenarios.others, notices: RegionNotices(notices))
                ready[notices] = decisions
                return Case(scenario: scenario, outcomes: ScenarioReport.outcomes(of: scenario, decisions))
            }
            return Section(sentence: sentence, cases: cases)
        }
    }

    /// Whether every person has every colour as expected.
    public var passed: Bool { sections.allSatisfy { $0.cases.allSatisfy(\.passed) } }

    private static func outcomes(of scenario: Scenario, _ decisions: FileDecisions) -> [Outcome] {
        let timeline = decisions.timeline(home: scenario.home, facts: scenario.facts)
        return scenario.expectations.map { expected in
            let rule = timeline.assignment(at: expected.at)?.rule
            return Outcome(expected: expected, colour: rule?.colour, rule: rule?.id)
        }
    }
}
