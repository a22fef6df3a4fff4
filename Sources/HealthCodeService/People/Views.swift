public import HealthCodeCore

/// A person as their guardian sees them in a list: masked (WH-04).
public struct PersonView: Hashable, Sendable {
    public var id: PersonID
    /// `张*丰`
    public var name: String
    public var document: MaskedDocument
    public var region: RegionCode
    public var relation: Relation
    public var verified: Bool
    public var registered: Instant
    public var colour: Colour
    public var offset: UTCOffset
}

/// A document with all but its first and last figures masked.
public struct MaskedDocument: Hashable, Sendable {
    public var kind: Document.Kind
    /// `420***********1234`
    public var number: String
}

/// The code page: colour, why, what changes it, the live token, and the tests (HB-13).
public struct CodeView: Sendable {
    public var person: PersonView
    public var colour: Colour
    public var since: Instant
    public var rule: String
    public var reason: LocalizedText
    /// What ends the colour.
    public var ends: LocalizedText?
    public var advice: LocalizedText
    public var next: NextColour?
    public var policy: PolicyName
    public var place: LocalizedText
    /// The text of the QR code.
    public var token: String
    public var tokenExpires: Instant
    /// Newest first; of the negatives only the latest.
    public var tests: [TestView]
    /// Whether the colour is overdue (HB-05).
    public var late: Bool
    /// Whether the rules in force ask for daily check-ins (HB-08).
    public var checkIns = true
    /// Whether anybody has declared for the person yet (HB-02).
    public var hasDeclared = true
    public var now: Instant
    public var offset: UTCOffset
}

/// One test of a person.
public struct TestView: Hashable, Sendable {
    public var method: TestDetail.Method
    public var result: TestDetail.Result
    public var sampled: Instant
    public var reported: Instant
    public var institution: String
}

/// One stretch of a person's timeline.
public struct TimelineEntry: Sendable {
    public var from: Instant
    public var until: Instant?
    public var colour: Colour
    public var rule: String
    public var reason: LocalizedText
    /// What made it; empty for an account that may not see the person's records.
    public var grounds: [GroundView]
}

/// One thing that made a colour.
public struct GroundView: Sendable {
    /// A fact's kind, or what is named instead (`absence`, `residence`, `dated`, `lapse`).
    public var kind: String
    public var from: Instant?
    public var until: Instant?
    /// The source's name, or `person` or `checkpoint`.
    public var source: String
    public var description: LocalizedText
}

/// A declaration as its declarer reads it back.
public struct DeclarationView: Sendable {
    public var id: FactID
    public var declared: Instant
    public var declaration: Declaration
}

/// What a collector sees of a code: the colour now and who must be holding it; no diagnosis and no rule (HB-09).
public struct CheckView: Sendable {
    public var colour: Colour
    public var advice: LocalizedText
    /// Nil, with the document, where a visitor's code is genuine and its issuer cannot be asked whose it is.
    public var name: String?
    public var document: MaskedDocument?
    /// In whole years, where the document tells.
    public var age: Int?
    /// The latest nucleic acid test, where it is negative and reported.
    public var test: TestView?
    /// What the collector must still take: `temperature`, or look at: `document`.
    public var needs: [String]
    /// Whether the colour passes here, without fever.
    public var passes: Bool
    /// The tests of which the place asks for one and the holder has none.
    public var lacks: LocalizedText?
    /// What people who come from where the holder lives must show here (HB-19).
    public var travel: TravelView?
    public var feverLimit: Temperature
    /// Whether the code is on paper or a card: checked together with the document, whoever shows it on what.
    public var isPrinted = false
    /// Who issued the code, where another installation did.
    public var issuer: Issuer?
    /// What was shown, where it is a certificate of another place; its colour is the one as which it counts, or grey.
    public var certificate: CertificateView?
    public var now: Instant
    public var offset: UTCOffset
}

/// What a traveller must show, and whether the tests on record are enough for it.
public struct TravelView: Hashable, Sendable {
    public var advice: LocalizedText
    /// nil where it is not for tests to tell.
    public var isMet: Bool?
}

/// What a colour and a temperature allow at a point, by the pack that governs it (WH-13), as far as a code alone tells.
public struct PointRules: Sendable {
    /// What one colour allows.
    public struct Allowance: Sendable {
        /// Whether it passes wherever its holder lives, and without a test.
        public var passes: Bool
        /// Whether it passes with a test, or for those who live elsewhere, which stands in no code.
        public var asksMore = false
        public var feverLimit: Temperature
        public var advice: LocalizedText
    }

    public var colours: [Colour: Allowance]
    /// Whether nobody passes without a temperature.
    public var takesTemperature: Bool
    /// Whether a genuine code past its expiry passes where there is no network.
    public var agedCodePasses: Bool
    public var offset: UTCOffset
}

/// What came of a crossing.
public struct PassView: Sendable {
    public var pass: Pass
    public var check: CheckView
    /// Of a crossing made offline, the person's colour when it was delivered; nil for any other.
    public var colourNow: Colour?
    /// Whether this answers a repetition of an earlier request.
    public var repeated: Bool
}
