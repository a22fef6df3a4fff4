import HTTPTypes
import HealthCodeCore
import HealthCodeService
import Hummingbird

extension Response {
    /// A JSON answer.
    static func json(_ status: HTTPResponse.Status = .ok, capacity: Int = 1_024, _ write: (inout JSONWriter) -> Void)
        -> Response
    {
        var json = JSONWriter(capacity: capacity)
        write(&json)
        let body = json.buffer
        let headers = HTTPFields.json(length: body.readableBytes)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}

extension HTTPFields {
    /// The headers of a JSON answer of so many bytes.
    static func json(length: Int) -> HTTPFields {
        var headers = json
        headers.append(HTTPField(name: .contentLength, value: String(length)))
        return headers
    }

    /// The headers of every JSON answer, with those that `SecurityHeaders` would add one by one.
    static let json: HTTPFields = {
        var headers: HTTPFields = [.contentType: "application/json"]
        SecurityHeaders.add(to: &headers, isAPI: true, isSecure: false)
        return headers
    }()
}

extension JSONWriter {
    mutating func members(of person: PersonView) {
        member("id", String(person.id.number))
        member("name", person.name)
        member(person.document)
        member("region", person.region.description)
        member("relation", person.relation.rawValue)
        member("verified", person.verified)
        member("registered", person.registered, in: person.offset)
        member("colour", person.colour.rawValue)
    }

    /// The masked number, with the kind of document beside it.
    mutating func member(_ document: MaskedDocument) {
        member("document", document.number)
        member("document_type", document.kind.rawValue)
    }

    mutating func members(of test: TestView, in offset: UTCOffset) {
        member("method", test.method.name)
        member("result", test.result.name)
        member("sampled", test.sampled, in: offset)
        member("reported", test.reported, in: offset)
        member("institution", test.institution)
    }

    mutating func members(of code: CodeView, in language: Language) {
        member("colour", code.colour.rawValue)
        member("since", code.since, in: code.offset)
        member("rule", code.rule)
        member("reason", code.reason[language])
        if let ends = code.ends { member("ends", ends[language]) }
        member("advice", code.advice[language])
        if let next = code.next {
            member("changes_at", next.at, in: code.offset)
            member("changes_to", next.colour.rawValue)
        }
        object("policy") { json in
            json.member("jurisdiction", code.policy.region.description)
            json.member("version", code.policy.version)
        }
        member("token", code.token)
        member("token_expires", code.tokenExpires, in: code.offset)
        member("name", code.person.name)
        member(code.person.document)
        list("tests", of: code.tests) { $0.members(of: $1, in: code.offset) }
        member("late", code.late)
    }

    /// - Parameter isAdviceFit: whether what the colour advises holds; after a fever, green's *you may pass* does not.
    mutating func members(of check: CheckView, in language: Language, isAdviceFit: Bool = true) {
        member("colour", check.colour.rawValue)
        if isAdviceFit { member("advice", check.advice[language]) }
        if let name = check.name { member("name", name) } else { raw("name", "null") }
        if let document = check.document { member(document) } else { raw("document", "null") }
        if let age = check.age { member("age", Int64(age)) } else { raw("age", "null") }
        if let issuer = check.issuer {
            object("issuer") {
                $0.member("name", issuer.name)
                $0.member("region", issuer.region.description)
                $0.member("reached", issuer.isReached)
                $0.member("as_of", issuer.asOf, in: check.offset)
            }
        }
        if let certificate = check.certificate {
            object("certificate") { $0.members(of: certificate, in: language, check.offset) }
        }
        if let test = check.test { object("test") { $0.members(of: test, in: check.offset) } }
        strings("needs", check.needs)
        if check.isPrinted { member("printed", true) }
        if let lacks = check.lacks { member("lacks", lacks[language]) }
        if let travel = check.travel {
            object("travel") { json in
                json.member("advice", travel.advice[language])
                if let isMet = travel.isMet { json.member("met", isMet) }
            }
        }
    }

    mutating func members(of view: PassView, in language: Language) {
        member("pass", view.pass.id.uuid)
        member("allowed", view.pass.allowed)
        member("why", view.pass.why.rawValue)
        if let colour = view.colourNow { member("colour_now", colour.rawValue) }
        members(of: view.check, in: language, isAdviceFit: view.pass.allowed || view.pass.why == .colour)
    }

    mutating func members(of entry: TimelineEntry, in language: Language, _ offset: UTCOffset) {
        member("from", entry.from, in: offset)
        if let until = entry.until { member("until", until, in: offset) }
        member("colour", entry.colour.rawValue)
        member("rule", entry.rule)
        member("reason", entry.reason[language])
        list("facts", of: entry.grounds) { json, ground in
            json.member("kind", ground.kind)
            if let from = ground.from { json.member("from", from, in: offset) }
            if let until = ground.until { json.member("until", until, in: offset) }
            json.member("source", ground.source)
            json.member("description", ground.description[language])
        }
    }

    mutating func members(of view: DeclarationView, in offset: UTCOffset) {
        let declaration = view.declaration
        member("id", String(view.id.number))
        member("declared_at", view.declared, in: offset)
        member("kind", declaration.kind.rawValue)
        strings("symptoms", Symptoms.named.filter { declaration.answers.symptoms.contains($0.symptom) }.map(\.name))
        member("diagnosis", declaration.answers.diagnosis.name)
        member("contact", declaration.answers.contact)
        if let temperature = declaration.answers.temperature { member("temperature", temperature) }
        list("stays", of: declaration.stays) { json, stay in
            json.member("region", stay.region.description)
            json.member("from", stay.from, in: offset)
            if let until = stay.until { json.member("until", until, in: offset) }
        }
        if let arrival = declaration.arrival { member("arrival", arrival, in: offset) }
        member("truthful", declaration.truthful)
    }
}

extension TestDetail.Method {
    /// The method's name in records and answers.
    var name: String {
        switch self {
        case .nucleicAcid: "nucleic_acid"
        case .antibodyIgG: "antibody_igg"
        case .antibodyIgM: "antibody_igm"
        }
    }
}

extension TestDetail.Result {
    /// The result's name in records and answers.
    var name: String {
        switch self {
        case .positive: "positive"
        case .negative: "negative"
        case .inconclusive: "inconclusive"
        }
    }
}

extension Answers.Diagnosis {
    /// The name in declarations.
    var name: String {
        switch self {
        case .none: "none"
        case .confirmed: "confirmed"
        case .suspected: "suspected"
        }
    }
}
