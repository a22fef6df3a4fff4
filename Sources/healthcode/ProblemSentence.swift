import HealthCodeCore
import HealthCodeService

extension Problem {
    /// The problem as one line for the report on a file: what is wrong with which field of the line.
    var sentence: String {
        let fields = fields.map { "\($0.pointer): \(ProblemText.detail($0.reason, in: .english))" }
        guard kind != .invalidFields || fields.isEmpty else { return fields.joined(separator: " ") }
        return ([ProblemText.detail(self, in: .english)] + fields).joined(separator: " ")
    }

    /// The problem as one line for a terminal: in the words of the commands where the service's are for people with a
    /// page before them, and with the options that are wrong.
    var commandSentence: String {
        if let own = Self.ofCommands[kind] { return own }
        let fields = fields.map { "\(Self.option($0.pointer)): \(ProblemText.detail($0.reason, in: .english))" }
        guard fields.isEmpty else { return fields.joined(separator: "\n") }
        return ProblemText.detail(self, in: .english)
    }

    /// Whether another command line would have been right.
    var isWrongUsage: Bool { kind == .invalidFields || kind == .unknownRegion }

    private static let ofCommands: [Kind: String] = [
        .noSuchPerson: "there is no such person: `healthcode person find` finds one by a document",
        .unknownRegion: "--region: the register of divisions has no such region; `healthcode regions import` adds some",
        .needsProposal:
            "there is an administrator, so it takes two: `healthcode policy propose`, and another approves it",
        .notACode: "it is no code of a form that this installation knows",
        .forgedCode: "its signature does not fit: it is damaged, or was changed",
        .foreignCode: "it is no code of this installation: another one signed it",
        .staleCode: "it has expired, and nothing needs to be revoked",
        .expiredCode: "it has expired, and nothing needs to be revoked",
        .unknownHolder: "nobody holds it any more",
        .effectiveInPast: "its `since` is past: set it to an instant still to come",
    ]

    /// The option that stands for a field.
    private static func option(_ pointer: String) -> String {
        switch pointer {
        case "/document/type": "--type"
        case "/document/number": "--number"
        default: "--" + pointer.dropFirst().replacing("/", with: "-")
        }
    }
}
