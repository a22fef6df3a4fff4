import HealthCodeCore
import HealthCodeCredential
import HealthCodeService

/// The members of a JSON object that a client sent, read strictly. Everything that is wrong is collected, so that a client
/// learns of all of it at once: where a member will not do, a stand-in is given, and `check()` throws before anybody uses
/// it. Members that nobody asks for are ignored, and `null` is the same as absent.
struct Fields {
    private final class Complaints {
        var fields: [FieldProblem] = []
    }

    private let object: JSON
    private let pointer: String
    private let complaints: Complaints

    /// - Throws: `Problem.invalidFields` where the value is no object.
    init(_ value: JSON) throws(Problem) {
        guard case .object = value else {
            throw Problem(.invalidFields, fields: [FieldProblem("", .wrongType(expected: "object"))])
        }
        self.init(object: value, pointer: "", complaints: Complaints())
    }

    private init(object: JSON, pointer: String, complaints: Complaints) {
        self.object = object
        self.pointer = pointer
        self.complaints = complaints
    }

    /// Refuses the request where anything that was read would not do.
    ///
    /// - Throws: `Problem.invalidFields` with all that was wrong.
    func check() throws(Problem) {
        guard complaints.fields.isEmpty else { throw Problem(.invalidFields, fields: complaints.fields) }
    }

    /// Notes that a member will not do.
    func refuse(_ name: String, _ reason: FieldProblem.Reason) {
        complaints.fields.append(FieldProblem(pointer + "/" + name, reason))
    }

    /// Reads a member that may be absent.
    private func read<Value>(
        _ name: String, as type: String, _ convert: (JSON) throws(FieldProblem.Reason) -> Value?
    ) -> Value? {
        guard let value = object[name], value != .null else { return nil }
        do {
            if let value = try convert(value) { return value }
            refuse(name, .wrongType(expected: type))
        } catch {
            refuse(name, error)
        }
        return nil
    }

    /// Whether the member is there.
    func has(_ name: String) -> Bool { object[name].map { $0 != .null } ?? false }

    private func required<Value>(_ name: String, _ value: Value?, else standIn: Value) -> Value {
        if value == nil, !has(name) { refuse(name, .missing) }
        return value ?? standIn
    }
}

extension Fields {
    func text(_ name: String) -> String { required(name, optionalText(name), else: "") }

    func optionalText(_ name: String) -> String? { read(name, as: "string") { $0.string } }

    func flag(_ name: String) -> Bool { required(name, optionalFlag(name), else: false) }

    func optionalFlag(_ name: String) -> Bool? {
        read(name, as: "boolean") { (value) -> Bool? in
            guard case .bool(let flag) = value else { return nil }
            return flag
        }
    }

    /// One of a closed set of words.
    func word<Value>(_ name: String, among words: [(String, Value)], else standIn: Value) -> Value {
        let value: Value? = read(name, as: "string") { (value) throws(FieldProblem.Reason) in
            try value.string.map { (text) throws(FieldProblem.Reason) in try Self.word(text, among: words) }
        }
        return required(name, value, else: standIn)
    }

    /// Several of a closed set of words.
    func words<Value>(_ name: String, among words: [(String, Value)]) -> [Value] {
        let items: [JSON]? = read(name, as: "array") { $0.array }
        return required(name, items, else: []).enumerated().compactMap { (index, item) -> Value? in
            guard let text = item.string else {
                refuse("\(name)/\(index)", .wrongType(expected: "string"))
                return nil
            }
            do throws(FieldProblem.Reason) {
                return try Self.word(text, among: words)
            } catch {
                refuse("\(name)/\(index)", error)
                return nil
            }
        }
    }

    private static func word<Value>(
        _ text: String, among words: [(String, Value)]
    ) throws(FieldProblem.Reason) -> Value {
        guard let match = words.first(where: { $0.0 == text }) else { throw .unknownValue(allowed: words.map(\.0)) }
        return match.1
    }

    /// A temperature in degrees Celsius, kept to the hundredth.
    func optionalTemperature(_ name: String) -> Temperature? {
        read(name, as: "number") { (value) throws(FieldProblem.Reason) in
            let degrees: Double
            switch value {
            case .integer(let number): degrees = Double(number)
            case .number(let number): degrees = number
            default: return nil
            }
            guard abs(degrees) < 1_000 else { throw .badTemperature }
            return Temperature(hundredths: Int32((degrees * 100).rounded()))
        }
    }

    func temperature(_ name: String) -> Temperature {
        required(name, optionalTemperature(name), else: Temperature(hundredths: 0))
    }

    func optionalInstant(_ name: String) -> Instant? {
        read(name, as: "string") { (value) throws(FieldProblem.Reason) in
            guard let text = value.string else { return nil }
            guard let instant = Instant(rfc3339: text) else { throw .badInstant }
            return instant
        }
    }

    func instant(_ name: String) -> Instant { required(name, optionalInstant(name), else: .distantPast) }

    func region(_ name: String) -> RegionCode {
        let region: RegionCode? = read(name, as: "string") { (value) throws(FieldProblem.Reason) in
            guard let text = value.string else { return nil }
            guard let region = RegionCode(text) else { throw .badRegion }
            return region
        }
        return required(name, region, else: RegionCode(number: 0))
    }

    /// The UUID that a client gave a pass.
    func optionalPass(_ name: String) -> PassID? {
        read(name, as: "string") { (value) throws(FieldProblem.Reason) in
            guard let text = value.string else { return nil }
            guard let id = PassID(uuid: text) else { throw .notUUID }
            return id
        }
    }

    /// A point's id, as a string of digits or as a number.
    func point(_ name: String) -> PointID {
        let id: PointID? = read(name, as: "string") { (value) throws(FieldProblem.Reason) in
            switch value {
            case .integer(let number): return PointID(number)
            case .string(let text):
                guard let number = Int64(text) else { throw .badValue }
                return PointID(number)
            default: return nil
            }
        }
        return required(name, id, else: PointID(0))
    }

    /// An object within the object; where there is none, one without members, about which nothing more is said.
    func object(_ name: String) -> Fields {
        let inner: JSON? = read(name, as: "object") { (value) -> JSON? in
            guard case .object = value else { return nil }
            return value
        }
        let value = required(name, inner, else: .object([]))
        return Fields(
            object: value, pointer: pointer + "/" + name, complaints: inner == nil ? Complaints() : complaints)
    }

    /// A list of objects; none where it is absent.
    func objects(_ name: String) -> [Fields] {
        let items: [JSON] = read(name, as: "array") { $0.array } ?? []
        return items.enumerated().compactMap { index, item in
            guard case .object = item else {
                refuse("\(name)/\(index)", .wrongType(expected: "object"))
                return nil
            }
            return Fields(object: item, pointer: "\(pointer)/\(name)/\(index)", complaints: complaints)
        }
    }
}
