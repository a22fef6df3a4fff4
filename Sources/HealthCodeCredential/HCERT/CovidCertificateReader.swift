/// Reads what an EU Digital COVID Certificate says, member by member, and finds every place where it breaks the
/// schema.
///
/// Certificates of all versions are held to schema 1.3.3, the widest: issuers wrote what later versions allow under
/// the numbers of earlier ones (a date of birth without its day in 1.0.0), and each later version accepts what an
/// earlier one asks for, except more than one event, which the specification never allowed.
struct CovidCertificateReader {
    /// Every place that breaks the schema, with what is wrong there.
    private(set) var problems: [String] = []
    /// Codes that are in no value set.
    private(set) var notes: [String] = []
    /// Whether the version is of a generation that is not known here.
    private(set) var isOfUnknownVersion = false
    /// What it attests, also where other members are broken.
    private(set) var usages: [Signer.Usage] = []
    /// What it says; nil where anything is broken.
    private(set) var certificate: CovidCertificate?

    /// Reads a certificate.
    ///
    /// - Parameters:
    ///   - json: the certificate.
    ///   - issued: when it was signed; nobody is born later.
    init(_ json: JSON, issued: Int64?) {
        var whole = SchemaReader(json, at: "")
        let version = whole.text("ver")
        if !version.isEmpty { checkVersion(version, in: &whole) }
        let name = Self.name(in: &whole)
        let birth = Self.birth(in: &whole, issued: issued)
        for usage in Signer.Usage.allCases {
            guard let entries = json[usage.group] else { continue }
            usages.append(usage)
            readGroup(usage, entries, whole: &whole, version, name, birth)
        }
        if usages.count != 1 {
            whole.refuse("", "it must have exactly one of “v”, “t” and “r”, and has \(usages.count)")
        }
        problems += whole.problems
        if !problems.isEmpty { certificate = nil }
    }

    private mutating func checkVersion(_ version: String, in whole: inout SchemaReader) {
        var numbers = 0
        var (hasDigit, first) = (false, 0)
        for byte in version.utf8 {
            switch byte {
            case UInt8(ascii: ".") where hasDigit: (numbers, hasDigit) = (numbers + 1, false)
            case 0x30...0x39:
                // A generation of more digits than a few is none that is known.
                if numbers == 0 { first = min(first * 10 + Int(byte - 0x30), 1_000) }
                hasDigit = true
            default: return whole.refuse("ver", "it is not a version such as 1.3.0")
            }
        }
        guard numbers == 2, hasDigit else { return whole.refuse("ver", "it is not a version such as 1.3.0") }
        isOfUnknownVersion = first != 1
    }

    private static func name(in whole: inout SchemaReader) -> CovidCertificate.Name {
        var reader = SchemaReader(whole.json["nam"], at: "/nam")
        let name = CovidCertificate.Name(
            surname: reader.optionalText("fn"),
            standardSurname: reader.optionalText("fnt", in: SchemaReader.isStandard),
            forename: reader.optionalText("gn"),
            standardForename: reader.optionalText("gnt", in: SchemaReader.isStandard))
        if name.standardSurname == nil, name.standardForename == nil {
            reader.refuse("", "“fnt” or “gnt” must be there")
        }
        // The schema lets it pass; its specification asks for a transliteration of every forename there is.
        if name.standardForename == "", name.forename.map({ !$0.isEmpty }) ?? false {
            reader.refuse("gnt", "the forename is not transliterated")
        }
        whole.take(reader)
        return name
    }

    private static func birth(in whole: inout SchemaReader, issued: Int64?) -> String {
        let birth = whole.text("dob")
        if !SchemaReader.isBirth(birth) {
            whole.refuse("dob", "it is not a date of birth between 1900 and 2099")
        } else if let born = ISO8601.date(birth), let issued, born > issued + 86_400 {
            whole.refuse("dob", "nobody is born after the certificate is signed")
        }
        return birth
    }

    private mutating func readGroup(
        _ usage: Signer.Usage, _ json: JSON, whole: inout SchemaReader, _ version: String,
        _ name: CovidCertificate.Name, _ birth: String
    ) {
        let group = usage.group
        guard let entries = json.array else { return whole.refuse(group, "it is not a list") }
        guard entries.count == 1 else {
            return whole.refuse(group, "it must have exactly one entry, and has \(entries.count)")
        }
        var entry = SchemaReader(entries[0], at: usage.path)
        let event: CovidCertificate.Event =
            switch usage {
            case .vaccination: .vaccination(Self.vaccination(&entry))
            case .test: .test(Self.test(&entry))
            case .recovery: .recovery(Self.recovery(&entry))
            }
        certificate = CovidCertificate(
            name: name, birth: birth, event: event, disease: entry.code("tg", of: .disease),
            country: entry.text("co", in: SchemaReader.isCountry), issuer: entry.text("is"), id: entry.text("ci"),
            version: version)
        whole.take(entry)
        notes = entry.notes
    }

    private static func vaccination(_ entry: inout SchemaReader) -> CovidCertificate.Vaccination {
        .init(
            vaccine: entry.code("vp", of: .vaccine), product: entry.code("mp", of: .product),
            holder: entry.code("ma", of: .holder), dose: entry.positive("dn"), doses: entry.positive("sd"),
            date: entry.date("dt"))
    }

    private static func test(_ entry: inout SchemaReader) -> CovidCertificate.Test {
        .init(
            type: entry.code("tt", of: .testType), name: entry.optionalText("nm"), device: entry.optionalText("ma"),
            sampledText: entry.instant("sc"), result: entry.code("tr", of: .testResult),
            centre: entry.optionalText("tc"))
    }

    private static func recovery(_ entry: inout SchemaReader) -> CovidCertificate.Recovery {
        .init(firstPositive: entry.date("fr"), validFrom: entry.date("df"), validUntil: entry.date("du"))
    }
}

extension Signer.Usage {
    /// The member that holds what such a signer may sign, and the way to its only entry.
    fileprivate var group: String {
        switch self {
        case .vaccination: "v"
        case .test: "t"
        case .recovery: "r"
        }
    }
    fileprivate var path: String {
        switch self {
        case .vaccination: "/v/0"
        case .test: "/t/0"
        case .recovery: "/r/0"
        }
    }
}
