import Foundation

/// The files that come with the program: jurisdiction packs, the register of divisions, the browser's QR decoder.
struct ShareDirectory {
    let url: URL

    /// Looks in the folder of the setting, and nowhere else where there is one; then in `share/healthcode` next to the
    /// program's `bin`, then beside the program and upwards (a checkout, where it was built). Throws where the packs are not
    /// to be found.
    static func find(_ settings: Settings) throws -> ShareDirectory {
        let (named, origin) = settings.value(of: .share)
        if origin != .fallback {
            let share = ShareDirectory(url: URL(filePath: named, directoryHint: .isDirectory))
            guard share.jurisdictions.isDirectory else {
                throw Failure("--share is \(named), and there is no folder Jurisdictions in it")
            }
            return share
        }
        var places: [URL] = []
        let program = URL(filePath: CommandLine.executablePath).resolvingSymlinksInPath()
        var folder = program.deletingLastPathComponent()
        places.append(folder.deletingLastPathComponent().appending(path: "share/healthcode"))
        while folder.path != "/" {
            places.append(folder)
            folder.deleteLastPathComponent()
        }
        guard let found = places.first(where: { $0.appending(path: "Jurisdictions").isDirectory }) else {
            throw Failure(
                "the packs that come with HealthCode are neither in ../share/healthcode nor in a folder above the program: "
                    + "name the folder that has Jurisdictions and Divisions with --share, or in HEALTHCODE_SHARE")
        }
        return ShareDirectory(url: found)
    }

    var jurisdictions: URL { url.appending(path: "Jurisdictions", directoryHint: .isDirectory) }
    /// Every pack in it, in the order of their paths: by place, then by date.
    var packs: [URL] {
        let walk = FileManager.default.enumerator(at: jurisdictions, includingPropertiesForKeys: nil)
        return (walk?.compactMap { $0 as? URL } ?? []).filter { $0.lastPathComponent == "pack.yaml" }
            .sorted { $0.path < $1.path }
    }
    /// The divisions of GB/T 2260, and abroad, which is a choice of region too (HZ-07).
    var divisions: [URL] { ["gbt2260", "abroad"].map { url.appending(path: "Divisions/\($0).csv") } }
    var assets: URL { url.appending(path: "build/assets", directoryHint: .isDirectory) }
}

extension CommandLine {
    /// The path of the running program.
    static var executablePath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? arguments[0]
    }
}

extension URL {
    /// Whether there is a directory at this path.
    var isDirectory: Bool {
        var directory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &directory) && directory.boolValue
    }
}
