public import HealthCodeCore

/// Who said something of a region.
public enum NoticeOrigin: Hashable, Sendable {
    /// Whoever runs the installation, from a file.
    case `operator`
    /// The feed that the installation follows.
    case feed
    /// An authorised source, by the API.
    case source(SourceID)
}

/// A notice about a region, or the taking back of one, as it arrives.
public struct NewNotice: Hashable, Sendable {
    /// What it does.
    public enum Body: Hashable, Sendable {
        case notice(RegionNotice)
        /// Takes back what the same origin said under this id of its own.
        case retraction(of: String)
        /// Takes back this notice of the same origin.
        case withdrawal(of: NoticeID)
    }

    public var origin: NoticeOrigin
    /// The source's own id; nil of what comes from files.
    public var id: String?
    /// SHA-256 of what was sent under the id, to tell a repetition from a conflict.
    public var content: Digest32?
    public var body: Body
    public var received: Instant

    public init(
        origin: NoticeOrigin, id: String? = nil, content: Digest32? = nil, body: Body, received: Instant
    ) {
        self.origin = origin
        self.id = id
        self.content = content
        self.body = body
        self.received = received
    }
}

/// A notice as it is kept for good, also where it was taken back.
public struct KeptNotice: Hashable, Sendable {
    public var number: NoticeID
    public var notice: RegionNotice
    public var origin: NoticeOrigin
    /// The source's own id.
    public var id: String?
    /// What took it back, numbered like a notice, and when; nil while it stands.
    public var retraction: NoticeID?
    public var retracted: Instant?

    public init(number: NoticeID, notice: RegionNotice, origin: NoticeOrigin, id: String? = nil) {
        self.number = number
        self.notice = notice
        self.origin = origin
        self.id = id
    }

    /// The same, taken back where there is a retraction.
    public func retracted(by retraction: NoticeID?, at instant: Instant?) -> KeptNotice {
        var kept = self
        (kept.retraction, kept.retracted) = (retraction, instant)
        return kept
    }
}

extension [KeptNotice] {
    /// What stands now.
    public var standing: RegionNotices { RegionNotices(filter { $0.retraction == nil }.map(\.notice)) }

    /// What stood as far as it was known at an instant, inclusive.
    public func standing(asKnown instant: Instant) -> RegionNotices {
        RegionNotices(
            filter { $0.notice.known <= instant && $0.retracted.map { instant < $0 } ?? true }.map(\.notice))
    }

    /// The number of the last notice or retraction; 0 where there is none.
    var last: Int64 { lazy.flatMap { [$0.number.number, $0.retraction?.number ?? 0] }.max() ?? 0 }

    /// What was there up to a number.
    func prefix(through number: Int64) -> [KeptNotice] {
        filter { $0.number.number <= number }.map { kept in
            kept.retraction.map { $0.number <= number } ?? false ? kept : kept.retracted(by: nil, at: nil)
        }
    }

    /// What was there at an instant, inclusive.
    func prefix(known instant: Instant) -> [KeptNotice] {
        filter { $0.notice.known <= instant }.map { kept in
            kept.retracted.map { $0 <= instant } ?? false ? kept : kept.retracted(by: nil, at: nil)
        }
    }
}

/// A person, and a region that has to do with them: where they lived at first, or where something that is known of them
/// took place.
public struct Whereabout: Hashable, Sendable {
    public var region: RegionCode
    public var person: PersonID

    public init(region: RegionCode, person: PersonID) {
        self.region = region
        self.person = person
    }
}

/// Work that a change has made due: everyone who has to do with a region is to be decided anew. It is kept in the same
/// transaction as the change, so that no stop of the program loses it.
public struct Reassessment: Hashable, Sendable {
    public var number: Int64
    public var region: RegionCode
    /// How far it got before; nil at the beginning.
    public var reached: Whereabout?

    public init(number: Int64, region: RegionCode, reached: Whereabout?) {
        self.number = number
        self.region = region
        self.reached = reached
    }
}
