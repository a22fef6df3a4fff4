internal import HealthCodeCore

extension GroundText {
    /// What somebody can do, in a sentence.
    func words(_ remedy: Remedy) -> LocalizedText {
        switch remedy {
        case .declaration:
            return text(
                "情况有变化，或者上次填错了，请重新如实申报，颜色会马上更新。",
                "When things have changed, or something was wrong, declare again and truthfully; the colour follows at once."
            )
        case .checkIns(days: 1):
            return text("请完成一次健康打卡。", "Check in once.")
        case .checkIns(let days):
            return text(
                "请连续\(days)天每天打卡；每天都没有不适，才会计入。",
                "Check in every day for \(days) days in a row; days without a symptom count.")
        case .report(let pattern, let notBefore):
            let words = conditions.words(pattern)
            guard let when = notBefore.map(conditions.moment) else {
                return text(
                    "等有关机构报告：\(words.simplifiedChinese)。报告一到，颜色马上更新，不用申请。",
                    "Wait for a report of: \(words.english). The colour follows at once; there is no need to apply.")
            }
            return text(
                "等有关机构报告：\(words.simplifiedChinese)（\(when) 起的才算）。报告一到，颜色马上更新，不用申请。",
                "Wait for a report of: \(words.english); it counts from \(when) on. The colour follows at once.")
        case .correction(let origin, let kind):
            let (chinese, english) = source(origin)
            let name = FactText.name(of: kind)
            return text(
                "如果“\(name.simplifiedChinese)”的记录有误，请联系\(chinese)更正。",
                "If the record of “\(name.english)” is wrong, ask \(english) to put it right.")
        }
    }

    /// The source that a remedy names.
    static func source(of remedy: Remedy) -> SourceID? {
        guard case .correction(let origin, _) = remedy else { return nil }
        return source(of: origin)
    }
}
