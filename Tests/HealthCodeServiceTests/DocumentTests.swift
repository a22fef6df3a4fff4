import HealthCodeCore
import HealthCodeService
import Testing

@Suite("Documents")
struct DocumentTests {
    let now = instant("2020-04-10T09:00:00+08:00")

    func fault(_ kind: Document.Kind, _ number: String) -> FieldProblem.Reason? {
        do throws(FieldProblem.Reason) {
            _ = try Document(kind: kind, number: number, at: now)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "A resident id with a fitting check digit is taken",
        arguments: ["11010519491231002X", "11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ"])
    func resident(number: String) throws {
        #expect(try Document(kind: .residentID, number: number, at: now).number == "11010519491231002X")
    }

    @Test("A wrong check digit is named as such")
    func checkDigit() { #expect(fault(.residentID, "110105194912310021") == .badCheckDigit) }

    @Test(
        "What is no resident id is refused",
        arguments: [
            "", "11010519491231002", "110105491231002", "1101051949123100XX", "01010519491231002X",
            residentID("110105", "19490230", 100), residentID("110105", "20200411", 100),
            residentID("110105", "18491231", 100),
        ])
    func notResident(number: String) { #expect(fault(.residentID, number) == .badResidentID) }

    @Test("A child born today has a resident id")
    func bornToday() { #expect(fault(.residentID, residentID("110105", "20200410", 100)) == nil) }

    @Test(
        "Other papers are taken in their forms",
        arguments: [
            (Document.Kind.passport, "E12345678"), (.passport, "l898902c3"), (.hkMacaoPermit, "H12345678"),
            (.hkMacaoPermit, "M1234567801"), (.taiwanPermit, "12345678"), (.taiwanPermit, "1234567801"),
            (.foreignerPermit, "USA110080010203"),
        ])
    func others(kind: Document.Kind, number: String) { #expect(fault(kind, number) == nil) }

    @Test(
        "Other papers in other forms are refused",
        arguments: [
            (Document.Kind.passport, "E1234"), (.passport, "护照12345678"), (.passport, "ABCDEFGH"),
            (.hkMacaoPermit, "X12345678"), (.hkMacaoPermit, "H1234567"), (.taiwanPermit, "1234567"),
            (.taiwanPermit, "A2345678"), (.foreignerPermit, "USA11008001020"),
            (.foreignerPermit, "911124198108030024X"),
        ])
    func notOthers(kind: Document.Kind, number: String) { #expect(fault(kind, number) == .badDocument) }

    @Test("The age counts whole years by China's clocks")
    func age() throws {
        let document = try Document(kind: .residentID, number: residentID("420102", "19900410", 123), at: now)
        #expect(document.age(at: instant("2020-04-09T15:59:59Z")) == 29)
        #expect(document.age(at: instant("2020-04-09T16:00:00Z")) == 30)
    }

    @Test("A passport does not tell an age")
    func noAge() throws {
        #expect(try Document(kind: .passport, number: "E12345678", at: now).age(at: now) == nil)
    }

    @Test("The masked number shows no figure of the date of birth")
    func masked() throws {
        let number = residentID("420102", "19900307", 123)
        let document = try Document(kind: .residentID, number: number, at: now)
        #expect(document.masked.number == "420***********" + number.suffix(4))
        #expect(try Document(kind: .passport, number: "E12345678", at: now).masked.number == "E*****678")
        #expect(
            try Document(kind: .foreignerPermit, number: "USA110080010203", at: now).masked.number == "USA**********03")
    }
}

@Suite("Masked names")
struct MaskedNameTests {
    @Test(
        "Of a Chinese name the ends are shown, of others the initials",
        arguments: [
            ("张三丰", "张*丰"), ("张三", "张*"), ("欧阳娜娜", "欧**娜"), ("阿卜杜拉·买买提", "阿******提"), ("John Smith", "J*** S****"),
            ("X", "*"), ("王", "*"),
        ])
    func masked(name: String, shown: String) async throws {
        let world = try await World()
        var registration = Someone.zhang.registration
        registration.name = name
        let caller = try await world.signIn(Someone.zhang.phone)
        #expect(try await world.healthCode.register(registration, by: caller).name == shown)
    }
}
