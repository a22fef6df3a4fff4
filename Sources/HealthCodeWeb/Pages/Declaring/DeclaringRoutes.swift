import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// Declaring, reading back what was declared, and the daily check-in.
    func addDeclaring(to routes: RouterGroup<ResidentContext>) {
        routes.get("people/{id}/declare") { request, context in
            try await declarePage(DeclarationDraft(form: Form(), stays: []), request, context)
        }
        routes.post("people/{id}/declare") { request, context in try await declare(request, context) }
        routes.get("people/{id}/declared") { request, context in try await declaredPage(request, context) }
        routes.get("people/{id}/declarations") { request, context in
            let id = try context.person()
            let person = try await healthCode.person(id, by: context.caller)
            let declarations = try await healthCode.declarations(of: id, by: context.caller)
            let reader = Reader(request, context)
            return show(DeclarationsPage(declarations, of: person, words: words(for: reader)), to: reader)
        }
        routes.get("people/{id}/declarations/{number}") { request, context in
            let id = try context.person()
            let person = try await healthCode.person(id, by: context.caller)
            let number = context.parameters.get("number").flatMap { Int64($0) }
            let declarations = try await healthCode.declarations(of: id, by: context.caller)
            guard let found = declarations.first(where: { $0.id.number == number }) else { throw Problem(.notFound) }
            var places: [String] = []
            for stay in found.declaration.stays { places.append(try await name(of: stay.region)) }
            let reader = Reader(request, context)
            let page = DeclarationPage(found, of: person, places: places, words: words(for: reader))
            return show(page, to: reader)
        }
        routes.get("people/{id}/check-in") { request, context in try await checkInPage(Form(), request, context) }
        routes.post("people/{id}/check-in") { request, context in try await checkIn(request, context) }
    }

    /// The colour after the newest declaration.
    private func declaredPage(_ request: Request, _ context: ResidentContext) async throws -> Response {
        let id = try context.person()
        let declarations = try await healthCode.declarations(of: id, by: context.caller)
        guard let newest = declarations.first else { return go(to: "/people/\(id.number)/declare") }
        let code = try await healthCode.code(of: id, by: context.caller)
        let reader = Reader(request, context)
        return show(DeclaredPage(code, declared: newest.declared, words: words(for: reader)), to: reader)
    }

    private func declare(_ request: Request, _ context: ResidentContext) async throws -> Response {
        let id = try context.person()
        let draft = try await draft(from: try await Form(request))
        guard draft.form["step"].isEmpty, draft.form["drop"].isEmpty else {
            return try await declarePage(draft, request, context)
        }
        let reader = Reader(request, context)
        let words = words(for: reader)
        let person = try await healthCode.person(id, by: context.caller)
        let asked = try await healthCode.declarationAsked(of: id, by: context.caller).form
        var errors = FormErrors()
        let written = draft.declaration(
            in: person.offset, now: healthCode.now, asked: asked, errors: &errors, words: words)
        guard let written else { return try await declarePage(draft, request, context, errors) }
        do {
            _ = try await healthCode.declare(written, for: id, by: context.caller)
            // Loading the answer again must not declare again.
            return go(to: person.path + "/declared")
        } catch {
            guard error.kind == .invalidFields else { throw error }
            return try await declarePage(draft, request, context, FormErrors(error, words: words))
        }
    }

    private func declarePage(
        _ draft: DeclarationDraft, _ request: Request, _ context: ResidentContext, _ errors: FormErrors = FormErrors()
    ) async throws -> Response {
        let person = try await healthCode.person(try context.person(), by: context.caller)
        let reader = Reader(request, context)
        let words = words(for: reader)
        let isNew = request.uri.queryParameters["done"] == "registered"
        let registered = isNew ? Notice(.good, words("register.done", ["name": person.name])) : nil
        let notice = errors.isEmpty ? registered : Notice(.warn, words("declare.refused"))
        let asked = try await healthCode.declarationAsked(of: person.id, by: context.caller)
        let page = DeclarePage(draft, of: person, errors: errors, notice: notice, asked: asked, words: words)
        return show(page, to: reader, errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// The draft in a form, with a place more or less where a button asked for it.
    private func draft(from sent: Form) async throws -> DeclarationDraft {
        let count = min(max(Int(sent["stays"]) ?? 0, 0), DeclarationDraft.mostStays)
        var form = sent
        var places = count
        if let dropped = Int(sent["drop"]), (1...max(count, 1)).contains(dropped), count > 0 {
            form = sent.dropping(stay: dropped, of: count)
            places -= 1
        } else if sent["step"] == "add", count < DeclarationDraft.mostStays {
            places += 1
        }
        var stays: [RegionPath] = []
        for number in 0..<places { stays.append(try await region(form, id: "stay\(number + 1)")) }
        return DeclarationDraft(form: form, stays: stays)
    }

    private func checkIn(_ request: Request, _ context: ResidentContext) async throws -> Response {
        let id = try context.person()
        let form = try await Form(request)
        let words = words(for: Reader(request, context))
        var errors = FormErrors()
        let symptoms = form.symptoms(errors: &errors, words: words)
        var temperature: Temperature?
        switch form.temperature("temperature") {
        case .read(let read): temperature = read
        case .empty: errors.note("/temperature", words.field(.missing))
        case .unreadable: errors.note("/temperature", words.field(.badTemperature))
        }
        guard errors.isEmpty, let symptoms else { return try await checkInPage(form, request, context, errors) }
        do {
            _ = try await healthCode.checkIn(temperature: temperature, symptoms: symptoms, for: id, by: context.caller)
        } catch {
            guard error.kind == .invalidFields else { throw error }
            return try await checkInPage(form, request, context, FormErrors(error, words: words))
        }
        return go(to: "/people/\(id.number)/code?done=checked-in")
    }

    private func checkInPage(
        _ form: Form, _ request: Request, _ context: ResidentContext, _ errors: FormErrors = FormErrors()
    ) async throws -> Response {
        let person = try await healthCode.person(try context.person(), by: context.caller)
        try await healthCode.requireCheckIns(of: person.id, by: context.caller)
        let reader = Reader(request, context)
        let words = words(for: reader)
        let notice = errors.isEmpty ? nil : Notice(.warn, words("check_in.refused"))
        let isAsked = healthCode.place(governing: person.region)?.options.asksForCheckIn(at: healthCode.now)
        let page = CheckInPage(
            form, of: person, isAsked: isAsked ?? true, errors: errors, notice: notice, words: words)
        return show(page, to: reader, errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// A region's name with those above it, from the province down; its code where the register has lost it.
    func name(of code: RegionCode) async throws -> String {
        var names: [String] = []
        var next: RegionCode? = code
        while let code = next, names.count < 5 {
            do {
                let region = try await healthCode.region(code)
                names.insert(region.name, at: 0)
                next = region.parent
            } catch {
                guard error.kind == .unknownRegion else { throw error }
                return names.isEmpty ? code.description : names.joined(separator: " ")
            }
        }
        return names.joined(separator: " ")
    }
}
