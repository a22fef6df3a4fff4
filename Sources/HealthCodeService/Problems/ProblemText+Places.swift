internal import HealthCodeCore

/// Problems that follow from what a place has chosen for its service.
extension ProblemText {
    static func ofPlaces(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .documentNotAccepted:
            Text(
                "这里不接受这种证件", "{place}接受的证件：{documents}。没有这些证件的，请凭纸质证明和体温检测通行。",
                "This kind of document is not accepted here",
                "{place} accepts: {documents}. Whoever has none of these passes on paper and a temperature check.")
        case .groupNotServed:
            Text(
                "这里的健康码不面向这类人员", "{place}的健康码面向：{groups}。请使用您所在地的健康码。",
                "The code of this place is not for this group",
                "{place} serves: {groups}. Use the code of the place you are in.")
        case .erasingNotOffered:
            Text(
                "这里的健康码不能注销", "{place}规定健康码不能注销，资料也不能删除。资料有误请改正。",
                "A code cannot be cancelled here",
                "{place} lets nobody cancel a code or erase their details. If something is wrong, correct it.")
        default:
            Text(
                "现在不需要每日打卡", "{place}的每日打卡时间：{from} 至 {until}。身体情况有变化，请重新申报。",
                "No daily check-in is asked for now",
                "In {place} people check in from {from} until {until}. Where your health has changed, declare again.")
        }
    }
}

extension LocalizedText {
    /// Both wordings as one parameter of a problem.
    var parameter: String { simplifiedChinese + "\n" + english }

    /// Reads them back.
    init(parameter: String) {
        let parts = parameter.split(separator: "\n", maxSplits: 1).map(String.init)
        self.init(simplifiedChinese: parts.first ?? "", english: parts.last ?? "")
    }
}
