import HealthCodeCore
import HealthCodeService

/// Invented people and their papers.
struct Someone: Sendable {
    var name: String
    var number: String
    var phone: String

    static let zhang = Someone(name: "张三丰", number: residentID("420102", "19900307", 123), phone: "13800000001")
    static let li = Someone(name: "李四", number: residentID("420502", "19851120", 456), phone: "13800000002")
    static let child = Someone(name: "张小宝", number: residentID("420102", "20150601", 789), phone: "13800000001")

    var registration: Registration {
        Registration(
            name: name, documentKind: "resident_id", documentNumber: number, region: "420102", relation: "self")
    }

    /// The registration of this person by a guardian.
    func registration(as relation: String) -> Registration {
        var registration = registration
        registration.relation = relation
        return registration
    }

    var document: Document {
        get throws { try Document(kind: .residentID, number: number, at: Instant(seconds: 1_586_480_400)) }
    }
}

/// A resident id with the right check digit, as GB 11643 asks.
func residentID(_ region: String, _ born: String, _ serial: Int) -> String {
    let digits = region + born + String(serial)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits.compactMap(\.wholeNumberValue), weights).reduce(0) { $0 + $1.0 * $1.1 }
    return digits + String(Array("10X98765432")[sum % 11])
}

extension World {
    /// Signs in with a phone, through its message.
    func signIn(_ phone: String) async throws -> Caller {
        try await healthCode.caller(token: try await session(phone).token)
    }

    func session(_ phone: String) async throws -> OpenedSession {
        try await healthCode.sendOneTimeCode(to: phone, language: .english)
        return try await healthCode.signIn(phone: phone, oneTimeCode: outbox.last?.oneTimeCode ?? "")
    }

    /// Puts someone into the register, so that the verifier matches them.
    func enter(_ someone: Someone) throws {
        register.enter(someone.name, try someone.document, phone: someone.phone)
    }

    /// Registers someone whom the verifier matches.
    func verified(_ someone: Someone) async throws -> (caller: Caller, person: PersonView) {
        try enter(someone)
        return try await registered(someone)
    }

    /// Registers someone of whom the verifier knows nothing, unless they were entered before.
    func registered(_ someone: Someone) async throws -> (caller: Caller, person: PersonView) {
        let caller = try await signIn(someone.phone)
        return (caller, try await healthCode.register(someone.registration, by: caller))
    }

    /// A source of a kind, in Wuhan.
    func source(_ kind: SourceKind, region: RegionCode = World.wuhan) async throws -> Source {
        let added = try await healthCode.addSource(
            name: "\(kind.rawValue) \(try await healthCode.sources().count + 1)", kind: kind, region: region)
        return try await healthCode.source(key: added.key)
    }

    /// Sends one record and gives what came of it.
    func send(_ json: String, from source: Source) async throws -> RecordAnswer.Outcome? {
        try await healthCode.receive([Array(json.utf8)], from: source).first?.outcome
    }

    /// A collector at a point in Wuhan.
    func checkpoint() async throws -> (collector: Caller, point: PointID) {
        let point = try await healthCode.addPoint(name: "江岸区一号卡口", region: World.wuhan)
        _ = try await healthCode.addStaff(
            role: .collector, phone: "13900000001", name: "王采集", region: code("420100"))
        return (try await signIn("13900000001"), point.id)
    }
}

/// A pass with an id of its own.
func pass(
    _ number: UInt64, _ token: String, _ point: PointID, temperature: Int32? = 3_650, at: Instant? = nil,
    offline: Bool = false
) -> PassRequest {
    PassRequest(
        id: PassID(high: 1, low: number), token: token, point: point,
        temperature: temperature.map { Temperature(hundredths: $0) }, at: at, offline: offline)
}

/// A record of a person's document.
func record(_ id: String, _ kind: String, of someone: Someone, _ more: String = "") -> String {
    """
    {"id":"\(id)","kind":"\(kind)","document":{"type":"resident_id","number":"\(someone.number)"}\(more)}
    """
}
