import Foundation
import HealthCodeAdapters
import HealthCodeCredential

/// Judges what `healthcode verify` is given: one text or picture, or many lines on all processors.
struct VerifyBench: Sendable {
    let verifier: CredentialVerifier
    /// The instant to judge at, in seconds since 1970-01-01T00:00:00Z.
    let now: Int64
    let form: Verify.Form

    /// The report on one argument: a code, or the path of a file with one. Throws where the file cannot be read.
    func report(on argument: String) throws -> Report {
        let isFile =
            form == .image
            || (form == .auto && (FileManager.default.fileExists(atPath: argument) || Self.isPath(argument)))
        guard isFile else { return report(onLine: argument) }
        guard let data = FileManager.default.contents(atPath: argument) else {
            throw Failure("cannot read \(argument.prefix(200))")
        }
        return form == .image ? report(onPicture: data) : report(onFile: data)
    }

    /// Whether a text can only be meant as the path of a picture.
    private static func isPath(_ text: String) -> Bool {
        [".png", ".jpg", ".jpeg"].contains { text.lowercased().hasSuffix($0) }
    }

    /// What a file holds: the text of a code, a COSE message as it is, or a picture.
    private func report(onFile data: Data) -> Report {
        if data.isEmpty { return Report(refusing: Reason(.image, .notUnderstood, "The file is empty.")) }
        if let first = data.first, Self.messageStarts.contains(first) {
            return verifier.verify(message: Array(data), at: now)
        }
        guard data.count <= CredentialVerifier.longestText * 2, var text = String(bytes: data, encoding: .utf8) else {
            return report(onPicture: data)
        }
        while text.last?.isNewline == true { text.removeLast() }
        let report = report(onLine: text)
        return report.format == .unknown ? self.report(onPicture: data) : report
    }

    /// The first bytes of COSE messages: the tags of COSE_Sign1, of CWT and of COSE_Sign, and an array of four.
    private static let messageStarts: Set<UInt8> = [0xD2, 0xD8, 0x84]

    /// Whether a text is a COSE message in hexadecimal digits; no code in a text form begins so.
    private static func isMessage(_ text: String) -> Bool {
        let start = text.prefix(4).lowercased()
        return ["d284", "d83d", "d862", "84"].contains(where: start.hasPrefix)
            && text.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }

    private func report(onPicture data: Data) -> Report {
        let texts: [String]
        do {
            texts = try QRPicture(data).texts()
        } catch {
            let why = error == .tooLarge ? "The picture is too large." : "It is no PNG or JPEG picture, or damaged."
            return Report(refusing: Reason(.image, .notUnderstood, why))
        }
        guard !texts.isEmpty else {
            return Report(refusing: Reason(.image, .notUnderstood, "There is no QR code in it that can be read."))
        }
        let cards = texts.filter { $0.hasPrefix(HealthCardText.prefix) }
        if cards.count > 1, cards.count == texts.count { return verifier.verify(healthCard: cards, at: now) }
        let reports = texts.map { verifier.verify($0, at: now) }
        return reports.first { $0.format != .unknown } ?? reports[0]
    }

    /// The report on one line.
    func report(onLine line: String) -> Report {
        switch form {
        case .text: return verifier.verify(line, at: now)
        case .auto where !Self.isMessage(line): return verifier.verify(line, at: now)
        case .auto, .coseHex:
            guard let bytes = Hexadecimal.decode(line) else {
                return Report(refusing: Reason(.cose, .damaged, "It is not hexadecimal."), format: .message)
            }
            return verifier.verify(message: bytes, at: now)
        case .image:
            guard let data = FileManager.default.contents(atPath: line) else {
                return Report(refusing: Reason(.image, .notUnderstood, "There is no picture to be read at this path."))
            }
            return report(onPicture: data)
        }
    }

    /// The reports on many lines, in their order. Parts of one health card may stand on lines that follow each other:
    /// the last of them is answered with the report on the whole, and those before it with what is still missing.
    func reports(on lines: [String], _ parts: inout HealthCardParts) async -> [Report] {
        await reports(on: lines.map { line in form == .auto || form == .text ? parts.joined(line) : line })
    }

    private func reports(on lines: [String]) async -> [Report] {
        let share = max(16, lines.count / (ProcessInfo.processInfo.activeProcessorCount * 4) + 1)
        guard lines.count > share else { return lines.map(report(onLine:)) }
        return await withTaskGroup(of: (Int, [Report]).self) { group in
            for start in stride(from: 0, to: lines.count, by: share) {
                let part = lines[start..<min(start + share, lines.count)]
                group.addTask { (start, part.map(report(onLine:))) }
            }
            var parts: [Int: [Report]] = [:]
            for await (start, reports) in group { parts[start] = reports }
            return parts.sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }
}

/// Bytes as hexadecimal digits, two a byte.
enum Hexadecimal {
    /// The bytes; nil for an odd number of digits, and for anything that is no digit.
    static func decode(_ text: String) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
