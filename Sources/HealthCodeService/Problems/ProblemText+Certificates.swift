internal import HealthCodeCore

/// Problems of certificates of other places.
extension ProblemText {
    static func ofCertificates(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .unreadableCertificate:
            Text(
                "看不懂这份电子证明", "它可能没有扫全、已损坏，或者是系统还不认识的格式。请打开完整的二维码再扫一次，或查看纸质证明。",
                "This certificate is not understood",
                "It may be incomplete, damaged, or of a form that is not known here. Scan the whole code once more, or look at the paper."
            )
        case .forgedCertificate:
            Text(
                "这份电子证明是假的", "签名不符，不能采信。请核对证件，并按规定处理。",
                "This certificate is forged",
                "Its signature does not fit. Do not rely on it; check the document and follow your orders."
            )
        case .untrustedCertificate:
            Text(
                "不认识这份证明的签发者", "签发者不在本地的信任名单里，无法判断真假。请按外来人员的办法登记。",
                "Nobody trusted here signed this certificate",
                "Its issuer is not on the trust list of this place, so nobody can say whether it is genuine. "
                    + "Register the person as a visitor.")
        case .unrecognisedCertificate:
            Text(
                "这里不认可这种电子证明", "本地规定没有列出这种证明。请使用本地健康码，或按外来人员的办法登记。",
                "Certificates of this kind do not count here",
                "The rules of this place do not name them. Use the local code, or register as a visitor.")
        case .expiredCertificate:
            Text(
                "这份电子证明已过期", "签名是真的，但已过有效期。请出示新的证明。",
                "This certificate has expired", "It is genuine, and over. Ask for a newer one.")
        case .earlyCertificate:
            Text(
                "这份电子证明还没有生效", "请核对它的生效日期，以及这台设备的时间。",
                "This certificate does not hold yet",
                "Look at the day on which it begins, and at the clock of this device.")
        case .revokedCertificate:
            Text(
                "这份电子证明已被撤销", "签发者已经收回，不能采信。请核对证件。",
                "This certificate was revoked", "Its issuer took it back. Do not rely on it; check the document.")
        default: ofAddedCertificates(kind)
        }
    }

    private static func ofAddedCertificates(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .insufficientCertificate:
            Text(
                "这份证明是真的，但在这里不够", "它不符合本地的规则，没有添加。请看下面的规则说明。",
                "Genuine, but not enough here",
                "It does not meet the rules of this place, and was not added. See what the rules say.")
        case .certificateOfAnother:
            Text(
                "证明上的人不是这位", "证明上的姓名或出生日期与登记的不一致，没有添加。名字写法不同的，请到人工柜台办理。",
                "The certificate is another person’s",
                "Its name or date of birth is not the registered one, so it was not added. "
                    + "Where the name is only written differently, a counter can help.")
        default:
            Text(
                "这份证明已经添加过", "同一份证明只能由一位登记人使用一次。不是您添加的，请到人工柜台说明。",
                "This certificate was added already",
                "One certificate counts for one person, once. Where it was not you who added it, tell a counter.")
        }
    }
}
