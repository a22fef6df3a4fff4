import HealthCodeCore
import HealthCodeService
import Testing

@Suite("People and who may act for them")
struct PeopleTests {
    @Test("A registered person is found by id, account, session and document", arguments: Backend.all)
    func found(backend: Backend) async throws {
        let store = try backend.open()
        let account = try await store.signIn("phone")
        let id = try await store.register("document", by: account)
        let person = try #require(try await store.person(id, for: account))
        #expect(person.registered == now && person.assignment == nil)
        #expect(person.wrappedKey == Array("the key of document".utf8))
        #expect(person.sealed == Array("the details of document".utf8))
        #expect(person.region == (try place("420106")))
        #expect(person.kinds == [FactKinds([.registered]), FactKinds([.residence])])
        #expect((person.channel, person.relation, person.verified) == ("web", .`self`, true))
        #expect(try await store.person(id, shownTo: digest("token"), at: now) == person)
        #expect(try await store.people(of: account) == [person])
        var unasked = person
        unasked.relation = nil
        #expect(try await store.person(document: digest("document")) == unasked)
        unasked.verified = false
        #expect(try await store.person(id) == unasked)
    }

    @Test("A person is not shown to another account", arguments: Backend.all)
    func other(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await store.register("document")
        let other = try await store.signIn("other")
        #expect(try await store.person(id, for: other) == nil)
        #expect(try await store.person(id, shownTo: digest("token"), at: now) == nil)
        #expect(try await store.people(of: other) == [])
    }

    @Test("A person is not shown in a session that expired", arguments: Backend.all)
    func expired(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await store.register("document", by: store.signIn("phone"))
        let end = now.advanced(bySeconds: day)
        #expect(try await store.person(id, shownTo: digest("token"), at: end) == nil)
    }

    @Test("One document, one person (HB-02)", arguments: Backend.all)
    func once(backend: Backend) async throws {
        let store = try backend.open()
        let mine = try await store.account(phone: digest("phone"), sealed: [])
        let other = try await store.account(phone: digest("other"), sealed: [])
        let id = try await store.register("document", by: mine, verified: false)
        let again = try newPerson("document", by: mine)
        #expect(try await store.registerPerson(again, decide: decide) == .heldByCaller(id))
        let stranger = try newPerson("document", by: other)
        #expect(try await store.registerPerson(stranger, decide: decide) == .heldByOther(id, verified: false))
        try await store.verifyPerson(id, for: mine, at: now)
        #expect(try await store.registerPerson(stranger, decide: decide) == .heldByOther(id, verified: true))
        #expect(try await store.census().people == 1)
    }

