// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func ours(_ name: String) -> Target.Dependency {
    .product(name: name, package: "HealthCode")
}

// The benchmarks are a package of their own, so that nobody who builds HealthCode builds them.
let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(name: "HealthCode", path: ".."),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    ],
    targets: [
        .executableTarget(
            name: "TimelineBenchmark", dependencies: [ours("HealthCodeCore")], swiftSettings: house),
        .executableTarget(
            name: "TokenBenchmark",
            dependencies: [ours("HealthCodeCredential"), .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: house),
        .executableTarget(
            name: "CredentialBenchmark",
            dependencies: [
                ours("HealthCodeAdapters"), ours("HealthCodeCredential"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: house),
        .executableTarget(
            name: "PassBenchmark",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: house),
        .executableTarget(
            name: "CommitBenchmark",
            cSettings: [.unsafeFlags(["-O2"])],
            linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "BareServer",
            dependencies: [.product(name: "Hummingbird", package: "hummingbird")],
            swiftSettings: house),
        .executableTarget(
            name: "BenchmarkPopulation",
            dependencies: [
                ours("HealthCodeCore"), ours("HealthCodePacks"), ours("HealthCodeCredential"),
                ours("HealthCodeService"), ours("SQLiteStore"), .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: house),
        .executableTarget(
            name: "ProvinceFiller",
            cSettings: [.unsafeFlags(["-O2"])],
            linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(name: "SteadyLoad", cSettings: [.unsafeFlags(["-O2"])]),
    ]
)
