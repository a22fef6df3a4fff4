/// Published rules together: which of them count for a certificate at an instant, and what comes of them.
public struct CertLogicRuleSet: Equatable, Sendable {
    /// All rules, in the order in which they were published.
    public let rules: [CertLogicRule]

    /// These rules together.
    public init(_ rules: [CertLogicRule]) {
        self.rules = rules
    }

    /// Reads an array of rules, or one rule.
    ///
    /// - Throws: `CertLogicRule.Mistake` for the first rule that is at fault, its position in the place.
    public init(_ json: JSON) throws(CertLogicRule.Mistake) {
        guard let items = json.array else {
            self.init([try CertLogicRule(json)])
            return
        }
        var rules: [CertLogicRule] = []
        for (index, item) in items.enumerated() {
            do { rules.append(try CertLogicRule(item)) } catch {
                throw CertLogicRule.Mistake(reason: error.reason, place: "/\(index)\(error.place)")
            }
        }
        self.init(rules)
    }

    /// What the rules are asked about.
    public struct Question: Sendable {
        /// The instant of the check, in seconds since 1970 UTC: `external.validationClock`.
        public var instant: Int64
        /// What is known beside it: `valueSets`, `countryCode`, `exp`, `iat`, `kid`, `issuerCountryCode`.
        public var external: [JSON.Member]
        /// Only rules of this country; nil for all.
        public var country: String?
        /// Only rules for the whole country and for this region of it.
        public var region: String?

        /// A question as of an instant.
        public init(at instant: Int64, external: [JSON.Member] = [], country: String? = nil, region: String? = nil) {
            self.instant = instant
            self.external = external
            self.country = country
            self.region = region
        }

        /// The data of the expressions.
        func data(_ payload: JSON) -> JSON {
            let clock = JSON.Member("validationClock", .string(CertLogicTime(seconds: instant)?.description ?? ""))
            return .object([.init("payload", payload), .init("external", .object([clock] + external))])
        }
    }

    /// The rules that count: those of the country and for one of these kinds of certificate, valid at the instant, and of
    /// each identifier the latest version.
    public func rules(for types: Set<CertLogicRule.CertificateType>, _ question: Question) -> [CertLogicRule] {
        let types = types.union([.general])
        let candidates = rules.filter { rule in
            types.contains(rule.certificateType) && rule.isValid(at: question.instant)
                && (question.country == nil || question.country == rule.country)
                && (rule.region == nil || rule.region == question.region)
        }
        return candidates.enumerated().filter { index, rule in
            !candidates.enumerated().contains { other, later in
                later.identifier == rule.identifier && later.country == rule.country
                    && (rule.version.lexicographicallyPrecedes(later.version)
                        || (rule.version == later.version && other > index))
            }
        }.map(\.element)
    }

    /// What each rule that counts says to a certificate. It is accepted where all of them are met; without any rule
    /// there is nothing to fail, and whether that is enough is for the caller to say.
    ///
    /// - Parameters:
    ///   - payload: what the certificate says, of which `v`, `t` and `r` are its vaccinations, tests and recoveries.
    ///   - question: as of when, and by whose rules.
    public func judge(_ payload: JSON, _ question: Question) -> [CertLogicResult] {
        let data = question.data(payload)
        return rules(for: Self.types(of: payload), question).map { CertLogicResult($0, payload: payload, data: data) }
    }

    /// The kinds of certificate in a payload.
    static func types(of payload: JSON) -> Set<CertLogicRule.CertificateType> {
        let groups: [(String, CertLogicRule.CertificateType)] = [("v", .vaccination), ("t", .test), ("r", .recovery)]
        return Set(groups.filter { payload[$0.0]?.array?.isEmpty == false }.map(\.1))
    }
}

/// What one rule says to one certificate.
public struct CertLogicResult: Equatable, Sendable {
    /// The rule.
    public let rule: CertLogicRule
    /// What came of it.
    public let outcome: Outcome
    /// What the certificate says in the fields that the rule looks at, where it says something.
    public let found: [JSON.Member]

    /// What came of a rule.
    public enum Outcome: Equatable, Sendable {
        /// It is met.
        case met
        /// It is not met.
        case unmet
        /// It could not be computed, because something it needs is missing or of another type; it does not count as met.
        case open(CertLogicError)
    }

    init(_ rule: CertLogicRule, payload: JSON, data: JSON) {
        self.rule = rule
        let value = CertLogicValue(payload)
        found = rule.affectedFields.compactMap { field in
            let path = field.unicodeScalars.split(separator: ".").map(String.init)
            let found = value.at(path).json
            return switch found {
            case .null, .array, .object: nil
            default: JSON.Member(field, found)
            }
        }
        do throws(CertLogicError) {
            outcome = try rule.logic.evaluate(over: data) == .bool(true) ? .met : .unmet
        } catch {
            outcome = .open(error)
        }
    }

    /// Whether the rule is met.
    public var isMet: Bool { outcome == .met }

    /// A sentence for the holder and the checker: what the rule asks for, and what the certificate says to that.
    ///
    /// - Parameter language: `zh` or `zh-Hans` for Chinese, anything else for English.
    public func explanation(in language: String) -> String {
        let isChinese = language.lowercased().hasPrefix("zh")
        let says = rule.description(in: language)
        let name = "\(rule.country) \(rule.identifier)"
        let fields = found.map { "\($0.name)\(isChinese ? "为" : " is ")\($0.value.string ?? $0.value.text)" }
        if isChinese {
            let outcome =
                switch outcome {
                case .met: "符合规则"
                case .unmet: "不符合规则"
                case .open: "缺少所需内容，无法判断规则"
                }
            let shown = fields.isEmpty ? "" : "凭证中" + fields.joined(separator: "，") + "。"
            return "\(outcome)\(name)：\(Self.sentence(says, end: "。"))\(shown)"
        }
        let outcome =
            switch outcome {
            case .met: "Rule \(name) is met"
            case .unmet: "Rule \(name) is not met"
            case .open: "Rule \(name) cannot be judged, because something that it needs is missing"
            }
        let shown = fields.isEmpty ? "" : " In the certificate, " + fields.joined(separator: ", ") + "."
        return "\(outcome): \(Self.sentence(says, end: "."))\(shown)"
    }

    private static func sentence(_ text: String, end: String) -> String {
        let text = text.unicodeScalars.reversed().drop { $0.properties.isWhitespace }.reversed()
        let whole = String(String.UnicodeScalarView(text))
        return [".", "。", "!", "！"].contains(where: whole.hasSuffix) ? whole : whole + end
    }
}
