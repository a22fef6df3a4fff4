import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// The collector's way: a point, a scan, a temperature, a verdict, the next one.
    func addStations(to routes: RouterGroup<CollectorContext>) {
        routes.get("collect") { request, context in
            let points = try await healthCode.points(of: context.caller)
            var regions: [String] = []
            for point in points { regions.append(try await name(of: point.region)) }
            let reader = Reader(request, context)
            return show(StationsPage(points, regions: regions, words: words(for: reader)), to: reader)
        }
        routes.get("collect/{point}") { request, context in
            let reader = Reader(request, context)
            let (point, words) = (try await point(context), words(for: reader))
            let offline = healthCode.rules(at: point).map {
                OfflineDesk($0, at: point, account: context.caller.account, now: healthCode.now, words: words)
            }
            let recognised = healthCode.recognisedCodes(at: point)
            return show(StationPage(point, recognised: recognised, offline: offline, words: words), to: reader)
        }
        routes.post("collect/{point}/check") { request, context in
            let form = try await Form(request)
            return try await refusing(request, context) { point, reader in
                let id = PassID.new(at: healthCode.now)
                return try await checkPage(form["token"], at: point, pass: id, CheckPage.Reading(), reader, context)
            }
        }
        routes.post("collect/{point}/pass") { request, context in
            let form = try await Form(request)
            return try await refusing(request, context) { point, reader in
                try await admit(form, at: point, reader, context)
            }
        }
    }

    /// The point in the path, where the caller may scan there.
    private func point(_ context: CollectorContext) async throws(Problem) -> Point {
        let number = context.parameters.get("point").flatMap { Int64($0) }
        let points = try await healthCode.points(of: context.caller)
        guard let point = points.first(where: { $0.id.number == number }) else { throw Problem(.notFound) }
        return point
    }

    /// Does something at the point, and turns a refused code into a screen that says what to do.
    private func refusing(
        _ request: Request, _ context: CollectorContext,
        _ act: (Point, Reader) async throws -> Response
    ) async throws -> Response {
        let point = try await point(context)
        let reader = Reader(request, context)
        do {
            return try await act(point, reader)
        } catch {
            guard let problem = error as? Problem, OutcomePage.refusals.contains(problem.kind) else { throw error }
            let page = OutcomePage(refusing: problem, nextHref: point.path, words: words(for: reader))
            return show(page, to: reader, problem.kind.status)
        }
    }

    private func checkPage(
        _ token: String, at point: Point, pass id: PassID, _ reading: CheckPage.Reading, _ reader: Reader,
        _ context: CollectorContext
    ) async throws -> Response {
        let check = try await healthCode.check(token: token, point: point.id, by: context.caller)
        let page = CheckPage(check, token: token, at: point, pass: id, reading: reading, words: words(for: reader))
        return show(page, to: reader, reading.error == nil ? .ok : .unprocessableContent)
    }

    private func admit(
        _ form: Form, at point: Point, _ reader: Reader, _ context: CollectorContext
    ) async throws -> Response {
        let words = words(for: reader)
        let id = PassID(uuid: form["id"]) ?? .new(at: healthCode.now)
        let text = form["temperature"]
        var again = CheckPage.Reading(text: text)
        var temperature: Temperature?
        switch form.temperature("temperature") {
        case .empty: break
        case .read(let read): temperature = read
        case .unreadable: again.error = words("check.needed")
        }
        if let temperature, !temperature.isOfABody {
            again.error = words.field(.badTemperature)
        } else if let temperature, !CheckPage.plausible.contains(temperature), form["sure"] != temperature.degrees {
            again.error = words("check.again", ["value": temperature.degrees])
            again.sure = temperature.degrees
        }
        guard again.error == nil else {
            return try await checkPage(form["token"], at: point, pass: id, again, reader, context)
        }
        let request = PassRequest(id: id, token: form["token"], point: point.id, temperature: temperature)
        do {
            let view = try await healthCode.admit(request, by: context.caller)
            return show(OutcomePage(view, at: point, words: words), to: reader)
        } catch {
            guard error.kind == .invalidFields else { throw error }
            again.error = words.field(.badTemperature)
            return try await checkPage(form["token"], at: point, pass: id, again, reader, context)
        }
    }
}
