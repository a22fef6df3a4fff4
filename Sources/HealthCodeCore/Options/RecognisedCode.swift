/// A sort of code or certificate of others that counts here, and as what (HB-10, HB-16).
public struct RecognisedCode: Hashable, Sendable {
    /// How it is written.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        /// A health code of another installation, live or printed: it has a colour of its own.
        case healthCode = "health-code"
        /// An EU Digital COVID Certificate (HCERT).
        case hcert
        /// A SMART Health Card.
        case smartHealthCard = "smart-health-card"
    }

    /// As what it counts.
    public enum Standing: Hashable, Sendable {
        /// As the colour that it shows; only of formats that have one.
        case itsColour
        /// As this colour, once it is genuine and its rules accept it.
        case colour(Colour)
        /// As the tests in it, for those who must show one; it gives no colour.
        case tests
    }

    /// Its name in the pack, in logs and in what is recorded of a pass.
    public var id: String
    /// What people call it.
    public var name: LocalizedText
    public var format: Format
    /// The trust list with the keys of its issuers, by name.
    public var trust: String
    /// The published sets of rules that must accept it, by name; all of them.
    public var rules: [String]
    public var standing: Standing
    /// What the region in which it is shown is like; anywhere where nothing is said.
    public var point: Place
    /// When it is recognised.
    public var interval: Interval

    /// Makes a sort of code.
    public init(
        id: String, name: LocalizedText, format: Format, trust: String, rules: [String] = [], standing: Standing,
        point: Place = Place(), interval: Interval = .everything
    ) {
        self.id = id
        self.name = name
        self.format = format
        self.trust = trust
        self.rules = rules
        self.standing = standing
        self.point = point
        self.interval = interval
    }
}

/// What people on a journey must show (HB-19).
public struct TravelDemand: Hashable, Sendable {
    public var id: String
    /// Where they come from.
    public var from: Place
    /// Where they go.
    public var to: Place
    /// When it is asked, by the day of arrival.
    public var interval: Interval
    /// One of these is enough; ages count back from the arrival. Empty where the sentence says it all.
    public var tests: [TestDemand]
    /// What it is, in a sentence.
    public var advice: LocalizedText

    /// Makes a demand on travellers.
    public init(
        id: String, from: Place = Place(), to: Place = Place(), interval: Interval = .everything,
        tests: [TestDemand] = [], advice: LocalizedText
    ) {
        self.id = id
        self.from = from
        self.to = to
        self.interval = interval
        self.tests = tests
        self.advice = advice
    }
}

extension PolicyHistory {
    /// What a traveller from one region to another who arrives at the instant must show, by a policy: the first that
    /// fits; nil where nothing is asked.
    public func travelDemand(
        under policy: Policy, from origin: RegionCode, to destination: RegionCode, at arrival: Instant
    ) -> TravelDemand? {
        policy.options.travel.first { demand in
            demand.interval.contains(arrival) && isLike(demand.from, origin, at: arrival)
                && isLike(demand.to, destination, at: arrival)
        }
    }
}
