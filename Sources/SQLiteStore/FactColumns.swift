import HealthCodeCore

extension Fact {
    /// The columns of a fact after its number, as `init(id:_:)` reads them.
    static let columns = """
        kind, starts, ends, known, region, origin, method, result, sampled, place, rechecked,
        symptoms, diagnosis, contact, temperature, linked
        """

    init(id: FactID, _ columns: inout Columns) throws {
        self.init(
            id: id, kind: try columns.next(), from: try columns.next(), until: try columns.next(),
            known: try columns.next(), region: try columns.next(), origin: try columns.next(),
            detail: try DetailColumns(&columns).detail)
    }
}

/// The columns that hold what a kind of fact says beyond its time and place; null where they do not concern it.
struct DetailColumns {
    var method: TestDetail.Method?
    var result: TestDetail.Result?
    var sampled: Instant?
    var place: QuarantineDetail.Place?
    var rechecked: Bool?
    var symptoms: Symptoms?
    var diagnosis: Answers.Diagnosis?
    var contact: Bool?
    var temperature: Temperature?
    var linked: Int64?

    init(_ detail: FactDetail) {
        switch detail {
        case .none: break
        case .test(let test):
            method = test.method
            result = test.result
            sampled = test.sampled
        case .quarantine(let quarantine):
            place = quarantine.place
            rechecked = quarantine.symptomsRechecked
        case .answers(let answers):
            symptoms = answers.symptoms
            diagnosis = answers.diagnosis
            contact = answers.contact
            temperature = answers.temperature
        case .linked(let number):
            linked = number.number
        }
    }

    init(_ columns: inout Columns) throws {
        method = try columns.next()
        result = try columns.next()
        sampled = try columns.next()
        place = try columns.next()
        rechecked = try columns.next()
        symptoms = try columns.next()
        diagnosis = try columns.next()
        contact = try columns.next()
        temperature = try columns.next()
        linked = try columns.next()
    }

    var detail: FactDetail {
        if let method, let result, let sampled {
            return .test(TestDetail(method: method, result: result, sampled: sampled))
        }
        if let place {
            return .quarantine(QuarantineDetail(place: place, symptomsRechecked: rechecked ?? false))
        }
        if let symptoms, let diagnosis {
            return .answers(
                Answers(
                    symptoms: symptoms, diagnosis: diagnosis, contact: contact ?? false, temperature: temperature))
        }
        return linked.map { .linked(CaseNumber($0)) } ?? .none
    }
}
