/// How far a place's civil time is ahead of UTC, in seconds; +08:00 is 28,800.
public struct UTCOffset: Hashable, Sendable {
    /// Seconds east of UTC, between -64,800 and +64,800, in whole minutes.
    public let seconds: Int64

    /// China Standard Time, +08:00.
    public static let china = UTCOffset(seconds: 28_800)
    /// No offset.
    public static let utc = UTCOffset(seconds: 0)

    /// Makes the offset of so many seconds east of UTC, cut to whole minutes and to 18 hours either way.
    public init(seconds: Int64) {
        self.seconds = min(max(seconds, -64_800), 64_800) / 60 * 60
    }

    /// Reads `Z` or `±hh:mm`, at most 18 hours (RFC 3339, section 5.6, time-offset); nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard let offset = TextReader.read(text, { $0.offset() }) else { return nil }
        self = offset
    }
}

extension UTCOffset: CustomStringConvertible {
    /// The offset as RFC 3339 writes it: `+08:00`, and `Z` for none.
    public var description: String {
        var text: [UInt8] = []
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    func append(to text: inout [UInt8]) {
        if seconds == 0 { return text.append(UInt8(ascii: "Z")) }
        let minutes = Int64(seconds.magnitude / 60)
        text.append(UInt8(ascii: seconds < 0 ? "-" : "+"))
        text.append(minutes / 60, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(minutes % 60, digits: 2)
    }
}
