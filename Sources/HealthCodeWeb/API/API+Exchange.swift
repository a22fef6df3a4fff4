import HTTPTypes
import HealthCodeService
import Hummingbird

extension API {
    /// Questions of other installations, and the answers (docs/exchange.md).
    func addExchange(to routes: RouterGroup<WebContext>) {
        routes.post("{exchange}") { request, context in
            guard request.hasMediaType("application/cose") else {
                throw Problem(.unsupportedMediaType, parameters: ["types": "application/cose"])
            }
            let body = try await request.body.collect(upTo: BodyLimit.usual)
            let answer = try await healthCode.answer(
                Array(body.readableBytesView), as: context.parameters["exchange"].map(String.init) ?? "")
            return Response(
                status: .ok, headers: [.contentType: "application/cose", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer)))
        }
    }
}
