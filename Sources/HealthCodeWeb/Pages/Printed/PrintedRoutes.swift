import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// Codes on paper, for whoever acts for the person.
    func addPrinted(to routes: RouterGroup<ResidentContext>) {
        routes.get("people/{id}/printed") { request, context in
            let id = try context.person()
            let codes = try await healthCode.printedCodes(of: id, by: context.caller)
            let person = try await healthCode.person(id, by: context.caller)
            let reader = Reader(request, context)
            let words = words(for: reader)
            let isRevoked = request.uri.queryParameters["done"] == "revoked"
            let notice = isRevoked ? Notice(.good, words("printed.revoked")) : nil
            let days = try await healthCode.printedCodeDays(of: id)
            let page = PrintedCodesPage(
                codes, of: person, days: days, now: healthCode.now, notice: notice, words: words)
            return show(page, to: reader)
        }
        routes.post("people/{id}/printed") { _, context in
            let view = try await healthCode.printCode(of: context.person(), by: context.caller)
            return go(to: "\(view.person.path)/printed/\(view.code.number)")
        }
        routes.get("people/{id}/printed/{number}") { request, context in
            let (view, qr) = try await paper(context)
            let reader = Reader(request, context)
            let page = PrintedSheetPage(
                view, at: view.person.path, qr: qr, words: words(for: reader),
                chinese: renderer.words(.simplifiedChinese),
                english: renderer.words(.english))
            return show(page, to: reader)
        }
        routes.get("people/{id}/printed/{number}/card") { request, context in
            let (view, qr) = try await paper(context)
            let reader = Reader(request, context)
            let page = PrintedCardPage(
                view, at: view.person.path, qr: qr, words: words(for: reader),
                chinese: renderer.words(.simplifiedChinese),
                english: renderer.words(.english))
            return show(page, to: reader)
        }
        routes.post("people/{id}/printed/{number}/revoke") { _, context in
            let id = try context.person()
            try await healthCode.revokePrintedCode(context.printed(), of: id, by: context.caller)
            return go(to: "/people/\(id.number)/printed?done=revoked")
        }
    }

    private func paper(_ context: ResidentContext) async throws(Problem) -> (PrintedCodeView, qr: String) {
        let view = try await healthCode.printedCode(context.printed(), of: context.person(), by: context.caller)
        guard let qr = healthCode.qr.svg(view.text) else { throw Problem(.unavailable) }
        return (view, qr)
    }
}
