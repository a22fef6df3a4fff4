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
            let fields = try await request.fields()
            let pass = PassRequest(
                id: fields.optionalPass("id") ?? .random(), token: fields.text("token"), point: fields.point("point"),
                temperature: fields.optionalTemperature("temperature"), at: fields.optionalInstant("at"),
                offline: fields.optionalFlag("offline") ?? false)
            try fields.check()
            let view = try await healthCode.admit(pass, by: context.caller)
            let language = request.language
            return Response.json(view.repeated ? .ok : .created) { json in
                json.object {
                    $0.member("pass", view.pass.id.uuid)
                    $0.member("allowed", view.pass.allowed)
                    $0.member("why", view.pass.why.rawValue)
                    if let colour = view.colourNow { $0.member("colour_now", colour.rawValue) }
                    let isAdviceFit = view.pass.allowed || view.pass.why == .colour
                    $0.members(of: view.check, in: language, isAdviceFit: isAdviceFit)
                }
            }
        }
    }
}
