/// A verdict as `healthcode verify` tells it.
public struct Report: Hashable, Sendable {
    /// The word for the whole.
    public let outcome: Outcome
    /// What the text is.
    public let format: Format
    /// Every reason why it is not valid, empty where it is.
    public let reasons: [Reason]
    /// The key that signed it, or that it claims.
    public let keyID: KeyID?
    /// When it was issued, in seconds since 1970-01-01T00:00:00Z; only where the signature holds.
    public let issued: Int64?
    /// When it ends, likewise.
    public let expires: Int64?
    /// What it says, likewise.
    public let payload: JSON?

    /// The layer of the first reason.
    public var layer: Layer? { reasons.first?.layer }

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
            Report(
                outcome: refusal.fault.outcome, format: refusal.format, reasons: refusal.reasons, keyID: refusal.keyID,
                issued: nil, expires: nil, payload: nil)
        case .genuine(let code, let timeliness, let keyID):
            Report(
                outcome: timeliness.reason?.fault.outcome ?? .valid, format: code.format,
                reasons: [timeliness.reason].compactMap(\.self), keyID: keyID, issued: code.issued,
                expires: code.expires, payload: code.payload)
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
