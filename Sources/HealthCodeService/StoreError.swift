/// Why the store could not do what it was asked.
public enum StoreError: Error, Hashable, Sendable {
    /// The disk, or the size set for the database, is full; nothing of what was asked is kept.
    case full
    /// The database was written by a newer version of HealthCode.
    case newerVersion(found: Int, known: Int)
    /// The file is not a HealthCode database, or is damaged.
    case unreadable(String)
    /// The person was erased or never was.
    case noSuchPerson
    /// The account is another person already (`Relation.self`); nobody is two.
    case secondSelf
    /// So many writes wait already that this one was not taken; nothing of it is kept.
    case busy
    /// There is a file where a new one was to be written; nothing is overwritten.
    case exists(String)
    /// Anything else, in the backend's words, for the operator's log alone.
    case failed(String)
}
