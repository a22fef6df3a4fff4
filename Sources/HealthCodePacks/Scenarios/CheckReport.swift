import FoundationEssentials
public import HealthCodeCore

/// What a check of packs and their scenarios found, for `healthcode policy check`.
public struct CheckReport: Sendable {
    /// What came of each pack that could be read: its scenarios.
    public var text: String
    /// The mistakes of those that could not.
    public var mistakes: String
    /// Whether every pack was read and every scenario is as expected.
    public var passed: Bool
}

/// Checks packs: each path is a pack's file, a folder that holds `pack.yaml` (its `scenarios.yaml` is then run), or a
/// folder of such folders, however deep.
public func check(paths: [String]) -> CheckReport {
    var (texts, mistakes): ([String], [String]) = ([], [])
    var passed = true
    for path in paths {
        let files = packFiles(at: path)
        if files.isEmpty { mistakes.append("\(path): there is no pack.yaml here") }
        for file in files {
            do throws(Mistakes) {
                let (text, isAsExpected) = try check(file: file)
                texts.append(text)
                passed = passed && isAsExpected
            } catch {
                mistakes.append(error.description)
            }
        }
    }
    return CheckReport(
        text: texts.joined(separator: "\n\n"), mistakes: mistakes.joined(separator: "\n"),
        passed: passed && mistakes.isEmpty)
}

/// Reads the pack of a file, or of a folder that holds `pack.yaml`.
/// - Throws: `Mistakes` of the text, of which the first stands at line 1 where the file cannot be read at all.
public func readPack(at path: String) throws(Mistakes) -> Pack {
    let file = packFile(at: path)
    return try Pack(yaml: readText(at: file), file: file)
}

/// Reads the scenarios beside a pack; see `readPack(at:)` and `readScenarios(beside:of:)`.
/// - Throws: `Mistakes` of the first file that has any.
public func readScenarios(ofPackAt path: String, of policy: Policy) throws(Mistakes) -> [Scenarios] {
    try readScenarios(beside: packFile(at: path), of: policy)
}

/// The path of a pack's file, or the file of a folder.
private func packFile(at path: String) -> String {
    var isFolder = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder ? path + "/pack.yaml" : path
}

/// Reads the scenarios beside a pack's file: `scenarios.yaml`, and others whose names begin with `scenarios-`. None where
/// the file is not named `pack.yaml`.
/// - Throws: `Mistakes` of the first that has any.
public func readScenarios(beside file: String, of policy: Policy) throws(Mistakes) -> [Scenarios] {
    guard file.hasSuffix("pack.yaml") else { return [] }
    let folder = String(file.dropLast("pack.yaml".count))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    var scenarios: [Scenarios] = []
    for name in names.filter({ $0 == "scenarios.yaml" }) + names.filter(isFurther).sorted() {
        let text = try readText(at: folder + name)
        scenarios.append(
            try Scenarios(yaml: text, file: folder + name, of: policy) { path throws(Mistakes) in
                try readPack(at: folder + path).policy
            })
    }
    return scenarios
}

private func isFurther(_ name: String) -> Bool {
    name.hasPrefix("scenarios-") && name.hasSuffix(".yaml")
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

/// - Throws: `Mistakes` of the pack or of its scenarios.
private func check(file: String) throws(Mistakes) -> (text: String, passed: Bool) {
    let policy = try readPack(at: file).policy
    let folder = file.split(separator: "/").dropLast().last ?? ""
    if CivilDate(folder) != nil, folder != policy.version {
        return ("\(file): 'since' begins on \(policy.version), but the folder is named \(folder)", false)
    }
    let scenarios = try readScenarios(beside: file, of: policy)
    if scenarios.isEmpty {
        return ("\(file): \(policy.rules.count) rules, no mistake; there are no scenarios beside it", true)
    }
    let reports = scenarios.map { ScenarioReport(of: $0, under: policy) }
    return (reports.map(\.text).joined(separator: "\n\n"), reports.allSatisfy(\.passed))
}
