import HealthCodeCore
import HealthCodeService

/// A simulation under way, which renews itself until it has come to an end.
struct SimulationPage: Page {
    static let template = "under-way"
    static let styles = ["forms", "console"]
    static let modules = ["under-way"]
    var title: String
    var back: Back
    var said: String
    var percent: Int
    var isRunning: Bool
    var refresh: Int? { 3 }

    init(_ proposal: ProposalView, words: Catalogue) {
        let name = "\(proposal.place[words.language]) \(proposal.name.version)"
        title = words("under_way.title", ["name": name])
        back = Back(href: proposal.path, word: name)
        isRunning = proposal.run?.state == .running
        // What is nearly done is not done.
        percent = min(99, Int(proposal.part * 100))
        said = isRunning ? words("under_way.running", ["percent": String(percent)]) : words("under_way.waiting")
    }
}

extension ProposalView {
    /// Where its simulation is followed while it is under way.
    var simulationPath: String { path + "/simulation" }
}
