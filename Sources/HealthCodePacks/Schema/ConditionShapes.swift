import HealthCodeCore

/// The shapes of what stands in `when`.
extension Schemas {
    static let placeShapes: [String: SchemaValue] = [
        "in": regions, "not-in": regions, "risk": .some(.oneOf(names(PatternWords.risks))), "closed": truth,
    ]

    static let demandShapes: [String: SchemaValue] = placeShapes.merging([
        "method": .some(.oneOf(names(FactWords.methods))), "result": .some(.oneOf(names(FactWords.results))),
        "place": .some(.oneOf(names(FactWords.places))), "symptoms-rechecked": truth,
        "says": .some(.oneOf(names(Reader.declarable))), "clean": truth, "temperature-at-least": anyNumber,
        "lasting": span, "before": instant, "since": instant, "following": shape("following"), "apart": span,
        "before-onset": span, "onset": .oneOf(["unknown"]),
    ]) { $1 }

    private static let subjectShapes: [String: SchemaValue] = [
        "record": .some(.oneOf(names(PatternWords.kinds))), "declared": .some(.oneOf(names(Reader.declarable))),
        "clean-checkins": span, "negative-tests": anyNumber,
    ]

    static let enderShapes = demandShapes.merging(subjectShapes) { $1 }.merging(["at-least": span]) { $1 }

    static let followingShapes = enderShapes.merging([
        "from": .oneOf(names(PatternWords.anchors)), "at-most": span,
    ]) { $1 }

    static let condition: SchemaValue = {
        let residence = placeShapes.merging(["linger": span]) { $1 }
        let other: [String: SchemaValue] = [
            "no-record": .some(.oneOf(names(PatternWords.kinds))),
            "residence": .lines(ConditionWords.residence, residence),
            "dated": .lines(OptionWords.span, ["from": instant, "until": instant]),
            "all": .list(shape("condition")), "any": .list(shape("condition")), "not": shape("condition"),
            "unless": shape("condition"), "after": span, "for": span, "within": span, "linger": span,
            "until": .some(shape("ender")),
        ]
        let shapes = followingShapes.merging(other) { $1 }
        let words = ConditionWords.heads + PatternWords.demands + ConditionWords.spans + ["unless"]
        return .either(.oneOf(["always"]), .lines(words, shapes))
    }()
}
