public import HealthCodeCore

/// A certificate of another place that a person adds to themselves, sealed.
public struct NewCertificate: Hashable, Sendable {
    public var person: PersonID
    /// A keyed hash of what it says: one certificate counts for one person.
    public var digest: Digest32
    /// Its text, sealed under the person's key.
    public var sealed: [UInt8]
    public var added: Instant
    /// As what it is put on record; nil where the pack puts nothing on record.
    public var fact: NewFact?

    public init(person: PersonID, digest: Digest32, sealed: [UInt8], added: Instant, fact: NewFact?) {
        self.person = person
        self.digest = digest
        self.sealed = sealed
        self.added = added
        self.fact = fact
    }
}

/// A certificate as it was kept.
public struct KeptCertificate: Hashable, Sendable {
    /// Why it no longer counts.
    public enum Withdrawal: String, Hashable, Sendable, CaseIterable {
        /// Whoever acts for the person took it off.
        case removed
        /// Its issuer took it back, or is no longer trusted here; found when it was looked at again.
        case revoked, untrusted, forged, unreadable
    }

    /// Its number among all certificates.
    public var number: Int64
    public var person: PersonID
    /// Empty once it was withdrawn.
    public var sealed: [UInt8]
    public var fact: FactID?
    public var added: Instant
    public var withdrawn: Instant?
    public var because: Withdrawal?

    public init(
        number: Int64, person: PersonID, sealed: [UInt8], fact: FactID?, added: Instant, withdrawn: Instant?,
        because: Withdrawal?
    ) {
        self.number = number
        self.person = person
        self.sealed = sealed
        self.fact = fact
        self.added = added
        self.withdrawn = withdrawn
        self.because = because
    }
}

/// A person's certificate as who acts for them sees it.
public struct HeldCertificate: Sendable {
    public var number: Int64
    public var added: Instant
    /// What it is and how it stands now; nil once it was withdrawn.
    public var certificate: CertificateView?
    /// As what it stands on record, and from when to when.
    public var recorded: Fact?
    public var recordedAs: LocalizedText?
    public var withdrawn: Instant?
    public var because: KeptCertificate.Withdrawal?
    public var offset: UTCOffset
}
