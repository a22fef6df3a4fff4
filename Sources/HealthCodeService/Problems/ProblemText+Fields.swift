public import HealthCodeCore

extension ProblemText {
    /// What is wrong with a field, and what would be right.
    public static func detail(_ reason: FieldProblem.Reason, in language: Language) -> String {
        let (chinese, english) = texts(reason)
        return language == .simplifiedChinese ? chinese : english
    }

    private static func texts(_ reason: FieldProblem.Reason) -> (String, String) {
        switch reason {
        case .missing: ("请填写。", "This is needed.")
        case .wrongType(let expected): ("类型不对，应为 \(expected)。", "It is of the wrong type; it should be: \(expected).")
        case .unknownValue(let allowed):
            (
                "不在可选范围内，可用：\(allowed.joined(separator: "、"))。",
                "It is none of the values that can stand here: \(allowed.joined(separator: ", "))."
            )
        case .badPhone:
            (
                "手机号格式不对。中国大陆为 11 位，其他地区请以 + 和国家代码开头。",
                "This is no phone number: 11 digits for the mainland, + and the country code for others."
            )
        case .badName: ("请填写证件上的姓名。", "Write the name as it stands in the document.")
        case .badDocument:
            (
                "证件号码格式不对，请对照证件逐位检查。",
                "This is no number of such a document; compare it with the document."
            )
        case .badResidentID:
            (
                "身份证号码格式不对，请对照证件逐位检查。身份证号码为 18 位。",
                "This is no number of a resident id, which has 18 figures; compare it with the document."
            )
        case .badCheckDigit:
            ("证件号码有一位填错了，请逐位核对。", "One figure of the number is wrong; compare them one by one.")
        case .badInstant:
            (
                "时间格式不对，请写成 2020-04-01T08:00:00+08:00。",
                "This is no instant; write it like 2020-04-01T08:00:00+08:00."
            )
        case .inFuture: ("不能晚于现在。", "It cannot lie in the future.")
        case .absurdDate: ("这个日期不合理，请检查。", "This date cannot be right; check it.")
        case .endsBeforeStart: ("结束不能早于开始。", "It cannot end before it begins.")
        case .reportedBeforeSampled: ("报告时间不能早于采样时间。", "A test cannot be reported before it was sampled.")
        case .onlineIsNow:
            (
                "在线通行即为当前时间；补录离线通行请注明 offline。",
                "A pass happens now, unless it is marked as offline; leave the time out, or mark it."
            )
        case .badTemperature: ("体温应在 34 至 43 °C 之间。", "A body temperature lies between 34 and 43 °C.")
        case .badRegion: ("没有这个地区，请从列表中选择。", "There is no such region; choose one from the list.")
        case .tooWide: ("请选到区、县。", "Choose a district or county.")
        case .beyondOwnRegion:
            (
                "只能报送本机构所在地区及其下级地区的情况。",
                "A source speaks for its own region and what lies under it alone."
            )
        case .tooLong(let limit): ("太长，最多 \(limit)。", "It is too long; \(limit) is the most.")
        case .notTruthful:
            (
                "请确认所填内容真实。虚假申报须承担法律责任。",
                "Affirm that what you say is true. A false declaration has legal consequences."
            )
        case .notCorrectable:
            (
                "证件不能更改；填错了请带证件到社区处理。",
                "The document cannot be corrected; where it is wrong, take the document to your community office."
            )
        case .noneGiven(let members):
            (
                "没有要更改的内容，至少填写一项：\(members.joined(separator: "、"))。",
                "There is nothing to correct: give at least one of \(members.joined(separator: ", "))."
            )
        case .notUUID: ("应为 UUID。", "It should be a UUID.")
        case .mismatch: ("与登记的身份信息不一致。", "It is not what the register of identities has.")
        case .secondSelf:
            ("每个账号只有一个“本人”，请选择与您的关系。", "Only one person can be oneself; say what this one is to you.")
        case .ownPhone: ("这是您自己的手机号，请填对方的。", "This is your own number; give that of the other person.")
        case .actsAlready:
            ("这个手机号已经可以申报和出示，不用再添加。", "This number can declare and show the code already; nothing needs adding.")
        case .nameTaken:
            ("已有同名且在用的，请换一个名称，或先停用原来的。", "One in use has this name; choose another, or revoke that one first.")
        case .dutyHeld: ("此手机号在该地区已有这一职责。", "This phone has this role in this region already.")
        case .badValue: ("这一项在这里不适用。", "This does not fit here.")
        }
    }
}
