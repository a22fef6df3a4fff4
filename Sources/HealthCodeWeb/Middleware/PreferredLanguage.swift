import HTTPTypes
import HealthCodeCore
import Hummingbird

extension Language {
    /// The language of ours that an `Accept-Language` header likes best (RFC 9110, section 12.5.4); Simplified Chinese
    /// where it names none of them or is absent.
    init(accepting header: String?) {
        self = .simplifiedChinese
        guard let header else { return }
        var best: (language: Language, weight: Double)?
        for item in header.split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.drop { $0 == " " } }
            guard let range = parts.first?.lowercased(), let language = Language(range: range) else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }
            let weight = quality.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        if let best { self = best.language }
    }

    private init?(range: String) {
        switch range.prefix(while: { $0 != "-" && $0 != " " }) {
        case "zh": self = .simplifiedChinese
        case "en": self = .english
        default: return nil
        }
    }
}

extension HTTPFields {
    /// The value of the first field of a name. The subscript would make a string of all of them.
    func first(_ name: HTTPField.Name) -> String? { first { $0.name == name }?.value }
}

extension Request {
    /// The language in which to answer a caller of the API.
    var language: Language { Language(accepting: headers.first(.acceptLanguage)) }
}
