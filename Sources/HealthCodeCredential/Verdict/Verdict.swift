/// What is to be said of a code: genuine, with what it says and how timely it is, or every reason why it is not.
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

/// One reason why a code is not valid.
public struct Reason: Hashable, Sendable {
    /// Where it was found.
    public let layer: Layer
    /// Of what sort it is.
    public let fault: Fault
    /// A sentence in English.
    public let text: String

    init(_ layer: Layer, _ fault: Fault, _ text: String) {
        self.layer = layer
        self.fault = fault
        self.text = text
    }
}

/// The layers of a code, from the outside in.
public enum Layer: String, Sendable {
    case prefix, base45, cbor, cose, key, signature, claims, time
}

/// The sorts of what can be wrong with a code; each calls for another answer on the screen.
public enum Fault: String, Sendable {
    /// No code of ours, or of a form that is newer than the verifier.
    case notUnderstood
    /// Begins like a code of ours and is broken.
    case damaged
    /// From an issuer that is not trusted here.
    case foreign
    /// Names a trusted issuer who did not sign this.
    case forged
    /// Genuine, but past its end.
    case aged
    /// Genuine, but from the future.
    case early

    /// The word for it in the answers of `healthcode verify`.
    public var outcome: Outcome {
        switch self {
        case .notUnderstood: .unsupported
        case .damaged, .forged: .invalid
        case .foreign: .untrusted
        case .aged: .expired
        case .early: .notYetValid
        }
    }
}

/// The words of `healthcode verify` for what came out.
public enum Outcome: String, Sendable {
    case valid, invalid, untrusted, expired
    case notYetValid = "not_yet_valid"
    case unsupported
}

/// What a text is, as `healthcode verify` names it.
public enum Format: String, Sendable {
    /// None that is known.
    case unknown
    /// Ours, but too damaged to say which.
    case healthCode = "healthcode"
    /// A live code.
    case live = "healthcode-live"
    /// A printed code.
    case printed = "healthcode-printed"
}
