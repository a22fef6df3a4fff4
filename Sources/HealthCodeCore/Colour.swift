/// The colour of a health code. A person always has exactly one from registration on.
public enum Colour: String, Hashable, Sendable, CaseIterable, Codable {
    /// Must not move.
    case red
    /// Must not move yet; waits, isolates or is observed.
    case yellow
    /// Moves freely.
    case green
    /// Registered, with no colour issued yet (HB-18, Settled 2).
    case grey
}

/// The languages in which HealthCode speaks; a pack gives every text in each of them.
public enum Language: String, Hashable, Sendable, CaseIterable, Codable {
    /// Simplified Chinese.
    case simplifiedChinese = "zh-Hans"
    /// English.
    case english = "en"
}

/// One text in every language.
public struct LocalizedText: Hashable, Sendable {
    /// The Simplified Chinese text.
    public var simplifiedChinese: String
    /// The English text.
    public var english: String

    /// Makes a text from its two wordings.
    public init(simplifiedChinese: String, english: String) {
        self.simplifiedChinese = simplifiedChinese
        self.english = english
    }

    /// The wording in a language.
    public subscript(_ language: Language) -> String {
        switch language {
        case .simplifiedChinese: simplifiedChinese
        case .english: english
        }
    }
}
