import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// The administrators' console.
    func addConsole(to routes: RouterGroup<AdministratorContext>) {
        routes.get("console") { request, context in try await console(request, context) }
        routes.post("console/people") { request, context in
            let form = try await Form(request)
            do throws(Problem) {
                let id = try await healthCode.person(named: form["who"], byAdministrator: context.caller)
                return go(to: "/console/people/\(id.number)")
            } catch {
                let words = words(for: Reader(request, context))
                let error =
                    switch error.kind {
                    case .notACode: words("console.who_what")
                    case .noSuchPerson: words("console.who_none")
                    default: words.problem(error)
                    }
                return try await console(request, context, find: form["who"], error: error)
            }
        }
        routes.get("console/people/{id}") { request, context in
            let id = try context.person()
            let person = try await healthCode.lookAt(id, byAdministrator: context.caller)
            let view = try await healthCode.explanation(of: id, byAdministrator: context.caller)
            let reader = Reader(request, context)
            return show(ExplanationPage(view, of: person, words: words(for: reader)), to: reader)
        }
        routes.get("console/packs/{region}/{version}") { request, context in
            let pack = try await pack(
                context.parameters.get("region") ?? "", context.parameters.get("version") ?? "", context)
            let reader = Reader(request, context)
            return show(PackPage(pack, words: words(for: reader)), to: reader)
        }
        addResidentRegistration(to: routes)
        addProposing(to: routes)
        addProposals(to: routes)
    }

    private func console(
        _ request: Request, _ context: AdministratorContext, find: String = "", error: String? = nil
    ) async throws -> Response {
        let reader = Reader(request, context)
        let words = words(for: reader)
        var regions: [String] = []
        for duty in context.duties { regions.append(try await name(of: duty.region)) }
        let said = request.uri.queryParameters["done"].flatMap { Pages.consoleNotices[String($0)] }
        let page = ConsolePage(
            regions: regions, proposals: try await healthCode.proposals(of: context.caller),
            packs: try await healthCode.packs(of: context.caller), now: healthCode.now, find: find, error: error,
            notice: said.map { Notice(.good, words($0)) }, words: words)
        return show(page, to: reader, error == nil ? .ok : .unprocessableContent)
    }

    /// A published pack that concerns the administrator.
    private func pack(_ region: String, _ version: String, _ context: AdministratorContext) async throws -> PackView {
        let packs = try await healthCode.packs(of: context.caller)
        guard let pack = packs.first(where: { "\($0.name.region)" == region && $0.name.version == version }) else {
            throw Problem(.notFound)
        }
        return pack
    }

    // MARK: Writing a pack

    private func addProposing(to routes: RouterGroup<AdministratorContext>) {
        routes.get("console/propose") { request, context in
            var written = WrittenPack()
            if let parts = request.uri.queryParameters["from"]?.split(separator: "/"), parts.count == 2 {
                let pack = try await pack(String(parts[0]), String(parts[1]), context)
                written.text = pack.text
                written.scenarios = try await healthCode.scenarios(of: pack.name)
            }
            return proposePage(written, nil, request, context)
        }
        routes.post("console/propose/check") { request, context in
            let written = WrittenPack(try await Form(request, limit: BodyLimit.pack))
            return try await checked(written, request, context)
        }
        routes.post("console/propose") { request, context in
            let written = WrittenPack(try await Form(request, limit: BodyLimit.pack))
            // Nobody proposes what they have not seen checked.
            if written.hasFiles { return try await checked(written, request, context) }
            do throws(Problem) {
                let id = try await healthCode.propose(
                    written.text, scenarios: written.scenarios, by: context.caller)
                return go(to: "/console/proposals/\(id.number)/simulation")
            } catch {
                let draft = try await healthCode.draft(
                    written.text, scenarios: written.scenarios, by: context.caller)
                let words = words(for: Reader(request, context))
                let notice = draft.isReady ? Notice(.bad, words.problem(error)) : nil
                return proposePage(written, draft, request, context, notice, error.kind.status)
            }
        }
    }

    private func checked(
        _ written: WrittenPack, _ request: Request, _ context: AdministratorContext
    ) async throws -> Response {
        guard written.unreadable.isEmpty else {
            let words = words(for: Reader(request, context))
            let said = words("propose.not_text", ["file": written.unreadable.joined(separator: ", ")])
            return proposePage(written, nil, request, context, Notice(.bad, said), .unprocessableContent)
        }
        let draft = try await healthCode.draft(written.text, scenarios: written.scenarios, by: context.caller)
        return proposePage(written, draft, request, context)
    }

    private func proposePage(
        _ written: WrittenPack, _ draft: Draft?, _ request: Request, _ context: AdministratorContext,
        _ notice: Notice? = nil, _ status: HTTPResponse.Status = .ok
    ) -> Response {
        let reader = Reader(request, context)
        let page = ProposePage(written, draft: draft, notice: notice, words: words(for: reader))
        return show(page, to: reader, draft.map { $0.isReady ? status : .unprocessableContent } ?? status)
    }

    static let consoleNotices = [
        "proposed": "proposal.done_proposed", "approved": "proposal.done_approved",
        "published": "proposal.done_published", "declined": "proposal.done_declined",
        "withdrawn": "proposal.done_withdrawn", "simulated": "proposal.done_simulated",
    ]
}

extension AdministratorContext: PageContext {
    var signedIn: (caller: Caller, session: PresentedSession)? { (caller, session) }

    /// The person in the path.
    ///
    /// - Throws: `noSuchPerson`.
    func person() throws(Problem) -> PersonID {
        guard let number = parameters.get("id").flatMap({ Int64($0) }) else { throw Problem(.noSuchPerson) }
        return PersonID(number)
    }
}

extension Form {
    /// A text of many lines, each ended as files end them; browsers send two characters.
    func lines(_ name: String) -> String {
        self[name].replacing("\r\n", with: "\n")
    }
}
