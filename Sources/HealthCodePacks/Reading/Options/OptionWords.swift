import HealthCodeCore

/// The words with which a pack says what a place chose for its service.
enum OptionWords {
    static let meaning = ["passes", "advice"]
    static let passage = ["point", "home", "allowed", "temperature-below", "test"]
    static let place = ["in", "not-in", "risk", "closed"]
    static let test = ["method", "result", "within"]
    static let checkpoint = ["takes-temperature", "aged-code-passes"]
    static let service = [
        "corrections", "acting-for-others", "erasing", "daily-check-in", "colour-due", "printed-code",
    ]
    static let span = ["from", "until"]
    static let serves = ["people", "documents", "valid-in"]
    static let declaration = ["who", "asks", "affirms"]
    static let declarer = ["kind", "arrival", "ahead", "says"]
    static let question = ["question", "choices", "says", "help"]
    static let reviews = ["of", "levels", "holidays", "workdays"]
    static let level = ["by", "working-days"]
    static let recognised = [
        "id", "name", "format", "attests", "trust", "rules", "as", "records", "says", "point", "from", "until",
    ]
    static let certified = ["kind", "after", "for", "method", "result"]
    static let journey = ["id", "from", "to", "since", "until", "test", "says"]

    static let colours = Colour.allCases.map { ($0.rawValue, $0) }
    static let groups = Clientele.Group.allCases.map { ($0.rawValue, $0) }
    static let documents = DocumentKind.allCases.map { ($0.rawValue, $0) }
    static let declarers = DeclarationForm.Declarer.Kind.allCases.map { ($0.rawValue, $0) }
    static let arrivals = DeclarationForm.Declarer.Arrival.allCases.map { ($0.rawValue, $0) }
    static let questions = DeclarationForm.Question.Subject.allCases.map { ($0.rawValue, $0) }
    static let symptoms = Symptoms.named.map { ($0.name, $0.symptom) }
    static let levels = RegionCode.Level.allCases.filter { $0 != .country }.map { ($0.rawValue, $0) }
    static let formats = RecognisedCode.Format.allCases.map { ($0.rawValue, $0) }
    static let attestations = Attestation.allCases.map { ($0.rawValue, $0) }
    static let certifiedKinds = CertifiedFact.attestations.map { ($0.kind.name, $0.kind) }
    static let standings: [(String, RecognisedCode.Standing)] =
        [("its-colour", .itsColour), ("tests", .tests)] + Colour.allCases.map { ($0.rawValue, .colour($0)) }
}
