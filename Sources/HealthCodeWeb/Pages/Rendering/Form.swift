import HealthCodeCore
import HealthCodeService
import Hummingbird

/// A form as a browser sent it: `application/x-www-form-urlencoded` (WHATWG URL, section 5.1), every name as often as
/// it came; or, where it has files, `multipart/form-data`.
struct Form: Sendable {
    private let pairs: [(name: String, value: String)]
    private let files: [Multipart.Part]

    /// Reads the body of a request.
    ///
    /// - Throws: `NIOTooManyBytesError` for a body over the limit; `invalidFields` for one with files that is cut short.
    init(_ request: Request, limit: Int = BodyLimit.usual) async throws {
        var request = request
        let body = try await request.collectBody(upTo: limit)
        try self.init(body, contentType: request.headers[.contentType] ?? "")
    }

    /// Reads a body as its content type says.
    ///
    /// - Throws: `invalidFields` for one with files that is cut short.
    init(_ body: ByteBuffer, contentType: String) throws(Problem) {
        guard let boundary = Multipart.boundary(in: contentType) else {
            self.init(String(buffer: body))
            return
        }
        guard let parts = Multipart.parts(of: Array(body.readableBytesView), boundary: boundary) else {
            throw Problem(.invalidFields)
        }
        self.init(
            pairs: parts.filter { $0.fileName == nil }.map { ($0.name, String(decoding: $0.content, as: UTF8.self)) },
            files: parts.filter { $0.fileName != nil })
    }

    /// Reads a text such as `name=%E5%BC%A0&symptoms=cough&symptoms=fever`.
    init(_ text: String) {
        pairs = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Form.decode(parts[0]), parts.count > 1 ? Form.decode(parts[1]) : "")
        }
        files = []
    }

    /// A form with these values, for one that is shown for the first time.
    init(values: [String: String] = [:]) {
        pairs = values.map { ($0.key, $0.value) }
        files = []
    }

    /// The file that was chosen under the name; nil where none was.
    func file(_ name: String) -> Multipart.Part? {
        files.first { $0.name == name && $0.fileName?.isEmpty == false }
    }

    /// The first value of the name as it was sent; empty where there is none.
    subscript(_ name: String) -> String {
        pairs.first { $0.name == name }?.value ?? ""
    }

    /// The value without white space around it; nil where nothing is left.
    func text(_ name: String) -> String? {
        let value = self[name].drop(while: \.isWhitespace)
        guard let last = value.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(value[...last])
    }

    /// Every value of the name.
    func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    private static func decode(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest.removeFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Form {
    /// What came of reading a field that may be left empty.
    enum Reading<Value> {
        case empty
        case read(Value)
        case unreadable
    }

    /// A temperature as people write it: `36.5`, `36,5`, `３６．５`, `365`.
    func temperature(_ name: String) -> Reading<Temperature> {
        guard let text = text(name) else { return .empty }
        var plain = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF10...0xFF19: plain.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0xFF0C, 0xFF0E, 0x3002, 0x2C: plain += "."
            case 0x20, 0x3000, 0xB0, 0x43, 0x63, 0x2103: continue
            default: plain.unicodeScalars.append(scalar)
            }
        }
        let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts[0].count <= 3, let whole = Int32(parts[0]), whole >= 0 else {
            return .unreadable
        }
        if parts.count == 1 {
            // 365 for 36.5 is a slip of gloved fingers.
            return .read(Temperature(hundredths: whole >= 300 ? whole * 10 : whole * 100))
        }
        let digits = parts[1].count <= 2 ? parts[1] + String(repeating: "0", count: 2 - parts[1].count) : ""
        guard let fraction = Int32(digits), fraction >= 0 else { return .unreadable }
        return .read(Temperature(hundredths: whole * 100 + fraction))
    }

    /// A day as a date input sends it.
    func day(_ name: String) -> Reading<CivilDate> {
        guard let text = text(name) else { return .empty }
        guard let day = CivilDate(text) else { return .unreadable }
        return .read(day)
    }
}

extension Temperature {
    /// The degrees in one decimal, or two where there are: `36.5`, `36.55`.
    var degrees: String {
        let tenths = hundredths % 10 == 0
        let fraction = hundredths % 100
        return "\(hundredths / 100)." + (tenths ? "\(fraction / 10)" : (fraction < 10 ? "0\(fraction)" : "\(fraction)"))
    }
}

extension Form {
    /// The form without one of its places gone to; those after it move up.
    func dropping(stay dropped: Int, of count: Int) -> Form {
        var kept: [String: String] = [:]
        var pairs: [(name: String, value: String)] = []
        for number in 1...count {
            kept["stay\(number)"] = number == dropped ? "" : "stay\(number > dropped ? number - 1 : number)"
        }
        for pair in self.pairs {
            let parts = pair.name.split(separator: "-", maxSplits: 1).map(String.init)
            guard parts.count == 2, let stay = kept[parts[0]] else {
                pairs.append(pair)
                continue
            }
            if !stay.isEmpty { pairs.append((stay + "-" + parts[1], pair.value)) }
        }
        return Form(pairs: pairs)
    }

    private init(pairs: [(name: String, value: String)], files: [Multipart.Part] = []) {
        self.pairs = pairs
        self.files = files
    }
}
