import HealthCodeService
public import Hummingbird
import Logging
import NIOCore

/// What is known of a request before its route has asked who sent it.
public struct WebContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Who sent the request, once a route has asked.
    var identity: Identity = .unproven
    /// The connection, for the address of its other end.
    let channel: any Channel

    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// The longest body that a route decodes, in bytes; records have a limit of their own.
    public var maxUploadSize: Int { BodyLimit.usual }

    /// What the log calls this request; a caller quotes it to the operator.
    var requestID: String { id }
}

/// Who sent a request.
enum Identity: Sendable {
    /// Nothing was presented, or nobody asked.
    case unproven
    case account(Caller, PresentedSession)
    case source(Source)
}

/// The session token as the request carried it.
public struct PresentedSession: Sendable {
    /// How a session token travels.
    public enum Carrier: Sendable {
        /// In the `Authorization` header, which no other site can make a browser send.
        case bearer
        /// In a cookie, which a browser sends by itself, so that unsafe requests need the form token too.
        case cookie
    }

    public let token: String
    public let carrier: Carrier

    /// What a form of this session carries in its field `csrf`.
    public var formToken: String { FormToken.of(session: token) }
}

/// The longest bodies that are read, in bytes.
enum BodyLimit {
    /// Any request but records.
    static let usual = 65_536
    /// A pack with its scenarios, as a form of an administrator sends it: three bytes for each of its own.
    static let pack = 1_048_576
    /// One delivery of records, read as it comes.
    static let records = 16_777_216
}
