/// What is to be said of one of our own codes: genuine, with what it says and how timely it is, or every reason why it is not.
public enum Verdict<Content: Sendable>: Sendable {
    /// A trusted issuer signed exactly this content. Whether an aged code passes is for the jurisdiction to say.
    case genuine(Content, Timeliness, keyID: KeyID)
    /// It is not to be relied on.
    case refused(Refusal)
}

extension Verdict: Equatable where Content: Equatable {}

/// How a genuine code stands to the clock.
public enum Timeliness: String, Sendable {
    /// Issued, and not yet over.
    case fresh
    /// Past its end: genuine, as of the instant it was issued.
    case aged
    /// Issued in the future: one of the two clocks is wrong.
    case early

    /// What speaks against the code; nil where it is fresh.
    public var reason: Reason? {
        switch self {
        case .fresh: nil
        case .aged: Reason(.time, .aged, "It has expired.")
        case .early: Reason(.time, .early, "It was issued in the future: a clock is wrong.")
        }
    }
}

/// Why a code is not to be relied on.
public struct Refusal: Hashable, Sendable {
    /// Every reason found, the outermost layer first; never empty.
    public let reasons: [Reason]
    /// What the code seems to be.
    public let format: Format
    /// The key that the code names, where one can be read.
    public let keyID: KeyID?

    init(_ reasons: [Reason], format: Format = .unknown, keyID: KeyID? = nil) {
        self.reasons = reasons
        self.format = format
        self.keyID = keyID
    }

    /// The sort of the first reason: what to tell the person.
    public var fault: Fault { reasons.first?.fault ?? .notUnderstood }
}
