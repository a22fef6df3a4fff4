import HealthCodeCore
import HealthCodeService
import Hummingbird

extension API {
    /// What those who run the service ask for; nothing of it is about a person.
    func addOperation(to routes: RouterGroup<WebContext>) {
        routes.get("health") { _, _ in Self.status("alive") }
        routes.get("ready") { _, _ in
            _ = try await healthCode.regions(under: nil)
            return Self.status("ready")
        }
        routes.get("metrics") { _, _ in
            let signed = counter(
                "healthcode_codes_signed_total", "Live codes signed since the start.", healthCode.codesSigned)
            let due = gauge(
                "healthcode_changes_due", "Changes of colour that are due and not made yet, up to 1,000.",
                "healthcode_changes_due \(try await healthCode.changesDue())\n")
            let text = metrics.text() + signed + due + (try await regions()) + text(of: try await healthCode.census())
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
    }

    private static func status(_ word: String) -> Response {
        .json(capacity: 32) { json in json.object { $0.member("status", word) } }
    }

    /// How what is said of regions reaches people.
    private func regions() async throws -> String {
        let open = gauge(
            "healthcode_reassessments_open", "Changes of packs and regions that have not reached everyone yet.",
            "healthcode_reassessments_open \(try await healthCode.reassessmentsOpen())\n")
        let late = gauge(
            "healthcode_colours_late", "People whose colour is overdue by their place's own promise, up to 10,000.",
            "healthcode_colours_late \(try await healthCode.lateColours())\n")
        guard let feed = healthCode.feedStatus else { return open + late }
        let isFollowed = gauge(
            "healthcode_risk_feed_up", "Whether the risk feed could be read and followed at the last try.",
            "healthcode_risk_feed_up \(feed.fault == nil ? 1 : 0)\n")
        guard let read = feed.read else { return open + late + isFollowed }
        return open + late + isFollowed
            + gauge(
                "healthcode_risk_feed_read_timestamp_seconds", "When the risk feed was last read well.",
                "healthcode_risk_feed_read_timestamp_seconds \(read.seconds)\n")
    }

    private func text(of census: Census) -> String {
        let colours = Colour.allCases.map {
            "healthcode_people{colour=\"\($0.rawValue)\"} \(census.colours[$0] ?? 0)\n"
        }
        return gauge("healthcode_people", "People by the colour they have.", colours.joined())
            + gauge("healthcode_facts", "Facts known.", "healthcode_facts \(census.facts)\n")
            + gauge("healthcode_passes", "Crossings recorded.", "healthcode_passes \(census.passes)\n")
            + gauge(
                "healthcode_waiting_records", "Records whose person has not registered.",
                "healthcode_waiting_records \(census.waitingRecords)\n")
    }

    private func counter(_ name: String, _ help: String, _ count: Int) -> String {
        "# HELP \(name) \(help)\n# TYPE \(name) counter\n\(name) \(count)\n"
    }

    private func gauge(_ name: String, _ help: String, _ samples: String) -> String {
        "# HELP \(name) \(help)\n# TYPE \(name) gauge\n\(samples)"
    }
}
