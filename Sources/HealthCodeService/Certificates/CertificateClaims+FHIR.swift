internal import HealthCodeCore
internal import HealthCodeCredential

extension CertificateClaims {
    /// What the resources of a SMART Health Card say: the last dose, or the last test (FHIR R4).
    init?(_ card: HealthCard, in offset: UTCOffset) {
        guard let patient = card.resources(of: "Patient").first else { return nil }
        let names = (patient["name"]?.array ?? []).compactMap { name in
            let given = (name["given"]?.array ?? []).compactMap(\.string).joined(separator: " ")
            return PersonName(family: name["family"]?.string, given: given.isEmpty ? nil : given)
        }
        let birth = patient["birthDate"]?.string ?? ""
        let doses = card.resources(of: "Immunization").filter { $0["status"]?.string == "completed" }
            .compactMap { Self.instant($0["occurrenceDateTime"], in: offset) }
        if let last = doses.max() {
            let day = CivilDate(of: last, in: offset)
            let statement = LocalizedText(
                simplifiedChinese: "疫苗接种：共 \(doses.count) 剂，最后一剂 \(day)",
                english: "Vaccination: \(doses.count) doses, the last on \(day)")
            self.init(attests: .vaccination, names: names, birth: birth, event: last, statement: statement)
            return
        }
        let tests = card.resources(of: "Observation").compactMap { Self.test($0, in: offset) }
        guard let last = tests.max(by: { $0.sampled < $1.sampled }) else { return nil }
        self.init(
            attests: .test, names: names, birth: birth, event: last.sampled, test: last,
            statement: Self.statement(of: last, in: offset))
    }

    private static func test(_ observation: JSON, in offset: UTCOffset) -> Test? {
        guard observation["status"]?.string == "final" || observation["status"]?.string == "amended",
            let sampled = instant(observation["effectiveDateTime"], in: offset)
        else { return nil }
        let results = codes(observation["valueCodeableConcept"]).compactMap { Self.results[$0] }
        let isNucleicAcid = codes(observation["code"]).contains(where: nucleicAcidTests.contains)
        return Test(
            method: isNucleicAcid ? .nucleicAcid : nil, result: results.first ?? .inconclusive, sampled: sampled)
    }

    private static func codes(_ concept: JSON?) -> [String] {
        (concept?["coding"]?.array ?? []).compactMap { $0["code"]?.string }
    }

    /// A FHIR `dateTime`: an instant, or a day.
    private static func instant(_ json: JSON?, in offset: UTCOffset) -> Instant? {
        guard let text = json?.string else { return nil }
        return Instant(rfc3339: text) ?? CivilDate(text)?.midnight(in: offset)
    }

    /// LOINC: nucleic acid of SARS-CoV-2 by amplification, qualitative.
    private static let nucleicAcidTests: Set = [
        "94500-6", "94309-2", "94759-8", "94845-5", "95406-5", "94565-9", "95425-5", "96123-5", "94534-5", "94316-7",
    ]
}
