import HealthCodeCore
import HealthCodeService
import Hummingbird

extension API {
    func addDeclaring(to routes: RouterGroup<ResidentContext>) {
        routes.post("declarations") { request, context in
            let id = try context.person()
            let declaration = try await Declaration(request.fields())
            let view = try await healthCode.declare(declaration, for: id, by: context.caller)
            let offset = try await healthCode.person(id, by: context.caller).offset
            return Response.json(.created) { $0.object { $0.members(of: view, in: offset) } }
        }
        routes.get("declarations") { _, context in
            let id = try context.person()
            let views = try await healthCode.declarations(of: id, by: context.caller)
            let offset = try await healthCode.person(id, by: context.caller).offset
            return Response.json { $0.list(of: views) { $0.members(of: $1, in: offset) } }
        }
        routes.post("checkins") { request, context in
            let id = try context.person()
            let fields = try await request.fields()
            let temperature = fields.temperature("temperature")
            let symptoms = fields.symptoms("symptoms")
            try fields.check()
            let fact = try await healthCode.checkIn(
                temperature: temperature, symptoms: symptoms, for: id, by: context.caller)
            return Response.json(.created) { $0.object { $0.member("id", String(fact.number)) } }
        }
    }
}

extension Declaration {
    /// Reads a declaration as people send it.
    ///
    /// - Throws: `Problem.invalidFields`.
    init(_ fields: Fields) throws(Problem) {
        let answers = Answers(
            symptoms: fields.symptoms("symptoms"),
            diagnosis: fields.word("diagnosis", among: Answers.Diagnosis.allCases.map { ($0.name, $0) }, else: .none),
            contact: fields.flag("contact"), temperature: fields.optionalTemperature("temperature"))
        let stays = fields.objects("stays").map {
            Stay(region: $0.region("region"), from: $0.instant("from"), until: $0.optionalInstant("until"))
        }
        self.init(
            kind: fields.word("kind", among: Kind.allCases.map { ($0.rawValue, $0) }, else: .staying), answers: answers,
            stays: stays, arrival: fields.optionalInstant("arrival"), truthful: fields.flag("truthful"))
        try fields.check()
    }
}

extension Fields {
    /// A list of symptoms by name.
    func symptoms(_ name: String) -> Symptoms {
        Symptoms(words(name, among: Symptoms.named.map { ($0.name, $0.symptom) }))
    }
}
