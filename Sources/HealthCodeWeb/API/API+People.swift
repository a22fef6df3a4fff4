import HealthCodeService
import Hummingbird

extension API {
    func addRegistration(to routes: RouterGroup<ResidentContext>) {
        routes.post { request, context in
            let fields = try await request.fields()
            let document = fields.object("document")
            let registration = Registration(
                name: fields.text("name"), documentKind: document.text("type"), documentNumber: document.text("number"),
                region: fields.text("region"), address: fields.optionalText("address"),
                phone: fields.optionalText("phone"), relation: fields.text("relation"),
                channel: fields.optionalText("channel"), group: fields.optionalText("applies_as"),
                consent: fields.optionalText("consent"))
            try fields.check()
            let person = try await healthCode.register(registration, by: context.caller)
            var response = Response.json(.created) { $0.object { $0.members(of: person) } }
            response.headers[.location] = "/api/v1/people/\(person.id.number)"
            return response
        }
    }

    /// Claiming has the limit of registering, since each asks the identity verifier.
    func addClaiming(to routes: RouterGroup<ResidentContext>) {
        routes.post { request, context in
            let fields = try await request.fields()
            let document = fields.object("document")
            let claim = Claim(
                name: fields.text("name"), documentKind: document.text("type"), documentNumber: document.text("number"),
                relation: fields.optionalText("relation") ?? Relation.`self`.rawValue)
            try fields.check()
            let person = try await healthCode.claim(claim, by: context.caller)
            return Response.json { $0.object { $0.members(of: person) } }
        }
    }

    func addPeople(to routes: RouterGroup<ResidentContext>) {
        routes.get { _, context in
            let people = try await healthCode.people(of: context.caller)
            return Response.json { $0.list(of: people) { $0.members(of: $1) } }
        }
        routes.patch("{id}") { request, context in
            let id = try context.person()
            let fields = try await request.fields()
            let correction = PersonCorrection(
                name: fields.optionalText("name"), region: fields.optionalText("region"),
                address: fields.optionalText("address"), phone: fields.optionalText("phone"))
            if fields.has("document") { fields.refuse("document", .notCorrectable) }
            try fields.check()
            guard correction != PersonCorrection() else {
                let reason = FieldProblem.Reason.noneGiven(of: ["name", "region", "address", "phone"])
                throw Problem(.invalidFields, fields: [FieldProblem("", reason)])
            }
            let person = try await healthCode.correct(id, correction, by: context.caller)
            return Response.json { $0.object { $0.members(of: person) } }
        }
    }
}
