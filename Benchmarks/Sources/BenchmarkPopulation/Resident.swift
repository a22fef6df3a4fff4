import HealthCodeCore
import HealthCodeService

/// An invented resident of Hubei; the same number is always the same one.
struct Resident {
    let name: String
    let document: String
    let region: RegionCode
    /// How many tests were reported: of 85 in a hundred none, of 12 one to three, of 3 four to twelve.
    let tests: Int

    private static let surnames = Array("林周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜")
    private static let givenNames = ["晓雨", "一诺", "文博", "思远", "雅琴", "国栋", "秀兰", "子涵", "建平", "若溪", "敏", "伟"]

    init(_ number: Int, counties: [RegionCode]) {
        // One of a thousand mixed numbers decides, so that neighbours differ.
        let mixed = number &* 7_919 % 1_000
        name = String(Self.surnames[mixed % Self.surnames.count]) + Self.givenNames[mixed % Self.givenNames.count]
        region = counties[number % counties.count]
        let born = CivilDate(daysSinceEpoch: -12_784 + Int64(number / counties.count % 15_000) * 2)
        document = Self.number(region: region, born: born)
        tests = mixed < 850 ? 0 : mixed < 970 ? 1 + mixed % 3 : 4 + mixed % 9
    }

    /// An identity number with its check digit (GB 11643); its serial is 000, which no authority gives out.
    private static func number(region: RegionCode, born: CivilDate) -> String {
        let body = region.description.prefix(6) + born.description.filter { $0 != "-" } + "000"
        let weights = (0..<17).map { place in (0..<(17 - place)).reduce(1) { power, _ in power * 2 % 11 } }
        let sum = zip(body, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
        return body + String(Array("10X98765432")[sum % 11])
    }

    /// The records of the resident's tests, one every other day, the last one yesterday.
    func records(now: Instant) -> [[UInt8]] {
        (0..<tests).map { test in
            let reported = now.advanced(bySeconds: -86_400 * Int64(1 + 2 * test))
            let sampled = reported.advanced(bySeconds: -36_000)
            let record = """
                {"id":"\(document)-\(test)","document":{"type":"resident_id","number":"\(document)"},"kind":"test",\
                "method":"nucleic_acid","result":"negative","sampled":"\(sampled.rfc3339(in: .china))",\
                "reported":"\(reported.rfc3339(in: .china))","institution":"江城第三检验所"}
                """
            return Array(record.utf8)
        }
    }
}
