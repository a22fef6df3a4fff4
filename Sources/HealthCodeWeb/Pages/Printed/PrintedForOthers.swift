import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// Codes on paper, for an administrator, of people in their region; who made or revoked one and why is recorded.
    func addPrintedForOthers(to routes: RouterGroup<AdministratorContext>) {
        routes.get("console/people/{id}/printed") { request, context in
            let id = try context.person()
            let (person, codes) = try await healthCode.printedCodes(of: id, byAdministrator: context.caller)
            let reader = Reader(request, context)
            let words = words(for: reader)
            let said = request.uri.queryParameters["done"].flatMap { Pages.printedNotices[String($0)] }
            let notice = said.map { Notice(.good, words($0)) }
            let days = try await healthCode.printedCodeDays(of: id)
            let page = PrintedCodesPage(
                codes, of: person, days: days, now: healthCode.now, isStaff: true, notice: notice, words: words)
            return show(page, to: reader)
        }
        routes.post("console/people/{id}/printed") { request, context in
            let reason = PrintingReason(rawValue: try await Form(request)["reason"])
            let id = try context.person()
            let view = try await healthCode.printCode(
                of: id, because: try Self.required(reason), byAdministrator: context.caller)
            return go(to: "/console\(view.person.path)/printed/\(view.code.number)")
        }
        routes.get("console/people/{id}/printed/{number}") { request, context in
            let (view, qr) = try await paper(context)
            let reader = Reader(request, context)
            let page = PrintedSheetPage(
                view, at: "/console" + view.person.path, qr: qr, words: words(for: reader),
                chinese: renderer.words(.simplifiedChinese), english: renderer.words(.english))
            return show(page, to: reader)
        }
        routes.get("console/people/{id}/printed/{number}/card") { request, context in
            let (view, qr) = try await paper(context)
            let reader = Reader(request, context)
            let page = PrintedCardPage(
                view, at: "/console" + view.person.path, qr: qr, words: words(for: reader),
                chinese: renderer.words(.simplifiedChinese), english: renderer.words(.english))
            return show(page, to: reader)
        }
        routes.post("console/people/{id}/printed/{number}/revoke") { request, context in
            let reason = RevocationReason(rawValue: try await Form(request)["reason"])
            let id = try context.person()
            try await healthCode.revokePrintedCode(
                context.printed(), of: id, because: try Self.required(reason), byAdministrator: context.caller)
            return go(to: "/console/people/\(id.number)/printed?done=revoked")
        }
    }

    private static let printedNotices = [
        "revoked": "printed.revoked", "registered": "staff_register.done", "known": "staff_register.known",
    ]

    private func paper(_ context: AdministratorContext) async throws(Problem) -> (PrintedCodeView, qr: String) {
        let view = try await healthCode.printedCode(
            context.printed(), of: context.person(), byAdministrator: context.caller)
        guard let qr = healthCode.qr.svg(view.text) else { throw Problem(.unavailable) }
        return (view, qr)
    }

    private static func required<Reason>(_ reason: Reason?) throws(Problem) -> Reason {
        guard let reason else { throw Problem(.invalidFields, fields: [FieldProblem("/reason", .missing)]) }
        return reason
    }
}
