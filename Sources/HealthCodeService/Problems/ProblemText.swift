public import HealthCodeCore

/// The words of problems, for the one who asked: what is wrong, and what to do next.
public enum ProblemText {
    /// A few words that name the problem.
    public static func title(_ kind: Problem.Kind, in language: Language) -> String {
        text(kind).title[language]
    }

    /// A sentence or two that say what to do, with the problem's parameters filled in.
    public static func detail(_ problem: Problem, in language: Language) -> String {
        // After the last try nothing but a new code helps.
        let isLastTry = problem.kind == .wrongOneTimeCode && problem.parameters["tries"] == "0"
        var detail = text(isLastTry ? .noOneTimeCode : problem.kind).detail[language]
        for (name, value) in problem.parameters {
            detail = detail.replacing("{\(name)}", with: word(name, value)[language])
        }
        return detail
    }

    /// A problem's two texts.
    struct Text {
        var title: LocalizedText
        var detail: LocalizedText

        /// Title and detail in Chinese, then in English.
        init(_ chineseTitle: String, _ chineseDetail: String, _ englishTitle: String, _ englishDetail: String) {
            title = LocalizedText(simplifiedChinese: chineseTitle, english: englishTitle)
            detail = LocalizedText(simplifiedChinese: chineseDetail, english: englishDetail)
        }
    }

    static func text(_ kind: Problem.Kind) -> Text {
        switch kind {
        case .malformedJSON, .invalidFields, .bodyTooLarge, .unsupportedMediaType, .notFound, .methodNotAllowed,
            .tooManyRequests, .crossSiteRequest:
            ofRequest(kind)
        case .notSignedIn, .notAllowed, .wrongOneTimeCode, .noOneTimeCode, .oneTimeCodeBudgetSpent, .smsUnavailable,
            .unknownSource, .revokedSource:
            ofCaller(kind)
        case .unknownRegion, .uncoveredRegion, .identityMismatch, .couldNotRegister, .alreadyRegistered, .noSuchPerson,
            .correctionsUsedUp, .proxiesNotAllowed, .consentMissing, .phoneTaken, .phoneUnproven:
            ofPeople(kind)
        case .documentNotAccepted, .groupNotServed, .checkInNotAsked, .erasingNotOffered:
            ofPlaces(kind)
        case .kindNotAllowed, .recordConflict, .nothingToRetract:
            ofRecords(kind)
        case .notACode, .forgedCode, .foreignCode, .unrecognisedCode, .staleCode, .usedCode, .expiredCode, .revokedCode,
            .unknownHolder,
            .passConflict, .unknownPoint,
            .pointElsewhere:
            ofCodes(kind)
        case .unreadableCertificate, .forgedCertificate, .untrustedCertificate, .unrecognisedCertificate,
            .expiredCertificate, .earlyCertificate, .revokedCertificate, .insufficientCertificate,
            .certificateOfAnother, .certificateTaken:
            ofCertificates(kind)
        case .unknownPeer, .misdirectedMessage, .replayedMessage, .peerUnreachable:
            ofPeers(kind)
        case .proposalEnded, .sameApprover, .effectiveInPast, .staleSimulation, .wrongNumber, .needsProposal:
            ofPublishing(kind)
        case .exists, .storageFull, .unavailable:
            ofService(kind)
        }
    }

    /// A parameter as people read it.
    private static func word(_ name: String, _ value: String) -> LocalizedText {
        switch (name, value) {
        case ("part", "phone"): LocalizedText(simplifiedChinese: "手机号", english: "phone number")
        case ("part", "name"): LocalizedText(simplifiedChinese: "姓名", english: "name")
        case ("part", "document"): LocalizedText(simplifiedChinese: "证件号码", english: "document number")
        case ("part", "papers"):
            LocalizedText(simplifiedChinese: "姓名和证件号码", english: "pair of name and document number")
        case ("tries", "1"): LocalizedText(simplifiedChinese: "1", english: "1 try")
        case ("tries", _): LocalizedText(simplifiedChinese: value, english: "\(value) tries")
        case ("place", _): LocalizedText(parameter: value)
        case ("documents", _): list(value) { DocumentKind(rawValue: $0).map(PlaceText.name) }
        case ("groups", _): list(value) { Clientele.Group(rawValue: $0).map(PlaceText.name) }
        case ("until", ""): LocalizedText(simplifiedChinese: "另行通知", english: "further notice")
        case ("from", ""): LocalizedText(simplifiedChinese: "开始", english: "the beginning")
        case ("kind", "region_risk"): LocalizedText(simplifiedChinese: "地区风险等级", english: "the risk level of a region")
        case ("kind", _):
            FactKind(name: value).map(FactText.name) ?? LocalizedText(simplifiedChinese: value, english: value)
        default: LocalizedText(simplifiedChinese: value, english: value)
        }
    }

    /// Names of things, by commas, as people read them.
    private static func list(_ value: String, _ name: (String) -> LocalizedText?) -> LocalizedText {
        let names = value.split(separator: ",").compactMap { name(String($0)) }
        return LocalizedText(
            simplifiedChinese: names.map(\.simplifiedChinese).joined(separator: "、"),
            english: names.map(\.english).joined(separator: ", "))
    }
}
