import HealthCodeService
import Hummingbird
import Synchronization

/// How often one address may ask: so many at once, and so many a second after that. Thousands of people may share the
/// address of a mobile carrier, so the limits stop floods, not crowds; what one phone may do is the service's own limit.
struct Allowance: Sendable {
    let burst: Double
    let perSecond: Double
}

/// Counts requests by address in token buckets, in memory that does not grow with the number of addresses.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filled: ContinuousClock.Instant
    }

    /// Two generations of buckets: when the younger is full it becomes the elder, and the elder is forgotten, with at
    /// least as many later addresses in it as there is room for.
    private struct Buckets {
        var young: [AddressKey: Bucket] = [:]
        var old: [AddressKey: Bucket] = [:]
    }

    private let allowance: Allowance
    private let capacity: Int
    private let buckets = Mutex(Buckets())

    /// - Parameter capacity: of how many addresses each of the two generations knows.
    init(_ allowance: Allowance, capacity: Int = 65_536) {
        self.allowance = allowance
        self.capacity = capacity
    }

    /// Takes one token of an address; gives the seconds after which there is one again where there is none.
    func take(_ address: AddressKey, at now: ContinuousClock.Instant) -> Int? {
        buckets.withLock { buckets in
            let known = buckets.young[address] ?? buckets.old[address]
            var bucket = known ?? Bucket(tokens: allowance.burst, filled: now)
            let elapsed = (now - bucket.filled) / .seconds(1)
            bucket.tokens = min(allowance.burst, bucket.tokens + max(0, elapsed) * allowance.perSecond)
            bucket.filled = now
            let isAllowed = bucket.tokens >= 1
            if isAllowed { bucket.tokens -= 1 }
            if buckets.young[address] == nil, buckets.young.count >= capacity {
                buckets.old = buckets.young
                buckets.young = [:]
            }
            buckets.young[address] = bucket
            return isAllowed ? nil : Int(((1 - bucket.tokens) / allowance.perSecond).rounded(.up))
        }
    }
}

/// The limits on what asks for no session and makes work or messages.
struct RateLimits: Sendable {
    let oneTimeCodes = RateLimiter(Allowance(burst: 100, perSecond: 5))
    let signIns = RateLimiter(Allowance(burst: 200, perSecond: 10))
    let registrations = RateLimiter(Allowance(burst: 200, perSecond: 10))
    /// Of one terminal: a queue of people, and nobody who tries numbers.
    let kiosks = RateLimiter(Allowance(burst: 10, perSecond: 0.05))
}

/// Refuses unsafe requests of an address that asks too often.
struct RateLimit: RouterMiddleware {
    typealias Context = WebContext
    let limiter: RateLimiter
    let proxies: TrustedProxies

    /// - Throws: `Problem.tooManyRequests` with the seconds to wait.
    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        if request.method.changesSomething {
            let address = AddressKey(context.clientAddress(of: request, trusting: proxies))
            if let seconds = limiter.take(address, at: .now) {
                throw Problem(.tooManyRequests, parameters: ["seconds": String(seconds)])
            }
        }
        return try await next(request, context)
    }
}
