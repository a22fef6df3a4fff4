public import HealthCodeCore

/// Names of what places choose, as people read them.
public enum PlaceText {
    /// The name of a kind of document.
    public static func name(of kind: DocumentKind) -> LocalizedText {
        switch kind {
        case .residentID: text("居民身份证", "a resident identity card")
        case .passport: text("护照", "a passport")
        case .hkMacaoPermit: text("港澳居民来往内地通行证", "a travel permit for Hong Kong and Macao residents")
        case .taiwanPermit: text("台湾居民来往大陆通行证", "a travel permit for Taiwan residents")
        case .foreignerPermit: text("外国人永久居留身份证", "a permanent residence permit for foreigners")
        }
    }

    /// The name of a group of people.
    public static func name(of group: Clientele.Group) -> LocalizedText {
        switch group {
        case .residents: text("本地居民和在本地的人", "people who live or are there")
        case .coming: text("从国内其他地方要来的人", "people about to come from elsewhere in the country")
        case .overseas: text("从境外要来的人", "people about to come from abroad")
        }
    }

    /// A length of time.
    public static func words(_ span: Span) -> LocalizedText { ConditionText(offset: .china).words(span) }

    /// Tests of which any one will do, such as `7天内采样的核酸阴性`.
    public static func words(_ tests: [TestDemand]) -> LocalizedText {
        let conditions = ConditionText(offset: .china)
        let each = tests.map { demand in
            let methods = conditions.joined(demand.methods.map(FactText.name), "或", " or ")
            let results = conditions.joined(demand.results.map(FactText.name), "或", " or ")
            guard let age = demand.age.map(conditions.words) else {
                return text(
                    "\(methods.simplifiedChinese)\(results.simplifiedChinese)",
                    "\(methods.english): \(results.english)")
            }
            return text(
                "\(age.simplifiedChinese)内采样的\(methods.simplifiedChinese)\(results.simplifiedChinese)",
                "\(methods.english): \(results.english), sampled within \(age.english)")
        }
        return conditions.joined(each, "，或", "; or ")
    }

    private static func text(_ chinese: String, _ english: String) -> LocalizedText {
        LocalizedText(simplifiedChinese: chinese, english: english)
    }
}
