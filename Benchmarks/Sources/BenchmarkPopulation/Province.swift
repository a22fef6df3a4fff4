import Crypto
import Foundation
import HealthCodeCore
import HealthCodePacks
import HealthCodeService
import SQLiteStore

/// A province that `ProvinceFiller` filled: decided for the first time, and then by other rules.
struct Province: Sendable {
    let installation: Installation

    /// Decides everybody who has facts, as though each had just been recorded.
    func decideFirst() async throws {
        let store = installation.store
        let rules = PolicyHistory(
            try await store.packs().map { try Pack(yaml: $0.text).policy }, notices: .init(try await store.notices()))
        let mark = EditionMark(packs: try await store.packs().count, notices: try await store.notices().count)
        let now = installation.healthCode.now
        var last: PersonID?
        while true {
            let people = try await store.people(after: last, limit: 2_000)
            guard let end = people.last else { break }
            try await store.reassign(people) { $0.assignment(by: rules, mark, at: now) }
            last = end
        }
        _ = try await installation.healthCode.reassessConcerned()
    }

    /// Tries the next rules so many times; the best round counts.
    func simulate(rounds: Int) async throws {
        let pack = try await nextPack()
        var best = Double.infinity
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            let simulation = try await installation.healthCode.simulate(pack, listed: 1_000)
            best = min(best, (ContinuousClock.now - start) / .seconds(1))
            print("at \(simulation.at.seconds)")
            print("people \(simulation.people)")
            for colour in Colour.allCases {
                let count = Colour.allCases.reduce(0) { $0 + simulation.count(.init(from: $1, to: colour)) }
                print("\(colour.rawValue) \(count)")
            }
        }
        print("seconds \(best)")
    }

    /// Publishes the next rules.
    func publish() async throws {
        let pack = try await nextPack()
        let start = ContinuousClock.now
        _ = try await installation.healthCode.publish(pack)
        print("seconds \((ContinuousClock.now - start) / .seconds(1))")
    }

    /// Keeps the next rules as published and decides nobody: a server that has the same directory open finds them and does.
    func announce() async throws {
        let pack = try await nextPack()
        guard let digest = Digest32(bytes: Array(SHA256.hash(data: pack.bytes))) else {
            throw Refused(what: "a digest")
        }
        let published = PublishedPack(
            name: PolicyName(region: pack.policy.region, version: pack.policy.version), since: pack.policy.since,
            text: pack.source, digest: digest, published: installation.healthCode.now)
        guard try await installation.store.publishPack(published) else { throw Refused(what: "published before") }
    }

    /// Seals a county for a minute, another one each time.
    func sealCounty() async throws {
        let count = try await installation.store.notices().count
        let regions = try await installation.store.newcomers().keys.sorted()
        let now = installation.healthCode.now
        let notice = RegionNotice(
            region: regions[count * 7 % regions.count], what: .closed,
            interval: Interval(from: now, until: now.advanced(bySeconds: 60)), known: now)
        let start = ContinuousClock.now
        try await installation.healthCode.importNotices([notice])
        print("seconds \((ContinuousClock.now - start) / .seconds(1))")
    }

    /// Explains people who have facts, all over the province and on all processors, as a page or a command does.
    func explain(_ count: Int) async throws {
        let last = try await installation.store.lastPerson()?.number ?? 0
        var people: [PersonID] = []
        for part in 0..<64 {
            let first = last / 64 * Int64(part) + 1
            people = try await installation.store.gather(people, subjects: first...(first + last / 640)) {
                people, person, _ in
                people.append(person)
            }
        }
        guard !people.isEmpty else { throw Refused(what: "nobody has facts") }
        let (chosen, workers) = (people.shuffled(), 4 * ProcessInfo.processInfo.activeProcessorCount)
        let start = ContinuousClock.now
        try await forEach(0..<workers, together: workers) { worker in
            for number in stride(from: worker, to: count, by: workers) {
                let view = try await installation.healthCode.explanation(of: chosen[number % chosen.count])
                guard !view.rule.isEmpty else { throw Refused(what: "nothing explained") }
            }
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("explained_per_second \(Double(count) / seconds)")
    }

    /// The rules of the province with another date, and contacts watched for seven days or for fourteen in turns.
    private func nextPack() async throws -> Pack {
        let packs = try await installation.store.packs().filter { $0.name.region.description == "420000" }
        guard let first = packs.first(where: { $0.name.version == "2020-04-01" }) else {
            throw Refused(what: "no rules to start with")
        }
        let date = CivilDate(of: first.since, in: .china).advanced(byDays: Int64(packs.count))
        let text = first.text
            .replacing("since: \(CivilDate(of: first.since, in: .china))", with: "since: \(date)")
            .replacing(
                "close_contact, for: 14d", with: "close_contact, for: \(packs.count.isMultiple(of: 2) ? 14 : 7)d")
        return try Pack(yaml: text)
    }
}

extension Subject {
    fileprivate func assignment(by rules: PolicyHistory, _ mark: EditionMark, at now: Instant) -> StoredAssignment {
        let line = timeline(of: self, under: rules)
        let next = line.nextChange(after: now).map { NextColour(at: $0.interval.from, colour: $0.colour) }
        let nowhere = PolicyName(region: region, version: "")
        guard let own = line.assignment(at: now) else {
            return StoredAssignment(
                colour: .grey, since: start, rule: "", policy: nowhere, next: next, decided: now, edition: mark)
        }
        return StoredAssignment(
            colour: own.colour, since: own.interval.from, rule: own.rule.id,
            policy: PolicyName(region: own.policy.region, version: own.policy.version), next: next, decided: now,
            edition: mark)
    }
}
