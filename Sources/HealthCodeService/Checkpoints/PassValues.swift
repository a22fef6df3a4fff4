public import HealthCodeCore

/// One crossing of a checkpoint, as it was decided.
public struct Pass: Hashable, Sendable {
    public var id: PassID
    /// The id of the live code; each admits one pass. Of a printed code its id and that of the pass.
    public var token: [UInt8]
    /// Nil for a visitor, of whom nothing is kept but whose code or which sort of certificate it was.
    public var person: PersonID?
    public var point: PointID
    public var collector: StaffID
    public var at: Instant
    public var recorded: Instant
    public var temperature: Temperature?
    public var colour: Colour
    public var allowed: Bool
    /// Why it was or was not allowed; a word of `PassReason`.
    public var why: PassReason
    public var offline: Bool
    /// Who issued a visitor's code.
    public var issuer: PeerID?
    /// Of a visitor who showed a certificate: the pack's entry by which it was judged.
    public var certificate: String?

    public init(
        id: PassID, token: [UInt8], person: PersonID?, point: PointID, collector: StaffID, at: Instant,
        recorded: Instant, temperature: Temperature?, colour: Colour, allowed: Bool, why: PassReason, offline: Bool,
        issuer: PeerID? = nil, certificate: String? = nil
    ) {
        self.id = id
        self.token = token
        self.person = person
        self.point = point
        self.collector = collector
        self.at = at
        self.recorded = recorded
        self.temperature = temperature
        self.colour = colour
        self.allowed = allowed
        self.why = why
        self.offline = offline
        self.issuer = issuer
        self.certificate = certificate
    }
}

/// Why a crossing was allowed or not.
public enum PassReason: String, Hashable, Sendable, CaseIterable, Codable {
    case allowed
    /// The colour does not pass here.
    case colour
    /// The temperature is at or above the pack's limit.
    case fever
    /// The pack asks for a temperature and none was given.
    case temperatureMissing = "temperature_missing"
    /// The place asks for a test, and the holder has none that will do.
    case testMissing = "test_missing"
    /// The code was past its expiry and the pack does not let it pass.
    case aged
    /// A certificate of another place gives no right to pass here.
    case certificate
}

/// What came of recording a crossing.
public enum PassOutcome: Hashable, Sendable {
    case recorded
    /// This id was recorded before; here is that pass.
    case repeated(Pass)
    /// The live code was used for another pass.
    case tokenUsed
}
