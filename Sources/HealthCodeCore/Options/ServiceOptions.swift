/// What a jurisdiction chose for its service, beside its rules. What differs between places is here, and never an `if`.
public struct ServiceOptions: Hashable, Sendable {
    /// What each colour means; of every colour that a rule of the policy gives, and of others where the pack says so.
    public var meanings: [Colour: ColourMeaning]
    /// Whether a checkpoint measures the temperature before it lets anyone pass (JZ-02).
    public var temperatureAtCheckpoint: Bool
    /// Whether a genuine code past its expiry passes where the scanner has no network.
    public var agedCodePasses: Bool
    /// How many times a person may correct their details; nil for any number (HZ-09, HU-06).
    public var corrections: Int?
    /// Whether one account may act for others (HB-17, HZ-13, HU-10).
    public var proxies: Bool
    /// When people are asked for a check-in every day (HB-08, JZ-03); nil for never.
    public var checkIns: Interval?
    /// Whom the service is for.
    public var clientele: Clientele
    /// What people declare, and who declares when.
    public var form: DeclarationForm
    /// How long after registration or declaration a colour is due, by the risk level of the region in which the person
    /// lives (HB-05). A level that is not here has no such promise. Only a rule that `isPending` can be late.
    public var due: [RiskLevel: Span]
    /// How appeals are reviewed; nil where nobody reviews and the rules alone decide (HU-03).
    public var reviews: Reviews?
    /// The codes and certificates of others that count here (HB-10, HB-16), in the order in which they are tried.
    public var recognised: [RecognisedCode]
    /// What travellers must show (HB-19); the first that fits a journey counts.
    public var travel: [TravelDemand]
    /// For how many days a printed code is good, from 1 to `longestPrintedCode` (HZ-06).
    public var printedCodeDays = 90
    /// Whether a person may have their details erased, with which the code ends (HZ-11).
    public var isErasable = true
    /// Where a green code is valid, in a sentence (HB-21, HZ-02); nil where the pack says nothing.
    public var validity: LocalizedText?

    /// The most days for which a printed code can be good: ten years.
    public static let longestPrintedCode = 3_652

    /// Makes the options of a jurisdiction; what is left out is as in a pack that does not say it.
    public init(
        meanings: [Colour: ColourMeaning], temperatureAtCheckpoint: Bool = true, agedCodePasses: Bool = false,
        corrections: Int? = nil, proxies: Bool = true, checkIns: Interval? = .everything,
        clientele: Clientele = Clientele(), form: DeclarationForm = DeclarationForm(), due: [RiskLevel: Span] = [:],
        reviews: Reviews? = nil, recognised: [RecognisedCode] = [], travel: [TravelDemand] = [],
        validity: LocalizedText? = nil
    ) {
        self.meanings = meanings
        self.temperatureAtCheckpoint = temperatureAtCheckpoint
        self.agedCodePasses = agedCodePasses
        self.corrections = corrections
        self.proxies = proxies
        self.checkIns = checkIns
        self.clientele = clientele
        self.form = form
        self.due = due
        self.reviews = reviews
        self.recognised = recognised
        self.travel = travel
        self.validity = validity
    }

    /// Whether people are asked for a check-in on the day of the instant.
    public func asksForCheckIn(at instant: Instant) -> Bool {
        checkIns?.contains(instant) ?? false
    }
}

/// Whom the service of a place is for.
public struct Clientele: Hashable, Sendable {
    /// Which people may apply.
    public enum Group: String, Hashable, Sendable, CaseIterable {
        /// Those who live there.
        case residents
        /// Those who plan to come from elsewhere in the country (HZ-02, HU-07).
        case coming
        /// Those who come from abroad: overseas is a choice of region (HZ-07).
        case overseas
    }

    public var groups: Set<Group>
    /// Which identity documents are accepted (HZ-07, HU-11), in the order in which the form offers them.
    public var documents: [DocumentKind]

    /// Makes a clientele; by default residents and those who plan to come, with any document.
    public init(groups: Set<Group> = [.residents, .coming], documents: [DocumentKind] = DocumentKind.allCases) {
        self.groups = groups
        self.documents = documents
    }
}

/// A kind of identity document. The raw values are those of the interface and of packs.
public enum DocumentKind: String, Hashable, Sendable, CaseIterable {
    /// A resident identity card (GB 11643).
    case residentID = "resident_id"
    case passport
    case hkMacaoPermit = "hk_macao_permit"
    case taiwanPermit = "taiwan_permit"
    /// A permit of permanent residence for foreigners.
    case foreignerPermit = "foreigner_permit"
}
