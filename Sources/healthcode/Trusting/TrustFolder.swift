import Foundation
import HealthCodeCore
import HealthCodeCredential

/// Whom an installation trusts beside itself, by name: packs name these lists.
///
/// `DATA/trust/NAME.json` says from whom a signed list comes, `NAME.list` is the newest that was fetched. A file or a folder `NAME`
/// with certificates or keys is a list that somebody keeps by hand.
struct TrustFolder: Sendable {
    let directory: URL

    /// From whom a signed list comes, and what it is taken for.
    struct Pin: Codable, Equatable {
        /// The public keys of the authority, as a JWK Set; no other key's list is ever taken.
        var authority: String
        /// Where its list is fetched: a URL, or a file.
        var source: String
        /// What its signers are trusted for here, whatever the list says; nothing for what the list says.
        var formats: [String]?
    }

    /// How a list stands to the clock.
    enum State: String {
        case fresh, expired, missing
    }

    /// A signed list that is followed.
    struct Followed {
        let name: String
        let pin: Pin
        /// The newest that was fetched.
        let signed: SignedTrustList?

        func state(at now: Int64) -> State {
            guard let signed else { return .missing }
            return now <= signed.expires ? .fresh : .expired
        }
    }

    /// Names are words, so that they are names of files as well.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 64
            && name.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    }

    /// The signed lists that are followed, in the order of their names.
    func followed() throws -> [Followed] {
        guard FileManager.default.fileExists(atPath: directory.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: directory.path)
            .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.filter(Self.isName).sorted().map(followed)
    }

    /// The signed list of a name. Throws, with what to do, where there is none, or its files are damaged.
    func followed(_ name: String) throws -> Followed {
        let file = pinFile(name)
        guard let data = FileManager.default.contents(atPath: file.path) else {
            throw Failure("there is no list \(name): see `healthcode trust list`")
        }
        guard let pin = try? JSONDecoder().decode(Pin.self, from: data) else {
            throw Failure("\(file.path) is damaged: `healthcode trust remove \(name)`, and add it again")
        }
        guard let text = try? String(contentsOf: listFile(name), encoding: .utf8) else {
            return Followed(name: name, pin: pin, signed: nil)
        }
        do throws(TrustListError) {
            return Followed(name: name, pin: pin, signed: try Self.verify(text, pin))
        } catch {
            throw Failure("\(listFile(name).path): \(error.sentence); `healthcode trust fetch \(name)` gets another")
        }
    }

    /// The trusted signers of a name at an instant (seconds since 1970), for the packs of a region: those of a signed list that has
    /// not ended, or those of a file or a folder that somebody keeps; nil where it is pinned for other regions. Throws, with what to
    /// do, where there are none.
    func list(named name: String, in jurisdiction: RegionCode, at now: Int64) throws -> TrustList? {
        switch try pins(name).reach(in: jurisdiction) {
        case .everything: try list(named: name, at: now)
        case .formats(let formats): try list(named: name, at: now).limited(to: formats)
        case .nothing: nil
        }
    }

    private func list(named name: String, at now: Int64) throws -> TrustList {
        let kept = directory.appending(path: name)
        if !FileManager.default.fileExists(atPath: pinFile(name).path) {
            guard Self.isName(name), FileManager.default.fileExists(atPath: kept.path) else {
                throw Failure("there is no list \(name) in \(directory.path): `healthcode trust add` makes one known")
            }
            return try TrustFiles.read([kept.path])
        }
        let followed = try followed(name)
        guard let signed = followed.signed, now <= signed.expires else {
            throw Failure("the list \(name) has ended or was never fetched: `healthcode trust fetch \(name)`")
        }
        return signed.list.limited(to: followed.pin.limits)
    }

    /// The trusted signers of all signed lists at an instant; those that have ended are passed over, with a word on standard error.
    func all(at now: Int64) throws -> TrustList {
        var list = TrustList()
        for followed in try followed() {
            guard let signed = followed.signed, now <= signed.expires else {
                let said = "healthcode: passed over: the list \(followed.name) has ended\n"
                FileHandle.standardError.write(Data(said.utf8))
                continue
            }
            list = list.union(signed.list.limited(to: followed.pin.limits))
        }
        return list
    }

    /// Follows a list from now on: keeps its pin, and the list itself.
    func add(_ name: String, _ pin: Pin, _ text: String, at now: Int64) throws {
        guard Self.isName(name) else { throw Failure("\(name) is no name: use a to z, 0 to 9 and hyphens") }
        guard !FileManager.default.fileExists(atPath: pinFile(name).path),
            !FileManager.default.fileExists(atPath: directory.appending(path: name).path)
        else { throw Failure("there is a list \(name) already: `healthcode trust remove \(name)` first") }
        let signed = try take(text, pin, after: nil, at: now)
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try Data(signed.text.utf8).write(to: listFile(name), options: .atomic)
        try encoder.encode(pin).write(to: pinFile(name), options: .atomic)
    }

    /// Keeps a newer list of a name. Throws, and keeps what is there, where it is not one.
    func renew(_ name: String, with text: String, at now: Int64) throws {
        let known = try followed(name)
        let signed = try take(text, known.pin, after: known.signed, at: now)
        try Data(signed.text.utf8).write(to: listFile(name), options: .atomic)
    }

    /// Follows a list no more.
    func remove(_ name: String) throws {
        guard FileManager.default.fileExists(atPath: pinFile(name).path) else {
            throw Failure("there is no list \(name): see `healthcode trust list`")
        }
        try FileManager.default.removeItem(at: pinFile(name))
        try? FileManager.default.removeItem(at: listFile(name))
        try? unpin(name)
    }

    private func take(
        _ text: String, _ pin: Pin, after older: SignedTrustList?, at now: Int64
    ) throws -> SignedTrustList {
        do throws(TrustListError) {
            return try Self.verify(text, pin).taken(after: older, at: now)
        } catch {
            throw Failure("the list of \(pin.source) is not taken: \(error.sentence)")
        }
    }

    private static func verify(_ text: String, _ pin: Pin) throws(TrustListError) -> SignedTrustList {
        let keys: KeySet
        do { keys = try KeySet(jwks: pin.authority) } catch { throw .damaged("the authority's keys cannot be read") }
        return try SignedTrustList(verifying: text.trimmingCharacters(in: .whitespacesAndNewlines), keys: keys)
    }

    private func pinFile(_ name: String) -> URL { directory.appending(path: "\(name).json") }
    private func listFile(_ name: String) -> URL { directory.appending(path: "\(name).list") }
}

extension TrustFolder.Pin {
    /// What it is taken for.
    var limits: Set<Format>? { formats.map { Set($0.compactMap(Format.init(rawValue:))) } }
}

extension TrustListError {
    /// The error as the end of a line for a terminal.
    var sentence: String {
        switch self {
        case .unsigned: "it is no signed list of trust"
        case .damaged(let why): "it is not a list of trust: \(why)"
        case .foreign(let key): "it is signed with the key \(key), which is not the authority's"
        case .forged: "its signature does not fit: it was edited, or made by someone else"
        case .expired(let end): "it ended at \(ReportText.instant(end))"
        case .early(let start): "it is of \(ReportText.instant(start)), which is still to come: a clock is wrong"
        case .rolledBack(let known): "it is older than the one at hand, of \(ReportText.instant(known))"
        }
    }
}
