import Hummingbird
import Synchronization

/// Counts requests and their durations by route, method and status, and writes them as Prometheus text (exposition
/// format 0.0.4). A route is counted under its template, so that no identifier and no token gets into a metric.
final class Metrics: Sendable {
    private struct Key: Hashable, Comparable {
        let route: String
        let method: String
        let status: Int

        static func < (left: Key, right: Key) -> Bool {
            (left.route, left.method, left.status) < (right.route, right.method, right.status)
        }
    }

    private struct Durations {
        /// How many fell into each bucket, the last being the rest.
        var counts = [UInt64](repeating: 0, count: Metrics.bounds.count + 1)
        var seconds = 0.0

        mutating func add(_ duration: Double) {
            counts[Metrics.bounds.firstIndex { duration <= $0 } ?? Metrics.bounds.count] += 1
            seconds += duration
        }
    }

    /// The upper bounds of the buckets, in seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

    private let cells = Mutex<[Key: Durations]>([:])

    /// Counts one answered request.
    func record(route: String, method: HTTPRequest.Method, status: HTTPResponse.Status, duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let key = Key(route: route, method: Self.known(method), status: status.code)
        cells.withLock { $0[key, default: Durations()].add(Double(seconds) + Double(attoseconds) * 1e-18) }
    }

    /// Everything counted so far.
    func text() -> String {
        let cells = cells.withLock { $0 }.sorted { $0.key < $1.key }
        let name = "healthcode_http_request_duration_seconds"
        var text = "# HELP \(name) How long requests took to answer, by route.\n# TYPE \(name) histogram\n"
        for (key, durations) in cells {
            let labels = "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\""
            var sum: UInt64 = 0
            for (bound, count) in zip(Self.bounds.map { String($0) } + ["+Inf"], durations.counts) {
                sum += count
                text += "\(name)_bucket{\(labels),le=\"\(bound)\"} \(sum)\n"
            }
            text += "\(name)_sum{\(labels)} \(durations.seconds)\n\(name)_count{\(labels)} \(sum)\n"
        }
        return text
    }

    /// A method that somebody made up is not a label of its own.
    private static func known(_ method: HTTPRequest.Method) -> String {
        switch method {
        case .get, .head, .post, .patch, .delete, .put, .options: method.rawValue
        default: "other"
        }
    }
}
