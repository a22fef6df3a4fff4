/// The outer form of SMART Health Cards: `shc:/` and the characters of a compact JWS as two digits each, whole or in
/// parts.
public enum HealthCardText {
    /// What stands before the digits.
    public static let prefix = "shc:/"
    /// The longest message that one QR code takes, in characters of the JWS; a longer one goes into parts.
    public static let longestWhole = 1_195
    /// The longest message in one part.
    private static let longestPart = 1_191
    /// The longest message altogether.
    static let longestMessage = 32_768
    /// A digit pair stands for the character of this code more.
    private static let base: UInt8 = 45

    /// Why a text is not such a message.
    public enum Fault: String, Error, Sendable {
        case prefix = "It does not begin with “shc:/”."
        case digits = "It is not made of pairs of digits from 00 to 77."
        case part = "It does not say which part of how many it is."
        case missing = "It is a part only."
        case tooLong = "It is longer than a health card can be."
    }

    /// One QR code: a message, or a part of one.
    public struct Part: Hashable, Sendable {
        /// Which part it is, from 1, and of how many.
        public let number, count: Int
        /// The characters of the JWS in it.
        public let characters: [UInt8]

        /// The part that a text is; a text that is a whole message is part 1 of 1.
        ///
        /// - Throws: `Fault`.
        public init(_ text: some StringProtocol) throws(Fault) {
            guard text.utf8.starts(with: prefix.utf8) else { throw .prefix }
            let fields = text.utf8.dropFirst(prefix.utf8.count)
                .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            switch fields.count {
            case 1: (number, count) = (1, 1)
            case 3:
                guard let number = Self.number(fields[0]), let count = Self.number(fields[1]), number <= count else {
                    throw .part
                }
                (self.number, self.count) = (number, count)
            default: throw .part
            }
            characters = try Self.characters(Array(fields[fields.count - 1]))
        }

        /// A number from 1 to 99 without needless zeros.
        private static func number(_ digits: some Collection<UInt8>) -> Int? {
            guard (1...2).contains(digits.count), digits.first != 0x30,
                digits.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }

        private static func characters(_ digits: [UInt8]) throws(Fault) -> [UInt8] {
            guard digits.count.isMultiple(of: 2), !digits.isEmpty else { throw .digits }
            guard digits.count <= 2 * longestMessage else { throw .tooLong }
            var characters: [UInt8] = []
            characters.reserveCapacity(digits.count / 2)
            for index in stride(from: 0, to: digits.count, by: 2) {
                let (high, low) = (digits[index], digits[index + 1])
                guard (0x30...0x37).contains(high), (0x30...0x39).contains(low) else { throw .digits }
                let value = (high - 0x30) * 10 + (low - 0x30)
                guard value <= 77 else { throw .digits }
                characters.append(value + base)
            }
            return characters
        }
    }

    /// The message in these texts: one whole, or all parts of one in any order.
    ///
    /// - Throws: `Fault`.
    static func message(in texts: [some StringProtocol]) throws(Fault) -> String {
        var parts: [Part] = []
        for text in texts { parts.append(try Part(text)) }
        guard let count = parts.first?.count, parts.allSatisfy({ $0.count == count }),
            parts.map(\.number).sorted() == Array(1...count)
        else { throw .missing }
        let characters = parts.sorted { $0.number < $1.number }.flatMap(\.characters)
        guard characters.count <= longestMessage else { throw .tooLong }
        return String(decoding: characters, as: UTF8.self)
    }

    /// The texts of a message: one, or as many parts of about the same length as it needs.
    public static func texts(of message: String) -> [String] {
        let digits = message.utf8.map { character in
            let value = Int(character) - Int(base)
            return value < 10 ? "0\(value)" : "\(value)"
        }
        guard digits.count > longestWhole else { return [prefix + digits.joined()] }
        let count = (digits.count + longestPart - 1) / longestPart
        let length = (digits.count + count - 1) / count
        return (0..<count).map { index in
            let part = digits[(index * length)..<min((index + 1) * length, digits.count)]
            return "\(prefix)\(index + 1)/\(count)/\(part.joined())"
        }
    }
}
