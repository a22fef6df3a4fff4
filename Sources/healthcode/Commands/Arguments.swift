public import ArgumentParser
public import HealthCodeCore
public import HealthCodeService

extension RegionCode: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }
}

extension SourceKind: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension Exchange: ExpressibleByArgument {}

extension Instant {
    /// As tables show it.
    var shown: String { rfc3339(in: .china) }
}

/// Columns of text, as wide as they need to be; a Chinese character takes two places.
struct TextTable {
    private let rows: [[String]]

    init(_ header: [String], _ rows: [[String]]) {
        self.rows = [header] + rows
    }

    /// Writes the table to standard output.
    func print() {
        let columns = rows[0].indices.map { column in rows.map { Self.width($0[column]) }.max() ?? 0 }
        for row in rows {
            let cells = zip(row, columns).map { cell, width in
                cell + String(repeating: " ", count: width - Self.width(cell))
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            Swift.print(line)
        }
    }

    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
    }
}
