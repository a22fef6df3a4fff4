import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Regions, notices, packs and small things")
struct RegionTests {
    private func hubei() throws -> [Region] {
        let province = try place("420000")
        let city = try place("420100")
        return [
            Region(code: province, name: "湖北省", level: .province, parent: nil),
            Region(code: city, name: "武汉市", level: .prefecture, parent: province),
            Region(code: try place("420106"), name: "武昌区", level: .county, parent: city),
        ]
    }

    @Test("Regions are found by code and by what lies under what", arguments: Backend.all)
    func regions(backend: Backend) async throws {
        let store = try backend.open()
        let all = try hubei()
        #expect(try await store.importRegions(all) == 3)
        #expect(try await store.region(place("420106")) == all[2])
        #expect(try await store.regions(under: nil) == [all[0]])
        #expect(try await store.regions(under: all[1].code) == [all[2]])
        #expect(try await store.region(place("110000")) == nil)
    }

    @Test("Importing regions again changes those that changed", arguments: Backend.all)
    func again(backend: Backend) async throws {
        let store = try backend.open()
        var all = try hubei()
        _ = try await store.importRegions(all)
        #expect(try await store.importRegions(all) == 0)
        all[2].name = "Wuchang"
        #expect(try await store.importRegions(all) == 1)
        #expect(try await store.region(all[2].code) == all[2])
    }

    @Test("Names are given of the regions and sources that are known, and of no others", arguments: Backend.all)
    func names(backend: Backend) async throws {
        let store = try backend.open()
        _ = try await store.importRegions(hubei())
        let clinic = try await store.addSource(
            NewSource(name: "a clinic", kind: .clinic, region: place("420106"), key: digest("key"), added: now))
        let (city, nowhere) = (try place("420100"), try place("110000"))
        let names = try await store.names(of: [city, nowhere], sources: [clinic, SourceID(clinic.number + 1)])
        #expect(names.regions == [city: "武汉市"] && names.sources == [clinic.number: "a clinic"])
    }

    private func pack(_ text: String) throws -> PublishedPack {
        PublishedPack(
            name: PolicyName(region: try place("420000"), version: "2020-04-01"), since: now, text: text,
            digest: try digest(text), published: now)
    }

    @Test("A pack stays as it was published", arguments: Backend.all)
    func packs(backend: Backend) async throws {
        let store = try backend.open()
        #expect(try await store.publishPack(pack("rules: []")))
        #expect(try await store.publishPack(pack("rules: []")))
        #expect(try await !store.publishPack(pack("rules: [other]")))
        #expect(try await store.packs() == [pack("rules: []")])
    }

    @Test("The register's entries are found by document, the latest of each", arguments: Backend.all)
    func identities(backend: Backend) async throws {
        let store = try backend.open()
        #expect(try await !store.hasIdentities())
        let entry = IdentityEntry(document: try digest("document"), name: try digest("name"), phone: nil)
        var newer = entry
        newer.phone = try digest("phone")
        #expect(try await store.importIdentities([entry, newer]) == 2)
        #expect(try await store.hasIdentities())
        #expect(try await store.identity(document: digest("document")) == newer)
        #expect(try await store.identity(document: digest("other")) == nil)
    }

    @Test("A small value is kept under its name, the latest of each", arguments: Backend.all)
    func notes(backend: Backend) async throws {
        let store = try backend.open()
        #expect(try await store.note("check") == nil)
        try await store.keepNote("check", [])
        #expect(try await store.note("check") == [])
        try await store.keepNote("check", [1])
        #expect(try await store.note("check") == [1])
    }
}
