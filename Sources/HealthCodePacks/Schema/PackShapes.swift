import HealthCodeCore

/// The shapes of what stands at the top of a pack.
extension Schemas {
    static let packShape = SchemaValue.lines(
        Reader.packWords, packShapes, needs: ["place", "region", "since", "rules", "colours"])

    private static let packShapes: [String: SchemaValue] = [
        "place": text, "region": region, "since": instant, "replaces": regions, "fever-from": anyNumber,
        "regions": .object([("type", .text("object")), ("additionalProperties", regions)]),
        "rules": .list(rule), "colours": .lines(names(OptionWords.colours), meanings, needs: ["grey"]),
        "checkpoint": .lines(OptionWords.checkpoint, ["takes-temperature": truth, "aged-code-passes": truth]),
        "service": service, "serves": serves, "declaration": declaration, "reviews": .either(none, reviews),
        "recognises": .either(none, .list(recognised)), "travellers": .either(none, .list(journey)),
    ]

    private static let none = SchemaValue.oneOf(["none"])

    private static let rule = SchemaValue.lines(
        Reader.ruleWords,
        [
            "id": name, "colour": .oneOf(names(OptionWords.colours)), "when": shape("condition"), "because": text,
            "ends": text, "pending": truth,
        ], needs: ["id", "colour", "when", "because"])

    private static let meanings: [String: SchemaValue] = {
        let passage = SchemaValue.lines(
            OptionWords.passage,
            [
                "point": shape("place"), "home": shape("place"), "allowed": truth, "temperature-below": anyNumber,
                "test": shape("tests"),
            ], needs: ["allowed"])
        let meaning = SchemaValue.lines(
            OptionWords.meaning, ["passes": .either(truth, .list(passage)), "advice": text],
            needs: ["passes", "advice"])
        return Dictionary(uniqueKeysWithValues: names(OptionWords.colours).map { ($0, meaning) })
    }()

    private static let service = SchemaValue.lines(
        OptionWords.service,
        [
            "corrections": anyNumber, "acting-for-others": truth, "erasing": truth,
            "daily-check-in": .either(truth, .lines(OptionWords.span, ["from": instant, "until": instant])),
            "colour-due": .lines(
                names(PatternWords.risks),
                Dictionary(uniqueKeysWithValues: names(PatternWords.risks).map { ($0, span) })),
            "printed-code": span,
        ])

    private static let serves = SchemaValue.lines(
        OptionWords.serves,
        [
            "people": .some(.oneOf(names(OptionWords.groups))),
            "documents": .some(.oneOf(names(OptionWords.documents))),
            "valid-in": text,
        ])

    private static let declaration: SchemaValue = {
        let declarers = SchemaValue.oneOf(names(OptionWords.declarers))
        let declarer = SchemaValue.lines(
            OptionWords.declarer,
            ["kind": declarers, "arrival": .oneOf(names(OptionWords.arrivals)), "ahead": truth, "says": text],
            needs: ["kind"])
        let questions = SchemaValue.oneOf(names(OptionWords.questions))
        let question = SchemaValue.lines(
            OptionWords.question,
            ["question": questions, "choices": .some(.oneOf(names(OptionWords.symptoms))), "says": text, "help": text],
            needs: ["question"])
        return .lines(
            OptionWords.declaration,
            [
                "who": .either(none, .list(.either(declarers, declarer))),
                "asks": .either(none, .list(.either(questions, question))), "affirms": text,
            ])
    }()

    private static let reviews = SchemaValue.lines(
        OptionWords.reviews,
        [
            "of": .some(.oneOf(names(OptionWords.colours))),
            "levels": .some(
                .lines(
                    OptionWords.level, ["by": .oneOf(names(OptionWords.levels)), "working-days": anyNumber],
                    needs: ["by"])),
            "holidays": .some(instant), "workdays": .some(instant),
        ], needs: ["levels"])

    private static let recognised = SchemaValue.lines(
        OptionWords.recognised,
        [
            "id": name, "name": text, "format": .oneOf(names(OptionWords.formats)), "trust": name, "rules": .some(name),
            "as": .oneOf(names(OptionWords.standings)), "point": shape("place"), "from": instant, "until": instant,
            "attests": .some(.oneOf(names(OptionWords.attestations))), "records": .either(none, .list(certified)),
            "says": text,
        ], needs: ["id", "name", "format", "trust", "as"])

    private static let certified = SchemaValue.lines(
        OptionWords.certified,
        [
            "kind": .oneOf(names(OptionWords.certifiedKinds)), "after": span, "for": span,
            "method": .some(.oneOf(names(FactWords.methods))), "result": .some(.oneOf(names(FactWords.results))),
        ], needs: ["kind"])

    private static let journey = SchemaValue.lines(
        OptionWords.journey,
        [
            "id": name, "from": shape("place"), "to": shape("place"), "since": instant, "until": instant,
            "test": shape("tests"), "says": text,
        ], needs: ["id", "says"])
}
