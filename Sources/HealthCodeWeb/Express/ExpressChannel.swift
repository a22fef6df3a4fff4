import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// A connection of HTTP/1.1 with an express lane. What is handed on to the routes runs on the connection's own thread too:
/// a task that changed threads at each step would spend as much time on that as on its answer.
struct ExpressChannel: HTTPChannelHandler {
    typealias Value = HTTP1Channel.Value

    /// For so long a connection may bring nothing.
    private static let longestSilence = TimeAmount.seconds(60)

    private let base: HTTP1Channel
    private let answers: ExpressAnswers

    var responder: HTTPChannelHandler.Responder { base.responder }

    init(responder: @escaping HTTPChannelHandler.Responder, answers: ExpressAnswers) {
        base = HTTP1Channel(responder: responder)
        self.answers = answers
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            let encoder = try pipeline.context(handlerType: HTTPResponseEncoder.self)
            let handlers: [any ChannelHandler] = [
                IdleStateHandler(readTimeout: Self.longestSilence), ExpressLane(answers, passingBy: encoder),
            ]
            try pipeline.addHandlers(handlers, position: .before(codec))
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        await withTaskExecutorPreference(ConnectionThread(loop: value.channel.eventLoop)) {
            await base.handle(value: value, logger: logger)
        }
    }
}

/// Runs a task on the thread of one connection, whoever wakes it.
final class ConnectionThread: TaskExecutor {
    private let loop: any EventLoop

    init(loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
