import HealthCodeCore
import HealthCodeService
import Hummingbird

extension API {
    func addCheckpoint(to routes: RouterGroup<CollectorContext>) {
        routes.post("checks") { request, context in
            let fields = try await request.fields()
            let (token, point) = (fields.text("token"), fields.point("point"))
            try fields.check()
            let check = try await healthCode.check(token: token, point: point, by: context.caller)
            let language = request.language
            return Response.json { $0.object { $0.members(of: check, in: language) } }
        }
        routes.post("passes") { request, context in
            let pass = try PassRequest(try await request.fields(), at: healthCode.now)
            let view = try await healthCode.admit(pass, by: context.caller)
            let language = request.language
            return Response.json(view.repeated ? .ok : .created) { $0.object { $0.members(of: view, in: language) } }
        }
    }
}

extension PassRequest {
    /// - Throws: `Problem.invalidFields` with all that will not do.
    init(_ fields: Fields, at now: Instant) throws(Problem) {
        let isOffline = fields.optionalFlag("offline") ?? false
        self.init(
            id: fields.optionalPass("id") ?? .new(at: now), token: fields.text("token"), point: fields.point("point"),
            temperature: fields.optionalTemperature("temperature"),
            at: isOffline ? fields.instant("at") : fields.optionalInstant("at"), offline: isOffline)
        try fields.check()
    }
}
