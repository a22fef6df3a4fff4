import HealthCodeCore
import HealthCodeService
import Testing

// Values that are right in everything; a test breaks one thing of them.

/// 2020-04-01T00:00:00+08:00.
let now = Instant(seconds: 1_585_670_400)
let day: Int64 = 86_400

func place(_ code: String) throws -> RegionCode {
    try #require(RegionCode(code))
}

/// A digest that differs for each word.
func digest(_ word: String) throws -> Digest32 {
    var bytes = Array(word.utf8.prefix(32))
    bytes += Array(repeating: 0, count: 32 - bytes.count)
    return try #require(Digest32(bytes: bytes))
}

let generousBudget = OneTimeCodeBudget(day: 18_352, sends: 10, failures: 20, failuresPerCode: 5)

/// Red for a confirmed case; yellow for 14 days after contact, then green; else green.
let decide: Decide = { subject in decideAt(now, subject) }

/// The same, decided at another instant.
func decideAt(_ instant: Instant, _ subject: Subject) -> StoredAssignment {
    let policy = PolicyName(region: subject.region, version: "2020-04-01")
    if let fact = subject.facts.first(where: { $0.kind == .confirmed }) {
        return StoredAssignment(
            colour: .red, since: fact.from, rule: "case", policy: policy, next: nil, decided: instant)
    }
    if let fact = subject.facts.last(where: { $0.kind == .closeContact }) {
        let end = fact.from.advanced(bySeconds: 14 * day)
        if instant < end {
            return StoredAssignment(
                colour: .yellow, since: fact.from, rule: "contact", policy: policy,
                next: NextColour(at: end, colour: .green), decided: instant)
        }
    }
    return StoredAssignment(
        colour: .green, since: subject.start, rule: "everyone-else", policy: policy, next: nil, decided: instant)
}

func fact(
    _ kind: FactKind, at instant: Instant = now, origin: FactOrigin = .person, detail: FactDetail = .none
) -> Fact {
    Fact(id: FactID(0), kind: kind, from: instant, known: instant, origin: origin, detail: detail)
}

extension Store {
    /// Signs a phone in; the session's token is the digest of `token`.
    func signIn(_ phone: String, token: String = "token") async throws -> AccountID {
        let (phone, code) = (try digest(phone), try digest("code"))
        let sent = OneTimeCode(
            phone: phone, code: code, issued: now, expires: now.advanced(bySeconds: 300))
        #expect(try await keepOneTimeCode(sent, budget: generousBudget))
        let attempt = OneTimeCodeAttempt(
            phone: phone, code: code, sealedPhone: [1, 2, 3], at: now, budget: generousBudget)
        let session = NewSession(
            token: try digest(token), opened: now, expires: now.advanced(bySeconds: day))
        guard case .opened(let account) = try await redeemOneTimeCode(attempt, opening: session) else {
            throw StoreError.failed("not signed in")
        }
        return account
    }

    /// Registers whoever holds a document.
    func register(
        _ document: String, by account: AccountID, relation: Relation = .`self`, verified: Bool = true
    ) async throws -> PersonID {
        let person = try newPerson(document, by: account, relation: relation, verified: verified)
        guard case .registered(let id) = try await registerPerson(person, decide: decide) else {
            throw StoreError.failed("not registered")
        }
        return id
    }

    /// A person of a fresh account.
    func register(_ document: String) async throws -> PersonID {
        try await register(document, by: account(phone: digest("phone of " + document), sealed: [1]))
    }

    /// A hospital.
    func addHospital(_ name: String = "a hospital") async throws -> SourceID {
        try await addSource(
            NewSource(name: name, kind: .hospital, region: place("420106"), key: digest(name), added: now))
    }

    /// A point, and a collector who stands there.
    func addCheckpoint() async throws -> (PointID, StaffID) {
        let point = try await addPoint(NewPoint(name: "a gate", region: place("420106"), added: now))
        let collector = try await addStaff(
            NewStaff(
                phone: digest("collector"), role: .collector, sealed: [9], region: place("420106"), added: now))
        return (point, collector)
    }
}

func newPerson(
    _ document: String, by account: AccountID, relation: Relation = .`self`, verified: Bool = true
) throws -> NewPerson {
    let wuchang = try place("420106")
    var (registered, residence) = (fact(.registered), fact(.residence))
    registered.region = wuchang
    residence.region = wuchang
    return NewPerson(
        document: try digest(document), wrappedKey: Array("the key of \(document)".utf8),
        sealed: Array("the details of \(document)".utf8), region: wuchang, channel: "web", registered: now,
        account: account, relation: relation, verified: verified, consent: "2020-02-17",
        facts: [NewFact(registered), NewFact(residence)])
}

func record(
    _ id: String, from source: SourceID, of document: String, _ kind: FactKind = .confirmed, content: String? = nil,
    note: [UInt8] = []
) throws -> SourceRecord {
    SourceRecord(
        source: source, id: id, content: try digest(content ?? id), document: try digest(document),
        body: .fact(NewFact(fact(kind, origin: .source(source.number)), sealedNote: note)), received: now)
}

func retraction(_ id: String, from source: SourceID, of other: String) throws -> SourceRecord {
    SourceRecord(
        source: source, id: id, content: try digest(id), document: nil, body: .retraction(of: other),
        received: now.advanced(bySeconds: 60))
}
