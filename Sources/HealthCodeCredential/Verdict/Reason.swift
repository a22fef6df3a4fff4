/// One reason why a code is not valid.
public struct Reason: Hashable, Sendable {
    /// Where it was found.
    public let layer: Layer
    /// Of what sort it is.
    public let fault: Fault
    /// A sentence in English.
    public let text: String

    /// A reason. Checks of one's own give them too (`CredentialCheck`).
    public init(_ layer: Layer, _ fault: Fault, _ text: String) {
        self.layer = layer
        self.fault = fault
        self.text = text
    }
}

/// The layers of a code, from the outside in, and then what is to be said of what it says. The reasons of a verdict stand in
/// this order, and the first decides: what a credential is comes before what time and place make of it.
public enum Layer: String, Sendable, CaseIterable, Comparable {
    /// The picture, and the QR symbol in it.
    case image
    /// What the text begins with.
    case prefix
    /// The text as bytes, of `HC1:` and of our own codes.
    case base45
    /// The digits of `shc:/`, two a character.
    case numeric
    /// The compressed data.
    case inflate
    /// The binary form, and the shape of what it holds.
    case cbor
    /// The signed message, and whether its signature fits.
    case cose
    /// The signed message of SMART Health Cards, and whether its signature fits.
    case jws
    /// Who signed.
    case key
    /// What the signer may sign.
    case usage
    /// What the credential says, member by member.
    case schema
    /// Whether it was taken back.
    case revocation
    /// When it holds.
    case time
    /// What a jurisdiction asks for.
    case rule

    /// Whether one layer comes before the other.
    public static func < (one: Layer, other: Layer) -> Bool { one.position < other.position }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The sorts of what can be wrong with a code; each calls for another answer on the screen.
public enum Fault: String, Sendable {
    /// Of no form that is known, or of one that is newer than the verifier.
    case notUnderstood
    /// Of a known form, and broken.
    case damaged
    /// Names a trusted issuer who did not sign this.
    case forged
    /// From an issuer that is not trusted here.
    case foreign
    /// From a trusted issuer who may not sign this.
    case notEntitled
    /// Taken back, or its key was.
    case revoked
    /// Genuine, but past its end.
    case aged
    /// Genuine, but from the future.
    case early
    /// Genuine, but not enough here.
    case insufficient

    /// The word for it in the answers of `healthcode verify`.
    public var outcome: Outcome {
        switch self {
        case .notUnderstood: .unsupported
        case .damaged, .forged, .notEntitled: .invalid
        case .foreign: .untrusted
        case .revoked: .revoked
        case .aged: .expired
        case .early: .notYetValid
        case .insufficient: .insufficient
        }
    }
}

/// The words of `healthcode verify` for what came out.
public enum Outcome: String, Sendable, CaseIterable {
    case valid, invalid, untrusted, expired
    case notYetValid = "not_yet_valid"
    case revoked, unsupported, insufficient
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
    /// An EU Digital COVID Certificate, or something else that begins with `HC1:`.
    case covidCertificate = "eu-dcc"
    /// A SMART Health Card.
    case healthCard = "smart-health-card"
    /// A CBOR Web Token of none of these kinds.
    case webToken = "cwt"
    /// A signed COSE message that is no token.
    case message = "cose"
}
