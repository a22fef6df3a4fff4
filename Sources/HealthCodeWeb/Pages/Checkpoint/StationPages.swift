import HealthCodeCore
import HealthCodeService

/// The collection points at which a collector may scan (WH-10).
struct StationsPage: Page {
    static let template = "stations"
    static let manifest: String? = "checkpoint"
    var title: String
    var notice: Notice?
    var points: [Place]
    var hasPoints: Bool

    struct Place {
        var href: String
        var name: String
        var region: String
    }

    /// - Parameter regions: the names of the points' regions, in their order.
    init(_ points: [Point], regions: [String], notice: Notice? = nil, words: Catalogue) {
        title = words("stations.title")
        self.notice = notice
        self.points = zip(points, regions).map { Place(href: $0.path, name: $0.name, region: $1) }
        hasPoints = !points.isEmpty
    }
}

extension Point {
    /// Where one scans for this point.
    var path: String { "/collect/\(id.number)" }
}

/// Where a collector scans: with the camera, a hand scanner or a picture.
struct StationPage: Page {
    static let template = "station"
    static let styles = ["forms", "collect"]
    static let modules = ["station"]
    static let shape = "station"
    static let manifest: String? = "checkpoint"
    var title: String
    var notice: Notice?
    var point: String
    var action: String
    /// Which codes of others count here; nil where none do.
    var recognised: String?
    /// What the post needs without a network; nil where no rules are known by which to decide.
    var offline: OfflineDesk?

    init(
        _ point: Point, recognised: [LocalizedText] = [], notice: Notice? = nil, offline: OfflineDesk?,
        words: Catalogue
    ) {
        self.offline = offline
        let names = recognised.map { $0[words.language] }.joined(separator: words("common.comma"))
        self.recognised = names.isEmpty ? nil : words("station.recognised", ["codes": names])
        title = words("station.window", ["point": point.name])
        self.notice = notice
        self.point = point.name
        action = point.path + "/check"
    }
}
