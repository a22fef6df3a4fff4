import Foundation
import HealthCodeCore
import HealthCodeService

/// Fills an installation with the demo province, through the same verbs as everybody uses.
struct DemoFilling {
    private let installation: Installation
    private let phones: DemoPhones
    private var healthCode: HealthCode { installation.healthCode }

    /// How long ago the people registered, in seconds: 30 days, so that their timelines have a past.
    private static let sinceRegistration: Int64 = 30 * 86_400

    /// Opens the demo's directory, with phones of its own to sign in with.
    init(_ data: DataDirectory, flags: [Setting: String]) async throws {
        phones = DemoPhones()
        installation = try await Installation.open(data, flags: flags, sms: phones)
    }

    /// Fills it, showing how far it got; gives what to tell the one who tries it.
    func fill(people: Int, seed: UInt64) async throws -> DemoGuide {
        var province = DemoProvince(seed: seed, now: installation.clock.now)
        let counties = try await hubeiCounties()
        let others = province.others(people, counties: counties)
        // Only where a pack governs can anybody register.
        let elsewhere = province.elsewhere.filter { healthCode.place(governing: $0.person.region) != nil }
        let roles = province.roles + elsewhere
        try await enterRegister(roles + others, province.newcomer)
        let source = try await healthCode.addSource(
            name: "江城疾病预防控制中心", kind: .cdc, region: RegionCode(number: 420_000_000_000))
        let laboratory = try await healthCode.addSource(
            name: "江城第三检验所", kind: .laboratory, region: RegionCode(number: 420_000_000_000))
        let clinic = try await healthCode.addSource(
            name: "江城协作医院", kind: .hospital, region: RegionCode(number: 420_000_000_000))
        try await addCheckpoints()
        installation.clock.goBack(seconds: Self.sinceRegistration)
        for role in roles { try await enter(role) }
        try await enterAll(others)
        installation.clock.readAgain()
        try await report(roles + others, keys: [source.key, laboratory.key, clinic.key])
        return DemoGuide(
            roles: province.roles.map { .init(phone: $0.phone, name: $0.person.name, story: $0.story) },
            elsewhere: try await told(elsewhere), collectorPhone: DemoProvince.collectorPhone,
            administrators: DemoProvince.administrators,
            newcomer: .init(
                phone: province.newcomer.phone, name: province.newcomer.person.name,
                story: "not registered yet; identity number \(province.newcomer.person.number), Wuchang (420106)"),
            sourceKey: source.key, sampleNumber: province.roles[0].person.number)
    }

    /// What to say of people in other places: their colours as they came out.
    private func told(_ roles: [DemoProvince.Role]) async throws -> [DemoGuide.Entry] {
        var entries: [DemoGuide.Entry] = []
        for role in roles {
            let caller = try await phones.signIn(role.phone, to: healthCode)
            let colour = try await healthCode.people(of: caller).first?.colour ?? .grey
            entries.append(
                .init(phone: role.phone, name: role.person.name, story: "\(colour.rawValue): \(role.story)"))
        }
        return entries
    }

    private func hubeiCounties() async throws -> [RegionCode] {
        var counties: [RegionCode] = []
        for prefecture in try await healthCode.regions(under: RegionCode(number: 420_000_000_000)) {
            counties += try await healthCode.regions(under: prefecture.code).filter { $0.level == .county }.map(\.code)
        }
        return counties
    }

    private func enterRegister(_ roles: [DemoProvince.Role], _ newcomer: (phone: String, person: DemoPerson))
        async throws
    {
        let people = roles.map(\.person) + [newcomer.person]
        let rows = people.enumerated().map { line, person in
            IdentityRow(line: line + 1, type: "resident_id", number: person.number, name: person.name, phone: nil)
        }
        _ = try await healthCode.importIdentities(rows)
    }

    private func addCheckpoints() async throws {
        _ = try await healthCode.addPoint(name: "中华路码头", region: DemoProvince.wuchang)
        _ = try await healthCode.addPoint(name: "武昌火车站东口", region: DemoProvince.wuchang)
        _ = try await healthCode.addStaff(
            role: .collector, phone: DemoProvince.collectorPhone, name: "秦春燕", region: DemoProvince.wuchang)
        for administrator in DemoProvince.administrators {
            _ = try await healthCode.addStaff(
                role: .administrator, phone: administrator.phone, name: administrator.name,
                region: RegionCode(number: 420_000_000_000))
        }
    }

    /// Signs the phone in, registers the person, and declares for them.
    private func enter(_ role: DemoProvince.Role) async throws {
        let caller = try await phones.signIn(role.phone, to: healthCode)
        let person = try await healthCode.register(
            Registration(
                name: role.person.name, documentKind: Document.Kind.residentID.rawValue,
                documentNumber: role.person.number, region: role.person.region.description,
                relation: role.relation.rawValue, channel: "demo", consent: HealthCode.purposes),
            by: caller)
        let answers = Answers(symptoms: role.symptoms)
        _ = try await healthCode.declare(
            Declaration(kind: .staying, answers: answers, truthful: true), for: person.id, by: caller)
    }

    /// Enters many at a time, so that they share commits.
    private func enterAll(_ roles: [DemoProvince.Role]) async throws {
        let together = 64
        for start in stride(from: 0, to: roles.count, by: together) {
            let end = min(start + together, roles.count)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for role in roles[start..<end] {
                    group.addTask { try await enter(role) }
                }
                try await group.waitForAll()
            }
            Self.show("\(end) of \(roles.count) people", isLast: end == roles.count)
        }
    }

    /// Sends the records, each by the first source that may send its kind.
    private func report(_ roles: [DemoProvince.Role], keys: [String]) async throws {
        var lines: [[UInt8]] = []
        let encoder = JSONEncoder()
        for role in roles {
            for record in role.records {
                let body = DemoRecord(id: "demo-\(lines.count + 1)", number: role.person.number, fields: record)
                lines.append(Array(try encoder.encode(body)))
            }
        }
        for key in keys where !lines.isEmpty {
            let sender = try await healthCode.source(key: key)
            let answers = try await healthCode.receive(lines, from: sender)
            lines = zip(lines, answers).filter { $1.isForAnotherSource }.map(\.0)
        }
        guard lines.isEmpty else { throw Failure("\(lines.count) records of the demo were refused") }
    }

    private static func show(_ text: String, isLast: Bool) {
        FileHandle.standardError.write(Data("\r\(text)\(isLast ? "\n" : "")".utf8))
    }
}

/// A record as it is sent.
private struct DemoRecord: Encodable {
    let id: String
    let number: String
    let fields: [String: String]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ text: String) { stringValue = text }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var record = encoder.container(keyedBy: Key.self)
        try record.encode(id, forKey: Key("id"))
        try record.encode(["type": "resident_id", "number": number], forKey: Key("document"))
        for (name, value) in fields { try record.encode(value, forKey: Key(name)) }
    }
}

extension RecordAnswer {
    /// Whether the record was refused only because this kind of source may not send its kind.
    fileprivate var isForAnotherSource: Bool {
        if case .refused(let problem) = outcome { return problem.kind == .kindNotAllowed }
        return false
    }
}
