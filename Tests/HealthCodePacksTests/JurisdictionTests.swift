import FoundationEssentials
import HealthCodeCore
import HealthCodePacks
import Testing

/// The folder of all packs of this repository.
private let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
private let jurisdictions = root + "/Jurisdictions"

@Suite("The packs of this repository")
struct JurisdictionTests {
    @Test("Every pack is without a mistake and gives every person of its scenarios the expected colour")
    func all() {
        let report = check(paths: [jurisdictions])
        #expect(report.passed, "\(report.text)")
    }

    @Test(
        "Places that nobody told us of can be written down: Tests/Packs",
        arguments: ["staged", "renewals", "streaks", "areas", "contacts", "onsets"])
    func invented(name: String) {
        let report = check(paths: ["\(root)/Tests/Packs/\(name)"])
        #expect(report.passed && report.text.contains("all as expected"), "\(report.text)")
    }

    @Test(
        "Every sentence has people to whom it applies and people to whom it just does not, and every one is cited",
        arguments: [
            ("hubei/2020-03-01", ["HB-07", "HB-18", "Settled 2"]),
            (
                "hubei/2020-04-01",
                ["HB-03", "HB-04", "HB-06", "HB-07", "HB-18", "HB-20", "Settled 1", "Settled 2"]
            ),
            ("jingzhou/2020-03-16", ["JZ-01", "JZ-03", "HB-18", "Settled 5", "NA-02", "WH-14"]),
            ("wuhan/2020-03-02", ["WH-14", "Settled 2"]),
            ("hangzhou/2020-02-16", ["HZ-03", "HZ-04", "HZ-08"]),
            (
                "huzhou/2020-02-16",
                ["HU-01", "HU-04", "HU-08", "HU-09", "HU-12", "HU-13", "Settled 3", "Settled 4"]
            ),
            ("national/2020-02-29", ["NA-02"]),
        ])
    func matchesAndNearMisses(folder: String, ids: [String]) throws {
        let file = "\(jurisdictions)/\(folder)/pack.yaml"
        let scenarios = try readScenarios(beside: file, of: try readPack(at: file).policy)
        for sentence in scenarios.flatMap(\.sentences) {
            #expect(sentence.people.contains { $0.matches }, "\(sentence.says)")
            #expect(sentence.people.contains { !$0.matches }, "\(sentence.says)")
        }
        let cited = Set(scenarios.flatMap(\.sentences).flatMap(\.cites))
        #expect(cited.isSuperset(of: ids), "\(Set(ids).subtracting(cited))")
    }

    @Test("In Hubei green alone passes, after a temperature check (HB-21)")
    func greenPasses() throws {
        let options = try readPack(at: jurisdictions + "/hubei/2020-04-01").policy.options
        #expect(Colour.allCases.filter { options.meanings[$0]?.passes == true } == [.green])
        #expect(options.temperatureAtCheckpoint)
    }

    @Test("Hubei promises no review: what is wrong on record is put right by whoever reported it")
    func noReview() throws {
        let rules = try readPack(at: jurisdictions + "/hubei/2020-04-01").policy.rules
        for rule in rules {
            for text in [rule.reason, rule.ends].compactMap({ $0 }) {
                #expect(!text[.english].contains("review"), "\(rule.id)")
                #expect(!text[.simplifiedChinese].contains("复核"), "\(rule.id)")
            }
        }
        for rule in rules where ["case", "fever-in-wuhan", "close-contact", "fever-elsewhere"].contains(rule.id) {
            #expect(rule.ends?[.english].contains("right") == true, "\(rule.id)")
            #expect(rule.ends?[.simplifiedChinese].contains("更正") == true, "\(rule.id)")
        }
    }

    @Test("In Hubei the daily check-in had ended on 22 March 2020 (HB-08)")
    func noCheckIns() throws {
        #expect(try readPack(at: jurisdictions + "/hubei/2020-04-01").policy.options.checkIns == nil)
    }
}
