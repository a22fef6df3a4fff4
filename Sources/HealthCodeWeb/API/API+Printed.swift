import HealthCodeCore
import HealthCodeService
import Hummingbird

extension API {
    /// Codes on paper: to be made, listed and revoked by whoever acts for the person.
    func addPrinted(to routes: RouterGroup<ResidentContext>) {
        routes.post("printed") { _, context in
            let view = try await healthCode.printCode(of: context.person(), by: context.caller)
            return Response.json(.created) { json in
                json.object {
                    $0.members(of: view.code, in: view.offset)
                    $0.member("token", view.text)
                }
            }
        }
        routes.get("printed") { _, context in
            let id = try context.person()
            let codes = try await healthCode.printedCodes(of: id, by: context.caller)
            let offset = try await healthCode.person(id, by: context.caller).offset
            return Response.json { $0.list(of: codes) { $0.members(of: $1, in: offset) } }
        }
        routes.delete("printed/{number}") { _, context in
            try await healthCode.revokePrintedCode(context.printed(), of: context.person(), by: context.caller)
            return Response(status: .noContent)
        }
    }
}

extension RequestContext {
    /// The printed code that the path names.
    ///
    /// - Throws: `Problem.notFound` for what cannot be its number.
    func printed() throws(Problem) -> Int64 {
        guard let number = parameters["number"].flatMap({ Int64($0) }) else { throw Problem(.notFound) }
        return number
    }
}

extension JSONWriter {
    fileprivate mutating func members(of code: PrintedCode, in offset: UTCOffset) {
        member("id", String(code.number))
        member("colour", code.colour.rawValue)
        member("made", code.made, in: offset)
        member("expires", code.expires, in: offset)
        if let revoked = code.revoked { member("revoked", revoked, in: offset) }
    }
}
