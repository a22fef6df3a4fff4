/// What went wrong, for the one who asked: the single error type of the service.
///
/// A red code or an invalid signature is no problem but an answer. The web maps kinds to HTTP in one place; the
/// texts are in `ProblemText`.
public struct Problem: Error, Hashable, Sendable {
    public var kind: Kind
    /// What is wrong with which field.
    public var fields: [FieldProblem]
    /// Words to fill into the text: `{limit}`, `{part}`, `{kind}`.
    public var parameters: [String: String]
    /// The certificate that a problem is about, with its reasons.
    public var certificate: CertificateView?

    public init(_ kind: Kind, fields: [FieldProblem] = [], parameters: [String: String] = [:]) {
        self.kind = kind
        self.fields = fields
        self.parameters = parameters
    }

    /// The stable name of a problem: the last part of its `type` in RFC 9457 problem details.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        // The request
        case malformedJSON = "malformed-json"
        case invalidFields = "invalid-fields"
        case bodyTooLarge = "body-too-large"
        case unsupportedMediaType = "unsupported-media-type"
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case tooManyRequests = "too-many-requests"
        case crossSiteRequest = "cross-site-request"
        // Who asks
        case notSignedIn = "not-signed-in"
        case notAllowed = "not-allowed"
        case wrongOneTimeCode = "wrong-one-time-code"
        case noOneTimeCode = "no-one-time-code"
        case oneTimeCodeBudgetSpent = "one-time-code-budget-spent"
        case smsUnavailable = "sms-unavailable"
        case unknownSource = "unknown-source"
        case revokedSource = "revoked-source"
        // People
        case unknownRegion = "unknown-region"
        case uncoveredRegion = "uncovered-region"
        case identityMismatch = "identity-mismatch"
        case couldNotRegister = "could-not-register"
        case alreadyRegistered = "already-registered"
        case noSuchPerson = "no-such-person"
        case correctionsUsedUp = "corrections-used-up"
        case proxiesNotAllowed = "proxies-not-allowed"
        case consentMissing = "consent-missing"
        /// The place lets nobody cancel a code.
        case erasingNotOffered = "erasing-not-offered"
        /// The place does not accept this kind of identity document.
        case documentNotAccepted = "document-not-accepted"
        /// The place's code is not for this group of people.
        case groupNotServed = "group-not-served"
        /// Daily check-ins have not begun here, or are over.
        case checkInNotAsked = "check-in-not-asked"
        case phoneTaken = "phone-taken"
        /// A verified owner holds the person, and nothing proves that the caller's phone is theirs.
        case phoneUnproven = "phone-unproven"
        // Records
        case kindNotAllowed = "kind-not-allowed"
        case recordConflict = "record-conflict"
        case nothingToRetract = "nothing-to-retract"
        // Codes
        case notACode = "not-a-code"
        case forgedCode = "forged-code"
        case foreignCode = "foreign-code"
        /// Of an installation that is known, and whose codes the place does not let count.
        case unrecognisedCode = "unrecognised-code"
        case staleCode = "stale-code"
        case usedCode = "used-code"
        /// A printed code past its end.
        case expiredCode = "expired-code"
        /// A printed code that was revoked.
        case revokedCode = "revoked-code"
        case unknownHolder = "unknown-holder"
        case passConflict = "pass-conflict"
        case unknownPoint = "unknown-point"
        case pointElsewhere = "point-elsewhere"
        // Certificates of other places
        case unreadableCertificate = "unreadable-certificate"
        case forgedCertificate = "forged-certificate"
        /// Its issuer is on no trust list of the place.
        case untrustedCertificate = "untrusted-certificate"
        /// The place recognises no certificates of this kind.
        case unrecognisedCertificate = "unrecognised-certificate"
        case expiredCertificate = "expired-certificate"
        case earlyCertificate = "early-certificate"
        case revokedCertificate = "revoked-certificate"
        /// Genuine, but a rule of the place asks for more.
        case insufficientCertificate = "insufficient-certificate"
        /// Its name or date of birth is not the person's.
        case certificateOfAnother = "certificate-of-another"
        case certificateTaken = "certificate-taken"
        // Other installations
        case unknownPeer = "unknown-peer"
        /// The message is not for this installation, or too old, or from a clock that is ahead.
        case misdirectedMessage = "misdirected-message"
        case replayedMessage = "replayed-message"
        case peerUnreachable = "peer-unreachable"
        // Publishing
        case proposalEnded = "proposal-ended"
        case sameApprover = "same-approver"
        case effectiveInPast = "effective-in-past"
        case staleSimulation = "stale-simulation"
        case wrongNumber = "wrong-number"
        /// The installation has administrators, so the operator alone does not publish.
        case needsProposal = "needs-proposal"
        // The service
        /// A file, or a published version of a policy, is there already and stays as it is.
        case exists
        case storageFull = "storage-full"
        case unavailable
    }
}

/// What is wrong with one field of a request.
public struct FieldProblem: Hashable, Sendable {
    /// A JSON pointer (RFC 6901) to the field.
    public var pointer: String
    public var reason: Reason

    public init(_ pointer: String, _ reason: Reason) {
        self.pointer = pointer
        self.reason = reason
    }

    /// Why a field is refused; the texts are in `ProblemText`.
    public enum Reason: Error, Hashable, Sendable {
        case missing
        case wrongType(expected: String)
        case unknownValue(allowed: [String])
        case badPhone
        case badName
        case badDocument
        case badResidentID
        case badCheckDigit
        case badInstant
        case inFuture
        case absurdDate
        case endsBeforeStart
        case reportedBeforeSampled
        /// A pass that is not offline happens now.
        case onlineIsNow
        case badTemperature
        case badRegion
        /// It is a province where a district of it is asked for.
        case tooWide
        /// It is not the source's own region, nor one under it.
        case beyondOwnRegion
        case tooLong(limit: Int)
        case notTruthful
        case notUUID
        /// It is given once and stays as it is.
        case notCorrectable
        /// At least one of these members is needed.
        case noneGiven(of: [String])
        /// It is not what the identity verifier knows.
        case mismatch
        /// An account has one self, and this one has it.
        case secondSelf
        /// It is the caller's own phone.
        case ownPhone
        /// The account of this phone acts for the person already.
        case actsAlready
        /// Something that is in use has this name.
        case nameTaken
        /// The phone has this role in this region.
        case dutyHeld
        case badValue
    }
}
