public import HealthCodeCore

/// A jurisdiction pack: the published rules of one place from one date on, as read from its file.
public struct Pack: Hashable, Sendable {
    /// The rules, texts and options.
    public var policy: Policy
    /// The file's text, exactly as published. Its UTF-8 bytes are what a digest of this version is made of.
    public var source: String

    /// Reads a pack from its YAML text.
    ///
    /// The format is documented in docs/jurisdiction-packs.md.
    /// - Parameter file: the file's name, for mistakes.
    /// - Throws: all mistakes at once, each with its line and column.
    public init(yaml source: String, file: String = "pack.yaml") throws(Mistakes) {
        var reader = Reader(file: file)
        let policy = reader.root(of: source).flatMap { reader.policy($0) }
        self.policy = try reader.finish(policy)
        self.source = source
    }

    /// The bytes of the text, for a digest.
    public var bytes: [UInt8] { Array(source.utf8) }
}
