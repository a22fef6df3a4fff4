import HealthCodeCore

/// The schemas of the files that people write, for editors: made of the very words that the reader knows.
public enum Schemas {
    /// Of `pack.yaml`, as JSON Schema.
    public static var pack: String { document("A jurisdiction pack", Schemas.packShape) }
    /// Of `scenarios.yaml`.
    public static var scenarios: String { document("Scenarios of a jurisdiction pack", Schemas.scenariosShape) }

    private static func document(_ title: String, _ shape: SchemaValue) -> String {
        guard case .object(let entries) = shape else { return "" }
        let head: [(String, SchemaValue)] = [
            ("$schema", .text("http://json-schema.org/draft-07/schema#")), ("title", .text(title)),
        ]
        let definitions: [(String, SchemaValue)] = [("definitions", .object(Schemas.definitions))]
        return SchemaValue.object(head + entries + definitions).written() + "\n"
    }

    /// The shapes that others refer to.
    private static let definitions: [(String, SchemaValue)] = [
        ("text", .lines(["zh", "en"], ["zh": anyText, "en": anyText], needs: ["zh", "en"])),
        ("region", .matching("^[0-9]{6}([0-9]{3}([0-9]{3})?)?$", orNumber: true)),
        ("regions", .some(.matching("^.+$", orNumber: true))),
        ("truth", .object([("enum", .array([.truth(true), .truth(false), .text("yes"), .text("no")]))])),
        ("instant", .matching("^[0-9]{4}-[0-9]{2}-[0-9]{2}")),
        ("span", .matching("^[0-9]+([dhms]| days?)$")),
        ("place", .lines(OptionWords.place, placeShapes)),
        ("tests", .some(.lines(OptionWords.test, demandShapes.merging(["within": span]) { $1 }))),
        ("condition", condition),
        ("ender", .either(.oneOf(names(PatternWords.kinds)), .lines(PatternWords.ender, enderShapes))),
        ("following", .lines(PatternWords.following, followingShapes)),
        ("fact", .lines(Reader.factWords, factShapes, needs: ["kind"])),
        ("notices", .list(.lines(noticeLineWords, noticeShapes, needs: ["region", "level", "from"]))),
    ]

    static let anyText = SchemaValue.object([("type", .text("string"))])
    static let anyNumber = SchemaValue.object([("type", .array([.text("number"), .text("string")]))])
    static let (text, region, regions) = (shape("text"), shape("region"), shape("regions"))
    static let (truth, instant, span) = (shape("truth"), shape("instant"), shape("span"))
    static let name = SchemaValue.matching("^[a-z0-9-]{1,64}$")

    static func shape(_ name: String) -> SchemaValue { .reference(name) }

    static func names<Value>(_ choices: [(String, Value)]) -> [String] { choices.map(\.0) }

    private static let noticeLineWords = ["region", "level", "from", "until"]
    private static let noticeShapes: [String: SchemaValue] = [
        "region": region, "level": .oneOf(names(RegionNotice.What.named)), "from": instant, "until": instant,
    ]

    private static let factShapes: [String: SchemaValue] = [
        "kind": .oneOf(names(PatternWords.kinds)), "from": instant, "until": instant, "known": instant,
        "region": region, "place": .oneOf(names(FactWords.places)), "symptoms_rechecked": truth,
        "method": .oneOf(names(FactWords.methods)), "result": .oneOf(names(FactWords.results)), "sampled": instant,
        "reported": instant, "institution": anyText, "case": anyNumber,
        "symptoms": .object([("type", .text("array")), ("items", .oneOf(names(OptionWords.symptoms)))]),
        "diagnosis": .oneOf(names(FactWords.diagnoses)), "contact": truth, "temperature": anyNumber,
        "stays": .list(
            .lines(
                ["region", "from", "until"], ["region": region, "from": instant, "until": instant],
                needs: ["region", "from"])),
    ]

    private static let scenariosShape: SchemaValue = {
        let colours = names(OptionWords.colours) + ["none"]
        let expectation = SchemaValue.lines(
            ScenarioWords.expectation, ["at": instant, "colour": .oneOf(colours), "rule": name],
            needs: ["at", "colour"])
        let person = SchemaValue.lines(
            ScenarioWords.person,
            ["person": anyText, "lives-in": region, "facts": .list(shape("fact")), "expect": .list(expectation)],
            needs: ["person", "lives-in", "expect"])
        let sentence = SchemaValue.lines(
            ScenarioWords.sentence,
            [
                "cites": .some(anyText), "says": anyText, "notices": shape("notices"), "matches": .list(person),
                "near-misses": .list(person),
            ], needs: ["says", "matches"])
        return .lines(
            ScenarioWords.file,
            ["together-with": .some(anyText), "notices": shape("notices"), "sentences": .list(sentence)],
            needs: ["sentences"])
    }()
}
