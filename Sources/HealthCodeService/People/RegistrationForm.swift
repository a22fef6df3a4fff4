internal import HealthCodeCore

/// A registration whose every field has been checked in form.
struct RegistrationForm: Sendable {
    var name: String
    var document: Document
    var region: RegionCode
    var address: String?
    var phone: Phone?
    var relation: Relation
    var channel: String
    var group: Clientele.Group?

    /// - Throws: `invalidFields` with everything that is wrong.
    init(_ registration: Registration, at now: Instant) throws(Problem) {
        var check = FieldCheck()
        let name = check.name(registration.name, at: "/name")
        let document = check.document(registration.documentKind, registration.documentNumber, at: "/document", now: now)
        let region = check.region(registration.region, at: "/region")
        let relation = check.word(registration.relation, Relation.self, at: "/relation")
        address = check.text(registration.address, limit: 200, at: "/address")
        phone = check.phone(registration.phone, at: "/phone")
        group = registration.group.flatMap { check.word($0, Clientele.Group.self, at: "/applies_as") }
        channel = check.text(registration.channel, limit: 40, at: "/channel") ?? "web"
        try check.finish()
        guard let name, let document, let region, let relation else { throw Problem(.invalidFields) }
        self.name = name
        self.document = document
        self.region = region
        self.relation = relation
    }
}

/// Looks at the fields of a request one after another and remembers all that is wrong.
struct FieldCheck {
    private(set) var problems: [FieldProblem] = []

    mutating func note(_ pointer: String, _ reason: FieldProblem.Reason) {
        problems.append(FieldProblem(pointer, reason))
    }

    /// - Throws: `invalidFields`, where anything was wrong.
    func finish() throws(Problem) {
        guard problems.isEmpty else { throw Problem(.invalidFields, fields: problems) }
    }

    /// A name as people have it: 1 to 60 characters, a letter among them, and none of those that only machines write.
    mutating func name(_ text: String, at pointer: String) -> String? {
        let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if name.isEmpty { note(pointer, .missing) } else if name.count > 60 { note(pointer, .tooLong(limit: 60)) }
        guard !name.isEmpty, name.count <= 60 else { return nil }
        let isName =
            name.contains(where: \.isLetter)
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || scalar.properties.isIdeographic
                    || " ·•'’.-".unicodeScalars.contains(scalar)
                    || scalar.properties.generalCategory == .nonspacingMark
            }
        if !isName { note(pointer, .badName) }
        return isName ? name : nil
    }

    mutating func document(_ kind: String, _ number: String, at pointer: String, now: Instant) -> Document? {
        guard let kind = word(kind, Document.Kind.self, at: pointer + "/type") else { return nil }
        do throws(FieldProblem.Reason) {
            return try Document(kind: kind, number: number, at: now)
        } catch {
            note(pointer + "/number", number.isEmpty ? .missing : error)
            return nil
        }
    }

    mutating func region(_ text: String, at pointer: String) -> RegionCode? {
        guard let region = RegionCode(Canonical.text(text)) else {
            note(pointer, text.isEmpty ? .missing : .badRegion)
            return nil
        }
        return region
    }

    /// One of the words of a closed set.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ text: String, _: Word.Type, at pointer: String
    ) -> Word? where Word.RawValue == String {
        guard let word = Word(rawValue: text) else {
            let allowed = Word.allCases.map(\.rawValue)
            note(pointer, text.isEmpty ? .missing : .unknownValue(allowed: allowed))
            return nil
        }
        return word
    }

    /// A text that may be left out; an empty one counts as left out.
    mutating func text(_ text: String?, limit: Int, at pointer: String) -> String? {
        let text = text.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") } ?? ""
        if text.count > limit { note(pointer, .tooLong(limit: limit)) }
        return text.isEmpty ? nil : text
    }

    /// A phone that may be left out; an empty one counts as left out.
    mutating func phone(_ text: String?, at pointer: String) -> Phone? {
        guard let text, !text.isEmpty else { return nil }
        let phone = Phone(text)
        if phone == nil { note(pointer, .badPhone) }
        return phone
    }

    /// A body temperature between 34 and 43 °C.
    mutating func temperature(_ temperature: Temperature?, at pointer: String) {
        guard let temperature else { return }
        if !temperature.isOfABody { note(pointer, .badTemperature) }
    }
}
