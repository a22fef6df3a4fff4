import HealthCodeCore

/// Invented people of Hubei, the same in every run.
struct Population {
    private var state: UInt64 = 2_020_0401

    /// 85% with no facts, 12% with 1 to 3, 3% with 4 to 12.
    mutating func mixed(_ count: Int) -> [Subject] {
        (0..<count).map { _ in
            switch number(1...100) {
            case ...85: person(with: 0...0)
            case ...97: person(with: 1...3)
            default: person(with: 4...12)
            }
        }
    }

    mutating func people(_ count: Int, with facts: ClosedRange<Int>) -> [Subject] {
        (0..<count).map { _ in person(with: facts) }
    }

    private mutating func person(with facts: ClosedRange<Int>) -> Subject {
        let start = Hubei.since.advanced(bySeconds: Int64(number(-30 * 86_400...10 * 86_400)))
        let facts = (0..<number(facts)).map { fact(Int64($0) + 1) }
        return Subject(start: start, region: region(), facts: facts)
    }

    /// One county in thirteen prefectures; the first of them is Wuhan.
    private mutating func region() -> RegionCode {
        RegionCode(number: 420_000_000_000 + Int64(number(1...13)) * 100_000_000 + Int64(number(1...12)) * 1_000_000)
    }

    private mutating func fact(_ id: Int64) -> Fact {
        let from = Hubei.since.advanced(bySeconds: Int64(number(-20 * 86_400...30 * 86_400)))
        let kind = kind()
        var detail = FactDetail.none
        if kind == .declaration || kind == .checkIn {
            let isWell = number(1...10) > 1
            detail = .answers(Answers(symptoms: isWell ? [] : .fever, temperature: Temperature(hundredths: 3_650)))
        }
        if kind == .test {
            let result: TestDetail.Result = number(1...20) > 1 ? .negative : .positive
            let sampled = from.advanced(bySeconds: -Int64(number(3_600...86_400)))
            detail = .test(TestDetail(method: .nucleicAcid, result: result, sampled: sampled))
        }
        let until = kind == .stay ? from.advanced(bySeconds: 7_200) : nil
        return Fact(
            id: FactID(id), kind: kind, from: from, until: until, known: from, region: region(), origin: .person,
            detail: detail)
    }

    private mutating func kind() -> FactKind {
        switch number(1...100) {
        case ...40: .declaration
        case ...60: .checkIn
        case ...75: .test
        case ...82: .stay
        case ...88: .feverClinic
        case ...94: .closeContact
        case ...97: .confirmed
        case ...99: .recovered
        default: .excluded
        }
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
}
