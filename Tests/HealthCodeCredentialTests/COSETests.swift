import Crypto
import HealthCodeCredential
import Testing

/// What the examples of the COSE working group hold about keys.
private func key(_ json: JSON?) throws -> VerifyingKey {
    func coordinate(_ name: String) -> [UInt8] {
        json?[name]?.string.map(base64URL) ?? json?[name + "_hex"]?.string.map(hex) ?? []
    }
    return try VerifyingKey(x: coordinate("x"), y: coordinate("y"))
}

@Suite("COSE_Sign1", .enabled(if: Vectors.arePresent))
struct COSEVectorTests {
    @Test("Every example verifies, and every one that is marked to fail is refused")
    func sign1() throws {
        let files = Vectors.files(in: "cose/sign1-tests")
        #expect(files.count == 9)
        for file in files {
            let vector = try Vectors.json(file)
            let input = try #require(vector["input"]?["sign0"])
            let bytes = hex(try #require(vector["output"]?["cbor"]?.string))
            let external = input["external"]?.string.map(hex) ?? []
            let message = try? COSESign1(decoding: bytes)
            let holds = try message?.isSigned(by: key(input["key"]), external: external) ?? false
            #expect(holds == (vector["fail"] != .bool(true)), "\(file)")
        }
    }

    @Test("The signed CBOR Web Token of RFC 8392 appendix A.3 verifies and says what it says")
    func webToken() throws {
        let vector = try Vectors.json("cose/CWT/A_3.json")
        let bytes = hex(try #require(vector["output"]?["cbor"]?.string))
        let message = try COSESign1(decoding: bytes, tagging: .required)
        #expect(try message.isSigned(by: key(vector["input"]?["sign0"]?["key"])))
        let claims = try CWTClaims(decoding: try #require(message.payload))
        #expect(claims.issuer == "coap://as.example.com")
        #expect(claims.subject == "erikw")
        #expect(claims.expires == 1_444_064_944)
        #expect(claims.notBefore == 1_443_944_944)
        #expect(claims.issued == 1_443_944_944)
        #expect(claims.tokenID == [0x0b, 0x71])
        #expect(claims.others == [CBOR.Entry(CBOR(3), .text("coap://light.example.com"))])
    }

    @Test("The P-256 signatures of the ECDSA examples hold, in messages with one and with several signers")
    func ecdsa() throws {
        var checked = 0
        for file in Vectors.files(in: "cose/ecdsa-examples") {
            let vector = try Vectors.json(file)
            let signers = vector["input"]?["sign"]?["signers"]?.array ?? [vector["input"]?["sign0"]].compactMap(\.self)
            let signed = vector["intermediates"]?["signers"]?.array ?? [vector["intermediates"]].compactMap(\.self)
            let bytes = hex(try #require(vector["output"]?["cbor"]?.string))
            for (signer, intermediate) in zip(signers, signed) {
                let algorithm = signer["protected"]?["alg"]?.string ?? signer["alg"]?.string
                guard algorithm == "ES256", signer["key"]?["crv"]?.string == "P-256" else { continue }
                let signature = Array(bytes.suffix(64))
                let message = hex(try #require(intermediate["ToBeSign_hex"]?.string))
                #expect(try key(signer["key"]).isValid(signature, for: message), "\(file)")
                #expect(try !key(signer["key"]).isValid(signature, for: message + [0]), "\(file)")
                checked += 1
            }
        }
        #expect(checked >= 2)
    }

    @Test("A MAC, an encryption and a message of several signers are no COSE_Sign1")
    func otherMessages() throws {
        for file in ["cose/CWT/A_4.json", "cose/CWT/A_5.json", "cose/ecdsa-examples/ecdsa-01.json"] {
            let bytes = hex(try #require(try Vectors.json(file)["output"]?["cbor"]?.string))
            #expect(throws: COSEError.tag, "\(file)") { try COSESign1(decoding: bytes) }
        }
    }
}

@Suite("COSE_Sign1 of our own")
struct COSEOwnTests {
    private let key = SigningKey()

    private func message(protected: String, unprotected: String = "a0") -> [UInt8] {
        let header = hex(protected)
        return [0x84] + CBOREncoder.encode(.bytes(header)) + hex(unprotected) + [0x40, 0x40]
    }

    @Test("What is signed verifies, tagged and untagged")
    func roundTrip() throws {
        for isTagged in [true, false] {
            let bytes = try COSESigner(key: key, isTagged: isTagged).sign([1, 2, 3])
            let message = try COSESign1(decoding: bytes, tagging: isTagged ? .required : .forbidden)
            #expect(message.payload == [1, 2, 3])
            #expect(message.keyID == key.id)
            #expect(message.isSigned(by: key.verifyingKey))
            #expect(!message.isSigned(by: SigningKey().verifyingKey))
            #expect(!message.isSigned(by: key.verifyingKey, external: [0]))
        }
    }

    @Test("A missing tag is refused where one is required")
    func missingTag() throws {
        let bytes = try COSESigner(key: key, isTagged: false).sign([])
        #expect(throws: COSEError.tag) { try COSESign1(decoding: bytes, tagging: .required) }
    }

    @Test("A tag is refused where none is allowed")
    func needlessTag() throws {
        let bytes = try COSESigner(key: key, isTagged: true).sign([])
        #expect(throws: COSEError.tag) { try COSESign1(decoding: bytes, tagging: .forbidden) }
    }

    @Test("The protected key id wins over the unprotected one")
    func keyIDs() throws {
        let both = try COSESign1(decoding: message(protected: "a20126044131", unprotected: "a1044132"))
        #expect(both.keyID == KeyID([0x31]))
        let one = try COSESign1(decoding: message(protected: "a10126", unprotected: "a1044132"))
        #expect(one.keyID == KeyID([0x32]))
    }

    @Test("An empty protected header is signed alike, whether written as a map or as nothing")
    func emptyHeader() throws {
        #expect(try COSESign1(decoding: message(protected: "a0")).protectedBytes == [])
        #expect(try COSESign1(decoding: message(protected: "")).protectedBytes == [])
    }

    @Test("A critical parameter that is not understood is refused")
    func critical() {
        #expect(throws: COSEError.self) { try COSESign1(decoding: message(protected: "a30126028118631863 00")) }
    }

    @Test("A critical parameter that is understood is accepted")
    func understoodCritical() throws {
        #expect(try COSESign1(decoding: message(protected: "a20126028101")).algorithm == .es256)
    }

    @Test("A critical list outside the protected header is refused")
    func unprotectedCritical() {
        #expect(throws: COSEError.self) {
            try COSESign1(decoding: message(protected: "a10126", unprotected: "a1028101"))
        }
    }

    @Test("A key id that is no byte string is refused")
    func textKeyID() {
        #expect(throws: COSEError.self) { try COSESign1(decoding: message(protected: "a20126046131")) }
    }

    @Test("A header label twice is refused")
    func twice() {
        #expect(throws: COSEError.self) { try COSESign1(decoding: message(protected: "a201260126")) }
    }

    @Test("Three parts, or five, are no message")
    func parts() {
        #expect(throws: COSEError.shape) { try COSESign1(decoding: hex("83 40 a0 40")) }
        #expect(throws: COSEError.shape) { try COSESign1(decoding: hex("85 40 a0 40 40 40")) }
    }

    @Test("A signature in DER is not a COSE signature")
    func derSignature() throws {
        let signed = Array("message".utf8)
        let raw = try key.signature(for: signed)
        let der = try P256.Signing.ECDSASignature(rawRepresentation: raw).derRepresentation
        #expect(key.verifyingKey.isValid(raw, for: signed))
        #expect(!key.verifyingKey.isValid(Array(der), for: signed))
    }

    @Test("A date with a fraction counts as the next whole second")
    func fractions() throws {
        let claims = try CWTClaims(decoding: hex("a106fb41d584367c200000"))
        #expect(claims.issued == 1_443_944_945)
    }

    @Test("A date that is not a number is refused")
    func notADate() {
        #expect(throws: CWTClaims.Fault.claim(4)) { try CWTClaims(decoding: hex("a104f97e00")) }
        #expect(throws: CWTClaims.Fault.claim(4)) { try CWTClaims(decoding: hex("a1046131")) }
    }
}
