import SystemPackage

/// The lines of standard input, in batches of those that are there: whoever writes a line at a time is answered at once, and a long
/// file is read in pieces. A line ends with the newline alone, since a base45 text may begin or end with a space.
struct InputLines {
    private var rest: [UInt8] = []
    private var isAtEnd = false

    private static let pieceLength = 1 << 20

    /// The next lines, one at least; nil at the end. Throws where the input cannot be read.
    mutating func next() throws -> [String]? {
        while !isAtEnd {
            var piece = [UInt8](repeating: 0, count: Self.pieceLength)
            let count = try piece.withUnsafeMutableBytes { try FileDescriptor.standardInput.read(into: $0) }
            isAtEnd = count == 0
            rest += piece[..<count]
            let lines = takeLines()
            if !lines.isEmpty { return lines }
        }
        return nil
    }

    /// The whole lines, and at the end of the input what is left over.
    private mutating func takeLines() -> [String] {
        let parts = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let last = parts.last else { return [] }
        var lines = parts.dropLast().map { String(decoding: $0, as: UTF8.self) }
        if isAtEnd, !last.isEmpty { lines.append(String(decoding: last, as: UTF8.self)) }
        rest = isAtEnd ? [] : Array(last)
        return lines
    }
}
