/// What came out of checking a code of any format: valid, or every reason why it is not. A value, as `healthcode
/// verify` tells it.
public struct Report: Hashable, Sendable {
    /// What the text is.
    public internal(set) var format: Format
    /// Every reason why it is not valid, in the order of their layers; empty where it is.
    public internal(set) var reasons: [Reason] = []
    /// What does not speak against it, and is worth knowing: codes that are in no value set, for example.
    public internal(set) var notes: [String] = []
    /// Who issued it, as it says itself.
    public internal(set) var issuer: String?
    /// The key that signed it, or that it claims.
    public internal(set) var keyID: KeyID?
    /// Whether a trusted signer's signature holds over exactly what the report tells.
    public internal(set) var isSigned = false
    /// Who signed it; nil where the signature does not hold, and for our own codes.
    public internal(set) var signer: Signer?
    /// The signature's bytes, likewise.
    public internal(set) var signature: [UInt8]?
    /// When it was issued, in seconds since 1970-01-01T00:00:00Z; nil where the signature does not hold.
    public internal(set) var issued: Int64?
    /// When it ends, likewise.
    public internal(set) var expires: Int64?
    /// What it says, as JSON, likewise.
    public internal(set) var payload: JSON?
    /// What it says, as a value of its own kind; likewise, and nil where its schema is broken.
    public internal(set) var content: Content?

    /// What a code of each kind says.
    public indirect enum Content: Hashable, Sendable {
        /// One of our own.
        case code(LiveCode)
        /// An EU Digital COVID Certificate.
        case covidCertificate(CovidCertificate)
        /// A SMART Health Card.
        case healthCard(HealthCard)
    }

    /// The first reason.
    public var decisive: Reason? { reasons.first }
    /// The word for the whole.
    public var outcome: Outcome { decisive?.fault.outcome ?? .valid }
    /// The layer of the first reason.
    public var layer: Layer? { decisive?.layer }
    init(_ format: Format) {
        self.format = format
    }

    /// A report of one reason, found before the text could be looked at.
    public init(refusing reason: Reason, format: Format = .unknown) {
        self.init(format)
        reasons = [reason]
    }

    /// The same with more reasons, each in its place.
    public func adding(_ more: [Reason]) -> Report {
        var report = self
        report.add(more)
        return report
    }

    mutating func refuse(_ layer: Layer, _ fault: Fault, _ text: String) {
        add([Reason(layer, fault, text)])
    }

    /// Adds reasons, by layer, and within one as they were found.
    mutating func add(_ more: [Reason]) {
        guard !more.isEmpty else { return }
        reasons = (reasons + more).enumerated()
            .sorted { ($0.element.layer, $0.offset) < ($1.element.layer, $1.offset) }.map(\.element)
    }

    /// Forgets what an unsigned text claims.
    mutating func forgetClaims() {
        (signer, signature, issued, expires, payload, content) = (nil, nil, nil, nil, nil, nil)
    }
}

extension Report {
    /// The JSON object of `healthcode verify --json`, members in the order of its documentation.
    ///
    /// - Parameter instant: writes seconds since 1970 as RFC 3339.
    public func json(instant: (Int64) -> String) -> JSON {
        var members: [JSON.Member] = [
            .init("verdict", .string(outcome.rawValue)), .init("format", .string(format.rawValue)),
        ]
        if let layer { members.append(.init("layer", .string(layer.rawValue))) }
        let list = reasons.map { reason in
            JSON.object([.init("layer", .string(reason.layer.rawValue)), .init("reason", .string(reason.text))])
        }
        members.append(.init("reasons", .array(list)))
        if !notes.isEmpty { members.append(.init("notes", .array(notes.map(JSON.string)))) }
        if let issuer { members.append(.init("issuer", .string(issuer))) }
        if let keyID { members.append(.init("key_id", .string(keyID.description))) }
        if let issued { members.append(.init("issued", .string(instant(issued)))) }
        if let expires { members.append(.init("expires", .string(instant(expires)))) }
        if let payload { members.append(.init("payload", payload)) }
        return .object(members)
    }
}

extension Verdict where Content == LiveCode {
    /// The verdict as it is told.
    public var report: Report {
        switch self {
        case .refused(let refusal):
            var report = Report(refusal.format).adding(refusal.reasons)
            report.keyID = refusal.keyID
            return report
        case .genuine(let code, let timeliness, let keyID):
            var report = Report(code.format).adding([timeliness.reason].compactMap(\.self))
            report.isSigned = true
            report.keyID = keyID
            report.issued = code.issued
            report.expires = code.expires
            report.payload = code.payload
            report.content = .code(code)
            return report
        }
    }
}

extension LiveCode {
    /// Live or printed, as a format.
    public var format: Format {
        switch kind {
        case .live: .live
        case .printed: .printed
        }
    }

    fileprivate var payload: JSON {
        .object([
            .init("kind", .string(kind.rawValue)), .init("colour", .string(colour.rawValue)),
            .init("token", .string(Base64URL.encode(tokenID.bytes))),
        ])
    }
}
