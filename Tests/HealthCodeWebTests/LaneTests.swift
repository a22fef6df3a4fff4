import HealthCodeService
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Synchronization
import Testing

@testable import HealthCodeWeb

@Suite("A connection with an express lane")
struct LaneTests {
    /// Stands where those are who close connections when the server stops.
    private final class Closer: ChannelInboundHandler, Sendable {
        typealias InboundIn = HTTPServerRequestPart
        private let told = Atomic(false)

        var isTold: Bool { told.load(ordering: .relaxed) }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if event is ChannelShouldQuiesceEvent { told.store(true, ordering: .relaxed) }
        }
    }

    private func connect(_ visit: Visit, _ closer: Closer = Closer()) async throws -> NIOAsyncTestingChannel {
        let answers = ExpressAnswers(
            healthCode: visit.town.healthCode, metrics: Metrics(), logger: Logger(label: "test"),
            proxies: TrustedProxies(), hasTLS: false)
        let channel = NIOAsyncTestingChannel()
        try await channel.testingEventLoop.executeInContext {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(HTTPResponseEncoder())
            try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
            let encoder = try pipeline.context(handlerType: HTTPResponseEncoder.self)
            try pipeline.addHandler(ExpressLane(answers, passingBy: encoder))
            try pipeline.addHandler(closer)
        }
        try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1))
        return channel
    }

    private func send(_ text: String, _ channel: NIOAsyncTestingChannel) async throws {
        try await channel.writeInbound(ByteBuffer(string: text))
    }

    private func tell(_ event: any Sendable, _ channel: NIOAsyncTestingChannel) async throws {
        try await channel.testingEventLoop.executeInContext {
            channel.pipeline.syncOperations.fireUserInboundEventTriggered(event)
        }
    }

    private let silence = IdleStateHandler.IdleStateEvent.read
    private let request = "GET /api/v1/people HTTP/1.1\r\nHost: test\r\n\r\n"

    @Test("A connection that is silent while nothing is asked is closed")
    func silent() async throws {
        try await visit { visit in
            let channel = try await connect(visit)
            #expect(channel.isActive)
            try await tell(silence, channel)
            #expect(!channel.isActive)
        }
    }

    @Test("A connection that is silent while it waits for the routes stays open until they have answered")
    func waiting() async throws {
        try await visit { visit in
            let channel = try await connect(visit)
            try await send(request, channel)
            try await tell(silence, channel)
            #expect(channel.isActive)
            try await channel.writeOutbound(
                HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .noContent)))
            try await channel.writeOutbound(HTTPServerResponsePart.end(nil))
            try await tell(silence, channel)
            #expect(!channel.isActive)
        }
    }

    @Test(
        "A connection on which a request does not come to its end is closed",
        arguments: ["application/json", "application/x-ndjson"])
    func unended(type: String) async throws {
        try await visit { visit in
            let channel = try await connect(visit)
            let head = "POST /api/v1/passes HTTP/1.1\r\nHost: test\r\nContent-Type: \(type)\r\nContent-Length: 9"
            try await send(head + "\r\n\r\n{", channel)
            #expect(channel.isActive)
            try await tell(silence, channel)
            #expect(!channel.isActive)
        }
    }

    @Test("When the server stops, a pass that is coming in is recorded and answered before the connection closes")
    func stopping() async throws {
        try await visit { visit in
            let (collector, point) = try await visit.collector()
            let token = try await visit.liveCode(visit.resident())
            let body = #"{"token":"\#(token)","point":"\#(point)","temperature":36.5}"#
            let head = """
                POST /api/v1/passes HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer \(collector)\r
                Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n
                """
            let closer = Closer()
            let channel = try await connect(visit, closer)
            try await send(head + body.dropLast(10), channel)
            try await tell(ChannelShouldQuiesceEvent(), channel)
            #expect(!closer.isTold)
            try await send(String(body.suffix(10)), channel)
            let answer = try await channel.waitForOutboundWrite(as: ByteBuffer.self)
            #expect(String(buffer: answer).hasPrefix("HTTP/1.1 201 Created\r\n"))
            try await channel.testingEventLoop.executeInContext {}
            #expect(closer.isTold)
        }
    }

    @Test("When the server stops, a connection on which nothing is asked is told at once")
    func stoppingIdle() async throws {
        try await visit { visit in
            let closer = Closer()
            let channel = try await connect(visit, closer)
            try await tell(ChannelShouldQuiesceEvent(), channel)
            #expect(closer.isTold)
        }
    }
}
