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
    /// What a certificate must attest to count; a health code attests nothing but its colour.
    public var attests: [Attestation]
    /// What is put on record when a person adds such a certificate to themselves; nothing where nothing is said. The first
    /// that fits counts.
    public var records: [CertifiedFact]
    /// What a collector is told beside it.
    public var advice: LocalizedText?
    /// What the region in which it is shown is like; anywhere where nothing is said.
    public var point: Place
    /// When it is recognised.
    public var interval: Interval

    /// Makes a sort of code.
    public init(
        id: String, name: LocalizedText, format: Format, trust: String, rules: [String] = [], standing: Standing,
        attests: [Attestation] = Attestation.allCases, records: [CertifiedFact] = [], advice: LocalizedText? = nil,
        point: Place = Place(), interval: Interval = .everything
    ) {
        self.id = id
        self.name = name
        self.format = format
        self.trust = trust
        self.rules = rules
        self.standing = standing
        self.attests = attests
        self.records = records
        self.advice = advice
        self.point = point
        self.interval = interval
    }
}

/// What a certificate of another place says that happened to its holder.
public enum Attestation: String, Hashable, Sendable, CaseIterable {
    case vaccination, test, recovery
}

/// As what a certificate that a person adds is put on their record.
public struct CertifiedFact: Hashable, Sendable {
    /// `vaccinated` of a vaccination, `test` of a test, `recovered` of a recovery.
    public var kind: FactKind
    /// How long after what happened it takes effect; at once where nothing is said.
    public var after: Span?
    /// How long it lasts from then on; until the certificate ends where nothing is said, and never longer. Only of
    /// `vaccinated`, which is a state.
    public var length: Span?
    /// Of a test: how it was made, and what came of it; any where these are empty.
    public var methods: [TestDetail.Method]
    public var results: [TestDetail.Result]

    /// Makes a sort of fact.
    public init(
        kind: FactKind, after: Span? = nil, length: Span? = nil, methods: [TestDetail.Method] = [],
        results: [TestDetail.Result] = []
    ) {
        self.kind = kind
        self.after = after
        self.length = length
        self.methods = methods
        self.results = results
    }

    /// What a certificate must attest to be put on record as this; nil of kinds that no certificate gives.
    public var attestation: Attestation? { Self.attestations.first { $0.kind == kind }?.attestation }

    /// The kinds that certificates give, and of what.
    public static let attestations: [(kind: FactKind, attestation: Attestation)] = [
        (.vaccinated, .vaccination), (.test, .test), (.recovered, .recovery),
    ]

    /// From when to when it holds.
    ///
    /// - Parameters:
    ///   - event: when it happened.
    ///   - end: when the certificate ends; nil for never.
    ///   - offset: of the place, whose days count.
    public func span(from event: Instant, end: Instant?, in offset: UTCOffset) -> (from: Instant, until: Instant?) {
        let from = after.map { event.advanced(by: $0, in: offset) } ?? event
        guard kind.isState else { return (from, nil) }
        let lapse = length.map { from.advanced(by: $0, in: offset) }
        return (from, [lapse, end].compactMap(\.self).min())
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
        let demands = policy.options.travel
        let first = demands.firstIndex { demand in
            demand.interval.contains(arrival) && isLike(demand.from, origin, at: arrival)
                && isLike(demand.to, destination, at: arrival)
        }
        return first.map { demands[$0] }
    }
}
