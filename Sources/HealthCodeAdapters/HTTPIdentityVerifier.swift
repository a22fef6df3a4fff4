import Foundation
public import HealthCodeService

/// An identity verifier behind HTTP: a question is posted as `{"name","document":{"type","number"},"phone"?}` and
/// answered by `{"answer":"matched"}`, `{"answer":"mismatch","part":"phone"|"name"|"document"}` or `{"answer":"unknown"}`.
public struct HTTPIdentityVerifier: IdentityVerifier {
    private let service: HTTPService

    private struct Question: Encodable {
        struct Paper: Encodable {
            var type: String
            var number: String
        }
        var name: String
        var document: Paper
        var phone: String?
    }

    private struct Answer: Decodable {
        var answer: String
        var part: String?
    }

    /// Makes the verifier at a service.
    public init(service: HTTPService) {
        self.service = service
    }

    /// Asks once. A match of a question with a phone proves the phone. A verifier that cannot be reached, or says
    /// something else, knows nothing.
    public func verify(name: String, document: Document, phone: String?) async -> IdentityAnswer {
        let question = Question(
            name: name, document: .init(type: document.kind.rawValue, number: document.number), phone: phone)
        guard let data = try? await service.post(question),
            let answer = try? JSONDecoder().decode(Answer.self, from: data)
        else { return .unknown }
        switch answer.answer {
        case "matched": return .matched(phoneProven: phone != nil)
        case "mismatch":
            return answer.part.flatMap(IdentityPart.init(rawValue:)).map(IdentityAnswer.mismatch) ?? .unknown
        default: return .unknown
        }
    }
}
