import Foundation
import HealthCodeCore
import HealthCodeService

/// A province to try things in: invented people, what they declare, what sources report of them, and staff.
///
/// The same seed gives the same province, counted back from the instant it is made at.
struct DemoProvince {
    /// One of the people whom the demo introduces by name.
    struct Role {
        let phone: String
        let person: DemoPerson
        let relation: Relation
        let story: String
        var records: [[String: String]] = []
        var symptoms: Symptoms = []
    }

    static let wuchang = RegionCode(number: 420_106_000_000)
    static let xiling = RegionCode(number: 420_502_000_000)
    static let collectorPhone = "13900000001"
    /// Those of the province: it takes two to publish a pack, and three where many would turn red or yellow.
    static let administrators = [
        DemoGuide.Entry(phone: "13900000011", name: "方明", story: "administrator of the province: proposes a pack"),
        DemoGuide.Entry(phone: "13900000012", name: "叶岚", story: "another, who approves it"),
        DemoGuide.Entry(phone: "13900000013", name: "高远", story: "a third, for packs that turn many red or yellow"),
    ]

    let roles: [Role]
    /// People in other places, of all of whom the same is on record, so that one sees how the rules differ.
    let elsewhere: [Role]
    /// Somebody whom the population register knows and who has not registered yet.
    let newcomer: (phone: String, person: DemoPerson)
    private let now: Instant
    private var numbers: SeededNumbers
    private var taken: Set<String>

    init(seed: UInt64, now: Instant) {
        self.now = now
        numbers = SeededNumbers(seed: seed)
        let made = { (name: String, region: RegionCode, year: Int64) in
            DemoPerson(
                name: name, region: region, born: CivilDate(year: year, month: 5, day: 4) ?? .init(daysSinceEpoch: 0))
        }
        let ago = { (days: Int64) in now.advanced(bySeconds: -days * 86_400).rfc3339(in: .china) }
        roles = [
            Role(
                phone: "13800000001", person: made("林晓雨", Self.wuchang, 1986), relation: .`self`,
                story: "green; tested negative; acts for her daughter and her father",
                records: [
                    [
                        "kind": "test", "method": "nucleic_acid", "result": "negative", "sampled": ago(3),
                        "reported": ago(2), "institution": "江城第三检验所",
                    ]
                ]),
            Role(
                phone: "13800000001", person: made("林一诺", Self.wuchang, 2013), relation: .child,
                story: "the daughter: green, without a phone"),
            Role(
                phone: "13800000001", person: made("林国栋", Self.wuchang, 1932), relation: .parent,
                story: "the father, 94: yellow, the contact of a case",
                records: [["kind": "close_contact", "from": ago(5)]]),
            Role(
                phone: "13800000002", person: made("周文博", Self.xiling, 1990), relation: .`self`,
                story: "grey: fever clinic in Yichang two days ago; move the clock by 5 days and it is green",
                records: [["kind": "fever_clinic", "from": ago(2), "region": Self.xiling.description]]),
            Role(
                phone: "13800000003", person: made("吴雅琴", Self.wuchang, 1975), relation: .`self`,
                story: "red: a confirmed case", records: [["kind": "confirmed", "from": ago(4)]]),
            Role(
                phone: "13800000004", person: made("郑思远", Self.wuchang, 1969), relation: .`self`,
                story: "yellow: declared a fever; declare again without one and it is green", symptoms: .fever),
            Role(
                phone: "13800000005", person: made("冯玉兰", Self.wuchang, 1958), relation: .`self`,
                story: "green again: recovered",
                records: [["kind": "confirmed", "from": ago(60)], ["kind": "recovered", "from": ago(25)]]),
        ]
        let contact = { (phone: String, name: String, region: Int64, place: String) in
            let region = RegionCode(number: region)
            return Role(
                phone: phone, person: made(name, region, 1984), relation: .`self`,
                story: "lives in \(place)", records: [["kind": "close_contact", "from": ago(5), "region": "\(region)"]])
        }
        elsewhere = [
            contact("13800000011", "陈望舒", 421_003_000_000, "Jingzhou District"),
            contact("13800000012", "沈若溪", 330_106_000_000, "Hangzhou"),
            contact("13800000013", "朱明哲", 330_502_000_000, "Huzhou"),
            contact("13800000014", "何静怡", 110_105_000_000, "Beijing, which has no pack of its own"),
        ]
        newcomer = ("13800000009", made("许小满", Self.wuchang, 1998))
        taken = Set((roles + elsewhere).map(\.person.number) + [newcomer.person.number])
    }

    /// So many other residents, with a record of one in seven of them.
    mutating func others(_ count: Int, counties: [RegionCode]) -> [Role] {
        (0..<count).map { index in
            var role = Role(
                phone: "137" + String(10_000_000 + index), person: other(of: counties), relation: .`self`, story: "")
            if numbers.chance(14) { role.records = [record()] }
            if numbers.chance(1) { role.symptoms = [.fever, .cough] }
            return role
        }
    }

    /// A resident whose number nobody else in the province has.
    private mutating func other(of counties: [RegionCode]) -> DemoPerson {
        var person: DemoPerson
        repeat {
            person = DemoPerson(of: counties, born: 1930...2018, by: &numbers)
        } while !taken.insert(person.number).inserted
        return person
    }

    /// One thing that a source could have reported in the last three weeks.
    private mutating func record() -> [String: String] {
        let then = now.advanced(bySeconds: -Int64.random(in: 3_600...1_800_000, using: &numbers))
        let reported = min(then.advanced(bySeconds: 14_400), now).rfc3339(in: .china)
        let test = { (result: String) in
            [
                "kind": "test", "method": "nucleic_acid", "result": result, "sampled": then.rfc3339(in: .china),
                "reported": reported, "institution": "江城第三检验所",
            ]
        }
        return switch Int.random(in: 0..<100, using: &numbers) {
        case 0..<70: test("negative")
        case 70..<88: ["kind": "close_contact", "from": then.rfc3339(in: .china)]
        case 88..<95: ["kind": "fever_clinic", "from": then.rfc3339(in: .china)]
        case 95..<98: ["kind": "confirmed", "from": then.rfc3339(in: .china)]
        default: test("positive")
        }
    }
}
