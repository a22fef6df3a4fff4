/// What a whole list, or a change of one, says of itself. Nothing of it is proven: see `Revocations`.
public struct RevocationOutline: Sendable, Equatable {
    /// What came.
    public enum Content: Sendable, Equatable {
        /// The whole list, of so many ids.
        case whole(ids: Int)
        /// What leads from the list of one sequence to that of another.
        case change(from: UInt64, added: Int, removed: Int)
    }

    /// The statement, whoever signed it.
    public let statement: RevocationStatement
    /// What came with it.
    public let content: Content

    /// Reads the bytes of a whole list or of a change.
    ///
    /// - Throws: `RevocationError.damaged`, `tooLong`.
    public init(_ bytes: [UInt8]) throws(RevocationError) {
        let parts = try Revocations.parts(bytes)
        switch (parts.first, parts.count, parts.dropFirst().first) {
        case (CBOR(1), 3, .bytes(let signed)):
            guard case .bytes(let list) = parts[2] else { throw .damaged("this is not a whole revocation list") }
            statement = try RevocationStatement(unproven: signed)
            content = .whole(ids: try RevocationList(decoding: list).count)
        case (CBOR(2), 5, .bytes(let signed)):
            guard case .unsigned(let start) = parts[2], case .bytes(let added) = parts[3],
                case .bytes(let removed) = parts[4]
            else { throw .damaged("this is not a change of a revocation list") }
            statement = try RevocationStatement(unproven: signed)
            content = .change(
                from: start, added: try Revocations.ids(added).count, removed: try Revocations.ids(removed).count)
        default: throw .damaged("this is neither a revocation list nor a change of one")
        }
    }
}
