import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// The code and the timeline.
    func addCode(to routes: RouterGroup<ResidentContext>) {
        routes.get("people/{id}/code") { request, context in
            let id = try context.person()
            let isFresh = request.uri.queryParameters["fresh"] != nil
            let view =
                isFresh
                ? try await healthCode.freshCode(of: id, by: context.caller)
                : try await healthCode.code(of: id, by: context.caller)
            let family = try await healthCode.people(of: context.caller)
            guard let qr = healthCode.qr.svg(view.token) else { throw Problem(.unavailable) }
            let reader = Reader(request, context)
            let words = words(for: reader)
            let notice = codeNotice(request, view, words)
            let explanation = try await healthCode.explanation(of: id, by: context.caller)
            let place = healthCode.place(governing: view.person.region)
            let questions = CodeQuestions(
                explanation, of: view.person, place: place, family: family, words: words
            ).questions
            let page = CodePage(
                view, qr: qr, family: family, notice: notice, questions: questions,
                grounds: explanation.grounds.map(\.description), words: words)
            return show(page, to: reader)
        }
        routes.get("people/{id}/timeline") { request, context in
            let id = try context.person()
            let entries = try await healthCode.timeline(of: id, by: context.caller)
            let person = try await healthCode.person(id, by: context.caller)
            let reader = Reader(request, context)
            let page = TimelinePage(entries, of: person, now: healthCode.now, words: words(for: reader))
            return show(page, to: reader)
        }
    }

    private func codeNotice(_ request: Request, _ view: CodeView, _ words: Catalogue) -> Notice? {
        switch request.uri.queryParameters["done"] {
        case "checked-in": Notice(.good, words("check_in.done"))
        default: nil
        }
    }
}
