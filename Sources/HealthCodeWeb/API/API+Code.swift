import HealthCodeService
import Hummingbird

extension API {
    /// What phones ask for most. The service proves the session in the one read that finds the person, so the request
    /// is not identified before it.
    func addShowing(to routes: RouterGroup<WebContext>) {
        routes.get("code") { [healthCode] request, context in
            guard let session = PresentedSession(request) else { throw Problem(.notSignedIn) }
            let code = try await healthCode.code(of: context.person(), session: session.token)
            let language = request.language
            return Response.json(capacity: 1_536) { $0.object { $0.members(of: code, in: language) } }
        }
    }

    func addCode(to routes: RouterGroup<ResidentContext>) {
        routes.get("code.svg") { _, context in
            let code = try await healthCode.freshCode(of: context.person(), by: context.caller)
            guard let svg = healthCode.qr.svg(code.token) else { throw Problem(.unavailable) }
            return picture(ByteBuffer(string: svg), "image/svg+xml")
        }
        routes.get("code.png") { _, context in
            let code = try await healthCode.freshCode(of: context.person(), by: context.caller)
            guard let png = healthCode.qr.png(code.token, pixelsPerModule: 8) else { throw Problem(.unavailable) }
            return picture(ByteBuffer(bytes: png), "image/png")
        }
        routes.get("timeline") { request, context in
            let id = try context.person()
            let entries = try await healthCode.timeline(of: id, by: context.caller)
            let offset = try await healthCode.person(id, by: context.caller).offset
            let language = request.language
            return Response.json(capacity: 4_096) { json in
                json.list(of: entries) { $0.members(of: $1, in: language, offset) }
            }
        }
    }

    private func picture(_ body: ByteBuffer, _ type: String) -> Response {
        Response(status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: body))
    }
}
