/// What an EU Digital COVID Certificate says, of the schema versions 1.0.0 to 1.3.3.
public struct CovidCertificate: Hashable, Sendable {
    /// A name as it is written and as a passport writes it (ICAO 9303, `A` to `Z` and `<`).
    public struct Name: Hashable, Sendable {
        /// The surname and the forename.
        public var surname, forename: String?
        /// Both, transliterated; one of them at least is there.
        public var standardSurname, standardForename: String?

        /// A name of these parts.
        public init(surname: String?, standardSurname: String?, forename: String?, standardForename: String?) {
            self.surname = surname
            self.forename = forename
            self.standardSurname = standardSurname
            self.standardForename = standardForename
        }
    }

    /// One dose of a vaccine.
    public struct Vaccination: Hashable, Sendable {
        /// The kind of vaccine, the product and its maker, as codes (`ValueSet`).
        public var vaccine, product, holder: String
        /// Which dose it was, and how many make a series; from 1 on, and the one may exceed the other.
        public var dose, doses: Int64
        /// The day of the dose, `yyyy-mm-dd`.
        public var date: String

        /// A dose of these codes and numbers.
        public init(
            vaccine: String, product: String, holder: String, dose: Int64, doses: Int64, date: String
        ) {
            self.vaccine = vaccine
            self.product = product
            self.holder = holder
            self.dose = dose
            self.doses = doses
            self.date = date
        }
    }

    /// One test.
    public struct Test: Hashable, Sendable {
        /// The kind of test, as a code (`ValueSet`).
        public var type: String
        /// The name of a nucleic acid test, and the device of a rapid one.
        public var name, device: String?
        /// When the sample was taken, as it is written: a date and time of RFC 3339.
        public var sampledText: String
        /// The result, as a code (`ValueSet`).
        public var result: String
        /// Where the test was made.
        public var centre: String?

        /// When the sample was taken, in seconds since 1970-01-01T00:00:00Z; nil where the text is no instant, which
        /// no certificate that was read has.
        public var sampled: Int64? { ISO8601.instant(sampledText) }

        /// A test of these codes and texts.
        public init(
            type: String, name: String? = nil, device: String? = nil, sampledText: String, result: String,
            centre: String? = nil
        ) {
            self.type = type
            self.name = name
            self.device = device
            self.sampledText = sampledText
            self.result = result
            self.centre = centre
        }
    }

    /// A recovery.
    public struct Recovery: Hashable, Sendable {
        /// The day of the first positive test, and the first and the last day on which the certificate holds,
        /// `yyyy-mm-dd`.
        public var firstPositive, validFrom, validUntil: String

        /// A recovery of these days.
        public init(firstPositive: String, validFrom: String, validUntil: String) {
            self.firstPositive = firstPositive
            self.validFrom = validFrom
            self.validUntil = validUntil
        }
    }

    /// What happened to the person: exactly one of three.
    public enum Event: Hashable, Sendable {
        /// A dose was given.
        case vaccination(Vaccination)
        /// A test was made.
        case test(Test)
        /// The person recovered.
        case recovery(Recovery)

        /// What a signer needs to be allowed to sign.
        public var usage: Signer.Usage {
            switch self {
            case .vaccination: .vaccination
            case .test: .test
            case .recovery: .recovery
            }
        }
    }

    /// The version of the schema, such as `1.3.0`.
    public var version: String
    /// Whose certificate it is.
    public var name: Name
    /// The date of birth: `yyyy-mm-dd`, `yyyy-mm`, `yyyy`, or nothing where it is not known.
    public var birth: String
    /// What it attests.
    public var event: Event
    /// The disease, as a code (`ValueSet`).
    public var disease: String
    /// The country of the event: ISO 3166 alpha-2, or the letters of an international organisation.
    public var country: String
    /// Who issued it, in words.
    public var issuer: String
    /// Its own id (UVCI), by which it is revoked.
    public var id: String

    /// A certificate of the newest version of the schema.
    public init(
        name: Name, birth: String, event: Event, disease: String = "840539006", country: String, issuer: String,
        id: String,
        version: String = "1.3.3"
    ) {
        self.version = version
        self.name = name
        self.birth = birth
        self.event = event
        self.disease = disease
        self.country = country
        self.issuer = issuer
        self.id = id
    }
}
