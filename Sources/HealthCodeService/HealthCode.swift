public import HealthCodeCore

/// What the system does, one verb per use case. Each verb reads the clock once, asks the store in whole transactions,
/// and either answers or throws a `Problem`.
public struct HealthCode: Sendable {
    let store: any Store
    let dependencies: Dependencies
    let secrets: Secrets
    let rules: RulesInForce
    let liveTokens: LiveTokens
    let feed: FeedState
    let mismatches = MismatchBudget()
    let simulating = SimulationProgress()
    let revocations: RevocationsInForce

    /// Opens the service over a store: recognises the database by its key, and reads the published packs and notices.
    ///
    /// - Throws: `StartProblem`.
    public init(store: any Store, dependencies: Dependencies, secrets: Secrets) async throws(StartProblem) {
        self.store = store
        self.dependencies = dependencies
        self.secrets = secrets
        rules = RulesInForce()
        liveTokens = LiveTokens()
        feed = FeedState()
        revocations = RevocationsInForce()
        try await recogniseKey()
        try await readRules()
    }

    private func recogniseKey() async throws(StartProblem) {
        do {
            if let known = try await store.note("key-check") {
                guard known == secrets.check.bytes else { throw StartProblem.wrongMasterKey }
            } else {
                try await store.keepNote("key-check", secrets.check.bytes)
            }
        } catch {
            throw StartProblem(error)
        }
    }

    /// Draws codes as QR symbols.
    public var qr: any QRDrawing { dependencies.qr }

    /// The instant it is now, for what a page shows of time itself.
    public var now: Instant { dependencies.now() }

    /// How many live codes were signed since the start.
    public var codesSigned: Int { liveTokens.signed }

    /// How long a live code is fresh, in seconds.
    public static let codeLifetime: Int64 = 60
}

/// Why the service cannot start.
public enum StartProblem: Error, Hashable, Sendable {
    /// The database was made with another master key.
    case wrongMasterKey
    /// A published pack cannot be read, and why.
    case badPack(PolicyName, String)
    case store(StoreError)

    init(_ error: any Error) {
        self =
            switch error {
            case let problem as StartProblem: problem
            case let problem as StoreError: .store(problem)
            default: .store(.failed("\(error)"))
            }
    }
}

extension HealthCode {
    /// Asks the store, and turns what it throws into what the caller may know.
    func ask<Answer>(_ question: () async throws -> Answer) async throws(Problem) -> Answer {
        do {
            return try await question()
        } catch let problem as Problem {
            throw problem
        } catch StoreError.full {
            throw Problem(.storageFull)
        } catch StoreError.noSuchPerson {
            throw Problem(.noSuchPerson)
        } catch StoreError.secondSelf {
            throw Problem.secondSelf
        } catch StoreError.exists {
            throw Problem(.exists)
        } catch {
            dependencies.report("the store failed: \(error)")
            throw Problem(.unavailable)
        }
    }

    /// Fresh random bytes for a nonce of AES-GCM.
    func nonce() -> [UInt8] { dependencies.randomBytes(12) }
}
