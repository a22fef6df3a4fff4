import Testing

/// The house style, as far as a machine can read it (CONTRIBUTING.md).
@Suite("The house rules")
struct HouseRuleTests {
    @Test("No file is longer than 400 lines")
    func filesAreShort() throws {
        for file in try House.files(under: "Sources") + House.files(under: "Tests") where file.lines.count > 401 {
            Issue.record("\(file) has \(file.lines.count - 1) lines: give its subjects a file each")
        }
    }

    @Test(
        "Nothing is forced, left undone or let loose",
        arguments: [
            (#"\btry!"#, "handle the error or let it through"),
            (#"\bas!"#, "use `as?` and say what happens otherwise"),
            (#"\bfatalError\("#, "make the state impossible or throw"),
            (#"@unchecked\s+Sendable"#, "use a lock, an actor or a value"),
            (#"\bTask\s*\{|\bTask\.detached"#, "long-lived work is a Service, short work is awaited"),
            (#"nonisolated\(unsafe\)"#, "use a lock, an actor or a value"),
        ])
    func nothingForbidden(_ pattern: String, instead: String) throws {
        let regex = try Regex(pattern)
        for file in try House.files(under: "Sources") {
            for (number, text) in file.code where text.contains(regex) {
                Issue.record("\(file):\(number): \(text.trimmed): \(instead)")
            }
        }
    }

    @Test("No note of unfinished work stays in the code")
    func nothingUnfinished() throws {
        let words = try ["TO" + "DO", "FIX" + "ME", "XX" + "X"].map { try Regex(#"\b\#($0)\b"#) }
        for file in try House.files(under: "Sources") + House.files(under: "Tests") {
            for (index, line) in file.lines.enumerated() where words.contains(where: { line.contains($0) }) {
                Issue.record("\(file):\(index + 1): \(line.trimmed)")
            }
        }
    }

    @Test("Time, zones and calendars are read only at the edge")
    func timeComesFromOutside() throws {
        let pattern = /\bDate\(\)|\bDate\.now|ContinuousClock\(\)|TimeZone\.current|Calendar\.current/
        let pure = ["HealthCodeCore", "HealthCodePacks", "HealthCodeCredential", "HealthCodeService", "SQLiteStore"]
        for target in pure {
            for file in try House.files(under: "Sources/\(target)") {
                for (number, text) in file.code where text.contains(pattern) {
                    Issue.record("\(file):\(number): \(text.trimmed): take `now` as a parameter")
                }
            }
        }
    }

    @Test("Every public type, and every public operation of Core and Credential, has a doc comment")
    func publicsAreDocumented() throws {
        for file in try House.files(under: "Sources") {
            let operationsToo = ["HealthCodeCore", "HealthCodeCredential"].contains(file.target)
            for (index, line) in file.lines.enumerated() {
                let isType = line.contains(/^public (indirect |final )*(struct|enum|class|actor|protocol|typealias)\b/)
                let isOperation =
                    operationsToo && line.contains(/^\s*public (static )?(mutating )?(func|init)\b/)
                    && !line.contains(/func (<|==|hash\()|init\(rawValue/)
                guard isType || isOperation else { continue }
                if !file.isDocumented(before: index) {
                    Issue.record("\(file):\(index + 1): \(line.trimmed): say what it is, in a doc comment")
                }
            }
        }
    }
}

extension House.File {
    /// Whether a doc comment stands before a line, attributes between them left out.
    func isDocumented(before index: Int) -> Bool {
        var above = index - 1
        while above >= 0, lines[above].trimmed.hasPrefix("@") { above -= 1 }
        return above >= 0 && lines[above].trimmed.hasPrefix("///")
    }
}

extension String {
    /// Without the blanks around it.
    var trimmed: String {
        String(self.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
