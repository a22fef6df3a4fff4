import HealthCodeCore

/// An invented resident: a name that belongs to nobody, and an identity number that is valid in form and that no
/// authority gives out (its serial is 000, the real ones begin at 001).
struct DemoPerson {
    var name: String
    var number: String
    var region: RegionCode

    private static let surnames = Array("林周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜")
    private static let givenNames = [
        "晓雨", "一诺", "文博", "思远", "雅琴", "国栋", "秀兰", "子涵", "建平", "若溪", "明哲", "春燕", "书航", "佳宁",
        "志远", "玉兰", "天佑", "梦琪", "海涛", "静怡", "小满", "立夏", "冬青", "望舒",
    ]

    /// Makes the next invented resident of one of these counties, born between two years.
    init(of counties: [RegionCode], born years: ClosedRange<Int64>, by numbers: inout SeededNumbers) {
        name = String(numbers.pick(Self.surnames)) + numbers.pick(Self.givenNames)
        region = numbers.pick(counties)
        let date = CivilDate.random(in: years, using: &numbers)
        number = Self.number(region: region, born: date)
    }

    /// Makes a resident of a given name.
    init(name: String, region: RegionCode, born: CivilDate) {
        self.name = name
        self.region = region
        number = Self.number(region: region, born: born)
    }

    /// The identity number with its check digit (GB 11643, ISO 7064 mod 11-2).
    private static func number(region: RegionCode, born: CivilDate) -> String {
        let body = region.description.prefix(6) + born.description.filter { $0 != "-" } + "000"
        let weights = (0..<17).map { place in (0..<(17 - place)).reduce(1) { power, _ in power * 2 % 11 } }
        let sum = zip(body, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
        return body + String(Array("10X98765432")[sum % 11])
    }
}

extension CivilDate {
    /// A day of one of these years, the 29th to 31st left out.
    static func random(in years: ClosedRange<Int64>, using numbers: inout SeededNumbers) -> CivilDate {
        let year = Int64.random(in: years, using: &numbers)
        let month = Int64.random(in: 1...12, using: &numbers)
        let day = Int64.random(in: 1...28, using: &numbers)
        return CivilDate(year: year, month: month, day: day) ?? CivilDate(daysSinceEpoch: 0)
    }
}
