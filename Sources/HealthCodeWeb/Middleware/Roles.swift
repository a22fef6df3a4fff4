public import HealthCodeService
public import Hummingbird

// A role is a type: a handler that takes one of these contexts cannot be reached by anybody else, because its
// initialiser proves the role or throws.

/// A request of someone who is signed in.
public struct ResidentContext: ChildRequestContext {
    public var coreContext: CoreRequestContextStorage
    public let caller: Caller
    public let session: PresentedSession

    /// - Throws: `Problem.notSignedIn` (401).
    public init(context: WebContext) throws {
        guard case .account(let caller, let session) = context.identity else { throw Problem(.notSignedIn) }
        coreContext = context.coreContext
        self.caller = caller
        self.session = session
    }

    public var maxUploadSize: Int { BodyLimit.usual }
}

/// A request of a collector on duty (采集员).
public struct CollectorContext: ChildRequestContext {
    public var coreContext: CoreRequestContextStorage
    public let caller: Caller
    public let collector: Staff
    public let session: PresentedSession

    /// - Throws: `Problem.notSignedIn` (401), also where the duty asks for a newer sign-in, and `Problem.notAllowed` (403)
    ///   for anyone who is no collector.
    public init(context: WebContext) throws {
        guard case .account(let caller, let session) = context.identity else { throw Problem(.notSignedIn) }
        guard let collector = caller.collector else {
            throw Problem(caller.hasLapsedDuties ? .notSignedIn : .notAllowed)
        }
        coreContext = context.coreContext
        self.caller = caller
        self.collector = collector
        self.session = session
    }

    public var maxUploadSize: Int { BodyLimit.usual }
}

/// A request of an authorised source of records (数据来源).
public struct SourceContext: ChildRequestContext {
    public var coreContext: CoreRequestContextStorage
    public let source: HealthCodeService.Source

    /// - Throws: `Problem.unknownSource` (401).
    public init(context: WebContext) throws {
        guard case .source(let source) = context.identity else { throw Problem(.unknownSource) }
        coreContext = context.coreContext
        self.source = source
    }

    public var maxUploadSize: Int { BodyLimit.records }
}

/// A request of an administrator on duty (管理员).
public struct AdministratorContext: ChildRequestContext {
    public var coreContext: CoreRequestContextStorage
    public let caller: Caller
    /// The duties by which they administer, each with its region; at least one.
    public let duties: [Staff]
    public let session: PresentedSession

    /// - Throws: `Problem.notSignedIn` (401), also where the duty asks for a newer sign-in, and `Problem.notAllowed` (403)
    ///   for anyone who is no administrator.
    public init(context: WebContext) throws {
        guard case .account(let caller, let session) = context.identity else { throw Problem(.notSignedIn) }
        duties = caller.duties.filter { $0.role == .administrator }
        guard !duties.isEmpty else { throw Problem(caller.hasLapsedDuties ? .notSignedIn : .notAllowed) }
        coreContext = context.coreContext
        self.caller = caller
        self.session = session
    }

    public var maxUploadSize: Int { BodyLimit.pack }
}
