import Crypto
import HealthCodeCredential

// Signing and verifying a code's token, without base45 and sealing, beside swift-crypto over the same bytes. Both are
// done in turns of a hundred, so that a busy moment of the machine meets them alike.

let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 150

let now: Int64 = 1_585_699_200
let bareKey = P256.Signing.PrivateKey()
let key = SigningKey(bareKey)
let signer = LiveCodeSigner(key: key, sealing: try SealingKey(master: [UInt8](repeating: 7, count: 32)))
let verifier = LiveCodeVerifier(keys: KeySet([key.verifyingKey]))
var generator = SystemRandomNumberGenerator()
let text = try signer.issue(
    person: 5, colour: .green, kind: .live, at: now, lifetime: 60, tokenID: TokenID.random(using: &generator))
guard case .genuine(let code, _, _) = verifier.verify(text, at: now) else { throw CredentialError.signing }
let token = try signer.sign(code)
/// As long as what is signed of a code: the Sig_structure of its headers and claims.
let signed = Array(token.dropLast(64)) + [UInt8](repeating: 0, count: 13)
let signature = try bareKey.signature(for: signed).rawRepresentation
let publicKey = bareKey.publicKey

/// Prints how often a second each is done. What they give is summed up, so that no work can be left out.
func compare(
    _ name: String, rounds: Int, alone: () throws -> Int, ours: () throws -> Int
) rethrows {
    let turn = 100
    var sum = 0
    var (aloneTime, oursTime) = (Duration.zero, Duration.zero)
    let clock = ContinuousClock()
    for _ in 0..<rounds {
        aloneTime += try clock.measure { for _ in 0..<turn { sum &+= try alone() } }
        oursTime += try clock.measure { for _ in 0..<turn { sum &+= try ours() } }
    }
    precondition(sum > 0)
    let count = Double(rounds * turn)
    print("\(name) \(count / (oursTime / .seconds(1)))")
    print("\(name)_alone \(count / (aloneTime / .seconds(1)))")
}

try compare("sign", rounds: rounds) {
    try bareKey.signature(for: signed).rawRepresentation.count
} ours: {
    try signer.sign(code).count
}
try compare("verify", rounds: rounds) {
    let signature = try P256.Signing.ECDSASignature(rawRepresentation: signature)
    return publicKey.isValidSignature(signature, for: signed) ? 1 : 0
} ours: {
    guard case .genuine = verifier.verify(token: token, at: now) else { return 0 }
    return 1
}
