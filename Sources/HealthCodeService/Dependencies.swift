public import HealthCodeCore

/// Everything from outside that the service needs, passed in by its initialiser.
public struct Dependencies: Sendable {
    /// The instant it is now; read once at the edge of each request.
    public var now: @Sendable () -> Instant
    /// So many fresh random bytes from the system's generator.
    public var randomBytes: @Sendable (Int) -> [UInt8]
    public var sms: any SMSGateway
    public var identity: any IdentityVerifier
    public var qr: any QRDrawing
    /// The way to other installations.
    public var peers: any PeerNetwork
    /// What is kept of other places: trust lists, published rules.
    public var shelf: any TrustShelf
    /// Tells the operator what went wrong inside; nothing personal is ever in it.
    public var report: @Sendable (String) -> Void
    /// A pack that moves more people than this into red or yellow needs a second approval.
    public var approvalLimit = PublishingLimits.approvalLimit
    /// How many processors a re-evaluation may use, at least 1.
    public var processors = 4

    public init(
        now: @escaping @Sendable () -> Instant, randomBytes: @escaping @Sendable (Int) -> [UInt8],
        sms: any SMSGateway, identity: any IdentityVerifier, qr: any QRDrawing,
        peers: any PeerNetwork = NoPeerNetwork(), shelf: any TrustShelf = EmptyShelf(),
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.now = now
        self.randomBytes = randomBytes
        self.sms = sms
        self.identity = identity
        self.qr = qr
        self.peers = peers
        self.shelf = shelf
        self.report = report
    }
}

/// Draws the text of a code as a QR symbol, with the quiet zone of four modules around it.
public protocol QRDrawing: Sendable {
    /// The symbol as an SVG document, black on white, one unit a module; nil where the text is too long for one.
    func svg(_ text: String) -> String?
    /// The symbol as a PNG file of so many pixels a module; nil where the text is too long for one.
    func png(_ text: String, pixelsPerModule: Int) -> [UInt8]?
}

/// Sends short messages to phones.
public protocol SMSGateway: Sendable {
    /// Sends one message; returns when the gateway has taken it.
    func send(_ message: ShortMessage) async throws
}

/// One short message.
public struct ShortMessage: Hashable, Sendable {
    public var phone: String
    public var text: String
    /// The one-time code in the text, for an outbox that tests read; nil where there is none.
    public var oneTimeCode: String?
    public var at: Instant

    public init(phone: String, text: String, oneTimeCode: String?, at: Instant) {
        self.phone = phone
        self.text = text
        self.oneTimeCode = oneTimeCode
        self.at = at
    }
}

/// Tells whether a name, a document and a phone belong together (WH-03).
public protocol IdentityVerifier: Sendable {
    /// Asks about a person; `phone` is nil for a dependant, whose guardian's phone stands for theirs (WH-05).
    func verify(name: String, document: Document, phone: String?) async -> IdentityAnswer
}

/// What an identity verifier says.
public enum IdentityAnswer: Hashable, Sendable {
    /// Name and document belong together; `phoneProven` tells whether the phone that was asked about is theirs too, or
    /// the verifier knows no phone.
    case matched(phoneProven: Bool)
    /// This part does not fit (WH-15).
    case mismatch(IdentityPart)
    /// There is no verifier, or it could not be asked; nothing is known.
    case unknown
}

/// The parts of an identity that a real-name check looks at.
public enum IdentityPart: String, Hashable, Sendable, CaseIterable {
    case phone, name, document
}

/// An identity document of a person.
public struct Document: Hashable, Sendable {
    /// The accepted types of document.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        case residentID = "resident_id"
        case passport
        case hkMacaoPermit = "hk_macao_permit"
        case taiwanPermit = "taiwan_permit"
        case foreignerPermit = "foreigner_permit"
    }

    public let kind: Kind
    /// In canonical form: upper case, without spaces.
    public let number: String

    /// For `Document.init(kind:number:)`, which checks the form.
    init(kind: Kind, canonical: String) {
        self.kind = kind
        number = canonical
    }
}
