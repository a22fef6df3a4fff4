import Foundation
import HealthCodeCredential

/// The files that `--trust` names.
enum TrustFiles {
    /// Reads every file named, folders by their files. Throws where a named file, or a whole folder, holds nobody to trust; a file of
    /// a folder that holds nobody is passed over, with a word on standard error.
    static func read(_ paths: [String]) throws -> TrustList {
        var trusted: [Signer] = []
        for path in paths {
            let url = URL(filePath: path)
            trusted += url.isDirectory ? try read(folder: url) : try read(file: url)
        }
        return TrustList(trusted)
    }

    private static func read(folder: URL) throws -> [Signer] {
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
        var signers: [Signer] = []
        for file in files.sorted(by: { $0.path < $1.path }) where !file.isDirectory {
            do {
                signers += try read(file: file)
            } catch let failure as Failure {
                FileHandle.standardError.write(Data("healthcode: passed over: \(failure)\n".utf8))
            }
        }
        guard !signers.isEmpty else { throw Failure("no file in \(folder.path) holds a certificate or a public key") }
        return signers
    }

    private static func read(file: URL) throws -> [Signer] {
        guard let data = FileManager.default.contents(atPath: file.path) else {
            throw Failure("cannot read the trusted keys in \(file.path)")
        }
        do {
            return try TrustList(file: Array(data)).signers
        } catch {
            throw Failure("\(file.path): \(error.sentence)")
        }
    }
}
