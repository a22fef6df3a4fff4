/// Problems of publishing packs.
extension ProblemText {
    static func ofPublishing(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .proposalEnded:
            Text(
                "此提案已经结束", "它已发布、被否决或已撤回。如仍有需要，请重新提交提案。",
                "This proposal has ended",
                "It was published, declined or withdrawn. If it is still needed, propose it again.")
        case .sameApprover:
            Text(
                "不能批准自己的提案，也不能批准两次", "请由本地区的另一位管理员批准。",
                "You cannot approve what you proposed, nor approve twice",
                "Ask another administrator of the region to approve it.")
        case .effectiveInPast:
            Text(
                "生效时间已过", "规则不能溯及过去。请把 since 改为将来的时间，重新提交提案。",
                "It would take effect in the past", "Set `since` to an instant still to come, and propose it again.")
        case .staleSimulation:
            Text(
                "模拟结果已过时", "模拟之后规则或地区公告有变化，或模拟已超过 24 小时，或者已有更新的模拟。请重新模拟，看过结果再批准。",
                "The simulation is out of date",
                "Rules or notices have changed since, it is older than 24 hours, or there is a newer one. Run it again, and "
                    + "look at the result before you approve.")
        case .wrongNumber:
            Text(
                "输入的人数不对", "请查看模拟结果，输入会转为红码或黄码的准确人数。",
                "The number is not right",
                "Look at the simulation, and type in exactly how many people would become red or yellow.")
        default:
            Text(
                "规则需要两个人发布", "此系统已有管理员。请由一位管理员提交提案，另一位批准。",
                "It takes two people to publish",
                "This installation has administrators: one proposes the pack, and another approves it.")
        }
    }
}
