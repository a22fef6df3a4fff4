import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// The family, and registering.
    func addPeople(to routes: RouterGroup<ResidentContext>) {
        routes.get("people") { request, context in
            let reader = Reader(request, context)
            let words = words(for: reader)
            let people = try await healthCode.people(of: context.caller)
            let said = request.uri.queryParameters["done"].flatMap { Pages.peopleNotices[String($0)] }
            let notice = said.map { Notice(.good, words($0)) }
            let own = people.first { $0.relation == .self }.flatMap { healthCode.place(governing: $0.region) }
            let page = PeoplePage(people, proxies: own?.options.proxies ?? true, notice: notice, words: words)
            return show(page, to: reader)
        }
        routes.get("people/new") { request, context in
            let people = try await healthCode.people(of: context.caller)
            let suggested: Relation = people.contains { $0.relation == .self } ? .child : .self
            let asked = request.uri.queryParameters["relation"].flatMap { Relation(rawValue: String($0)) }
            let form = Form(values: ["relation": (asked ?? suggested).rawValue])
            return try await registerPage(form, request, context)
        }
    }

    /// Registering has a limit by address, since each asks the identity verifier.
    func addRegistration(to routes: RouterGroup<ResidentContext>) {
        routes.post("people/new") { request, context in try await register(request, context) }
    }

    /// What may be said above the family.
    private static let peopleNotices = [
        "erased": "people.erased", "claimed": "people.claimed", "phone": "people.phone_changed", "left": "people.left",
    ]

    private func register(_ request: Request, _ context: ResidentContext) async throws -> Response {
        let form = try await Form(request)
        guard form["step"].isEmpty else { return try await registerPage(form, request, context) }
        let path = try await region(form, id: "region")
        let words = words(for: Reader(request, context))
        let registration = Registration(
            name: form["name"], documentKind: form["document-kind"], documentNumber: form["document-number"],
            region: path.code?.description ?? "", address: form.text("address"), phone: form.text("phone"),
            relation: form["relation"], channel: "web", group: form.text("applies-as"), consent: form["consent"])
        do throws(Problem) {
            let person = try await healthCode.register(registration, by: context.caller)
            // HB-02: who is registered declares; the code is there all the same.
            return go(to: person.path + "/declare?done=registered")
        } catch {
            var errors = FormErrors(error, words: words)
            if errors["/region"] != nil || error.kind == .unknownRegion || error.kind == .uncoveredRegion {
                errors = errors.replacing("/region", with: words.regionError(error))
            }
            if error.kind == .documentNotAccepted || error.kind == .groupNotServed {
                let pointer = error.kind == .groupNotServed ? "/applies_as" : "/document/type"
                errors = errors.replacing(pointer, with: words.problem(error))
            }
            // The service asks for consent last; whoever has not ticked the box yet learns it with the rest.
            if form["consent"].isEmpty { errors.note("/consent", words.problem(Problem(.consentMissing))) }
            let notice = try Notice(refusing: error, words: words)
            return try await registerPage(form, request, context, errors, notice, error.kind.status)
        }
    }

    private func registerPage(
        _ form: Form, _ request: Request, _ context: ResidentContext, _ errors: FormErrors = FormErrors(),
        _ notice: Notice? = nil, _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let reader = Reader(request, context)
        let path = try await region(form, id: "region")
        let clientele = path.code.flatMap { healthCode.place(governing: $0) }?.options.clientele
        let page = RegisterPage(
            form, region: path, errors: errors, notice: notice, clientele: clientele, words: words(for: reader))
        return show(page, to: reader, status)
    }

    /// The regions that a form has chosen so far.
    func region(_ form: Form, id: String) async throws -> RegionPath {
        try await RegionPath(form, id: id) { try await healthCode.regions(under: $0) }
    }
}

extension Catalogue {
    /// What is wrong with the region of a form.
    func regionError(_ problem: Problem) -> String {
        problem.kind == .invalidFields ? field(.badRegion) : self.problem(problem)
    }
}

extension Notice {
    /// What is said above a form that was refused.
    ///
    /// - Throws: the problem again, where no change of the form could mend it.
    init(refusing problem: Problem, words: Catalogue) throws(Problem) {
        let claim = Link(href: "/claim", word: words("people.claim"))
        switch problem.kind {
        case .invalidFields, .unknownRegion, .uncoveredRegion, .consentMissing, .documentNotAccepted, .groupNotServed:
            self.init(.warn, words("register.refused"))
        case .identityMismatch:
            let part = problem.parameters["part"] ?? IdentityPart.document.rawValue
            self.init(.bad, title: words("register.mismatch.title"), words("register.mismatch.\(part)"))
        case .couldNotRegister:
            self.init(.bad, title: words("register.not_possible_title"), words("register.not_possible"), link: claim)
        case .alreadyRegistered:
            self.init(.warn, title: words("register.taken_title"), words("register.taken"), link: claim)
        case .tooManyRequests: self.init(.bad, words("register.too_often"))
        case .proxiesNotAllowed, .correctionsUsedUp, .phoneTaken, .oneTimeCodeBudgetSpent, .smsUnavailable,
            .storageFull, .unavailable:
            self.init(.bad, words.problem(problem))
        default: throw problem
        }
    }
}
