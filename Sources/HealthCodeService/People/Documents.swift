public import HealthCodeCore

extension Document {
    /// Reads a document's number as people write it and checks its form (GB 11643-1999 for resident ids; the forms of
    /// the Exit and Entry Administration for permits). Full-width letters, small letters and spaces are brought into
    /// one form.
    ///
    /// - Throws: `.badCheckDigit` for a resident id whose last digit does not fit the others (a slip of the finger);
    ///   `.badResidentID` for one that is none otherwise; `.badDocument` for everything else.
    public init(kind: Kind, number text: String, at now: Instant) throws(FieldProblem.Reason) {
        let number = Canonical.text(text).uppercased().filter { $0 != " " && $0 != "-" }
        let figures = Array(number.utf8)
        switch kind {
        case .residentID:
            guard let province = Self.number(figures.prefix(2)), Self.provinces.contains(province) else {
                throw .badResidentID
            }
            try Self.checkCitizenNumber(figures, at: now, else: .badResidentID)
        case .passport:
            guard (6...12).contains(figures.count), figures.allSatisfy({ Self.isDigit($0) || Self.isLetter($0) }),
                figures.contains(where: Self.isDigit)
            else { throw .badDocument }
        case .hkMacaoPermit:
            guard let first = number.first, "HM".contains(first), [9, 11].contains(figures.count),
                figures.dropFirst().allSatisfy(Self.isDigit)
            else { throw .badDocument }
        case .taiwanPermit:
            guard [8, 10].contains(figures.count), figures.allSatisfy(Self.isDigit) else { throw .badDocument }
        case .foreignerPermit:
            if figures.first == UInt8(ascii: "9") {
                try Self.checkCitizenNumber(figures, at: now, else: .badDocument)
            } else {
                guard figures.count == 15, figures.prefix(3).allSatisfy(Self.isLetter),
                    figures.dropFirst(3).allSatisfy(Self.isDigit)
                else { throw .badDocument }
            }
        }
        self.init(kind: kind, canonical: number)
    }

    /// The date of birth, where the number holds one: the seventh to the fourteenth of eighteen figures.
    public var born: CivilDate? {
        let figures = Array(number.utf8)
        guard kind == .residentID || kind == .foreignerPermit, figures.count == 18 else { return nil }
        return Self.birthDate(figures)
    }

    /// The age in whole years at an instant, by China's clocks; nil where the document does not tell.
    public func age(at now: Instant) -> Int? {
        guard let born else { return nil }
        let (year, month, day) = CivilDate(of: now, in: .china).parts
        let (bornYear, bornMonth, bornDay) = born.parts
        let hadBirthday = (month, day) >= (bornMonth, bornDay)
        return Int(year - bornYear - (hadBirthday ? 0 : 1))
    }

    /// The provinces of GB/T 2260, Hong Kong, Macao and Taiwan (residence permits begin with 81 to 83), and 91 for
    /// abroad.
    private static let provinces: Set<Int> = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62,
        63, 64, 65, 71, 81, 82, 83, 91,
    ]

    /// Eighteen figures with a date of birth that can be, and a check digit by ISO 7064 MOD 11-2.
    private static func checkCitizenNumber(
        _ figures: [UInt8], at now: Instant, else reason: FieldProblem.Reason
    ) throws(FieldProblem.Reason) {
        guard figures.count == 18, figures.dropLast().allSatisfy(isDigit), let last = figures.last,
            isDigit(last) || last == UInt8(ascii: "X"), let born = birthDate(figures), born.parts.year >= 1850,
            born <= CivilDate(of: now, in: .china)
        else { throw reason }
        var sum = 0
        for figure in figures.dropLast() { sum = (sum + Int(figure - 48)) * 2 }
        let check = (12 - sum % 11) % 11
        guard last == (check == 10 ? UInt8(ascii: "X") : UInt8(48 + check)) else { throw .badCheckDigit }
    }

    private static func birthDate(_ figures: [UInt8]) -> CivilDate? {
        guard let year = number(figures[6..<10]), let month = number(figures[10..<12]),
            let day = number(figures[12..<14])
        else { return nil }
        return CivilDate(year: Int64(year), month: Int64(month), day: Int64(day))
    }

    private static func number(_ figures: ArraySlice<UInt8>) -> Int? {
        guard figures.allSatisfy(isDigit) else { return nil }
        return figures.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
}
