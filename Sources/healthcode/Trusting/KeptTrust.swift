import Foundation
import HealthCodeCore
import HealthCodeCredential
import HealthCodeService
import Logging

/// What the operator keeps of other places in the data directory: the lists of `TrustFolder`, `rules/NAME.json`,
/// `rules/value-sets.json`, `revocations/*`. Read again whenever a file has changed.
actor KeptTrust: TrustShelf {
    private let url: URL
    private let folder: TrustFolder
    private let clock: Clock
    private let logger = Logger(label: "healthcode")
    private var lists: [String: Read<TrustList>] = [:]
    private var sets: [String: Read<CertLogicRuleSet>] = [:]
    private var codes: Read<JSON>?

    /// What was read, and from which files as they were then.
    private struct Read<Value: Sendable>: Sendable {
        var state: [String]
        var value: Value?
    }

    init(data: DataDirectory, clock: Clock) {
        url = data.url
        folder = data.trust
        self.clock = clock
    }

    func trust(named name: String, in jurisdiction: RegionCode) async -> TrustList? {
        let kept = folder.directory.appending(path: name)
        let now = clock.now.seconds
        // A signed list ends, so it is looked at again each minute.
        let state = ["\(now / 60)"] + state(of: [kept] + files(in: kept) + files(in: folder.directory))
        let key = "\(name) \(jurisdiction)"
        if let read = lists[key], read.state == state { return read.value }
        let value = attempt(kept) { try folder.list(named: name, in: jurisdiction, at: now) } ?? nil
        lists[key] = Read(state: state, value: value)
        return value
    }

    func rules(named name: String) async -> CertLogicRuleSet? {
        let file = url.appending(path: "rules/\(name).json")
        let state = state(of: [file])
        if let read = sets[name], read.state == state { return read.value }
        let value = state.isEmpty ? nil : attempt(file) { try CheckFiles.ruleSet(at: file.path) }
        sets[name] = Read(state: state, value: value)
        return value
    }

    func valueSets() async -> JSON {
        let file = url.appending(path: "rules/value-sets.json")
        let state = state(of: [file])
        if let codes, codes.state == state { return codes.value ?? .object([]) }
        let value = state.isEmpty ? nil : attempt(file) { try CheckFiles.json(at: file.path) }
        codes = Read(state: state, value: value)
        return value ?? .object([])
    }

    func revocations(signedBy trust: TrustList) async -> RevocationCheck {
        let keys = trust.ownKeys
        let sources = files(in: url.appending(path: "revocations")).compactMap { file -> RevocationCheck.Source? in
            guard let data = FileManager.default.contents(atPath: file.path),
                let list = try? Revocations(verifying: Array(data), keys: keys)
            else { return nil }
            return RevocationCheck.Source(list, for: trust.keys(ofWhoSigned: list.statement))
        }
        return RevocationCheck(sources)
    }

    private func files(in folder: URL) -> [URL] {
        let found = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
        return (found ?? []).filter { !$0.isDirectory }.sorted { $0.path < $1.path }
    }

    /// Which files there are, how large, and when they were last changed.
    private func state(of files: [URL]) -> [String] {
        files.compactMap { file in
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.path) else { return nil }
            let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return "\(file.path) \(attributes[.size] ?? 0) \(changed)"
        }
    }

    /// What can be read of a file; where it cannot, the operator is told, and what it would say does not count.
    private func attempt<Value>(_ file: URL, _ read: () throws -> Value) -> Value? {
        do { return try read() } catch {
            logger.error("passed over \(file.path): \(error)")
            return nil
        }
    }
}

extension TrustList {
    /// The keys of the issuer who signed a revocation list: nobody takes back what another one signed.
    fileprivate func keys(ofWhoSigned statement: RevocationStatement) -> Set<KeyID> {
        let owners = signers.filter { $0.ids.contains(statement.keyID) || $0.key.id == statement.keyID }
        let issuers = Set(owners.compactMap(\.issuer))
        let own = signers.filter { signer in owners.contains(signer) || signer.issuer.map(issuers.contains) ?? false }
        return Set(own.flatMap { $0.ids.isEmpty ? [$0.key.id] : $0.ids })
    }
}
