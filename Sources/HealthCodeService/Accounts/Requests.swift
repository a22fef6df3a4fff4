public import HealthCodeCore

/// Who is asking, proven by a session token, with the rights they have at this moment.
public struct Caller: Sendable {
    public var account: AccountID
    public var phone: String
    public var duties: [Staff]
    /// Whether the caller has a duty for which they must sign in again.
    public var hasLapsedDuties = false
    /// The hash of the session's token; nil where the caller came by no session.
    var session: Digest32?

    public init(account: AccountID, phone: String, duties: [Staff]) {
        self.account = account
        self.phone = phone
        self.duties = duties
    }

    /// The collector's duty, where there is one.
    public var collector: Staff? { duties.first { $0.role == .collector } }
    /// The administrator's duty, where there is one.
    public var administrator: Staff? { duties.first { $0.role == .administrator } }
}

/// An opened session as the client gets it.
public struct OpenedSession: Sendable {
    public var token: String
    public var expires: Instant
    public var account: AccountID

    public init(token: String, expires: Instant, account: AccountID) {
        self.token = token
        self.expires = expires
        self.account = account
    }
}

/// A person's registration as they ask for it (HB-02).
public struct Registration: Sendable {
    public var name: String
    public var documentKind: String
    public var documentNumber: String
    public var region: String
    public var address: String?
    public var phone: String?
    public var relation: String
    public var channel: String?
    /// As one of which group they apply: `residents`, `coming` or `overseas`; nil where the client does not ask.
    public var group: String?
    /// The version of the purposes that the caller consents to; nil where the client does not ask (the API).
    public var consent: String?

    public init(
        name: String, documentKind: String, documentNumber: String, region: String, address: String? = nil,
        phone: String? = nil, relation: String, channel: String? = nil, group: String? = nil,
        consent: String? = nil
    ) {
        self.group = group
        self.name = name
        self.documentKind = documentKind
        self.documentNumber = documentNumber
        self.region = region
        self.address = address
        self.phone = phone
        self.relation = relation
        self.channel = channel
        self.consent = consent
    }
}

/// Details of a person as they should be from now on; what is nil stays as it is.
public struct PersonCorrection: Hashable, Sendable {
    public var name: String?
    public var region: String?
    /// An empty text takes the address away.
    public var address: String?
    /// An empty text takes the phone away.
    public var phone: String?

    public init(name: String? = nil, region: String? = nil, address: String? = nil, phone: String? = nil) {
        self.name = name
        self.region = region
        self.address = address
        self.phone = phone
    }
}

/// What someone says to prove that a registered person is them, or is in their care.
public struct Claim: Sendable {
    public var name: String
    public var documentKind: String
    public var documentNumber: String
    public var relation: String

    public init(name: String, documentKind: String, documentNumber: String, relation: String = "self") {
        self.name = name
        self.documentKind = documentKind
        self.documentNumber = documentNumber
        self.relation = relation
    }
}

/// What a person says about themself (申报).
public struct Declaration: Hashable, Sendable {
    /// The three kinds of declarer (WH-01).
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        case returning, arriving, staying
    }

    /// A stay elsewhere.
    public struct Stay: Hashable, Sendable {
        public var region: RegionCode
        public var from: Instant
        public var until: Instant?

        public init(region: RegionCode, from: Instant, until: Instant?) {
            self.region = region
            self.from = from
            self.until = until
        }
    }

    public var kind: Kind
    public var answers: Answers
    public var stays: [Stay]
    public var arrival: Instant?
    /// The declarer affirms the truth and knows of the liability (JZ-04).
    public var truthful: Bool

    public init(kind: Kind, answers: Answers, stays: [Stay] = [], arrival: Instant? = nil, truthful: Bool) {
        self.kind = kind
        self.answers = answers
        self.stays = stays
        self.arrival = arrival
        self.truthful = truthful
    }
}

/// A crossing as a collector asks for it.
public struct PassRequest: Sendable {
    public var id: PassID
    public var token: String
    public var point: PointID
    public var temperature: Temperature?
    /// When it happened; nil for now.
    public var at: Instant?
    public var offline: Bool

    public init(
        id: PassID, token: String, point: PointID, temperature: Temperature? = nil, at: Instant? = nil,
        offline: Bool = false
    ) {
        self.id = id
        self.token = token
        self.point = point
        self.temperature = temperature
        self.at = at
        self.offline = offline
    }
}
