import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Pages {
    /// Certificates of other places, for whoever acts for the person.
    func addCertificates(to routes: RouterGroup<ResidentContext>) {
        routes.get("people/{id}/certificates") { request, context in
            let reader = Reader(request, context)
            let words = words(for: reader)
            let done = request.uri.queryParameters["done"].map(String.init) ?? ""
            let isDone = ["added", "removed"].contains(done)
            let notice = isDone ? Notice(.good, words("certificates.done.\(done)")) : nil
            return show(try await certificatesPage(context, notice: notice, words: words), to: reader)
        }
        routes.post("people/{id}/certificates") { request, context in
            let form = try await Form(request)
            let id = try context.person()
            let text = form.text("certificate") ?? ""
            do throws(Problem) {
                _ = try await healthCode.addCertificate(text, to: id, by: context.caller)
            } catch {
                guard CertificatesPage.refusals.contains(error.kind) else { throw error }
                let reader = Reader(request, context)
                let page = try await certificatesPage(context, refusal: error, text: text, words: words(for: reader))
                return show(page, to: reader, error.kind.status)
            }
            return go(to: "/people/\(id.number)/certificates?done=added")
        }
        routes.post("people/{id}/certificates/{number}/remove") { _, context in
            let id = try context.person()
            try await healthCode.removeCertificate(context.printed(), of: id, by: context.caller)
            return go(to: "/people/\(id.number)/certificates?done=removed")
        }
    }

    private func certificatesPage(
        _ context: ResidentContext, refusal: Problem? = nil, text: String = "", notice: Notice? = nil, words: Catalogue
    ) async throws(Problem) -> CertificatesPage {
        let id = try context.person()
        let held = try await healthCode.certificates(of: id, by: context.caller)
        let person = try await healthCode.person(id, by: context.caller)
        let recognised = healthCode.place(governing: person.region)?.options.recognised ?? []
        return CertificatesPage(
            held, of: person, recognised: recognised.filter { $0.format != .healthCode }.map(\.name),
            refusal: refusal, text: text, notice: notice, words: words)
    }
}

extension CertificatesPage {
    /// The problems that are said on the page itself.
    static let refusals: Set<Problem.Kind> = [
        .unreadableCertificate, .forgedCertificate, .untrustedCertificate, .unrecognisedCertificate,
        .expiredCertificate, .earlyCertificate, .revokedCertificate, .insufficientCertificate, .certificateOfAnother,
        .certificateTaken,
    ]
}
