public import HealthCodeCore

/// What a draft pack would do to the people who are registered, tried without changing anything: each person's colour
/// at one instant under the rules in force, beside their colour then with the draft among them.
public struct Simulation: Hashable, Sendable {
    /// A colour and what it becomes; the same twice where it stays.
    public struct Move: Hashable, Sendable {
        public var from: Colour
        public var to: Colour

        public init(from: Colour, to: Colour) {
            self.from = from
            self.to = to
        }
    }

    /// The people of one county, or of a region that names no county, by what becomes of their colour.
    public struct Row: Hashable, Sendable {
        public var region: RegionCode
        /// How many people move so; a move that nobody makes may be missing.
        public var counts: [Move: Int]

        public init(region: RegionCode, counts: [Move: Int]) {
            self.region = region
            self.counts = counts
        }
    }

    /// Somebody whom the draft would turn red.
    public struct NewlyRed: Hashable, Sendable {
        public var person: PersonID
        /// Where they live.
        public var region: RegionCode
        public var from: Colour
        /// The draft's rule that decides, by its id.
        public var rule: String

        public init(person: PersonID, region: RegionCode, from: Colour, rule: String) {
            self.person = person
            self.region = region
            self.from = from
            self.rule = rule
        }
    }

    /// The instant whose colours are compared.
    public var at: Instant
    /// The regions where anybody lives, in the order of their codes.
    public var rows: [Row]
    /// The people who would newly be red, in the order of their ids: all of them, or the first `listed`.
    public var newlyRed: [NewlyRed]

    /// At most so many people are listed by name; the counts are of all.
    public static let listed = 10_000

    public init(at: Instant, rows: [Row], newlyRed: [NewlyRed]) {
        self.at = at
        self.rows = rows
        self.newlyRed = newlyRed
    }

    /// How many people make a move, in all regions.
    public func count(_ move: Move) -> Int {
        rows.reduce(0) { $0 + ($1.counts[move] ?? 0) }
    }

    /// How many people were asked about.
    public var people: Int {
        rows.reduce(0) { $0 + $1.counts.values.reduce(0, +) }
    }

    /// How many would be red or yellow who would not have that colour under the rules in force: what a pack is
    /// measured by before it is approved.
    public var movedIntoRedOrYellow: Int {
        Colour.allCases.reduce(0) { sum, from in
            sum + [Colour.red, .yellow].reduce(0) { $0 + ($1 == from ? 0 : count(Move(from: from, to: $1))) }
        }
    }
}
