/// A phone number in canonical form: 11 digits for the mainland, `+` and country code for others (E.164).
struct Phone: Hashable, Sendable {
    let number: String

    /// Reads a number as people write it, with spaces, hyphens, full-width digits, `+86` or `0086`; nil where it is
    /// none. Mainland mobiles begin with 13 to 19.
    init?(_ text: some StringProtocol) {
        var digits = Canonical.text(text).filter { !" -()".contains($0) }
        if digits.hasPrefix("00") { digits = "+" + digits.dropFirst(2) }
        if digits.hasPrefix("+86") { digits = String(digits.dropFirst(3)) }
        let isForeign = digits.hasPrefix("+")
        let figures = digits.utf8.dropFirst(isForeign ? 1 : 0)
        guard figures.allSatisfy({ (48...57).contains($0) }), let first = figures.first else { return nil }
        if isForeign {
            guard (8...15).contains(figures.count), first != 48 else { return nil }
        } else {
            guard figures.count == 11, first == 49, let second = figures.dropFirst().first, second >= 51 else {
                return nil
            }
        }
        number = digits
    }

    /// A number that was canonical when it was sealed.
    init(canonical: String) {
        number = canonical
    }
}

/// Text as people type it, brought into the form in which it is compared.
enum Canonical {
    /// Full-width letters, digits and signs as ASCII, without white space at either end.
    static func text(_ text: some StringProtocol) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x3000: scalars.append(" ")
            case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            default: scalars.append(scalar)
            }
        }
        let whole = String(scalars)
        guard let first = whole.firstIndex(where: { !$0.isWhitespace }),
            let last = whole.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(whole[first...last])
    }
}
