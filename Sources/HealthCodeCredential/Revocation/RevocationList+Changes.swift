extension RevocationList {
    /// The list that comes out when some ids come and others go; an id that does both stays.
    ///
    /// - Throws: `RevocationError.tooLong` for more ids than `largest`.
    public func changed(
        adding coming: some Sequence<RevokedID>, removing going: some Sequence<RevokedID>
    ) throws(RevocationError) -> RevocationList {
        let gone = Set(going.map(\.bits))
        let kept = gone.isEmpty ? ids : ids.filter { !gone.contains($0) }
        return try RevocationList(kept.map(RevokedID.init(bits:)) + coming)
    }
}

extension Revocations {
    /// A list with the statement that was signed of it, as an issuer keeps the two.
    ///
    /// - Throws: `RevocationError.damaged`, `foreign` or `forged` for the statement; `otherList` where it is not of this list.
    public init(statement: [UInt8], list: RevocationList, keys: KeySet) throws(RevocationError) {
        try self.init(try RevocationStatement(verifying: statement, keys: keys), list)
    }
}
