import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// Who may act for a person: to see, to let in, to shut out.
    func addSharing(to routes: RouterGroup<ResidentContext>) {
        routes.get("people/{id}/share") { request, context in
            let done = request.uri.queryParameters["done"].flatMap { Pages.shareNotices[String($0)] }
            let notice = done.map { Notice(.good, words(for: Reader(request, context))($0)) }
            return try await sharePage(Form(), request, context, notice)
        }
        routes.post("people/{id}/share") { request, context in try await share(request, context) }
        routes.post("people/{id}/share/{number}/end") { _, context in
            let id = try context.person()
            guard let number = context.parameters.get("number").flatMap({ Int64($0) }) else {
                throw Problem(.notFound)
            }
            try await healthCode.endCare(of: AccountID(number), for: id, by: context.caller)
            let hasLeft = AccountID(number) == context.caller.account
            return go(to: hasLeft ? "/people?done=left" : "/people/\(id.number)/share?done=ended")
        }
    }

    private static let shareNotices = ["shared": "person.shared", "ended": "person.share_ended"]

    /// The first time a number comes it is shown to be read again; the second time it counts.
    private func share(_ request: Request, _ context: ResidentContext) async throws -> Response {
        let id = try context.person()
        let form = try await Form(request)
        let (phone, relation) = (form["phone"], form["relation"])
        do throws(Problem) {
            if form["confirmed"].isEmpty {
                let number = try await healthCode.checkSharing(
                    of: id, withPhone: phone, relation: relation, by: context.caller)
                return try await sharePage(form, request, context, confirming: number)
            }
            try await healthCode.shareCare(of: id, withPhone: phone, relation: relation, by: context.caller)
        } catch {
            let words = words(for: Reader(request, context))
            var errors = FormErrors(error, words: words)
            if relation.isEmpty { errors = errors.replacing("/relation", with: words("declare.choose")) }
            let notice = try Notice(refusing: error, words: words)
            return try await sharePage(form, request, context, notice, errors, error.kind.status)
        }
        return go(to: "/people/\(id.number)/share?done=shared")
    }

    private func sharePage(
        _ form: Form, _ request: Request, _ context: ResidentContext, _ notice: Notice? = nil,
        _ errors: FormErrors = FormErrors(), _ status: HTTPResponse.Status = .ok, confirming number: String? = nil
    ) async throws(Problem) -> Response {
        let id = try context.person()
        let person = try await healthCode.person(id, by: context.caller)
        let carers = try await healthCode.carers(of: id, by: context.caller)
        let reader = Reader(request, context)
        let page = SharePage(
            carers, of: person, form, confirming: number,
            allows: healthCode.place(governing: person.region)?.options.proxies ?? true, errors: errors,
            notice: notice, words: words(for: reader))
        return show(page, to: reader, status)
    }
}
