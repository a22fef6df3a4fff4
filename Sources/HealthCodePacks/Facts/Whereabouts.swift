import HealthCodeCore

/// What the facts of a file leave to where their person lives.
extension [Fact] {
    /// Lets a residence that names its end lead back home: from there on the person lives in the region of their line,
    /// unless another residence has begun by then. One that ends as it begins moves nobody.
    mutating func addReturns(to home: RegionCode) {
        guard contains(where: { $0.kind == .residence && $0.until != nil }) else { return }
        let moves = indices.filter { self[$0].kind == .residence && self[$0].until != self[$0].from }
            .sorted { (self[$0].from, $0) < (self[$1].from, $1) }.map { self[$0] }
        for (index, move) in moves.enumerated() {
            let next = index + 1 < moves.count ? moves[index + 1].from : .distantFuture
            guard let until = move.until, until < next else { continue }
            append(
                Fact(id: FactID(0), kind: .residence, from: until, known: move.known, region: home, origin: .person))
        }
    }

    /// Gives each record and each screening that names no region the one where the person lived when it took effect;
    /// without any, it would be in none of the regions that a rule names. What people say of themselves stays as it is.
    mutating func fillRegions(from home: RegionCode) {
        let moves = filter { $0.kind == .residence }
        let person = moves.isEmpty ? nil : Subject(start: .distantPast, region: home, facts: moves)
        for index in indices where self[index].region == nil && self[index].origin != .person {
            self[index].region = person?.home(at: self[index].from) ?? home
        }
    }
}
