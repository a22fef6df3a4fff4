extension Document {
    /// The number as it may be shown (WH-04): of a long one the first three and the last four figures, of a short one
    /// the first and the last three. Neither ever shows a figure of the date of birth.
    public var masked: MaskedDocument {
        let (first, last) =
            switch (kind, number.count) {
            case (_, 18): (3, 4)
            // A foreigner's permit of 2017 has the date of birth in its 8th to 13th character.
            case (.foreignerPermit, _): (3, 2)
            default: (1, 3)
            }
        return MaskedDocument(kind: kind, number: masking(number, keepingFirst: first, last: last))
    }
}

/// A name as it may be shown: of a Chinese one the first and the last character, of others the initials.
func maskedName(_ name: String) -> String {
    let isChinese = name.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) || $0.value > 0x20000 }
    guard isChinese else {
        return name.split(separator: " ").map { masking($0, keepingFirst: 1, last: 0) }.joined(separator: " ")
    }
    let isLong = name.unicodeScalars.prefix(3).count > 2
    return masking(name, keepingFirst: 1, last: isLong ? 1 : 0)
}

/// A phone's number as it may be shown to others: `139****0001`.
func maskedPhone(_ number: String) -> String {
    masking(number, keepingFirst: 3, last: 4)
}

/// The text with all but its ends as asterisks; at least one is always hidden.
private func masking(_ text: some StringProtocol, keepingFirst first: Int, last: Int) -> String {
    let letters = Substring(text).unicodeScalars
    let count = letters.count
    let (before, after) = count > first + last ? (first, last) : (min(first, max(0, count - 1)), 0)
    let hidden = String(repeating: "*", count: count - before - after)
    return String(letters.prefix(before)) + hidden + String(letters.suffix(after))
}
