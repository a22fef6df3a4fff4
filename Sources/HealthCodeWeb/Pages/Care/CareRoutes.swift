import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// The details of a person: to read, to correct, to share, to erase; and claims.
    func addCare(to routes: RouterGroup<ResidentContext>) {
        routes.get("people/{id}") { request, context in
            let person = try await healthCode.person(try context.person(), by: context.caller)
            let reader = Reader(request, context)
            let words = words(for: reader)
            let said = request.uri.queryParameters["done"].flatMap { Pages.personNotices[String($0)] }
            let region = try await name(of: person.region)
            let page = PersonPage(
                person, region: region, keeps: keeping(person, words), notice: said.map { Notice(.good, words($0)) },
                words: words)
            return show(page, to: reader)
        }
        routes.get("people/{id}/correct") { request, context in
            let details = try await healthCode.details(of: try context.person(), by: context.caller)
            let form = Form(values: [
                "name": details.name, "phone": details.phone ?? "", "address": details.address ?? "",
            ])
            return try await correctPage(form, request, context)
        }
        routes.post("people/{id}/correct") { request, context in try await correct(request, context) }
        routes.get("people/{id}/erase") { request, context in try await erasePage(Form(), request, context) }
        routes.post("people/{id}/erase") { request, context in try await erase(request, context) }
        routes.get("claim") { request, context in claimPage(Form(), request, context) }
        routes.post("claim") { request, context in try await claim(request, context) }
    }

    private static let personNotices = [
        "corrected": "person.corrected", "unchanged": "person.unchanged",
    ]

    private func correct(_ request: Request, _ context: ResidentContext) async throws -> Response {
        let id = try context.person()
        let form = try await Form(request)
        let path = try await region(form, id: "region")
        guard form["step"].isEmpty else { return try await correctPage(form, request, context) }
        let words = words(for: Reader(request, context))
        var errors = FormErrors()
        if !path.isEmpty, path.code == nil { errors.note("/region", words.field(.badRegion)) }
        guard errors.isEmpty else { return try await correctPage(form, request, context, errors) }
        let correction = PersonCorrection(
            name: form.text("name"), region: path.code?.description, address: form["address"], phone: form["phone"])
        do throws(Problem) {
            let before = try await healthCode.details(of: id, by: context.caller)
            let home = try await healthCode.person(id, by: context.caller).region
            let person = try await healthCode.correct(id, correction, by: context.caller)
            let after = try await healthCode.details(of: id, by: context.caller)
            let isSame = before == after && person.region == home
            return go(to: "\(person.path)?done=\(isSame ? "unchanged" : "corrected")")
        } catch {
            var errors = FormErrors(error, words: words)
            if error.kind == .unknownRegion || error.kind == .uncoveredRegion {
                errors.note("/region", words.problem(error))
            }
            return try await correctPage(
                form, request, context, errors, try Notice(refusing: error, words: words), error.kind.status)
        }
    }

    private func correctPage(
        _ form: Form, _ request: Request, _ context: ResidentContext, _ errors: FormErrors = FormErrors(),
        _ notice: Notice? = nil, _ status: HTTPResponse.Status? = nil
    ) async throws -> Response {
        let person = try await healthCode.person(try context.person(), by: context.caller)
        let left = try await healthCode.details(of: person.id, by: context.caller).correctionsLeft
        let reader = Reader(request, context)
        let path = try await region(form, id: "region")
        let page = FormPage.correct(
            form, region: path, of: person, left: left, errors: errors, notice: notice, words: words(for: reader))
        return show(page, to: reader, status ?? (errors.isEmpty ? .ok : .unprocessableContent))
    }

    /// Why a person cannot be erased now; nil where they can.
    private func keeping(_ person: PersonView, _ words: Catalogue) -> String? {
        if healthCode.place(governing: person.region)?.options.isErasable == false { return words("care.erase_never") }
        return person.colour == .green ? nil : words("care.erase_not_now")
    }

    private func erasePage(
        _ form: Form, _ request: Request, _ context: ResidentContext, _ errors: FormErrors = FormErrors(),
        _ notice: Notice? = nil
    ) async throws -> Response {
        let person = try await healthCode.person(try context.person(), by: context.caller)
        let reader = Reader(request, context)
        let words = words(for: reader)
        var page = FormPage.erase(form, of: person, errors: errors, notice: notice, words: words)
        if let why = keeping(person, words) {
            page.notice = Notice(.warn, why)
            (page.lead, page.warning, page.isOpen) = (nil, nil, false)
        }
        return show(page, to: reader, errors.isEmpty && notice == nil ? .ok : .unprocessableContent)
    }

    private func erase(_ request: Request, _ context: ResidentContext) async throws -> Response {
        let id = try context.person()
        let form = try await Form(request)
        let words = words(for: Reader(request, context))
        guard form.text("word")?.lowercased() == words("care.erase_answer").lowercased() else {
            var errors = FormErrors()
            errors.note("/word", words("care.erase_wrong"))
            return try await erasePage(form, request, context, errors)
        }
        do {
            try await healthCode.erase(id, by: context.caller)
        } catch {
            guard error.kind == .notAllowed || error.kind == .erasingNotOffered else { throw error }
            return try await erasePage(form, request, context, FormErrors(), Notice(.bad, words("care.erase_not_now")))
        }
        return go(to: "/people?done=erased")
    }

    private func claim(_ request: Request, _ context: ResidentContext) async throws -> Response {
        let form = try await Form(request)
        let words = words(for: Reader(request, context))
        let claim = Claim(
            name: form["name"], documentKind: form["document-kind"], documentNumber: form["document-number"],
            relation: form["relation"])
        do throws(Problem) {
            _ = try await healthCode.claim(claim, by: context.caller)
        } catch {
            let errors = FormErrors(error, words: words)
            let notice = try Notice(refusingClaim: error, words: words)
            return claimPage(form, request, context, errors, notice, error.kind.status)
        }
        return go(to: "/people?done=claimed")
    }

    private func claimPage(
        _ form: Form, _ request: Request, _ context: ResidentContext, _ errors: FormErrors = FormErrors(),
        _ notice: Notice? = nil, _ status: HTTPResponse.Status = .ok
    ) -> Response {
        let reader = Reader(request, context)
        return show(FormPage.claim(form, errors: errors, notice: notice, words: words(for: reader)), to: reader, status)
    }
}

extension Notice {
    /// What is said above a claim that was refused.
    ///
    /// - Throws: the problem again, where no change of the form could mend it.
    fileprivate init(refusingClaim problem: Problem, words: Catalogue) throws(Problem) {
        switch problem.kind {
        case .couldNotRegister: self.init(.bad, words("care.claim_unproven"))
        case .phoneUnproven: self.init(.bad, words.problem(problem))
        case .noSuchPerson: self.init(.warn, words("care.claim_unknown"))
        default: try self.init(refusing: problem, words: words)
        }
    }
}
