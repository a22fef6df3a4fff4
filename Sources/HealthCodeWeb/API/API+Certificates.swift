import HealthCodeCore
import HealthCodeService
import Hummingbird

extension API {
    /// Certificates of other places: to be added, listed and taken off by whoever acts for the person.
    func addCertificates(to routes: RouterGroup<ResidentContext>) {
        routes.post("certificates") { request, context in
            let fields = try await request.fields()
            let text = fields.text("certificate")
            try fields.check()
            let held = try await healthCode.addCertificate(text, to: context.person(), by: context.caller)
            let language = request.language
            return Response.json(.created) { $0.object { $0.members(of: held, in: language) } }
        }
        routes.get("certificates") { request, context in
            let held = try await healthCode.certificates(of: context.person(), by: context.caller)
            let language = request.language
            return Response.json { $0.list(of: held) { $0.members(of: $1, in: language) } }
        }
        routes.delete("certificates/{number}") { _, context in
            try await healthCode.removeCertificate(context.printed(), of: context.person(), by: context.caller)
            return Response(status: .noContent)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func members(of held: HeldCertificate, in language: Language) {
        member("id", String(held.number))
        member("added", held.added, in: held.offset)
        if let withdrawn = held.withdrawn { member("withdrawn", withdrawn, in: held.offset) }
        if let because = held.because { member("because", because.rawValue) }
        if let fact = held.recorded {
            object("recorded") { json in
                json.member("kind", fact.kind.name)
                json.member("from", fact.from, in: held.offset)
                if let until = fact.until { json.member("until", until, in: held.offset) }
            }
        }
        if let certificate = held.certificate {
            object("certificate") { $0.members(of: certificate, in: language, held.offset) }
        }
    }
}
