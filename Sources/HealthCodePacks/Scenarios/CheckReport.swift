import FoundationEssentials
import HealthCodeCore

/// What a check of packs and their scenarios found, for `healthcode policy check`.
public struct CheckReport: Sendable {
    /// What is to be read, whole.
    public var text: String
    /// Whether every pack was read and every scenario is as expected.
    public var passed: Bool
}

/// Checks packs: each path is a pack's file, a folder that holds `pack.yaml` (its `scenarios.yaml` is then run), or a
/// folder of such folders, however deep.
public func check(paths: [String]) -> CheckReport {
    var report = CheckReport(text: "", passed: true)
    var parts: [String] = []
    for path in paths {
        let files = packFiles(at: path)
        if files.isEmpty {
            parts.append("\(path): there is no pack.yaml here")
            report.passed = false
        }
        for file in files {
            let (text, passed) = check(file: file)
            parts.append(text)
            report.passed = report.passed && passed
        }
    }
    report.text = parts.joined(separator: "\n\n")
    return report
}

/// Reads the pack of a file, or of a folder that holds `pack.yaml`.
/// - Throws: `Mistakes` of the text, of which the first stands at line 1 where the file cannot be read at all.
public func readPack(at path: String) throws(Mistakes) -> Pack {
    var isFolder = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let file = exists && isFolder ? path + "/pack.yaml" : path
    return try Pack(yaml: readText(at: file), file: file)
}

/// The text of a file in UTF-8.
func readText(at path: String) throws(Mistakes) -> String {
    func mistake(_ message: String) -> Mistakes {
        Mistakes([Mistake(file: path, line: 1, column: 1, message: message)])
    }
    guard let data = FileManager.default.contents(atPath: path) else { throw mistake("the file cannot be read") }
    guard let text = String(validating: data, as: UTF8.self) else { throw mistake("the file is not UTF-8 text") }
    return text
}

private func packFiles(at path: String) -> [String] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
    guard isFolder else { return [path] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
    if names.contains("pack.yaml") { return [path + "/pack.yaml"] }
    return names.flatMap { name in
        var isFolder = false
        let inner = path + "/" + name
        return FileManager.default.fileExists(atPath: inner, isDirectory: &isFolder) && isFolder
            ? packFiles(at: inner) : []
    }
}

private func check(file: String) -> (text: String, passed: Bool) {
    do throws(Mistakes) {
        let policy = try readPack(at: file).policy
        let folder = file.split(separator: "/").dropLast().last ?? ""
        if CivilDate(folder) != nil, folder != policy.version {
            return ("\(file): 'since' begins on \(policy.version), but the folder is named \(folder)", false)
        }
        let beside = file.dropLast("pack.yaml".count) + "scenarios.yaml"
        guard file.hasSuffix("pack.yaml"), FileManager.default.fileExists(atPath: String(beside)) else {
            return ("\(file): \(policy.rules.count) rules, no mistake; there are no scenarios beside it", true)
        }
        let scenarios = try Scenarios(yaml: readText(at: String(beside)), file: String(beside), of: policy)
        let report = ScenarioReport(of: scenarios, under: policy)
        return (report.text, report.passed)
    } catch {
        return (error.description, false)
    }
}
