internal import HealthCodeCore
internal import HealthCodeCredential

extension ReadCertificate {
    /// As people see it; of what no trusted issuer signed nothing is told.
    var view: CertificateView {
        let reasons = report.reasons.filter { !isTold(byRules: $0) }
        var view = CertificateView(
            answer: answer, format: report.format.rawValue, reasons: reasons.map(ReasonText.told))
        view.kind = code?.name
        view.recognisedAs = code?.id
        view.rules = results.map { result in
            CertificateView.RuleResult(
                id: result.rule.identifier, isMet: result.isMet,
                text: LocalizedText(
                    simplifiedChinese: result.explanation(in: "zh"), english: result.explanation(in: "en")))
        }
        guard report.isSigned else { return view }
        view.advice = code?.advice
        view.name = claims?.names.first.map { maskedName($0.whole) }
        view.birthYear = claims.map { String($0.birth.prefix(4)) }.flatMap { $0.isEmpty ? nil : $0 }
        view.attests = claims?.attests
        view.statement = claims?.statement
        view.issuer = issuer
        view.issued = report.issued.map(Instant.init(seconds:))
        view.expires = report.expires.map(Instant.init(seconds:))
        return view
    }

    /// What it says of its issuer itself, with the country.
    private var issuer: String? {
        guard case .covidCertificate(let certificate)? = report.content else { return report.issuer }
        return [certificate.issuer, certificate.country].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private var answer: CertificateView.Answer {
        guard let fault = report.decisive?.fault else { return .valid }
        switch fault {
        case .notUnderstood, .damaged: return .unreadable
        case .forged, .notEntitled: return .forged
        case .foreign: return code == nil ? .unrecognised : .untrusted
        case .revoked: return .revoked
        case .aged: return .expired
        case .early: return .notYetValid
        case .insufficient: return .insufficient
        }
    }

    /// Whether a reason is the explanation of a rule, which stands among the rules in both languages.
    private func isTold(byRules reason: Reason) -> Bool {
        reason.layer == .rule && results.contains { $0.explanation(in: "en") == reason.text }
    }
}

/// Reasons in both languages: the verifier's own sentence in English, and what it comes to in Chinese.
private enum ReasonText {
    static func told(_ reason: Reason) -> CertificateView.Reason {
        CertificateView.Reason(
            layer: reason.layer.rawValue,
            text: LocalizedText(simplifiedChinese: "\(layer(reason.layer))：\(fault(reason))", english: reason.text))
    }

    private static func layer(_ layer: Layer) -> String {
        switch layer {
        case .image: "图像"
        case .prefix: "开头"
        case .base45, .numeric: "编码"
        case .inflate: "压缩"
        case .cbor: "数据结构"
        case .cose, .jws: "签名"
        case .key: "签发者"
        case .usage: "签发权限"
        case .schema: "内容"
        case .revocation: "撤销"
        case .time: "有效期"
        case .rule: "本地规则"
        }
    }

    private static func fault(_ reason: Reason) -> String {
        switch reason.fault {
        case .notUnderstood: "这种格式无法识别"
        case .damaged: "已损坏，或不符合规范"
        case .forged: "与内容不符，不是它所称的签发者签的"
        case .foreign: "不在本地的信任名单里"
        case .notEntitled: "签发者无权签发这种证明"
        case .revoked: "签发者已经收回"
        case .aged: "已经过期"
        case .early: "还没有生效"
        case .insufficient: "这里不认可它所证明的内容，或缺少要用的规则"
        }
    }
}
