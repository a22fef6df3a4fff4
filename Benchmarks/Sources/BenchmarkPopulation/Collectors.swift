import Foundation
import HealthCodeCore
import HealthCodeService

/// Checkpoints with a collector each, on duty.
struct Collectors: Sendable {
    let installation: Installation

    private static let count = 256
    private static let wuhan = RegionCode(number: 420_100_000_000)

    private static func phone(_ number: Int) -> String { "19" + String(100_000_000 + number) }

    /// Signs every collector in, and writes a line for each: the session and the point. A duty counts for twelve hours.
    func write(to file: String) async throws {
        let healthCode = installation.healthCode
        var points = try await healthCode.points()
        for number in points.count..<max(points.count, Self.count) {
            points.append(try await healthCode.addPoint(name: "检查点 \(number)", region: Self.wuhan))
            _ = try await healthCode.addStaff(
                role: .collector, phone: Self.phone(number), name: "采集员 \(number)", region: Self.wuhan)
        }
        var text = ""
        for (number, point) in points.prefix(Self.count).enumerated() {
            text += "\(try await installation.signIn(Self.phone(number)).token) \(point.id.number)\n"
        }
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }
}
