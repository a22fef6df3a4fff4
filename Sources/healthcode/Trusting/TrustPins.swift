import Foundation
import HealthCodeCore
import HealthCodeCredential

/// For which jurisdictions, and there for which kinds of credential, the operator keeps a list of trust: `DATA/trust/NAME.pins`. A list
/// without pins counts for every pack that names it.
struct TrustPins: Codable, Equatable {
    /// One jurisdiction.
    struct Pin: Codable, Equatable {
        /// The region; the packs of it and of all under it are meant.
        var region: String
        /// For what the list is taken there; nothing for everything that it is taken for.
        var formats: [String]?
    }

    var pins: [Pin] = []

    /// What a list may be taken for by the packs of a region.
    enum Reach: Equatable {
        case everything
        case formats(Set<Format>)
        case nothing
    }

    func reach(in jurisdiction: RegionCode) -> Reach {
        guard !pins.isEmpty else { return .everything }
        let own = pins.filter { RegionCode($0.region)?.contains(jurisdiction) ?? false }
        guard !own.isEmpty else { return .nothing }
        guard own.allSatisfy({ $0.formats != nil }) else { return .everything }
        return .formats(Set(own.flatMap { ($0.formats ?? []).compactMap(Format.init(rawValue:)) }))
    }

    /// The pins as a table shows them, such as `420000:eu-dcc`.
    var shown: String {
        pins.map { pin in pin.formats.map { "\(pin.region):\($0.joined(separator: ","))" } ?? pin.region }
            .joined(separator: " ")
    }
}

extension TrustFolder {
    private func pinsFile(_ name: String) -> URL { directory.appending(path: "\(name).pins") }

    /// The pins of a list. Throws, with what to do, where they are damaged: whom to trust where is not guessed.
    func pins(_ name: String) throws -> TrustPins {
        guard let data = FileManager.default.contents(atPath: pinsFile(name).path) else { return TrustPins() }
        guard let pins = try? JSONDecoder().decode(TrustPins.self, from: data) else {
            throw Failure("\(pinsFile(name).path) is damaged: `healthcode trust unpin \(name)`, and pin it again")
        }
        return pins
    }

    /// Keeps a list for one more jurisdiction; from the first on, for those alone.
    func pin(_ name: String, _ pin: TrustPins.Pin) throws {
        var kept = try pins(name)
        kept.pins.removeAll { $0.region == pin.region }
        kept.pins.append(pin)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(kept).write(to: pinsFile(name), options: .atomic)
    }

    /// Lets a list count everywhere again.
    func unpin(_ name: String) throws {
        guard FileManager.default.fileExists(atPath: pinsFile(name).path) else {
            throw Failure("the list \(name) is not pinned: it counts for every pack that names it")
        }
        try FileManager.default.removeItem(at: pinsFile(name))
    }

    /// Whether there is a list of this name, signed or kept by hand.
    func has(_ name: String) -> Bool {
        guard Self.isName(name) else { return false }
        return ["", ".json"].contains { suffix in
            FileManager.default.fileExists(atPath: directory.appending(path: name + suffix).path)
        }
    }
}
