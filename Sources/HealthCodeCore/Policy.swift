/// The published rules of one jurisdiction from one instant on, with its service options (赋码规则).
public struct Policy: Hashable, Sendable {
    /// The region whose people it governs, together with all under it that have no policy of their own.
    public var region: RegionCode
    /// The place's name.
    public var place: LocalizedText
    /// From this policy's `since` on, the earlier policies of these regions, and of all under them, govern no more: a
    /// province that takes back what its districts had ruled (Settled 5). Each is at or under the policy's own region.
    public var replaces: [RegionCode]
    /// Names this version among the policies of the region: the pack's date, `2020-04-01`.
    public var version: String
    /// The first instant at which it governs.
    public var since: Instant
    /// The civil time of the place, for everything that a rule counts in days and for every instant shown.
    public var offset: UTCOffset
    /// At this temperature a declaration or a check-in says fever (37.3 °C where a pack does not say).
    public var feverLimit: Temperature
    /// In order: the first that holds gives the colour. The last holds always.
    public var rules: [Rule]
    /// What the colours mean and what the service does here.
    public var options: ServiceOptions

    /// Makes a policy.
    public init(
        region: RegionCode, replaces: [RegionCode] = [], place: LocalizedText, version: String, since: Instant,
        offset: UTCOffset, feverLimit: Temperature = .feverLimit, rules: [Rule], options: ServiceOptions
    ) {
        self.region = region
        self.replaces = replaces
        self.place = place
        self.version = version
        self.since = since
        self.offset = offset
        self.feverLimit = feverLimit
        self.rules = rules
        self.options = options
    }
}

/// One rule: a colour, when it holds, and why.
public struct Rule: Hashable, Sendable {
    /// The rule's id in its pack, such as `fever-in-wuhan`.
    public var id: String
    public var colour: Colour
    public var condition: Condition
    /// Why the person has the colour, as they read it.
    public var reason: LocalizedText
    /// What ends it, as they read it; nil where nothing needs to end (green).
    public var ends: LocalizedText?
    /// Whether the colour that it gives only stands for one that is still due: such a grey, and no other, can be late
    /// (HB-05, Settled 2).
    public var isPending: Bool

    /// Makes a rule.
    public init(
        id: String, colour: Colour, condition: Condition, reason: LocalizedText, ends: LocalizedText? = nil,
        isPending: Bool = false
    ) {
        self.id = id
        self.colour = colour
        self.condition = condition
        self.reason = reason
        self.ends = ends
        self.isPending = isPending
    }
}
