// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func product(_ name: String, _ package: String) -> Target.Dependency {
    .product(name: name, package: package)
}

// libFuzzer brings a main of its own, so that its program links only where it is asked for (Fuzzing/libfuzzer).
let libFuzzer: [Target] =
    Context.environment["LIBFUZZER"] == nil
    ? [] : [.executableTarget(name: "libfuzzer", dependencies: ["FuzzedDecoders"], path: "Fuzzing/LibFuzzer")]

let package = Package(
    name: "HealthCode",
    products: [
        .executable(name: "healthcode", targets: ["healthcode"]),
        .library(name: "HealthCodeAdapters", targets: ["HealthCodeAdapters"]),
        .library(name: "HealthCodeCore", targets: ["HealthCodeCore"]),
        .library(name: "HealthCodePacks", targets: ["HealthCodePacks"]),
        .library(name: "HealthCodeCredential", targets: ["HealthCodeCredential"]),
        .library(name: "HealthCodeService", targets: ["HealthCodeService"]),
        .library(name: "SQLiteStore", targets: ["SQLiteStore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "HealthCodeCore", swiftSettings: house),
        .target(
            name: "HealthCodePacks",
            dependencies: ["HealthCodeCore", product("Yams", "Yams")],
            swiftSettings: house),
        .target(
            name: "HealthCodeCredential",
            dependencies: [
                "CZlib", product("Crypto", "swift-crypto"), product("CryptoExtras", "swift-crypto"),
                product("SwiftASN1", "swift-asn1"), product("X509", "swift-certificates"),
            ],
            swiftSettings: house),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "HealthCodeService",
            dependencies: [
                "HealthCodeCore", "HealthCodePacks", "HealthCodeCredential", product("Crypto", "swift-crypto"),
            ],
            swiftSettings: house),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZBar", pkgConfig: "zbar", providers: [.apt(["libzbar-dev"])]),
        .systemLibrary(name: "CPKCS11", providers: [.apt(["libp11-kit-dev"])]),
        .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng16", providers: [.apt(["libpng-dev"])]),
        .target(
            name: "HealthCodeAdapters",
            dependencies: [
                "CPKCS11", "CPNG", "CQREncode", "CTurboJPEG", "CZBar", "HealthCodeCore", "HealthCodeCredential",
                "HealthCodeService",
                product("AsyncHTTPClient", "async-http-client"),
                product("NIOCore", "swift-nio"), product("NIOHTTP1", "swift-nio"),
                product("NIOFoundationCompat", "swift-nio"),
            ],
            swiftSettings: house),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(
            name: "SQLiteStore",
            dependencies: [
                "CSQLite", "CSQLiteSettings", "HealthCodeCore", "HealthCodeService", product("GRDB", "GRDB.swift"),
            ],
            swiftSettings: house),
        .target(name: "CSQLiteSettings", dependencies: ["CSQLite"]),
        .target(
            name: "HealthCodeWeb",
            dependencies: [
                "HealthCodeCore", "HealthCodeCredential", "HealthCodeService", product("Crypto", "swift-crypto"),
                product("HTTPTypes", "swift-http-types"), product("Hummingbird", "hummingbird"),
                product("HummingbirdCore", "hummingbird"), product("Mustache", "swift-mustache"),
                product("Logging", "swift-log"), product("NIOCore", "swift-nio"),
                product("NIOHTTP1", "swift-nio"), product("NIOHTTPTypesHTTP1", "swift-nio-extras"),
            ],
            resources: [.copy("Templates"), .copy("Assets"), .copy("Catalogues")],
            swiftSettings: house),
        .executableTarget(
            name: "healthcode",
            dependencies: [
                "HealthCodeCore", "HealthCodePacks", "HealthCodeCredential", "HealthCodeService",
                "HealthCodeAdapters", "SQLiteStore", "HealthCodeWeb",
                product("ArgumentParser", "swift-argument-parser"),
                product("Configuration", "swift-configuration"),
                product("Hummingbird", "hummingbird"),
                product("HummingbirdTLS", "hummingbird"),
                product("Logging", "swift-log"),
                product("NIOCore", "swift-nio"), product("NIOPosix", "swift-nio"),
                product("NIOSSL", "swift-nio-ssl"),
                product("ServiceLifecycle", "swift-service-lifecycle"),
                product("SwiftCSV", "SwiftCSV"),
                product("SystemPackage", "swift-system"),
                product("UnixSignals", "swift-service-lifecycle"),
                product("Yams", "Yams"),
            ],
            swiftSettings: house),
        .target(
            name: "FuzzedDecoders",
            dependencies: ["HealthCodeCore", "HealthCodePacks", "HealthCodeCredential", "HealthCodeAdapters"],
            path: "Fuzzing/Decoders", swiftSettings: house),
        .executableTarget(
            name: "fuzz", dependencies: ["FuzzedDecoders"], path: "Fuzzing/Runner", swiftSettings: house),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzedDecoders"], swiftSettings: house),
        .testTarget(name: "HouseTests", swiftSettings: house),
        .testTarget(name: "HealthCodeCoreTests", dependencies: ["HealthCodeCore"], swiftSettings: house),
        .testTarget(
            name: "HealthCodePacksTests", dependencies: ["HealthCodeCore", "HealthCodePacks"], swiftSettings: house),
        .testTarget(
            name: "HealthCodeCredentialTests",
            dependencies: [
                "HealthCodeCredential", product("Crypto", "swift-crypto"), product("CryptoExtras", "swift-crypto"),
                product("SwiftASN1", "swift-asn1"), product("X509", "swift-certificates"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "HealthCodeServiceTests",
            dependencies: [
                "HealthCodeCore", "HealthCodePacks", "HealthCodeCredential", "HealthCodeService", "SQLiteStore",
            ],
            swiftSettings: house),
        .testTarget(
            name: "StoreContractTests",
            dependencies: ["HealthCodeCore", "HealthCodeService", "SQLiteStore", product("GRDB", "GRDB.swift")],
            swiftSettings: house),
        .testTarget(
            name: "HealthCodeWebTests",
            dependencies: [
                "HealthCodeCore", "HealthCodePacks", "HealthCodeCredential", "HealthCodeService", "SQLiteStore",
                "HealthCodeWeb", product("Hummingbird", "hummingbird"), product("HummingbirdTesting", "hummingbird"),
                product("HTTPTypes", "swift-http-types"), product("Logging", "swift-log"),
                product("NIOCore", "swift-nio"), product("NIOEmbedded", "swift-nio"),
                product("NIOHTTP1", "swift-nio"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "HealthCodeAdaptersTests",
            dependencies: [
                "HealthCodeAdapters", "HealthCodeCredential", "HealthCodeService", product("Crypto", "swift-crypto"),
            ],
            swiftSettings: house),
    ] + libFuzzer
)