    @Test("Of many registrations that race for one document exactly one wins", arguments: Backend.all)
    func race(backend: Backend) async throws {
        let store = try backend.open()
        let registered = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<32 {
                group.addTask {
                    let account = try await store.account(phone: digest("phone \(number)"), sealed: [])
                    let outcome = try await store.registerPerson(newPerson("document", by: account), decide: decide)
                    if case .registered = outcome { return true }
                    return false
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(registered == 1)
        #expect(try await store.census().people == 1)
    }

    @Test("Of many registrations that race to be an account's self exactly one wins", arguments: Backend.all)
    func raceToBe(backend: Backend) async throws {
        let store = try backend.open()
        let account = try await store.account(phone: digest("phone"), sealed: [])
        let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<32 {
                group.addTask {
                    let person = try newPerson("document \(number)", by: account)
                    do {
                        _ = try await store.registerPerson(person, decide: decide)
                        return false
                    } catch StoreError.secondSelf {
                        return true
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused == 31)
        #expect(try await store.people(of: account).map(\.relation) == [.`self`])
        #expect(try await store.census().people == 1)
    }

    @Test("Nobody is given a second self", arguments: Backend.all)
    func secondSelf(backend: Backend) async throws {
        let store = try backend.open()
        let account = try await store.account(phone: digest("phone"), sealed: [])
        let own = try await store.register("document", by: account)
        let child = try await store.register("child", by: account, relation: .child)
        await #expect(throws: StoreError.secondSelf) {
            try await store.grant(account, .`self`, verified: true, to: child, replacingOthers: true, at: now)
        }
        #expect(try await store.person(child, for: account)?.relation == .child)
        try await store.grant(account, .`self`, verified: true, to: own, replacingOthers: true, at: now)
        #expect(try await store.person(own, for: account)?.relation == .`self`)
    }

    @Test("Two parents act for one child, each as verified as they are", arguments: Backend.all)
    func parents(backend: Backend) async throws {
        let store = try backend.open()
        let mother = try await store.account(phone: digest("mother"), sealed: [])
        let father = try await store.account(phone: digest("father"), sealed: [])
        let child = try await store.register("child", by: mother, relation: .child)
        try await store.grant(
            father, .child, verified: false, to: child, replacingOthers: false, at: now)
        #expect(try await store.person(child, for: mother)?.verified == true)
        #expect(try await store.person(child, for: father)?.verified == false)
        try await store.verifyPerson(child, for: father, at: now)
        #expect(try await store.person(child, for: father)?.verified == true)
    }

    @Test("Who acts for a person is listed in order, and may be shut out by who came earlier", arguments: Backend.all)
    func carers(backend: Backend) async throws {
        let store = try backend.open()
        let mother = try await store.account(phone: digest("mother"), sealed: [1])
        let father = try await store.account(phone: digest("father"), sealed: [2])
        let child = try await store.register("child", by: mother, relation: .child)
        let later = now.advanced(bySeconds: 1)
        try await store.grant(father, .other, verified: true, to: child, replacingOthers: false, at: later)
        let carers = try await store.carers(of: child)
        #expect(carers.map(\.account) == [mother, father] && carers.map(\.sealedPhone) == [[1], [2]])
        #expect(carers.map(\.relation) == [.child, .other] && carers.map(\.since) == [now, later])
        #expect(try await !store.endCare(of: mother, for: child, by: father))
        #expect(try await store.endCare(of: father, for: child, by: mother))
        #expect(try await store.person(child, for: father) == nil)
        #expect(try await !store.endCare(of: mother, for: child, by: mother))
        #expect(try await store.carers(of: child).map(\.account) == [mother])
    }

    @Test("A proven claim takes a person from all others, and tells whom to tell", arguments: Backend.all)
    func claim(backend: Backend) async throws {
        let store = try backend.open()
        let squatter = try await store.account(phone: digest("squatter"), sealed: [9])
        let owner = try await store.account(phone: digest("owner"), sealed: [])
        let id = try await store.register("document", by: squatter, verified: false)
        let lost = try await store.grant(owner, .`self`, verified: true, to: id, replacingOthers: true, at: now)
        #expect(lost == [[9]])
        #expect(try await store.person(id, for: squatter) == nil)
        #expect(try await store.person(id, for: owner)?.verified == true)
    }

    @Test("A grant renewed changes the relation and keeps what was verified", arguments: Backend.all)
    func renewed(backend: Backend) async throws {
        let store = try backend.open()
        let account = try await store.signIn("phone")
        let id = try await store.register("document", by: account, relation: .other)
        try await store.grant(account, .parent, verified: false, to: id, replacingOthers: false, at: now)
        let person = try await store.person(id, for: account)
        #expect(person?.relation == .parent)
        #expect(person?.verified == true)
    }

    private func correction(limit: Int?) throws -> Correction {
        var moved = fact(.residence, at: now.advanced(bySeconds: day))
        moved.region = try place("420202")
        return Correction(
            sealed: [5], region: try place("420202"), at: now, limit: limit, facts: [NewFact(moved)])
    }

    @Test("A correction replaces the details, moves the person and is counted", arguments: Backend.all)
    func corrects(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await store.register("document")
        #expect(try await store.correctPerson(id, correction(limit: nil), decide: decide))
        let person = try #require(try await store.person(id))
        #expect(person.sealed == [5])
        #expect(person.corrections == 1)
        #expect(person.region == (try place("420202")))
        let subject = try #require(try await store.subject(id))
        #expect(subject.region == (try place("420106")))
        #expect(subject.facts.filter { $0.kind == .residence }.count == 2)
    }

    @Test("A correction beyond the limit changes nothing (HZ-09)", arguments: Backend.all)
    func limit(backend: Backend) async throws {
        let store = try backend.open()
        let id = try await store.register("document")
        #expect(try await store.correctPerson(id, correction(limit: 1), decide: decide))
        let before = try await store.person(id)
        #expect(try await !store.correctPerson(id, correction(limit: 1), decide: decide))
        #expect(try await store.person(id) == before)
        #expect(try await store.census().facts == 3)
    }

    @Test("People come in order, so many at a time", arguments: Backend.all)
    func pages(backend: Backend) async throws {
        let store = try backend.open()
        var ids: [PersonID] = []
        for number in 0..<5 { ids.append(try await store.register("document \(number)")) }
        #expect(try await store.people(after: nil, limit: 3) == Array(ids[..<3]))
        #expect(try await store.people(after: ids[2], limit: 3) == Array(ids[3...]))
    }
}
