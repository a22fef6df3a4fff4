import Crypto
import Foundation

// The cryptography that one pass really does, and nothing else: core-seconds on one core, with swift-crypto alone. The
// sizes are those of the real thing.

let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20_000

/// AES-256-GCM under one key, as personal data and references are sealed.
struct Sealed {
    let key: SymmetricKey
    let box: Data

    init(_ length: Int, under key: SymmetricKey = SymmetricKey(size: .bits256)) throws {
        self.key = key
        let content = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 151) }
        box = try AES.GCM.seal(content, using: key).combined ?? Data()
    }

    func open() throws -> Int { try AES.GCM.open(AES.GCM.SealedBox(combined: box), using: key).count }
}

/// Everything that one pass opens and checks.
struct Pass {
    let sessionToken = Data((0..<32).map { UInt8($0) })
    let reference, personKey, identity: Sealed
    let publicKey: P256.Signing.PublicKey
    let signed = Data(repeating: 7, count: 93)
    let signature: Data

    init() throws {
        (reference, personKey, identity) = (try Sealed(8), try Sealed(32), try Sealed(64))
        let key = P256.Signing.PrivateKey()
        publicKey = key.publicKey
        signature = try key.signature(for: signed).rawRepresentation
    }

    /// Gives a number that depends on all of it, so that nothing can be left out.
    func check(_ number: Int) throws -> Int {
        // Whose session it is: the token is known by its hash.
        var sum = SHA256.hash(data: sessionToken).reduce(number) { $0 &+ Int($1) }
        // Whether the code is genuine, and whose it is. References are sealed under a key of the hour, which is at hand.
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: signature)
        guard publicKey.isValidSignature(signature, for: signed) else { throw CryptoKitError.authenticationFailure }
        sum &+= try reference.open()
        // What the collector sees of the person: their own key, then their details.
        sum &+= try personKey.open()
        return try sum &+ identity.open()
    }
}

/// The processor time that this process has used, in seconds.
func used() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let pass = try Pass()
var sum = 0
for number in 0..<1_000 { sum &+= try pass.check(number) }
let before = used()
for number in 0..<count { sum &+= try pass.check(number) }
print("core_seconds \((used() - before) / Double(count))")
precondition(sum != 0)
