import HealthCodeCore
import HealthCodeService

/// The picture of a simulation: a bar for each change of colour, as long as the people who make it are many. Letters say
/// the colours as well, and the table beside it says the same in numbers.
struct MoveChart {
    var width: Int
    var height: Int
    var rows: [Row]

    struct Row {
        var from: String
        var fromLetter: String
        var to: String
        var toLetter: String
        var y: Int
        var middle: Int
        var textY: Int
        var bar: Int
        var countX: Int
        var count: String
    }

    private static let (left, room, step) = (104, 150, 40)

    /// Only changes have a bar: next to those who stay as they are, nobody would see the others.
    init(_ simulation: Simulation, words: Catalogue) {
        var moves: [(move: Simulation.Move, count: Int)] = []
        for from in Colour.allCases {
            for to in Colour.allCases where from != to {
                let move = Simulation.Move(from: from, to: to)
                let count = simulation.count(move)
                if count > 0 { moves.append((move, count)) }
            }
        }
        let most = moves.map(\.count).max() ?? 1
        width = 340
        height = moves.count * Self.step + 8
        rows = moves.sorted { $0.count > $1.count }.enumerated().map { index, entry in
            let y = index * Self.step + 8
            let bar = max(3, entry.count * Self.room / most)
            return Row(
                from: entry.move.from.rawValue, fromLetter: words("colours.letter.\(entry.move.from.rawValue)"),
                to: entry.move.to.rawValue, toLetter: words("colours.letter.\(entry.move.to.rawValue)"), y: y,
                middle: y + 14, textY: y + 20, bar: bar, countX: Self.left + bar + 6,
                count: Figures.text(entry.count))
        }
    }
}

/// Numbers as people read them.
enum Figures {
    /// `12,345`.
    static func text(_ number: Int) -> String {
        var groups: [String] = []
        var rest = number.magnitude
        repeat {
            let group = String(rest % 1_000)
            rest /= 1_000
            groups.insert(rest > 0 ? String(repeating: "0", count: 3 - group.count) + group : group, at: 0)
        } while rest > 0
        return (number < 0 ? "−" : "") + groups.joined(separator: ",")
    }
}
