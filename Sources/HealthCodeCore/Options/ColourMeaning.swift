/// What a colour allows at a checkpoint and what it asks of its holder (WH-13).
public struct ColourMeaning: Hashable, Sendable {
    /// What it allows, case by case: the first of which the places fit decides. Where none fits, the holder does not pass.
    public var passages: [Passage]
    /// What the holder must do, in a sentence.
    public var advice: LocalizedText

    /// Makes the meaning of a colour.
    public init(passages: [Passage], advice: LocalizedText) {
        self.passages = passages
        self.advice = advice
    }

    /// Makes the meaning of a colour that allows the same everywhere.
    public init(passes: Bool, advice: LocalizedText) {
        self.init(passages: [Passage(isAllowed: passes)], advice: advice)
    }

    /// Whether the colour lets anyone pass anywhere.
    public var passes: Bool { passages.contains(where: \.isAllowed) }
}

/// One case of what a colour allows: at points in regions like this, holders who live in regions like that.
public struct Passage: Hashable, Sendable {
    /// What the region of the point is like; anywhere where nothing is said.
    public var point: Place
    /// What the region in which the holder lives is like.
    public var home: Place
    /// Whether the holder passes, if what follows is met.
    public var isAllowed: Bool
    /// The holder's temperature must be below this; nil for the fever limit of the policy.
    public var temperatureLimit: Temperature?
    /// The holder must have one of these tests; empty where none is asked for.
    public var tests: [TestDemand]

    /// Makes a case; by default of any point and any holder, with no test.
    public init(
        point: Place = Place(), home: Place = Place(), isAllowed: Bool = true, temperatureLimit: Temperature? = nil,
        tests: [TestDemand] = []
    ) {
        self.point = point
        self.home = home
        self.isAllowed = isAllowed
        self.temperatureLimit = temperatureLimit
        self.tests = tests
    }
}

/// A test that a checkpoint or a destination asks for.
public struct TestDemand: Hashable, Sendable {
    public var methods: [TestDetail.Method]
    public var results: [TestDetail.Result]
    /// Sampled at most so long ago; nil where its age does not matter.
    public var age: Span?

    /// Makes a demand, by default for a negative nucleic acid test.
    public init(
        methods: [TestDetail.Method] = [.nucleicAcid], results: [TestDetail.Result] = [.negative], age: Span? = nil
    ) {
        self.methods = methods
        self.results = results
        self.age = age
    }

    /// Whether a test meets it at an instant: reported by then, and still young enough, counted from its sampling as
    /// everywhere. Days are civil days at the offset.
    public func isMet(by test: Fact, at instant: Instant, in offset: UTCOffset) -> Bool {
        guard case .test(let detail) = test.detail, test.from <= instant, methods.contains(detail.method),
            results.contains(detail.result)
        else { return false }
        return age.map { instant < test.counted.advanced(by: $0, in: offset) } ?? true
    }
}

extension PolicyHistory {
    /// What a colour allows a holder who lives in `home` at a point in `point`, by the meanings that the policy gives
    /// to colours; nil where it says nothing, and the holder does not pass.
    public func passage(
        of colour: Colour, under policy: Policy, point: RegionCode, home: RegionCode, at instant: Instant
    ) -> Passage? {
        policy.options.meanings[colour]?.passages.first { passage in
            isLike(passage.point, point, at: instant) && isLike(passage.home, home, at: instant)
        }
    }
}
