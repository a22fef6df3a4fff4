/// The codes that EU Digital COVID Certificates use, with what they stand for (eHealth Network, value sets version 1.14).
///
/// The sets of vaccines, holders and tests grow faster than verifiers are renewed, and real certificates hold codes of none: so
/// an unknown code is noted, never a reason to refuse. What a jurisdiction accepts is for its rules to say.
public enum ValueSet: String, Sendable, CaseIterable {
    /// The disease or agent targeted (`tg`).
    case disease = "diseases"
    /// The kind of vaccine (`vp`).
    case vaccine = "kinds of vaccine"
    /// The vaccine product (`mp`).
    case product = "vaccines"
    /// Who holds the authorisation, or makes the vaccine (`ma` of vaccinations).
    case holder = "vaccine makers"
    /// The kind of test (`tt`).
    case testType = "kinds of test"
    /// The result of a test (`tr`).
    case testResult = "test results"

    /// What a code stands for, in English; nil where the set does not have it.
    public func name(of code: String) -> String? {
        switch self {
        case .disease: Self.diseases[code]
        case .vaccine: Self.vaccines[code]
        case .product: Self.products[code]
        case .holder: Self.holders[code]
        case .testType: Self.testTypes[code]
        case .testResult: Self.testResults[code]
        }
    }

    private static let diseases = ["840539006": "COVID-19"]
    private static let testTypes = ["LP6464-4": "nucleic acid test", "LP217198-3": "rapid antigen test"]
    private static let testResults = ["260415000": "not detected", "260373001": "detected"]
    private static let vaccines = [
        "1119305005": "antigen", "1119349007": "mRNA", "J07BX03": "COVID-19 vaccine",
        "1162643001": "recombinant spike protein", "1157024006": "inactivated virus",
        "29061000087103": "viral vector", "28531000087107": "COVID-19 vaccine",
        "30141000087107": "virus-like particle", "1187593009": "DNA plasmid",
    ]
    private static let products = [
        "EU/1/20/1528": "Comirnaty", "EU/1/20/1507": "Spikevax", "EU/1/21/1529": "Vaxzevria",
        "EU/1/20/1525": "Jcovden", "EU/1/21/1618": "Nuvaxovid", "EU/1/21/1624": "Valneva",
        "EU/1/21/1580": "VidPrevtyn Beta", "EU/1/22/1709": "Bimervax", "CVnCoV": "CVnCoV",
        "NVX-CoV2373": "NVX-CoV2373", "Sputnik-V": "Sputnik V", "Convidecia": "Convidecia",
        "EpiVacCorona": "EpiVacCorona", "BBIBP-CorV": "BBIBP-CorV",
        "Inactivated-SARS-CoV-2-Vero-Cell": "Inactivated SARS-CoV-2 (Vero Cell)", "CoronaVac": "CoronaVac",
        "Covaxin": "Covaxin", "Covishield": "Covishield", "Covid-19-recombinant": "COVID-19 (recombinant)",
        "R-COVI": "R-COVI", "CoviVac": "CoviVac", "Sputnik-Light": "Sputnik Light", "Hayat-Vax": "Hayat-Vax",
        "Abdala": "Abdala", "WIBP-CorV": "WIBP-CorV", "MVC-COV1901": "MVC-COV1901", "Covovax": "Covovax",
        "Vidprevtyn": "Vidprevtyn", "VLA2001": "VLA2001", "EpiVacCorona-N": "EpiVacCorona-N",
        "Sputnik-M": "Sputnik M", "Covid-19-adsorvida-inativada": "adsorbed inactivated vaccine (Butantan)",
        "NVSI-06-08": "NVSI-06-08", "YS-SC2-010": "YS-SC2-010", "SCTV01C": "SCTV01C", "Covifenz": "Covifenz",
        "AZD2816": "AZD2816", "Soberana-02": "Soberana 02", "Soberana-Plus": "Soberana Plus",
    ]
    private static let holders = [
        "ORG-100001699": "AstraZeneca", "ORG-100030215": "BioNTech", "ORG-100001417": "Janssen-Cilag",
        "ORG-100031184": "Moderna", "ORG-100006270": "CureVac", "ORG-100013793": "CanSino",
        "ORG-100020693": "Sinopharm (Beijing)", "ORG-100010771": "Sinopharm Weiqida (Prague)",
        "ORG-100024420": "Sinopharm Zhijun (Shenzhen)", "ORG-100032020": "Novavax",
        "ORG-100001981": "Serum Institute of India", "ORG-100007893": "R-Pharm",
        "ORG-100023050": "Gulf Pharmaceutical Industries", "ORG-100033914": "Medigen",
        "ORG-100000788": "Sanofi Pasteur", "ORG-100036422": "Valneva", "ORG-100026614": "Sinocelltech",
        "ORG-100008549": "Medicago", "ORG-100036914": "Hipra", "Gamaleya-Research-Institute": "Gamaleya",
        "Vector-Institute": "Vector Institute", "Sinovac-Biotech": "Sinovac", "Bharat-Biotech": "Bharat Biotech",
        "Fiocruz": "Fiocruz", "Chumakov-Federal-Scientific-Center": "Chumakov Center", "CIGB": "CIGB",
        "Sinopharm-WIBP": "Sinopharm (Wuhan)", "Instituto-Butantan": "Butantan", "NVSI": "NVSI",
        "Yisheng-Biopharma": "Yisheng", "Finlay-Institute": "Finlay Institute",
    ]
}
