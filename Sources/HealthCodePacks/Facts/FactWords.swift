public import HealthCodeCore

/// The words of facts in files, records and packs, each with what it stands for.
public enum FactWords {
    /// How a test was made.
    public static let methods: [(String, TestDetail.Method)] = [
        ("nucleic_acid", .nucleicAcid), ("antibody_igg", .antibodyIgG), ("antibody_igm", .antibodyIgM),
    ]
    /// What came of a test.
    public static let results: [(String, TestDetail.Result)] = [
        ("positive", .positive), ("negative", .negative), ("inconclusive", .inconclusive),
    ]
    /// Where a quarantine is sat out.
    public static let places: [(String, QuarantineDetail.Place)] = [("home", .home), ("central", .central)]
    /// The kinds that may name a case: contacts, and the onset of the one whom they met.
    public static let linked: [FactKind] = [.closeContact, .secondaryContact, .caseOnset]
    /// What a person says a doctor found.
    public static let diagnoses: [(String, Answers.Diagnosis)] = [
        ("none", .none), ("confirmed", .confirmed), ("suspected", .suspected),
    ]
}
