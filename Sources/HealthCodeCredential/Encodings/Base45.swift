/// Base45 (RFC 9285): two bytes as three characters of the QR alphanumeric alphabet, least significant first.
public enum Base45 {
    /// Why a text is not base45.
    public enum Fault: String, Error, Sendable {
        /// A character outside the 45 of the alphabet; lower-case letters are outside.
        case character = "a character is not of the base45 alphabet"
        /// One character is left over: no bytes encode to that.
        case length = "the length is not that of a base45 text"
        /// A group means more than its bytes can hold.
        case overflow = "a group of characters is out of range"
    }

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

    /// The digit of each character, 0xff for what is none.
    private static let digits: [UInt8] = {
        var table = [UInt8](repeating: 0xff, count: 256)
        for (digit, character) in alphabet.enumerated() { table[Int(character)] = UInt8(digit) }
        return table
    }()

    /// The low two characters of each number below 45², the first in the low byte.
    private static let pairs: [UInt16] = (0..<2025).map { number in
        UInt16(alphabet[number % 45]) | UInt16(alphabet[number / 45]) << 8
    }

    /// The text of these bytes, after a prefix that is copied as it is.
    public static func encode(_ bytes: [UInt8], prefix: String = "") -> String {
        let length = prefix.utf8.count + bytes.count / 2 * 3 + bytes.count % 2 * 2
        return pairs.withUnsafeBufferPointer { pairs in
            String(unsafeUninitializedCapacity: length) { text in
                var end = 0
                func put(_ character: UInt8) {
                    text[end] = character
                    end += 1
                }
                for character in prefix.utf8 { put(character) }
                for index in stride(from: 0, to: bytes.count - 1, by: 2) {
                    let number = Int(bytes[index]) << 8 | Int(bytes[index + 1])
                    let low = pairs[number % 2025]
                    put(UInt8(truncatingIfNeeded: low))
                    put(UInt8(truncatingIfNeeded: low >> 8))
                    put(UInt8(truncatingIfNeeded: pairs[number / 2025]))
                }
                if bytes.count % 2 == 1 {
                    let low = pairs[Int(bytes[bytes.count - 1])]
                    put(UInt8(truncatingIfNeeded: low))
                    put(UInt8(truncatingIfNeeded: low >> 8))
                }
                return end
            }
        }
    }

    /// The bytes that these characters (ASCII codes) encode. Every text that is accepted is the encoding of its bytes.
    ///
    /// - Throws: `Fault` for what RFC 9285 section 4 says must be refused.
    public static func decode(_ characters: [UInt8]) throws(Fault) -> [UInt8] {
        guard characters.count % 3 != 1 else { throw .length }
        let digits = digits
        func digit(_ index: Int) throws(Fault) -> Int {
            let digit = digits[Int(characters[index])]
            guard digit != 0xff else { throw .character }
            return Int(digit)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 3 * 2 + 1)
        let whole = characters.count / 3 * 3
        for index in stride(from: 0, to: whole, by: 3) {
            let number = try digit(index) + digit(index + 1) * 45 + digit(index + 2) * 2025
            guard number <= 0xffff else { throw .overflow }
            bytes.append(UInt8(number >> 8))
            bytes.append(UInt8(number & 0xff))
        }
        if whole < characters.count {
            let number = try digit(whole) + digit(whole + 1) * 45
            guard number <= 0xff else { throw .overflow }
            bytes.append(UInt8(number))
        }
        return bytes
    }

    /// The bytes that this text encodes.
    ///
    /// - Throws: `Fault`, as for characters.
    public static func decode(_ text: some StringProtocol) throws(Fault) -> [UInt8] {
        try decode(Array(text.utf8))
    }
}
