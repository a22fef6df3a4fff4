internal import HealthCodeCore

/// What is said where no rule may or can speak.
enum ColourText {
    /// Names a rule that an account may not see because records can be read from it.
    static let undisclosedRule = "undisclosed"

    /// The reason for a colour where the account may not see the person's records.
    static func undisclosed(_ colour: Colour) -> LocalizedText {
        let name = name(of: colour)
        return LocalizedText(
            simplifiedChinese: "根据当地公布的规则，当前为\(name.simplifiedChinese)。具体原因涉及防疫数据，只向已通过实名核验的本人或监护人账号显示。",
            english: "The published rules of your place make the code \(name.english). The reason is in health "
                + "records, which are shown only to an account whose owner's identity has been verified.")
    }

    /// The reason for grey where no policy governs yet.
    static let registered = LocalizedText(
        simplifiedChinese: "已登记，尚未赋码。", english: "Registered; no colour has been issued yet.")

    static let waiting = LocalizedText(
        simplifiedChinese: "请等待所在地公布规则；如有不适，请及时就医并联系社区。",
        english: "Wait for the rules of your place; if you feel ill, see a doctor and tell your community.")

    static let nowhere = LocalizedText(simplifiedChinese: "未知地区", english: "Unknown place")

    static func name(of colour: Colour) -> LocalizedText {
        switch colour {
        case .red: LocalizedText(simplifiedChinese: "红码", english: "red")
        case .yellow: LocalizedText(simplifiedChinese: "黄码", english: "yellow")
        case .green: LocalizedText(simplifiedChinese: "绿码", english: "green")
        case .grey: LocalizedText(simplifiedChinese: "灰码", english: "grey")
        }
    }
}

/// Why a person has a colour: as much as the asking account may know.
struct ToldReason: Sendable {
    var rule: String
    var reason: LocalizedText
    var ends: LocalizedText?

    /// Tells of a colour that a rule of this policy gave.
    init(of colour: Colour, by rule: String, of policy: KnownPolicy?, isVerified: Bool) {
        self.rule = rule
        guard let known = policy?.rule(rule) else {
            reason = ColourText.registered
            return
        }
        if known.restsOnRecords && !isVerified {
            self.rule = ColourText.undisclosedRule
            reason = ColourText.undisclosed(colour)
        } else {
            reason = known.rule.reason
            ends = known.rule.ends
        }
    }
}
