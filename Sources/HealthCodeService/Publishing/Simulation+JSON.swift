internal import HealthCodeCore
internal import HealthCodeCredential

extension Simulation {
    /// The simulation as it is kept with a proposal: regions, colours and counts, and people by their numbers.
    var kept: String {
        let counties = rows.flatMap { row in
            row.counts.filter { $0.value > 0 }.sorted {
                ($0.key.from.rawValue, $0.key.to.rawValue) < ($1.key.from.rawValue, $1.key.to.rawValue)
            }
            .map { move, count in
                JSON.array([
                    .integer(row.region.number), .string(move.from.rawValue), .string(move.to.rawValue),
                    .integer(Int64(count)),
                ])
            }
        }
        let red = newlyRed.map { person in
            JSON.array([
                .integer(person.person.number), .integer(person.region.number), .string(person.from.rawValue),
                .string(person.rule),
            ])
        }
        return JSON.object([
            .init("at", .integer(at.seconds)), .init("moves", .array(counties)), .init("red", .array(red)),
        ])
        .text
    }

    /// Reads what was kept; nil where it is nothing of the sort.
    init?(kept text: String) {
        guard let json = try? JSON(parsing: text), case .integer(let seconds)? = json["at"],
            let moves = json["moves"]?.array, let red = json["red"]?.array
        else { return nil }
        var counts: [RegionCode: [Move: Int]] = [:]
        for move in moves {
            guard let parts = move.array, parts.count == 4, case .integer(let region) = parts[0],
                let from = parts[1].string.flatMap(Colour.init(rawValue:)),
                let to = parts[2].string.flatMap(Colour.init(rawValue:)), case .integer(let count) = parts[3]
            else { return nil }
            counts[RegionCode(number: region), default: [:]][Move(from: from, to: to)] = Int(count)
        }
        var people: [NewlyRed] = []
        for person in red {
            guard let parts = person.array, parts.count == 4, case .integer(let number) = parts[0],
                case .integer(let region) = parts[1], let from = parts[2].string.flatMap(Colour.init(rawValue:)),
                let rule = parts[3].string
            else { return nil }
            people.append(
                NewlyRed(person: PersonID(number), region: RegionCode(number: region), from: from, rule: rule))
        }
        self.init(
            at: Instant(seconds: seconds),
            rows: counts.sorted { $0.key < $1.key }.map { Row(region: $0.key, counts: $0.value) }, newlyRed: people)
    }
}
