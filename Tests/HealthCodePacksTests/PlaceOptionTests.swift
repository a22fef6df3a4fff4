import HealthCodeCore
import HealthCodePacks
import Testing

private let jurisdictions =
    #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/Jurisdictions/"

/// The rules of a place, as they stand in this repository.
private func policy(_ folder: String) throws -> Policy { try readPack(at: jurisdictions + folder).policy }
private func options(_ folder: String) throws -> ServiceOptions { try policy(folder).options }

private let hubei = "hubei/2020-04-01"
private let jingzhou = "jingzhou/2020-03-16"
private let wuhan = "wuhan/2020-03-02"
private let hangzhou = "hangzhou/2020-02-16"
private let huzhou = "huzhou/2020-02-16"

@Suite("What the requirements say of a place's service is in its pack, and not in another's")
struct PlaceOptionTests {
    private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }
    private func region(_ text: String) throws -> RegionCode { try #require(RegionCode(text)) }

    @Test("In Hubei a colour is due within 4 hours at low risk and 12 else (HB-05); Huzhou sets no time")
    func colourDue() throws {
        let due = try options(hubei).due
        #expect(due[.low] == .elapsed(4 * 3_600) && due[.medium] == .elapsed(12 * 3_600))
        #expect(try options(huzhou).due.isEmpty)
    }

    @Test("In Hubei the daily check-in was asked for until 22 March 2020, and not from then on (HB-08)")
    func checkInEnded() throws {
        let options = try options("hubei/2020-03-01")
        #expect(options.asksForCheckIn(at: try instant("2020-03-21T23:59:59+08:00")))
        #expect(!options.asksForCheckIn(at: try instant("2020-03-22T00:00:00+08:00")))
    }

    @Test("In Hubei codes of other provinces count with their own colour (HB-10); Huzhou recognises none")
    func otherProvinces() throws {
        let codes = try options(hubei).recognised
        #expect(codes.map(\.id) == ["other-provinces", "national"])
        #expect(codes.allSatisfy { $0.format == .healthCode && $0.standing == .itsColour })
        #expect(try options(huzhou).recognised.isEmpty)
    }

    @Test("Who leaves Wuhan shows a negative test of 7 days, or antibodies; who leaves Yichang does not (HB-19)")
    func leavingWuhan() throws {
        let policy = try policy(hubei)
        let history = PolicyHistory([policy])
        let (city, other) = (try region("420102"), try region("420502"))
        let arrival = try instant("2020-04-10T12:00:00+08:00")
        let demand = { history.travelDemand(under: policy, from: $0, to: $1, at: arrival) }
        let asked = try #require(demand(city, other))
        #expect(demand(other, city) == nil && demand(city, city) == nil)
        func met(_ method: TestDetail.Method, _ result: TestDetail.Result, _ sampled: String) throws -> Bool {
            let sampled = try instant(sampled)
            let test = Fact(
                id: FactID(1), kind: .test, from: sampled, known: sampled, origin: .source(1),
                detail: .test(TestDetail(method: method, result: result, sampled: sampled)))
            return asked.tests.contains { $0.isMet(by: test, at: arrival, in: policy.offset) }
        }
        #expect(try met(.nucleicAcid, .negative, "2020-04-03T12:00:01+08:00"))
        #expect(try !met(.nucleicAcid, .negative, "2020-04-03T12:00:00+08:00"))
        #expect(try met(.antibodyIgG, .positive, "2020-03-01T08:00:00+08:00"))
        #expect(try !met(.antibodyIgG, .negative, "2020-04-09T08:00:00+08:00"))
    }

    @Test(
        "Green alone passes, after a temperature check (HB-21, JZ-02, HZ-03, HU-02), and no aged code (HU-05)",
        arguments: [hubei, jingzhou, hangzhou, huzhou])
    func greenPasses(folder: String) throws {
        let options = try options(folder)
        #expect(Colour.allCases.filter { options.meanings[$0]?.passes == true } == [.green])
        #expect(options.temperatureAtCheckpoint && !options.agedCodePasses)
    }

    @Test("Wuhan had no colours; its districts said what a code allows (WH-13, WH-14)")
    func withoutColours() throws {
        let meanings = try options(wuhan).meanings
        #expect(Set(meanings.keys) == [.grey])
        #expect(meanings[.grey]?.advice[.english].contains("district") == true)
    }

    @Test("Jingzhou and Hangzhou ask for a check-in every day (JZ-03, HZ-05); Huzhou does not")
    func checkIns() throws {
        let day = try instant("2020-03-20T12:00:00+08:00")
        #expect(try options(jingzhou).asksForCheckIn(at: day) && options(hangzhou).asksForCheckIn(at: day))
        #expect(try !options(huzhou).asksForCheckIn(at: day))
    }

    @Test("Who declares affirms it and answers for it (JZ-04), by a red code (HZ-08) or the credit register (HU-13)")
    func affirmation() throws {
        #expect(try options(jingzhou).form.liability?[.simplifiedChinese].contains("法律责任") == true)
        #expect(try options(hangzhou).form.liability?[.simplifiedChinese].contains("红码") == true)
        let huzhou = try options(huzhou).form.liability
        #expect(huzhou?[.simplifiedChinese].contains("信用信息") == true)
        #expect(huzhou?[.simplifiedChinese].contains("红码") == false)
    }

    @Test("In Wuhan who returns or arrives declares ahead with a date (WH-01); in Hubei the date is optional")
    func declarers() throws {
        let form = try options(wuhan).form
        for kind in [DeclarationForm.Declarer.Kind.returning, .arriving] {
            let declarer = try #require(form.declarer(kind))
            #expect(declarer.arrival == .required && declarer.ahead && declarer.who != nil)
        }
        #expect(form.declarer(.staying)?.arrival == .no)
        #expect(try options(hubei).form.declarer(.returning)?.arrival == .optional)
    }

    @Test("Hangzhou serves people from overseas with their papers (HZ-02, HZ-07), Huzhou none (HU-07, HU-11)")
    func clientele() throws {
        let (hangzhou, huzhou) = (try options(hangzhou).clientele, try options(huzhou).clientele)
        #expect(hangzhou.groups == [.residents, .coming, .overseas])
        #expect(hangzhou.documents == [.residentID, .passport, .hkMacaoPermit, .taiwanPermit])
        #expect(huzhou.groups == [.residents, .coming] && huzhou.documents == [.residentID])
    }

    @Test("Green is valid in all districts of Hangzhou (HZ-02) and all Hubei (HB-21); Huzhou says nothing of it")
    func validity() throws {
        #expect(try options(hangzhou).validity?[.english].contains("every district") == true)
        #expect(try options(hubei).validity?[.english].contains("whole province") == true)
        #expect(try options(huzhou).validity == nil)
    }

    @Test("Details are corrected once in Hangzhou and Huzhou (HZ-09, HU-06), always in Hubei and Wuhan (WH-02)")
    func corrections() throws {
        #expect(try options(hangzhou).corrections == 1 && options(huzhou).corrections == 1)
        #expect(try options(hubei).corrections == nil && options(wuhan).corrections == nil)
    }

    @Test("Nobody acts for others in Hangzhou and Huzhou (HZ-13, HU-10); in Hubei and Wuhan they do (HB-17, WH-05)")
    func proxies() throws {
        #expect(try !options(hangzhou).proxies && !options(huzhou).proxies)
        #expect(try options(hubei).proxies && options(wuhan).proxies)
    }

    @Test("In Hangzhou a code cannot be cancelled (HZ-11); elsewhere who is green may be erased")
    func cancelling() throws {
        #expect(try !options(hangzhou).isErasable)
        #expect(try options(huzhou).isErasable && options(hubei).isErasable)
    }

    @Test("In Hangzhou the form says how chronic symptoms are answered (HZ-14); in Huzhou it does not")
    func chronicSymptoms() throws {
        let help = try options(hangzhou).form.question(on: .symptoms)?.help
        #expect(help?[.simplifiedChinese].contains("过敏性咳嗽") == true)
        #expect(try options(huzhou).form.question(on: .symptoms)?.help == nil)
    }

    @Test("Huzhou's advice is its consequences: 14 days at home for yellow, do not come for red (HU-02)")
    func consequences() throws {
        let meanings = try options(huzhou).meanings
        #expect(meanings[.yellow]?.advice[.english].contains("at home for 14 days") == true)
        #expect(meanings[.red]?.advice[.english].contains("do not come") == true)
        #expect(meanings[.green]?.advice[.english].contains("14 days") == false)
    }

    @Test("Huzhou and Jingzhou have no reviews (HU-03); Hangzhou one level of three days (HZ-01), Hubei two (HB-06)")
    func reviews() throws {
        #expect(try options(huzhou).reviews == nil && options(jingzhou).reviews == nil)
        #expect(try options(hangzhou).reviews?.levels == [.init(by: .county, workingDays: 3)])
        #expect(try options(hubei).reviews?.levels.map(\.by) == [.county, .prefecture])
    }
}
