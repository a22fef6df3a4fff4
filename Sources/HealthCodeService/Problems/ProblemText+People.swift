/// Problems of people and their codes, of records, and of fields.
extension ProblemText {
    static func ofPeople(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .unknownRegion:
            Text(
                "没有这个地区", "请从列表中选择地区，或使用有效的行政区划代码。",
                "There is no such region", "Choose a region from the list, or use a valid code of GB/T 2260.")
        case .uncoveredRegion:
            Text(
                "这个地区尚未开通健康码", "请使用当地的健康码，或选择您现在居住的地区。",
                "This region is not served", "Use the code of that place, or choose the region in which you live now.")
        case .identityMismatch:
            Text(
                "实名核验未通过", "{part}不一致，请检查后重试。如信息无误，请到社区登记更正。",
                "The identity check failed",
                "The {part} does not fit. Check it and try again; if it is right, have your community office correct it."
            )
        case .couldNotRegister:
            Text(
                "未能登记", "如果这是您本人或您所监护的人的证件，请通过“认领”核验身份后使用。",
                "This could not be registered",
                "If the document is yours, or of someone in your care, claim it by proving who you are.")
        case .alreadyRegistered:
            Text(
                "此证件已登记", "一人一码。请在人员列表中查看；如在其他账号下，请通过“认领”转入。",
                "This document is registered already",
                "One person has one code. Look in your list of people; if it is under another account, claim it.")
        case .noSuchPerson:
            Text(
                "没有此人", "请从您的人员列表中选择。",
                "There is no such person here", "Choose someone from your list of people.")
        case .correctionsUsedUp:
            Text(
                "更正次数已用完", "本地只允许更正 {limit} 次。请联系社区处理。",
                "No corrections are left", "This place allows {limit}. Ask your community office.")
        case .proxiesNotAllowed:
            Text(
                "本地不开放代办", "请本人用自己的手机登记；老人和儿童可凭纸质证明通行。",
                "Acting for others is not offered here",
                "Each person registers with their own phone; the old and the young pass on paper.")
        case .consentMissing:
            Text(
                "请先阅读并同意用途说明", "勾选同意后才能登记；不同意则不会保存任何信息。",
                "Please read and accept the purposes",
                "Tick the box to register; nothing is kept of you unless you do.")
        case .phoneUnproven:
            Text(
                "无法确认此手机号属于本人", "此人已由另一手机号核验。请携带证件到社区，由工作人员核对后转到您的手机号。",
                "Nothing proves that this phone is theirs",
                "The person is verified under another phone. Show the document at your community office, "
                    + "where they can be moved to this phone.")
        default:
            Text(
                "此手机号已有账号", "请用该手机号登录，再通过“认领”转入健康码。",
                "This phone has an account of its own", "Sign in with that phone and claim your code there.")
        }
    }

    static func ofRecords(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .kindNotAllowed:
            Text(
                "此来源不能报送这类记录", "“{kind}”不在此类机构（{source}）的报送范围内，可报送：{kinds}。请由有权机构报送。",
                "This source may not send this kind of record",
                "“{kind}” is not for this kind of institution ({source}) to report; it may send: {kinds}.")
        case .recordConflict:
            Text(
                "同一编号已有不同的记录", "已有记录保持不变。要更正，请先撤回再用新编号报送。",
                "Another record has this id",
                "The earlier one stays as it is. To correct it, retract it and send a new one under a new id.")
        default:
            Text(
                "没有可撤回的记录", "只能撤回本来源自己报送的记录。请检查编号。",
                "There is nothing to retract", "A source can retract records of its own only. Check the id.")
        }
    }

    static func ofCodes(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .notACode:
            Text(
                "这不是健康码", "请对方打开健康码页面，再扫一次。",
                "This is not a health code", "Ask the person to open their code page, and scan again.")
        case .forgedCode:
            Text(
                "健康码是伪造或损坏的", "签名不符。请对方刷新健康码后再扫；仍不符，请按规定处理。",
                "This code is forged or damaged",
                "Its signature does not fit. Have it refreshed and scan again; then follow your orders."
            )
        case .foreignCode:
            Text(
                "这是其他地方签发的健康码", "请按本地对外地健康码的规定处理。",
                "This code was issued elsewhere", "Follow the rules of this place for codes of other places.")
        case .unrecognisedCode:
            Text(
                "这里不认可签发地的健康码", "本地规定没有列出{issuer}的健康码。请使用本地健康码，或按外来人员的办法登记。",
                "Codes of that place do not count here",
                "The rules of this place do not name those of {issuer}. Use the local code, or register as a visitor.")
        case .staleCode:
            Text(
                "健康码已过期", "截图无效。请对方刷新健康码后再扫一次。",
                "This code has expired",
                "A screenshot does not pass. Ask the person to refresh their code, and scan again.")
        case .usedCode:
            Text(
                "健康码已使用过", "每个码只能通行一次。请对方刷新健康码后再扫。",
                "This code was used already", "Each code admits one pass. Ask the person to refresh it, and scan again."
            )
        case .expiredCode:
            Text(
                "打印的健康码已到期", "请到原来制作的地方重新打印。",
                "This printed code has ended", "A new one is made where this one was made.")
        case .revokedCode:
            Text(
                "这个码已经作废", "可能已换了新码、已报失，或被收回。请核对证件，请对方出示最新的码。",
                "This code was revoked",
                "It was replaced, reported lost or taken back. Check the document, and ask for the newest one.")
        case .unknownHolder:
            Text(
                "查不到持码人", "此人的登记已不存在。请对方重新登记。",
                "Nobody holds this code any more", "The registration was erased. Ask the person to register again.")
        case .passConflict:
            Text(
                "此通行编号已用于另一次通行", "请为每次通行生成新的编号。",
                "This id was used for another pass", "Make a new id for each crossing.")
        case .unknownPoint:
            Text(
                "没有这个采集点", "请选择其他采集点；如没有，请管理员添加。",
                "There is no such point", "Choose another point; if there is none, ask your administrator to add one.")
        default:
            Text(
                "采集点不在您负责的地区", "请选择您所在地区的采集点。",
                "That point is outside your region", "Choose a point in your own region.")
        }
    }

    static func ofPeers(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .unknownPeer:
            Text(
                "不认识发来消息的平台", "签名与任何已约定的平台都不符。请双方交换公钥（healthcode peer add）后再试。",
                "This message is from no platform that we know",
                "Its signature is none of an agreed platform's. Exchange public keys first (healthcode peer add).")
        case .misdirectedMessage:
            Text(
                "这条消息不是现在发给本平台的", "收件方、时间或种类不符。请检查对方公钥和时钟，再重新发送。",
                "This message is not for this platform, or not of now",
                "Its receiver, its time or its kind does not fit. Check the keys and the clocks, and send it anew.")
        case .replayedMessage:
            Text(
                "这条消息已收到过", "每条消息只处理一次。请用新的编号重新发送。",
                "This message was taken before", "Each message is taken once. Send a new one under a new id.")
        default:
            Text(
                "暂时联系不上签发地平台", "请稍后再试；现场请按签名中的颜色和证件核对。",
                "The platform that issued it cannot be reached",
                "Try again later; meanwhile go by the signed colour and the document.")
        }
    }
}
