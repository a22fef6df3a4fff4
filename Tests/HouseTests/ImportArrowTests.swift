import Testing

/// The only arrows there are between targets (docs/ARCHITECTURE.md).
@Suite("The import arrows")
struct ImportArrowTests {
    /// What each target may import beside the standard library.
    static let arrows: [String: Set<String>] = [
        "HealthCodeCore": [],
        "HealthCodePacks": ["HealthCodeCore", "Yams", "Foundation", "FoundationEssentials"],
        "HealthCodeCredential": [
            "Crypto", "CryptoExtras", "CZlib", "SwiftASN1", "X509", "Foundation", "FoundationEssentials",
            "Synchronization",
        ],
        "HealthCodeService": [
            "HealthCodeCore", "HealthCodePacks", "HealthCodeCredential", "Crypto", "Foundation",
            "FoundationEssentials", "Synchronization",
        ],
        "HealthCodeAdapters": [
            "HealthCodeCore", "HealthCodeCredential", "HealthCodeService", "AsyncHTTPClient", "NIOCore", "NIOHTTP1",
            "NIOFoundationCompat", "CPKCS11", "CPNG", "CQREncode", "CTurboJPEG", "CZBar", "Foundation",
            "FoundationEssentials", "Glibc", "Synchronization",
        ],
        "SQLiteStore": [
            "HealthCodeCore", "HealthCodeService", "CSQLiteSettings", "CSQLite", "GRDB", "Foundation",
            "FoundationEssentials", "Synchronization", "Glibc", "Dispatch",
        ],
        "HealthCodeWeb": [
            "HealthCodeCore", "HealthCodeCredential", "HealthCodeService", "Hummingbird", "HummingbirdCore",
            "HTTPTypes",
            "NIOCore", "NIOHTTP1", "NIOHTTPTypesHTTP1", "Mustache", "Logging", "Foundation", "FoundationEssentials",
            "Synchronization",
            "Crypto", "ServiceLifecycle",
        ],
    ]

    @Test("Every import in Sources follows an arrow")
    func importsFollowArrows() throws {
        let files = try House.files(under: "Sources")
        #expect(!files.isEmpty)
        for file in files where file.target != "healthcode" {
            let allowed = try #require(Self.arrows[file.target], "\(file.target) has no row in the table of arrows")
            for (number, module) in file.imports where !allowed.contains(module) {
                Issue.record("\(file):\(number): \(file.target) may not import \(module)")
            }
        }
    }

    @Test("A line that imports another module is seen whatever stands before it")
    func importsAreSeen() {
        let file = House.File(
            path: "Sources/HealthCodeCore/X.swift",
            lines: ["import A", "public import B", "@testable import C", "// import D", "internal import struct_E"])
        #expect(file.imports.map(\.module) == ["A", "B", "C", "struct_E"])
    }
}
