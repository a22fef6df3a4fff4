import HealthCodeService
import NIOCore
import NIOHTTP1

/// Answers what is asked most where it comes in: on the thread of its connection, without a task being started for it.
/// What it cannot answer so, and whatever is refused, it hands on to the routes, which do the same and say why not; so
/// nothing depends on it but speed.
///
/// It stands right behind the parser, since to make of a request what routes are given takes longer than to look at the
/// three headers that matter here. The requests of a connection are answered in their order: those that come while one that
/// was handed on is unanswered are handed on too, and those that come while a pass is being recorded wait for it.
///
/// Its answers are whole as they go over the wire, so they pass by those who write the routes' answers. Nobody behind it
/// knows of what it answers. So it is this that closes a connection on which nothing happens, and it has who closes
/// connections when the server stops wait until its own answer is written.
final class ExpressLane: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case idle
        /// The answer is known, and the end of the request is to come.
        case answering(ByteBuffer)
        case collecting(ExpressRequest)
        /// Until the pass is recorded.
        case recording(ExpressRequest)
        case closed

        /// Whether a request has come in that is not answered yet.
        var isBusy: Bool {
            switch self {
            case .idle, .closed: false
            case .answering, .collecting, .recording: true
            }
        }
    }

    /// How many parts of requests wait before no more are read.
    private static let longestWait = 32

    private let answers: ExpressAnswers
    /// What is written here passes by the encoder of answers.
    private let encoder: ChannelHandlerContext
    private var state = State.idle
    /// How many requests were handed on and are not answered yet, and whether the last of them is still coming in.
    private var handedOn = 0
    private var isHandingOn = false
    /// What came while a pass was being recorded.
    private var held = CircularBuffer<HTTPServerRequestPart>()
    private var holdsRead = false
    private var holdsEndOfInput = false
    /// Whether the server stops, which the others are told when the answer is written.
    private var holdsStop = false

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

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch (state, part) {
        case (.idle, .head(let head)) where handedOn == 0:
            if let answer = answers.answer(to: head, from: context.channel.remoteAddress) {
                state = .answering(answer)
            } else if answers.mayRecord(head) {
                state = .collecting(ExpressRequest(head: head))
            } else {
                handOn(part, context)
            }
        case (.answering(let answer), .end):
            state = .idle
            encoder.writeAndFlush(NIOAny(answer), promise: nil)
            stopIfToldTo(context)
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

    private func handOn(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head:
            handedOn += 1
            isHandingOn = true
        case .body: break
        case .end: isHandingOn = false
        }
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
        stopIfToldTo(context)
    }

    /// Answers the pass that was recorded, or hands the request on, and goes on with what came meanwhile.
    private func finish(_ pass: PassView?, _ context: ChannelHandlerContext) {
        guard case .recording(let request) = state else { return }
        state = .idle
        if let pass {
            let answer = answers.answer(to: request, pass, from: context.channel.remoteAddress)
            encoder.writeAndFlush(NIOAny(answer), promise: nil)
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
        stopIfToldTo(context)
    }

    private func stopIfToldTo(_ context: ChannelHandlerContext) {
        guard holdsStop, held.isEmpty else { return }
        holdsStop = false
        context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { handedOn -= 1 }
        context.write(data, promise: promise)
    }

    func read(context: ChannelHandlerContext) {
        if held.count >= Self.longestWait { holdsRead = true } else { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch (event, state) {
        // Routes that learn that no more is to come close the connection: not before its pass is answered.
        case (ChannelEvent.inputClosed, .recording): holdsEndOfInput = true
        case (is ChannelShouldQuiesceEvent, _) where state.isBusy: holdsStop = true
        // A request that does not come to its end is as good as none.
        case (is IdleStateHandler.IdleStateEvent, .recording): break
        case (is IdleStateHandler.IdleStateEvent, _):
            if handedOn == 0 || isHandingOn { context.close(promise: nil) }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        state = .closed
        held.removeAll()
        context.fireChannelInactive()
    }
}
