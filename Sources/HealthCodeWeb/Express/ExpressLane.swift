import HTTPTypes
import HealthCodeService
import NIOCore
import NIOHTTPTypes

/// Answers what is asked most where it comes in: on the thread of its connection, without a task being started for it.
/// What it cannot answer so, and whatever is refused, it hands on to the routes, which do the same and say why not; so
/// nothing depends on it but speed.
///
/// It stands between the connection's state, which counts the requests in progress, and the routes. The requests of a
/// connection are answered in their order: those that come while one that was handed on is unanswered are handed on too,
/// and those that come while a pass is being recorded wait for it.
///
/// Its answers are whole as they go over the wire, so they pass by those who write the routes' answers; only the
/// connection's state is told that each has come to its end.
final class ExpressLane: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum State {
        case idle
        /// The answer is known, and the end of the request is to come.
        case answering(ByteBuffer)
        case collecting(ExpressRequest)
        /// Until the pass is recorded.
        case recording(ExpressRequest)
        case closed
    }

    /// How many parts of requests wait before no more are read.
    private static let longestWait = 32

    private let answers: ExpressAnswers
    /// What is written here passes by the encoder of answers.
    private let encoder: ChannelHandlerContext
    private var state = State.idle
    /// Whether the encoder may still add the end of a chunked answer to what it is told has ended.
    private var isChunked = false
    /// How many requests were handed on and are not answered yet.
    private var handedOn = 0
    /// What came while a pass was being recorded.
    private var held = CircularBuffer<HTTPRequestPart>()
    private var holdsRead = false
    private var holdsEndOfInput = false

    init(_ answers: ExpressAnswers, passingBy encoder: ChannelHandlerContext) {
        self.answers = answers
        self.encoder = encoder
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if case .recording = state {
            held.append(part)
        } else {
            take(part, context)
        }
    }

    private func take(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch (state, part) {
        case (.idle, .head(let head)) where handedOn == 0 && !isChunked:
            if let answer = answers.answer(to: head, from: context.channel.remoteAddress) {
                state = .answering(answer)
            } else if answers.mayRecord(head) {
                state = .collecting(ExpressRequest(head: head))
            } else {
                handOn(part, context)
            }
        case (.answering(let answer), .end):
            state = .idle
            write(answer, context)
        case (.answering, _):
            break
        case (.collecting(var request), .body(let bytes)):
            state = .idle
            request.body.writeImmutableBuffer(bytes)
            state = .collecting(request)
        case (.collecting(let request), .end):
            record(request, context)
        default:
            handOn(part, context)
        }
    }

    private func handOn(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        if case .head = part { handedOn += 1 }
        context.fireChannelRead(wrapInboundOut(part))
    }

    private func handOn(_ request: ExpressRequest, _ context: ChannelHandlerContext) {
        handOn(.head(request.head), context)
        handOn(.body(request.body), context)
        handOn(.end(nil), context)
        context.fireChannelReadComplete()
    }

    private func record(_ request: ExpressRequest, _ context: ChannelHandlerContext) {
        state = .recording(request)
        let own = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let isBegun = answers.record(request) { pass in
            own.eventLoop.execute {
                let (lane, context) = own.value
                lane.finish(pass, context)
            }
        }
        guard !isBegun else { return }
        state = .idle
        handOn(request, context)
    }

    /// Answers the pass that was recorded, or hands the request on, and goes on with what came meanwhile.
    private func finish(_ pass: PassView?, _ context: ChannelHandlerContext) {
        guard case .recording(let request) = state else { return }
        state = .idle
        if let pass {
            write(answers.answer(to: request, pass, from: context.channel.remoteAddress), context)
        } else {
            handOn(request, context)
        }
        goOn(context)
    }

    private func goOn(_ context: ChannelHandlerContext) {
        while let part = held.popFirst() {
            take(part, context)
            if case .recording = state { return }
        }
        context.fireChannelReadComplete()
        if holdsEndOfInput {
            holdsEndOfInput = false
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
        if holdsRead {
            holdsRead = false
            context.read()
        }
    }

    private func write(_ answer: ByteBuffer, _ context: ChannelHandlerContext) {
        encoder.write(NIOAny(answer), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head): isChunked = !head.headerFields.contains(.contentLength)
        case .body: break
        case .end: handedOn -= 1
        }
        context.write(data, promise: promise)
    }

    func read(context: ChannelHandlerContext) {
        if held.count >= Self.longestWait { holdsRead = true } else { context.read() }
    }

    /// Routes that learn that no more is to come close the connection: not before its pass is answered.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .recording = state, case .inputClosed? = event as? ChannelEvent {
            holdsEndOfInput = true
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        state = .closed
        held.removeAll()
        context.fireChannelInactive()
    }
}
