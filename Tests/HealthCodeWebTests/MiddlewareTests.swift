import HTTPTypes
import HealthCodeCore
import HealthCodeService
import NIOCore
import Testing

@testable import HealthCodeWeb

@Suite("What stands around the routes")
struct MiddlewareTests {
    @Test("A page allows scripts of its own only, and nothing inline")
    func contentSecurity() async throws {
        try await visit { visit in
            let answer = try await visit.call(.get, "/")
            let policy = answer.headers[.contentSecurityPolicy] ?? ""
            #expect(policy.contains("script-src 'self' 'wasm-unsafe-eval';"))
            #expect(policy.contains("default-src 'none'"))
            #expect(!policy.contains("unsafe-inline"))
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        }
    }

    @Test("An address may ask for a while, then has to wait, then may ask again")
    func bucket() {
        let limiter = RateLimiter(Allowance(burst: 3, perSecond: 1))
        let address = AddressKey(try? SocketAddress(ipAddress: "192.0.2.1", port: 1))
        let start = ContinuousClock.now
        #expect((0..<4).map { _ in limiter.take(address, at: start) } == [nil, nil, nil, 1])
        #expect(limiter.take(address, at: start + .seconds(2)) == nil)
    }

    @Test("One address that asks too often does not stop another")
    func otherAddress() {
        let limiter = RateLimiter(Allowance(burst: 1, perSecond: 1))
        let start = ContinuousClock.now
        let keys = ["192.0.2.1", "192.0.2.2"].map { AddressKey(try? SocketAddress(ipAddress: $0, port: 1)) }
        #expect(limiter.take(keys[0], at: start) == nil)
        #expect(limiter.take(keys[0], at: start) != nil)
        #expect(limiter.take(keys[1], at: start) == nil)
    }

    @Test("A crowd of addresses does not make a limiter forget one that asks all the while")
    func crowd() {
        let limiter = RateLimiter(Allowance(burst: 1, perSecond: 0.001), capacity: 4)
        let start = ContinuousClock.now
        let busy = AddressKey(try? SocketAddress(ipAddress: "192.0.2.1", port: 1))
        #expect(limiter.take(busy, at: start) == nil)
        for number in 2..<60 {
            _ = limiter.take(AddressKey(try? SocketAddress(ipAddress: "192.0.2.\(number)", port: 1)), at: start)
            #expect(limiter.take(busy, at: start) != nil)
        }
    }

    @Test(
        "Addresses of one network count as one",
        arguments: [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true), ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
            ("2001:db8::1", "2001:db8:0:0:5::", true), ("192.0.2.1", "::ffff:192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
        ])
    func networks(left: String, right: String, areOne: Bool) throws {
        let keys = try [left, right].map { AddressKey(try SocketAddress(ipAddress: $0, port: 1)) }
        #expect((keys[0] == keys[1]) == areOne)
    }

    @Test("A turnstile lets only so many in at once, and everybody in the end")
    func turnstile() async throws {
        let turnstile = Turnstile(places: 2, waiting: 100)
        let inside = Count()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await turnstile.pass {
                        await inside.enter()
                        await Task.yield()
                        await inside.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(await inside.most <= 2)
        #expect(await inside.all == 50)
    }

    @Test("A turnstile turns away who finds the queue full")
    func fullTurnstile() async throws {
        let turnstile = Turnstile(places: 1, waiting: 0)
        try await turnstile.pass {
            await #expect(throws: Problem(.tooManyRequests)) { try await turnstile.pass {} }
        }
        try await turnstile.pass {}
    }

    @Test(
        "The language is the one that the header likes best",
        arguments: [
            (nil, Language.simplifiedChinese), ("en", .english), ("zh-TW,en;q=0.8", .simplifiedChinese),
            ("fr, en-US;q=0.3, zh;q=0.2", .english), ("zh;q=0.1,en;q=0.9", .english), ("fr", .simplifiedChinese),
            ("en;q=0, zh", .simplifiedChinese),
        ])
    func languages(header: String?, language: Language) {
        #expect(Language(accepting: header) == language)
    }
}

/// Counts who is inside.
private actor Count {
    private var now = 0
    private(set) var most = 0
    private(set) var all = 0

    func enter() {
        now += 1
        all += 1
        most = max(most, now)
    }

    func leave() { now -= 1 }
}
