internal import HealthCodeCore
internal import HealthCodeCredential

/// A declaration as it is kept, to be read back to the letter.
extension Declaration {
    /// As a CBOR array: kind, symptoms, diagnosis, contact, temperature, arrival, stays, truthful.
    var bytes: [UInt8] {
        let stays = stays.map { stay in
            CBOR.array([CBOR(stay.region.number), CBOR(stay.from.seconds), Self.optional(stay.until?.seconds)])
        }
        return CBOREncoder.encode(
            .array([
                .text(kind.rawValue), CBOR(Int64(answers.symptoms.rawValue)),
                CBOR(Int64(answers.diagnosis.rawValue)), CBOR(answers.contact ? 1 : 0),
                Self.optional(answers.temperature.map { Int64($0.hundredths) }), Self.optional(arrival?.seconds),
                .array(stays), CBOR(truthful ? 1 : 0),
            ]))
    }

    /// - Throws: `Problem.unavailable` for bytes that no version of HealthCode wrote.
    init(_ bytes: [UInt8]) throws(Problem) {
        guard case .array(let parts)? = try? CBORDecoder().decode(bytes), parts.count == 8,
            case .text(let word) = parts[0], let kind = Kind(rawValue: word),
            let symptoms = parts[1].integer.flatMap(UInt16.init(exactly:)),
            let diagnosis = parts[2].integer.flatMap(UInt8.init(exactly:)).flatMap(Answers.Diagnosis.init(rawValue:)),
            case .array(let stays) = parts[6]
        else { throw Problem(.unavailable) }
        let temperature = parts[4].integer.flatMap(Int32.init(exactly:)).map { Temperature(hundredths: $0) }
        let answers = Answers(
            symptoms: Symptoms(rawValue: symptoms), diagnosis: diagnosis, contact: parts[3].integer == 1,
            temperature: temperature)
        self.init(
            kind: kind, answers: answers, stays: stays.compactMap(Stay.init),
            arrival: parts[5].integer.map { Instant(seconds: $0) }, truthful: parts[7].integer == 1)
    }

    private static func optional(_ number: Int64?) -> CBOR { number.map { CBOR($0) } ?? .null }
}

extension Declaration.Stay {
    fileprivate init?(_ item: CBOR) {
        guard case .array(let parts) = item, parts.count == 3, let region = parts[0].integer,
            let from = parts[1].integer
        else { return nil }
        self.init(
            region: RegionCode(number: region), from: Instant(seconds: from),
            until: parts[2].integer.map { Instant(seconds: $0) })
    }
}
