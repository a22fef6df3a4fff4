import Foundation
import HealthCodeCredential

/// The files that `healthcode revocations` reads and writes.
enum RevocationFiles {
    /// The ids of a file, one a line. Throws with the number of the first line that will not do.
    static func ids(_ path: String) throws -> [RevokedID] {
        let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : Data(try bytes(path))
        guard let text = String(data: data, encoding: .utf8) else { throw Failure("\(path) is not UTF-8 text") }
        var ids: [RevokedID] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let id = id(line) else {
                throw Failure(
                    "\(path), line \(index + 1): this is not an id; write one of: code CTI KID, key KID, "
                        + "certificate UVCI, id 0123456789abcdef")
            }
            ids.append(id)
        }
        return ids
    }

    private static func id(_ line: String) -> RevokedID? {
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard let kind = words.first, words.count == 2 else { return nil }
        let rest = words[1].trimmingCharacters(in: .whitespaces)
        switch kind {
        case "certificate": return .certificate(rest)
        case "key": return KeyID(text: rest).map { .key($0) }
        case "id": return rest.count == 16 ? UInt64(rest, radix: 16).map(RevokedID.init(bits:)) : nil
        case "code":
            let parts = rest.split(separator: " ")
            guard parts.count == 2, let code = hexadecimal(parts[0]), let key = KeyID(text: String(parts[1])) else {
                return nil
            }
            return .code(code, signedBy: key)
        default: return nil
        }
    }

    private static func hexadecimal(_ text: Substring) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// What a file says of itself.
    static func outline(_ path: String) throws -> RevocationOutline {
        do throws(RevocationError) {
            return try RevocationOutline(try read(path))
        } catch {
            throw Failure("\(path): \(error.sentence)")
        }
    }

    /// The list in a file, signed by one of these keys.
    static func list(_ path: String, _ keys: KeySet) throws -> Revocations {
        let bytes = try bytes(path)
        do throws(RevocationError) {
            return try Revocations(verifying: bytes, keys: keys)
        } catch {
            throw Failure("\(path): \(error.sentence)")
        }
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw Failure("cannot read \(path)") }
        return Array(data)
    }

    /// The same where the caller has words for damage alone.
    static func read(_ path: String) throws(RevocationError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw .damaged("\(path) cannot be read") }
        return Array(data)
    }

    static func signingKey(_ path: String) throws -> SigningKey {
        guard let pem = String(bytes: try bytes(path), encoding: .utf8), let key = try? SigningKey(pem: pem) else {
            throw Failure("\(path) is not a P-256 private key in PEM")
        }
        return key
    }

    /// Writes in one step: a reader sees the old file or the new one.
    static func write(_ bytes: [UInt8], to path: String) throws {
        do { try Data(bytes).write(to: URL(filePath: path), options: .atomic) } catch {
            throw Failure("cannot write \(path): \(error.localizedDescription)")
        }
    }
}
