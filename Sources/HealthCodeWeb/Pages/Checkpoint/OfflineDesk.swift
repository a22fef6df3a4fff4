import HealthCodeCore
import HealthCodeService

/// The screens by which a post works without a network, drawn while there is one. The browser checks the signature and
/// chooses the screen; colours, rules and words are those of the server when it was last reached.
struct OfflineDesk {
    /// The server's time, in seconds since 1970: the device's clock is set by it.
    var now: Int64
    /// Whose passes wait on the device: nobody else delivers them.
    var account: Int64
    var point: String
    var pointName: String
    /// The place's offset from UTC, in seconds.
    var offset: Int32
    var checks: [Check]
    var outcomes: [Outcome]
    var refusals: [Refusal]

    /// What is seen of a code of one colour. Who must be holding it stands in no code.
    struct Check {
        var colour: ColourMark
        /// The colour, and that it is not enough here where the place asks for a test that stands in no code.
        var word: String
        var asksMore: Bool
        var tone: String
        var icon: String
        var what: String
        var advice: String?
        var passes: String
        var agedPasses: String
        var needsTemperature: Bool
        var temperature: Field
        var confirm: String
        var limit: Int32
        var low: Int32
        var high: Int32

        init(_ colour: Colour, _ meaning: PointRules.Allowance, _ rules: PointRules, words: Catalogue) {
            self.colour = ColourMark(colour, words: words)
            passes = meaning.passes ? "yes" : "no"
            // A colour that does not pass is shown as that, however old it is.
            agedPasses = rules.agedCodePasses || !meaning.passes ? "yes" : "no"
            needsTemperature = meaning.passes && rules.takesTemperature
            asksMore = meaning.asksMore
            word = asksMore ? words("check.not_enough", ["colour": self.colour.word]) : self.colour.word
            what = words(
                needsTemperature
                    ? "check.measure" : meaning.passes ? "check.passes" : asksMore ? "offline.asks_more" : "check.stops"
            )
            tone = asksMore ? "refused" : self.colour.name
            icon = asksMore ? "icons/warn" : self.colour.icon
            advice = needsTemperature || asksMore ? nil : meaning.advice[words.language]
            temperature = Field("temperature", label: words("check.temperature"), value: "")
            confirm = words(
                needsTemperature
                    ? "check.confirm_temperature" : meaning.passes ? "check.confirm" : "check.confirm_stopped")
            limit = meaning.feverLimit.hundredths
            low = CheckPage.plausible.lowerBound.hundredths
            high = CheckPage.plausible.upperBound.hundredths
        }
    }

    /// What the device decides of a pass, until the server has.
    struct Outcome {
        var name: String
        var signal: String
        var tone: String
        var icon: String
        var word: String
        /// With the place of `{temperature}`.
        var why: String
        var todo: String?

        init(_ reason: PassReason, words: Catalogue) {
            let isAllowed = reason == .allowed
            name = reason.rawValue
            signal = isAllowed ? "allowed" : "stopped"
            tone = isAllowed ? "green" : "red"
            icon = isAllowed ? "icons/good" : "icons/stop"
            word = words(isAllowed ? "outcome.allowed" : "outcome.stopped")
            why = words(isAllowed ? "offline.colour_allows" : "outcome.why.\(reason.rawValue)")
            todo = isAllowed ? nil : words("outcome.todo.\(reason.rawValue)")
        }
    }

    /// Why a code says nothing here.
    struct Refusal {
        var name: String
        var icon: String
        var word: String
        /// With the places of `{issued}`, `{expired}` and `{device}`.
        var say: String
        var todo: String

        init(_ name: String, icon: String, in subject: String, words: Catalogue) {
            self.name = name
            self.icon = icon
            word = words(subject + name + ".word")
            say = words(subject + name + ".say")
            todo = words(subject + name + ".todo")
        }
    }

    init(_ rules: PointRules, at point: Point, account: AccountID, now: Instant, words: Catalogue) {
        self.now = now.seconds
        self.account = account.number
        self.point = String(point.id.number)
        pointName = point.name
        offset = Int32(rules.offset.seconds)
        checks = Colour.allCases.compactMap { colour in
            rules.colours[colour].map { Check(colour, $0, rules, words: words) }
        }
        outcomes = [.allowed, .colour, .fever].map { Outcome($0, words: words) }
        refusals =
            [("not_a_code", "icons/warn"), ("forged_code", "icons/stop"), ("used_code", "icons/warn")].map {
                Refusal($0.0, icon: $0.1, in: "refusals.", words: words)
            }
            + [
                ("foreign_code", "icons/warn"), ("certificate", "icons/offline"), ("revoked_code", "icons/stop"),
                ("aged", "icons/hourglass"),
                ("expired", "icons/hourglass"),
                ("clock", "icons/hourglass"), ("no_keys", "icons/offline"), ("unkept", "icons/stop"),
            ].map { Refusal($0.0, icon: $0.1, in: "offline.", words: words) }
    }
}
