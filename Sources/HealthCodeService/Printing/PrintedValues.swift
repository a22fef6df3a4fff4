public import HealthCodeCore

/// A code on paper or a card, for someone without a phone (HZ-06). What it says can be drawn again at any time; who holds
/// the paper has it for as long as it is good, so it is revoked by its id.
public struct PrintedCode: Hashable, Sendable {
    /// Its number among all printed codes.
    public var number: Int64
    /// The random id in its claims, 12 bytes.
    public var token: [UInt8]
    public var person: PersonID
    /// The colour when it was made, which a scanner without a network shows with its date.
    public var colour: Colour
    public var made: Instant
    public var expires: Instant
    public var revoked: Instant?

    public init(
        number: Int64, token: [UInt8], person: PersonID, colour: Colour, made: Instant, expires: Instant,
        revoked: Instant?
    ) {
        self.number = number
        self.token = token
        self.person = person
        self.colour = colour
        self.made = made
        self.expires = expires
        self.revoked = revoked
    }

    /// Whether it is good at an instant: neither revoked nor over.
    public func isGood(at now: Instant) -> Bool {
        now < expires && revoked.map { now < $0 } ?? true
    }
}

/// Why staff print a code for somebody; words and no free text, as with what is revoked.
public enum PrintingReason: String, Hashable, Sendable, CaseIterable {
    /// Has no phone.
    case noPhone = "no_phone"
    /// Has one and cannot use it: age, illness, a broken screen.
    case cannotUse = "cannot_use"
    /// The paper before was lost or damaged.
    case lostPaper = "lost_paper"
}

/// By whom and why a code was printed for somebody who did not do it themselves.
public struct PrintingOnBehalf: Hashable, Sendable {
    /// The administrator or, of a kiosk, who set it up.
    public var staff: StaffID
    /// Whether at a kiosk, by the person's own papers.
    public var atKiosk: Bool
    /// Nil at a kiosk.
    public var reason: PrintingReason?

    public init(staff: StaffID, atKiosk: Bool = false, reason: PrintingReason? = nil) {
        self.staff = staff
        self.atKiosk = atKiosk
        self.reason = reason
    }
}

/// A printed code to be made.
public struct NewPrintedCode: Hashable, Sendable {
    public var token: [UInt8]
    public var person: PersonID
    public var colour: Colour
    public var made: Instant
    public var expires: Instant
    /// Nil where whoever acts for the person made it.
    public var onBehalf: PrintingOnBehalf?

    public init(
        token: [UInt8], person: PersonID, colour: Colour, made: Instant, expires: Instant,
        onBehalf: PrintingOnBehalf? = nil
    ) {
        self.token = token
        self.person = person
        self.colour = colour
        self.made = made
        self.expires = expires
        self.onBehalf = onBehalf
    }
}

/// A printed code with all that stands on the paper.
public struct PrintedCodeView: Sendable {
    public var code: PrintedCode
    /// Name and document, masked (WH-04).
    public var person: PersonView
    public var place: LocalizedText
    /// The text of the QR symbol.
    public var text: String
    public var now: Instant
    public var offset: UTCOffset
}
