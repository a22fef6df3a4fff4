import HealthCodeCore
import HealthCodeService
import Hummingbird

// The one place where a problem becomes HTTP.

extension Problem.Kind {
    /// The status of a response that reports this problem.
    var status: HTTPResponse.Status {
        switch self {
        case .malformedJSON: .badRequest
        case .notSignedIn, .wrongOneTimeCode, .noOneTimeCode, .unknownSource, .unknownPeer: .unauthorized
        case .crossSiteRequest, .notAllowed, .revokedSource, .kindNotAllowed, .proxiesNotAllowed, .pointElsewhere,
            .erasingNotOffered:
            .forbidden
        case .notFound, .noSuchPerson: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .couldNotRegister, .alreadyRegistered, .correctionsUsedUp, .phoneTaken, .phoneUnproven, .recordConflict,
            .passConflict, .proposalEnded, .sameApprover, .staleSimulation, .needsProposal, .exists, .replayedMessage,
            .checkInNotAsked, .certificateTaken:
            .conflict
        case .bodyTooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .invalidFields, .unknownRegion, .uncoveredRegion, .identityMismatch, .consentMissing, .nothingToRetract,
            .notACode, .forgedCode, .foreignCode, .unrecognisedCode, .staleCode, .usedCode, .expiredCode, .revokedCode,
            .unknownHolder, .unknownPoint,
            .misdirectedMessage, .documentNotAccepted, .groupNotServed, .effectiveInPast, .wrongNumber,
            .unreadableCertificate, .forgedCertificate, .untrustedCertificate, .unrecognisedCertificate,
            .expiredCertificate, .earlyCertificate, .revokedCertificate, .insufficientCertificate,
            .certificateOfAnother:
            .unprocessableContent
        case .tooManyRequests, .oneTimeCodeBudgetSpent: .tooManyRequests
        case .storageFull: .init(code: 507, reasonPhrase: "Insufficient Storage")
        case .smsUnavailable, .unavailable, .peerUnreachable: .serviceUnavailable
        }
    }

    /// The `type` of RFC 9457, section 3.1.1: a relative reference that stays the same wherever the service runs.
    var type: String { "/problems/" + rawValue }
}

extension Problem {
    /// The problem details of RFC 9457 as a response.
    func response(in language: Language, requestID: String? = nil) -> Response {
        var json = JSONWriter()
        json.object { members(&$0, in: language, requestID: requestID) }
        var headers = HTTPFields()
        headers[.contentType] = "application/problem+json"
        headers[.contentLanguage] = language.rawValue
        headers[.cacheControl] = "no-store"
        if kind.status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        if let seconds = retryAfter { headers[.retryAfter] = seconds }
        return Response(status: kind.status, headers: headers, body: ResponseBody(byteBuffer: json.buffer))
    }

    /// The members of the problem details.
    func members(_ json: inout JSONWriter, in language: Language, requestID: String? = nil) {
        json.member("type", kind.type)
        json.member("title", ProblemText.title(kind, in: language))
        json.member("status", Int64(kind.status.code))
        json.member("detail", ProblemText.detail(self, in: language))
        if let requestID { json.member("request", requestID) }
        if kind == .malformedJSON {
            for name: StaticString in ["line", "column"] {
                if let number = parameters["\(name)"].flatMap({ Int64($0) }) { json.member(name, number) }
            }
            if let reason = parameters["reason"] { json.member("reason", reason) }
        }
        if let certificate {
            json.object("certificate") { $0.members(of: certificate, in: language, .china) }
        }
        guard !fields.isEmpty else { return }
        json.list("errors", of: fields) { json, field in
            json.member("pointer", field.pointer)
            json.member("detail", ProblemText.detail(field.reason, in: language))
        }
    }

    /// Seconds after which asking again may help: as the refusal says, else a little while where the service is at fault.
    private var retryAfter: String? {
        switch kind {
        case .tooManyRequests: parameters["seconds"] ?? "10"
        case .unavailable, .smsUnavailable: "5"
        default: nil
        }
    }
}

extension Problem {
    /// What an error that reached the edge means for the caller; nil where it is none of theirs to know.
    init?(reaching error: any Error) {
        if let problem = error as? Problem {
            self = problem
            return
        }
        guard let error = error as? any HTTPResponseError else { return nil }
        switch error.status.code {
        case 404: self.init(.notFound)
        case 405: self.init(.methodNotAllowed)
        case 413: self.init(.bodyTooLarge, parameters: ["limit": String(BodyLimit.usual)])
        case 415: self.init(.unsupportedMediaType, parameters: ["types": "application/json"])
        case 400..<500: self.init(.malformedJSON)
        default: return nil
        }
    }
}
