/// Puts together the parts of health cards that are scanned one after the other.
public struct HealthCardParts: Sendable {
    private var waiting: [HealthCardText.Part: String] = [:]

    /// Nothing scanned yet.
    public init() {}

    /// Takes a scanned text, and gives back what to judge: the text itself, or, with the last part of a card, all its
    /// parts side by side. A part of another card begins anew.
    public mutating func joined(_ text: String) -> String {
        guard let part = try? HealthCardText.Part(text), part.count > 1 else { return text }
        if waiting.keys.contains(where: { $0.count != part.count || ($0.number == part.number && $0 != part) }) {
            waiting = [:]
        }
        waiting[part] = text
        guard waiting.count == part.count else { return text }
        defer { waiting = [:] }
        return waiting.sorted { $0.key.number < $1.key.number }.map(\.value).joined(separator: " ")
    }
}
