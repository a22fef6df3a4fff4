internal import HealthCodeCore
internal import HealthCodeCredential

extension HealthCode {
    /// Records a crossing of this moment as `admit` does, for who asks from a thread that must not wait. `answer` is
    /// called once, on any thread: with the pass when it is durable, or with nil where nothing was recorded and `admit` has
    /// to be asked.
    ///
    /// False, and `answer` is never called, where it is known at once that `admit` has to be asked: because there is
    /// something to refuse, or more to do than to record.
    public func admitAtOnce(
        _ request: PassRequest, session token: String, then answer: @escaping @Sendable (PassView?) -> Void
    ) -> Bool {
        guard let store = store.atOnce, let decided = try? decide(request, session: token, in: store) else {
            return false
        }
        store.admitPass(decided.pass) { [liveTokens] outcome in
            guard case .success(.recorded) = outcome else { return answer(nil) }
            if let person = decided.pass.person { liveTokens.forget(person) }
            answer(decided)
        }
        return true
    }

    /// What will be answered once it is recorded; nil where it is not a plain crossing of this moment.
    private func decide(
        _ request: PassRequest, session token: String, in store: any StoreAtOnce
    ) throws -> PassView? {
        let now = dependencies.now()
        guard !request.offline, request.at == nil, let hash = Digest32(session: token) else { return nil }
        let at = try time(of: request, at: now)
        let (code, timeliness) = try read(request.token, at: at)
        guard code.kind == .live, timeliness == .fresh,
            let crossing = try store.crossing(of: holderID(of: code), at: request.point, in: hash, at: now)
        else { return nil }
        let person = crossing.person
        let duties = Self.collecting(duties(in: crossing.session, at: now))
        let (point, duty) = try Self.post(crossing.point, among: duties)
        guard let colour = currentAtOnce(person, under: rules.edition, at: now)?.colour else { return nil }
        let facts = person.kinds.contains(FactKind.test) ? try store.notedFacts(of: person.id, kinds: Self.tests) : []
        let standing = facts.filter { !$0.retracted }.map(\.fact)
        let allowance = allowance(of: colour, at: point, for: person, tests: standing, at: at)
        let why = allowance.reason(request.temperature, isAged: false)
        // A fever is recorded of the person too.
        guard why != .fever else { return nil }
        let check = try checkView(of: person, allowance, try views(of: facts, at: now), at: now)
        let pass = Pass(
            id: request.id, token: code.tokenID.bytes, person: person.id, point: point.id, collector: duty.id, at: at,
            recorded: now, temperature: request.temperature, colour: colour, allowed: why == .allowed, why: why,
            offline: false)
        return PassView(pass: pass, check: check, repeated: false)
    }
}
