import Foundation
import Hummingbird
import Logging
import NIOCore

// Hummingbird and nothing else: the ceiling of what a server on it can do. It answers the two requests that are measured
// with constants of the size of the real answers.
//
//     BareServer CODE_BYTES PASS_BYTES

let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard sizes.count == 2 else {
    print("usage: BareServer CODE_BYTES PASS_BYTES")
    throw CancellationError()
}

/// A JSON object of so many bytes.
func answer(_ size: Int) -> ByteBuffer {
    let (head, tail) = (#"{"constant":""#, #""}"#)
    let filling = String(repeating: "x", count: max(0, size - head.utf8.count - tail.utf8.count))
    return ByteBuffer(string: head + filling + tail)
}

let (code, pass) = (answer(sizes[0]), answer(sizes[1]))
let router = Router()
router.get("api/v1/people/{id}/code") { _, _ in
    Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: code))
}
router.post("api/v1/passes") { request, _ in
    _ = try await request.body.collect(upTo: 65_536)
    return Response(status: .created, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: pass))
}
var logger = Logger(label: "bare")
logger.logLevel = .error
let application = Application(
    router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
    onServerRunning: { channel in
        let line = "listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)\n"
        FileHandle.standardOutput.write(Data(line.utf8))
    }, logger: logger)
try await application.runService()
