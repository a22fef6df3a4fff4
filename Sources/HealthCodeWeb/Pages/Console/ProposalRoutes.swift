import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// Looking at proposals, and deciding on them.
    func addProposals(to routes: RouterGroup<AdministratorContext>) {
        routes.get("console/proposals/{number}") { request, context in try await proposalPage(request, context) }
        routes.get("console/proposals/{number}/simulation") { request, context in
            try await simulationPage(request, context)
        }
        routes.get("console/proposals/{number}/newly-red") { request, context in try await newlyRed(request, context) }
        routes.get("console/proposals/{number}/matrix.csv") { _, context in try await matrix(context) }
        routes.post("console/proposals/{number}/simulate") { request, context in
            let id = try context.proposal()
            return try await orSay(request, context, "/simulation") {
                try await healthCode.simulateAgain(id, by: context.caller)
            }
        }
        for decision in DecisionPage.Decision.allCases {
            routes.get("console/proposals/{number}/\(decision.rawValue)") { request, context in
                try await decisionPage(decision, Form(), request, context)
            }
        }
        routes.post("console/proposals/{number}/approve") { request, context in try await approve(request, context) }
        routes.post("console/proposals/{number}/decline") { request, context in
            try await end(request, context, "declined") { reason in
                try await healthCode.decline(try context.proposal(), because: reason, by: context.caller)
            }
        }
        routes.post("console/proposals/{number}/withdraw") { request, context in
            try await end(request, context, "withdrawn") { reason in
                try await healthCode.withdraw(try context.proposal(), because: reason, by: context.caller)
            }
        }
    }

    private func proposalPage(
        _ request: Request, _ context: AdministratorContext, refused: Problem? = nil
    ) async throws -> Response {
        let view = try await healthCode.proposal(try context.proposal(), by: context.caller)
        let reader = Reader(request, context)
        let words = words(for: reader)
        let said = request.uri.queryParameters["done"].flatMap { Pages.consoleNotices[String($0)] }
        let notice = refused.map { Notice(.bad, words.problem($0)) } ?? said.map { Notice(.good, words($0)) }
        var regions: [RegionCode: String] = [:]
        for row in view.simulation?.shownRows ?? [] { regions[row.region] = try await name(of: row.region) }
        let page = ProposalPage(view, regions: regions, notice: notice, words: words)
        return show(page, to: reader, refused?.kind.status ?? .ok)
    }

    /// The simulation while it is under way, then the proposal.
    private func simulationPage(_ request: Request, _ context: AdministratorContext) async throws -> Response {
        let view = try await healthCode.proposal(try context.proposal(), by: context.caller)
        guard let run = view.run, run.isUnderWay else {
            return go(to: view.path + (view.run?.state == .done ? "?done=simulated" : ""))
        }
        let reader = Reader(request, context)
        return show(SimulationPage(view, words: words(for: reader)), to: reader)
    }

    /// Does something with the proposal and goes on to what is under its path, or says on its page why not.
    private func orSay(
        _ request: Request, _ context: AdministratorContext, _ next: String, _ act: () async throws -> Void
    ) async throws -> Response {
        do {
            try await act()
        } catch {
            guard let problem = error as? Problem, Pages.aboutProposals.contains(problem.kind) else { throw error }
            return try await proposalPage(request, context, refused: problem)
        }
        return go(to: "/console/proposals/\(try context.proposal().number)\(next)")
    }

    /// What can stand against a decision on a proposal that one may see.
    private static let aboutProposals: Set<Problem.Kind> = [
        .proposalEnded, .sameApprover, .effectiveInPast, .staleSimulation, .exists,
    ]

    private func approve(_ request: Request, _ context: AdministratorContext) async throws -> Response {
        let form = try await Form(request)
        let id = try context.proposal()
        let simulation = Int64(form["simulation"]) ?? 0
        let typed = form.text("typed").flatMap { Int($0.filter { $0 != "," && $0 != "，" && $0 != " " }) }
        do throws(Problem) {
            let isPublished = try await healthCode.approve(id, simulation: simulation, typed: typed, by: context.caller)
            return go(to: "/console/proposals/\(id.number)?done=\(isPublished ? "published" : "approved")")
        } catch {
            if error.kind == .wrongNumber {
                var errors = FormErrors()
                errors.note("/typed", words(for: Reader(request, context)).problem(error))
                return try await decisionPage(.approve, form, request, context, errors)
            }
            guard Pages.aboutProposals.contains(error.kind) else { throw error }
            return try await proposalPage(request, context, refused: error)
        }
    }

    private func end(
        _ request: Request, _ context: AdministratorContext, _ done: String,
        _ act: (String) async throws -> Void
    ) async throws -> Response {
        let form = try await Form(request)
        do {
            return try await orSay(request, context, "?done=\(done)") { try await act(form["reason"]) }
        } catch {
            guard let problem = error as? Problem, problem.kind == .invalidFields else { throw error }
            let errors = FormErrors(problem, words: words(for: Reader(request, context)))
            return try await decisionPage(
                done == "declined" ? .decline : .withdraw, form, request, context, errors)
        }
    }

    /// Asks whether one is sure.
    private func decisionPage(
        _ decision: DecisionPage.Decision, _ form: Form, _ request: Request, _ context: AdministratorContext,
        _ errors: FormErrors = FormErrors()
    ) async throws -> Response {
        let view = try await healthCode.proposal(try context.proposal(), by: context.caller)
        if let objection = view.objection(to: decision) {
            return try await proposalPage(request, context, refused: Problem(objection))
        }
        let reader = Reader(request, context)
        let page = DecisionPage(decision, on: view, form, errors: errors, words: words(for: reader))
        return show(page, to: reader, errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func newlyRed(_ request: Request, _ context: AdministratorContext) async throws -> Response {
        let id = try context.proposal()
        let view = try await healthCode.proposal(id, by: context.caller)
        let size = 100
        let after = request.uri.queryParameters["after"].flatMap { Int64($0) }.map(PersonID.init)
        let people = try await healthCode.newlyRed(of: id, after: after, limit: size, by: context.caller)
        let reader = Reader(request, context)
        return show(NewlyRedPage(people, of: view, size: size, words: words(for: reader)), to: reader)
    }

    /// The simulation by region and move, for a spreadsheet.
    private func matrix(_ context: AdministratorContext) async throws -> Response {
        let view = try await healthCode.proposal(try context.proposal(), by: context.caller)
        guard let simulation = view.simulation else { throw Problem(.notFound) }
        var lines = ["region,name,from,to,people"]
        for row in simulation.rows {
            let name = try await name(of: row.region)
            let moves = row.counts.filter { $0.value > 0 }
                .sorted { ($0.key.from.rawValue, $0.key.to.rawValue) < ($1.key.from.rawValue, $1.key.to.rawValue) }
            for (move, count) in moves {
                lines.append("\(row.region),\(name),\(move.from.rawValue),\(move.to.rawValue),\(count)")
            }
        }
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8",
            .contentDisposition: "attachment; filename=\"proposal-\(view.id.number).csv\"", .cacheControl: "no-store",
        ]
        let text = lines.joined(separator: "\r\n") + "\r\n"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension AdministratorContext {
    /// The proposal in the path.
    ///
    /// - Throws: `notFound`.
    fileprivate func proposal() throws(Problem) -> ProposalID {
        guard let number = parameters.get("number").flatMap({ Int64($0) }) else { throw Problem(.notFound) }
        return ProposalID(number)
    }
}

extension ProposalView {
    /// What stands against a decision of the one who looks; nil where nothing does.
    func objection(to decision: DecisionPage.Decision) -> Problem.Kind? {
        guard isOpen else { return .proposalEnded }
        guard decision == .approve else { return nil }
        if isOwn || hasApproved { return .sameApprover }
        if draft.objections.contains(.past) { return .effectiveInPast }
        return isStale ? .staleSimulation : nil
    }
}

/// Asks an administrator whether they are sure, and for what a decision needs.
struct DecisionPage: Page {
    static let template = "decision"
    static let styles = ["forms", "console"]
    /// What can be decided.
    enum Decision: String, CaseIterable {
        case approve, decline, withdraw
    }

    var title: String
    var back: Back
    var lead: String
    var warnings: [String]
    var action: String
    var simulation: String
    var number: Field?
    var reason: Field?
    var send: String
    var isDanger: Bool

    init(_ decision: Decision, on proposal: ProposalView, _ form: Form, errors: FormErrors, words: Catalogue) {
        let name = "\(proposal.place[words.language]) \(proposal.name.version)"
        let since = Moments(language: words.language, offset: proposal.offset).moment(proposal.since)
        title = words("proposal.sure.\(decision.rawValue)", ["name": name])
        back = Back(href: proposal.path, word: name)
        action = proposal.path + "/" + decision.rawValue
        simulation = String(proposal.simulationNumber)
        send = words("proposal.\(decision.rawValue)")
        isDanger = decision == .decline
        warnings = []
        switch decision {
        case .approve:
            lead = words("proposal.approve_lead", ["since": since, "region": proposal.regionName])
            // Whoever types the number in has it from the simulation, not from the line above.
            if !proposal.needsNumber {
                warnings = [words("proposal.moved", ["moved": Figures.text(proposal.moved)])]
            }
            warnings += ProposalPage.doubts(proposal, words: words)
            if proposal.needsTwo && !proposal.needsNumber { warnings.append(words("proposal.first_of_two")) }
            if proposal.needsNumber {
                number = Field(
                    "typed", label: words("proposal.type_number"), value: form["typed"],
                    hint: words("proposal.type_hint"), error: errors["/typed"], mode: "numeric", autocomplete: "off",
                    limit: 12, shape: "short")
            }
        case .decline, .withdraw:
            lead = words("proposal.\(decision.rawValue)_lead")
            reason = Field(
                "reason", label: words("proposal.reason"), value: form["reason"], error: errors["/reason"],
                autocomplete: "off", limit: 500)
        }
    }
}
