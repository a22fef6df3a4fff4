import Foundation
import HealthCodeCore
import HealthCodeService
import SwiftCSV

/// A register of divisions as a CSV file: `code,name,level,parent`.
enum RegionFile {
    /// Reads every line. Throws, with the line, where one is no region.
    static func read(_ file: URL) throws -> [Region] {
        try CSVRows.read(file, columns: ["code", "name", "level"]).map { line, row in
            guard let code = RegionCode(row["code"] ?? "") else {
                throw Failure("\(file.path):\(line): `\(row["code"] ?? "")` is no region code of 6, 9 or 12 digits")
            }
            guard let level = RegionCode.Level(rawValue: row["level"] ?? "") else {
                let known = RegionCode.Level.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure("\(file.path):\(line): `\(row["level"] ?? "")` is no level; there are \(known)")
            }
            guard let name = row["name"], !name.isEmpty else {
                throw Failure("\(file.path):\(line): the name is missing")
            }
            return Region(code: code, name: name, level: level, parent: RegionCode(row["parent"] ?? ""))
        }
    }
}

extension ShareDirectory {
    /// All regions that come with the program.
    func regions() throws -> [Region] { try divisions.flatMap(RegionFile.read) }
}

/// The rows of a CSV file with a header.
enum CSVRows {
    /// Every row with its line number. Throws where the file cannot be read or lacks a column.
    static func read(_ file: URL, columns: [String]) throws -> [(line: Int, row: [String: String])] {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw Failure("cannot read \(file.path)")
        }
        let table: CSV<Named>
        do {
            table = try CSV<Named>(string: text, delimiter: .comma, loadColumns: false)
        } catch let error as CSVParseError {
            switch error {
            case .generic(let why), .quotation(let why): throw Failure("\(file.path) is not CSV: \(why)")
            }
        }
        for column in columns where !table.header.contains(column) {
            throw Failure(
                "\(file.path):1: the column `\(column)` is missing; there are \(table.header.joined(separator: ", "))")
        }
        return table.rows.enumerated().map { ($0.offset + 2, $0.element) }
    }
}
