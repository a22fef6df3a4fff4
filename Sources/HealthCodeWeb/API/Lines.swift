import NIOCore

/// Cuts a body into its lines as it comes, so that no more than one unfinished line is held.
struct Lines {
    /// A line of the body, without its end.
    struct Line: Equatable {
        /// Its place in the body, from 1; lines with nothing on them count.
        let number: Int
        /// Its bytes; nil of a line that is longer than allowed.
        let text: [UInt8]?
    }

    private let maximumLength: Int
    private var unfinished: [UInt8] = []
    private var isTooLong = false
    private var ended = 0

    init(maximumLength: Int) {
        self.maximumLength = maximumLength
    }

    /// Takes the next part of the body and gives the lines that it completes. Lines with nothing on them are left out.
    mutating func take(_ part: ByteBuffer) -> [Line] {
        var lines: [Line] = []
        for piece in part.readableBytesView.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            if piece.offset > 0, let line = finish() { lines.append(line) }
            if isTooLong || unfinished.count + piece.element.count > maximumLength {
                isTooLong = true
                unfinished = []
            } else {
                unfinished.append(contentsOf: piece.element)
            }
        }
        return lines
    }

    /// The line that stands open: what came since the last end of a line.
    mutating func finish() -> Line? {
        defer {
            unfinished = []
            isTooLong = false
        }
        ended += 1
        if isTooLong { return Line(number: ended, text: nil) }
        if unfinished.last == 0x0d { unfinished.removeLast() }
        return unfinished.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? nil : Line(number: ended, text: unfinished)
    }
}
