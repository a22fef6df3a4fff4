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
            let text = metrics.text() + signed + due + text(of: try await healthCode.census())
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
    }

    private static func status(_ word: String) -> Response {
        .json(capacity: 32) { json in json.object { $0.member("status", word) } }
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
