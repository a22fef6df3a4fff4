import HealthCodeCore
import HealthCodePacks
import Testing

@Suite("Reading a pack")
struct PackReadingTests {
    @Test("A pack without a mistake is read whole")
    func whole() throws {
        let pack = try Pack(yaml: examplePack)
        #expect(pack.policy.region == RegionCode("990100"))
        #expect(pack.policy.version == "2020-04-01")
        #expect(pack.policy.since == Instant(rfc3339: "2020-03-31T16:00:00Z"))
        #expect(pack.policy.offset == .china)
        #expect(pack.policy.feverLimit == .feverLimit)
        #expect(pack.policy.rules.map(\.id) == ["case", "everyone-else"])
        #expect(pack.policy.rules[0].ends?[.english] == "recovery")
        #expect(pack.policy.rules[1].ends == nil)
        #expect(pack.policy.place[.simplifiedChinese] == "样例市")
        #expect(pack.bytes == Array(examplePack.utf8))
    }

    @Test("What a pack does not say of its service is as documented")
    func defaults() throws {
        let options = try Pack(yaml: examplePack).policy.options
        #expect(options.temperatureAtCheckpoint)
        #expect(!options.agedCodePasses)
        #expect(options.corrections == nil)
        #expect(options.proxies)
        #expect(options.checkIns == .everything)
    }

    @Test("Every choice of a service can be made the other way")
    func choices() throws {
        let yaml =
            examplePack + """

                fever-from: 37.25
                checkpoint: {takes-temperature: no, aged-code-passes: yes}
                service: {corrections: 1, acting-for-others: no, daily-check-in: no}
                """
        let policy = try Pack(yaml: yaml).policy
        #expect(policy.feverLimit == Temperature(hundredths: 3_725))
        #expect(!policy.options.temperatureAtCheckpoint)
        #expect(policy.options.agedCodePasses)
        #expect(policy.options.corrections == 1)
        #expect(!policy.options.proxies)
        #expect(policy.options.checkIns == nil)
        #expect(policy.options.meanings[.green]?.passes == true)
        #expect(policy.options.meanings[.grey]?.passes == false)
    }

    @Test("The version is the date on the place's own clocks")
    func versionIsLocal() throws {
        let yaml = example("2020-04-01T00:00:00+08:00", becomes: "2020-04-01T20:00:00-05:00")
        let policy = try Pack(yaml: yaml).policy
        #expect(policy.version == "2020-04-01")
        #expect(policy.offset == UTCOffset(seconds: -18_000))
    }

    @Test("All mistakes are told at once, in the order of the file")
    func all() {
        let yaml = example("colour: red", becomes: "colour: purple")
            .replacing("until: recovered", with: "untill: recovered").replacing("990100", with: "99010")
        #expect(mistakes(yaml).map { $0.prefix { $0 != ":" } } == ["2", "8", "9"])
    }

    @Test("A mistake is written with its file, line and column")
    func written() {
        let error = #expect(throws: Mistakes.self) {
            try Pack(yaml: example("record:", becomes: "recrod:"), file: "hubei/pack.yaml")
        }
        #expect(
            error?.description
                == "hubei/pack.yaml:9:12: unknown word 'recrod' in a condition; did you mean 'record'?")
    }
}
